"""A catalogue as rows of the tables, and back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

import sqlalchemy as sa

from bot.orientation import tables
from bot.orientation.rules import (
    Catalogue,
    Condition,
    Example,
    IntendedProfile,
    LastResort,
    Organisation,
    Rule,
    Scheme,
)
from bot.orientation.vocabulary import Domain, Need, Stage, Territory

Row = dict[str, Any]
Rows = Mapping[sa.Table, Sequence[Mapping[str, Any]]]

Entry = TypeVar("Entry")

#: Every table of a catalogue's content, each after those it refers to.
CONTENT_TABLES = (
    tables.stages,
    tables.domains,
    tables.needs,
    tables.territories,
    tables.organisations,
    tables.schemes,
    tables.scheme_organisations,
    tables.scheme_stages,
    tables.rules,
    tables.rule_conditions,
    tables.examples,
    tables.example_domains,
    tables.last_resorts,
    tables.intended_profiles,
    tables.intended_conditions,
)


def rows_of(catalogue: Catalogue) -> dict[sa.Table, list[Row]]:
    """Return the rows of a catalogue, by table, in the order of ``CONTENT_TABLES``.

    Args:
        catalogue: Its version is written in every row.
    """
    last = catalogue.last_resort
    rows: dict[sa.Table, list[Row]] = {
        tables.stages: _entries(catalogue.stages, "libelle", "choix", "phrase"),
        tables.domains: _entries(catalogue.domains, "libelle", "phrase"),
        tables.needs: _entries(catalogue.needs, "libelle", "phrase"),
        tables.territories: _entries(catalogue.territories, "libelle", "phrase"),
        tables.organisations: _entries(
            catalogue.organisations,
            *("nom", "role", "site", "email", "telephone", "contact_via", "verifie_le"),
            *("valid_from", "valid_to"),
        ),
        tables.schemes: _entries(
            catalogue.schemes, "nom", "aide", "prochaine_etape", "valid_from", "valid_to"
        ),
        tables.scheme_organisations: _links(
            "scheme",
            "organisation",
            ((each.code, each.organisations) for each in catalogue.schemes),
        ),
        tables.scheme_stages: _links(
            "scheme", "stage", ((each.code, each.etapes) for each in catalogue.schemes)
        ),
        tables.rules: _entries(
            catalogue.rules,
            *("organisation", "dispositif", "priorite", "raison", "valid_from", "valid_to"),
        ),
        tables.rule_conditions: [
            {"rule": rule.code, **row} for rule in catalogue.rules for row in _criteria(rule)
        ],
        tables.examples: _entries(catalogue.examples, "nom", "texte", "genre"),
        tables.example_domains: _links(
            "example", "domain", ((each.code, each.domaines) for each in catalogue.examples)
        ),
        tables.last_resorts: [
            {
                "code": last.code,
                "organisation": last.organisation,
                "dispositif": last.dispositif,
                "raison": last.raison,
            }
        ],
        tables.intended_profiles: [
            {"number": number, "raison": each.raison} for number, each in enumerate(last.intended)
        ],
        tables.intended_conditions: [
            {"number": number, **row}
            for number, each in enumerate(last.intended)
            for row in _criteria(each)
        ],
    }
    return {
        table: [{"version": catalogue.version, **row} for row in rows[table]]
        for table in CONTENT_TABLES
    }


def catalogue_of(version: int, rows: Rows) -> Catalogue:
    """Return the catalogue that rows describe.

    Args:
        version: Number of the version.
        rows: All rows of that version, by table, in any order.
    """
    conditions = _conditions(rows[tables.rule_conditions], "rule")
    organisations = _codes(rows[tables.scheme_organisations], "scheme", "organisation")
    stages = _codes(rows[tables.scheme_stages], "scheme", "stage")
    domains = _codes(rows[tables.example_domains], "example", "domain")
    return Catalogue(
        version=version,
        stages=_read(rows, tables.stages, lambda row: Stage(**row)),
        domains=_read(rows, tables.domains, lambda row: Domain(**row)),
        needs=_read(rows, tables.needs, lambda row: Need(**row)),
        territories=_read(rows, tables.territories, lambda row: Territory(**row)),
        organisations=_read(rows, tables.organisations, lambda row: Organisation(**row)),
        schemes=_read(
            rows,
            tables.schemes,
            lambda row: Scheme(
                **row,
                organisations=organisations.get(row["code"], ()),
                etapes=stages.get(row["code"], ()),
            ),
        ),
        rules=_read(
            rows, tables.rules, lambda row: Rule(**row, conditions=conditions.get(row["code"], ()))
        ),
        examples=_read(
            rows, tables.examples, lambda row: Example(**row, domaines=domains.get(row["code"], ()))
        ),
        last_resort=_last_resort(rows),
    )


def _entries(entries: Iterable[object], *columns: str) -> list[Row]:
    return [
        {"rang": rank, **{column: getattr(entry, column) for column in ("code", *columns)}}
        for rank, entry in enumerate(entries)
    ]


def _links(owner: str, value: str, lists: Iterable[tuple[str, tuple[str, ...]]]) -> list[Row]:
    return [
        {owner: code, value: each, "rang": rank}
        for code, values in lists
        for rank, each in enumerate(values)
    ]


def _criteria(entry: Rule | IntendedProfile) -> list[Row]:
    pairs = [(each.critere, code) for each in entry.conditions for code in each.attendu]
    return [
        {"critere": criterion, "attendu": code, "rang": rank}
        for rank, (criterion, code) in enumerate(pairs)
    ]


def _read(rows: Rows, table: sa.Table, make: Callable[[Row], Entry]) -> tuple[Entry, ...]:
    placed = sorted(rows[table], key=lambda row: row["rang"])
    return tuple(
        make({name: value for name, value in row.items() if name not in ("version", "rang")})
        for row in placed
    )


def _codes(
    rows: Iterable[Mapping[str, Any]], owner: str, value: str
) -> Mapping[str, tuple[str, ...]]:
    lists: dict[str, list[str]] = defaultdict(list)
    for row in sorted(rows, key=lambda each: each["rang"]):
        lists[row[owner]].append(row[value])
    return {code: tuple(codes) for code, codes in lists.items()}


def _conditions(
    rows: Iterable[Mapping[str, Any]], owner: str
) -> Mapping[Any, tuple[Condition, ...]]:
    criteria: dict[Any, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in sorted(rows, key=lambda each: each["rang"]):
        criteria[row[owner]][row["critere"]].append(row["attendu"])
    return {
        code: tuple(Condition(criterion, tuple(codes)) for criterion, codes in each.items())
        for code, each in criteria.items()
    }


def _last_resort(rows: Rows) -> LastResort:
    (row,) = rows[tables.last_resorts]
    conditions = _conditions(rows[tables.intended_conditions], "number")
    profiles = sorted(rows[tables.intended_profiles], key=lambda each: each["number"])
    return LastResort(
        code=row["code"],
        organisation=row["organisation"],
        dispositif=row["dispositif"],
        raison=row["raison"],
        intended=tuple(
            IntendedProfile(conditions.get(each["number"], ()), each["raison"]) for each in profiles
        ),
    )
