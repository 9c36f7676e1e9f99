"""The check finds each defect that is planted, and names it."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from catalogue_strategies import rules
from hypothesis import given, settings
from hypothesis import strategies as st
from small_catalogue import TODAY, catalogue, changed, meant_for_last_resort, rule

from bot.orientation.check import check_catalogue
from bot.orientation.engine import recommend
from bot.orientation.profile import Profile
from bot.orientation.rules import Catalogue
from bot.orientation.space import profile_space
from bot.orientation.vocabulary import Stage

# The stages of the small catalogue and those that the yes/no questions lead to.
REAL_STAGES = (
    *("sensibilisation", "emergence", "experimentation"),
    *("demarrage", "diffusion", "evaluation"),
)


def sound(*more: object, doors: tuple[str, ...] = ("porte", "autre_porte")) -> Catalogue:
    """A catalogue without any defect."""
    content = catalogue(
        rule("tout", 10, etape=" ".join(REAL_STAGES)),
        rule("sante", 20, to="autre_porte", domaine="sante"),
        *more,
        doors=doors,
    )
    content = replace(
        content,
        stages=tuple(Stage(code, code, code, code) for code in REAL_STAGES),
        schemes=tuple(replace(each, etapes=REAL_STAGES) for each in content.schemes),
    )
    return meant_for_last_resort(content, etape="inconnu")


def found(content: Catalogue, severity: str, day: datetime.date = TODAY) -> list[str]:
    """What the check finds of that severity: subject and message."""
    report = check_catalogue(content, day)
    return [
        f"{each.subject} : {each.message}" for each in report.findings if each.severity == severity
    ]


def the_error(content: Catalogue, day: datetime.date = TODAY) -> str:
    """The one error the check finds."""
    (only,) = found(content, "erreur", day)
    return only


def test_a_sound_catalogue_has_no_error_and_no_warning() -> None:
    assert found(sound(), "erreur") == found(sound(), "avertissement") == []


def test_a_profile_without_a_door_must_be_declared() -> None:
    content = sound()
    content = replace(content, last_resort=replace(content.last_resort, intended=()))
    errors = found(content, "erreur")
    assert "aucune autre porte pour etape: inconnu, domaine: inconnu, besoin: inconnu" in errors[0]
    assert len(errors) <= 11


def test_many_profiles_without_a_door_are_counted_rather_than_listed() -> None:
    errors = found(catalogue(rule("r", domaine="sante", besoin="exemples")), "erreur")
    assert any("autres profils n’ont pas d’autre porte" in each for each in errors)


def test_a_declaration_that_matches_nothing_is_an_error() -> None:
    content = meant_for_last_resort(sound(), etape="emergence")
    assert "le profil attendu « etape: emergence » ne correspond à aucun projet" in the_error(
        content
    )


def test_a_rule_that_is_always_behind_two_others_is_an_error() -> None:
    stages = " ".join(REAL_STAGES)
    content = sound(
        rule("deuxieme", 11, to="tierce", etape=stages),
        rule("derriere", 12, to="quatrieme", etape=stages),
        doors=("porte", "autre_porte", "tierce", "quatrieme"),
    )
    assert the_error(content).startswith("règle derriere : elle n’arrive jamais première")


def test_a_rule_that_its_own_door_always_overtakes_is_an_error() -> None:
    assert the_error(sound(rule("double", 30, etape="emergence"))).startswith("règle double")


def test_a_tie_left_to_chance_is_an_error() -> None:
    content = changed(sound(rule("culture", 20, domaine="culture")), "tout", priorite=21)
    assert the_error(content).startswith(
        "règles culture et sante : rien ne les départage pour etape: inconnu, "
        "domaine: sante + culture"
    )


def test_two_rules_of_equal_priority_that_never_meet_are_no_tie() -> None:
    content = sound(
        rule("a", 5, to="autre_porte", besoin="exemples", etape="emergence"),
        rule("b", 5, to="autre_porte", besoin="exemples", etape="diffusion"),
    )
    assert found(content, "erreur") == []


def test_a_door_that_cannot_be_reached_is_an_error() -> None:
    content = changed(sound(), "porte", site=None)
    assert the_error(content).startswith("organisation porte : elle n’a aucun contact")


def test_a_door_reached_through_another_has_a_contact() -> None:
    content = changed(sound(), "porte", site=None, contact_via="secours")
    assert found(content, "erreur") == []


def test_a_door_reached_through_one_that_has_no_contact_is_an_error() -> None:
    content = changed(sound(), "porte", site=None, contact_via="autre_porte")
    errors = found(changed(content, "autre_porte", site=None), "erreur")
    assert [each.split(" : ")[0] for each in errors] == [
        "organisation porte",
        "organisation autre_porte",
    ]


def test_a_contact_never_verified_is_an_error() -> None:
    content = changed(sound(), "porte", verifie_le=None)
    assert "n’a jamais été vérifié" in the_error(content)


@pytest.mark.parametrize(("age", "warnings"), [(365, 0), (366, 1)])
def test_a_contact_verified_more_than_a_year_ago_is_a_warning(age: int, warnings: int) -> None:
    content = changed(sound(), "porte", verifie_le=TODAY - datetime.timedelta(days=age))
    assert len(found(content, "avertissement")) == warnings
    assert found(content, "erreur") == []


def test_an_expired_rule_is_a_warning_once_nothing_depends_on_it() -> None:
    yesterday = TODAY - datetime.timedelta(days=1)
    old = replace(rule("vieille", 30, domaine="culture"), valid_to=yesterday)
    assert (
        "règle vieille : n’est plus valable après le 21/11/2026"
        in found(sound(old), "avertissement")[0]
    )
    assert found(sound(old), "erreur") == []


def test_an_expired_rule_leaves_its_profiles_without_a_door() -> None:
    content = changed(sound(), "tout", valid_to=TODAY)
    assert found(content, "erreur", TODAY) == []
    tomorrow = TODAY + datetime.timedelta(days=1)
    assert "aucune autre porte" in found(content, "erreur", tomorrow)[0]


def test_a_rule_to_come_is_only_worth_knowing() -> None:
    later = replace(rule("a-venir", 30, domaine="culture"), valid_from=datetime.date(2027, 1, 1))
    assert "règle a-venir : ne sera valable que le 01/01/2027" in found(sound(later), "information")


@pytest.mark.parametrize("part", ["autre_porte", "aide_autre_porte"])
def test_a_rule_that_names_an_expired_door_or_scheme_is_an_error(part: str) -> None:
    content = changed(sound(), part, valid_to=TODAY - datetime.timedelta(days=1))
    errors = found(content, "erreur")
    assert any("règle sante" in each and f"« {part} » n’est pas valable" in each for each in errors)


def test_a_last_resort_out_of_date_is_an_error() -> None:
    content = changed(sound(), "secours", valid_to=TODAY - datetime.timedelta(days=1))
    assert the_error(content).startswith("dernier recours : l’organisation « secours »")


def test_a_stage_that_no_rule_uses_is_an_error() -> None:
    stage = Stage("oubliee", "Oubliée", "Oubliée", "est oubliée")
    content = replace(sound(), stages=(*sound().stages, stage))
    content = meant_for_last_resort(content, etape="oubliee")
    assert the_error(content).startswith("étape oubliee : rien ne s’en sert")


def test_a_stage_that_the_questions_lead_to_and_that_is_gone_is_an_error() -> None:
    content = replace(sound(), stages=sound().stages[1:])
    assert the_error(content).startswith("étape sensibilisation : les questions posées")


def test_domains_and_needs_that_nothing_uses_are_only_worth_knowing() -> None:
    assert found(sound(), "information") == [
        "domaines : ni règle ni exemple ne s’en sert : culture, travail",
        "besoins : ni règle ni exemple ne s’en sert : exemples",
        "territoires : ni règle ni exemple ne s’en sert : 25, 39, ailleurs",
    ]


def test_a_door_or_a_scheme_that_nothing_proposes_is_a_warning() -> None:
    warnings = found(sound(doors=("porte", "autre_porte", "tierce")), "avertissement")
    assert [each.split(" : ")[0] for each in warnings] == [
        "dispositif aide_tierce",
        "organisation tierce",
    ]


def test_a_rule_for_a_stage_its_scheme_is_not_meant_for_is_a_warning() -> None:
    content = changed(sound(), "aide_porte", etapes=("emergence",))
    assert "n’est pas prévu pour demarrage, diffusion" in found(content, "avertissement")[0]


def test_the_space_counts_every_profile_once() -> None:
    content = sound()
    cases = list(profile_space(content))
    stages, domains, needs, places = 1 + 6, 1 + 3 + 3, 1 + 1, 1 + 3
    assert sum(case.count for case in cases) == stages * domains * needs * places * 3
    assert len(cases) < 100


@settings(max_examples=20)
@given(
    st.lists(st.integers(), max_size=4).flatmap(
        lambda numbers: st.tuples(*(rules(f"r{index}") for index, _ in enumerate(numbers)))
    )
)
def test_interchangeable_profiles_get_the_same_doors(chosen: tuple[object, ...]) -> None:
    content = catalogue(*chosen)
    doors = {
        tuple(each.regle for each in recommend(case.profile, content, TODAY))
        for case in profile_space(content)
    }
    everything = {
        tuple(each.regle for each in recommend(profile, content, TODAY))
        for profile in every_profile(content)
    }
    assert doors == everything


def every_profile(content: Catalogue) -> list[Profile]:
    """The space the long way: every profile, without anything held interchangeable."""
    domains = [each.code for each in content.domains]
    sets = [(), *((one,) for one in domains)]
    sets += [(one, other) for index, one in enumerate(domains) for other in domains[index + 1 :]]
    return [
        Profile(stage, chosen, need, place, running)
        for stage in (None, *(each.code for each in content.stages))
        for chosen in sets
        for need in (None, *(each.code for each in content.needs))
        for place in (None, *(each.code for each in content.territories))
        for running in (None, True, False)
    ]
