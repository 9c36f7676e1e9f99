"""What a request takes from the conversation before it: the words of the project, and the lines."""

from __future__ import annotations

import json
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.handover.conversation_record import ConversationRecord, read_record
from bot.handover.privacy import LEFT_OUT

SENDER = "visiteur"


def said(text: str, intent: str = "decrire_projet") -> dict[str, Any]:
    return {"event": "user", "text": text, "parse_data": {"intent": {"name": intent}}}


def answered(text: str, response: str = "utter_autre") -> dict[str, Any]:
    return {"event": "bot", "text": text, "metadata": {"utter_action": response}}


@pytest.fixture
def engine() -> Engine:
    """A database with Rasa's table of events and the gateway's of conversations."""
    engine = sa.create_engine("sqlite://", future=True, poolclass=sa.pool.StaticPool)
    with engine.begin() as connection:
        connection.execute(
            sa.text("CREATE TABLE events (id INTEGER PRIMARY KEY, sender_id, type_name, data)")
        )
        connection.execute(sa.text("CREATE TABLE conversations (id, sender)"))
    return engine


def record(engine: Engine, *events: dict[str, Any]) -> ConversationRecord:
    rows = [{"s": SENDER, "t": event["event"], "d": json.dumps(event)} for event in events]
    with engine.begin() as connection:
        connection.execute(
            sa.text("INSERT INTO events (sender_id, type_name, data) VALUES (:s, :t, :d)"), rows
        )
    return read_record(engine, SENDER)


def test_the_lines_end_where_the_request_begins_however_it_was_asked_for(engine: Engine) -> None:
    found = record(
        engine,
        said("une crèche"),
        answered("Où ?"),
        said("je veux laisser un message", "laisser_message"),
        answered("Préparons un message.", "utter_commencer_demande"),
        said(LEFT_OUT, "laisser_message"),
    )
    texts = [line.text for line in found.lines]
    assert texts == ["une crèche", "Où ?", "je veux laisser un message"]


def test_while_the_request_begins_every_line_is_before_it(engine: Engine) -> None:
    found = record(engine, said("une crèche"), said("écrivez-leur pour moi", "laisser_message"))
    assert len(found.lines) == 2
    assert found.project_words == ("une crèche",)


def test_the_words_are_those_of_the_project_spoken_of_now(engine: Engine) -> None:
    found = record(engine, said("une crèche"), said("et sinon un garage", "autre_projet"))
    assert found.project_words == ("et sinon un garage",)


def test_coming_back_to_a_project_brings_its_words_back(engine: Engine) -> None:
    found = record(
        engine,
        said("une crèche"),
        said("et sinon un garage", "autre_projet"),
        said("revenons au premier", "projet_precedent"),
        said("à Dole"),
    )
    assert found.project_words == ("une crèche", "et sinon un garage", "à Dole")


def test_starting_again_leaves_no_words(engine: Engine) -> None:
    found = record(
        engine,
        said("une crèche"),
        said("et sinon un garage", "autre_projet"),
        said("on efface tout", "recommencer"),
        said("revenons au premier", "projet_precedent"),
    )
    assert found.project_words == ()
