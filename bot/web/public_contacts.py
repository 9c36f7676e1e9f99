"""The addresses and numbers that everybody may read: those of the doors."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.database import transaction
from bot.orientation.tables import organisations
from bot.settings import Settings


def read_public_contacts(engine: Engine, settings: Settings) -> frozenset[str]:
    """Return the contacts of every version of the catalogue, and those of the settings.

    Raises:
        DatabaseError: The database cannot be read.
    """
    query = sa.select(organisations.c.email, organisations.c.telephone).distinct()
    with transaction(engine) as connection:
        found = {contact for row in connection.execute(query) for contact in row if contact}
    return frozenset(found | {settings.ess_email, settings.ess_phone})
