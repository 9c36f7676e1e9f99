"""The catalogue that is delivered: what domain knowledge says, and nothing invented."""

from __future__ import annotations

import datetime
import re

import pytest
from small_catalogue import TODAY

from bot.orientation.check import check_catalogue
from bot.orientation.engine import recommend
from bot.orientation.interview import next_question
from bot.orientation.profile import Profile
from bot.orientation.reader import read_catalogue
from bot.orientation.rules import Catalogue
from bot.settings import ROOT

INSIDE = ("25", "39", "70", "90", None)

DOORS = {
    "sensibilisation": [("rallynov", "exemples"), ("service_ess", "echange")],
    "emergence": [("franche_comte_active", "emergence"), ("service_ess", "echange")],
    "experimentation": [
        ("fonds_de_confiance", "fonds_de_confiance"),
        ("franche_comte_active", "fonds_de_confiance"),
        ("service_ess", "echange"),
    ],
    "demarrage": [("bpifrance", "fonds_innovation_sociale"), ("service_ess", "echange")],
    "diffusion": [("rallynov", "reperage"), ("service_ess", "echange")],
    "evaluation": [("service_ess", "echange")],
}


@pytest.fixture(scope="module")
def content() -> Catalogue:
    return read_catalogue(ROOT / "data" / "catalogue")


def doors(profile: Profile, content: Catalogue) -> list[tuple[str, str]]:
    return [(each.organisation, each.dispositif) for each in recommend(profile, content, TODAY)]


@pytest.mark.parametrize("place", INSIDE)
@pytest.mark.parametrize("stage", DOORS)
def test_each_stage_has_its_doors(stage: str, place: str | None, content: Catalogue) -> None:
    assert doors(Profile(stage, territoire=place), content) == DOORS[stage]


def test_the_domain_of_a_project_at_the_stage_of_an_idea_changes_nothing(
    content: Catalogue,
) -> None:
    creche = recommend(Profile("emergence", ("petite_enfance",), None, "25"), content, TODAY)
    assert creche[0].regle == "emergence-accompagnement"
    assert [each.organisation for each in creche] == ["franche_comte_active", "service_ess"]


@pytest.mark.parametrize("stage", [*DOORS, None])
def test_outside_the_region_only_the_service_answers_and_says_why(
    stage: str | None, content: Catalogue
) -> None:
    (only,) = recommend(Profile(stage, territoire="hors_region"), content, TODAY)
    assert only.organisation == "service_ess"
    assert "réservées à la Franche-Comté" in only.raison


def test_a_running_enterprise_that_rethinks_its_work_is_sent_to_rallynov(
    content: Catalogue,
) -> None:
    profile = Profile(domaines=("organisation_du_travail",), entreprise_en_activite=True)
    assert doors(profile, content)[0] == ("rallynov", "exemples")


@pytest.mark.parametrize(("need", "door"), [("exemples", "rallynov"), ("contact", "service_ess")])
def test_a_need_alone_opens_a_door(need: str, door: str, content: Catalogue) -> None:
    assert doors(Profile(besoin=need), content)[0][0] == door


def test_nothing_known_leads_to_the_service(content: Catalogue) -> None:
    (only,) = recommend(Profile(), content, TODAY)
    assert (only.organisation, only.regle) == ("service_ess", "dernier-recours")


def test_every_door_can_be_reached_and_the_fonds_through_its_partner(content: Catalogue) -> None:
    fonds = content.contact("fonds_de_confiance")
    assert (fonds.nom, fonds.url) == ("Fonds de confiance", "http://www.franchecomteactive.org")
    service = content.contact("service_ess")
    assert (service.email, service.telephone) == ("ess@franche-comte.fr", "03 81 61 61 61")


def test_the_first_question_is_about_the_stage(content: Catalogue) -> None:
    assert next_question(Profile(), frozenset(), content, TODAY) == "etape"


def test_the_check_finds_no_error(content: Catalogue) -> None:
    report = check_catalogue(content, TODAY)
    assert report.errors == ()
    assert report.profiles == 7 * (1 + 18 + 18 * 17 // 2) * 6 * 6 * 3


def test_the_check_only_asks_for_new_verifications_as_years_go_by(content: Catalogue) -> None:
    report = check_catalogue(content, TODAY + datetime.timedelta(days=4000))
    assert report.errors == ()
    assert len([each for each in report.findings if each.severity == "avertissement"]) == 5


def test_the_five_laureates_and_the_everyday_examples_are_told(content: Catalogue) -> None:
    laureates = [each.nom for each in content.examples if each.genre == "prix_2013"]
    assert laureates == ["Isa France", "CBM 25", "Afsame", "Taco 39", "Juralternance"]
    assert len([each for each in content.examples if each.genre == "quotidien"]) == 8


def sentences(content: Catalogue) -> list[str]:
    return [
        *(each.raison for each in (*content.rules, content.last_resort)),
        *(text for each in content.schemes for text in (each.aide, each.prochaine_etape)),
        *(each.role for each in content.organisations),
        *(each.texte for each in content.examples),
        *(each.phrase for each in content.stages),
    ]


def test_no_sentence_promises_an_amount_a_delay_or_a_number_to_give(content: Catalogue) -> None:
    forbidden = re.compile(
        r"€|euro|siret|\b\d+ (mois|jours|semaines)|sous \d+|éligib", re.IGNORECASE
    )
    assert [text for text in sentences(content) if forbidden.search(text)] == []


def test_sentences_use_the_typographic_apostrophe(content: Catalogue) -> None:
    assert [text for text in sentences(content) if "'" in text or '"' in text] == []


def test_a_stage_completes_the_recap(content: Catalogue) -> None:
    assert [each for each in content.stages if not each.phrase[0].islower()] == []
