"""Whether the catalogue's files agree with each other: every code that is used is declared."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from bot.orientation.documents import Document, Place
from bot.orientation.errors import Problem
from bot.orientation.schema import CODE, CODED_DIMENSIONS
from bot.orientation.suggestions import did_you_mean
from bot.orientation.vocabulary import UNKNOWN

Documents = Mapping[str, Document]

#: Lists whose entries have a code, and the file they stand in.
LISTS = {
    **dict.fromkeys(CODED_DIMENSIONS.values(), "vocabulaire.yml"),
    "organisations": "organisations.yml",
    "dispositifs": "dispositifs.yml",
    "regles": "regles.yml",
    "exemples": "exemples.yml",
}

# Keys that hold the code, or codes, of another list's entries.
_REFERENCES = {
    "organisations": {"contact_via": "organisations"},
    "dispositifs": {"organisations": "organisations", "etapes": "etapes"},
    "regles": {"organisation": "organisations", "dispositif": "dispositifs"},
    "exemples": {"domaines": "domaines"},
}


def reference_problems(documents: Documents) -> tuple[Problem, ...]:
    """Find what the files say of each other that is not so.

    Args:
        documents: The files that could be read, by name. What does not fit its schema is passed
            over here: it is reported already.

    Returns:
        Every mistake: codes declared twice, codes that are not declared, organisations that do
        not offer the scheme of their rule, contacts that go round in circles, reversed dates.
    """
    check = _Check(documents)
    return tuple(
        dict.fromkeys(
            [
                *check.repeated_codes(),
                *check.unknown_codes(),
                *check.unknown_criteria(),
                *check.foreign_schemes(),
                *check.circular_contacts(),
                *check.reversed_dates(),
            ]
        )
    )


class _Check:
    def __init__(self, documents: Documents) -> None:
        self._documents = documents
        self._declared = {name: self._codes(name) for name in LISTS}

    def repeated_codes(self) -> Iterator[Problem]:
        for name in LISTS:
            seen: set[str] = set()
            for document, place, entry in self._entries(name):
                code = entry.get("code")
                if isinstance(code, str) and code in seen:
                    message = f"le code « {code} » est déjà pris : choisissez-en un autre"
                    yield document.problem((*place, "code"), message)
                if isinstance(code, str):
                    seen.add(code)

    def unknown_codes(self) -> Iterator[Problem]:
        for name, keys in _REFERENCES.items():
            for document, place, entry in self._entries(name):
                for key, target in keys.items():
                    yield from self._unknown(document, (*place, key), entry.get(key), target)
        for document, place, last in self._last_resort():
            for key in ("organisation", "dispositif"):
                yield from self._unknown(document, (*place, key), last.get(key), f"{key}s")

    def unknown_criteria(self) -> Iterator[Problem]:
        groups: list[tuple[Document, Place, Any, tuple[str, ...]]] = [
            (document, (*place, "quand"), rule.get("quand"), ())
            for document, place, rule in self._entries("regles")
        ]
        for document, place, last in self._last_resort():
            patterns = last.get("profils_attendus")
            for index, pattern in enumerate(patterns if isinstance(patterns, list) else []):
                groups.append((document, (*place, "profils_attendus", index), pattern, (UNKNOWN,)))
        for document, place, criteria, others in groups:
            if isinstance(criteria, dict):
                for dimension, target in CODED_DIMENSIONS.items():
                    codes = criteria.get(dimension)
                    yield from self._unknown(document, (*place, dimension), codes, target, others)

    def foreign_schemes(self) -> Iterator[Problem]:
        offered: dict[str, list[str]] = {
            scheme["code"]: as_codes(scheme.get("organisations"))
            for _, _, scheme in self._entries("dispositifs")
            if isinstance(scheme.get("code"), str)
        }
        choices = [*self._entries("regles"), *self._last_resort()]
        for document, place, entry in choices:
            organisation, scheme = entry.get("organisation"), entry.get("dispositif")
            offering = offered.get(scheme, []) if isinstance(scheme, str) else []
            declared = self._declared["organisations"] or ()
            known = isinstance(organisation, str) and {organisation, *offering} <= set(declared)
            if offering and known and organisation not in offering:
                message = (
                    f"« {organisation} » ne propose pas le dispositif « {scheme} » : "
                    f"choisissez {' ou '.join(offering)}, "
                    "ou ajoutez l’organisation dans dispositifs.yml"
                )
                yield document.problem((*place, "organisation"), message)

    def circular_contacts(self) -> Iterator[Problem]:
        through = {
            entry["code"]: entry["contact_via"]
            for _, _, entry in self._entries("organisations")
            if isinstance(entry.get("code"), str) and isinstance(entry.get("contact_via"), str)
        }
        for document, place, entry in self._entries("organisations"):
            start = code = entry.get("code") if isinstance(entry.get("code"), str) else None
            passed = set()
            while code in through and code not in passed:
                passed.add(code)
                code = through[code]
            if passed and code == start:
                message = (
                    f"« {start} » renvoie à lui-même par « contact_via » : "
                    "renvoyez à une organisation qui a son propre contact"
                )
                yield document.problem((*place, "contact_via"), message)

    def reversed_dates(self) -> Iterator[Problem]:
        for name in ("organisations", "dispositifs", "regles"):
            for document, place, entry in self._entries(name):
                first, last = as_day(entry.get("valable_du")), as_day(entry.get("valable_jusqu_au"))
                if first and last and last < first:
                    message = "« valable_jusqu_au » est avant « valable_du » : échangez les dates"
                    yield document.problem((*place, "valable_jusqu_au"), message)

    def _unknown(
        self,
        document: Document,
        place: Place,
        codes: object,
        target: str,
        others: tuple[str, ...] = (),
    ) -> Iterator[Problem]:
        declared = self._declared[target]
        if declared is None:
            return
        for index, code in enumerate(as_codes(codes)):
            well_formed = re.search(CODE["pattern"], code)  # if not, the schema says so
            if well_formed and code not in declared and code not in others:
                message = (
                    f"« {code} » n’est pas déclaré dans {LISTS[target]} ({target}). "
                    f"{did_you_mean(code, (*declared, *others))}"
                )
                yield document.problem((*place, index), message)

    def _codes(self, name: str) -> tuple[str, ...] | None:
        if LISTS[name] not in self._documents:
            return None
        codes = [entry.get("code") for _, _, entry in self._entries(name)]
        return tuple(code for code in codes if isinstance(code, str))

    def _entries(self, name: str) -> Iterator[tuple[Document, Place, dict[str, Any]]]:
        document = self._documents.get(LISTS[name])
        if document is None or not isinstance(document.content, dict):
            return
        entries = document.content.get(name)
        for index, entry in enumerate(entries if isinstance(entries, list) else []):
            if isinstance(entry, dict):
                yield document, (name, index), entry

    def _last_resort(self) -> Iterable[tuple[Document, Place, dict[str, Any]]]:
        document = self._documents.get("dernier_recours.yml")
        if document is not None and isinstance(document.content, dict):
            last = document.content.get("dernier_recours")
            if isinstance(last, dict):
                yield document, ("dernier_recours",), last


def as_codes(value: object) -> list[str]:
    """Return codes as a list: a word alone stands for a list of one, anything else is passed over.

    Args:
        value: What stands in the file.
    """
    if isinstance(value, str):
        return [value]
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []


def as_day(value: object) -> date | None:
    """Return a date written ``2026-11-22``; ``None`` for anything else."""
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
