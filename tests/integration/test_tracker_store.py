"""What is kept of a conversation, and how little of it is read to answer one more message."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    BotUttered,
    Event,
    Restarted,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

from bot.database import create_database_engine
from bot.rasa_server.recent_events import INDEX, TURNS
from bot.rasa_server.tracker_store import DatabaseTrackerStore
from bot.settings import load_settings

VISITOR = "visiteur"
DOMAIN = Domain.from_yaml(
    """
version: "3.1"
intents: [decrire_projet]
actions: [action_ecouter]
slots:
  etape: {type: any, influence_conversation: false, mappings: [{type: custom}]}
  domaine: {type: any, influence_conversation: false, mappings: [{type: custom}]}
  territoire: {type: any, influence_conversation: false, mappings: [{type: custom}]}
"""
)


@pytest.fixture
def store(database_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[DatabaseTrackerStore]:
    monkeypatch.setenv("BOT_DATABASE_URL", database_url)
    load_settings.cache_clear()
    store = DatabaseTrackerStore(DOMAIN)
    yield store
    store.engine.dispose()
    load_settings.cache_clear()


def a_session() -> list[Event]:
    return [
        ActionExecuted("action_session_start"),
        SessionStarted(),
        ActionExecuted("action_listen"),
    ]


def a_turn(text: str, **slots: object) -> list[Event]:
    return [
        UserUttered(text, {"name": "decrire_projet", "confidence": 1.0}),
        ActionExecuted("action_ecouter"),
        BotUttered(f"« {text} », c'est noté."),
        *(SlotSet(name, value) for name, value in slots.items()),
        ActionExecuted("action_listen"),
    ]


async def talk(store: DatabaseTrackerStore, *turns: list[Event]) -> None:
    """Add turns to the conversation as Rasa does: read it, go on, save it."""
    for turn in turns:
        tracker = await store.retrieve(VISITOR) or await store.create_tracker(
            VISITOR, append_action_listen=False
        )
        tracker.update_with_events(turn, DOMAIN)
        await store.save(tracker)


async def read(store: DatabaseTrackerStore) -> DialogueStateTracker:
    tracker = await store.retrieve(VISITOR)
    assert tracker is not None
    return tracker


def texts(tracker: DialogueStateTracker) -> list[str | None]:
    return [event.text for event in tracker.events if isinstance(event, UserUttered)]


async def test_a_long_conversation_is_stored_whole_and_in_order(
    store: DatabaseTrackerStore,
) -> None:
    await talk(store, a_session(), *(a_turn(f"message {n}", etape=n) for n in range(30)))
    whole = await store.retrieve_full_tracker(VISITOR)
    assert texts(whole) == [f"message {n}" for n in range(30)]
    assert len(whole.events) == 3 + 30 * 5


async def test_only_the_last_turns_are_read_to_answer(store: DatabaseTrackerStore) -> None:
    await talk(store, a_session(), *(a_turn(f"message {n}", etape=n) for n in range(30)))
    assert texts(await read(store)) == [f"message {n}" for n in range(30 - TURNS, 30)]


async def test_what_is_read_stops_growing(store: DatabaseTrackerStore) -> None:
    await talk(store, a_session(), *(a_turn(f"message {n}", etape=n) for n in range(10)))
    early = len((await read(store)).events)
    await talk(store, *(a_turn(f"message {n}", etape=n) for n in range(40)))
    assert len((await read(store)).events) == early


async def test_the_slots_are_those_of_the_whole_conversation(store: DatabaseTrackerStore) -> None:
    await talk(
        store,
        a_session(),
        a_turn("à Dole", territoire="39", domaine=["culture"]),
        a_turn("non, à Vesoul", territoire="70"),
        a_turn("oubliez le domaine", domaine=None),
        *(a_turn(f"message {n}", etape=n) for n in range(3 * TURNS)),
    )
    tracker = await read(store)
    whole = await store.retrieve_full_tracker(VISITOR)
    assert tracker.current_slot_values() == whole.current_slot_values()
    assert tracker.get_slot("territoire") == "70"
    assert tracker.get_slot("domaine") is None


async def test_the_latest_message_and_action_are_those_of_the_whole_conversation(
    store: DatabaseTrackerStore,
) -> None:
    await talk(store, a_session(), *(a_turn(f"message {n}") for n in range(3 * TURNS)))
    tracker, whole = await read(store), await store.retrieve_full_tracker(VISITOR)
    assert tracker.latest_message == whole.latest_message
    assert tracker.latest_action_name == whole.latest_action_name
    assert tracker.past_states(DOMAIN)[-2:] == whole.past_states(DOMAIN)[-2:]


async def test_a_new_session_forgets_what_it_does_not_carry_over(
    store: DatabaseTrackerStore,
) -> None:
    await talk(store, a_session(), a_turn("à Dole", territoire="39"), a_session())
    await talk(store, *(a_turn(f"message {n}") for n in range(3 * TURNS)))
    assert (await read(store)).get_slot("territoire") is None


async def test_an_event_that_reaches_back_has_the_session_read_whole(
    store: DatabaseTrackerStore,
) -> None:
    await talk(store, a_session(), a_turn("à Dole", territoire="39"), [Restarted()])
    await talk(store, *(a_turn(f"message {n}") for n in range(3 * TURNS)))
    tracker = await read(store)
    assert len(texts(tracker)) == 1 + 3 * TURNS
    assert tracker.get_slot("territoire") is None


async def test_saving_twice_stores_once(store: DatabaseTrackerStore) -> None:
    await talk(store, a_session(), a_turn("bonjour"))
    tracker = await read(store)
    tracker.update_with_events(a_turn("à Dole"), DOMAIN)
    await store.save(tracker)
    await store.save(tracker)
    assert texts(await store.retrieve_full_tracker(VISITOR)) == ["bonjour", "à Dole"]


async def test_a_tracker_from_elsewhere_is_stored_from_where_the_table_ends(
    store: DatabaseTrackerStore,
) -> None:
    events = a_session()[1:] + a_turn("bonjour")
    await store.save(DialogueStateTracker.from_events(VISITOR, events, DOMAIN.slots))
    events += a_turn("à Dole")
    await store.save(DialogueStateTracker.from_events(VISITOR, events, DOMAIN.slots))
    assert texts(await store.retrieve_full_tracker(VISITOR)) == ["bonjour", "à Dole"]


async def test_other_conversations_are_not_read(store: DatabaseTrackerStore) -> None:
    await talk(store, a_session(), a_turn("bonjour"))
    assert await store.retrieve("quelqu'un d'autre") is None


def test_a_table_made_before_the_index_gets_it(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = create_database_engine(database_url)
    SQLTrackerStore.Base.metadata.create_all(engine)
    with engine.begin() as connection:
        connection.execute(sa.text(f"DROP INDEX {INDEX.name}"))
    monkeypatch.setenv("BOT_DATABASE_URL", database_url)
    load_settings.cache_clear()
    DatabaseTrackerStore(DOMAIN).engine.dispose()
    load_settings.cache_clear()
    assert INDEX.name in {index["name"] for index in sa.inspect(engine).get_indexes("events")}
    engine.dispose()
