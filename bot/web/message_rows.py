"""The messages of one conversation, as rows: read and written inside somebody's transaction."""

from __future__ import annotations

import json
import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timezone
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.handover.masking import mask
from bot.handover.privacy import without_entrusted
from bot.web.conversation import Author, Choice, Message, Offer, Pending, Reply, unguessable
from bot.web.tables import UNTOLD, choices, messages

# Made once: to build a statement costs as much as to run it, and these run for every message.
_OF_CONVERSATION = messages.c.conversation == sa.bindparam("conversation")
_PLACE = sa.select(
    sa.select(sa.func.max(messages.c.position)).where(_OF_CONVERSATION).scalar_subquery(),
    sa.exists().where(_OF_CONVERSATION, messages.c.turn == UNTOLD),
)
_STORE_MESSAGES = messages.insert()
_STORE_CHOICES = choices.insert()
_OFFERED = (
    sa.select(choices)
    .where(
        choices.c.conversation == sa.bindparam("conversation"),
        choices.c.turn == sa.bindparam("turn"),
    )
    .order_by(choices.c.position, choices.c.rang)
)


def read_offers(connection: Connection, conversation: str, turn: int) -> dict[str, Offer]:
    """Return what a turn offered, by identifier, in order."""
    rows = connection.execute(_OFFERED, {"conversation": conversation, "turn": turn})
    return {row.id: Offer(row.label, row.payload) for row in rows}


def next_place(connection: Connection, conversation: str) -> tuple[int, bool]:
    """Return the position of the next message, from 0, and whether late ones wait to be told."""
    last, late = connection.execute(_PLACE, {"conversation": conversation}).one()
    return 0 if last is None else int(last) + 1, bool(late)


def store_replies(
    connection: Connection,
    pending: Pending,
    replies: Sequence[Reply],
    now: datetime,
    *,
    first: int,
    keep: Collection[str],
) -> tuple[Message, ...]:
    """Store the messages of an answer with their choices, and return them as they were said.

    They are stored from the position ``first`` on.

    What they repeat of the visitor's address or number is masked in the database, what they
    entrusted to it for the service is left out; the contacts to ``keep`` are public.
    """
    stored, offered, shown = [], [], []
    for position, reply in enumerate(replies, first):
        kept = mask(without_entrusted(reply.text), keep=keep)
        row = _message_row(pending, replace(reply, text=kept), position, now)
        offers = _choice_rows(pending, reply, position)
        stored.append(row)
        offered.extend(offers)
        given = tuple(Choice(offer["id"], offer["label"]) for offer in offers)
        shown.append(Message(row["id"], "bot", reply.text, given, reply.orientation, now))
    connection.execute(_STORE_MESSAGES, stored)
    if offered:
        connection.execute(_STORE_CHOICES, offered)
    return tuple(shown)


def _message_row(pending: Pending, reply: Reply, position: int, now: datetime) -> dict[str, Any]:
    return {
        "conversation": pending.conversation,
        "position": position,
        "id": str(uuid.uuid4()),
        "turn": pending.turn,
        "author": "bot",
        "text": reply.text,
        "orientation": None if reply.orientation is None else json.dumps(reply.orientation),
        "at": now,
    }


def _choice_rows(pending: Pending, reply: Reply, position: int) -> list[dict[str, Any]]:
    return [
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
