"""The current version of the rules, read again only when it changed."""

from __future__ import annotations

import asyncio
from functools import lru_cache

from sqlalchemy.engine import Engine

from bot.database import create_database_engine
from bot.orientation.errors import CatalogueEmpty
from bot.orientation.rules import Catalogue
from bot.orientation.store import current_version, load_catalogue
from bot.settings import load_settings

#: Longest a visitor waits for the database, in seconds.
PATIENCE = 3.0


async def current_catalogue() -> Catalogue:
    """Return the current catalogue.

    Raises:
        DatabaseError: If the database cannot be read.
        CatalogueEmpty: If nothing was imported yet.
        asyncio.TimeoutError: If the database takes longer than ``PATIENCE``.
    """
    return await asyncio.wait_for(asyncio.to_thread(_read), PATIENCE)


def database_engine() -> Engine:
    """Return the engine of the one database, made once."""
    return _engine(load_settings().database_url)


def _read() -> Catalogue:
    engine = database_engine()
    version = current_version(engine)
    if version is None:
        raise CatalogueEmpty("The catalogue is empty: run `bot catalogue import`.")
    return _catalogue(engine, version)


@lru_cache(maxsize=1)
def _engine(url: str) -> Engine:
    return create_database_engine(url)


@lru_cache(maxsize=2)
def _catalogue(engine: Engine, version: int) -> Catalogue:
    return load_catalogue(engine, version)
