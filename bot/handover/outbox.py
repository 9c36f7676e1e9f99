"""The outbox: who sends which mail when. Several workers never send the same one at a time.

A worker leases one mail, sends it, and writes down what came of it. One that dies in between leaves
a lease that runs out; the mail is then sent again, perhaps a second time, with the same
``Message-ID``. Clocks of machines that share a database must agree within a few seconds.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import IntegrityError

from bot.database import transaction
from bot.errors import DatabaseError
from bot.handover.erasure import empty_requests
from bot.handover.records import in_utc
from bot.handover.states import (
    ACKNOWLEDGEMENT,
    CANCELLED,
    ERASURE,
    FAILED,
    GONE,
    NEW,
    REFUSED,
    REMINDER,
    REQUEST,
    SENT,
    WAITING,
)
from bot.handover.store import enqueue
from bot.handover.tables import contact_requests, deliveries


@dataclass(frozen=True)
class Delivery:
    """A mail that a worker has leased.

    Attributes:
        reference: The request it is about.
        kind: One of ``bot.handover.states.KINDS``.
        number: From 1; only reminders repeat.
        created_at: When it was written into the outbox.
        attempts: How often it was tried before.
        message_id: What every copy of it is recognised by.
        owner: Who leases it.
    """

    reference: str
    kind: str
    number: int
    created_at: datetime
    attempts: int
    message_id: str
    owner: str


def lease_next(
    engine: Engine, *, owner: str, now: datetime, lease: timedelta, domain: str
) -> Delivery | None:
    """Lease the mail that has waited longest, if one is due.

    Args:
        engine: A migrated database.
        owner: A name of the worker, different for each.
        now: The time.
        lease: How long the worker may be busy with it.
        domain: Right side of the ``Message-ID`` of a mail that has none yet.

    Raises:
        DatabaseError: The outbox cannot be read or written.
    """
    with transaction(engine) as connection:  # reading alone holds nobody up
        if connection.execute(_due(now)).first() is None:
            return None
    with transaction(engine, write=True) as connection:
        row = connection.execute(_due(now).with_for_update(skip_locked=True)).first()
        if row is None:
            return None
        message_id = row.message_id or _message_id(row, domain)
        connection.execute(
            _only(row.reference, row.kind, row.number).values(
                lease_owner=owner,
                leased_until=now + lease,
                attempts=row.attempts + 1,
                message_id=message_id,
            )
        )
        return Delivery(
            row.reference,
            row.kind,
            row.number,
            in_utc(row.created_at),
            row.attempts,
            message_id,
            owner,
        )


def message_id_of(engine: Engine, reference: str) -> str | None:
    """Return the ``Message-ID`` of a request's own mail, if it was ever tried.

    Raises:
        DatabaseError: The outbox cannot be read.
    """
    query = sa.select(deliveries.c.message_id).where(
        deliveries.c.reference == reference, deliveries.c.kind == REQUEST
    )
    with transaction(engine) as connection:
        found: str | None = connection.execute(query).scalar()
    return found


def mark_gone(engine: Engine, delivery: Delivery, now: datetime) -> None:
    """Write down that the server has taken a mail; a request is then sent.

    Raises:
        DatabaseError: It cannot be written: the mail will be sent a second time.
    """
    with transaction(engine, write=True) as connection:
        _lock(connection, delivery.reference)
        state = _state(connection, delivery)
        connection.execute(
            _only(delivery.reference, delivery.kind, delivery.number).values(
                state=GONE, sent_at=now, last_error=None, **_FREE
            )
        )
        if delivery.kind != REQUEST:
            return
        _set_status(connection, delivery.reference, SENT, now, among=(NEW, FAILED))
        if state == CANCELLED:  # erased while it was on its way
            enqueue(connection, delivery.reference, ERASURE, now)
        query = sa.select(contact_requests.c.erase_after_delivery)
        if connection.execute(query.where(_is(delivery.reference))).scalar():
            empty_requests(connection, [delivery.reference], now)


def mark_delayed(
    engine: Engine, delivery: Delivery, *, error: str, next_attempt_at: datetime
) -> None:
    """Write down that a mail is to be tried again.

    Raises:
        DatabaseError: It cannot be written: the mail is tried again when its lease runs out.
    """
    with transaction(engine, write=True) as connection:
        connection.execute(
            _held(delivery).values(last_error=error, next_attempt_at=next_attempt_at, **_FREE)
        )


def mark_refused(engine: Engine, delivery: Delivery, *, error: str, now: datetime) -> None:
    """Write down that a mail is never taken; a request has then failed, for staff to see.

    Raises:
        DatabaseError: It cannot be written: the mail is tried again when its lease runs out.
    """
    with transaction(engine, write=True) as connection:
        _lock(connection, delivery.reference)
        held = _held(delivery).values(state=REFUSED, last_error=error, **_FREE)
        if connection.execute(held).rowcount and delivery.kind == REQUEST:
            _set_status(connection, delivery.reference, FAILED, now, among=(NEW,))


def count_waiting(engine: Engine) -> int:
    """Return how many requests wait to be mailed to the service.

    Raises:
        DatabaseError: The outbox cannot be read.
    """
    query = sa.select(sa.func.count()).where(
        deliveries.c.kind == REQUEST, deliveries.c.state == WAITING
    )
    with transaction(engine) as connection:
        return int(connection.execute(query).scalar())


def write_reminders(engine: Engine, *, after: timedelta, now: datetime) -> int:
    """Write a reminder of each request that nobody took for so long since the last word about it.

    Returns:
        How many were written.

    Raises:
        DatabaseError: They cannot be written.
    """
    last = sa.func.max(deliveries.c.created_at)
    reminded = (
        sa.select(deliveries.c.reference, last.label("at"), sa.func.count().label("number"))
        .where(deliveries.c.kind == REMINDER)
        .group_by(deliveries.c.reference)
        .subquery()
    )
    query = (
        sa.select(contact_requests.c.reference, reminded.c.number)
        .select_from(contact_requests.outerjoin(reminded))
        .where(
            contact_requests.c.status == SENT,
            contact_requests.c.status_at <= now - after,
            sa.or_(reminded.c.at.is_(None), reminded.c.at <= now - after),
        )
    )
    with transaction(engine) as connection:
        untouched = connection.execute(query).all()
    return sum(_remind(engine, row.reference, (row.number or 0) + 1, now) for row in untouched)


def _remind(engine: Engine, reference: str, number: int, now: datetime) -> bool:
    try:
        with transaction(engine, write=True) as connection:
            enqueue(connection, reference, REMINDER, now, number=number)
    except DatabaseError as error:
        if isinstance(error.__cause__, IntegrityError):
            return False  # another worker has just written it
        raise
    return True


_FREE = {"lease_owner": None, "leased_until": None}


def _due(now: datetime) -> sa.sql.Select:
    request = deliveries.alias()
    # The visitor's copy says what became of the request: it waits until that is known.
    decided = sa.exists().where(
        request.c.reference == deliveries.c.reference,
        request.c.kind == REQUEST,
        request.c.state != WAITING,
    )
    return (
        sa.select(deliveries)
        .where(
            deliveries.c.state == WAITING,
            deliveries.c.next_attempt_at <= now,
            sa.or_(deliveries.c.leased_until.is_(None), deliveries.c.leased_until < now),
            sa.or_(deliveries.c.kind != ACKNOWLEDGEMENT, decided),
        )
        .order_by(deliveries.c.next_attempt_at, deliveries.c.reference)
        .limit(1)
    )


def _is(reference: str) -> sa.sql.ColumnElement:
    return contact_requests.c.reference == reference


def _only(reference: str, kind: str, number: int) -> sa.sql.Update:
    return deliveries.update().where(
        deliveries.c.reference == reference,
        deliveries.c.kind == kind,
        deliveries.c.number == number,
    )


def _held(delivery: Delivery) -> sa.sql.Update:
    return _only(delivery.reference, delivery.kind, delivery.number).where(
        deliveries.c.lease_owner == delivery.owner, deliveries.c.state == WAITING
    )


def _state(connection: Connection, delivery: Delivery) -> str | None:
    query = sa.select(deliveries.c.state).where(
        deliveries.c.reference == delivery.reference,
        deliveries.c.kind == delivery.kind,
        deliveries.c.number == delivery.number,
    )
    state: str | None = connection.execute(query).scalar()
    return state


def _lock(connection: Connection, reference: str) -> None:
    """Take the request before its mails, as erasures do: nobody waits for each other."""
    query = sa.select(contact_requests.c.reference).where(_is(reference))
    connection.execute(query.with_for_update())


def _set_status(
    connection: Connection, reference: str, status: str, now: datetime, *, among: tuple[str, ...]
) -> None:
    connection.execute(
        contact_requests.update()
        .where(_is(reference), contact_requests.c.status.in_(among))
        .values(status=status, status_at=now)
    )


def _message_id(row: sa.engine.Row, domain: str) -> str:
    return f"<{row.reference.lower()}.{row.kind}.{row.number}@{domain}>"
