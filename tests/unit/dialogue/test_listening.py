"""What a visitor says of a project is taken, the rest is asked, and the doors are shown."""

from __future__ import annotations

from dataclasses import replace

import pytest
from conftest import Talk, message

from bot.dialogue.answering import what_next
from bot.dialogue.hearing import hear
from bot.dialogue.listening import greet, listen, not_know, start_again
from bot.dialogue.message import Detail, Message
from bot.dialogue.yes_or_no import agree, deny


def test_a_project_told_in_one_message_is_oriented_at_once(talk: Talk) -> None:
    talk.tell(etape="emergence", domaine="petite_enfance", territoire="70")
    assert talk.said[0] == "utter_recapitulatif_etape_domaine_lieu"
    assert talk.doors == ["franche_comte_active", "service_ess"]


def test_only_what_is_missing_is_asked_for(talk: Talk) -> None:
    assert talk.tell(domaine="logement").conversation.question == "etape"
    assert talk.tell(etape="experimentation").conversation.question == "territoire"
    assert talk.tell(territoire="25").doors[0] == "fonds_de_confiance"


def test_the_place_decides_alone_outside_the_region(talk: Talk) -> None:
    talk.tell(territoire="hors_region")
    assert talk.doors == ["service_ess"]
    assert talk.conversation.oriented


def test_the_region_without_a_departement_is_enough_of_a_place(talk: Talk) -> None:
    talk.tell(etape="demarrage", domaine="sante", lieu="franche_comte")
    assert talk.doors[0] == "bpifrance"


@pytest.mark.parametrize(
    ("answers", "stage"),
    [
        ("oui oui oui", "evaluation"),
        ("oui oui non", "diffusion"),
        ("oui non", "demarrage"),
        ("non oui", "experimentation"),
        ("non non oui", "emergence"),
        ("non non non", "sensibilisation"),
    ],
)
def test_three_yes_or_no_questions_at_most_tell_the_stage(
    talk: Talk, answers: str, stage: str
) -> None:
    talk.tell(domaine="logement", territoire="39").make(not_know)
    for answer in answers.split():
        assert talk.conversation.profile.etape is None
        talk.make(agree if answer == "oui" else deny)
    assert talk.conversation.profile.etape == stage
    assert talk.doors


def test_not_knowing_while_being_helped_is_accepted(talk: Talk) -> None:
    talk.tell(domaine="logement", territoire="39").make(not_know).make(deny).make(not_know)
    assert talk.conversation.declined == {"etape"}
    assert talk.doors == ["service_ess"]


def test_the_likeliest_domains_are_offered_to_who_does_not_know(talk: Talk) -> None:
    told = message("decrire_projet", etape="emergence", territoire="25")
    talk.make(listen, replace(told, domain_guesses=("culture", "education", "sante")))
    talk.make(not_know)
    assert [b.payload for b in talk.says[0].buttons] == [
        f'/decrire_projet{{"domaine": "{code}"}}'
        for code in ("culture", "education", "sante", "autre")
    ]
    assert talk.make(not_know).doors[0] == "franche_comte_active"


def test_nothing_said_is_asked_for_again(talk: Talk) -> None:
    talk.tell(domaine="culture", territoire="90").make(not_know).make(not_know)
    assert talk.doors == ["service_ess"]
    talk.tell(domaine="education")
    assert talk.doors == ["service_ess"]


@pytest.mark.parametrize(
    ("text", "domains"),
    [
        ("plutôt le logement", ("logement",)),
        ("et aussi le logement", ("sante", "logement")),
    ],
)
def test_a_domain_replaces_or_adds_as_the_words_say(
    talk: Talk, text: str, domains: tuple[str, ...]
) -> None:
    talk.tell(etape="emergence", domaine="sante", territoire="25")
    talk.tell(text, domaine="logement")
    assert talk.conversation.profile.domaines == domains


def test_a_correction_after_the_result_gives_a_new_result(oriented: Talk) -> None:
    oriented.tell("en fait l'association est déjà créée", etape="demarrage")
    assert oriented.doors[0] == "bpifrance"
    assert oriented.conversation.profile.domaines == ("petite_enfance",)


def test_saying_the_same_again_is_noticed(oriented: Talk) -> None:
    oriented.tell("c'est à Lure, pas à Héricourt", territoire="70")
    assert oriented.said == ["utter_meme_lieu"]
    assert oriented.says[0].variables["lieu"] == "en Haute-Saône"


def test_what_is_said_twice_in_vain_is_handed_to_a_person(oriented: Talk) -> None:
    assert oriented.tell("la mairie est au courant").said == ["utter_rien_de_nouveau"]
    assert oriented.tell("et le curé aussi").said == ["utter_rien_de_nouveau_encore"]
    assert "ess@franche-comte.fr" in oriented.says[0].variables["contact"]


def test_a_protest_that_repeats_the_stage_is_no_confirmation(oriented: Talk) -> None:
    oriented.tell("non, ce n'est pas ça du tout", etape="emergence")
    assert oriented.said == ["utter_pas_su_corriger", "utter_demander_correction"]


def test_a_question_nobody_knows_the_answer_to_is_sent_to_the_door(oriented: Talk) -> None:
    oriented.tell("et la Carsat, elle ne peut pas aider ?")
    assert oriented.said == ["utter_question_sans_reponse"]
    assert oriented.says[0].variables["nom"] == "Franche-Comté Active"


@pytest.mark.parametrize(
    "text",
    [
        "une fois l'association créée, à qui s'adresser ?",
        "elle a peur de perdre ses droits si elle crée une association",
        "un jour on voudra la créer pour de bon",
    ],
)
def test_what_is_only_supposed_changes_nothing_and_is_answered(oriented: Talk, text: str) -> None:
    oriented.tell(text, etape="demarrage")
    assert oriented.conversation.profile.etape == "emergence"
    assert oriented.said == ["utter_plus_tard"]
    assert oriented.says[0].variables["portes"] == "Bpifrance"
    assert oriented.says[0].variables["etape"].startswith("La structure vient d’être créée")


@pytest.mark.parametrize(
    "text",
    [
        "on a créé l'association le mois dernier, s'il vous plaît",
        "ça y est, c'est ouvert une fois par semaine",
        "on ouvre un jour par semaine",
        "si vous voulez tout savoir, c'est créé",
    ],
)
def test_what_only_sounds_like_a_supposition_is_believed(oriented: Talk, text: str) -> None:
    assert oriented.tell(text, etape="demarrage").conversation.profile.etape == "demarrage"


def test_a_stage_that_lies_behind_is_no_door_for_later(talk: Talk) -> None:
    talk.tell(etape="diffusion", domaine="logement", territoire="70")
    talk.tell("un jour on a eu l'idée de l'ouvrir", etape="emergence")
    assert "utter_plus_tard" not in talk.said


@pytest.mark.parametrize("apostrophe", ["'", "’"])
def test_a_telephone_s_apostrophe_is_one(oriented: Talk, apostrophe: str) -> None:
    text = f"quand l{apostrophe}association sera créée, on verra"
    assert oriented.tell(text, etape="demarrage").said == ["utter_plus_tard"]


@pytest.mark.parametrize(("confidence", "stage"), [(0.7, "emergence"), (0.9, "demarrage")])
def test_the_echo_of_a_stage_in_a_question_changes_nothing(
    oriented: Talk, confidence: float, stage: str
) -> None:
    told = message("decrire_projet", "la région aide ce qui est créé ?", etape="demarrage")
    unsure = replace(told, details=(replace(told.details[0], confidence=confidence),))
    assert oriented.make(listen, unsure).conversation.profile.etape == stage


def test_a_correction_nobody_understood_is_asked_about(oriented: Talk) -> None:
    oriented.tell("mais non, pas ça du tout")
    assert oriented.said == ["utter_pas_su_corriger", "utter_demander_correction"]


def test_a_denied_stage_is_forgotten_and_asked_for(oriented: Talk) -> None:
    oriented.tell("ce n'est plus une idée", etape_niee="emergence")
    assert oriented.said == ["utter_etape_retiree", "utter_demander_etape"]


def test_a_denied_stage_gives_way_to_the_one_that_is_true(oriented: Talk) -> None:
    details = {"etape_niee": "emergence", "etape": "demarrage"}
    told = message(
        "decrire_projet", "ce n'est plus une idée, c'est créé", confidence=0.5, **details
    )
    assert oriented.make(listen, told).doors[0] == "bpifrance"


def test_a_denied_domain_is_forgotten(oriented: Talk) -> None:
    oriented.tell("pas la crèche", domaine_nie="petite_enfance")
    assert oriented.conversation.profile.domaines == ()


def test_another_domain_that_is_denied_changes_nothing(oriented: Talk) -> None:
    oriented.tell("ce n'est pas le logement", domaine_nie="logement")
    assert oriented.conversation.profile.domaines == ("petite_enfance",)


def test_a_wish_is_no_step_back(talk: Talk) -> None:
    talk.tell(etape="diffusion", domaine="sante", territoire="25")
    talk.tell("on aurait envie d'être aidés", etape="emergence")
    assert talk.conversation.profile.etape == "diffusion"
    talk.tell("en fait ce n'est qu'une idée", etape="emergence")
    assert talk.conversation.profile.etape == "emergence"


def test_a_correction_needs_less_certainty_than_a_remark(oriented: Talk) -> None:
    hesitant = message("decrire_projet", "non, on teste", confidence=0.5, etape="experimentation")
    oriented.make(listen, replace(hesitant, text="ah, on teste"))
    assert oriented.conversation.profile.etape == "emergence"
    oriented.make(listen, hesitant)
    assert oriented.conversation.profile.etape == "experimentation"


def test_what_is_not_in_the_words_is_no_step_back(talk: Talk) -> None:
    talk.tell(etape="demarrage", domaine="sante", territoire="25")
    talk.tell("et si on a pas de sous ?", etape="emergence")
    assert talk.conversation.profile.etape == "demarrage"


def test_an_enterprise_that_exists_begins_to_answer_where_it_stands(talk: Talk) -> None:
    talk.tell(domaine="sante", territoire="25")
    talk.tell("la boîte existe depuis 1987", entreprise_en_activite="oui")
    assert talk.said == ["utter_demander_deja_des_usagers"]


@pytest.mark.parametrize(
    ("text", "confidence", "asked"),
    [
        ("on recommence", 0.9, False),
        ("on recommence", 0.5, True),
        ("mais non pas du tout, c'est n'importe quoi, recommencez", 0.9, True),
    ],
)
def test_nothing_is_erased_before_the_wish_is_plain(
    oriented: Talk, text: str, confidence: float, asked: bool
) -> None:
    told = replace(message("recommencer", text), confidence=confidence)
    oriented.make(start_again, told)
    assert oriented.conversation.started == asked
    assert oriented.said == (["utter_demander_recommencer"] if asked else ["utter_recommencer"])


def test_an_unclear_word_on_coming_back_erases_nothing(oriented: Talk) -> None:
    oriented.conversation = oriented.conversation.asking("reprise")
    oriented.make(start_again, replace(message("recommencer", "re"), confidence=0.5))
    assert oriented.said == ["utter_demander_reprise"]
    assert oriented.conversation.started


def test_starting_again_forgets_everything(oriented: Talk) -> None:
    empty = Talk(oriented.catalogue).conversation
    assert oriented.make(start_again).conversation == empty


@pytest.mark.parametrize(
    ("text", "domains"),
    [
        ("logement", ("logement",)),
        ("le logement aussi", ("petite_enfance", "logement")),
        ("un lieu où loger des étudiants", ("petite_enfance", "logement")),
        ("plutôt un lieu où loger des étudiants", ("logement",)),
    ],
)
def test_a_word_alone_after_the_result_takes_the_place_of_the_domain(
    oriented: Talk, text: str, domains: tuple[str, ...]
) -> None:
    assert oriented.tell(text, domaine="logement").conversation.profile.domaines == domains


def test_an_enterprise_that_wants_to_change_inside_is_not_asked_its_stage(talk: Talk) -> None:
    talk.tell("on est quarante à l'atelier", entreprise_en_activite="oui", territoire="39")
    talk.tell("on veut décider à plusieurs", domaine="organisation_du_travail")
    assert talk.doors[0] == "rallynov"


@pytest.mark.parametrize(
    ("details", "said"),
    [
        ({"domaine": "petite_enfance"}, "utter_c_est_note"),
        ({"territoire": "70"}, "utter_c_est_note"),
        ({"besoin": "accompagnement"}, "utter_il_manque"),
    ],
)
def test_what_was_taken_in_is_said_before_the_question_comes_back(
    talk: Talk, details: dict[str, str], said: str
) -> None:
    talk.tell("bonjour, un projet")
    assert talk.said == ["utter_demander_etape"]
    talk.tell("une chose et une autre", **details)
    assert talk.said == [said, "utter_demander_structure_existe"]


def test_the_words_noted_are_those_of_the_message(talk: Talk) -> None:
    talk.tell("une crèche", domaine="petite_enfance")
    talk.tell("à Gray, et des logements", territoire="70", domaine="logement")
    assert talk.says[0].variables == {"quoi": "le logement, en Haute-Saône"}


def test_a_result_is_not_read_out_again_for_what_it_does_not_show(oriented: Talk) -> None:
    told = message("contester", "vous comprenez rien", besoin="comprendre")
    assert oriented.make(listen, told).said == [
        "utter_pas_su_corriger",
        "utter_demander_correction",
    ]


def test_a_greeting_that_tells_a_project_is_listened_to(talk: Talk) -> None:
    talk.make(greet, message("saluer", "bonjour, une crèche", domaine="petite_enfance"))
    assert talk.conversation.question == "etape"


def test_codes_nobody_knows_change_nothing(talk: Talk) -> None:
    before = talk.conversation.profile
    talk.tell(etape="chef_supreme", domaine="'; DROP TABLE rules", territoire="75")
    assert talk.conversation.profile == before


def test_a_faint_echo_does_not_wipe_out_what_was_said(oriented: Talk) -> None:
    oriented.make(listen, message("decrire_projet", "à Dole", 0.4, etape="demarrage"))
    assert oriented.conversation.profile.etape == "emergence"


def test_a_yes_is_an_answer_even_with_something_more(talk: Talk) -> None:
    talk.tell(domaine="logement").make(not_know)
    talk.make(agree, message("affirmer", "oui, à Dole", territoire="39"))
    assert talk.conversation.question == "deja_des_usagers"
    assert talk.conversation.profile.territoire == "39"


def test_a_stage_said_plainly_wins_over_yes_or_no(talk: Talk) -> None:
    talk.tell(domaine="logement", territoire="39").make(not_know)
    talk.make(deny, message("nier", "non, on a juste l'idée", etape="emergence"))
    assert talk.conversation.profile.etape == "emergence"
    assert talk.doors


def test_not_knowing_a_detail_that_was_wrong_forgets_it(oriented: Talk) -> None:
    oriented.tell(a_corriger="territoire").make(not_know)
    assert oriented.conversation.profile.territoire is None
    assert oriented.doors


def test_erasing_is_confirmed_when_it_is_not_certain(oriented: Talk) -> None:
    unsure = message("recommencer", confidence=1.0)
    oriented.make(start_again, replace(unsure, confidence=0.4))
    assert oriented.said == ["utter_demander_recommencer"]
    assert oriented.make(deny).said == ["utter_apres_resultat"]
    assert oriented.conversation.profile.etape == "emergence"
    oriented.make(start_again, replace(unsure, confidence=0.4)).make(agree)
    assert oriented.said == ["utter_recommencer"]


class TestComingBack:
    def test_go_on(self, oriented: Talk) -> None:
        oriented.conversation = oriented.conversation.asking("reprise")
        assert oriented.make(greet).said == ["utter_demander_reprise"]
        assert oriented.make(agree).doors == ["franche_comte_active", "service_ess"]

    def test_start_again(self, oriented: Talk) -> None:
        oriented.conversation = oriented.conversation.asking("reprise")
        assert oriented.make(greet).make(deny).said == ["utter_recommencer"]

    def test_what_is_said_while_asking_is_kept(self, oriented: Talk) -> None:
        oriented.conversation = oriented.conversation.asking("reprise")
        oriented.tell(territoire="39")
        assert oriented.said == ["utter_demander_reprise"]
        oriented.make(agree)
        assert oriented.conversation.profile.territoire == "39"
        assert oriented.conversation.profile.domaines == ("petite_enfance",)

    def test_what_is_said_while_asking_may_start_the_new_project(self, oriented: Talk) -> None:
        oriented.conversation = oriented.conversation.asking("reprise")
        oriented.tell(domaine="mobilite").make(deny)
        assert oriented.conversation.profile.domaines == ("mobilite",)
        assert oriented.conversation.profile.etape is None


@pytest.mark.parametrize(
    "text",
    [
        "enlevez le logement svp",
        "ça n'a rien à voir avec le logement",
        "le logement c'est mon métier",
    ],
)
def test_a_domain_that_is_to_be_left_out_is_left_out(talk: Talk, text: str) -> None:
    talk.tell(etape="emergence", domaine="petite_enfance,logement", territoire="70")
    talk.tell(text, domaine="logement")
    assert talk.conversation.profile.domaines == ("petite_enfance",)


def test_a_domain_the_assistant_lost_is_added_again(oriented: Talk) -> None:
    oriented.tell("vous avez enlevé le logement", domaine="logement")
    assert oriented.conversation.profile.domaines == ("petite_enfance", "logement")


@pytest.mark.parametrize(
    "text",
    [
        "j'ai deux projets : une crèche à Vesoul et un garage à Dole",
        "On a 2 idées, un café et un jardin",
        "nous portons plusieurs projets dans le Jura",
        "voici mes trois projets",
    ],
)
def test_of_several_projects_one_is_asked_for_first(talk: Talk, text: str) -> None:
    assert talk.tell(text, domaine="mobilite,petite_enfance").said == ["utter_demander_un_projet"]
    assert not talk.conversation.started
    talk.tell("le garage", domaine="mobilite", etape="emergence", territoire="39")
    assert talk.doors == ["franche_comte_active", "service_ess"]


def test_several_projects_are_asked_about_once(talk: Talk) -> None:
    talk.tell("j'ai deux projets")
    assert talk.tell("ben j'ai deux projets", domaine="mobilite").said[-1] == "utter_demander_etape"


@pytest.mark.parametrize(
    "text",
    [
        "j'ai pas deux idées",
        "on a plusieurs projets dont un jardin",
        "le projet a deux ans",
        "nous portons à plusieurs un projet de jardin",
    ],
)
def test_one_project_is_not_taken_for_several(talk: Talk, text: str) -> None:
    assert "utter_demander_un_projet" not in talk.tell(text, domaine="alimentation").said


def test_not_knowing_which_project_asks_again(talk: Talk) -> None:
    talk.tell("j'ai deux projets")
    assert talk.make(not_know).said == ["utter_demander_un_projet"]


def test_a_supposed_place_is_answered_and_not_taken(oriented: Talk) -> None:
    oriented.tell("si je déménage à Strasbourg ça change quelque chose ?", territoire="hors_region")
    assert oriented.said == ["utter_si_ailleurs"]
    assert oriented.conversation.profile.territoire != "hors_region"
    assert "Économie sociale" in oriented.says[0].variables["portes"]


def test_a_place_that_is_decided_is_taken(oriented: Talk) -> None:
    oriented.tell("finalement c'est à Strasbourg", territoire="hors_region")
    assert oriented.conversation.profile.territoire == "hors_region"


def test_an_activity_that_seeks_to_go_on_is_told_that_no_door_is_for_that(talk: Talk) -> None:
    talk.tell("portage de repas", domaine="alimentation", territoire="70")
    assert talk.conversation.question == "etape"
    talk.tell(entreprise_en_activite="oui", besoin="financement")
    assert talk.said[0] == "utter_pour_continuer"
    assert talk.doors == ["service_ess"]


def test_money_for_a_project_that_has_a_stage_is_no_wish_to_go_on(talk: Talk) -> None:
    talk.tell("portage de repas", domaine="alimentation", territoire="70")
    talk.tell(etape="demarrage", entreprise_en_activite="oui", besoin="financement")
    assert talk.doors[0] == "bpifrance"


def test_what_is_not_created_is_not_asked_about(talk: Talk) -> None:
    talk.tell("une ferme solidaire à Vesoul, c'est pas encore créé", domaine="alimentation")
    assert talk.conversation.question == "deja_a_l_etude"


def test_what_is_not_created_changes_no_stage_that_is_known(oriented: Talk) -> None:
    oriented.tell("nn l'asso existe pa, c moi tt seul")
    assert oriented.said == ["utter_deja_compris"]


def test_another_stage_after_the_result_is_asked_about_and_not_ignored(talk: Talk) -> None:
    talk.tell(etape="demarrage", domaine="petite_enfance", territoire="39")
    talk.tell("c'est juste une idée, à Arbois", etape="emergence", territoire="39")
    assert talk.said == ["utter_autre_etape"]
    assert talk.conversation.profile.etape == "demarrage"


@pytest.mark.parametrize(
    "text",
    [
        "notre association n'existe que par ses dons et on n'arrive plus à payer le loyer",
        "nous avons perdu notre subvention",
        "on va devoir fermer",
    ],
)
def test_an_activity_in_trouble_is_not_asked_its_stage(talk: Talk, text: str) -> None:
    talk.tell(text, domaine="pauvrete", territoire="39")
    assert talk.said[0] == "utter_pour_continuer"
    assert talk.doors == ["service_ess"]


def test_the_troubles_of_others_are_the_need_of_a_project(talk: Talk) -> None:
    talk.tell("les gens du quartier ne peuvent plus payer leur loyer", domaine="logement")
    assert talk.said == ["utter_demander_etape"]


def test_an_enterprise_that_is_taken_over_is_no_running_project(talk: Talk) -> None:
    talk.tell(
        "nous sommes quatorze salariés et on veut reprendre l'entreprise en Scop",
        domaine="organisation_du_travail",
        territoire="70",
        entreprise_en_activite="oui",
    )
    assert talk.conversation.question == "etape"


def test_a_no_that_names_a_structure_says_that_there_is_one(talk: Talk) -> None:
    talk.tell(domaine="petite_enfance").make(not_know)
    talk.make(deny, message("nier", "non c'est pas une asso, c'est une SARL"))
    assert talk.conversation.question == "deja_des_usagers"


def test_a_story_that_goes_on_is_no_objection(oriented: Talk) -> None:
    oriented.tell("avec les voisines, enfin ma fille dit que c'est pas simple")
    assert oriented.said == ["utter_rien_de_nouveau"]


def test_an_answer_after_a_result_that_was_corrected_is_an_answer(talk: Talk) -> None:
    talk.tell("un projet de ressourcerie", domaine="environnement", territoire="hors_region")
    talk.tell("non elle serait à Dole", territoire="39")
    assert talk.conversation.question == "etape"
    talk.tell("j'ai rien créé encore, je visite des locaux")
    assert talk.conversation.question == "deja_a_l_etude"


def test_somebody_without_a_project_is_asked_nothing(talk: Talk) -> None:
    talk.tell("j'ai pas de projet c'était juste pour un exposé", etape="sensibilisation")
    assert talk.doors == ["rallynov", "service_ess"]
    assert talk.conversation.question is None


def test_a_domain_that_is_only_supposed_in_a_question_is_not_taken(oriented: Talk) -> None:
    before = oriented.conversation.profile.domaines
    oriented.tell("et si un jour on fait une école, c'est la même porte ?", domaine="education")
    assert oriented.conversation.profile.domaines == before


def test_what_is_for_later_is_left_out(talk: Talk) -> None:
    talk.tell(domaine="organisation_du_travail,petite_enfance", etape="emergence", territoire="39")
    talk.tell("non la crèche c'est pour plus tard, laissez tomber", domaine="petite_enfance")
    assert talk.conversation.profile.domaines == ("organisation_du_travail",)


def test_the_reason_for_measuring_is_no_wish_to_grow(talk: Talk) -> None:
    talk.tell(etape="evaluation", domaine="petite_enfance", territoire="25")
    talk.tell("c'est pour convaincre la mairie de continuer", etape="diffusion")
    assert talk.conversation.profile.etape == "evaluation"


def test_an_enterprise_that_runs_is_no_stage_of_its_takeover(talk: Talk) -> None:
    stage = Detail("etape", "diffusion", 0.7)
    told = Message("decrire_projet", (stage,), "on est douze, on veut reprendre l'usine")
    assert talk.make(listen, told).conversation.profile.etape is None


def test_what_has_run_for_years_is_neither_an_idea_nor_a_test(talk: Talk) -> None:
    talk.tell(etape="experimentation", domaine="alimentation", territoire="39")
    talk.tell("non c'est lancé depuis deux ans")
    assert talk.said == ["utter_etape_retiree", "utter_demander_deja_des_usagers"]


def test_what_was_noted_is_read_again_and_nothing_else_changes(oriented: Talk) -> None:
    before = oriented.conversation
    oriented.make(hear, message("question_assistant", "qu'avez-vous noté ?"))
    assert oriented.said == ["utter_recapitulatif_etape_domaine_lieu", "utter_apres_resultat"]
    assert oriented.conversation.profile == before.profile


def test_who_has_said_nothing_is_told_that_nothing_was_noted(talk: Talk) -> None:
    talk.make(hear, message("question_assistant", "qu'avez-vous noté ?"))
    assert talk.said == ["utter_rien_note"]


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("non ça existe depuis 2 ans, ça démarre pas", "deja_des_usagers"),
        ("non c'est ouvert depuis 2019", "deja_des_usagers"),
        ("c'est ouvert depuis deux mois", None),
    ],
)
def test_what_has_run_for_years_is_no_start(talk: Talk, text: str, asked: str | None) -> None:
    talk.tell(etape="demarrage", domaine="mobilite", territoire="90")
    talk.tell(text, entreprise_en_activite="oui")
    assert talk.conversation.question == asked


def test_a_domain_denied_that_was_never_understood_is_no_correction(talk: Talk) -> None:
    talk.tell(etape="emergence", domaine="mobilite", territoire="39")
    talk.tell("pas l'emploi, le transport", domaine="mobilite", domaine_nie="emploi_insertion")
    assert talk.said == ["utter_deja_compris"]


def test_who_answers_that_it_was_created_long_ago_starts_nothing(talk: Talk) -> None:
    talk.tell(domaine="alimentation", territoire="25").make(not_know)
    told = message("affirmer", "oui, l'association a été créée en 2009", etape="demarrage")
    assert talk.make(agree, told).conversation.question == "deja_des_usagers"


def test_who_has_worked_for_years_has_a_structure_whatever_was_asked(talk: Talk) -> None:
    talk.tell("c'est pas créé", domaine="mobilite", territoire="25")
    assert talk.conversation.question == "deja_a_l_etude"
    talk.make(deny, message("nier", "mais non on n'essaie pas, on bosse depuis 2019"))
    assert talk.conversation.question == "deja_des_usagers"


def test_a_no_that_sounds_like_the_stage_it_denies_is_a_no(talk: Talk) -> None:
    talk.tell("c'est pas créé", domaine="alimentation", territoire="39")
    talk.make(deny, message("nier", "non, rien testé, j'ai juste mon CAP", etape="experimentation"))
    assert talk.conversation.question == "idee_en_tete"


@pytest.mark.parametrize(
    "text",
    [
        "on ne cherche pas à se développer, on fait notre travail",
        "On tourne, on veut juste remplacer notre camion.",
    ],
)
def test_what_seeks_no_growth_goes_on(talk: Talk, text: str) -> None:
    talk.tell(etape="diffusion", domaine="environnement", territoire="39")
    talk.tell(text, etape="emergence")
    assert talk.said[0] == "utter_pour_continuer"
    assert talk.doors == ["service_ess"]


def test_the_choice_of_going_on_takes_the_place_of_a_stage(talk: Talk) -> None:
    talk.tell(etape="diffusion", domaine="environnement", territoire="39")
    talk.tell("corriger l'étape", a_corriger="etape")
    talk.tell(entreprise_en_activite="oui", besoin="financement")
    assert talk.said[0] == "utter_pour_continuer"


def test_a_place_that_is_corrected_leaves_the_stage(talk: Talk) -> None:
    talk.tell(etape="experimentation", domaine="mobilite", territoire="25")
    talk.make(
        listen,
        message(
            "decrire_projet",
            "en fait la moitié des villages sont en Haute-Saône",
            confidence=0.8,
            etape="diffusion",
            territoire="70",
        ),
    )
    assert talk.conversation.profile.etape == "experimentation"
    assert talk.conversation.profile.territoire == "70"


def test_a_question_about_another_part_leaves_the_stage(talk: Talk) -> None:
    talk.tell(etape="diffusion", domaine="vieillissement", territoire="39")
    text = (
        "non mais l'association est à Dole, c'est la maison qui serait plus loin, ça change quoi ?"
    )
    talk.make(listen, message("decrire_projet", text, confidence=0.8, etape="emergence"))
    assert talk.conversation.profile.etape == "diffusion"


def test_what_is_supposed_of_a_project_at_no_stage_is_not_taken(talk: Talk) -> None:
    talk.tell("on n'arrive plus à payer le local", domaine="environnement", territoire="39")
    talk.tell("et si on ouvrait une deuxième boutique, ça changerait ?", etape="diffusion")
    assert talk.conversation.profile.etape is None


def test_a_stage_that_is_corrected_leaves_the_domains(talk: Talk) -> None:
    talk.tell(etape="emergence", domaine="vieillissement,mobilite", territoire="25")
    text = "corrigez : l'étape c'est plutôt un test, on essaie le transport"
    talk.tell(text, etape="experimentation", domaine="mobilite")
    assert talk.conversation.profile.domaines == ("vieillissement", "mobilite")
    assert talk.conversation.profile.etape == "experimentation"


def test_a_further_project_told_at_once_leaves_the_first(talk: Talk) -> None:
    talk.tell(etape="experimentation", domaine="mobilite", territoire="25")
    text = "Au fait on a un deuxième projet, un café à Gray, c'est juste un rêve"
    talk.make(
        hear,
        message("decrire_projet", text, etape="emergence", domaine="culture", territoire="70"),
    )
    assert talk.said[0] == "utter_autre_projet"
    assert talk.conversation.former[0].profile.territoire == "25"


@pytest.mark.parametrize("text", ["oui mais non, continuer", "non continuer le message"])
def test_nobody_hesitating_starts_over(oriented: Talk, text: str) -> None:
    oriented.make(
        start_again, message("recommencer", "on reprend tout ça depuis le début svp je me perds")
    )
    assert oriented.conversation.question == "recommencer"
    oriented.make(agree, message("affirmer", text))
    assert oriented.conversation.started


def test_a_second_departement_is_noted_and_changes_no_advice(talk: Talk) -> None:
    talk.tell(etape="experimentation", domaine="mobilite", territoire="25")
    talk.tell(
        "la moitié est en Haute-Saône et l'autre dans le Doubs", lieu="plusieurs_departements"
    )
    assert talk.said == ["utter_plusieurs_departements"]
    assert talk.conversation.profile.territoire is None
    assert talk.make(what_next).said[0] == "utter_introduire_suite"


def test_what_is_not_tested_is_no_test(oriented: Talk) -> None:
    oriented.tell("non rien testé, j'ai juste mon CAP", etape="experimentation")
    assert oriented.conversation.profile.etape == "emergence"


def test_an_activity_that_grows_and_is_in_trouble_goes_on(talk: Talk) -> None:
    talk.tell(etape="diffusion", domaine="mobilite", territoire="25")
    talk.tell("ben ça fait 6 ans qu'on tourne mais là on galère à payé le loyer")
    assert talk.said[0] == "utter_pour_continuer"


def test_a_domain_that_is_added_need_not_be_as_sure(talk: Talk) -> None:
    talk.tell(etape="emergence", domaine="alimentation", territoire="70")
    text = "je voudrais aussi embaucher des gens au chômage"
    talk.make(listen, message("decrire_projet", text, confidence=0.45, domaine="emploi_insertion"))
    assert talk.conversation.profile.domaines == ("alimentation", "emploi_insertion")


def test_two_departements_in_the_first_words_are_said_above_the_result(talk: Talk) -> None:
    talk.tell(etape="emergence", domaine="mobilite", lieu="plusieurs_departements")
    assert talk.said[0] == "utter_dans_plusieurs_departements"


def test_what_opened_some_weeks_ago_starts(talk: Talk) -> None:
    talk.tell("on a ouvert y a 2 mois, une épicerie", domaine="alimentation", territoire="25")
    assert talk.doors[0] == "bpifrance"


def test_who_has_an_association_is_not_asked_for_one(talk: Talk) -> None:
    talk.tell("j'ai une asso d'aide aux devoirs depuis 5 ans", domaine="education")
    assert talk.conversation.question == "deja_des_usagers"


@pytest.mark.parametrize(
    "text",
    [
        "Pas de commerce équitable, c'est une épicerie normale",
        "le commerce équitable c'est pas ça",
    ],
)
def test_a_domain_that_was_understood_is_denied_in_plain_words(talk: Talk, text: str) -> None:
    talk.tell(etape="emergence", domaine="alimentation,commerce_equitable", territoire="39")
    talk.tell(text, domaine="commerce_equitable")
    assert talk.conversation.profile.domaines == ("alimentation",)


def test_a_mistake_that_names_no_place_is_no_place_corrected(talk: Talk) -> None:
    talk.tell(etape="emergence", domaine="mobilite", lieu="franche_comte")
    talk.tell("je me suis trompé quelque part dans tout ce que je vous ai dit là")
    assert talk.said == ["utter_rien_de_nouveau"]
