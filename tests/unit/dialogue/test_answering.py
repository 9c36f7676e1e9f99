"""Questions are answered from the catalogue, and the pending question comes back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from conftest import Talk, message

from bot.dialogue.answering import (
    call_person,
    eligibility,
    give_examples,
    practical,
    present_door,
    rephrase,
    what_next,
    who_pays,
)
from bot.dialogue.explaining import why
from bot.dialogue.recovering import object_to
from bot.dialogue.request_words import OFFERED
from bot.dialogue.turn import Turn, resume
from bot.dialogue.yes_or_no import deny


@pytest.mark.parametrize(
    "digression",
    [
        call_person,
        eligibility,
        give_examples,
        practical,
        present_door,
        rephrase,
        resume,
        who_pays,
        why,
    ],
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


def test_of_the_doors_asked_about_the_one_that_suits_is_said(oriented: Talk) -> None:
    oriented.make(present_door, message("question_porte", organisation="rallynov,bpifrance"))
    assert oriented.said[2] == "utter_autre_porte"
    assert oriented.says[2].variables["nom"] == "Franche-Comté Active"
    told = message("question_porte", organisation="bpifrance,franche_comte_active")
    assert oriented.make(present_door, told).said[2] == "utter_porte_conseillee"


def test_a_door_is_reached_as_it_can_be(talk: Talk) -> None:
    told = message("parler_a_quelqu_un", organisation="franche_comte_active")
    talk.make(call_person, told)
    assert talk.said == ["utter_contact_sans_telephone", "utter_parler_a_quelqu_un"]
    assert talk.conversation.question == OFFERED


def test_the_offer_to_write_leaves_the_pending_question_alone(talk: Talk) -> None:
    talk.tell("un projet").make(call_person)
    assert talk.said == ["utter_parler_a_quelqu_un", "utter_demander_etape"]
    assert talk.conversation.question == "etape"


def test_a_question_about_the_place_is_answered_about_the_place(oriented: Talk) -> None:
    oriented.make(eligibility, message("question_eligibilite", territoire="hors_region"))
    assert oriented.said[0] == "utter_eligibilite_du_lieu"
    assert oriented.conversation.profile.territoire == "70"


def test_every_door_is_presented_when_none_is_named(talk: Talk) -> None:
    talk.make(present_door)
    assert talk.said == ["utter_introduire_portes"] + ["utter_presenter_porte"] * 5


def test_what_was_misunderstood_is_not_asked_for_ever(oriented: Talk) -> None:
    oriented.make(object_to).make(who_pays)
    assert oriented.said[-1] == "utter_apres_resultat"
    assert oriented.conversation.question is None


def test_one_step_that_reaches_two_doors_is_said_once(talk: Talk) -> None:
    talk.tell(etape="experimentation", domaine="sante", territoire="25").make(what_next)
    steps = [say.variables for say in talk.says if say.response == "utter_prochaine_etape"]
    assert len({step["prochaine_etape"] for step in steps}) == len(steps)
    assert [step["rang"] for step in steps] == ["1", "2"]


@pytest.mark.parametrize("answer", [eligibility, practical])
def test_what_only_a_door_knows_is_asked_there(talk: Talk, answer: object) -> None:
    talk.make(answer)
    assert talk.says[0].variables["contact"].startswith("ess@")
    talk.make(answer, message("question_pratique", organisation="bpifrance"))
    assert talk.says[0].variables["nom"] == "Bpifrance"
    talk.tell(etape="emergence", domaine="sante", territoire="25").make(answer)
    assert talk.says[0].variables["nom"] == "Franche-Comté Active"


def test_money_is_told_of_the_door_asked_about_then_of_the_result(oriented: Talk) -> None:
    oriented.make(who_pays, message("question_argent", organisation="rallynov"))
    assert oriented.said[0] == "utter_aide_d_une_porte"
    assert "Bpifrance" not in oriented.says[0].variables["dispositifs"]
    oriented.make(who_pays, message("question_argent"))
    assert oriented.said[0] == "utter_qui_finance_votre_projet"
    assert "Franche-Comté Active" in oriented.says[0].variables["dispositifs"]
    assert "Bpifrance" not in oriented.says[0].variables["dispositifs"]


def test_a_project_told_with_a_question_is_not_asked_for_again(talk: Talk) -> None:
    told = message("question_eligibilite", etape="demarrage", domaine="sante", territoire="90")
    talk.make(eligibility, told)
    assert talk.said[0] == "utter_eligibilite"
    assert talk.doors[0] == "bpifrance"


def test_what_a_question_only_hints_at_is_not_remembered(talk: Talk) -> None:
    talk.make(eligibility, message("question_eligibilite", confidence=0.5, etape="demarrage"))
    assert not talk.conversation.started


def test_the_region_answers_where_although_it_sounds_like_a_door(talk: Talk) -> None:
    talk.tell(etape="emergence", domaine="sante")
    talk.make(present_door, message("question_porte", lieu="franche_comte"))
    assert talk.doors[0] == "franche_comte_active"


def test_a_scheme_does_not_name_its_door_twice(talk: Talk) -> None:
    talk.make(who_pays, message("question_argent"))
    lines = talk.says[0].variables["dispositifs"]
    assert "• Le Fonds de confiance (Franche-Comté Active) :" in lines
    assert "• Un échange avec le service Économie sociale et solidaire :" in lines


def test_a_no_to_the_offer_is_no_objection_to_the_advice(oriented: Talk) -> None:
    oriented.make(call_person).make(deny, message("nier", "non merci"))
    assert oriented.said == ["utter_a_votre_guise", "utter_apres_resultat"]


def test_a_condition_is_not_answered_with_what_an_innovation_is(oriented: Talk) -> None:
    oriented.make(eligibility, message("question_eligibilite", "on est trop petits pour eux ?"))
    assert oriented.said[0] == "utter_condition"
    oriented.make(eligibility, message("question_eligibilite", "c'est de l'innovation ça ?"))
    assert oriented.said[0] == "utter_eligibilite"


@pytest.mark.parametrize(
    ("move", "text", "details"),
    [
        (present_door, "et si Bpifrance dit non ?", {"organisation": "bpifrance"}),
        (what_next, "et si ça marche pas ?", {}),
        (what_next, "si on refuse mon dossier je fais quoi", {}),
        (practical, "et si ils refusent notre dossier ?", {}),
        (eligibility, "et si on n'est pas retenus, s'ils refusent ?", {}),
    ],
)
def test_when_a_door_does_not_help_a_person_does(
    oriented: Talk, move: object, text: str, details: dict[str, str]
) -> None:
    oriented.make(move, message("demander_suite", text, **details))
    assert oriented.said == ["utter_si_une_porte_refuse"]
    assert oriented.conversation.question == OFFERED


def test_another_place_that_is_only_supposed_is_answered(oriented: Talk) -> None:
    supposed = message("demander_suite", "et si je le faisais à Lyon ?", territoire="hors_region")
    assert oriented.make(what_next, supposed).said == ["utter_si_ailleurs"]


def test_a_fact_that_no_card_holds_is_asked_of_the_door(oriented: Talk) -> None:
    told = message("question_porte", "quel âge il faut pour y aller ?", organisation="bpifrance")
    oriented.make(present_door, told)
    assert oriented.said[0] == "utter_question_sans_reponse"
    assert oriented.says[0].variables["nom"] == "Bpifrance"


def test_what_was_not_understood_of_the_result_is_said_in_one_sentence(oriented: Talk) -> None:
    oriented.make(rephrase)
    assert oriented.said[0] == "utter_reformuler_resultat"
    assert oriented.says[0].variables["nom"] == "Franche-Comté Active"


def test_a_bare_no_after_the_result_wants_nothing_more(oriented: Talk) -> None:
    assert oriented.make(deny, message("nier", "non merci")).said == ["utter_rien_d_autre"]
    oriented.make(deny, message("nier", "non c'est pas ça du tout"))
    assert oriented.conversation.question == "correction"


def test_the_number_of_a_door_is_given_or_said_to_be_unknown(oriented: Talk) -> None:
    told = message(
        "question_porte",
        "franche-comté active ils ont un numéro",
        organisation="franche_comte_active",
    )
    assert oriented.make(present_door, told).said[0] == "utter_contact_sans_telephone"


def test_when_the_service_answers_is_asked_of_the_service(oriented: Talk) -> None:
    oriented.make(practical, message("question_pratique", "le service répond quand ?"))
    assert "Économie sociale" in oriented.says[0].variables["nom"]
    oriented.make(practical, message("question_pratique", "c'est ouvert quand ?"))
    assert oriented.says[0].variables["nom"] == "Franche-Comté Active"


@pytest.mark.parametrize(
    ("move", "intent"),
    [(present_door, "question_porte"), (rephrase, "demander_reformulation")],
)
def test_an_acronym_is_explained_whatever_the_question_sounds_like(
    oriented: Talk, move: Callable[..., Turn], intent: str
) -> None:
    oriented.make(move, message(intent, "c'est quoi la CRESS ?"))
    assert oriented.said[0] == "utter_sigle_cress"
