"""Several projects in one conversation: each keeps what was said of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from conftest import Talk, message

from bot.dialogue.several_projects import former_project, other_project


@pytest.mark.parametrize("text", ["mais j'ai pas 2 projets", "je n'ai aucun projet, moi"])
def test_denying_a_project_announces_no_other_one(oriented: Talk, text: str) -> None:
    oriented.make(other_project, message("autre_projet", text))
    assert oriented.conversation.profile.domaines == ("petite_enfance",)


@pytest.mark.parametrize("text", ["un autre, pas le même projet", "c'est pas le seul projet"])
def test_a_project_that_is_not_the_first_is_another_one(oriented: Talk, text: str) -> None:
    oriented.make(other_project, message("autre_projet", text))
    assert oriented.said[0] == "utter_autre_projet"


def test_naming_what_is_wrong_is_no_other_project(oriented: Talk) -> None:
    oriented.conversation = oriented.conversation.asking("correction")
    oriented.make(other_project, message("autre_projet", "L'étape du projet"))
    assert oriented.said == ["utter_demander_etape"]


def test_no_project_at_all_is_no_other_project(oriented: Talk) -> None:
    told = message("autre_projet", "j'ai PAS de projet", etape="sensibilisation")
    oriented.make(other_project, told)
    assert "utter_autre_projet" not in oriented.said
    assert oriented.conversation.profile.domaines == ("petite_enfance",)


def test_a_second_project_starts_from_nothing(oriented: Talk) -> None:
    oriented.make(other_project, message("autre_projet", domaine="mobilite"))
    assert oriented.said[0] == "utter_autre_projet"
    assert oriented.conversation.profile.domaines == ("mobilite",)
    assert oriented.conversation.profile.territoire is None


@pytest.fixture
def second(oriented: Talk) -> Talk:
    """A nursery in Haute-Saône was told, then a garage in the Jura."""
    oriented.make(other_project, message("autre_projet", domaine="mobilite"))
    return oriented.tell(etape="demarrage", territoire="39")


def test_coming_back_gives_the_result_of_the_first_project_again(second: Talk) -> None:
    second.make(former_project, message("projet_precedent", "revenons à l'autre"))
    assert second.said[0] == "utter_projet_precedent"
    assert second.doors[0] == "franche_comte_active"
    assert second.conversation.profile.territoire == "70"


def test_one_may_go_back_and_forth(second: Talk) -> None:
    back = message("projet_precedent", "revenons à l'autre")
    assert second.make(former_project, back).make(former_project, back).doors[0] == "bpifrance"


@pytest.mark.parametrize(
    ("text", "details", "domain"),
    [
        ("revenons au premier", {}, "petite_enfance"),
        ("revenons à celui d'avant", {}, "mobilite"),
        ("revenons à la crèche", {"domaine": "petite_enfance"}, "petite_enfance"),
        ("revenons à celui du Jura", {"territoire": "39"}, "mobilite"),
    ],
)
def test_the_project_that_is_named_comes_back(
    second: Talk, text: str, details: dict[str, str], domain: str
) -> None:
    second.make(other_project, message("autre_projet", domaine="culture"))
    second.make(former_project, message("projet_precedent", text, **details))
    assert second.conversation.profile.domaines == (domain,)


def test_what_the_visitor_did_not_know_of_it_is_not_asked_again(talk: Talk) -> None:
    talk.tell(etape="emergence", domaine="petite_enfance")
    talk.conversation = talk.conversation.declining("territoire")
    talk.make(other_project, message("autre_projet", domaine="mobilite"))
    talk.make(former_project, message("projet_precedent"))
    assert talk.conversation.question is None


def test_after_a_result_the_former_project_is_one_click_away(second: Talk) -> None:
    (button,) = second.says[-1].buttons
    assert button.payload == "/projet_precedent"


def test_the_other_project_is_the_one_that_was_told(second: Talk) -> None:
    second.make(other_project, message("autre_projet", "et l'autre projet, vous vous souvenez ?"))
    assert second.said[0] == "utter_projet_precedent"


def test_another_one_that_is_described_is_a_new_one(second: Talk) -> None:
    told = message("autre_projet", "et l'autre, c'est une épicerie", domaine="alimentation")
    assert second.make(other_project, told).said[0] == "utter_autre_projet"


def test_there_is_nothing_to_come_back_to_with_one_project(oriented: Talk) -> None:
    before = oriented.conversation
    assert oriented.says[-1].buttons == ()
    oriented.make(former_project, message("projet_precedent", "revenons à l'autre"))
    assert oriented.said == ["utter_un_seul_projet", "utter_apres_resultat"]
    assert oriented.conversation == before


def test_a_project_told_at_once_as_an_old_one_is_listened_to(talk: Talk) -> None:
    talk.make(former_project, message("projet_precedent", domaine="petite_enfance"))
    assert talk.conversation.question == "etape"


def test_a_returning_visitor_takes_up_their_project(oriented: Talk) -> None:
    oriented.conversation = oriented.conversation.asking("reprise")
    oriented.make(former_project, message("projet_precedent", "oui on reprend le projet"))
    assert oriented.doors[0] == "franche_comte_active"


def test_the_oldest_of_many_projects_is_forgotten(talk: Talk) -> None:
    for domain in ("culture", "sante", "logement", "mobilite", "education", "handicap", "pauvrete"):
        talk.make(other_project, message("autre_projet", domaine=domain))
    kept = [project.profile.domaines[0] for project in talk.conversation.former]
    assert kept == ["handicap", "education", "mobilite", "logement", "sante"]


@pytest.mark.parametrize(
    ("text", "details"),
    [
        ("on en a fait deux pour voir, c'est encore un essai", {"etape": "experimentation"}),
        ("on voudrait ouvrir une deuxième boutique à Lure", {"etape": "diffusion"}),
    ],
)
def test_more_of_the_same_project_is_no_other_one(
    talk: Talk, text: str, details: dict[str, str]
) -> None:
    talk.tell(domaine="environnement", territoire="70")
    talk.make(other_project, message("autre_projet", text, **details))
    assert talk.conversation.former == ()
    assert talk.conversation.profile.etape == details["etape"]


def test_a_place_that_answers_the_question_leaves_no_project(talk: Talk) -> None:
    talk.tell(domaine="environnement", etape="emergence")
    told = replace(message("autre_projet", "à Delle aussi", territoire="90"), confidence=0.4)
    talk.make(other_project, told)
    assert talk.conversation.former == ()
    assert talk.conversation.profile.territoire == "90"
