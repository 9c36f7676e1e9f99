"""What was said in a conversation, read from Rasa's own table: for the request that follows."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from bot.database import transaction
from bot.handover.privacy import LEFT_OUT
from bot.handover.store import Line

#: Rasa's table; it is there once Rasa has started on this database.
_events = sa.table(
    "events",
    sa.column("id"),
    sa.column("sender_id"),
    sa.column("type_name"),
    sa.column("data"),
)

#: The gateway's table.
_conversations = sa.table("conversations", sa.column("id"), sa.column("sender"))

#: What the words of a visitor's project are understood as.
_ABOUT_A_PROJECT = ("decrire_projet", "autre_projet", "hors_sujet", "nlu_fallback")
_NOT_UNDERSTOOD = "nlu_fallback"

#: What the assistant says when it forgets a project, leaves one for another or comes back to one:
#: it does not always do what the words sound like.
_FORGETS = "utter_recommencer"
_FORGETS_ALL_BUT_THE_LAST = "utter_recommencer_avec"
_ANOTHER = "utter_autre_projet"
_BACK = "utter_projet_precedent"

#: What the assistant says when a request begins.
_REQUEST_BEGINS = "utter_commencer_demande"


@dataclass(frozen=True)
class ConversationRecord:
    """What was said in one conversation, oldest first.

    Attributes:
        conversation: The gateway's name for it; ``None`` behind another door, as ``rasa shell``.
        lines: Every text before the request was begun, what asked for it included; taken buttons
            are left out.
        project_words: What the visitor wrote of the project they speak of now.
        not_understood: What the assistant did not understand.
    """

    conversation: str | None = None
    lines: tuple[Line, ...] = ()
    project_words: tuple[str, ...] = ()
    not_understood: tuple[str, ...] = ()


def read_record(engine: Engine, sender: str) -> ConversationRecord:
    """Return what was said up to the turn that is going on.

    Args:
        engine: The database of the conversations, masked as they are stored.
        sender: The name Rasa knows the conversation by.

    Raises:
        DatabaseError: It cannot be read.
    """
    with transaction(engine) as connection:
        events = _stored(connection, sender)
        conversation = _gateway_name(connection, sender)
    lines: list[Line] = []
    before_request: int | None = None
    words: list[str] = []
    of_other_projects: list[str] = []
    unclear: list[str] = []
    begun = 0  # where in ``words`` those of the message begin that is answered now
    for event in events:
        text = event.get("text")
        intent = ((event.get("parse_data") or {}).get("intent") or {}).get("name")
        response = (event.get("metadata") or {}).get("utter_action")
        if response == _REQUEST_BEGINS:
            before_request = len(lines)
        elif response == _FORGETS:
            words, of_other_projects = [], []
        elif response == _FORGETS_ALL_BUT_THE_LAST:
            words, of_other_projects = words[-1:], []
        elif response == _ANOTHER:
            words, of_other_projects = words[begun:], of_other_projects + words[:begun]
        elif response == _BACK:  # to which of them is not known here: the visitor reads it over
            words, of_other_projects = of_other_projects + words, []
        if event["event"] == "user":
            begun = len(words)
        if not isinstance(text, str) or not text or text.startswith("/"):
            continue
        if event["event"] == "bot":
            lines.append(Line("assistant", text))
            continue
        lines.append(Line("visiteur", text))
        if text == LEFT_OUT:
            continue
        if intent in _ABOUT_A_PROJECT:
            words.append(text)
        if intent == _NOT_UNDERSTOOD:
            unclear.append(text)
    told = tuple(lines[:before_request])
    return ConversationRecord(conversation, told, tuple(words), tuple(unclear))


def _stored(connection: Connection, sender: str) -> list[dict[str, Any]]:
    query = (
        sa.select(_events.c.data)
        .where(_events.c.sender_id == sender, _events.c.type_name.in_(("user", "bot")))
        .order_by(_events.c.id)
    )
    return [json.loads(row) for row in connection.execute(query).scalars()]


def _gateway_name(connection: Connection, sender: str) -> str | None:
    query = sa.select(_conversations.c.id).where(_conversations.c.sender == sender)
    found = connection.execute(query).scalar()
    return None if found is None else str(found)
