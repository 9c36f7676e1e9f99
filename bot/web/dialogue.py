"""Conversations as the API needs them: stored, in order, answered by Rasa or truthfully not."""

from __future__ import annotations

import asyncio
import time
import uuid
from collections.abc import Callable, Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, TypeVar
from weakref import WeakValueDictionary

import structlog
from sqlalchemy.engine import Engine

from bot.errors import DatabaseError
from bot.handover.masking import mask
from bot.settings import Settings
from bot.web import store
from bot.web.conversation import Message, Pending, Reply, Said
from bot.web.degraded import apology
from bot.web.errors import (
    AssistantSilent,
    AssistantSlow,
    ConversationBusy,
    UnknownConversation,
)
from bot.web.late import keep_late_answer
from bot.web.metrics import Metrics, waited_for_rasa
from bot.web.public_contacts import read_public_contacts
from bot.web.rasa_client import RasaClient
from bot.web.visitor_text import words_for_rasa

logger = structlog.get_logger(__name__)

_T = TypeVar("_T")

#: What Rasa is sent so that it begins.
_GREETING = "bonjour"

#: Seconds between two looks at a conversation that another gateway holds, and how long to look.
_LOOK_AGAIN = 0.05
_STOP_LOOKING = 25.0

#: Seconds that an answer waits for the one before it, which Rasa gave before, to be stored.
_IN_ORDER = 1.0


class Dialogue:
    """Everything visitors may do with conversations.

    Args:
        engine: A migrated database.
        rasa: The connection to Rasa.
        settings: For the contact of the ESS service.
        metrics: What is counted.
        threads: Where the database is waited for.
    """

    def __init__(
        self,
        engine: Engine,
        rasa: RasaClient,
        settings: Settings,
        metrics: Metrics,
        threads: ThreadPoolExecutor,
    ) -> None:
        self._engine = engine
        self._rasa = rasa
        self._settings = settings
        self._metrics = metrics
        self._threads = threads
        # One queue a conversation: asyncio's locks are fair, so messages are answered in order.
        self._queues: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._unfinished: set[asyncio.Task[None]] = set()
        self._known_contacts: frozenset[str] = frozenset()
        # The last late answer of each conversation: the next answer is told after it.
        self._late: WeakValueDictionary[str, asyncio.Task[None]] = WeakValueDictionary()

    async def create(self) -> tuple[str, str, tuple[Message, ...]]:
        """Begin a conversation with the assistant's greeting.

        Returns:
            Its identifier, its token and the greeting.

        Raises:
            DatabaseError: It cannot be stored.
        """
        pending, token = await self.in_database(store.create_conversation, holder=_holder())
        return pending.conversation, token, await self._answer(pending, _GREETING)

    async def say(self, conversation: str, token: str, said: Said) -> tuple[Message, ...]:
        """Answer a message, after those of the conversation that came before.

        Returns:
            The answer, after those that came late; the first one, if this ``client_id`` was
            answered before.

        Raises:
            UnknownConversation: There is no such conversation with this token.
            ChoiceNotOffered: The last turn did not offer this choice.
            ConversationBusy: Another gateway answers, and takes too long.
            DatabaseError: The message, or its answer, cannot be stored.
        """
        async with self._queue(conversation):
            begun = await self._begin(conversation, token, said)
            if not isinstance(begun, Pending):
                return begun
            words = begun.payload if begun.payload is not None else words_for_rasa(begun.text)
            return await self._answer(begun, words)

    async def history(self, conversation: str, token: str) -> tuple[Message, ...]:
        """Return every message of a conversation.

        Raises:
            UnknownConversation: There is no such conversation with this token.
            DatabaseError: The database cannot be read.
        """
        return await self.in_database(store.read_history, conversation, token, shown=True)

    async def delete(self, conversation: str, token: str) -> None:
        """Delete a conversation everywhere.

        What Rasa is still about to store is deleted by whoever waits for its answer.

        Raises:
            UnknownConversation: There is no such conversation with this token.
            DatabaseError: It cannot be deleted.
        """
        await self.in_database(store.delete_conversation, conversation, token)

    async def in_database(self, work: Callable[..., _T], *args: Any, **options: Any) -> _T:
        """Run something that takes the engine first, in a thread."""
        call = partial(work, self._engine, *args, **options)
        return await asyncio.get_running_loop().run_in_executor(self._threads, call)

    async def finish(self) -> None:
        """Wait for late answers and for erasures that have begun."""
        while self._unfinished:
            await asyncio.wait(self._unfinished)

    def _queue(self, conversation: str) -> asyncio.Lock:
        queue = self._queues.get(conversation)
        if queue is None:
            queue = self._queues[conversation] = asyncio.Lock()
        return queue

    async def _begin(
        self, conversation: str, token: str, said: Said
    ) -> Pending | tuple[Message, ...]:
        holder, deadline = _holder(), time.monotonic() + _STOP_LOOKING
        while True:
            try:
                return await self.in_database(
                    store.begin_turn, conversation, token, said, holder=holder
                )
            except ConversationBusy:
                if time.monotonic() > deadline:
                    raise
            await asyncio.sleep(_LOOK_AGAIN)

    async def _answer(self, pending: Pending, words: str) -> tuple[Message, ...]:
        try:
            replies = await self._ask(pending, words)
        except AssistantSilent as silence:
            self._metrics.fallbacks.labels(silence.reason).inc()
            logger.warning("rasa.silent", reason=silence.reason)
            return await self._apologise(pending, silence)
        await _have_finished(self._late.get(pending.conversation))
        return await self._tell(pending, replies)

    async def _apologise(self, pending: Pending, silence: AssistantSilent) -> tuple[Message, ...]:
        told = (apology(silence.reason, self._settings),)
        try:
            return await self._tell(pending, told, offer_again=True)
        finally:  # not before: the history holds the apology first
            if isinstance(silence, AssistantSlow):
                earlier = self._late.get(pending.conversation)
                keeping = self._finish_later(self._keep(pending, silence.answer, earlier))
                self._late[pending.conversation] = keeping

    async def _tell(
        self, pending: Pending, replies: tuple[Reply, ...], *, offer_again: bool = False
    ) -> tuple[Message, ...]:
        keep = await self._public_contacts(replies)
        try:
            answer = await self.in_database(
                store.end_turn, pending, replies, offer_again=offer_again, keep=keep
            )
        except UnknownConversation:  # deleted meanwhile, perhaps through another gateway
            self._finish_later(self._erase(pending.sender))
            raise
        self._count_orientations(replies)
        return answer

    async def _keep(
        self,
        pending: Pending,
        late: asyncio.Task[tuple[Reply, ...]],
        earlier: asyncio.Task[None] | None,
    ) -> None:
        try:
            replies = await late
        except AssistantSilent:  # the visitor has been told
            replies = ()
        await _have_finished(earlier)
        try:
            keep = await self._public_contacts(replies)
            await self.in_database(keep_late_answer, pending, replies, keep=keep)
        except UnknownConversation:
            await self._erase(pending.sender)
        except DatabaseError as error:
            self._metrics.errors.labels("database").inc()
            logger.error("rasa.late_answer_lost", error=type(error).__name__)
        else:
            self._count_orientations(replies)

    def _count_orientations(self, replies: Sequence[Reply]) -> None:
        for reply in replies:
            if reply.orientation is not None:
                self._metrics.orientations.labels(_first_door(reply)).inc()

    async def _ask(self, pending: Pending, words: str) -> tuple[Reply, ...]:
        begun = time.perf_counter()
        try:
            return await self._rasa.ask(pending.sender, words)
        finally:
            seconds = time.perf_counter() - begun
            self._metrics.rasa_seconds.observe(seconds)
            waited_for_rasa.set(waited_for_rasa.get() + seconds)

    async def _public_contacts(self, replies: Sequence[Reply]) -> frozenset[str]:
        # Read anew only when something would be masked that was not known to be public.
        known = self._known_contacts
        if any(mask(reply.text, keep=known) != reply.text for reply in replies):
            known = await self.in_database(read_public_contacts, self._settings)
            self._known_contacts = known
        return known

    def _finish_later(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        self._unfinished.add(task)
        task.add_done_callback(self._unfinished.discard)
        return task

    async def _erase(self, sender: str) -> None:
        try:
            await self.in_database(store.forget_in_rasa, sender)
        except DatabaseError as error:
            self._metrics.errors.labels("database").inc()
            logger.error("erasure.failed", error=type(error).__name__)


def _holder() -> str:
    return uuid.uuid4().hex


async def _have_finished(earlier: asyncio.Task[None] | None) -> None:
    if earlier is not None:
        await asyncio.wait({earlier}, timeout=_IN_ORDER)


def _first_door(reply: Reply) -> str:
    recommendations = (reply.orientation or {}).get("recommandations") or [{}]
    first = recommendations[0]
    return str(first.get("organisation")) if isinstance(first, dict) else "None"
