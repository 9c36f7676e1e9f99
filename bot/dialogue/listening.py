"""Moves that take in what a visitor says of a project, then ask or conclude."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.dialogue.conversation import Conversation, absorb, speaks_of_project, topic_of
from bot.dialogue.message import SURE, Message
from bot.dialogue.result import give_result
from bot.dialogue.speech import Say, ask
from bot.dialogue.turn import Turn, answer_then_resume, resume
from bot.orientation.interview import (
    FIRST_STAGE_QUESTION,
    STAGE_QUESTIONS,
    next_question,
    next_stage_question,
)
from bot.orientation.rules import Catalogue

_CERTAIN = 0.9
_NO_IDEA = 4


def listen(conversation: Conversation, message: Message, catalogue: Catalogue, day: date) -> Turn:
    """Take what the message says of the project, then ask for the rest or give the result."""
    if conversation.question == "reprise":
        return _set_aside(conversation, message)
    if (wrong := message.first("a_corriger")) is not None:
        return _ask(wrong, conversation, catalogue)
    before = conversation
    conversation = absorb(conversation, message).understood()
    if conversation.oriented and conversation.profile == before.profile:
        return conversation.asking(None), (Say("utter_rien_de_nouveau"),)
    return proceed(conversation, catalogue, day)


def proceed(conversation: Conversation, catalogue: Catalogue, day: date) -> Turn:
    """Ask for what is missing and decides something, or give the result."""
    question = _next_stage_question(conversation) or next_question(
        conversation.profile, conversation.declined, catalogue, day
    )
    if question is None:
        return give_result(conversation, catalogue, day)
    return _ask(question, conversation, catalogue)


def greet(conversation: Conversation, message: Message, catalogue: Catalogue, day: date) -> Turn:
    """Greet; to a newcomer, say what the assistant is and does."""
    if conversation.question == "reprise":
        return resume(conversation, message, catalogue, day)
    if speaks_of_project(message):
        return listen(conversation, replace(message, intent="decrire_projet"), catalogue, day)
    if conversation.started:
        return answer_then_resume(conversation, (Say("utter_re_saluer"),), catalogue)
    return conversation.asking(None).understood(), (Say("utter_saluer"),)


def not_know(conversation: Conversation, message: Message, catalogue: Catalogue, day: date) -> Turn:
    """Help a visitor who does not know the answer, or accept that they do not."""
    question = conversation.question
    conversation = conversation.understood()
    if question in ("reprise", "recommencer"):
        return resume(conversation, message, catalogue, day)
    if question is not None and _guesses(message, topic_of(question)):
        return listen(conversation, message, catalogue, day)
    if conversation.oriented and question in (None, "correction"):
        return conversation.asking(None), (Say("utter_ne_sait_pas_apres_resultat"),)
    if question in (None, "etape", "correction"):
        conversation = replace(conversation.forgetting("etape"), stage_answers={})
        after, says = _ask(FIRST_STAGE_QUESTION, conversation, catalogue)
        return after, (Say("utter_aider_etape"), *says)
    if question == "domaine":
        return _ask("domaines_proposes", conversation, catalogue)
    after, says = proceed(conversation.declining(topic_of(question)), catalogue, day)
    return after, (Say("utter_ce_n_est_pas_grave"), *says)


def _guesses(message: Message, topic: str) -> bool:
    """Whether "I don't know exactly, near Dole" holds an answer.

    "No idea" sounds like the stage of an idea: a few words never hold a stage, and more of them
    only a certain one.
    """
    if topic == "etape" and len(message.text.split()) <= _NO_IDEA:
        return False
    least = _CERTAIN if topic == "etape" else SURE
    return any(d.dimension == topic and d.confidence >= least for d in message.details)


def other_project(
    conversation: Conversation, message: Message, catalogue: Catalogue, day: date
) -> Turn:
    """Leave the first project and listen to the next one."""
    message = replace(message, intent="decrire_projet")
    if not conversation.started:
        return listen(conversation, message, catalogue, day)
    after, says = listen(Conversation(), message, catalogue, day)
    return after, (Say("utter_autre_projet"), *says)


def start_again(
    conversation: Conversation, message: Message, catalogue: Catalogue, day: date
) -> Turn:
    """Forget everything and begin anew, with what was set aside, if anything.

    When the wish is not certain and there is something to lose, ask first.
    """
    if not conversation.started and speaks_of_project(message):
        return listen(conversation, replace(message, intent="decrire_projet"), catalogue, day)
    asked = conversation.question == "reprise"
    if message.confidence < SURE and conversation.started and not asked:
        return _ask("recommencer", conversation.understood(), catalogue)
    if not conversation.held:
        return Conversation(), (Say("utter_recommencer"),)
    after, says = take_up(Conversation(held=conversation.held), catalogue, day)
    return after, (Say("utter_recommencer_avec"), *says)


def take_up(conversation: Conversation, catalogue: Catalogue, day: date) -> Turn:
    """Go on with the conversation and what was set aside."""
    held = Message("preciser", details=conversation.held)
    conversation = replace(conversation, held=(), oriented=False, question=None)
    return listen(conversation, held, catalogue, day)


def _set_aside(conversation: Conversation, message: Message) -> Turn:
    """Keep what a returning visitor says until they say whether to go on."""
    held = tuple(detail for detail in message.details if detail.dimension != "a_corriger")
    return replace(conversation, held=held), (Say("utter_demander_reprise"),)


def _next_stage_question(conversation: Conversation) -> str | None:
    if not conversation.stage_answers or conversation.profile.etape is not None:
        return None
    step = next_stage_question(conversation.stage_answers)
    asked = "etape" not in conversation.declined and step in STAGE_QUESTIONS
    return step if asked else None


def _ask(question: str, conversation: Conversation, catalogue: Catalogue) -> Turn:
    conversation = conversation.asking(question)
    return conversation, (ask(question, conversation, catalogue),)
