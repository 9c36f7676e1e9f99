"""Read the catalogue that staff write in YAML, and report all of its mistakes at once."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot.orientation.documents import Document, read_document
from bot.orientation.errors import CatalogueInvalid, Problem
from bot.orientation.references import as_codes, as_day, reference_problems
from bot.orientation.rules import (
    DRAFT,
    Catalogue,
    Condition,
    Example,
    IntendedProfile,
    LastResort,
    Organisation,
    Rule,
    Scheme,
)
from bot.orientation.schema import SCHEMAS
from bot.orientation.schema_errors import schema_problems
from bot.orientation.suggestions import did_you_mean
from bot.orientation.vocabulary import DIMENSIONS, Domain, Need, Stage, Territory

Words = Mapping[str, Any]


def read_catalogue(folder: Path) -> Catalogue:
    """Read the files of a catalogue.

    Args:
        folder: Where ``vocabulaire.yml``, ``organisations.yml``, ``dispositifs.yml``,
            ``regles.yml``, ``exemples.yml`` and ``dernier_recours.yml`` are.

    Returns:
        The catalogue, not imported yet: its version is ``DRAFT``.

    Raises:
        CatalogueInvalid: With every mistake of every file, its line and its remedy.
    """
    documents: dict[str, Document] = {}
    problems = _misplaced_files(folder)
    for name, schema in SCHEMAS.items():
        try:
            documents[name] = read_document(folder / name)
        except CatalogueInvalid as error:
            problems.extend(error.problems)
        else:
            problems.extend(schema_problems(documents[name], schema))
    problems.extend(reference_problems(documents))
    if problems:
        raise CatalogueInvalid(problems)
    return _build({name: document.content for name, document in documents.items()})


def _misplaced_files(folder: Path) -> list[Problem]:
    if not folder.is_dir():
        message = "ce dossier n’existe pas : donnez celui qui contient regles.yml"
        raise CatalogueInvalid([Problem(str(folder), 1, message)])
    others = sorted(
        path
        for path in folder.iterdir()
        if path.suffix in (".yml", ".yaml") and path.name not in SCHEMAS
    )
    return [
        Problem(str(path), 1, f"ce fichier ne serait pas lu. {did_you_mean(path.name, SCHEMAS)}")
        for path in others
    ]


def _build(files: Mapping[str, Any]) -> Catalogue:
    words = files["vocabulaire.yml"]
    return Catalogue(
        version=DRAFT,
        stages=tuple(
            Stage(each["code"], each["libelle"], each["choix"], each["phrase"])
            for each in words["etapes"]
        ),
        domains=tuple(Domain(*_labelled(each)) for each in words["domaines"]),
        needs=tuple(Need(*_labelled(each)) for each in words["besoins"]),
        territories=tuple(Territory(*_labelled(each)) for each in words["territoires"]),
        organisations=tuple(map(_organisation, files["organisations.yml"]["organisations"])),
        schemes=tuple(map(_scheme, files["dispositifs.yml"]["dispositifs"])),
        rules=tuple(map(_rule, files["regles.yml"]["regles"])),
        examples=tuple(map(_example, files["exemples.yml"]["exemples"])),
        last_resort=_last_resort(files["dernier_recours.yml"]["dernier_recours"]),
    )


def _labelled(entry: Words) -> tuple[str, str, str]:
    return entry["code"], entry["libelle"], entry["phrase"]


def _organisation(entry: Words) -> Organisation:
    return Organisation(
        code=entry["code"],
        nom=entry["nom"],
        role=entry["role"],
        site=entry.get("site"),
        email=entry.get("email"),
        telephone=entry.get("telephone"),
        contact_via=entry.get("contact_via"),
        verifie_le=as_day(entry.get("verifie_le")),
        valid_from=as_day(entry.get("valable_du")),
        valid_to=as_day(entry.get("valable_jusqu_au")),
    )


def _scheme(entry: Words) -> Scheme:
    return Scheme(
        code=entry["code"],
        nom=entry["nom"],
        organisations=tuple(as_codes(entry["organisations"])),
        aide=entry["aide"],
        etapes=tuple(as_codes(entry["etapes"])),
        prochaine_etape=entry["prochaine_etape"],
        valid_from=as_day(entry.get("valable_du")),
        valid_to=as_day(entry.get("valable_jusqu_au")),
    )


def _rule(entry: Words) -> Rule:
    return Rule(
        code=entry["code"],
        conditions=_conditions(entry["quand"]),
        organisation=entry["organisation"],
        dispositif=entry["dispositif"],
        priorite=int(entry["priorite"]),
        raison=entry["raison"],
        valid_from=as_day(entry.get("valable_du")),
        valid_to=as_day(entry.get("valable_jusqu_au")),
    )


def _conditions(entry: Words) -> tuple[Condition, ...]:
    return tuple(
        Condition(dimension, tuple(as_codes(entry[dimension])))
        for dimension in DIMENSIONS
        if dimension in entry
    )


def _example(entry: Words) -> Example:
    return Example(
        code=entry["code"],
        nom=entry["nom"],
        texte=entry["texte"],
        genre=entry["genre"],
        domaines=tuple(as_codes(entry["domaines"])),
    )


def _last_resort(entry: Words) -> LastResort:
    return LastResort(
        code=entry["code"],
        organisation=entry["organisation"],
        dispositif=entry["dispositif"],
        raison=entry["raison"],
        intended=tuple(
            IntendedProfile(_conditions(pattern), pattern["raison"])
            for pattern in entry["profils_attendus"]
        ),
    )
