"""A small catalogue for tests, and the words to change it with."""

from __future__ import annotations

import datetime
from dataclasses import replace

from bot.orientation.rules import (
    DRAFT,
    Catalogue,
    Condition,
    IntendedProfile,
    LastResort,
    Organisation,
    Rule,
    Scheme,
)
from bot.orientation.vocabulary import Domain, Need, Stage, Territory

TODAY = datetime.date(2026, 11, 22)


def rule(code: str, priorite: int = 10, *, to: str = "porte", **criteria: str) -> Rule:
    """Make a rule: ``rule("a", etape="idee", territoire="25 39")``."""
    return Rule(
        code=code,
        conditions=tuple(
            Condition(dimension, tuple(codes.split())) for dimension, codes in criteria.items()
        ),
        organisation=to,
        dispositif=f"aide_{to}",
        priorite=priorite,
        raison=f"Parce que {code}.",
    )


def door(code: str) -> Organisation:
    """Make an organisation that can be reached and was verified today."""
    return Organisation(
        code=code,
        nom=code.title(),
        role=f"{code} aide.",
        site=f"https://{code}.example",
        verifie_le=TODAY,
    )


def scheme(organisation: str) -> Scheme:
    """Make the scheme of an organisation, for every stage."""
    return Scheme(
        code=f"aide_{organisation}",
        nom=f"L’aide de {organisation}",
        organisations=(organisation,),
        aide="avancer",
        etapes=("idee", "essai"),
        prochaine_etape=f"Appelez {organisation}.",
    )


def catalogue(*rules: Rule, doors: tuple[str, ...] = ("porte", "autre_porte")) -> Catalogue:
    """Make a catalogue with two stages, three domains, a need, three territories, and rules."""
    names = (*doors, "secours")
    return Catalogue(
        version=DRAFT,
        stages=tuple(Stage(code, code, code, code) for code in ("idee", "essai")),
        domains=tuple(Domain(code, code, code) for code in ("sante", "culture", "travail")),
        needs=(Need("exemples", "Exemples", "des exemples"),),
        territories=tuple(Territory(code, code, code) for code in ("25", "39", "ailleurs")),
        organisations=tuple(door(name) for name in names),
        schemes=tuple(scheme(name) for name in names),
        rules=rules,
        examples=(),
        last_resort=LastResort("dernier", "secours", "aide_secours", "Toujours là."),
    )


def meant_for_last_resort(content: Catalogue, **pattern: str) -> Catalogue:
    """Declare profiles that are meant to reach only the last resort."""
    conditions = tuple(Condition(name, tuple(codes.split())) for name, codes in pattern.items())
    declared = (*content.last_resort.intended, IntendedProfile(conditions, "Exprès."))
    return replace(content, last_resort=replace(content.last_resort, intended=declared))


def changed(content: Catalogue, code: str, **values: object) -> Catalogue:
    """Change the organisation, scheme or rule that has a code."""
    return replace(
        content,
        **{
            name: tuple(
                replace(each, **values) if each.code == code else each
                for each in getattr(content, name)
            )
            for name in ("organisations", "schemes", "rules")
        },
    )
