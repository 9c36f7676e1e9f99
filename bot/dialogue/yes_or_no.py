"""Moves that take a yes or a no: an answer to a yes/no question, politeness or an objection."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from bot.dialogue.conversation import Conversation, absorb, speaks_of_project
from bot.dialogue.listening import listen, not_know, proceed, start_again, take_up
from bot.dialogue.message import Message
from bot.dialogue.recovering import misunderstood, object_to
from bot.dialogue.request_words import OFFERED
from bot.dialogue.speech import Say
from bot.dialogue.structure_words import names_structure, runs_long
from bot.dialogue.turn import Turn, question_again, what_else
from bot.orientation.interview import (
    FIRST_STAGE_QUESTION,
    STAGE_QUESTIONS,
    next_stage_question,
)
from bot.orientation.rules import Catalogue

#: Questions that nobody is asked whose project has run for years, and the one after those.
_BEFORE_USERS = ("structure_existe", "deja_a_l_etude", "idee_en_tete")
_LAST_STAGE_QUESTION = "veut_mesurer"

#: « Non », « non merci »: a bare no has no more words than this.
_BARE_NO = 2

#: « Oui mais non, continuer » forgets nothing.
_HESITATING = re.compile(r"\b(?:non|mais|pas|continu\w*|gard\w*|attend\w*)\b", re.IGNORECASE)


def agree(conversation: Conversation, message: Message, catalogue: Catalogue, day: date) -> Turn:
    """Take a yes."""
    question = conversation.question
    if question == "reprise":
        return take_up(conversation, catalogue, day)
    if question == "recommencer" and _HESITATING.search(message.plain):
        return _nothing_to_change(conversation.asking(None).understood(), catalogue, day)
    if question == "recommencer":
        return start_again(conversation, replace(message, confidence=1.0), catalogue, day)
    if question in STAGE_QUESTIONS:
        return _answer_stage_question(True, conversation, message, catalogue, day)
    if speaks_of_project(message):
        return listen(conversation, message, catalogue, day)
    conversation = conversation.understood()
    if question is not None:
        return _no_answer(conversation, message, catalogue, day)
    if conversation.oriented:
        return conversation, (Say("utter_je_vous_ecoute"), what_else(conversation))
    return proceed(conversation, catalogue, day)


def deny(conversation: Conversation, message: Message, catalogue: Catalogue, day: date) -> Turn:
    """Take a no."""
    question = conversation.question
    if question == OFFERED:
        conversation = conversation.asking(None).understood()
        if message.brief and not message.details:
            return conversation, (
                Say("utter_a_votre_guise"),
                *question_again(conversation, catalogue),
            )
        return deny(conversation, message, catalogue, day)
    if question == "reprise":
        return start_again(conversation, message, catalogue, day)
    if question in STAGE_QUESTIONS:
        return _answer_stage_question(False, conversation, message, catalogue, day)
    if speaks_of_project(message):
        return listen(conversation, message, catalogue, day)
    conversation = conversation.understood()
    if question == "correction" and not message.brief:
        return conversation.asking(None), (Say("utter_rien_de_nouveau"),)
    if question in ("correction", "recommencer"):
        return _nothing_to_change(conversation.asking(None), catalogue, day)
    if question is not None:
        return _no_answer(conversation, message, catalogue, day)
    bare = message.word_count <= _BARE_NO and not message.text.startswith("/")
    if conversation.oriented and bare:
        # « Que puis-je faire de plus pour vous ? » « Non. »
        return conversation, (Say("utter_rien_d_autre"),)
    if conversation.oriented:
        return object_to(conversation, message, catalogue, day)
    return conversation, (Say("utter_a_votre_disposition"),)


def _no_answer(
    conversation: Conversation, message: Message, catalogue: Catalogue, day: date
) -> Turn:
    """A yes or a no to « où ? » says nothing: ask otherwise, in a way it can be answered."""
    if conversation.question == "territoire":
        return misunderstood(conversation, message, catalogue, day)
    return not_know(conversation, message, catalogue, day)


def _nothing_to_change(conversation: Conversation, catalogue: Catalogue, day: date) -> Turn:
    if conversation.oriented:
        return conversation, (what_else(conversation),)
    return proceed(conversation, catalogue, day)


def _answer_stage_question(
    answer: bool, conversation: Conversation, message: Message, catalogue: Catalogue, day: date
) -> Turn:
    """Take the answer and whatever else the message says; a stage said plainly wins."""
    question = str(conversation.question)
    if runs_long(message.plain) and question != _LAST_STAGE_QUESTION:
        message, answer = message.without("etape"), True  # « oui, créée en 2009 » is no start
        if question in _BEFORE_USERS:
            question = FIRST_STAGE_QUESTION  # « mais non on n'essaie pas, on bosse depuis 2019 »
    # « Non, rien testé » sounds like the very stage that it denies.
    denied = not answer and message.first("etape") == STAGE_QUESTIONS[question].yes
    if message.is_sure_of("etape") and not denied:
        return listen(conversation, message, catalogue, day)
    if question == FIRST_STAGE_QUESTION and names_structure(message.plain):
        answer = True  # « non c'est pas une asso, c'est une SARL »
    answers = {**conversation.stage_answers, question: answer}
    aside = message.without("etape")
    conversation = absorb(conversation.asking(None), aside).understood()
    step = next_stage_question(answers)
    if step in STAGE_QUESTIONS:
        conversation = replace(conversation, stage_answers=answers)
    else:
        conversation = replace(conversation.knowing(etape=step), stage_answers={})
    return proceed(conversation, catalogue, day)
