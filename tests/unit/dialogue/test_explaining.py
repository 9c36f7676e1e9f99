"""Why a door was advised, and why another was not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from conftest import Talk, message

from bot.dialogue.explaining import why


def test_an_advised_door_is_explained_by_its_reason(oriented: Talk) -> None:
    oriented.make(why, message("demander_pourquoi", organisation="franche_comte_active"))
    assert oriented.said == ["utter_pourquoi_cette_porte", "utter_apres_resultat"]
    assert oriented.says[0].variables["raison"].startswith("Votre projet en est à l’idée")


@pytest.mark.parametrize(
    ("door", "choices"),
    [
        ("bpifrance", ["La structure vient d’être créée"]),
        ("rallynov", ["Je me renseigne", "Ça marche"]),
    ],
)
def test_a_door_that_was_not_advised_is_explained_by_the_stages_it_waits_for(
    oriented: Talk, door: str, choices: list[str]
) -> None:
    oriented.make(why, message("demander_pourquoi", organisation=door))
    assert oriented.said[0] == "utter_pourquoi_pas_cette_porte"
    assert all(choice in oriented.says[0].variables["etapes"] for choice in choices)


def test_a_door_for_another_region_is_explained_by_the_place(oriented: Talk) -> None:
    oriented.tell("en fait c'est à Dijon", territoire="hors_region")
    oriented.make(why, message("demander_pourquoi", organisation="service_ess"))
    assert oriented.said[0] == "utter_pourquoi_cette_porte"
    oriented.make(why, message("demander_pourquoi", organisation="bpifrance"))
    assert oriented.said[0] == "utter_pourquoi_pas_ici"


def test_a_door_with_no_stage_to_name_is_presented(talk: Talk) -> None:
    talk.tell(entreprise_en_activite="oui", domaine="organisation_du_travail", territoire="70")
    no_rules = replace(talk.catalogue, rules=())
    talk.catalogue = no_rules
    talk.make(why, message("demander_pourquoi", organisation="bpifrance"))
    assert talk.said[0] == "utter_presenter_porte"


def test_without_a_result_the_pending_question_is_explained(talk: Talk) -> None:
    talk.tell("un projet").make(why, message("demander_pourquoi", organisation="bpifrance"))
    assert talk.said == ["utter_pourquoi_etape", "utter_demander_etape"]
