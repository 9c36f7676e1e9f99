"""What is said of the advice is heard, and not in words that tell of a project."""

from __future__ import annotations

from dataclasses import replace

import pytest
from conftest import Talk, message

from bot.dialogue.advice_words import is_ordinary, reached_nobody, refuses_door, wants_person
from bot.dialogue.explaining import why
from bot.dialogue.hearing import hear
from bot.dialogue.pending import answers_in_words


@pytest.mark.parametrize(
    ("typed", "unreached"),
    [
        ("le numéro ne répond pas", True),
        ("personne ne décroche chez vous !!!", True),
        ("j'ai appelé 3 fois, personne", True),
        ("je leur ai écrit, pas de réponse", True),
        ("ça sonne dans le vide quand j'appelle, toujours occupé", True),
        ("et si personne ne répond ?", False),
        ("VOUS REPONDEZ PAS A MA QUESTION", False),
        ("je réponds pour mon association", False),
    ],
)
def test_who_reached_nobody_is_heard_whatever_is_pending(typed: str, *, unreached: bool) -> None:
    told = message("contester", typed)
    assert reached_nobody(told) is unreached
    assert answers_in_words("etape", told) is unreached
    assert not answers_in_words("etape", replace(told, intent="detresse"))


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("Non, même projet. Je veux parler à une personne.", True),
        ("je veux parler personne en vrai", True),
        ("un humain svp", True),
        ("on a une personne handicapée dans l'équipe", False),
        ("nous aidons les gens à parler aux autres", False),
    ],
)
def test_who_wants_a_person_gets_one_whatever_it_sounds_like(typed: str, *, wanted: bool) -> None:
    told = message("contester", typed)
    assert wants_person(told) is wanted
    assert answers_in_words("etape", told) is wanted


@pytest.mark.parametrize(
    ("typed", "refused"),
    [
        ("mais bpifrance c'est pour les entreprises, nous ça va pas", True),
        ("la bpi c'est pas pour nous y'a pas quelqu'un d'autre", True),
        ("nous ne sommes pas une entreprise, monsieur", True),
        ("c'est juste des bénévoles ici", True),
        ("merci ça me va", False),
        ("c'est pour nous tous", False),
    ],
)
def test_a_door_that_does_not_suit_is_no_correction(typed: str, *, refused: bool) -> None:
    assert refuses_door(message("decrire_projet", typed)) is refused
    assert not refuses_door(message("decrire_projet", typed, domaine="logement"))
    assert not refuses_door(message("decrire_projet", typed, territoire="39"))


@pytest.mark.parametrize(
    ("typed", "ordinary"),
    [
        ("C'est une boulangerie normale, pain, croissants, voilà", True),
        ("je veux juste ouvrir un commerce tout à fait ordinaire", True),
        ("un restaurant d'insertion", False),
        ("pas une entreprise classique, une coopérative", False),
        ("une boulangerie normale qui embauche aussi des chômeurs", False),
    ],
)
def test_a_business_like_any_other_is_heard(typed: str, *, ordinary: bool) -> None:
    assert is_ordinary(message("decrire_projet", typed, domaine="alimentation")) is ordinary


def test_each_is_answered_by_what_it_is(oriented: Talk) -> None:
    said = {
        "je veux parler à une vraie personne": "utter_parler_a_quelqu_un",
        "ça va pas, nous on est juste des bénévoles": "utter_porte_ecartee",
        "c'est un commerce ordinaire": "utter_projet_ordinaire",
    }
    for typed, response in said.items():
        assert oriented.make(hear, message("decrire_projet", typed)).said[0] == response


def test_a_stage_denied_in_a_why_is_corrected(oriented: Talk) -> None:
    text = "ce n'est pas une idée, ça existe depuis 1987. Pourquoi vous m'envoyez là ?"
    oriented.make(why, message("demander_pourquoi", text, etape_niee="emergence"))
    assert oriented.said[0] == "utter_etape_retiree"
