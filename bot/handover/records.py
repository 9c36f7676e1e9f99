"""Requests as they are read back: for the mails and for the staff's screens."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine, Row

from bot.database import transaction
from bot.handover.errors import UnknownRequest
from bot.handover.reference import normalised
from bot.handover.states import REQUEST
from bot.handover.store import Line
from bot.handover.tables import contact_requests, deliveries


@dataclass(frozen=True)
class Record:
    """A request as it is in the database. Personal data is gone after an erasure.

    Attributes:
        reference: As ``ESS-4827-3613``.
        created_at: When it was left, in UTC.
        status: One of ``bot.handover.states.STATUSES``.
        status_at: Since when, in UTC.
        message: The visitor's words; empty after an erasure.
        email: Where to write to, or ``None``.
        telephone: Where to call, or ``None``.
        nom: Their name, or ``None``.
        orientation: The result they were given, or ``None``.
        not_understood: What the assistant did not understand.
        transcript: The conversation, if it was attached.
        etape: Code of the stage, kept after an erasure.
        domaines: Codes of the domains, kept after an erasure.
        territoire: Code of the place, kept after an erasure.
        porte: First organisation recommended, kept after an erasure.
        erased_at: When the personal data was erased, or ``None``.
        attempts: How often it was tried to mail it.
        last_error: Why it could not be mailed, if it could not.
    """

    reference: str
    created_at: datetime
    status: str
    status_at: datetime
    message: str
    email: str | None
    telephone: str | None
    nom: str | None
    orientation: Mapping[str, Any] | None
    not_understood: tuple[str, ...]
    transcript: tuple[Line, ...]
    etape: str | None
    domaines: tuple[str, ...]
    territoire: str | None
    porte: str | None
    erased_at: datetime | None
    attempts: int
    last_error: str | None


def read_request(engine: Engine, reference: str) -> Record:
    """Return one request.

    Args:
        engine: A migrated database.
        reference: As it was given; spaces, hyphens and ``ESS`` do not matter.

    Raises:
        UnknownRequest: There is none with this reference.
        DatabaseError: The database cannot be read.
    """
    found = _read(engine, contact_requests.c.reference == normalised(reference))
    if not found:
        raise UnknownRequest(f"Aucune demande n’a la référence {reference}.")
    return found[0]


def list_requests(engine: Engine, *, statuses: Sequence[str] = ()) -> tuple[Record, ...]:
    """Return the requests in these statuses (all by default), newest first.

    Raises:
        DatabaseError: The database cannot be read.
    """
    return _read(engine, contact_requests.c.status.in_(statuses) if statuses else sa.true())


def in_utc(moment: datetime) -> datetime:
    """Return a moment read from the database as one in UTC."""
    if moment.tzinfo is None:  # SQLite forgets the time zone
        return moment.replace(tzinfo=timezone.utc)
    return moment.astimezone(timezone.utc)


def _read(engine: Engine, condition: Any) -> tuple[Record, ...]:
    mailed = sa.and_(
        deliveries.c.reference == contact_requests.c.reference,
        deliveries.c.kind == REQUEST,
        deliveries.c.number == 1,
    )
    query = (
        sa.select(contact_requests, deliveries.c.attempts, deliveries.c.last_error)
        .select_from(contact_requests.outerjoin(deliveries, mailed))
        .where(condition)
        .order_by(contact_requests.c.created_at.desc(), contact_requests.c.reference)
    )
    with transaction(engine) as connection:
        return tuple(_record(row) for row in connection.execute(query))


def _record(row: Row) -> Record:
    return Record(
        reference=row.reference,
        created_at=in_utc(row.created_at),
        status=row.status,
        status_at=in_utc(row.status_at or row.created_at),
        message=row.message,
        email=row.email,
        telephone=row.telephone,
        nom=row.nom,
        orientation=json.loads(row.orientation) if row.orientation else None,
        not_understood=tuple(json.loads(row.not_understood)),
        transcript=tuple(Line(**line) for line in json.loads(row.transcript)),
        etape=row.etape,
        domaines=tuple(json.loads(row.domaines)),
        territoire=row.territoire,
        porte=row.porte,
        erased_at=None if row.erased_at is None else in_utc(row.erased_at),
        attempts=row.attempts or 0,
        last_error=row.last_error,
    )
