"""The visitors of a fault campaign: they leave a request by the form, or in the chat.

One who gets no answer repeats the call, as the widget does; one who gets an apology tries again.
"""

from __future__ import annotations

import random
import re
import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx

#: Longest time a visitor tries, in seconds; a chat outlives two starts of Rasa.
_FORM_PATIENCE = 60.0
_CHAT_PATIENCE = 240.0

#: A conversation held by a dead gateway takes 20 s, and then an answer.
_CALL_SECONDS = 45.0
_MOST_TURNS = 40

#: What is chosen wherever it is offered, the last step of a request first.
_CHOICES = (
    "Oui, envoyer",
    "Non, seulement la demande",
    "Sans nom",
    "Laisser un message au service",
)
#: Refusals that pass: another gateway answers, or there were too many calls.
_LATER = (httpx.codes.CONFLICT, httpx.codes.TOO_MANY_REQUESTS)
_REFERENCE = re.compile(r"\bESS-\d{4}-\d{4}\b")


@dataclass
class Visitor:
    """One visitor.

    Attributes:
        number: From 0, different for each.
        gateways: Where the gateways are found; either may be asked.
        chance: Of their own.
    """

    number: int
    gateways: Sequence[str]
    chance: random.Random
    _headers: dict[str, str] = field(default_factory=dict)
    _deadline: float = 0.0

    def use_form(self) -> str | None:
        """Leave a request without the assistant; return the reference, if one was given."""
        self._deadline = time.monotonic() + _FORM_PATIENCE
        self._pause(0, 0.3)
        answer = self._post(
            "/api/contact",
            message=f"Une question, numéro {self.number}.",
            telephone="03 81 61 61 61",
            consentement=True,
            client_id=self._new_id(),
        )
        return None if answer is None else str(answer["reference"])

    def chat(self) -> str | None:
        """Leave a request in the chat; return the reference, if one was given."""
        self._deadline = time.monotonic() + _CHAT_PATIENCE
        while time.monotonic() < self._deadline:
            begun = self._post("/api/conversations")
            if begun is None:
                return None
            self._headers = {"Authorization": f"Bearer {begun['token']}"}
            reference = self._converse(f"/api/conversations/{begun['conversation']}/messages")
            if reference is not None:
                return reference
        return None

    def _converse(self, path: str) -> str | None:
        said = "je veux parler à quelqu'un"
        words = {"text": said}
        for _ in range(_MOST_TURNS):
            answer = self._post(path, client_id=self._new_id(), **words)
            if answer is None:
                return None
            text = "\n".join(message["text"] for message in answer["messages"])
            given = _REFERENCE.search(text)
            if given is not None:
                return given[0]
            reply = self._reply(answer["messages"], text)
            if reply is None:  # an apology: the same once more, a moment later
                self._pause(1, 3)
                words = {"text": said}
            else:
                words, said = reply
        return None

    def _reply(
        self, messages: Sequence[dict[str, Any]], text: str
    ) -> tuple[dict[str, str], str] | None:
        """Return what to send, and how to say it in words; ``None`` if nothing was asked."""
        offered = {choice["label"]: choice["id"] for each in messages for choice in each["choices"]}
        if "Que voulez-vous dire au service" in text:
            return _in_words(f"Pouvez-vous relire nos statuts, dossier {self.number} ?")
        if "adresse e-mail" in text and "numéro" in text and "Sans nom" not in offered:
            return _in_words(f"visite{self.number}@exemple.fr")
        chosen = next((label for label in _CHOICES if label in offered), None)
        return None if chosen is None else ({"choice": offered[chosen]}, chosen)

    def _post(self, path: str, **body: Any) -> dict[str, Any] | None:
        """Call until it is answered; ``None`` when it is refused, or patience is at its end."""
        while time.monotonic() < self._deadline:
            address = f"{self.chance.choice(self.gateways)}{path}"
            try:
                answer = httpx.post(
                    address, json=body, headers=self._headers, timeout=_CALL_SECONDS
                )
            except httpx.HTTPError:
                answer = None
            if answer is not None and answer.is_success:
                content: dict[str, Any] = answer.json()
                return content
            if answer is not None and answer.is_client_error and answer.status_code not in _LATER:
                return None
            self._pause(0.2, 0.5)
        return None

    def _pause(self, least: float, most: float) -> None:
        time.sleep(self.chance.uniform(least, most))

    def _new_id(self) -> str:
        return str(uuid.UUID(int=self.chance.getrandbits(128), version=4))


def _in_words(text: str) -> tuple[dict[str, str], str]:
    return {"text": text}, text
