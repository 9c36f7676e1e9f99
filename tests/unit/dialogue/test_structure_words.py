"""What is said of the structure behind a project, and what only sounds like it."""

from __future__ import annotations

import pytest

from bot.dialogue.structure_words import (
    in_trouble,
    names_structure,
    not_created,
    runs_long,
    seeks_no_growth,
    takes_over,
)


@pytest.mark.parametrize(
    "text",
    [
        "c'est pas encore créé",
        "je vous l'ai dit c'est pas créé",
        "rien n'est créé",
        "nn l'asso existe pa",
        "on n'a pas encore de statuts",
        "j'ai encore rien fait",
        "on n'a pas d'association",
    ],
)
def test_nothing_is_created(text: str) -> None:
    assert not_created(text)


@pytest.mark.parametrize(
    "text", ["on vient de créer l'association", "elle n'a pas été créée pour cela", "rien à voir"]
)
def test_something_may_be_created(text: str) -> None:
    assert not not_created(text)


@pytest.mark.parametrize(
    "text", ["non c'est pas une asso, c'est une SARL", "on est en coopérative"]
)
def test_a_structure_is_named(text: str) -> None:
    assert names_structure(text)


@pytest.mark.parametrize("text", ["non c'est pas une asso", "c'est une idée d'association"])
def test_no_structure_is_named(text: str) -> None:
    assert not names_structure(text)


@pytest.mark.parametrize(
    "text",
    [
        "on n'arrive plus à payer le local",
        "nous n'avons plus de bénévoles",
        "on est à court d'argent",
        "on galère à payer le loyer",
        "on est en train de couler",
    ],
)
def test_a_structure_is_in_trouble(text: str) -> None:
    assert in_trouble(text)


@pytest.mark.parametrize(
    "text",
    ["les familles n'ont plus les moyens", "l'école va fermer", "ils n'ont plus de bénévoles"],
)
def test_the_trouble_of_others_is_a_need(text: str) -> None:
    assert not in_trouble(text)


@pytest.mark.parametrize(
    "text",
    ["on veut reprendre l'entreprise", "le rachat par les salariés", "passer notre boîte en SCOP"],
)
def test_an_enterprise_is_taken_over(text: str) -> None:
    assert takes_over(text)


def test_a_cooperative_that_runs_is_not_taken_over() -> None:
    assert not takes_over("notre SCOP tourne depuis dix ans, on veut mieux décider ensemble")


@pytest.mark.parametrize(
    "text",
    [
        "c'est lancé depuis deux ans",
        "on a une navette qui tourne depuis l'an dernier",
        "on est 1 scop de menuiserie a pontarlier depui 98, 22 gars",
        "nous sommes une association de quartier depuis dix ans",
        "on bosse depuis 2019",
        "ça fait 6 ans qu'on tourne",
        "oui, l'association a été créée en 2009",
    ],
)
def test_something_has_run_for_long(text: str) -> None:
    assert runs_long(text)


@pytest.mark.parametrize(
    "text",
    [
        "c'est ouvert depuis trois jours",
        "on y pense depuis deux ans",
        "on est une asso depuis 12 jours",
        "l'association a été créée en janvier",
    ],
)
def test_something_has_not_run_for_long(text: str) -> None:
    assert not runs_long(text)


@pytest.mark.parametrize(
    ("text", "goes_on"),
    [
        ("on ne cherche pas à se développer", True),
        ("On ne veut pas grandir", True),
        ("on veut juste remplacer notre camion", True),
        ("on cherche à grandir", False),
        ("on veut juste une idée", False),
    ],
)
def test_what_is_to_go_on_as_it_is_seeks_no_growth(text: str, *, goes_on: bool) -> None:
    assert seeks_no_growth(text) is goes_on
