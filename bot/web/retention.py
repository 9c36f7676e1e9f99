"""Deletes what is older than it may be kept: personal data of requests, drafts, conversations."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from bot.database import transaction
from bot.handover.drafts import discard_old_drafts
from bot.handover.erasure import anonymise_before
from bot.web.tables import conversations

#: How long a request that nobody finishes writing is kept.
_DRAFT_LIFE = timedelta(days=2)

#: Rows of one transaction: visitors who write meanwhile do not wait for long.
_AT_ONCE = 200

#: Rasa's own table; it is there once Rasa has started on this database.
_events = sa.table("events", sa.column("sender_id"), sa.column("timestamp"))


@dataclass(frozen=True)
class Deleted:
    """What was deleted.

    Attributes:
        requests: Requests whose personal data is gone; their figures stay.
        never_mailed: Those of them that the service never received.
        conversations: Conversations of visitors.
        trackers: Conversations that only Rasa knew, as those of staff in the terminal.
        drafts: Requests that somebody began to write in the chat and never sent.
    """

    requests: int
    never_mailed: int
    conversations: int
    trackers: int
    drafts: int

    def counts(self) -> dict[str, int]:
        """Return the numbers by name."""
        return asdict(self)


def delete_old(engine: Engine, *, days: int, now: datetime) -> Deleted:
    """Delete what has not been touched for so many days, and drafts of requests after two.

    Doing it twice changes nothing.

    Raises:
        DatabaseError: It cannot be deleted; what was deleted before stays deleted.
    """
    before = now - timedelta(days=days)
    requests = never_mailed = 0
    while True:
        erased, lost = anonymise_before(engine, before, now, most=_AT_ONCE)
        requests, never_mailed = requests + erased, never_mailed + lost
        if erased < _AT_ONCE:
            break
    return Deleted(
        requests,
        never_mailed,
        _repeat(engine, before, _delete_conversations),
        _repeat(engine, before, _delete_trackers),
        discard_old_drafts(engine, now - _DRAFT_LIFE),
    )


def _repeat(
    engine: Engine, before: datetime, delete_some: Callable[[Connection, datetime], int]
) -> int:
    total = 0
    while True:
        with transaction(engine, write=True) as connection:
            if engine.dialect.name == "postgresql":
                connection.execute(sa.text("SET LOCAL statement_timeout = '60s'"))
            done = delete_some(connection, before)
        total += done
        if done < _AT_ONCE:
            return total


def _delete_conversations(connection: Connection, before: datetime) -> int:
    old = connection.execute(
        sa.select(conversations.c.id, conversations.c.sender)
        .where(conversations.c.last_seen_at < before)
        .limit(_AT_ONCE)
    ).all()
    connection.execute(
        conversations.delete().where(conversations.c.id.in_([row.id for row in old]))
    )
    _delete_events(connection, [row.sender for row in old])
    return len(old)


def _delete_trackers(connection: Connection, before: datetime) -> int:
    if not sa.inspect(connection).has_table(_events.name):
        return 0
    # A conversation that goes on keeps its first events: Rasa needs them to go on.
    old = connection.execute(
        sa.select(_events.c.sender_id)
        .group_by(_events.c.sender_id)
        .having(sa.func.max(_events.c.timestamp) < before.timestamp())
        .limit(_AT_ONCE)
    ).scalars()
    senders = list(old)
    _delete_events(connection, senders)
    return len(senders)


def _delete_events(connection: Connection, senders: list[str]) -> None:
    if sa.inspect(connection).has_table(_events.name):
        connection.execute(_events.delete().where(_events.c.sender_id.in_(senders)))
