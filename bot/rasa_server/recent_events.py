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
from sqlalchemy.orm import Session

#: Turns read whole: more than any rule or memoized story looks back (``max_history`` is 2), and
#: than an action does (``actions/memory.py`` looks at the last message and the one before).
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


def recent_events(session: Session, sender_id: str) -> list[str]:
    """Return the events to rebuild a conversation from, as stored, in order.

    Args:
        session: Of the database with Rasa's table ``events``.
        sender_id: The conversation.

    Returns:
        Since the last session started: its start, the last value of each slot, and all of the last
        ``TURNS`` turns, in JSON. The whole session if an event in it reaches back (an utterance
        taken back, a pause, a restart, a form). Empty if nothing is stored.
    """
    of_visitor = _events.c.sender_id == sender_id
    start = sa.select(sa.func.max(_id)).where(of_visitor, _type == SessionStarted.type_name)
    session_start = session.execute(start).scalar() or 0
    in_session = sa.and_(of_visitor, _id >= session_start)
    first = _start_of_recent_turns(session, in_session)
    wanted = in_session
    if first is not None:
        last_slots = (
            sa.select(sa.func.max(_id))
            .where(in_session, _type == SlotSet.type_name, _id < first)
            .group_by(_name)
        )
        wanted = sa.and_(
            of_visitor, sa.or_(_id >= first, _id == session_start, _id.in_(last_slots))
        )
    rows = session.execute(sa.select(_events.c.data).where(wanted).order_by(_id))
    return [str(data) for data in rows.scalars()]


def _start_of_recent_turns(session: Session, in_session: Any) -> int | None:
    reaching_back = sa.select(_id).where(in_session, _type.not_in(_PLAIN)).limit(1)
    if session.execute(reaching_back).first() is not None:
        return None
    users = sa.select(_id).where(in_session, _type == UserUttered.type_name).order_by(_id.desc())
    user = session.execute(users.offset(TURNS - 1).limit(1)).scalar()
    if user is None:
        return None
    # Rasa's policies read a message together with the wait for it.
    waits = sa.select(sa.func.max(_id)).where(
        in_session,
        _type == ActionExecuted.type_name,
        _name == ACTION_LISTEN_NAME,
        _id < user,
    )
    first = session.execute(waits).scalar()
    return int(first if first is not None else user)
