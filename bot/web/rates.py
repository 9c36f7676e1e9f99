"""How often somebody may ask. Counted in this process: each gateway counts for itself."""

from __future__ import annotations

import math
import time

from limits import parse
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import FixedWindowRateLimiter

from bot.web import problems
from bot.web.problems import Refused


class Rate:
    """A limit for each key.

    Args:
        rate: As ``30/minute``.
        name: Of the limit, so that two limits do not count together.
    """

    def __init__(self, rate: str, name: str) -> None:
        self._item = parse(rate)
        self._name = name
        # asyncio's storage: the other one forgets what is old in a thread, while it is read here.
        self._storage = MemoryStorage()  # kept: the limiter itself only borrows it
        self._limiter = FixedWindowRateLimiter(self._storage)

    async def count(self, key: str) -> None:
        """Count one call.

        Raises:
            Refused: It is one too many; the problem says when to come back.
        """
        if await self._limiter.hit(self._item, self._name, key):
            return
        reset, _ = await self._limiter.get_window_stats(self._item, self._name, key)
        raise Refused(problems.too_many(max(1, math.ceil(reset - time.time()))))
