"""What a request to the ESS service takes along from a conversation."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.engine import Engine

from bot.handover.store import ContactRequest, Line
from bot.web.errors import UnknownConversation
from bot.web.store import read_history


def attach_conversation(
    engine: Engine, request: ContactRequest, conversation: str, token: str
) -> ContactRequest:
    """Return a request with the last result and the words of a conversation.

    A conversation that has expired, or is somebody else's, is no reason to lose the message: the
    request is then returned as it is.

    Raises:
        DatabaseError: The database cannot be read.
    """
    try:
        told = read_history(engine, conversation, token)
    except UnknownConversation:
        return request
    results = [message.orientation for message in told if message.orientation is not None]
    return replace(
        request,
        conversation=conversation,
        orientation=results[-1] if results else None,
        transcript=tuple(
            Line("assistant" if message.author == "bot" else "visiteur", message.text)
            for message in told
        ),
    )
