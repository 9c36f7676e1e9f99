"""What staff do with requests: take, close, send again; and the figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine, Row

from bot.database import transaction
from bot.handover.erasure import empty_requests
from bot.handover.errors import RequestErased, UnknownRequest
from bot.handover.records import Record
from bot.handover.reference import normalised
from bot.handover.states import (
    CANCELLED,
    CLOSED,
    FAILED,
    NEW,
    REFUSED,
    REMINDER,
    REQUEST,
    TAKEN,
    WAITING,
)
from bot.handover.store import enqueue
from bot.handover.tables import contact_requests, deliveries
from bot.handover.wording import in_paris

#: What sending again comes to: the request itself once more, or a reminder of it.
Again = Literal["demande", "relance"]


def take_request(engine: Engine, reference: str, now: datetime) -> bool:
    """Say that somebody answers a request: no reminder goes out any more.

    Returns:
        Whether that changes anything.

    Raises:
        UnknownRequest: There is none with this reference.
        DatabaseError: It cannot be written.
    """
    with transaction(engine, write=True) as connection:
        found = _find(connection, reference)
        if found.status in (TAKEN, CLOSED):
            return False
        _set_status(connection, found.reference, TAKEN, now)
    return True


def close_request(engine: Engine, reference: str, now: datetime) -> bool:
    """Say that a request is answered.

    Returns:
        Whether that changes anything.

    Raises:
        UnknownRequest: There is none with this reference.
        DatabaseError: It cannot be written.
    """
    with transaction(engine, write=True) as connection:
        found = _find(connection, reference)
        if found.status == CLOSED:
            return False
        _set_status(connection, found.reference, CLOSED, now)
        if found.erase_after_delivery:  # its conversation was deleted before it could be mailed
            empty_requests(connection, [found.reference], now)
    return True


def send_again(engine: Engine, reference: str, now: datetime) -> Again:
    """Mail a request now if the service has not received it; otherwise remind the service of it.

    Returns:
        Which of the two.

    Raises:
        UnknownRequest: There is none with this reference.
        RequestErased: Its data is gone: there is nothing to send.
        DatabaseError: It cannot be written.
    """
    with transaction(engine, write=True) as connection:
        found = _find(connection, reference)
        if found.erased_at is not None:
            raise RequestErased(f"La demande {found.reference} est effacée : rien à envoyer.")
        waits = deliveries.update().where(
            deliveries.c.reference == found.reference,
            deliveries.c.kind == REQUEST,
            deliveries.c.state.in_((WAITING, REFUSED)),
        )
        if connection.execute(waits.values(state=WAITING, next_attempt_at=now)).rowcount:
            if found.status == FAILED:
                _set_status(connection, found.reference, NEW, now)
            return "demande"
        last = sa.select(sa.func.max(deliveries.c.number)).where(
            deliveries.c.reference == found.reference, deliveries.c.kind == REMINDER
        )
        number = connection.execute(last).scalar() or 0
        enqueue(connection, found.reference, REMINDER, now, number=number + 1)
    return "relance"


@dataclass(frozen=True)
class Figures:
    """How many requests, by what they have in common. Erased ones count like the others.

    Attributes:
        months: By month, as ``2026-11``, and status.
        doors: By code of the first organisation recommended; ``None`` if none was.
        domains: By code of the domain: a request with two counts in both; ``None`` if unknown.
    """

    months: Counter[tuple[str, str]]
    doors: Counter[str | None]
    domains: Counter[str | None]


def count_requests(records: Iterable[Record]) -> Figures:
    """Return the figures of some requests."""
    figures = Figures(Counter(), Counter(), Counter())
    for record in records:
        _, month, year = in_paris(record.created_at).split(" ")[0].split("/")
        figures.months[f"{year}-{month}", record.status] += 1
        figures.doors[record.porte] += 1
        figures.domains.update(record.domaines or (None,))
    return figures


def _find(connection: Connection, reference: str) -> Row:
    query = sa.select(contact_requests).where(contact_requests.c.reference == normalised(reference))
    found = connection.execute(query.with_for_update()).first()
    if found is None:
        raise UnknownRequest(f"Aucune demande n’a la référence {reference}.")
    return found


def _set_status(connection: Connection, reference: str, status: str, now: datetime) -> None:
    connection.execute(
        contact_requests.update()
        .where(contact_requests.c.reference == reference)
        .values(status=status, status_at=now)
    )
    connection.execute(
        deliveries.update()
        .where(
            deliveries.c.reference == reference,
            deliveries.c.kind == REMINDER,
            deliveries.c.state == WAITING,
        )
        .values(state=CANCELLED)
    )
