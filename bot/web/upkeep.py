"""What the gateway does besides answering: mails what waits, deletes what is old, counts both."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timezone

import structlog
from sqlalchemy.engine import Engine

from bot.errors import DatabaseError
from bot.handover.mailer import Mailer
from bot.handover.outbox import count_waiting
from bot.settings import Settings
from bot.web.metrics import Metrics
from bot.web.retention import delete_old

logger = structlog.get_logger(__name__)

_COUNT_SECONDS = 15.0
_DAY_SECONDS = 24 * 3600.0

#: Seconds that a mail under way has to be finished when the gateway stops; it is sent again if not.
_GRACE = 4.0


class Upkeep:
    """The tasks beside the answers. Several gateways may do them at once.

    Args:
        engine: A migrated database.
        settings: Mail server and days.
        metrics: What is counted.
    """

    def __init__(self, engine: Engine, settings: Settings, metrics: Metrics) -> None:
        self._engine = engine
        self._settings = settings
        self._metrics = metrics
        self._stop = asyncio.Event()
        self._mailer: Mailer | None = None
        self._tasks: list[asyncio.Task[None]] = []

    def start(self) -> None:
        """Begin; called inside the event loop."""
        work = [self._every(_COUNT_SECONDS, self._count), self._every(_DAY_SECONDS, self._delete)]
        if self._settings.smtp_url is None:
            logger.info("outbox.waits", reason="BOT_SMTP_URL is not set")
        else:
            self._mailer = Mailer(self._engine, self._settings, observe=self._observe)
            work.append(self._mailer.run(self._stop))
        self._tasks = [asyncio.ensure_future(each) for each in work]

    def wake(self) -> None:
        """Mail now: a request was left."""
        if self._mailer is not None:
            self._mailer.wake()

    async def stop(self) -> None:
        """End; a mail under way has a few seconds."""
        self._stop.set()
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=_GRACE)
            for task in late:
                task.cancel()

    def _observe(self, kind: str, outcome: str) -> None:
        self._metrics.mails.labels(kind, outcome).inc()

    async def _count(self) -> None:
        self._metrics.waiting.set(await asyncio.to_thread(count_waiting, self._engine))

    async def _delete(self) -> None:
        days, now = self._settings.retention_days, datetime.now(timezone.utc)
        deleted = await asyncio.to_thread(delete_old, self._engine, days=days, now=now)
        logger.info("retention.done", **deleted.counts())
        if deleted.never_mailed:
            logger.error("retention.never_mailed", requests=deleted.never_mailed)

    async def _every(self, seconds: float, work: Callable[[], Awaitable[None]]) -> None:
        while not self._stop.is_set():
            try:
                await work()
            except DatabaseError as error:
                self._metrics.errors.labels("database").inc()
                logger.error("upkeep.failed", error=type(error).__name__)
            try:
                await asyncio.wait_for(self._stop.wait(), seconds)
            except asyncio.TimeoutError:
                continue
