"""The messages of one conversation, as rows: read and written inside somebody's transaction."""

from __future__ import annotations

import json
import uuid
from collections.abc import Collection, Iterable
from datetime import datetime, timezone
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.handover.masking import mask
from bot.handover.privacy import without_entrusted
from bot.web.conversation import Author, Choice, Message, Offer, Pending, Reply, unguessable
from bot.web.tables import choices, messages


def read_offers(connection: Connection, conversation: str, turn: int) -> tuple[Offer, ...]:
    """Return what a turn offered, in order."""
    rows = connection.execute(
        sa.select(choices)
        .where(choices.c.conversation == conversation, choices.c.turn == turn)
        .order_by(choices.c.position, choices.c.rang)
    )
    return tuple(Offer(row.label, row.payload) for row in rows)


def next_position(connection: Connection, conversation: str) -> int:
    """Return the position of the next message of a conversation, from 0."""
    last = connection.execute(
        sa.select(sa.func.max(messages.c.position)).where(messages.c.conversation == conversation)
    ).scalar()
    return 0 if last is None else int(last) + 1


def store_reply(
    connection: Connection,
    pending: Pending,
    reply: Reply,
    position: int,
    now: datetime,
    *,
    keep: Collection[str],
) -> Message:
    """Store one message of the assistant with its choices, and return it as it was said.

    What it repeats of the visitor's address or number is masked in the database, what they
    entrusted to it for the service is left out; the contacts to ``keep`` are public.
    """
    name = str(uuid.uuid4())
    connection.execute(
        messages.insert().values(
            conversation=pending.conversation,
            position=position,
            id=name,
            turn=pending.turn,
            author="bot",
            text=mask(without_entrusted(reply.text), keep=keep),
            orientation=None if reply.orientation is None else json.dumps(reply.orientation),
            at=now,
        )
    )
    offered: list[dict[str, Any]] = [
        {
            "id": unguessable(),
            "conversation": pending.conversation,
            "position": position,
            "rang": rank,
            "turn": pending.turn,
            "label": offer.label,
            "payload": offer.payload,
        }
        for rank, offer in enumerate(reply.offers)
    ]
    if offered:
        connection.execute(choices.insert(), offered)
    shown = tuple(Choice(row["id"], row["label"]) for row in offered)
    return Message(name, "bot", reply.text, shown, reply.orientation, now)


def read_messages(
    connection: Connection,
    conversation: str,
    *,
    turn: int | None = None,
    author: Author | None = None,
) -> tuple[Message, ...]:
    """Return messages in order: all, or those of one turn or one author."""
    query = sa.select(messages).where(messages.c.conversation == conversation)
    if turn is not None:
        query = query.where(messages.c.turn == turn)
    if author is not None:
        query = query.where(messages.c.author == author)
    rows = connection.execute(query.order_by(messages.c.position)).all()
    offered = _choices_by_position(connection, conversation, [row.position for row in rows])
    return tuple(
        Message(
            row.id,
            row.author,
            row.text,
            tuple(offered.get(row.position, ())),
            json.loads(row.orientation) if row.orientation else None,
            in_utc(row.at),
        )
        for row in rows
    )


def _choices_by_position(
    connection: Connection, conversation: str, positions: Iterable[int]
) -> dict[int, list[Choice]]:
    wanted = list(positions)
    offered: dict[int, list[Choice]] = {}
    if not wanted:
        return offered
    query = (
        sa.select(choices)
        .where(choices.c.conversation == conversation, choices.c.position >= wanted[0])
        .order_by(choices.c.position, choices.c.rang)
    )
    for row in connection.execute(query):
        offered.setdefault(row.position, []).append(Choice(row.id, row.label))
    return offered


def in_utc(moment: datetime) -> datetime:
    """Return a moment read from the database as one in UTC."""
    if moment.tzinfo is None:  # SQLite forgets the time zone
        return moment.replace(tzinfo=timezone.utc)
    return moment.astimezone(timezone.utc)
