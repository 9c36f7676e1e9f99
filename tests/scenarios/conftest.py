"""One real assistant for all the dialogues of a run."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from assistant_process import Assistant
from visitor import Visitor

from bot.settings import ROOT


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("scenarios") / "bot.sqlite3"


@pytest.fixture(scope="session")
def assistant(database: Path) -> Iterator[Assistant]:
    running = Assistant(ROOT, BOT_DATABASE_URL=f"sqlite:///{database}")
    try:
        running.wait_until_ready()
        yield running
    finally:
        running.kill_all()


@pytest.fixture
def visitor(assistant: Assistant) -> Visitor:
    return Visitor(assistant.rasa_url)


@pytest.fixture
def wait(database: Path) -> Callable[[Visitor, int], None]:
    """Let minutes pass for one visitor, by making what they said that much older."""

    def let_pass(visitor: Visitor, minutes: int) -> None:
        seconds = 60 * minutes
        with sqlite3.connect(database, timeout=10) as connection:
            aged = connection.execute(
                "UPDATE events SET timestamp = timestamp - :seconds, "
                "data = json_set(data, '$.timestamp', json_extract(data, '$.timestamp') - :seconds)"
                " WHERE sender_id = :sender",
                {"seconds": seconds, "sender": visitor.sender},
            )
        assert aged.rowcount > 0, "this visitor has said nothing yet"

    return let_pass
