"""The move for what is said of a project: which other move it really calls for."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from bot.dialogue.advice_words import is_ordinary, reached_nobody, wants_person
from bot.dialogue.answering import call_person, fears_refusal, if_refused, nobody_answers, who_pays
from bot.dialogue.conversation import ONE_PROJECT, Conversation, absorb
from bot.dialogue.listening import listen
from bot.dialogue.message import Detail, Message
from bot.dialogue.recovering import misunderstood, without_names_of_places
from bot.dialogue.several_projects import announces_another, other_project
from bot.dialogue.speech import Say, recap
from bot.dialogue.structure_words import names_structure
from bot.dialogue.topics import asks_sources, tell_sources
from bot.dialogue.turn import Turn, answer_then_resume, what_else
from bot.dialogue.yes_or_no import agree, deny
from bot.orientation.interview import FIRST_STAGE_QUESTION, STAGE_QUESTIONS
from bot.orientation.rules import Catalogue

#: An announcement of a project has no more words than this.
_BARE = 6
_ANNOUNCING = re.compile(r"^/|\b(?:projets?|id[ée]es?)\b", re.IGNORECASE)


def hear(conversation: Conversation, message: Message, catalogue: Catalogue, day: date) -> Turn:
    """Listen to what is said of a project; admit it when nothing was understood of it."""
    question = conversation.question
    if message.wants_recap:
        noted = recap(conversation.profile, catalogue) or Say("utter_rien_note")
        return answer_then_resume(conversation, (noted,), catalogue)
    if asks_sources(message):
        return tell_sources(conversation, catalogue)
    if reached_nobody(message):
        return nobody_answers(conversation, catalogue)
    if wants_person(message):
        return call_person(conversation, message, catalogue, day)
    if fears_refusal(conversation, message):
        return if_refused(conversation, message, catalogue)
    if is_ordinary(message):
        return answer_then_resume(conversation, (Say("utter_projet_ordinaire"),), catalogue)
    if question == ONE_PROJECT and not message.details:
        return conversation, (Say("utter_reformuler_un_projet"),)  # « la 2 »
    if conversation.started and announces_another(message):
        return other_project(conversation, message, catalogue, day)
    if question == "territoire":
        message = without_names_of_places(message)
    if question == FIRST_STAGE_QUESTION and names_structure(message.plain):
        return agree(conversation, message, catalogue, day)
    if question in STAGE_QUESTIONS and message.begins_with is not None and not message.asks:
        move = agree if message.begins_with else deny
        return move(conversation, message, catalogue, day)
    if (question == "correction" or conversation.oriented) and message.names is not None:
        named = (Detail("a_corriger", message.names),)
        return listen(conversation, replace(message, details=named), catalogue, day)
    if {detail.dimension for detail in message.details} == {"besoin"} and _wants_a_person(message):
        return call_person(conversation, message, catalogue, day)
    if conversation.oriented and _wants_money(message) and _changes_nothing(conversation, message):
        return who_pays(conversation, message, catalogue, day)
    few = message.word_count <= _BARE and not message.details
    if question is None and conversation.oriented and few and _ANNOUNCING.search(message.text):
        return conversation.understood(), (Say("utter_je_vous_ecoute"), what_else(conversation))
    if message.details or question in (None, "reprise"):
        # « J'ai un projet » says nothing yet, and begins a conversation.
        return listen(conversation, message, catalogue, day)
    return misunderstood(conversation, message, catalogue, day)


def _wants_money(message: Message) -> bool:
    return message.first("besoin") == "financement"


def _changes_nothing(conversation: Conversation, message: Message) -> bool:
    before, after = conversation.profile, absorb(conversation, message).profile
    return replace(after, besoin=before.besoin) == before


def _wants_a_person(message: Message) -> bool:
    return message.first("besoin") == "contact"
