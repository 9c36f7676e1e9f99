"""What a conversation is made of, as values."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

#: Bytes of chance in an identifier or a token: 192 bits.
_UNGUESSABLE = 24

Author = Literal["bot", "visitor"]


@dataclass(frozen=True)
class Choice:
    """A choice as it is shown: the payload stays on the server."""

    id: str
    label: str


@dataclass(frozen=True)
class Message:
    """One message of a conversation.

    Attributes:
        id: Identifier of the message.
        author: Who said it.
        text: Plain text; may hold line breaks.
        choices: What the visitor may click on, if it is the last message of the last turn.
        orientation: The machine-readable result, as in the contract, or ``None``.
        at: When it was said, in UTC.
    """

    id: str
    author: Author
    text: str
    choices: tuple[Choice, ...]
    orientation: Mapping[str, Any] | None
    at: datetime

    def to_json(self) -> dict[str, Any]:
        """Return the message as the visitor API gives it."""
        return {
            "id": self.id,
            "from": self.author,
            "text": self.text,
            "choices": [{"id": choice.id, "label": choice.label} for choice in self.choices],
            "orientation": self.orientation,
            "at": self.at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        }


@dataclass(frozen=True)
class Offer:
    """A choice to be offered: the words shown, and what Rasa is sent when it is taken."""

    label: str
    payload: str


@dataclass(frozen=True)
class Reply:
    """One message of the assistant, before it is stored.

    Attributes:
        text: Its words.
        offers: The choices it offers.
        orientation: The machine-readable result, or ``None``.
        asks_privately: Whether the answer to it is for the ESS service alone, and not kept here.
    """

    text: str
    offers: tuple[Offer, ...] = ()
    orientation: Mapping[str, Any] | None = None
    asks_privately: bool = False


@dataclass(frozen=True)
class Said:
    """What a visitor sends: words, or a choice; never both.

    Attributes:
        client_id: The UUID that makes a retry harmless.
        text: The words, cleaned.
        choice: Identifier of the choice.
    """

    client_id: str
    text: str | None = None
    choice: str | None = None


@dataclass(frozen=True)
class Pending:
    """A message that is stored and waits for its answer.

    Attributes:
        conversation: Identifier of the conversation.
        sender: The name Rasa knows the conversation by.
        turn: Number of the turn, from 1.
        holder: Who may answer it.
        text: The visitor's words, or the label of their choice.
        payload: What the choice stands for; ``None`` for words.
    """

    conversation: str
    sender: str
    turn: int
    holder: str
    text: str
    payload: str | None


def unguessable() -> str:
    """Return a new identifier or token: 192 bits of chance, safe in a URL."""
    return secrets.token_urlsafe(_UNGUESSABLE)


def hash_token(token: str) -> str:
    """Return what is stored of a token. It is chance itself: no salt makes it safer."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
