"""The latest message as Rasa understood it, in the words of the dialogue."""

from __future__ import annotations

from rasa_sdk import Tracker

from bot.dialogue.message import Detail, Message, known_details
from bot.orientation.rules import Catalogue

#: Below this confidence nobody means an intent: to offer it would only puzzle.
_LIKELY = 0.08


def read_message(tracker: Tracker, catalogue: Catalogue, labelled: frozenset[str]) -> Message:
    """Return the latest message; details whose code is unknown are left out.

    Args:
        tracker: Rasa's tracker.
        catalogue: Says which codes are known.
        labelled: Names of the ``utter_libelle_…`` responses: the intents that may be offered, if
            they are likely at all.
    """
    latest = tracker.latest_message or {}
    details = tuple(
        Detail(entity["entity"], str(entity["value"]), _confidence(entity))
        for entity in latest.get("entities") or ()
        if entity.get("value") is not None
    )
    ranking = {i["name"]: i.get("confidence") for i in latest.get("intent_ranking") or ()}
    intent = latest.get("intent") or {}
    return Message(
        intent=intent.get("name") or "nlu_fallback",
        details=known_details(details, catalogue),
        text=latest.get("text") or "",
        intents=tuple(
            name
            for name, confidence in ranking.items()
            if f"utter_libelle_{name}" in labelled and float(confidence or 0.0) >= _LIKELY
        ),
        domain_guesses=tuple(latest.get("domaines_probables") or ()),
        confidence=float(intent.get("confidence") or 0.0),
        distress=float(ranking.get("detresse") or 0.0),
    )


def _confidence(entity: dict[str, object]) -> float:
    confidence = entity.get("confidence_entity")
    # A button carries no confidence: the visitor chose it.
    return float(confidence) if isinstance(confidence, int | float) else 1.0
