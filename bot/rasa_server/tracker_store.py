"""Conversations in the product's one database: every event is stored, few are read back.

Failures are reported to the channel.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
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

from bot.database import create_database_engine, transaction
from bot.rasa_server.kept_events import QUESTION, kept_events
from bot.rasa_server.recent_events import INDEX, is_stored, recent_events
from bot.settings import load_settings

logger = structlog.get_logger(__name__)

_INSERT = SQLTrackerStore.SQLEvent.__table__.insert()


class StorageWatch:
    """Whether the conversation's store failed while one message was answered."""

    def __init__(self) -> None:
        self.failed = False


#: Rasa hides a failing store behind an empty conversation in memory. The channel sets a watch
#: before a message is handled and reads it afterwards, so that the visitor is told the truth.
storage_watch: ContextVar[StorageWatch | None] = ContextVar("storage_watch", default=None)


class DatabaseTrackerStore(SQLTrackerStore):
    """Rasa's SQL tracker store on ``BOT_DATABASE_URL``, with this product's engine settings.

    Every event is stored, in Rasa's table and as Rasa writes it, so that Rasa's tools read whole
    conversations; what is personal in it is masked (``kept_events``). Answering a message reads
    ``recent_events`` only.
    """

    def __init__(
        self,
        domain: Domain | None = None,
        host: EndpointConfig | None = None,
        event_broker: EventBroker | None = None,
        **kwargs: Any,
    ) -> None:
        # SQLTrackerStore would build its own engine and wait forever for an absent database.
        self.engine = create_database_engine(load_settings().database_url, keep_connections=True)
        self.Base.metadata.create_all(self.engine)
        INDEX.create(self.engine, checkfirst=True)  # a table made before the index was
        self.sessionmaker = sqlalchemy.orm.sessionmaker(bind=self.engine)
        TrackerStore.__init__(self, domain, event_broker)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """Return a conversation as the dialogue needs it; ``None`` if there is none.

        Returns:
            The slots, and the last turns since the last session started (see ``recent_events``).
        """
        try:
            with transaction(self.engine) as connection:
                events = [json.loads(data) for data in recent_events(connection, sender_id)]
        except Exception as error:
            self._report("tracker_store.retrieve.failed", error)
            raise
        if not self.domain or not events:
            return None
        tracker = DialogueStateTracker.from_dict(sender_id, events, self.domain.slots)
        _note_as_stored(tracker)
        return tracker

    def init_tracker(self, sender_id: str) -> DialogueStateTracker:
        """Return the tracker of a conversation of which nothing is stored."""
        tracker = super().init_tracker(sender_id)
        _note_as_stored(tracker)
        return tracker

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Store the new events of a conversation."""
        try:
            await self.stream_events(tracker)
            new = self._new_events(tracker)
            kept = kept_events([event.as_dict() for event in new], _question(tracker, new))
            rows = [_row(tracker.sender_id, data) for data in kept]
            if rows:
                with transaction(self.engine, write=True) as connection:
                    connection.execute(_INSERT, rows)
        except Exception as error:
            self._report("tracker_store.save.failed", error)
            raise
        _note_as_stored(tracker)

    def _new_events(self, tracker: DialogueStateTracker) -> list[Event]:
        stored = getattr(tracker, _STORED, None)
        if stored is not None:
            return list(tracker.events)[stored:]
        # Made by somebody else: by Rasa for a visitor it has not met, or by one of its tools.
        with transaction(self.engine) as connection:
            if not is_stored(connection, tracker.sender_id):
                return list(tracker.events)
        with self.session_scope() as session:  # Rasa compares it with what is stored
            return list(self._additional_events(session, tracker))

    @staticmethod
    def _report(event: str, error: Exception) -> None:
        watch = storage_watch.get()
        if watch is not None:
            watch.failed = True
        logger.error(event, error=type(error).__name__)


def _row(sender_id: str, data: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "sender_id": sender_id,
        "type_name": data["event"],
        "timestamp": data.get("timestamp"),
        "intent_name": data.get("parse_data", {}).get("intent", {}).get("name"),
        "action_name": data.get("name"),
        "data": json.dumps(data),
    }


def _question(tracker: DialogueStateTracker, new: Sequence[Event]) -> object:
    """Return the question that was pending before the new events."""
    earlier = list(tracker.events)[: len(tracker.events) - len(new)]
    asked = (e.value for e in reversed(earlier) if isinstance(e, SlotSet) and e.key == QUESTION)
    return next(asked, None)


#: How many of a tracker's events are in the table already, kept on the tracker itself: Rasa saves
#: the one it retrieved, longer by a turn.
_STORED = "events_stored"


def _note_as_stored(tracker: DialogueStateTracker) -> None:
    setattr(tracker, _STORED, len(tracker.events))
