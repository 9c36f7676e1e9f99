"""Locks that keep the messages of one conversation in order, where ``BOT_REDIS_URL`` says."""

from __future__ import annotations

import redis
from rasa.core.lock_store import (
    DEFAULT_SOCKET_TIMEOUT_IN_SECONDS,
    InMemoryLockStore,
    LockStore,
    RedisLockStore,
)
from rasa.utils.endpoints import EndpointConfig

from bot.settings import load_settings

_KEY_PREFIX = "orientation:lock:"


class ConfiguredLockStore(LockStore):
    """Gives Rasa's own lock store: in memory, or in Redis when several workers share it."""

    def __new__(cls, endpoint_config: EndpointConfig | None = None) -> LockStore:
        """Return the store that the settings ask for."""
        url = load_settings().redis_url
        return InMemoryLockStore() if url is None else UrlRedisLockStore(url)


class UrlRedisLockStore(RedisLockStore):
    """Rasa's Redis lock store, reached by a URL, which Rasa's own settings cannot say."""

    def __init__(self, url: str) -> None:
        self.red = redis.StrictRedis.from_url(url, socket_timeout=DEFAULT_SOCKET_TIMEOUT_IN_SECONDS)
        self.key_prefix = _KEY_PREFIX
        LockStore.__init__(self)
