"""The row of one conversation: found, and locked for as long as somebody's transaction lasts."""

from __future__ import annotations

import hmac

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from bot.web.conversation import hash_token
from bot.web.errors import UnknownConversation
from bot.web.tables import conversations

# Made once: to build a statement costs as much as to run it, and these run for every message.
_FIND = sa.select(conversations).where(conversations.c.id == sa.bindparam("conversation"))
_FIND_AND_LOCK = _FIND.with_for_update()

_NOBODY = hash_token("")


def find_conversation(connection: Connection, conversation: str, *, for_update: bool) -> Row | None:
    """Return the row of a conversation, or ``None``; nobody else changes it if ``for_update``."""
    query = _FIND_AND_LOCK if for_update else _FIND
    return connection.execute(query, {"conversation": conversation}).first()


def authorised_conversation(
    connection: Connection, conversation: str, token: str, *, for_update: bool = False
) -> Row:
    """Return the row of the conversation that a token opens; nobody else changes it if asked so.

    Raises:
        UnknownConversation: There is no such conversation with this token.
    """
    found = find_conversation(connection, conversation, for_update=for_update)
    # Compared even when there is nothing to compare with: both refusals take the same time.
    expected = found.token_hash if found is not None else _NOBODY
    if not hmac.compare_digest(hash_token(token), expected) or found is None:
        raise UnknownConversation("There is no such conversation with this token")
    return found
