"""Requests to the ESS service in the database: committed before the visitor is told so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timezone

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.exc import IntegrityError

from bot.database import transaction
from bot.errors import DatabaseError
from bot.handover.reference import new_reference
from bot.handover.tables import contact_requests

#: A request that nobody has done anything with yet.
NEW = "nouvelle"

_ATTEMPTS = 5


@dataclass(frozen=True)
class ContactRequest:
    """What somebody asks the ESS service, checked.

    Attributes:
        client_id: The UUID that makes a retry harmless.
        message: Their words.
        email: Where to write to, or ``None``; one of this and the next at least.
        telephone: Where to call, in international form, or ``None``.
        nom: Their name, if they gave it.
        conversation: The conversation to attach, if they own one and want it.
    """

    client_id: str
    message: str
    email: str | None = None
    telephone: str | None = None
    nom: str | None = None
    conversation: str | None = None


def leave_request(engine: Engine, request: ContactRequest) -> tuple[str, bool]:
    """Commit a request.

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


def _reference(engine: Engine, client_id: str) -> str | None:
    query = sa.select(contact_requests.c.reference).where(contact_requests.c.client_id == client_id)
    with transaction(engine) as connection:
        found = connection.execute(query).scalar()
    return None if found is None else str(found)


def _insert(engine: Engine, request: ContactRequest) -> str:
    reference = new_reference()
    with transaction(engine, write=True) as connection:
        connection.execute(
            contact_requests.insert().values(
                reference=reference,
                client_id=request.client_id,
                created_at=datetime.now(timezone.utc),
                status=NEW,
                message=request.message,
                email=request.email,
                telephone=request.telephone,
                nom=request.nom,
                conversation=request.conversation,
            )
        )
    return reference
