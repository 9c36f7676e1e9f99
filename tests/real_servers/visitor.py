"""A visitor on Rasa's REST channel, and the answers they get."""

from __future__ import annotations

import unicodedata
import uuid
from dataclasses import dataclass, field
from typing import Any

import httpx

#: No answer may take longer, in seconds.
PATIENCE = 20.0


@dataclass(frozen=True)
class Answer:
    """All that the assistant said in one turn."""

    messages: tuple[dict[str, Any], ...] = ()

    @property
    def text(self) -> str:
        """The texts, one after the other, with ordinary spaces and apostrophes."""
        return plain("\n".join(message.get("text") or "" for message in self.messages))

    @property
    def choices(self) -> dict[str, str]:
        """The payload of each choice, by its label."""
        return {
            plain(button["title"]): button["payload"]
            for message in self.messages
            for button in message.get("buttons") or ()
        }

    @property
    def orientation(self) -> dict[str, Any] | None:
        """The machine-readable result, if the turn gave one."""
        customs = [message.get("custom") or {} for message in self.messages]
        return next((custom["orientation"] for custom in customs if "orientation" in custom), None)


@dataclass
class Visitor:
    """One conversation."""

    rasa_url: str
    sender: str = field(default_factory=lambda: f"visiteur-{uuid.uuid4()}")
    last: Answer = field(default_factory=Answer)

    def say(self, text: str) -> Answer:
        """Send a message and return the answer."""
        response = httpx.post(
            f"{self.rasa_url}/webhooks/rest/webhook",
            json={"sender": self.sender, "message": text},
            timeout=PATIENCE,
        )
        response.raise_for_status()
        self.last = Answer(tuple(response.json()))
        return self.last

    def choose(self, label: str) -> Answer:
        """Take a choice of the last answer."""
        choices = self.last.choices
        assert plain(label) in choices, f"no choice « {label} » among {list(choices)}"
        return self.say(choices[plain(label)])


def plain(text: str) -> str:
    """Return a text with ordinary spaces and straight apostrophes, to compare words."""
    folded = unicodedata.normalize("NFC", text).replace("’", "'")
    return folded.replace("\u00a0", " ").replace("\u202f", " ")
