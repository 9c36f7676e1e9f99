"""What words say of the advice and of who gives it: it does not suit, nobody answers, a person.

They are heard whatever their intent sounds like, and never in words that tell of a project: who
speaks of a domain means its people.
"""

from __future__ import annotations

import re

from bot.dialogue.message import Message

#: « Le numéro ne répond pas », « personne ne décroche », « j'ai appelé trois fois, personne »; not
#: « vous répondez pas à ma question ».
_UNREACHED = re.compile(
    r"\b(?:r[ée]pond(?:ent|ait|aient)?|d[ée]croch\w*) (?:pas|plus|jamais|toujours pas|personne)\b"
    r"(?!.{0,6}\b(?:question|ça|cela)\b)"
    r"|\bpersonne (?:ne |n'|m'|me |y )*(?:r[ée]pond|d[ée]croch|rappel)\w*"
    r"|\b(?:appel|t[ée]l[ée]phon|sonn|[ée]cri)\w*\b[^?]{0,40}"
    r"\b(?:personne|(?:pas|aucune|sans) (?:eu )?(?:de )?r[ée]ponse|dans le vide)\b"
    r"|\btoujours occup[ée]\b",
    re.IGNORECASE,
)
_LONGEST_UNREACHED = 18
_IF = re.compile(r"\bsi\b", re.IGNORECASE)
#: « Je veux parler à une personne », « un humain svp », « quelqu'un de réel ».
_PERSON_WANTED = re.compile(
    r"\b(?:parler|causer|discuter|(?:avoir|joindre) (?=quelqu|un|une))\s*"
    r"(?:[àa] |avec |au t[ée]l\w* )*"
    r"(?:(?:une?|vraie?|autre|de)\s+){0,3}(?:personnes?|quelqu'un|humaine?|conseill\w+|agent)\b"
    r"|\b(?:un humain|(?:une )?vraie personne)\b[^.?!]{0,12}(?:svp|s'il|merci|\W*$)",
    re.IGNORECASE,
)
_LONGEST_PERSON_WANTED = 16
#: « La banque c'est pas pour nous », « on n'est pas une entreprise », « y a quelqu'un d'autre ? »
_DOOR_REFUSED = re.compile(
    r"\b(?:pas (?:fait )?pour (?:nous?|moi|les assos?\w*)|(?:ça|ca) (?:nous |me )?va pas"
    r"|(?:pas|quelqu'un|quelque chose|rien|qui) d'autre|autre (?:organisme|porte|solution|endroit)"
    r"|(?:pas|jamais) une? (?:entreprises?|soci[ée]t[ée]s?|bo[iî]te)"
    r"|(?:que|juste) des b[ée]n[ée]voles)\b",
    re.IGNORECASE,
)
_LONGEST_DOOR_REFUSED = 25
#: « C'est une boulangerie normale », « un commerce tout à fait ordinaire ».
_ORDINARY = re.compile(
    r"\b(?:commerces?|boutiques?|magasins?|entreprises?|soci[ée]t[ée]s?|boulangeries?|restaurants?"
    r"|salons?|garages?|bars?|projets?)\b[^.,;?!]{0,25}\b(?:ordinaires?|normal(?:e|es)?|classiques?"
    r"|comme les autres|sans (?:but|dimension) social\w*)\b",
    re.IGNORECASE,
)
_LONGEST_ORDINARY = 20
#: « Pas une entreprise classique, une coopérative ».
_DENYING = re.compile(r"\b(?:pas|plus|jamais|autre)\b", re.IGNORECASE)


def reached_nobody(message: Message) -> bool:
    """Tell whether a message says that nobody answers."""
    supposed = message.supposes or _IF.search(message.plain)
    return not supposed and _says(_UNREACHED, _LONGEST_UNREACHED, message)


def wants_person(message: Message) -> bool:
    """Tell whether a message asks for a person."""
    return _says(_PERSON_WANTED, _LONGEST_PERSON_WANTED, message)


def refuses_door(message: Message) -> bool:
    """Tell whether a message says that the door that was advised does not suit."""
    elsewhere = message.is_sure_of("territoire")
    return not elsewhere and _says(_DOOR_REFUSED, _LONGEST_DOOR_REFUSED, message)


def is_ordinary(message: Message) -> bool:
    """Tell whether a message says that the project is a business like any other."""
    found = _ORDINARY.search(message.plain)
    few = message.word_count <= _LONGEST_ORDINARY and not message.adds
    return few and found is not None and not _DENYING.search(message.plain[: found.start()])


def _says(pattern: re.Pattern[str], longest: int, message: Message) -> bool:
    """Tell whether a message of so many words at most, which names no domain, is such words."""
    few = message.word_count <= longest and message.first("domaine") is None
    return few and bool(pattern.search(message.plain))
