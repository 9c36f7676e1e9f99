"""Moves that take a yes or a no: an answer to a yes/no question, politeness or an objection."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.dialogue.conversation import Conversation, has_project_details
from bot.dialogue.listening import listen, not_know, proceed, start_again, take_up
from bot.dialogue.message import Message
from bot.dialogue.recovering import object_to
from bot.dialogue.speech import Say
from bot.dialogue.turn import Turn, answer_then_resume
from bot.orientation.interview import STAGE_QUESTIONS, next_stage_question
from bot.orientation.rules import Catalogue


def agree(conversation: Conversation, message: Message, catalogue: Catalogue, day: date) -> Turn:
    """Take a yes."""
    if conversation.question == "reprise":
        return take_up(conversation, catalogue, day)
    if has_project_details(message):
        return listen(conversation, message, catalogue, day)
    if conversation.question in STAGE_QUESTIONS:
        return _answer_stage_question(conversation, True, catalogue, day)
    conversation = conversation.understood()
    if conversation.question is not None:
        return answer_then_resume(conversation, (Say("utter_preciser_svp"),), catalogue)
    if conversation.oriented:
        return conversation, (Say("utter_apres_resultat"),)
    return proceed(conversation, catalogue, day)


def deny(conversation: Conversation, message: Message, catalogue: Catalogue, day: date) -> Turn:
    """Take a no."""
    question = conversation.question
    if question == "reprise":
        return start_again(conversation, message, catalogue, day)
    if has_project_details(message):
        return listen(conversation, message, catalogue, day)
    if question in STAGE_QUESTIONS:
        return _answer_stage_question(conversation, False, catalogue, day)
    conversation = conversation.understood()
    if question == "correction":
        return proceed(conversation.asking(None), catalogue, day)
    if question == "etape":
        return not_know(conversation, message, catalogue, day)
    if question is not None:
        return answer_then_resume(conversation, (Say("utter_preciser_svp"),), catalogue)
    if conversation.oriented:
        return object_to(conversation, message, catalogue, day)
    return conversation, (Say("utter_a_votre_disposition"),)


def _answer_stage_question(
    conversation: Conversation, answer: bool, catalogue: Catalogue, day: date
) -> Turn:
    answers = {**conversation.stage_answers, str(conversation.question): answer}
    step = next_stage_question(answers)
    if step in STAGE_QUESTIONS:
        conversation = replace(conversation, stage_answers=answers)
    else:
        profile = replace(conversation.profile, etape=step)
        conversation = replace(conversation, profile=profile, stage_answers={})
    return proceed(conversation.understood(), catalogue, day)
