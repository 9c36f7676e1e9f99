"""A gateway on a database of its own, before a Rasa that does as it is told."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from aiohttp.test_utils import TestClient, TestServer
from fake_rasa import FakeRasa
from visits import Visit

from bot.database import create_database_engine, migrate
from bot.settings import Settings
from bot.web.app import create_app

OpenGateway = Callable[..., Awaitable[TestClient]]

#: What the gateway waits for Rasa in these tests, in seconds.
PATIENCE = 0.4


@pytest_asyncio.fixture
async def rasa() -> AsyncIterator[FakeRasa]:
    fake = FakeRasa()
    await fake.start()
    yield fake
    await fake.stop()


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("empty") / "bot.sqlite3"
    engine = create_database_engine(f"sqlite:///{path}")
    migrate(engine)
    engine.dispose()
    return path


@pytest.fixture
def database_file(empty_database: Path, tmp_path: Path) -> str:
    return f"sqlite:///{shutil.copy(empty_database, tmp_path)}"


@pytest_asyncio.fixture
async def open_gateway(rasa: FakeRasa, database_file: str) -> AsyncIterator[OpenGateway]:
    clients: list[TestClient] = []

    async def open_one(*, patience: float = PATIENCE, **settings: Any) -> TestClient:
        values = {"database_url": database_file, "rasa_url": rasa.url, **settings}
        app = create_app(Settings(**values), patience=patience)
        clients.append(TestClient(TestServer(app)))
        await clients[-1].start_server()
        return clients[-1]

    yield open_one
    rasa.awake.set()  # a gateway waits for late answers before it stops
    for client in clients:
        await client.close()


@pytest_asyncio.fixture
async def client(open_gateway: OpenGateway) -> TestClient:
    return await open_gateway()


@pytest_asyncio.fixture
async def visit(client: TestClient) -> Visit:
    return await Visit(client).open()
