"""The visitor's link to erase a request: whoever has the link may, and nobody else."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.exc import IntegrityError

from bot.database import transaction
from bot.errors import DatabaseError
from bot.handover.tables import signing_keys
from bot.settings import Settings

_NAME = "effacement"
_KEY_BYTES = 32

#: Bytes of the token that are kept: 128 bits cannot be guessed, and a link stays on one line.
_TOKEN_BYTES = 16


def signing_key(engine: Engine, settings: Settings) -> bytes:
    """Return ``BOT_SECRET_KEY``, or a key made once and kept in the database.

    Raises:
        DatabaseError: It cannot be read or made.
    """
    if settings.secret_key is not None:
        return settings.secret_key.encode()
    query = sa.select(signing_keys.c.value).where(signing_keys.c.name == _NAME)
    with transaction(engine) as connection:
        found = connection.execute(query).scalar()
    if found is None:
        try:
            with transaction(engine, write=True) as connection:
                new = {"name": _NAME, "value": secrets.token_hex(_KEY_BYTES)}
                connection.execute(signing_keys.insert().values(**new))
        except DatabaseError as error:
            if not isinstance(error.__cause__, IntegrityError):
                raise  # otherwise another process has just made it
        with transaction(engine) as connection:
            found = connection.execute(query).scalar()
    return str(found).encode()


def erasure_token(key: bytes, reference: str) -> str:
    """Return the token of a request: an HMAC-SHA256 of its reference, cut to 128 bits."""
    digest = hmac.new(key, f"{_NAME}:{reference}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest[:_TOKEN_BYTES]).decode().rstrip("=")


def erasure_link(address: str, key: bytes, reference: str) -> str:
    """Return the link to put in a mail.

    Args:
        address: Where visitors find the gateway, without a final slash.
        key: What ``signing_key`` gave.
        reference: Of the request.
    """
    return f"{address}/demandes/{reference}/{erasure_token(key, reference)}"


def is_erasure_token(key: bytes, reference: str, token: str) -> bool:
    """Tell whether a token is the request's own, in constant time."""
    return hmac.compare_digest(
        erasure_token(key, reference).encode(), token.encode("utf-8", "replace")
    )
