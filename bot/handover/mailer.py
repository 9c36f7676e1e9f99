"""The worker that empties the outbox: in the gateway, or alone as ``bot mailer``."""

from __future__ import annotations

import asyncio
import random
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from functools import partial
from typing import Any, TypeVar

import structlog
from sqlalchemy.engine import Engine

from bot.errors import DatabaseError
from bot.handover import outbox, smtp
from bot.handover.errors import MailDelayed, MailRefused, MailServerMissing
from bot.handover.links import erasure_link, signing_key
from bot.handover.mails import Correspondents, Mail, compose
from bot.handover.outbox import Delivery
from bot.handover.records import read_request
from bot.handover.states import ACKNOWLEDGEMENT, REQUEST
from bot.handover.wording import read_labels
from bot.settings import Settings

logger = structlog.get_logger(__name__)

_T = TypeVar("_T")

#: How a mail ended, for whoever counts: kind, and one of these.
Observe = Callable[[str, str], None]
SENT, DELAYED, REFUSED = "sent", "delayed", "refused"

#: Seconds between two looks at an empty outbox: other processes write into it too.
POLL_SECONDS = 2.0

#: How many times the first pause a pause may last at most.
_LONGEST_PAUSE = 120

#: A copy for the visitor that is later than this helps nobody.
_COPY_IN_TIME = timedelta(days=3)

_REMINDERS_EVERY = timedelta(hours=1)

#: How often, and how many seconds apart, it is tried to write down that a mail has gone.
_WRITE_AGAIN, _WRITE_PAUSE = 5, 0.5


@dataclass(frozen=True)
class Pace:
    """How long a mail that failed waits.

    Attributes:
        first: Seconds after the first failure; doubled by each further one.
        longest: Seconds at most.
    """

    first: float
    longest: float

    def pause(self, failures: int, chance: float) -> timedelta:
        """Return the pause after so many failures; ``chance`` in [0, 1) spreads it by a half."""
        seconds = min(self.longest, self.first * 2.0 ** min(failures - 1, 32))
        return timedelta(seconds=seconds * (0.75 + chance / 2))


class Mailer:
    """One worker.

    Args:
        engine: A migrated database.
        settings: Mail server, addresses, pauses.
        observe: Told what became of each attempt.

    Raises:
        MailServerMissing: ``BOT_SMTP_URL`` is not set.
    """

    def __init__(
        self, engine: Engine, settings: Settings, *, observe: Observe = lambda *_: None
    ) -> None:
        if settings.smtp_url is None:
            raise MailServerMissing(
                "BOT_SMTP_URL n’est pas définie : les demandes attendent dans la base. "
                "Donnez l’adresse du serveur de courrier, par exemple "
                "BOT_SMTP_URL=smtp://utilisateur:mot-de-passe@serveur:587"
            )
        self._engine = engine
        self._settings = settings
        self._observe = observe
        self._server = smtp.read_mail_server(settings.smtp_url)
        self._pace = Pace(settings.mail_retry_seconds, _LONGEST_PAUSE * settings.mail_retry_seconds)
        self._sender = settings.mail_from or settings.ess_email
        self._owner = secrets.token_hex(8)
        self._reminded_at: datetime | None = None
        self._awake = asyncio.Event()

    def wake(self) -> None:
        """Look at the outbox now: something was written into it."""
        self._awake.set()

    async def run(self, stop: asyncio.Event) -> None:
        """Send what is due until told to stop; the mail under way is finished first."""
        while not stop.is_set():
            try:
                await self._remind()
                busy = await self.send_next()
            except DatabaseError as error:
                logger.error("outbox.failed", error=type(error).__name__)
                busy = False
            except Exception as error:  # the worker outlives whatever one mail does to it
                logger.error("mailer.failed", error=type(error).__name__)
                busy = False
            if not busy:
                await self._rest(stop)

    async def send_next(self) -> bool:
        """Send one mail that is due.

        Returns:
            Whether there was one.

        Raises:
            DatabaseError: The outbox cannot be read or written.
        """
        delivery = await self._in_database(
            outbox.lease_next,
            owner=self._owner,
            now=_now(),
            lease=timedelta(seconds=2 * self._server.timeout),
            domain=self._sender.rpartition("@")[2],
        )
        if delivery is None:
            return False
        try:
            mail = await self._compose(delivery)
            if mail is not None:
                await smtp.send(
                    self._server,
                    self._sender,
                    mail.recipient,
                    mail.content,
                    international=mail.international,
                )
        except MailDelayed as delay:
            await self._delay(delivery, str(delay))
        except MailRefused as refusal:
            await self._refuse(delivery, str(refusal))
        else:
            if mail is not None:
                await self._written(outbox.mark_gone, delivery, _now())
                self._tell(delivery, SENT)
        return True

    async def _compose(self, delivery: Delivery) -> Mail | None:
        record = await self._in_database(read_request, delivery.reference)
        if record.erased_at is not None and delivery.kind in (REQUEST, ACKNOWLEDGEMENT):
            return None  # erased a moment ago, and its mails cancelled with it
        settings = self._settings
        key = await self._in_database(signing_key, settings)
        labels = await self._in_database(read_labels)
        request_id = await self._in_database(outbox.message_id_of, delivery.reference)
        try:
            return compose(
                delivery.kind,
                record,
                delivery.message_id,
                who=Correspondents(self._sender, settings.ess_email, settings.ess_phone),
                labels=labels,
                erasure_link=erasure_link(settings.address, key, delivery.reference),
                request_id=request_id,
            )
        except (ValueError, TypeError, LookupError, AttributeError) as error:
            # A snapshot that nobody can make a mail of: staff are told, the others go on.
            raise MailRefused(f"it cannot be written: {type(error).__name__}") from error

    async def _delay(self, delivery: Delivery, error: str) -> None:
        now = _now()
        if delivery.kind == ACKNOWLEDGEMENT and now - delivery.created_at > _COPY_IN_TIME:
            await self._refuse(delivery, f"given up: {error}")
            return
        pause = self._pace.pause(delivery.attempts + 1, random.random())  # noqa: S311 - spreads retries
        await self._in_database(
            outbox.mark_delayed, delivery, error=error, next_attempt_at=now + pause
        )
        self._tell(delivery, DELAYED, error=error, attempts=delivery.attempts + 1)

    async def _refuse(self, delivery: Delivery, error: str) -> None:
        await self._in_database(outbox.mark_refused, delivery, error=error, now=_now())
        self._tell(delivery, REFUSED, error=error)

    async def _remind(self) -> None:
        now = _now()
        if self._reminded_at is not None and now - self._reminded_at < _REMINDERS_EVERY:
            return
        after = timedelta(days=self._settings.reminder_days)
        await self._in_database(outbox.write_reminders, after=after, now=now)
        self._reminded_at = now

    async def _written(self, work: Callable[..., None], *args: Any) -> None:
        """Write down what has happened already: worth more than one try."""
        for _ in range(_WRITE_AGAIN):
            try:
                return await self._in_database(work, *args)
            except DatabaseError:
                await asyncio.sleep(_WRITE_PAUSE)
        return await self._in_database(work, *args)

    async def _rest(self, stop: asyncio.Event) -> None:
        self._awake.clear()
        waits = [asyncio.ensure_future(event.wait()) for event in (stop, self._awake)]
        await asyncio.wait(waits, timeout=POLL_SECONDS, return_when=asyncio.FIRST_COMPLETED)
        for wait in waits:
            wait.cancel()

    async def _in_database(self, work: Callable[..., _T], *args: Any, **options: Any) -> _T:
        return await asyncio.to_thread(partial(work, self._engine, *args, **options))

    def _tell(self, delivery: Delivery, outcome: str, **details: Any) -> None:
        self._observe(delivery.kind, outcome)
        log = {SENT: logger.info, DELAYED: logger.warning, REFUSED: logger.error}[outcome]
        log(f"mail.{outcome}", reference=delivery.reference, kind=delivery.kind, **details)


def _now() -> datetime:
    return datetime.now(timezone.utc)
