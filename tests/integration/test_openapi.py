"""The description of the API is true: called in every way it allows, and in many it does not."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from aiohttp import web
from aiohttp.test_utils import TestServer
from hypothesis import HealthCheck, settings

from bot.database import create_database_engine, migrate
from bot.settings import Settings
from bot.web.app import create_app


async def _greet(_request: web.Request) -> web.Response:
    return web.json_response([{"text": "Bonjour !"}])


@pytest.fixture(scope="module")
def gateway_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A gateway in a thread of its own, before a Rasa that always says the same."""
    database = f"sqlite:///{tmp_path_factory.mktemp('openapi')}/bot.sqlite3"
    engine = create_database_engine(database)
    migrate(engine)
    engine.dispose()
    started, urls = threading.Event(), []
    loop, stop = asyncio.new_event_loop(), asyncio.Event()

    async def run() -> None:
        rasa_app = web.Application()
        rasa_app.router.add_post("/webhooks/rest/webhook", _greet)
        for path in ("/webhooks/rest/", "/webhooks/rest/modele", "/health"):
            rasa_app.router.add_get(path, _greet)
        async with TestServer(rasa_app) as rasa:
            rates = dict.fromkeys(
                ("rate_address", "rate_conversation", "rate_contact"), "100000/second"
            )
            url = str(rasa.make_url("")).rstrip("/")
            values: dict[str, Any] = {**rates, "rasa_url": url, "actions_url": url}
            app = create_app(Settings(database_url=database, **values))
            async with TestServer(app) as gateway:
                urls.append(str(gateway.make_url("")).rstrip("/"))
                started.set()
                await stop.wait()

    thread = threading.Thread(target=loop.run_until_complete, args=(run(),))
    thread.start()
    assert started.wait(20)
    yield urls[0]
    loop.call_soon_threadsafe(stop.set)
    thread.join()
    loop.close()


@pytest.fixture(scope="module")
def described(gateway_url: str) -> Any:
    return schemathesis.openapi.from_url(f"{gateway_url}/openapi.json")


api = schemathesis.pytest.from_fixture("described")


@api.parametrize()
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_answer_is_as_described(case: schemathesis.Case) -> None:
    answer = case.call()
    case.validate_response(answer, excluded_checks=[schemathesis.checks.positive_data_acceptance])


def test_the_description_itself_is_read_whole(described: Any) -> None:
    assert sum(1 for _ in described.get_all_operations()) == 8
