"""What is understood never falls below what it once was: floors by set, dimension and code.

``floors.json`` holds shares between 0 and 1, two points below what was measured when it was
written, fifteen for one code (a few messages each). A floor is raised when the understanding gets
better; lowering one is a decision, to be told in the changelog.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.nlu.evaluation import Outcome, Parse, evaluate, read_labelled_texts, share
from bot.nlu.noise import Noise

FOLDER = Path(__file__).parent
FLOORS = json.loads((FOLDER / "floors.json").read_text(encoding="utf-8"))

#: How messages are spoiled, by the name of the set in ``floors.json``.
SPOILED = {
    "chat, deux fautes": Noise(typos=2),
    "chat, sans accents": Noise(without_accents=True),
    "chat, majuscules": Noise(capitals=True),
    "chat, sms": Noise(sms=True),
    "aveugle, deux fautes": Noise(typos=2),
    "suites, deux fautes": Noise(typos=2),
}
#: What a message that has nothing to do with the subject may be taken for.
OUT_OF_SCOPE = {"hors_sujet", "autre_langue", "insulter", "detresse", "nlu_fallback"}

Evaluate = Callable[[str], dict[str, list[Outcome]]]


@pytest.fixture(scope="module")
def outcomes_of(parse: Parse) -> Evaluate:
    known: dict[str, dict[str, list[Outcome]]] = {}

    def outcomes(name: str) -> dict[str, list[Outcome]]:
        if name not in known:
            texts = read_labelled_texts(FOLDER / f"{name.split(',')[0]}.jsonl")
            known[name] = evaluate(texts, parse, SPOILED.get(name))
        return known[name]

    return outcomes


@pytest.mark.parametrize(
    ("name", "dimension"),
    [(name, dimension) for name, dimensions in FLOORS.items() for dimension in dimensions],
)
def test_no_share_falls_below_its_floor(outcomes_of: Evaluate, name: str, dimension: str) -> None:
    found = outcomes_of(name)[dimension]
    floors: dict[str, Any] = FLOORS[name][dimension]
    measured = {"premier": first_right(found), "un des proposés": any_right(found)}
    below = {what: share_ for what, share_ in measured.items() if share_ < floors[what]}
    for code, floor in floors.get("codes", {}).items():
        of_code = first_right([each for each in found if each.accepted[0] == code])
        if of_code < floor:
            below[code] = of_code
    assert below == {}


@pytest.mark.parametrize("name", ["projets", "aveugle", "pages", "inedits", "dossiers"])
def test_a_domain_is_not_found_by_naming_them_all(outcomes_of: Evaluate, name: str) -> None:
    found = outcomes_of(name)["domaine"]
    assert sum(len(outcome.found) for outcome in found) / len(found) <= 1.6


def test_what_has_nothing_to_do_with_the_subject_is_not_answered(outcomes_of: Evaluate) -> None:
    found = outcomes_of("chat")["intent"]
    strange = [each for each in found if each.accepted[0] in OUT_OF_SCOPE]
    assert share(strange, lambda each: each.found[0] in OUT_OF_SCOPE) >= 0.9


def test_a_good_message_is_hardly_ever_turned_away(outcomes_of: Evaluate) -> None:
    found = outcomes_of("chat")["intent"]
    good = [each for each in found if each.accepted[0] not in {*OUT_OF_SCOPE, "message_vide"}]
    turned_away = share(good, lambda each: each.found[0] in OUT_OF_SCOPE and not each.first_right)
    assert turned_away <= 0.04


def first_right(outcomes: list[Outcome]) -> float:
    return share(outcomes, lambda each: each.first_right)


def any_right(outcomes: list[Outcome]) -> float:
    return share(outcomes, lambda each: each.any_right)
