"""Catalogues in the database, on SQLite and on PostgreSQL."""

from __future__ import annotations

import datetime
import multiprocessing
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.database import create_database_engine, transaction
from bot.errors import DatabaseError, DatabaseUnavailable
from bot.orientation.errors import CatalogueEmpty, UnknownCode
from bot.orientation.reader import read_catalogue
from bot.orientation.rows import CONTENT_TABLES
from bot.orientation.rules import Catalogue
from bot.orientation.store import (
    current_version,
    import_catalogue,
    list_versions,
    load_catalogue,
)
from bot.orientation.tables import catalogue_versions
from bot.settings import ROOT


@pytest.fixture(scope="module")
def delivered() -> Catalogue:
    return read_catalogue(ROOT / "data" / "catalogue")


def renamed(content: Catalogue, name: str) -> Catalogue:
    """The same catalogue but for the name of every organisation."""
    organisations = tuple(replace(each, nom=name) for each in content.organisations)
    return replace(content, organisations=organisations)


def names(content: Catalogue) -> set[str]:
    return {each.nom for each in content.organisations}


def rows(engine: Engine) -> int:
    """How many rows all tables hold."""
    with transaction(engine) as connection:
        return sum(
            connection.execute(sa.select(sa.func.count()).select_from(table)).scalar()
            for table in (catalogue_versions, *CONTENT_TABLES)
        )


def test_what_is_imported_is_read_again(engine: Engine, delivered: Catalogue) -> None:
    result = import_catalogue(engine, delivered)
    assert (result.version, result.created) == (1, True)
    assert load_catalogue(engine) == replace(delivered, version=1)


def test_the_same_content_makes_no_new_version(engine: Engine, delivered: Catalogue) -> None:
    import_catalogue(engine, delivered)
    before = rows(engine)
    result = import_catalogue(engine, replace(delivered, version=9))
    assert (result.version, result.created) == (1, False)
    assert rows(engine) == before


def test_an_older_version_stays_readable(engine: Engine, delivered: Catalogue) -> None:
    import_catalogue(engine, delivered)
    import_catalogue(engine, renamed(delivered, "Autre"))
    assert current_version(engine) == 2
    assert names(load_catalogue(engine)) == {"Autre"}
    assert load_catalogue(engine, 1) == replace(delivered, version=1)


def test_coming_back_to_an_older_content_is_a_new_version(
    engine: Engine, delivered: Catalogue
) -> None:
    for content in (delivered, renamed(delivered, "Autre"), delivered):
        import_catalogue(engine, content)
    assert current_version(engine) == 3


def test_an_empty_database_has_no_version(engine: Engine) -> None:
    assert current_version(engine) is None
    with pytest.raises(CatalogueEmpty, match="bot catalogue import"):
        load_catalogue(engine)


@pytest.mark.parametrize("version", [0, 2, -1])
def test_a_version_that_does_not_exist_is_refused(
    version: int, engine: Engine, delivered: Catalogue
) -> None:
    import_catalogue(engine, delivered)
    with pytest.raises(UnknownCode, match="de 1 à 1"):
        load_catalogue(engine, version)


def test_a_database_without_tables_says_so(empty_engine: Engine, delivered: Catalogue) -> None:
    for action in (
        lambda: current_version(empty_engine),
        lambda: load_catalogue(empty_engine),
        lambda: import_catalogue(empty_engine, delivered),
    ):
        with pytest.raises(DatabaseUnavailable, match="are missing"):
            action()


def test_versions_are_listed_newest_first(engine: Engine, delivered: Catalogue) -> None:
    import_catalogue(engine, delivered, comment="la première")
    import_catalogue(engine, renamed(delivered, "Autre"))
    second, first = list_versions(engine)
    assert (first.number, first.comment, second.number, second.comment) == (1, "la première", 2, "")
    now = datetime.datetime.now(datetime.timezone.utc)
    assert datetime.timedelta(0) <= now - first.imported_at < datetime.timedelta(minutes=1)
    assert first.imported_at.utcoffset() == datetime.timedelta(0)


def test_a_refused_import_leaves_nothing_behind(engine: Engine, delivered: Catalogue) -> None:
    import_catalogue(engine, delivered)
    before = rows(engine)
    # The last table filled but two refers to a scheme that is not there.
    lost = replace(delivered.last_resort, dispositif="disparu")
    with pytest.raises(DatabaseError, match="refused"):
        import_catalogue(engine, replace(delivered, last_resort=lost))
    assert rows(engine) == before
    assert load_catalogue(engine) == replace(delivered, version=1)


def test_imports_at_once_are_each_whole(engine: Engine, delivered: Catalogue) -> None:
    together = Barrier(4)

    def work(number: int) -> int:
        together.wait()
        return import_catalogue(engine, renamed(delivered, f"Nom {number}")).version

    with ThreadPoolExecutor(4) as pool:
        versions = list(pool.map(work, range(4)))
    assert sorted(versions) == [1, 2, 3, 4]
    for number, version in enumerate(versions):
        assert names(load_catalogue(engine, version)) == {f"Nom {number}"}


def _import(work: tuple[str, str]) -> int:
    url, name = work
    content = read_catalogue(ROOT / "data" / "catalogue")
    return import_catalogue(create_database_engine(url), renamed(content, name)).version


def test_imports_of_two_processes_at_once_are_each_whole(engine: Engine, database_url: str) -> None:
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        versions = pool.map(_import, [(database_url, "Un"), (database_url, "Deux")], chunksize=1)
    assert sorted(versions) == [1, 2]
    assert [names(load_catalogue(engine, each)) for each in versions] == [{"Un"}, {"Deux"}]


def test_readers_never_see_half_an_import(engine: Engine, delivered: Catalogue) -> None:
    import_catalogue(engine, renamed(delivered, "Nom 0"))

    def read() -> int:
        seen = 0
        for _ in range(10):
            content = load_catalogue(engine)
            assert names(content) == {f"Nom {content.version - 1}"}
            assert len(content.rules) == len(delivered.rules)
            assert content.version >= seen
            seen = content.version
        return seen

    with ThreadPoolExecutor(3) as pool:
        readers = [pool.submit(read) for _ in range(2)]
        for number in range(1, 6):
            import_catalogue(engine, renamed(delivered, f"Nom {number}"))
        assert all(1 <= reader.result() <= 6 for reader in readers)


def test_a_writer_that_never_ends_is_not_waited_for_forever(
    engine: Engine, database_url: str, delivered: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.database.BUSY_TIMEOUT_MILLISECONDS", 200)
    monkeypatch.setattr("bot.database.STATEMENT_TIMEOUT_MILLISECONDS", 200)
    hurried = create_database_engine(database_url)
    with transaction(engine, write=True) as connection:
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql("LOCK TABLE catalogue_versions IN ACCESS EXCLUSIVE MODE")
        with pytest.raises(DatabaseUnavailable, match="is busy"):
            import_catalogue(hurried, delivered)
    hurried.dispose()
