"""What of a conversation may be stored: no address, no number, nothing meant for the service alone.

Rasa's events are read here as the plain dictionaries that its tracker stores write.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from bot.dialogue.request_words import PRIVATE
from bot.handover.masking import mask
from bot.handover.privacy import LEFT_OUT, without_entrusted

#: The slot that holds the pending question.
QUESTION = "question"


def kept_events(
    events: Iterable[dict[str, Any]], question: object = None
) -> Iterator[dict[str, Any]]:
    """Yield events of a conversation as they may be stored, in order.

    Args:
        events: The events.
        question: The question that was pending before the first of them: whether an answer is
            personal depends on it.
    """
    for event in events:
        kind = event.get("event")
        if kind == "slot" and event.get("name") == QUESTION:
            question = event.get("value")
        if kind == "user":
            yield _user(event, private=question in PRIVATE)
        elif kind == "bot":
            yield _left_out(event)
        else:
            yield event


def _user(event: dict[str, Any], *, private: bool) -> dict[str, Any]:
    text = kept_words(event.get("text"), private=private)
    parsed = event.get("parse_data")
    if isinstance(parsed, dict) and "text" in parsed:
        parsed = {**parsed, "text": kept_words(parsed["text"], private=private)}
    return {**event, "text": text, "parse_data": parsed}


def _left_out(value: Any) -> Any:
    """Leave out what is entrusted, wherever it is: Rasa keeps what filled a sentence beside it."""
    if isinstance(value, dict):
        return {name: _left_out(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_left_out(part) for part in value]
    return without_entrusted(value) if isinstance(value, str) else value


def kept_words(text: Any, *, private: bool) -> Any:
    """Return a visitor's words as they may be stored.

    Args:
        text: The words, or a button's payload; anything else is given back.
        private: Whether they answer a question of a request.
    """
    if not isinstance(text, str) or text.startswith("/"):
        return text
    return LEFT_OUT if private else mask(text)
