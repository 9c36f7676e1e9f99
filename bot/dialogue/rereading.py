"""What a message says of a project, where its plain words say another thing than it sounds like."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.dialogue.conversation import STARTING, TESTED, Conversation
from bot.dialogue.message import Detail, Message
from bot.dialogue.structure_words import not_tested, opened_recently, runs_long

#: « Pas de commerce équitable, c'est une épicerie », « l'organisation du travail, c'est pas ça ».
_NOT_THAT = re.compile(
    r"^\W*(?:non\W+|mais\W+)*pas (?:de |du |d')|\bc'est pas (?:[çc]a\b|(?:le|notre|mon) sujet)",
    re.IGNORECASE,
)


def reread(conversation: Conversation, message: Message) -> Message:
    """Return a message with the stage and the domains that its words really tell."""
    if message.removes or (conversation.oriented and _denies_first(conversation, message)):
        message = message.denying_domains()
    if runs_long(message.plain) and not message.is_sure_of("etape"):
        message = message.without("etape")  # « lancé depuis deux ans » is no start
    if message.first("etape") == TESTED and not_tested(message.plain):
        message = message.without("etape")  # « non, rien testé » sounds like a test
    if conversation.profile.etape is None and opened_recently(message.plain):
        start = Detail("etape", STARTING)
        message = replace(message, details=(start, *message.without("etape").details))
    return message


def _denies_first(conversation: Conversation, message: Message) -> bool:
    """Whether a message says of a domain that was understood that it is not the project's."""
    domain = message.first("domaine")
    return domain in conversation.profile.domaines and bool(_NOT_THAT.search(message.plain))
