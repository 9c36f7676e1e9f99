"""The one database every process shares: engines, transactions, migrations, clear errors.

SQLite and PostgreSQL behave alike here: foreign keys hold, every wait is bounded to a few seconds,
a transaction is all or nothing, and whatever goes wrong becomes one ``DatabaseError``.
"""

from __future__ import annotations

import io
import logging
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError, SQLAlchemyError

from bot.errors import DatabaseError, DatabaseUnavailable
from bot.settings import hide_password

CONNECT_TIMEOUT_SECONDS = 3
STATEMENT_TIMEOUT_MILLISECONDS = 5000
BUSY_TIMEOUT_MILLISECONDS = 5000

#: Every table of the library; the names of constraints are fixed so that migrations can drop them.
metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

_MIGRATIONS = Path(__file__).parent / "migrations"
_MIGRATION_LOCK = 4_270_025_390  # any number of our own: two migrations at once wait for each other

#: What SQLite does at the end of a transaction: hand it to the system, or wait for the disk.
_FAST, _SAFE = "NORMAL", "FULL"


def create_database_engine(url: str, *, keep_connections: bool = False) -> Engine:
    """Make an engine for the database, without connecting to it.

    Args:
        url: ``sqlite:///path`` (the parent folder is made) or ``postgresql://…``.
        keep_connections: Whether connections to SQLite stay open between transactions, as those
            to PostgreSQL do: for a process that makes many each second.

    Returns:
        An engine for 2.0-style use. SQLite: write-ahead log, foreign keys, waits of at most 5 s
        for a lock. PostgreSQL: 3 s to connect, 5 s for a statement, dead connections replaced.

    Raises:
        DatabaseUnavailable: If the folder of the SQLite file cannot be made.
    """
    parsed = sa.engine.make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return _sqlite_engine(parsed, keep_connections=keep_connections)
    return sa.create_engine(
        url,
        future=True,
        pool_pre_ping=True,
        pool_timeout=CONNECT_TIMEOUT_SECONDS,
        connect_args={
            "connect_timeout": CONNECT_TIMEOUT_SECONDS,
            "options": f"-c statement_timeout={STATEMENT_TIMEOUT_MILLISECONDS}",
        },
    )


@contextmanager
def transaction(
    engine: Engine, *, write: bool = False, durable: bool = False
) -> Iterator[Connection]:
    """Open a transaction: committed at the end of the block, rolled back on any exception.

    Args:
        engine: The database.
        write: Whether the block writes. SQLite then takes its write lock at once: a transaction
            that reads first and writes later would fail as soon as another process wrote between.
        durable: Whether the commit must outlive a power cut as well as a crash of the process.
            PostgreSQL always does so; SQLite then waits for the disk, some milliseconds.

    Yields:
        The connection of the transaction.

    Raises:
        DatabaseUnavailable: If the database cannot be opened, reached, or answer in time.
        DatabaseError: If it refuses a statement.
    """
    try:
        with engine.connect() as connection, connection.begin():
            if engine.dialect.name == "sqlite":
                _begin_sqlite(connection, write=write, durable=durable)
            yield connection
    except SQLAlchemyError as error:
        raise explain_database_error(error, engine) from error


def migrate(engine: Engine) -> None:
    """Bring the tables up to date; nothing happens when they are. Safe in several processes.

    Raises:
        DatabaseUnavailable: If the database cannot be opened, reached, or answer in time.
        DatabaseError: If the database was migrated by a newer version of the program.
    """
    _run_alembic(engine, "upgrade", "head")


def downgrade(engine: Engine, revision: str) -> None:
    """Take the tables back to an earlier revision (``base``: no table at all).

    Raises:
        DatabaseUnavailable: If the database cannot be opened, reached, or answer in time.
        DatabaseError: If there is no such revision.
    """
    _run_alembic(engine, "downgrade", revision)


def explain_database_error(error: SQLAlchemyError, engine: Engine) -> DatabaseError:
    """Put a failure of the database in one line: what happened, why, what to do next.

    Args:
        error: What SQLAlchemy raised.
        engine: The database it was raised for.

    Returns:
        The error to raise instead; its text holds no password.
    """
    where = hide_password(engine.url.render_as_string(hide_password=False))
    reason = _first_line(error)
    if engine.url.password:
        reason = reason.replace(engine.url.password, "***")
    missing = "no such table" in reason or "UndefinedTable" in type(_cause(error)).__name__
    if missing:
        return DatabaseUnavailable(
            f"The tables of {where} are missing ({reason}): run `bot catalogue import` to make them"
        )
    if "not a database" in reason or "malformed" in reason:
        return DatabaseUnavailable(
            f"{where} is not a readable SQLite database ({reason}): "
            "move the file away, or point BOT_DATABASE_URL elsewhere"
        )
    if "locked" in reason or "timeout" in reason:
        return DatabaseUnavailable(
            f"{where} is busy ({reason}): wait for the other program to finish, then try again"
        )
    unreachable = isinstance(error, (OperationalError, InterfaceError, sa.exc.TimeoutError))
    if unreachable or (isinstance(error, DBAPIError) and error.connection_invalidated):
        return DatabaseUnavailable(
            f"{where} cannot be opened ({reason}): "
            "check that it is there, that it may be read and written, and BOT_DATABASE_URL"
        )
    return DatabaseError(f"{where} refused what was asked ({reason})")


def _sqlite_engine(url: sa.engine.URL, *, keep_connections: bool) -> Engine:
    folder = Path(str(url.database)).parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DatabaseUnavailable(
            f"The folder {folder} of the database cannot be made ({error.strerror}): "
            "make it, or point BOT_DATABASE_URL elsewhere"
        ) from error
    # The last connection that closes writes the whole log back: 1 ms for each transaction.
    kept = {
        "poolclass": sa.pool.QueuePool,
        "pool_timeout": CONNECT_TIMEOUT_SECONDS,
        "connect_args": {"check_same_thread": False},
    }
    engine = sa.create_engine(url, future=True, **(kept if keep_connections else {}))
    event.listen(engine, "connect", _prepare_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    # The driver would begin transactions by itself, late, and never before CREATE TABLE:
    # it is told not to, and `transaction` begins them. An event of the engine could as well,
    # but SQLAlchemy then looks for listeners around every statement: a seventh of its time.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MILLISECONDS}")
    cursor.execute("PRAGMA foreign_keys = ON")
    _keep_write_ahead_log(cursor)
    cursor.execute(f"PRAGMA synchronous = {_FAST}")
    cursor.close()


def _keep_write_ahead_log(cursor: sqlite3.Cursor) -> None:
    # SQLite does not wait for its lock here: two processes that find a new file would collide.
    deadline = time.monotonic() + BUSY_TIMEOUT_MILLISECONDS / 1000
    while cursor.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        try:
            cursor.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise
            time.sleep(0.02)


def _begin_sqlite(connection: Connection, *, write: bool, durable: bool) -> None:
    wanted = _SAFE if durable else _FAST
    # Before the transaction: inside one it cannot be changed. The connection is used again.
    if connection.info.get("synchronous", _FAST) != wanted:
        connection.exec_driver_sql(f"PRAGMA synchronous = {wanted}")
        connection.info["synchronous"] = wanted
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


def _run_alembic(engine: Engine, direction: Literal["upgrade", "downgrade"], to: str) -> None:
    # Imported here: it takes as long as the rest of this module, and only migrations need it.
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config(stdout=io.StringIO())
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    logging.getLogger("alembic").setLevel(logging.WARNING)
    try:
        with transaction(engine, write=True) as connection:
            if engine.dialect.name == "postgresql":
                connection.execute(sa.text("SET LOCAL statement_timeout = '60s'"))
                connection.execute(
                    sa.text("SELECT pg_advisory_xact_lock(:number)"), {"number": _MIGRATION_LOCK}
                )
            config.attributes["connection"] = connection
            getattr(command, direction)(config, to)
    except CommandError as error:
        raise DatabaseError(
            f"The tables cannot be migrated ({error}): "
            "the database may come from a newer version of this program; update it"
        ) from error


def _cause(error: SQLAlchemyError) -> Any:
    return error.orig if isinstance(error, DBAPIError) else error


def _first_line(error: SQLAlchemyError) -> str:
    lines = str(_cause(error)).strip().splitlines()
    return lines[0] if lines else type(error).__name__
