"""Erasing personal data: on demand, with the conversation, or by age. The figures stay."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from bot.database import transaction
from bot.handover.errors import UnknownRequest
from bot.handover.reference import normalised
from bot.handover.states import CANCELLED, CLOSED, ERASURE, FAILED, GONE, NEW, REQUEST, WAITING
from bot.handover.store import enqueue
from bot.handover.tables import contact_requests, deliveries

#: What an erased request holds instead.
_NOTHING = {
    "message": "",
    "email": None,
    "telephone": None,
    "nom": None,
    "conversation": None,
    "orientation": None,
    "not_understood": "[]",
    "transcript": "[]",
}


def erase_request(engine: Engine, reference: str, now: datetime) -> bool:
    """Erase a request because somebody wants it gone; the service is told if it was mailed.

    Returns:
        Whether there was something to erase: doing it twice changes nothing.

    Raises:
        UnknownRequest: There is none with this reference.
        DatabaseError: It cannot be erased; nothing is then.
    """
    reference = normalised(reference)
    with transaction(engine, write=True) as connection:
        query = sa.select(contact_requests).where(contact_requests.c.reference == reference)
        found = connection.execute(query.with_for_update()).first()
        if found is None:
            raise UnknownRequest(f"Aucune demande n’a la référence {reference}.")
        if found.status == CLOSED and found.erased_at is not None:
            return False
        empty_requests(connection, [reference], now)
        connection.execute(
            contact_requests.update()
            .where(contact_requests.c.reference == reference)
            .values(status=CLOSED, status_at=now)
        )
        if reference in _mailed(connection, [reference]):
            enqueue(connection, reference, ERASURE, now)
    return True


def erase_with_conversation(connection: Connection, conversation: str, now: datetime) -> None:
    """Erase the requests of a conversation that is being deleted, in the same transaction.

    One that was not mailed yet is erased as soon as it is: it was left on purpose, and nothing is
    lost. The service keeps what it was mailed, and answers it.
    """
    query = sa.select(contact_requests.c.reference, contact_requests.c.status).where(
        contact_requests.c.conversation == conversation, contact_requests.c.erased_at.is_(None)
    )
    linked = {row.reference: row.status for row in connection.execute(query)}
    mailed = _mailed(connection, list(linked))
    seen = {name for name, status in linked.items() if name in mailed or status == CLOSED}
    empty_requests(connection, sorted(seen), now)
    connection.execute(
        contact_requests.update()
        .where(contact_requests.c.reference.in_(sorted(set(linked) - seen)))
        .values(erase_after_delivery=True, conversation=None)
    )


def anonymise_before(
    engine: Engine, moment: datetime, now: datetime, *, most: int
) -> tuple[int, int]:
    """Erase the requests left before a moment, some at a time.

    Returns:
        How many were erased, and how many of them had never been mailed.

    Raises:
        DatabaseError: They cannot be erased; none is then.
    """
    query = (
        sa.select(contact_requests.c.reference)
        .where(contact_requests.c.created_at < moment, contact_requests.c.erased_at.is_(None))
        .limit(most)
    )
    with transaction(engine, write=True) as connection:
        old = [row.reference for row in connection.execute(query)]
        lost = sorted(set(old) - _mailed(connection, old))
        empty_requests(connection, old, now)
        connection.execute(
            contact_requests.update()
            .where(contact_requests.c.reference.in_(lost), contact_requests.c.status == NEW)
            .values(status=FAILED, status_at=now)
        )
    return len(old), len(lost)


def empty_requests(connection: Connection, references: Sequence[str], now: datetime) -> None:
    """Empty the personal columns of requests and cancel their mails, in somebody's transaction."""
    connection.execute(
        contact_requests.update()
        .where(contact_requests.c.reference.in_(references))
        .values(erased_at=now, erase_after_delivery=False, **_NOTHING)
    )
    connection.execute(
        deliveries.update()
        .where(deliveries.c.reference.in_(references), deliveries.c.state == WAITING)
        .values(state=CANCELLED)
    )


def _mailed(connection: Connection, references: Sequence[str]) -> set[str]:
    query = sa.select(deliveries.c.reference).where(
        deliveries.c.reference.in_(references),
        deliveries.c.kind == REQUEST,
        deliveries.c.state == GONE,
    )
    return {row.reference for row in connection.execute(query)}
