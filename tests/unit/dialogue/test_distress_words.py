"""Whoever got the numbers for danger is not asked about a project next."""

from __future__ import annotations

from dataclasses import replace

import pytest
from conftest import Talk, message

from bot.dialogue.distress_words import HELPED, still_in_need, takes_leave
from bot.dialogue.recovering import distress, off_topic
from bot.dialogue.turn import resume


@pytest.mark.parametrize(
    ("typed", "intent", "in_need"),
    [
        ("le CCAS m'a dit de revenir dans trois semaines, j'ai deux enfants", "hors_sujet", True),
        ("j'ai pas de projet je vous dis que j'ai faim", "decrire_projet", True),
        ("y a une assistante sociale que je peux appeler ?", "parler_a_quelqu_un", True),
        ("tant pis", "dire_au_revoir", True),
        ("en fait j'ai un projet d'épicerie", "decrire_projet", False),
        ("vous êtes un robot ?", "question_assistant", False),
        ("/laisser_message", "laisser_message", False),
    ],
)
def test_their_next_words_are_of_their_trouble(typed: str, intent: str, *, in_need: bool) -> None:
    told = message(intent, typed)
    assert still_in_need(HELPED, told) is in_need
    assert not still_in_need("etape", told)


def test_the_answer_to_where_goes_on_with_the_project() -> None:
    assert not still_in_need(HELPED, message("decrire_projet", "à Dole", territoire="39"))


@pytest.mark.parametrize(
    ("typed", "intent", "response"),
    [
        ("j'ai besoin de la police là", "parler_a_quelqu_un", "utter_detresse_police"),
        ("il tape dans la porte", "detresse", "utter_detresse_police"),
        ("je veux mourir", "detresse", "utter_detresse"),
        ("j'ai encore peur, je fais quoi ?", "detresse", "utter_detresse_aide"),
        ("je fais quoi demain pour le loyer ?", "demander_suite", "utter_detresse_aide"),
        ("tant pis", "nlu_fallback", "utter_detresse_au_revoir"),
    ],
)
def test_they_are_answered_by_what_they_say(
    talk: Talk, typed: str, intent: str, response: str
) -> None:
    talk.make(distress, message("detresse"))
    assert talk.make(distress, message(intent, typed)).said == [response]
    assert talk.conversation.question == HELPED


def test_what_is_doubtful_among_the_first_words_is_no_danger(talk: Talk) -> None:
    unsure = replace(message("detresse", "la police municipale nous aide"), confidence=0.3)
    assert talk.make(distress, unsure).said == ["utter_pas_compris"]


def test_the_need_is_not_asked_for_again_as_a_question(talk: Talk) -> None:
    talk.tell(domaine="logement").make(distress, message("detresse"))
    assert talk.make(resume).said == []
    talk.make(distress, message("detresse"))
    assert talk.make(off_topic, message("hors_sujet")).said == ["utter_hors_sujet"]


def test_a_question_takes_no_leave() -> None:
    assert takes_leave(message("remercier", "merci"))
    assert not takes_leave(message("remercier", "merci, et pour le loyer ?"))
