"""The engine, by example and by property."""

from __future__ import annotations

import datetime
import random
from dataclasses import replace

import pytest
from catalogue_strategies import situations
from hypothesis import given
from hypothesis import strategies as st
from small_catalogue import TODAY, catalogue, changed, rule

from bot.orientation.engine import (
    WEIGHTS,
    CriterionResult,
    evaluate,
    orientation_payload,
    recommend,
)
from bot.orientation.profile import Profile
from bot.orientation.rules import Catalogue
from bot.orientation.vocabulary import DIMENSIONS, Stage

Situation = tuple[Profile, Catalogue]


def rules_for(profile: Profile, content: Catalogue, day: datetime.date = TODAY) -> list[str]:
    """The codes of the rules behind the recommendations, best first."""
    return [each.regle for each in recommend(profile, content, day)]


def test_a_confirmed_stage_opens_its_door_and_the_last_resort_closes_the_list() -> None:
    content = catalogue(rule("idee", etape="idee"))
    assert rules_for(Profile(etape="idee"), content) == ["idee", "dernier"]


def test_a_project_that_says_nothing_gets_the_last_resort() -> None:
    (only,) = recommend(Profile(), catalogue(rule("idee", etape="idee")), TODAY)
    assert (only.rang, only.organisation, only.criteres) == (1, "secours", ())
    assert only.prochaine_etape == "Appelez secours."


def test_one_no_excludes_a_rule_however_well_it_fits_otherwise() -> None:
    content = catalogue(rule("r", etape="idee", domaine="sante", territoire="25"))
    assert rules_for(Profile("idee", ("sante",), territoire="39"), content) == ["dernier"]


def test_an_unknown_criterion_lowers_a_rule_without_excluding_it() -> None:
    content = catalogue(
        rule("precise", 10, etape="idee", domaine="sante"),
        rule("large", 20, to="autre_porte", etape="idee"),
    )
    assert rules_for(Profile("idee"), content) == ["large", "precise", "dernier"]
    assert rules_for(Profile("idee", ("sante",)), content) == ["precise", "large", "dernier"]


def test_a_rule_that_only_the_place_speaks_for_is_not_proposed() -> None:
    content = catalogue(
        *(
            rule(f"r{n}", n + 1, territoire="25", **{d: code})
            for n, (d, code) in enumerate(
                [
                    ("etape", "idee"),
                    ("domaine", "sante"),
                    ("besoin", "exemples"),
                    ("entreprise_en_activite", "oui"),
                ]
            )
        )
    )
    assert rules_for(Profile(territoire="25"), content) == ["dernier"]


def test_several_domains_suit_a_rule_when_one_of_them_does() -> None:
    content = catalogue(rule("sante", domaine="sante"))
    (answer,) = recommend(Profile(domaines=("culture", "sante")), content, TODAY)[0].criteres
    assert answer == CriterionResult("domaine", ("sante",), "sante", "oui")


def test_several_domains_exclude_a_rule_when_none_of_them_suits() -> None:
    (evaluation,) = evaluate(
        Profile(domaines=("culture", "travail")), catalogue(rule("r", domaine="sante")), TODAY
    )
    assert evaluation.criteres[0].resultat == "non"
    assert evaluation.criteres[0].constate == "culture, travail"
    assert evaluation.excluded


@pytest.mark.parametrize(
    ("running", "expected"), [(True, "oui"), (False, "non"), (None, "inconnu")]
)
def test_a_running_enterprise_is_a_criterion_with_three_answers(
    running: bool | None, expected: str
) -> None:
    content = catalogue(rule("r", entreprise_en_activite="oui"))
    (evaluation,) = evaluate(Profile(entreprise_en_activite=running), content, TODAY)
    assert evaluation.criteres[0].resultat == expected


def test_priority_decides_between_equal_fits_and_the_code_between_equal_priorities() -> None:
    content = catalogue(
        rule("b", 20, to="porte", etape="idee"),
        rule("z", 10, to="autre_porte", etape="idee"),
        rule("a", 20, to="tierce", etape="idee"),
        doors=("porte", "autre_porte", "tierce"),
    )
    assert rules_for(Profile("idee"), content) == ["z", "a", "b", "dernier"]


def test_a_door_is_proposed_once_for_its_best_rule() -> None:
    content = catalogue(rule("faible", 1, domaine="sante"), rule("forte", 2, etape="idee"))
    assert rules_for(Profile("idee", ("sante",)), content) == ["forte", "dernier"]


def test_the_last_resort_is_not_repeated_when_a_rule_already_names_it() -> None:
    content = catalogue(rule("r", to="secours", etape="idee"), rule("s", 20, etape="idee"))
    assert rules_for(Profile("idee"), content) == ["r", "s"]


@pytest.mark.parametrize("expired", ["r", "porte", "aide_porte"])
def test_an_expired_rule_organisation_or_scheme_is_not_proposed(expired: str) -> None:
    content = changed(catalogue(rule("r", etape="idee")), expired, valid_to=TODAY)
    assert rules_for(Profile("idee"), content, TODAY) == ["r", "dernier"]
    assert rules_for(Profile("idee"), content, TODAY + datetime.timedelta(days=1)) == ["dernier"]


def test_a_rule_begins_on_its_first_day() -> None:
    content = changed(catalogue(rule("r", etape="idee")), "r", valid_from=TODAY)
    assert rules_for(Profile("idee"), content, TODAY) == ["r", "dernier"]
    assert rules_for(Profile("idee"), content, TODAY - datetime.timedelta(days=1)) == ["dernier"]


def test_a_door_reached_through_another_keeps_its_own_name() -> None:
    content = changed(
        catalogue(rule("r", etape="idee")), "porte", site=None, contact_via="autre_porte"
    )
    contact = recommend(Profile("idee"), content, TODAY)[0].contact
    assert (contact.nom, contact.url) == ("Porte", "https://autre_porte.example")


def test_the_payload_is_the_contracts_json() -> None:
    stages = (Stage("idee", "Une idée", "J’ai une idée", "en est à l’idée"),)
    content = catalogue(rule("r", etape="idee", territoire="25 39"))
    content = replace(content, version=7, stages=stages)
    profile = Profile("idee", ("sante",))
    payload = orientation_payload(profile, recommend(profile, content, TODAY), content)
    assert payload["recommandations"].pop()["regle"] == "dernier"
    assert payload == {
        "etape": "idee",
        "domaines": ["sante"],
        "territoire": None,
        "besoin": None,
        "recommandations": [
            {
                "rang": 1,
                "organisation": "porte",
                "nom": "Porte",
                "dispositif": "aide_porte",
                "regle": "r",
                "raison": "Parce que r.",
                "prochaine_etape": "Appelez porte.",
                "criteres": [
                    {
                        "critere": "etape",
                        "libelle": "Étape",
                        "attendu": ["idee"],
                        "constate": "idee",
                        "constate_libelle": "Une idée",
                        "resultat": "oui",
                    },
                    {
                        "critere": "territoire",
                        "libelle": "Lieu",
                        "attendu": ["25", "39"],
                        "constate": None,
                        "constate_libelle": None,
                        "resultat": "inconnu",
                    },
                ],
                "contact": {
                    "nom": "Porte",
                    "url": "https://porte.example",
                    "email": None,
                    "telephone": None,
                },
            }
        ],
        "version_regles": 7,
    }


@given(situations())
def test_every_project_gets_a_door_and_the_same_one_each_time(situation: Situation) -> None:
    profile, content = situation
    found = recommend(profile, content, TODAY)
    assert found
    assert found == recommend(profile, content, TODAY)
    assert [each.rang for each in found] == list(range(1, len(found) + 1))


@given(situations())
def test_the_last_resort_is_always_within_reach(situation: Situation) -> None:
    profile, content = situation
    last = content.last_resort.organisation
    assert last in {each.organisation for each in recommend(profile, content, TODAY)}


@given(situations(), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(situation: Situation, shuffler: random.Random) -> None:
    profile, content = situation
    shuffled = {
        name: tuple(shuffler.sample(rows, len(rows)))
        for name, rows in vars(content).items()
        if isinstance(rows, tuple)
    }
    assert recommend(profile, replace(content, **shuffled), TODAY) == recommend(
        profile, content, TODAY
    )


@given(situations())
def test_an_excluded_rule_is_never_proposed(situation: Situation) -> None:
    profile, content = situation
    excluded = {each.rule.code for each in evaluate(profile, content, TODAY) if each.excluded}
    proposed = {each.regle for each in recommend(profile, content, TODAY) if each.criteres}
    assert not excluded & proposed


@given(situations(), st.sampled_from(DIMENSIONS))
def test_making_a_value_unknown_never_excludes_a_rule_nor_answers_no(
    situation: Situation, forgotten: str
) -> None:
    profile, content = situation
    field = "domaines" if forgotten == "domaine" else forgotten
    vaguer = replace(profile, **{field: () if forgotten == "domaine" else None})
    before, after = evaluate(profile, content, TODAY), evaluate(vaguer, content, TODAY)
    for known, unknown in zip(before, after, strict=True):
        assert known.excluded or not unknown.excluded
        for then, now in zip(known.criteres, unknown.criteres, strict=True):
            assert now.resultat == ("inconnu" if now.critere == forgotten else then.resultat)


@given(situations())
def test_fit_counts_what_is_confirmed_twice_and_what_is_unknown_against(
    situation: Situation,
) -> None:
    profile, content = situation
    for evaluation in evaluate(profile, content, TODAY):
        weights = {"oui": 0, "non": 0, "inconnu": 0}
        for each in evaluation.criteres:
            weights[each.resultat] += WEIGHTS[each.critere]
        if not evaluation.excluded:
            assert evaluation.fit == 2 * weights["oui"] - weights["inconnu"]
