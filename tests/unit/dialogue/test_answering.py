"""Questions are answered from the catalogue, and the pending question comes back."""

from __future__ import annotations

import pytest
from conftest import Talk, message

from bot.dialogue.answering import (
    call_person,
    give_examples,
    present_door,
    rephrase,
    what_next,
    who_pays,
    why,
)
from bot.dialogue.turn import resume


@pytest.mark.parametrize(
    "digression", [call_person, give_examples, present_door, who_pays, why, rephrase, resume]
)
def test_the_pending_question_comes_back_after_every_digression(
    talk: Talk, digression: object
) -> None:
    talk.tell(domaine="logement")
    talk.make(digression)
    assert talk.said[-1] == "utter_demander_etape"
    assert talk.conversation.question == "etape"


def test_why_explains_the_question_before_the_result(talk: Talk) -> None:
    assert talk.tell(domaine="logement").make(why).said[0] == "utter_pourquoi_etape"


def test_why_explains_the_result_by_its_criteria(oriented: Talk) -> None:
    oriented.make(why)
    explained = next(say for say in oriented.says if say.response == "utter_expliquer_porte")
    assert "Franche-Comté Active" in explained.variables["nom"]
    assert "étape : Émergence (cela correspond)" in explained.variables["criteres"]


def test_why_names_what_is_not_known(talk: Talk) -> None:
    talk.tell(etape="emergence", domaine="logement", lieu="franche_comte").make(why)
    explained = next(say for say in talk.says if say.response == "utter_expliquer_porte")
    assert "lieu : non précisé (à préciser)" in explained.variables["criteres"]


def test_what_next_gives_the_next_step_of_each_door(oriented: Talk) -> None:
    said = oriented.make(what_next).said
    steps = ["utter_prochaine_etape", "utter_prochaine_etape"]
    assert said == ["utter_introduire_suite", *steps, "utter_apres_resultat"]


def test_what_next_goes_on_when_there_is_no_result_yet(talk: Talk) -> None:
    talk.tell(domaine="logement").make(what_next)
    assert talk.said == ["utter_suite_sans_resultat", "utter_demander_etape"]


def test_examples_are_of_the_domain_asked_for(talk: Talk) -> None:
    talk.make(give_examples, message("demander_exemples", domaine="sante"))
    assert "CBM 25" in talk.says[0].variables["exemples"]
    assert "Taco 39" not in talk.says[0].variables["exemples"]


def test_no_example_of_a_domain_is_said_plainly(talk: Talk) -> None:
    talk.make(give_examples, message("demander_exemples", domaine="discriminations"))
    assert talk.said[0] == "utter_pas_d_exemple"
    assert len(talk.said) == 4


def test_asking_about_a_domain_does_not_change_the_project(oriented: Talk) -> None:
    before = oriented.conversation.profile
    oriented.make(give_examples, message("demander_exemples", domaine="sante"))
    assert oriented.conversation.profile == before


def test_a_door_is_presented_with_its_contact(talk: Talk) -> None:
    talk.make(present_door, message("question_porte", organisation="fonds_de_confiance"))
    (door,) = talk.says
    assert "Franche-Comté Active" in door.variables["contact"]


def test_every_door_is_presented_when_none_is_named(talk: Talk) -> None:
    talk.make(present_door)
    assert talk.said == ["utter_introduire_portes"] + ["utter_presenter_porte"] * 5
