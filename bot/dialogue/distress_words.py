"""What somebody says to whom the numbers for danger were just given."""

from __future__ import annotations

import re

from bot.dialogue.message import Message

#: Pending after the numbers: the next words are those of somebody in need, unless they speak of
#: something else.
HELPED = "aide_urgente"

#: « J'ai besoin de la police », « il tape dans la porte ».
_VIOLENCE = re.compile(
    r"\b(?:police|gendarm\w*|tape(?:nt)?|frapp\w*|cogn\w*|bat|battu\w*|menac\w*|couteau|arme"
    r"|violen\w*|agress\w*|[ée]trangl\w*|(?:me|nous|les) tuer|casser? la porte)\b",
    re.IGNORECASE,
)
#: « Je veux mourir », « tout le monde serait mieux sans moi ».
_DEATH = re.compile(
    r"\b(?:mour\w+|suicid\w*|en finir|me tuer|plus vivre|sans moi|sauter|m'ouvrir|pendre|crever)\b",
    re.IGNORECASE,
)
_LEAVING = re.compile(
    r"^\W*(?:tant pis|laiss\w+|merci|au revoir|bonne (?:nuit|soir[ée]e)|c'est bon|ok|d'accord)\b",
    re.IGNORECASE,
)
_LONGEST_LEAVING = 6
_PROJECT = re.compile(
    r"\b(?:projets?|id[ée]es?|asso\w*|cr[ée]er|monter|lancer|ouvrir)\b", re.IGNORECASE
)

#: Intents that are of something else, once they are sure.
_ELSEWHERE = (
    "autre_projet",
    "demander_exemples",
    "laisser_message",
    "projet_precedent",
    "question_assistant",
    "question_donnees",
    "question_ess",
    "question_innovation_sociale",
    "question_politique",
    "question_porte",
    "question_processus",
    "recommencer",
    "saluer",
)
_SURE = 0.6


def still_in_need(question: str | None, message: Message) -> bool:
    """Tell whether somebody to whom the numbers were given still speaks of their own trouble."""
    if question != HELPED or message.text.startswith("/"):
        return False
    names_place = message.brief and message.first("territoire") is not None
    if names_place or (_PROJECT.search(message.plain) and not message.denies_project):
        return False
    return message.intent not in _ELSEWHERE or message.confidence < _SURE


def tells_of_violence(message: Message) -> bool:
    """Tell whether the words are of violence, or ask for the police."""
    return bool(_VIOLENCE.search(message.plain))


def tells_of_death(message: Message) -> bool:
    """Tell whether the words are of somebody who thinks of dying."""
    return bool(_DEATH.search(message.plain))


def takes_leave(message: Message) -> bool:
    """Tell whether the words end the conversation (« tant pis », « merci »)."""
    few = message.word_count <= _LONGEST_LEAVING and not message.asks
    return few and (message.intent == "dire_au_revoir" or bool(_LEAVING.search(message.plain)))
