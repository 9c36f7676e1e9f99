"""Any profile and any valid catalogue, for Hypothesis."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st
from small_catalogue import TODAY, catalogue, changed, rule

from bot.orientation.profile import Profile
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
from bot.orientation.vocabulary import (
    BESOIN,
    DIMENSIONS,
    DOMAINE,
    ENTREPRISE_EN_ACTIVITE,
    ETAPE,
    TERRITOIRE,
    Domain,
    Need,
    Stage,
    Territory,
)

codes = st.one_of(
    st.from_regex(r"[a-z0-9]{1,6}([_-][a-z0-9]{1,4}){0,2}", fullmatch=True),
    # Words that YAML likes to read as something else.
    st.sampled_from(["oui", "no", "null", "true", "25", "090", "1e3", "0x1f", "2026-11-22", "1_0"]),
)
sentences = (
    st.one_of(
        st.sampled_from(
            ["oui", "null", "# rien", "a : b", "- c", "{d}", "l’été « ici » ?", "\\n", '"']
        ),
        st.text(st.characters(blacklist_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1),
    )
    .map(lambda text: " ".join(text.split()))
    .filter(bool)
)
days = st.none() | st.dates(datetime.date(2000, 1, 1), datetime.date(2100, 12, 31))
priorities = st.integers(1, 999_999)


@st.composite
def validity(draw: st.DrawFn) -> dict[str, datetime.date | None]:
    """Any first and last day, in that order."""
    first, last = draw(days), draw(days)
    if first and last and last < first:
        first, last = last, first
    return {"valid_from": first, "valid_to": last}


def some(values: list[str], *, at_least: int = 1) -> st.SearchStrategy[tuple[str, ...]]:
    """Some of the codes, in any order, each once."""
    return st.lists(st.sampled_from(values), min_size=at_least, max_size=4, unique=True).map(tuple)


@st.composite
def entries(draw: st.DrawFn, make: Callable[..., Any], *texts: str) -> tuple[Any, ...]:
    """Entries with different codes, filled with any sentences."""
    chosen = draw(st.lists(codes, min_size=1, max_size=4, unique=True))
    return tuple(make(code=code, **{name: draw(sentences) for name in texts}) for code in chosen)


@st.composite
def catalogues(draw: st.DrawFn) -> Catalogue:
    """Any catalogue whose codes agree, with every kind of entry."""
    stages = draw(entries(Stage, "libelle", "choix", "phrase"))
    domains = draw(entries(Domain, "libelle", "phrase"))
    needs = draw(entries(Need, "libelle", "phrase"))
    territories = draw(entries(Territory, "libelle", "phrase"))
    known = {
        ETAPE: [each.code for each in stages],
        DOMAINE: [each.code for each in domains],
        BESOIN: [each.code for each in needs],
        TERRITOIRE: [each.code for each in territories],
    }
    names = draw(st.lists(codes, min_size=1, max_size=4, unique=True))
    organisations = tuple(
        Organisation(
            code=code,
            nom=draw(sentences),
            role=draw(sentences),
            site=draw(st.none() | st.just("https://exemple.fr/a?b=c#d")),
            email=draw(st.none() | st.just("a.b@exemple.fr")),
            telephone=draw(st.none() | st.sampled_from(["0381616161", "+33 3 81 61 61 61"])),
            # Only backwards: no circle.
            contact_via=draw(st.none() | st.sampled_from(names[:index])) if index else None,
            verifie_le=draw(days),
            **draw(validity()),
        )
        for index, code in enumerate(names)
    )
    schemes = tuple(
        Scheme(
            code=code,
            nom=draw(sentences),
            organisations=draw(some(names)),
            aide=draw(sentences),
            etapes=draw(some(known[ETAPE])),
            prochaine_etape=draw(sentences),
            **draw(validity()),
        )
        for code in draw(st.lists(codes, min_size=1, max_size=3, unique=True))
    )
    doors = [(each, organisation) for each in schemes for organisation in each.organisations]
    rules = tuple(
        _rule(draw, code, draw(st.sampled_from(doors)), known)
        for code in draw(st.lists(codes, min_size=1, max_size=6, unique=True))
    )
    examples = tuple(
        Example(
            code=code,
            nom=draw(sentences),
            texte=draw(sentences),
            genre=draw(st.sampled_from(["prix_2013", "quotidien"])),
            domaines=draw(some(known[DOMAINE])),
        )
        for code in draw(st.lists(codes, max_size=3, unique=True))
    )
    with_unknown = {dimension: [*values, "inconnu"] for dimension, values in known.items()}
    last_scheme, last_organisation = draw(st.sampled_from(doors))
    last_resort = LastResort(
        code=draw(codes),
        organisation=last_organisation,
        dispositif=last_scheme.code,
        raison=draw(sentences),
        intended=tuple(
            IntendedProfile(_conditions(draw, with_unknown, ["oui", "non", "inconnu"]), reason)
            for reason in draw(st.lists(sentences, max_size=2))
        ),
    )
    return Catalogue(
        version=DRAFT,
        stages=stages,
        domains=domains,
        needs=needs,
        territories=territories,
        organisations=organisations,
        schemes=schemes,
        rules=rules,
        examples=examples,
        last_resort=last_resort,
    )


def _rule(
    draw: st.DrawFn, code: str, place: tuple[Scheme, str], known: dict[str, list[str]]
) -> Rule:
    return Rule(
        code=code,
        conditions=_conditions(draw, known, ["oui", "non"]),
        organisation=place[1],
        dispositif=place[0].code,
        priorite=draw(priorities),
        raison=draw(sentences),
        **draw(validity()),
    )


def _conditions(
    draw: st.DrawFn, known: dict[str, list[str]], running: list[str]
) -> tuple[Condition, ...]:
    dimensions = draw(st.sets(st.sampled_from(DIMENSIONS), min_size=1))
    return tuple(
        Condition(
            dimension,
            (draw(st.sampled_from(running)),)
            if dimension == ENTREPRISE_EN_ACTIVITE
            else draw(some(known[dimension])),
        )
        for dimension in DIMENSIONS
        if dimension in dimensions
    )


_DAYS = st.sampled_from([None, *(TODAY + datetime.timedelta(days=shift) for shift in (-1, 0, 1))])
_CRITERIA = {
    ETAPE: ["idee", "essai"],
    DOMAINE: ["sante", "culture", "travail"],
    BESOIN: ["exemples"],
    TERRITOIRE: ["25", "39", "ailleurs"],
    ENTREPRISE_EN_ACTIVITE: ["oui", "non"],
}


@st.composite
def rules(draw: st.DrawFn, code: str) -> Rule:
    """Any rule over the words of the small catalogue; equal priorities are likely."""
    criteria = draw(st.dictionaries(st.sampled_from(DIMENSIONS), st.none(), min_size=1))
    made = rule(
        code,
        draw(st.integers(1, 3)),
        to=draw(st.sampled_from(["porte", "autre_porte", "secours"])),
        **{each: " ".join(draw(some(_CRITERIA[each]))) for each in DIMENSIONS if each in criteria},
    )
    return replace(made, valid_from=draw(_DAYS), valid_to=draw(_DAYS))


@st.composite
def profiles(draw: st.DrawFn) -> Profile:
    """Any profile in the words of the small catalogue, with a stranger's word now and then."""

    def maybe(dimension: str) -> str | None:
        return draw(st.sampled_from([None, *_CRITERIA[dimension], "étranger"]))

    return Profile(
        etape=maybe(ETAPE),
        domaines=draw(some(_CRITERIA[DOMAINE], at_least=0)),
        besoin=maybe(BESOIN),
        territoire=maybe(TERRITOIRE),
        entreprise_en_activite=draw(st.none() | st.booleans()),
    )


@st.composite
def situations(draw: st.DrawFn) -> tuple[Profile, Catalogue]:
    """Any profile and any rules over the words of the small catalogue."""
    count = draw(st.integers(0, 6))
    content = catalogue(*(draw(rules(f"r{number}")) for number in range(count)))
    content = changed(content, "autre_porte", valid_to=draw(_DAYS))
    return draw(profiles()), changed(content, "aide_porte", valid_from=draw(_DAYS))
