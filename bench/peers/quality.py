"""How well systems understand the texts of ``tests/understanding``, which none was trained on."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sklearn.metrics import f1_score

from bot.nlu.evaluation import LabelledText, Outcome, evaluate, read_labelled_texts, share
from bot.orientation.vocabulary import UNKNOWN
from bot.settings import ROOT

_FALLBACK = "nlu_fallback"

#: Used for choosing thresholds of ours: not unseen.
_TUNING = "reglage.jsonl"


def unseen_texts() -> list[LabelledText]:
    """Return the evaluation sets, without the one that thresholds were chosen on."""
    files: Sequence[Path] = sorted((ROOT / "tests/understanding").glob("*.jsonl"))
    return [text for file in files if file.name != _TUNING for text in read_labelled_texts(file)]


def intent_macro_f1(texts: Sequence[LabelledText], parses: Sequence[dict[str, Any]]) -> float:
    """Return the mean over intents of F1, between 0 and 1.

    What counts is the intent ranked first, a fallback aside: thresholds differ, and are not what
    is compared. Any accepted intent is right.
    """
    pairs = [
        (labelled.accepted["intent"], _first(parsed))
        for labelled, parsed in zip(texts, parses, strict=True)
        if "intent" in labelled.accepted
    ]
    true = [found if found in accepted else accepted[0] for accepted, found in pairs]
    found = [found for _, found in pairs]
    intents = sorted(set(true))
    return float(f1_score(true, found, labels=intents, average="macro", zero_division=0))


def profile_accuracy(
    texts: Sequence[LabelledText], parses: Sequence[dict[str, Any]], dimension: str
) -> float:
    """Return the share of labelled texts whose first code of a dimension is an accepted one.

    Args:
        texts: The labelled texts.
        parses: Rasa's parse of each.
        dimension: ``etape`` or ``domaine``.
    """
    by_text = {
        labelled.text: parsed["parse"] for labelled, parsed in zip(texts, parses, strict=True)
    }
    outcomes: list[Outcome] = evaluate(texts, by_text.__getitem__).get(dimension, [])
    return share(outcomes, lambda outcome: outcome.first_right)


def as_profile(dimension: str, parses: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the parses of a model whose intents are codes, as if it had found entities."""
    return [
        {
            **parsed,
            "parse": {"intent": parsed["parse"]["intent"], "entities": _code(dimension, parsed)},
        }
        for parsed in parses
    ]


def _code(dimension: str, parsed: dict[str, Any]) -> list[dict[str, Any]]:
    code = _first(parsed)
    confidence = parsed["parse"]["intent"]["confidence"]
    entity = {"entity": dimension, "value": code, "confidence_entity": confidence}
    return [] if code == UNKNOWN else [entity]


def _first(parsed: dict[str, Any]) -> str:
    name = str(parsed["parse"]["intent"]["name"])
    if name != _FALLBACK:
        return name
    return next((intent for intent in parsed["ranked"] if intent != _FALLBACK), name)
