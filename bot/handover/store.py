"""Requests to the ESS service in the database: committed before the visitor is told so."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timezone
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import IntegrityError

from bot.database import transaction
from bot.errors import DatabaseError
from bot.handover.masking import mask
from bot.handover.reference import new_reference
from bot.handover.states import ACKNOWLEDGEMENT, NEW, REQUEST, WAITING
from bot.handover.tables import contact_requests, deliveries
from bot.legible import legible, on_one_line

_ATTEMPTS = 5


@dataclass(frozen=True)
class Line:
    """One message of the conversation that is attached to a request.

    Attributes:
        who: Who said it.
        text: The words; addresses and numbers in them are masked when the request is stored.
    """

    who: Literal["visiteur", "assistant"]
    text: str


@dataclass(frozen=True)
class ContactRequest:
    """What somebody asks the ESS service, checked. Its texts are made legible when it is stored.

    Attributes:
        client_id: The UUID that makes a retry harmless.
        message: Their words.
        email: Where to write to, or ``None``; one of this and the next at least.
        telephone: Where to call, in international form, or ``None``.
        nom: Their name, if they gave it.
        conversation: The conversation to attach, if they own one and want it.
        orientation: The result they were given, as the contract's ``orientation``, if any.
        not_understood: What they said that the assistant did not understand, oldest first.
        transcript: The conversation, if they allowed it to be attached.
    """

    client_id: str
    message: str
    email: str | None = None
    telephone: str | None = None
    nom: str | None = None
    conversation: str | None = None
    orientation: Mapping[str, Any] | None = None
    not_understood: tuple[str, ...] = ()
    transcript: tuple[Line, ...] = ()


def leave_request(engine: Engine, request: ContactRequest) -> tuple[str, bool]:
    """Commit a request together with the mails it is to become.

    Returns:
        Its reference, and whether it is new: a retry gets the reference of the first call.

    Raises:
        DatabaseError: It cannot be stored; it is not then.
    """
    for _ in range(_ATTEMPTS):
        earlier = _reference(engine, request.client_id)
        if earlier is not None:
            return earlier, False
        try:
            return _insert(engine, request), True
        except DatabaseError as error:
            # Another call with this client_id, or the same reference drawn twice: look again.
            if not isinstance(error.__cause__, IntegrityError):
                raise
    raise DatabaseError("No reference could be found for a request to the ESS service")


def enqueue(
    connection: Connection, reference: str, kind: str, now: datetime, *, number: int = 1
) -> None:
    """Write a mail into the outbox, inside the transaction of what it is about."""
    connection.execute(
        deliveries.insert().values(
            reference=reference,
            kind=kind,
            number=number,
            state=WAITING,
            created_at=now,
            next_attempt_at=now,
        )
    )


def _reference(engine: Engine, client_id: str) -> str | None:
    query = sa.select(contact_requests.c.reference).where(contact_requests.c.client_id == client_id)
    with transaction(engine) as connection:
        found = connection.execute(query).scalar()
    return None if found is None else str(found)


def _insert(engine: Engine, request: ContactRequest) -> str:
    reference, now = new_reference(), datetime.now(timezone.utc)
    with transaction(engine, write=True, durable=True) as connection:
        connection.execute(
            contact_requests.insert().values(
                reference=reference,
                client_id=request.client_id,
                created_at=now,
                status=NEW,
                status_at=now,
                **_personal(request),
                **_figures(request.orientation or {}),
            )
        )
        enqueue(connection, reference, REQUEST, now)
        if request.email is not None:
            enqueue(connection, reference, ACKNOWLEDGEMENT, now)
    return reference


def _personal(request: ContactRequest) -> dict[str, Any]:
    """The columns that an erasure empties."""
    known = request.orientation
    lines = [asdict(Line(line.who, mask(legible(line.text)))) for line in request.transcript]
    return {
        "message": legible(request.message),
        "email": request.email,
        "telephone": request.telephone,
        "nom": None if request.nom is None else on_one_line(request.nom),
        "conversation": request.conversation,
        "orientation": None if known is None else json.dumps(known),
        "not_understood": json.dumps([mask(legible(text)) for text in request.not_understood]),
        "transcript": json.dumps(lines),
    }


def _figures(orientation: Mapping[str, Any]) -> dict[str, Any]:
    """The columns that are kept for good: what the request was about, without whose it was."""
    recommended: Sequence[Mapping[str, Any]] = orientation.get("recommandations") or ({},)
    return {
        "etape": orientation.get("etape"),
        "domaines": json.dumps(list(orientation.get("domaines") or ())),
        "territoire": orientation.get("territoire"),
        "porte": recommended[0].get("organisation"),
    }
