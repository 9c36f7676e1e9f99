"""What a tracker store writes of a conversation holds nobody's address, number or name."""

from __future__ import annotations

import json
from typing import Any

from bot.handover.privacy import LEFT_OUT, entrusted
from bot.rasa_server.kept_events import kept_events


def user(text: str) -> dict[str, Any]:
    return {"event": "user", "text": text, "parse_data": {"text": text, "intent": {"name": "x"}}}


def asks(question: str | None) -> dict[str, Any]:
    return {"event": "slot", "name": "question", "value": question}


def test_an_address_and_a_number_are_masked_wherever_they_are_typed() -> None:
    (kept,) = kept_events([user("écrivez à atelier@exemple.fr ou au 06 12 34 56 78")])
    expected = "écrivez à [adresse e-mail] ou au [téléphone]"
    assert kept["text"] == kept["parse_data"]["text"] == expected
    assert kept["parse_data"]["intent"] == {"name": "x"}


def test_the_answer_to_a_question_of_a_request_is_left_out_and_the_next_one_kept() -> None:
    private = [
        asks("demande_nom"),
        user("Camille"),
        asks("demande_confirmation"),
        user("oui, Camille"),
    ]
    events = [*private, asks("territoire"), user("à Dole")]
    texts = [event["text"] for event in kept_events(events) if event["event"] == "user"]
    assert texts == [LEFT_OUT, LEFT_OUT, "à Dole"]


def test_a_button_taken_at_such_a_question_is_kept() -> None:
    kept = list(kept_events([asks("demande_nom"), user("/nier")]))
    assert kept[-1]["text"] == "/nier"


def test_a_recap_is_kept_without_what_the_visitor_entrusted() -> None:
    name = entrusted("Camille")
    recap = {"event": "bot", "text": f"• votre nom : {name}\n• le reste", "metadata": {"nom": name}}
    (kept,) = kept_events([recap])
    assert kept["text"] == f"• votre nom : {LEFT_OUT}\n• le reste"
    assert kept["metadata"] == {"nom": LEFT_OUT}


def test_every_other_event_is_kept_as_it_is() -> None:
    events = [{"event": "action", "name": "action_listen"}, asks("territoire"), {"event": "bot"}]
    assert list(kept_events(events)) == events
    assert json.dumps(events)
