"""Answers to a pending question that no intent tells, because their words sound like several."""

from __future__ import annotations

from bot.dialogue.advice_words import reached_nobody, wants_person
from bot.dialogue.conversation import ONE_PROJECT
from bot.dialogue.message import SURE, Message
from bot.dialogue.structure_words import names_structure
from bot.dialogue.topics import asks_sources
from bot.orientation.interview import FIRST_STAGE_QUESTION, STAGE_QUESTIONS

#: Intents whose own moves know the pending question, or that matter more than it.
_KNOWING = (
    "affirmer",
    "nier",
    "ne_sait_pas",
    "decrire_projet",
    "detresse",
    "laisser_message",
    "parler_a_quelqu_un",
    "recommencer",
)

#: Intents that are heard in what is said along with a yes or a no: « non c'est de l'argent qu'il
#: nous faut ». A yes or a no in front of any other is no answer once the other is sure.
_SAID_ALONG = (
    "demander_suite",
    "hors_sujet",
    "question_argent",
    "question_eligibilite",
    "question_porte",
    "question_pratique",
)


def answers_in_words(question: str | None, message: Message) -> bool:
    """Tell whether a message answers a pending question, whatever its intent.

    « L'étape » names what is wrong, although it sounds like a question about the stages; « ben oui,
    un questionnaire » answers a yes/no question, unless it is surely something else. « Qu'avez-vous
    noté ? » wants a recap whatever is pending, « le numéro ne répond pas » another way to a person.

    Args:
        question: The pending question.
        message: What was understood.
    """
    if message.intent != "detresse" and _is_heard_anyway(message):
        return True
    if question == ONE_PROJECT and message.brief and not message.details:
        return message.intent not in _KNOWING  # « la 2 »
    if message.intent in _KNOWING or message.text.startswith("/"):
        return False
    if question == "correction":
        return message.names is not None
    if question == FIRST_STAGE_QUESTION and names_structure(message.plain):
        return True  # « j'ai dit une asso »
    said = message.begins_with is not None and not message.asks
    aside = message.intent in _SAID_ALONG or message.confidence < SURE
    return question in STAGE_QUESTIONS and said and aside


def _is_heard_anyway(message: Message) -> bool:
    typed = not message.text.startswith("/")
    wants = typed and message.intent != "parler_a_quelqu_un" and wants_person(message)
    asks = typed and message.intent != "question_assistant" and asks_sources(message)
    return message.wants_recap or reached_nobody(message) or wants or asks
