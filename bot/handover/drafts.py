"""Requests that are being written in the dialogue: kept apart from the conversation, for a short
time, so that a name or an address never stands in what Rasa or the gateway remembers."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import datetime, timezone

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from bot.database import metadata, transaction
from bot.handover.reference import new_client_id

contact_drafts = sa.Table(
    "contact_drafts",
    metadata,
    # The name Rasa knows the conversation by: one draft a conversation.
    sa.Column("sender", sa.Text, primary_key=True),
    sa.Column("client_id", sa.Text, nullable=False),
    sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False, index=True),
    sa.Column("message", sa.Text),
    sa.Column("email", sa.Text),
    sa.Column("telephone", sa.Text),
    sa.Column("nom", sa.Text),
    sa.Column("attach", sa.Boolean),
    sa.Column("reference", sa.Text),
)


@dataclass(frozen=True)
class Draft:
    """A request to the ESS service, as far as it is written.

    Attributes:
        client_id: The UUID that makes a repeated confirmation harmless.
        message: What they want to say, or ``None`` as long as they have not.
        email: Where to write to, or ``None``.
        telephone: Where to call, in international form, or ``None``.
        nom: Their name, ``""`` when they prefer not to give it, ``None`` before they are asked.
        attach: Whether the conversation goes with it; ``None`` before they are asked.
        reference: What it was sent as; everything else is then gone.
    """

    client_id: str = field(default_factory=new_client_id)
    message: str | None = None
    email: str | None = None
    telephone: str | None = None
    nom: str | None = None
    attach: bool | None = None
    reference: str | None = None

    def sent_as(self, reference: str) -> Draft:
        """Return what is left of it once it is a request: a repeated "yes" finds the reference."""
        return Draft(self.client_id, reference=reference)


def read_draft(engine: Engine, sender: str) -> Draft | None:
    """Return the draft of a conversation, if it has one.

    Args:
        engine: A migrated database.
        sender: The name Rasa knows the conversation by.

    Raises:
        DatabaseError: It cannot be read.
    """
    query = sa.select(contact_drafts).where(contact_drafts.c.sender == sender)
    with transaction(engine) as connection:
        row = connection.execute(query).mappings().first()
    if row is None:
        return None
    return Draft(**{name: value for name, value in row.items() if name not in _OUTSIDE})


def keep_draft(engine: Engine, sender: str, draft: Draft) -> None:
    """Store the draft of a conversation in the place of what it had.

    Raises:
        DatabaseError: It cannot be stored.
    """
    with transaction(engine, write=True) as connection:
        discard_draft_in(connection, sender)
        connection.execute(
            contact_drafts.insert().values(
                sender=sender, updated_at=datetime.now(timezone.utc), **asdict(draft)
            )
        )


def discard_draft(engine: Engine, sender: str) -> None:
    """Forget the draft of a conversation, if it has one.

    Raises:
        DatabaseError: It cannot be deleted.
    """
    with transaction(engine, write=True) as connection:
        discard_draft_in(connection, sender)


def discard_draft_in(connection: Connection, sender: str) -> None:
    """Do the same inside somebody's transaction."""
    connection.execute(contact_drafts.delete().where(contact_drafts.c.sender == sender))


def discard_old_drafts(engine: Engine, before: datetime) -> int:
    """Forget the drafts that nobody went on with since a moment; return how many.

    Raises:
        DatabaseError: They cannot be deleted.
    """
    with transaction(engine, write=True) as connection:
        gone = connection.execute(
            contact_drafts.delete().where(contact_drafts.c.updated_at < before)
        )
    return int(gone.rowcount)


_OUTSIDE = ("sender", "updated_at")
