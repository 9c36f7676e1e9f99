"""Which stored events the dialogue still needs: the last turns, and the slots from before them.

Rasa reads, replays, copies and sends to the action server every event of a session, several times
a message: its cost grows with the conversation. What is decided next depends on the slots and on
the last turns only.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.events import (
    ActionExecuted,
    BotUttered,
    DefinePrevUserUtteredFeaturization,
    EntitiesAdded,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from sqlalchemy.engine import Connection

#: Turns read whole: more than any rule looks back (one message), and than an action does
#: (``actions/memory.py`` looks at the last message and the one before).
TURNS = 4

#: Events that can be left out once their turn is over. Of slots, the last value counts.
_PLAIN = tuple(
    event.type_name
    for event in (
        ActionExecuted,
        BotUttered,
        DefinePrevUserUtteredFeaturization,
        EntitiesAdded,
        SessionStarted,
        SlotSet,
        UserUttered,
    )
)

_events: Any = SQLTrackerStore.SQLEvent.__table__
_id, _type, _name = _events.c.id, _events.c.type_name, _events.c.action_name

#: Answers everything asked below but the events themselves without reading their texts. Rasa's own
#: index, on the conversation alone, makes the database read each event to know its type.
INDEX = sa.Index("ix_events_sender_type", _events.c.sender_id, _type, _id, _name)

# The queries are built once: building one takes longer than the database does to answer it.
_of_visitor = _events.c.sender_id == sa.bindparam("visitor")


def _where_to_begin() -> Any:
    """Return the query for one row: where the session starts, where the last turns do, and whether
    something in between reaches back."""
    newest_start = sa.select(sa.func.max(_id)).where(_of_visitor, _type == SessionStarted.type_name)
    start = sa.func.coalesce(newest_start.scalar_subquery(), 0)
    in_session = sa.and_(_of_visitor, _id >= start)
    user = (
        sa.select(_id)
        .where(in_session, _type == UserUttered.type_name)
        .order_by(_id.desc())
        .offset(TURNS - 1)
        .limit(1)
        .scalar_subquery()
    )
    # Rasa's policies read a message together with the wait for it.
    wait = sa.select(sa.func.max(_id)).where(
        in_session,
        _type == ActionExecuted.type_name,
        _name == ACTION_LISTEN_NAME,
        _id < user,
    )
    reaching_back = sa.exists().where(in_session, _type.not_in(_PLAIN))
    return sa.select(
        start.label("start"),
        sa.func.coalesce(wait.scalar_subquery(), user).label("first"),
        reaching_back.label("reaches_back"),
    )


def _events_from() -> Any:
    """Return the query for the session's start, the slots before the last turns, and the turns."""
    start, first = sa.bindparam("start"), sa.bindparam("first")
    last_slots = (
        sa.select(sa.func.max(_id))
        .where(_of_visitor, _id >= start, _type == SlotSet.type_name, _id < first)
        .group_by(_name)
    )
    wanted = sa.or_(_id >= first, _id == start, _id.in_(last_slots))
    return sa.select(_events.c.data).where(_of_visitor, wanted).order_by(_id)


_BEGINNING = _where_to_begin()
_EVENTS = _events_from()
_ANY = sa.select(sa.exists().where(_of_visitor))


def recent_events(connection: Connection, sender_id: str) -> list[str]:
    """Return the events to rebuild a conversation from, as stored, in order.

    Args:
        connection: To the database with Rasa's table ``events``.
        sender_id: The conversation.

    Returns:
        Since the last session started: its start, the last value of each slot, and all of the last
        ``TURNS`` turns, in JSON. The whole session if an event in it reaches back (an utterance
        taken back, a pause, a restart, a form). Empty if nothing is stored.
    """
    begin = connection.execute(_BEGINNING, {"visitor": sender_id}).one()
    whole = begin.reaches_back or begin.first is None
    first = begin.start if whole else begin.first
    rows = connection.execute(_EVENTS, {"visitor": sender_id, "start": begin.start, "first": first})
    return [str(data) for data in rows.scalars()]


def is_stored(connection: Connection, sender_id: str) -> bool:
    """Return whether anything is stored of a conversation.

    Args:
        connection: To the database with Rasa's table ``events``.
        sender_id: The conversation.
    """
    return bool(connection.execute(_ANY, {"visitor": sender_id}).scalar_one())
