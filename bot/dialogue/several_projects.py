"""Moves of a visitor with several projects: on to another one, and back."""

from __future__ import annotations

import re
from datetime import date

from bot.dialogue.conversation import Conversation, FormerProject, speaks_of_project
from bot.dialogue.listening import listen, proceed, take_up
from bot.dialogue.message import Message
from bot.dialogue.recovering import misunderstood
from bot.dialogue.speech import Say, ask
from bot.dialogue.turn import Turn, answer_then_resume
from bot.orientation.profile import Profile
from bot.orientation.rules import Catalogue

#: More projects than this are not kept: the oldest is forgotten.
MOST_PROJECTS = 5

_THE_FIRST = re.compile(
    r"\b(premiere?|première?|1 ?er|1 ?ere|1 ?ère|initial|d[ée]part)\b", re.IGNORECASE
)
#: Without such a word, only a sure intent sets the project aside.
_FURTHER = re.compile(
    r"\b(?:autres?|second\w*|deuxi\w+|troisi\w+|2 ?e|2 ?[eè]me|nouv\w+|(?:encore|aussi) une?"
    r"|[àa] c[oô]t[ée]|diff[ée]rent\w*|change\w*|passons|sinon|rien [àa] voir)\b",
    re.IGNORECASE,
)
#: « Encore un essai » is none of these, nor is « ouvrir une deuxième boutique » of what grows.
_STILL = re.compile(r"\bencore (?:une? )?(?:essai|test|id[ée]e\W*$|[ée]tude)", re.IGNORECASE)
_PROJECT = re.compile(r"\b(?:projets?|id[ée]es?)\b", re.IGNORECASE)
#: « Au fait on a un deuxième projet, un café à Gray ».
_ANNOUNCED = re.compile(
    r"^\W*(?:\w+\W+){0,4}(?:j'ai|on a|nous avons|voici)\W+(?:aussi\W+|encore\W+)?une?\W+"
    r"(?:autre|second\w*|deuxi[eè]me|nouve\w+)\W+(?:projet|id[ée]e)\b",
    re.IGNORECASE,
)
_SURE = 0.8
#: « Et l'autre projet ? » speaks of the one that was told, not of a further one.
_POINTING = re.compile(r"\bl['’]autre\b|\bpr[ée]c[ée]dent|\bd['’]avant\b", re.IGNORECASE)


def announces_another(message: Message) -> bool:
    """Tell whether a message that tells of a project begins by saying that it is another one."""
    return (
        bool(_ANNOUNCED.search(message.plain)) and not message.asks and not message.denies_project
    )


def other_project(
    conversation: Conversation, message: Message, catalogue: Catalogue, day: date
) -> Turn:
    """Set the project aside and listen to the next one."""
    if conversation.question == "correction" and message.names is not None:
        asked = ask(message.names, conversation, catalogue)
        return conversation.asking(message.names), (asked,)
    # « je n'ai PAS de projet », « j'ai pas deux projets » announce no other one.
    denied = message.denies_project or message.first("etape") == "sensibilisation"
    if denied or not conversation.started:
        return listen(conversation, message, catalogue, day)
    pointed_at = not message.details and _POINTING.search(message.text)
    if conversation.former and pointed_at:
        return former_project(conversation, message, catalogue, day)
    faint = message.confidence < _SURE and not _FURTHER.search(message.text)
    grows = message.first("etape") == "diffusion" and not _PROJECT.search(message.text)
    if _STILL.search(message.text) or grows or faint:
        # « j'ai demandé de l'aide pour le projet » leaves nothing behind.
        return misunderstood(conversation, message, catalogue, day)
    afresh = Conversation(former=_with(conversation, conversation.former))
    after, says = listen(afresh, message, catalogue, day)
    return after, (Say("utter_autre_projet"), *says)


def former_project(
    conversation: Conversation, message: Message, catalogue: Catalogue, day: date
) -> Turn:
    """Come back to a project told before, and set the present one aside."""
    if conversation.question == "reprise":
        return take_up(conversation, catalogue, day)
    if not conversation.former:
        if speaks_of_project(message):
            return listen(conversation, message, catalogue, day)
        return answer_then_resume(conversation, (Say("utter_un_seul_projet"),), catalogue)
    wanted = _wanted(conversation.former, message)
    others = tuple(project for project in conversation.former if project is not wanted)
    back = Conversation(wanted.profile, wanted.declined, former=_with(conversation, others))
    after, says = proceed(back, catalogue, day)
    return after, (Say("utter_projet_precedent"), *says)


def _with(
    conversation: Conversation, former: tuple[FormerProject, ...]
) -> tuple[FormerProject, ...]:
    if conversation.profile == Profile():
        return former
    present = FormerProject(conversation.profile, conversation.declined)
    return (present, *former)[:MOST_PROJECTS]


def _wanted(former: tuple[FormerProject, ...], message: Message) -> FormerProject:
    """Return the project whose domain or place is named; else the first; else the latest."""
    domains, place = message.values("domaine"), message.first("territoire")
    for project in former:
        if set(domains) & set(project.profile.domaines):
            return project
    for project in former:
        if place is not None and place == project.profile.territoire:
            return project
    return former[-1] if _THE_FIRST.search(message.text) else former[0]
