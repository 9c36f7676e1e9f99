"""The errors of the web gateway.

::

    BotError                         see bot/errors.py
    └── WebError
        ├── UnknownConversation      no such conversation, or not with this token
        ├── ConversationBusy         another message of it is being answered
        ├── ChoiceNotOffered         a choice that the last turn did not offer
        └── AssistantSilent          Rasa gave no answer that can be shown
            └── AssistantSlow        … yet: it may still come

What a visitor reads is made from them in ``bot/web/problems.py`` and ``bot/web/degraded.py``.
"""

from __future__ import annotations

import asyncio

from bot.errors import BotError
from bot.web.conversation import Reply


class WebError(BotError):
    """Base of the errors of the gateway."""


class UnknownConversation(WebError):
    """There is no such conversation, or the token is not its own: the two look the same."""


class ConversationBusy(WebError):
    """Another message of the conversation is being answered, here or in another gateway."""


class ChoiceNotOffered(WebError):
    """The choice was not offered by the last turn of this conversation."""


class AssistantSilent(WebError):
    """Rasa gave no answer that can be shown.

    Attributes:
        reason: ``slow``, ``down``, ``empty`` or ``garbage``: a label of a metric.
    """

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(f"Rasa gave no answer that can be shown: {reason}")


class AssistantSlow(AssistantSilent):
    """Rasa has not answered while the visitor was waiting.

    Attributes:
        answer: What it answers late; it raises ``AssistantSilent`` if that cannot be shown.
    """

    def __init__(self, answer: asyncio.Task[tuple[Reply, ...]]) -> None:
        self.answer = answer
        super().__init__("slow")
