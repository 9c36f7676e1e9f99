"""What does not fit the schemas, told to staff: where, what, and what to write instead."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError

from bot.orientation.documents import Document, Place
from bot.orientation.errors import Problem
from bot.orientation.schema import Schema
from bot.orientation.suggestions import nearest

_FORMATS = FormatChecker(formats=("date",))


def schema_problems(document: Document, schema: Schema) -> tuple[Problem, ...]:
    """Hold a file against its schema.

    Args:
        document: The file.
        schema: One of ``bot.orientation.schema.SCHEMAS``.

    Returns:
        Every mistake, each once.
    """
    validator = Draft202012Validator(schema, format_checker=_FORMATS)
    problems = dict.fromkeys(
        document.problem(place, message)
        for error in validator.iter_errors(document.content)
        for place, message in _explain(error)
    )
    return tuple(problems)


def _explain(error: ValidationError) -> Iterable[tuple[Place, str]]:
    return _EXPLANATIONS[str(error.validator)](error, tuple(error.absolute_path))


def _missing(error: ValidationError, place: Place) -> Iterable[tuple[Place, str]]:
    for key in error.validator_value:
        if key not in error.instance:
            yield place, f"il manque « {key} » : ajoutez une ligne « {key}: … »"


def _unknown(error: ValidationError, place: Place) -> Iterable[tuple[Place, str]]:
    known = error.schema["properties"]
    for key in error.instance:
        if key not in known:
            yield (*place, key), _unknown_key(key, known)


def _unknown_key(key: str, known: Iterable[str]) -> str:
    found = nearest(key, known, count=1)
    remedy = f"écrivez « {found[0]} »" if found else f"clés possibles : {', '.join(known)}"
    return f"la clé « {key} » n’existe pas : {remedy}"


def _wrong_type(error: ValidationError, place: Place) -> Iterable[tuple[Place, str]]:
    if error.instance is None:
        yield place, f"{_named(place)} est vide : {_remedy(error)}"
    else:
        yield place, f"{_named(place)} n’a pas la bonne forme : {_remedy(error)}"


def _empty(error: ValidationError, place: Place) -> Iterable[tuple[Place, str]]:
    yield place, f"{_named(place)} est vide : {_remedy(error)}"


def _too_few(error: ValidationError, place: Place) -> Iterable[tuple[Place, str]]:
    yield place, f"{_named(place)} ne dit pas assez : {_remedy(error)}"


def _unfit(error: ValidationError, place: Place) -> Iterable[tuple[Place, str]]:
    yield place, f"« {error.instance} » ne convient pas pour {_named(place)} : {_remedy(error)}"


def _repeated(error: ValidationError, place: Place) -> Iterable[tuple[Place, str]]:
    yield place, f"{_named(place)} contient deux fois la même valeur : gardez-en une"


def _named(place: Place) -> str:
    key = next((step for step in reversed(place) if isinstance(step, str)), None)
    return "ce fichier" if key is None else f"« {key} »"


def _remedy(error: ValidationError) -> str:
    return str(error.schema["remede"])


_EXPLANATIONS: dict[str, Callable[[Any, Place], Iterable[tuple[Place, str]]]] = {
    "required": _missing,
    "additionalProperties": _unknown,
    "type": _wrong_type,
    "minLength": _empty,
    "minItems": _empty,
    "minProperties": _too_few,
    "maxLength": _unfit,
    "pattern": _unfit,
    "enum": _unfit,
    "format": _unfit,
    "uniqueItems": _repeated,
}
