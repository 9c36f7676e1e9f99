"""Whatever goes wrong behind an action, the visitor gets the human contact, and nothing is lost."""

from datetime import date
from pathlib import Path

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import catalogue_source
from actions.ecouter_projet import ActionEcouterProjet
from actions.move_action import MoveAction
from actions.pas_compris import ActionPasCompris
from bot.database import create_database_engine, migrate
from bot.dialogue.conversation import Conversation
from bot.dialogue.message import Message
from bot.dialogue.turn import Turn
from bot.orientation.reader import read_catalogue
from bot.orientation.rules import Catalogue
from bot.orientation.store import import_catalogue
from bot.settings import ROOT, load_settings


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    url = f"sqlite:///{tmp_path / 'bot.sqlite3'}"
    monkeypatch.setenv("BOT_DATABASE_URL", url)
    load_settings.cache_clear()
    catalogue_source._engine.cache_clear()
    yield url
    load_settings.cache_clear()
    catalogue_source._engine.cache_clear()


@pytest.fixture
def catalogue_database(database: str) -> str:
    engine = create_database_engine(database)
    migrate(engine)
    import_catalogue(engine, read_catalogue(ROOT / "data/catalogue"))
    return database


def tracker(**latest: object) -> Tracker:
    return Tracker("x", {}, latest, [], False, None, {}, "action_listen")


def project() -> Tracker:
    codes = {"etape": "emergence", "domaine": "sante", "territoire": "25"}
    entities = [{"entity": name, "value": code} for name, code in codes.items()]
    return tracker(intent={"name": "decrire_projet", "confidence": 1.0}, entities=entities)


async def test_a_project_is_oriented(catalogue_database: str) -> None:
    dispatcher = CollectingDispatcher()
    events = await ActionEcouterProjet().run(dispatcher, project(), {})
    assert any(message["custom"] for message in dispatcher.messages)
    assert {event["name"] for event in events} >= {"etape", "domaine", "territoire", "oriente"}


async def test_the_labels_of_choices_come_from_the_domain(catalogue_database: str) -> None:
    dispatcher = CollectingDispatcher()
    unclear = tracker(
        intent={"name": "nlu_fallback", "confidence": 0.3},
        intent_ranking=[
            {"name": "nlu_fallback"},
            {"name": "sans_libelle", "confidence": 0.2},
            {"name": "demander_exemples", "confidence": 0.1},
            {"name": "recommencer", "confidence": 0.01},
        ],
    )
    await ActionPasCompris().run(dispatcher, unclear, {})
    (message,) = dispatcher.messages
    assert message["buttons"] == [{"title": "Voir des exemples", "payload": "/demander_exemples"}]


async def test_an_empty_catalogue_gives_the_human_contact(database: str) -> None:
    migrate(create_database_engine(database))
    await expect_human_contact(ActionEcouterProjet())


async def test_an_absent_database_gives_the_human_contact(
    monkeypatch: pytest.MonkeyPatch, database: str
) -> None:
    monkeypatch.setenv("BOT_DATABASE_URL", "postgresql://nobody@127.0.0.1:9/none")
    load_settings.cache_clear()
    await expect_human_contact(ActionEcouterProjet())


class Broken(MoveAction):
    """An action with a bug."""

    def name(self) -> str:
        return "broken"

    @staticmethod
    def move(conversation: Conversation, message: Message, catalogue: Catalogue, day: date) -> Turn:
        raise ZeroDivisionError


async def test_a_bug_gives_the_human_contact(catalogue_database: str) -> None:
    await expect_human_contact(Broken())


async def expect_human_contact(action: MoveAction) -> None:
    dispatcher = CollectingDispatcher()
    assert await action.run(dispatcher, project(), {}) == []
    (message,) = dispatcher.messages
    assert message["response"] == "utter_service_indisponible"
    assert "ess@franche-comte.fr" in message["contact"]
