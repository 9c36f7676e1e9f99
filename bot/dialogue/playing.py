"""Making a move in a conversation in which something may just have been offered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from bot.dialogue.conversation import Conversation
from bot.dialogue.message import Message
from bot.dialogue.request_words import OFFERED
from bot.dialogue.turn import Turn
from bot.dialogue.yes_or_no import deny
from bot.orientation.rules import Catalogue

Move = Callable[[Conversation, Message, Catalogue, date], Turn]


def play(
    move: Move, conversation: Conversation, message: Message, catalogue: Catalogue, day: date
) -> Turn:
    """Make a move.

    The offer to write to the service is a question to a no; to a yes as well, but that goes to the
    request itself (``begins_request``). Whoever speaks of anything else let it pass.
    """
    if move is not deny:
        conversation = conversation.dropping(OFFERED)
    return move(conversation, message, catalogue, day)
