"""Conversations in the one database, masked, with its failures reported to the channel."""

from __future__ import annotations

from collections.abc import Iterator
from contextvars import ContextVar
from typing import Any

import sqlalchemy.orm
import structlog
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SQLTrackerStore, TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig
from sqlalchemy.orm import Session

from bot.database import create_database_engine
from bot.rasa_server.kept_events import QUESTION, kept_events
from bot.settings import load_settings

logger = structlog.get_logger(__name__)


class StorageWatch:
    """Whether the conversation's store failed while one message was answered."""

    def __init__(self) -> None:
        self.failed = False


#: Rasa hides a failing store behind an empty conversation in memory. The channel sets a watch
#: before a message is handled and reads it afterwards, so that the visitor is told the truth.
storage_watch: ContextVar[StorageWatch | None] = ContextVar("storage_watch", default=None)


class DatabaseTrackerStore(SQLTrackerStore):
    """Rasa's SQL tracker store on ``BOT_DATABASE_URL``, with this product's engine settings."""

    def __init__(
        self,
        domain: Domain | None = None,
        host: EndpointConfig | None = None,
        event_broker: EventBroker | None = None,
        **kwargs: Any,
    ) -> None:
        # SQLTrackerStore would build its own engine and wait forever for an absent database.
        self.engine = create_database_engine(load_settings().database_url)
        self.Base.metadata.create_all(self.engine)
        self.sessionmaker = sqlalchemy.orm.sessionmaker(bind=self.engine)
        TrackerStore.__init__(self, domain, event_broker)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """Return a conversation since its last session started; ``None`` if there is none."""
        try:
            return await super().retrieve(sender_id)
        except Exception as error:
            self._report("tracker_store.retrieve.failed", error)
            raise

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Store the new events of a conversation."""
        try:
            await super().save(tracker)
        except Exception as error:
            self._report("tracker_store.save.failed", error)
            raise

    def _additional_events(
        self, session: Session, tracker: DialogueStateTracker
    ) -> Iterator[Event]:
        """Return the events that are not stored yet, as they may be stored."""
        new = list(super()._additional_events(session, tracker))
        earlier = list(tracker.events)[: len(tracker.events) - len(new)]
        question = next(
            (e.value for e in reversed(earlier) if isinstance(e, SlotSet) and e.key == QUESTION),
            None,
        )
        for kept in kept_events([event.as_dict() for event in new], question):
            yield Event.from_parameters(kept)

    @staticmethod
    def _report(event: str, error: Exception) -> None:
        watch = storage_watch.get()
        if watch is not None:
            watch.failed = True
        logger.error(event, error=type(error).__name__)
