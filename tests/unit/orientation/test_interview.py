"""What is asked next, and the questions that tell stages apart."""

from __future__ import annotations

from itertools import product

import pytest
from small_catalogue import TODAY, catalogue, rule

from bot.orientation.interview import STAGE_QUESTIONS, next_question, next_stage_question
from bot.orientation.profile import Profile
from bot.orientation.rules import Catalogue

NOTHING_DECLINED: frozenset[str] = frozenset()

EVERYTHING_DECIDES = catalogue(
    rule("a", 10, etape="idee", domaine="sante"),
    rule("b", 20, to="autre_porte", etape="idee", territoire="25"),
    rule("c", 30, to="autre_porte", domaine="sante", territoire="39"),
)


def test_the_stage_is_asked_first_then_the_domain_then_the_place() -> None:
    asked = []
    profile = Profile()
    for answer in (Profile("idee"), Profile("idee", ("sante",))):
        asked.append(next_question(profile, NOTHING_DECLINED, EVERYTHING_DECIDES, TODAY))
        profile = answer
    asked.append(next_question(profile, NOTHING_DECLINED, EVERYTHING_DECIDES, TODAY))
    assert asked == ["etape", "domaine", "territoire"]


def test_nothing_is_asked_when_everything_is_known() -> None:
    profile = Profile("idee", ("sante",), territoire="25")
    assert next_question(profile, NOTHING_DECLINED, EVERYTHING_DECIDES, TODAY) is None


def test_what_the_visitor_does_not_know_is_not_asked_again() -> None:
    declined = frozenset({"etape", "domaine"})
    assert next_question(Profile(), declined, EVERYTHING_DECIDES, TODAY) in ("territoire", None)
    assert next_question(Profile(), declined | {"territoire"}, EVERYTHING_DECIDES, TODAY) is None


@pytest.mark.parametrize(
    ("content", "asked"),
    [
        (catalogue(rule("r", domaine="sante")), "domaine"),
        (catalogue(rule("r", territoire="ailleurs")), "territoire"),
        (catalogue(rule("r", territoire="25 39 ailleurs")), None),
        (catalogue(rule("r", besoin="exemples")), None),
    ],
)
def test_only_what_decides_something_is_asked(content: Catalogue, asked: str | None) -> None:
    assert next_question(Profile(), NOTHING_DECLINED, content, TODAY) == asked


def test_a_running_enterprise_that_a_rule_is_made_for_is_not_asked_its_stage() -> None:
    content = catalogue(
        rule("a", 10, etape="idee"),
        rule(
            "b",
            20,
            to="autre_porte",
            domaine="sante",
            territoire="25",
            entreprise_en_activite="oui",
        ),
    )
    running = Profile(domaines=("sante",), entreprise_en_activite=True)
    assert next_question(running, NOTHING_DECLINED, content, TODAY) == "territoire"
    for other in (Profile(domaines=("sante",)), Profile(entreprise_en_activite=True)):
        assert next_question(other, NOTHING_DECLINED, content, TODAY) == "etape"


def test_a_known_place_may_leave_nothing_to_ask() -> None:
    content = catalogue(rule("r", etape="idee", territoire="25"))
    elsewhere = Profile(territoire="ailleurs")
    assert next_question(elsewhere, NOTHING_DECLINED, content, TODAY) is None


@pytest.mark.parametrize(
    ("answers", "stage"),
    [
        ({"structure_existe": False, "deja_a_l_etude": True}, "experimentation"),
        (
            {"structure_existe": False, "deja_a_l_etude": False, "idee_en_tete": True},
            "emergence",
        ),
        (
            {"structure_existe": False, "deja_a_l_etude": False, "idee_en_tete": False},
            "sensibilisation",
        ),
        ({"structure_existe": True, "deja_des_usagers": False}, "demarrage"),
        (
            {"structure_existe": True, "deja_des_usagers": True, "veut_mesurer": True},
            "evaluation",
        ),
        (
            {"structure_existe": True, "deja_des_usagers": True, "veut_mesurer": False},
            "diffusion",
        ),
    ],
)
def test_yes_and_no_lead_to_a_stage(answers: dict[str, bool], stage: str) -> None:
    assert next_stage_question(answers) == stage


@pytest.mark.parametrize("replies", product([True, False], repeat=3))
def test_three_questions_are_always_enough(replies: tuple[bool, ...]) -> None:
    answers: dict[str, bool] = {}
    for reply in replies:
        step = next_stage_question(answers)
        if step in STAGE_QUESTIONS:
            answers[step] = reply
    assert next_stage_question(answers) not in STAGE_QUESTIONS


def test_an_answer_to_a_question_of_another_branch_changes_nothing() -> None:
    assert next_stage_question({"veut_mesurer": True}) == "structure_existe"
