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


#: One goes on to another project, and back.
ANOTHER = (said("et sinon un garage", "autre_projet"), answered("…", "utter_autre_projet"))
BACK = (said("revenons au premier", "projet_precedent"), answered("…", "utter_projet_precedent"))


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
    found = record(engine, said("une crèche"), *ANOTHER)
    assert found.project_words == ("et sinon un garage",)


def test_a_button_begins_another_project_without_words(engine: Engine) -> None:
    button = said("/autre_projet", "autre_projet")
    found = record(engine, said("une crèche"), button, answered("…", "utter_autre_projet"))
    assert found.project_words == ()


def test_words_that_only_sound_like_leaving_a_project_leave_none(engine: Engine) -> None:
    asked = answered("Voulez-vous vraiment oublier ?", "utter_demander_recommencer")
    found = record(
        engine,
        said("une crèche"),
        said("on demande de l'aide pour le projet", "autre_projet"),
        answered("Vouliez-vous dire…", "utter_vouliez_vous_dire"),
        said("on recommence tout à zéro avec les parents", "recommencer"),
        asked,
        said("/nier", "nier"),
    )
    assert found.project_words == ("une crèche", "on demande de l'aide pour le projet")


def test_coming_back_to_a_project_brings_its_words_back(engine: Engine) -> None:
    found = record(
        engine,
        said("une crèche"),
        *ANOTHER,
        *BACK,
        said("à Dole"),
    )
    assert found.project_words == ("une crèche", "et sinon un garage", "à Dole")


def test_starting_again_leaves_no_words(engine: Engine) -> None:
    found = record(
        engine,
        said("une crèche"),
        *ANOTHER,
        said("on efface tout", "recommencer"),
        answered("D'accord.", "utter_recommencer"),
        *BACK,
    )
    assert found.project_words == ()


def test_what_was_said_on_coming_back_is_kept_when_the_rest_is_forgotten(engine: Engine) -> None:
    found = record(
        engine,
        said("une crèche"),
        said("un garage solidaire"),
        answered("Reprendre ou recommencer ?", "utter_demander_reprise"),
        said("/recommencer", "recommencer"),
        answered("Je repars de cela.", "utter_recommencer_avec"),
    )
    assert found.project_words == ("un garage solidaire",)
