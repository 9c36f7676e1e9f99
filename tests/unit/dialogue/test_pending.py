"""What answers a pending question in words that sound like something else."""

from __future__ import annotations

from dataclasses import replace

import pytest
from conftest import message

from bot.dialogue.pending import answers_in_words


@pytest.mark.parametrize("typed", ["l'étape", "letape", "le lieu", "c'est le domaine"])
def test_the_name_of_what_is_wrong_answers_what_is_wrong(typed: str) -> None:
    told = message("question_processus", typed)
    assert answers_in_words("correction", told)
    assert not answers_in_words(None, told)


@pytest.mark.parametrize(
    ("typed", "intent", "confidence", "answers"),
    [
        ("ben oui, un questionnaire", "nlu_fallback", 0.3, True),
        ("mais non, rien du tout", "hors_sujet", 0.5, True),
        ("un questionnaire", "nlu_fallback", 0.3, False),
        ("oui c'est quoi une structure ?", "demander_reformulation", 0.5, False),
        ("non je veux parler à quelqu'un", "parler_a_quelqu_un", 0.9, False),
        ("non c'est de l'argent qu'il nous faut", "question_argent", 0.9, True),
    ],
)
def test_a_yes_or_a_no_answers_a_yes_no_question(
    typed: str, intent: str, confidence: float, *, answers: bool
) -> None:
    told = replace(message(intent, typed), confidence=confidence)
    assert answers_in_words("structure_existe", told) is answers
    assert not answers_in_words("etape", told)


def test_buttons_and_plain_answers_are_left_to_their_rules() -> None:
    assert not answers_in_words("correction", message("question_processus", "/question_processus"))
    assert not answers_in_words("structure_existe", message("affirmer", "oui"))


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("Qu'est-ce que vous avez noté ?", True),
        ("qu’aviez-vous noté pour notre épicerie ?", True),
        ("vous avez mis quoi comme domaine ?", True),
        ("vous pouvez me résumer ce qu'on s'est dit ?", True),
        ("qu'est-ce que vous avez à proposer ?", False),
        ("on veut résumer les lois en langage simple", False),
        ("vous avez noté que c'est à Dole", False),
    ],
)
def test_who_asks_what_was_noted_wants_a_recap(typed: str, *, wanted: bool) -> None:
    told = message("question_assistant", typed)
    assert told.wants_recap is wanted
    assert answers_in_words("territoire", told) is wanted


def test_the_number_of_a_listed_project_answers_which_comes_first() -> None:
    assert answers_in_words("un_projet", message("hors_sujet", "la 2"))
    assert not answers_in_words("un_projet", message("hors_sujet", "la 2", domaine="mobilite"))
    assert not answers_in_words("domaine", message("hors_sujet", "la 2"))


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("c'est quoi vos sources ? je dois les citer", True),
        ("non je veux dire d'où viennent vos infos", True),
        ("mon prof veut des sources fiables", True),
        ("on veut protéger les sources de la Loue", False),
    ],
)
def test_who_asks_for_sources_is_heard_whatever_it_sounds_like(typed: str, *, asked: bool) -> None:
    assert answers_in_words("etape", message("demander_pourquoi", typed)) is asked


def test_a_structure_that_is_named_answers_whether_there_is_one() -> None:
    assert answers_in_words("structure_existe", message("nlu_fallback", "j'ai dit une ASSO"))
    assert not answers_in_words("structure_existe", message("nlu_fallback", "j'ai dit"))
