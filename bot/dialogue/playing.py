"""Making a move in a conversation in which something may just have been offered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from bot.dialogue.conversation import Conversation
from bot.dialogue.distress_words import HELPED
from bot.dialogue.message import Message
from bot.dialogue.recovering import distress
from bot.dialogue.request_words import OFFERED
from bot.dialogue.topics import remembering_answer
from bot.dialogue.turn import Turn
from bot.dialogue.yes_or_no import deny
from bot.orientation.rules import Catalogue

Move = Callable[[Conversation, Message, Catalogue, date], Turn]


def play(
    move: Move, conversation: Conversation, message: Message, catalogue: Catalogue, day: date
) -> Turn:
    """Make a move.

    The offer to write to the service is a question to a no; to a yes as well, but that goes to the
    request itself (``begins_request``). Whoever speaks of anything else let it pass. Likewise only
    the move for somebody in danger knows that the numbers were just given. What was answered is
    remembered for one turn only.
    """
    if move is not deny:
        conversation = conversation.dropping(OFFERED)
    if move is not distress:
        conversation = conversation.dropping(HELPED)
    after, says = move(conversation, message, catalogue, day)
    return remembering_answer(after, says), says
