"""What happens when a message is not understood, is off the subject, or objects."""

from __future__ import annotations

from dataclasses import replace

from conftest import Talk, message

from bot.dialogue.distress_words import HELPED
from bot.dialogue.explaining import why
from bot.dialogue.hearing import hear
from bot.dialogue.message import Detail, Message
from bot.dialogue.recovering import distress, misunderstood, object_to, off_topic
from bot.dialogue.request_words import OFFERED
from bot.dialogue.yes_or_no import deny


def unclear(*intents: str) -> Message:
    return replace(message("nlu_fallback"), intents=intents)


def test_a_no_with_reasons_is_not_taken_for_nothing_to_correct(oriented: Talk) -> None:
    oriented.make(object_to)
    oriented.make(deny, message("nier", "non mais on n'est pas une association"))
    assert oriented.said == ["utter_rien_de_nouveau"]


def test_first_what_may_have_been_meant_is_offered(talk: Talk) -> None:
    talk.make(misunderstood, unclear("demander_exemples", "saluer", "nier", "affirmer"))
    assert [b.payload for b in talk.says[0].buttons] == ["/demander_exemples", "/saluer", "/nier"]


def test_the_second_time_in_a_row_a_person_is_offered(talk: Talk) -> None:
    talk.make(misunderstood, unclear("saluer")).make(misunderstood, unclear("saluer"))
    assert talk.said == ["utter_pas_compris_deux_fois"]
    assert "ess@franche-comte.fr" in talk.says[0].variables["contact"]


def test_the_second_time_an_easier_question_is_asked(talk: Talk) -> None:
    talk.tell("un projet").make(misunderstood, unclear()).make(misunderstood, unclear())
    assert talk.said == ["utter_pas_compris_deux_fois", "utter_demander_structure_existe"]


def test_help_in_danger_is_offered_to_nobody_who_is_surely_safe(talk: Talk) -> None:
    calm = unclear("detresse", "demander_exemples")
    talk.make(misunderstood, calm)
    assert [b.payload for b in talk.says[0].buttons] == ["/demander_exemples"]
    talk.make(why).make(misunderstood, replace(calm, distress=0.2))
    assert [b.payload for b in talk.says[0].buttons] == ["/detresse", "/demander_exemples"]


def test_an_idea_of_an_everyday_subject_is_a_project(talk: Talk) -> None:
    told = message("hors_sujet", "j'ai une idée de crèche la nuit", etape="emergence")
    told = replace(told, details=(*told.details, Detail("domaine", "petite_enfance", 0.9)))
    talk.make(off_topic, replace(told, confidence=0.5))
    assert talk.conversation.profile.domaines == ("petite_enfance",)


def test_an_understood_message_in_between_starts_the_count_anew(talk: Talk) -> None:
    talk.make(misunderstood, unclear("saluer")).make(why).make(misunderstood, unclear("saluer"))
    assert talk.said == ["utter_vouliez_vous_dire"]


def test_the_pending_question_comes_back(talk: Talk) -> None:
    talk.tell(domaine="logement").make(misunderstood, unclear("saluer"))
    assert talk.said == ["utter_vouliez_vous_dire", "utter_demander_etape"]


def test_an_unknown_place_is_asked_by_departement_then_let_go(talk: Talk) -> None:
    talk.tell(etape="emergence", domaine="logement").make(misunderstood, unclear())
    assert talk.said == ["utter_lieu_inconnu"]
    assert talk.make(misunderstood, unclear()).doors[0] == "franche_comte_active"


def test_words_that_answer_the_question_are_an_answer(talk: Talk) -> None:
    talk.tell(etape="emergence", domaine="logement")
    talk.make(misunderstood, message("nlu_fallback", "Trifouillis (39)", territoire="39"))
    assert talk.doors


def test_an_unsure_off_topic_that_answers_the_question_is_an_answer(talk: Talk) -> None:
    talk.tell(etape="emergence", domaine="logement")
    told = replace(message("hors_sujet", territoire="39"), confidence=0.5)
    assert talk.make(off_topic, told).doors


def test_off_topic_changes_nothing_and_comes_back_to_the_point(talk: Talk) -> None:
    talk.tell(domaine="logement")
    told = message("hors_sujet", "ma mère est en EHPAD", domaine="vieillissement")
    talk.make(off_topic, told)
    assert talk.said == ["utter_hors_sujet_personnel", "utter_demander_etape"]
    assert talk.conversation.profile.domaines == ("logement",)
    assert talk.make(off_topic, message("hors_sujet", "une recette")).said[0] == "utter_hors_sujet"


def test_a_no_after_the_result_asks_what_is_wrong(oriented: Talk) -> None:
    told = message("nier", "non, c'est pas ça")
    assert oriented.make(deny, told).said == ["utter_demander_correction"]


def test_choosing_what_is_wrong_asks_that_again(oriented: Talk) -> None:
    oriented.make(object_to).tell(a_corriger="territoire")
    assert oriented.said == ["utter_demander_territoire"]
    oriented.tell(territoire="39")
    assert oriented.doors


def test_an_objection_that_says_what_is_right_is_a_correction(oriented: Talk) -> None:
    oriented.make(object_to, message("contester", "non, à Dole", territoire="39"))
    assert oriented.conversation.profile.territoire == "39"
    assert oriented.doors


def test_a_project_without_a_word_understood_is_admitted(talk: Talk) -> None:
    talk.tell(domaine="logement").make(hear, message("decrire_projet", "blorp"))
    assert talk.said == ["utter_pas_compris", "utter_demander_etape"]


def test_a_bare_announcement_is_no_misunderstanding(talk: Talk) -> None:
    assert talk.make(hear, message("decrire_projet", "j'ai un projet")).said == [
        "utter_demander_etape"
    ]


def test_a_place_nobody_knows_is_asked_for_by_departement(talk: Talk) -> None:
    talk.tell(etape="emergence", domaine="logement")
    talk.make(hear, message("decrire_projet", "à Trifouillis"))
    assert talk.said == ["utter_lieu_inconnu"]


def test_naming_what_is_wrong_asks_that_again(oriented: Talk) -> None:
    oriented.make(object_to).make(hear, message("decrire_projet", "le lieu", domaine="culture"))
    assert oriented.said == ["utter_demander_territoire"]


def test_the_payload_of_a_choice_names_nothing(oriented: Talk) -> None:
    oriented.tell(a_corriger="territoire")
    payload = '/decrire_projet{"territoire": "39"}'
    oriented.make(hear, message("decrire_projet", payload, territoire="39"))
    assert oriented.doors


def test_asking_for_a_person_in_two_words_gives_one(talk: Talk) -> None:
    assert talk.make(hear, message("decrire_projet", "un humain", besoin="contact")).said == [
        "utter_parler_a_quelqu_un"
    ]


def test_a_subject_and_a_place_under_a_doubtful_intent_are_listened_to(talk: Talk) -> None:
    told = message("hors_sujet", "une crèche à Maîche", domaine="petite_enfance", territoire="25")
    assert talk.make(off_topic, replace(told, confidence=0.5)).said == ["utter_demander_etape"]


def test_somebody_in_danger_gets_the_numbers_and_no_question(talk: Talk) -> None:
    talk.tell(domaine="logement").make(distress, message("detresse"))
    assert talk.said == ["utter_detresse"]
    assert talk.conversation.question == HELPED


def test_a_private_trouble_that_may_be_a_danger_gets_the_numbers(talk: Talk) -> None:
    talk.make(off_topic, replace(message("hors_sujet"), distress=0.4))
    assert talk.said == ["utter_detresse"]
    talk.make(off_topic, replace(message("hors_sujet"), distress=0.2))
    assert talk.said == ["utter_hors_sujet"]


def test_worry_about_a_procedure_is_no_distress(talk: Talk) -> None:
    talk.make(distress, replace(message("detresse"), confidence=0.3))
    assert "utter_detresse" not in talk.said


def test_another_place_for_the_project_is_heard_in_an_aside(oriented: Talk) -> None:
    aside = message("hors_sujet", "et chez ma fille, à Lons ?", territoire="39")
    oriented.make(off_topic, replace(aside, confidence=0.5))
    assert oriented.conversation.profile.territoire == "39"


def test_an_unsure_question_off_the_subject_is_sent_to_the_door(oriented: Talk) -> None:
    told = replace(message("hors_sujet", "faut un permis pour l'huile usagée ?"), confidence=0.4)
    assert oriented.make(off_topic, told).said[0] == "utter_question_sans_reponse"
    assert oriented.make(off_topic, replace(told, confidence=0.9)).said[0] == "utter_hors_sujet"


def test_who_reached_nobody_is_offered_to_write_instead(oriented: Talk) -> None:
    oriented.make(hear, message("parler_a_quelqu_un", "le numéro ne répond pas"))
    assert oriented.said == ["utter_injoignable"]
    assert oriented.conversation.question == OFFERED


def test_the_number_of_a_listed_project_is_asked_for_in_words(talk: Talk) -> None:
    talk.tell("j'ai trois idées : un café, une crèche, un garage", domaine="mobilite")
    assert talk.make(hear, message("hors_sujet", "la 2")).said == ["utter_reformuler_un_projet"]


def test_a_supposed_place_is_answered_whatever_it_sounds_like(oriented: Talk) -> None:
    text = "si je déménage à Strasbourg ça change quelque chose ?"
    oriented.make(off_topic, message("hors_sujet", text, territoire="hors_region"))
    assert oriented.said == ["utter_si_ailleurs"]
