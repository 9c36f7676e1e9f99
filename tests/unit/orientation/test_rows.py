"""Any catalogue survives its way through the tables, whatever the order of rows."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from catalogue_strategies import catalogues
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.engine import Engine

from bot.database import create_database_engine, migrate
from bot.orientation.rows import catalogue_of, rows_of
from bot.orientation.rules import Catalogue
from bot.orientation.store import hash_content, import_catalogue, load_catalogue


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    folder: Path = tmp_path_factory.mktemp("database")
    engine = create_database_engine(f"sqlite:///{folder}/bot.sqlite3")
    migrate(engine)
    yield engine
    engine.dispose()


@settings(max_examples=25)
@given(catalogues(), st.randoms(use_true_random=False))
def test_the_order_of_rows_is_not_the_order_of_entries(
    content: Catalogue, shuffler: random.Random
) -> None:
    content = replace(content, version=4)
    shuffled = {table: shuffler.sample(rows, len(rows)) for table, rows in rows_of(content).items()}
    assert catalogue_of(4, shuffled) == content


@settings(max_examples=15, deadline=None)
@given(content=catalogues())
def test_any_catalogue_comes_back_from_the_database(content: Catalogue, engine: Engine) -> None:
    version = import_catalogue(engine, content).version
    assert load_catalogue(engine, version) == replace(content, version=version)


@settings(max_examples=25)
@given(catalogues())
def test_the_hash_forgets_the_version_and_nothing_else(content: Catalogue) -> None:
    assert hash_content(content) == hash_content(replace(content, version=9))
    lost = replace(content, rules=content.rules[1:])
    assert hash_content(content) != hash_content(lost)
