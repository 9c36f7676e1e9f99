"""What every action shares: a move of the dialogue between a tracker and a dispatcher."""

from __future__ import annotations

from abc import ABC, abstractmethod
from datetime import date
from typing import Any, ClassVar

import structlog
from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.catalogue_source import current_catalogue
from actions.labels import labels
from actions.memory import read_conversation, slot_events
from actions.understanding import read_message
from bot.dialogue.conversation import Conversation
from bot.dialogue.message import Message
from bot.dialogue.playing import play
from bot.dialogue.request_words import PRIVATE
from bot.dialogue.speech import Button, Say
from bot.dialogue.turn import Turn
from bot.orientation.rules import Catalogue
from bot.settings import load_settings
from bot.typography import typeset

logger = structlog.get_logger(__name__)

Domain = dict[str, Any]


class MoveAction(Action, ABC):
    """An action that makes one move of the dialogue and says the result.

    Whatever goes wrong, the visitor gets the contact of the ESS service from the settings, the log
    one line, and the conversation stays as it was.
    """

    #: The plain function of ``bot.dialogue`` that ``turn`` makes; an action with a turn of its own
    #: has none.
    move: ClassVar[staticmethod[[Conversation, Message, Catalogue, date], Turn]]

    @abstractmethod
    def name(self) -> str:
        """Return the name of the action in ``domain.yml``."""

    async def turn(
        self, tracker: Tracker, conversation: Conversation, message: Message, catalogue: Catalogue
    ) -> Turn:
        """Answer the message; an action that needs more than its move says so here."""
        return play(self.move, conversation, message, catalogue, date.today())

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Domain
    ) -> list[dict[str, Any]]:
        """Make the move and return the slots it changed."""
        try:
            catalogue = await current_catalogue()
            before = read_conversation(tracker)
            message = read_message(tracker, catalogue, labelled=frozenset(labels()))
            after, says = await self.turn(tracker, before, message, catalogue)
            events = slot_events(tracker, after)
        except Exception as error:  # every fault ends in an answer, never in silence
            logger.error("action.failed", action=self.name(), error=repr(error), exc_info=True)
            settings = load_settings()
            contact = f"{settings.ess_email} – {settings.ess_phone}"
            dispatcher.utter_message(response="utter_service_indisponible", contact=contact)
            return []
        for say in says:
            _utter(dispatcher, say)
        if after.question in PRIVATE:
            # Whoever keeps the visitor's words is told that the next ones are not to be kept.
            dispatcher.utter_message(json_message={"reponse_privee": True})
        return events


def _utter(dispatcher: CollectingDispatcher, say: Say) -> None:
    if say.response is None:
        dispatcher.utter_message(json_message=dict(say.custom or {}))
        return
    dispatcher.utter_message(
        response=say.response,
        buttons=[_button(button) for button in say.buttons],
        **say.variables,
    )


def _button(button: Button) -> dict[str, str]:
    title = labels().get(button.title, button.title)
    return {"title": typeset(title), "payload": button.payload}
