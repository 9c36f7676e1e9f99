"""Write a request for the ESS service with the visitor, and commit it when they say yes."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from datetime import date

from rasa_sdk import Tracker
from sqlalchemy.engine import Engine

from actions.catalogue_source import PATIENCE, database_engine
from actions.move_action import MoveAction
from bot.dialogue.conversation import Conversation
from bot.dialogue.distress_words import HELPED
from bot.dialogue.listening import start_again
from bot.dialogue.message import Message
from bot.dialogue.request import Around, sent, step
from bot.dialogue.request_words import starts_over
from bot.dialogue.turn import Turn
from bot.handover.conversation_record import ConversationRecord, read_record
from bot.handover.drafts import Draft, discard_draft, keep_draft, read_draft
from bot.handover.store import ContactRequest, leave_request
from bot.orientation.engine import orientation_payload, recommend
from bot.orientation.profile import Profile
from bot.orientation.rules import Catalogue
from bot.settings import load_settings


class ActionLaisserMessage(MoveAction):
    """Write a request for the ESS service with the visitor, and commit it when they say yes."""

    def name(self) -> str:
        """Return the name of the action in ``domain.yml``."""
        return "action_laisser_message"

    async def turn(
        self, tracker: Tracker, conversation: Conversation, message: Message, catalogue: Catalogue
    ) -> Turn:
        """Go on with the request; whatever is to be kept is committed before it is said."""
        conversation = replace(conversation.dropping(HELPED), answered=None)
        desk = _Desk(database_engine(), tracker.sender_id, catalogue)
        return await asyncio.wait_for(
            asyncio.to_thread(desk.serve, conversation, message), 2 * PATIENCE
        )


@dataclass(frozen=True)
class _Desk:
    """Where the requests of one conversation are written and committed."""

    engine: Engine
    sender: str
    catalogue: Catalogue

    def serve(self, conversation: Conversation, message: Message) -> Turn:
        if starts_over(conversation.question, message):
            discard_draft(self.engine, self.sender)
            return start_again(conversation, message, self.catalogue, date.today())
        record = read_record(self.engine, self.sender)
        draft = read_draft(self.engine, self.sender)
        around = Around(self.catalogue, record.project_words, load_settings().retention_days)
        result = step(conversation, draft, message, around)
        if result.confirmed is not None:
            return self._commit(result.conversation, result.confirmed, record)
        if result.draft is None:
            discard_draft(self.engine, self.sender)
        elif result.draft != draft:
            keep_draft(self.engine, self.sender, result.draft)
        return result.conversation, result.says

    def _commit(self, conversation: Conversation, draft: Draft, record: ConversationRecord) -> Turn:
        reference = draft.reference
        if reference is None:
            request = self._request(draft, conversation.profile, record)
            reference, _ = leave_request(self.engine, request)
            keep_draft(self.engine, self.sender, draft.sent_as(reference))
        return sent(conversation, reference, self.catalogue)

    def _request(
        self, draft: Draft, profile: Profile, record: ConversationRecord
    ) -> ContactRequest:
        return ContactRequest(
            client_id=draft.client_id,
            message=draft.message or "",
            email=draft.email,
            telephone=draft.telephone,
            nom=draft.nom or None,
            conversation=record.conversation,
            orientation=self._orientation(profile),
            not_understood=record.not_understood,
            transcript=record.lines if draft.attach else (),
        )

    def _orientation(self, profile: Profile) -> dict[str, object] | None:
        if profile == Profile():
            return None
        items = recommend(profile, self.catalogue, date.today())
        return orientation_payload(profile, items, self.catalogue)
