"""A conversation to talk with, without Rasa: moves applied one after the other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import pytest

from bot.dialogue.conversation import Conversation
from bot.dialogue.listening import listen
from bot.dialogue.message import Detail, Message, known_details
from bot.dialogue.playing import play
from bot.dialogue.speech import Say
from bot.orientation.reader import read_catalogue
from bot.orientation.rules import Catalogue
from bot.settings import ROOT

DAY = date(2026, 11, 22)


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return replace(read_catalogue(ROOT / "data/catalogue"), version=1)


@dataclass
class Talk:
    """A conversation and what was said last."""

    catalogue: Catalogue
    conversation: Conversation = field(default_factory=Conversation)
    says: tuple[Say, ...] = ()

    def tell(self, text: str = "", **details: str) -> Talk:
        """Say something of a project: ``tell(etape="emergence", domaine="logement,sante")``."""
        return self.make(listen, message("decrire_projet", text, **details))

    def make(self, move: Callable[..., Any], told: Message | None = None) -> Talk:
        """Make a move."""
        told = told or message("autre")
        told = replace(told, details=known_details(told.details, self.catalogue))
        self.conversation, self.says = play(move, self.conversation, told, self.catalogue, DAY)
        return self

    @property
    def said(self) -> list[str]:
        """The names of the responses of the last turn."""
        return [say.response for say in self.says if say.response]

    @property
    def doors(self) -> list[str]:
        """The organisations of the orientation of the last turn, best first."""
        for say in self.says:
            if say.custom:
                items = say.custom["orientation"]["recommandations"]
                return [item["organisation"] for item in items]
        return []


def message(intent: str, text: str = "", confidence: float = 1.0, **details: str) -> Message:
    """Build a message; several values of a dimension are separated by commas."""
    return Message(
        intent,
        tuple(
            Detail(dimension, value, confidence)
            for dimension, values in details.items()
            for value in values.split(",")
        ),
        text,
    )


@pytest.fixture
def talk(catalogue: Catalogue) -> Talk:
    return Talk(catalogue)


@pytest.fixture
def oriented(talk: Talk) -> Talk:
    return talk.tell(etape="emergence", domaine="petite_enfance", territoire="70")
