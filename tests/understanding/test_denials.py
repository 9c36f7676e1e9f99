"""What the words deny is told apart from what they lament the lack of."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bot.nlu.evaluation import Parse

Entities = Callable[[str], set[tuple[str, str]]]


@pytest.fixture(scope="module")
def entities_of(parse: Parse) -> Entities:
    def entities(text: str) -> set[tuple[str, str]]:
        found: list[dict[str, Any]] = parse(text)["entities"]
        return {(entity["entity"], entity["value"]) for entity in found}

    return entities


@pytest.mark.parametrize(
    ("text", "dimension", "code"),
    [
        ("ce n'est plus une idée, l'association est déclarée", "etape_niee", "emergence"),
        ("mais on démarre pas", "etape_niee", "demarrage"),
        ("c pa une idée", "etape_niee", "emergence"),
        ("non pas la santé, c'est pour se déplacer", "domaine_nie", "sante"),
        ("ce n'est pas pour les malades", "domaine_nie", "sante"),
        ("je n'ai jamais parlé de logement", "domaine_nie", "logement"),
        ("nan c pas créé", "etape_niee", "demarrage"),
    ],
)
def test_what_is_denied_is_told_and_not_believed(
    entities_of: Entities, text: str, dimension: str, code: str
) -> None:
    found = entities_of(text)
    assert (dimension, code) in found
    assert (dimension.removesuffix("_niee").removesuffix("_nie"), code) not in found


@pytest.mark.parametrize(
    "text",
    [
        "il n'y a pas de crèche chez nous",
        "on n'a plus de médecin au village",
        "aucune crèche à moins de vingt kilomètres",
        "je ne sais pas par où commencer",
        "ce n'est pas que pour les vieux",
        "c'est pas pour les vieux seulement",
        "on n'a pas encore d'association",
        "une épicerie zéro gaspillage",
        "ce n'est pas juste du logement, c'est aussi pour les vieux",
    ],
)
def test_what_is_missing_is_not_denied(entities_of: Entities, text: str) -> None:
    assert {name for name, _ in entities_of(text)}.isdisjoint({"etape_niee", "domaine_nie"})
