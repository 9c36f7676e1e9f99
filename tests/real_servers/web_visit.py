"""A visitor at the web gateway, and what they are shown."""

from __future__ import annotations

import uuid
from typing import Any

import httpx

#: No answer may take longer, in seconds: a conversation held by a dead gateway takes 20.
PATIENCE = 40.0


class Visit:
    """One conversation through a gateway.

    Attributes:
        http: The connection, with the conversation's token.
        path: The conversation's address.
        last: The messages of the last answer.
    """

    def __init__(self, gateway_url: str) -> None:
        self.http = httpx.Client(base_url=gateway_url, timeout=PATIENCE)
        begun = self.http.post("/api/conversations")
        assert begun.status_code == 201, begun.text
        self.path = f"/api/conversations/{begun.json()['conversation']}"
        self.http.headers["Authorization"] = f"Bearer {begun.json()['token']}"
        self.last: list[dict[str, Any]] = begun.json()["messages"]

    def go_to(self, gateway_url: str) -> None:
        """Talk to another gateway from now on."""
        self.http.base_url = httpx.URL(gateway_url)

    def post(self, *, client_id: str | None = None, **body: str) -> httpx.Response:
        """Send a message, whatever the answer."""
        named = {"client_id": client_id or str(uuid.uuid4()), **body}
        return self.http.post(f"{self.path}/messages", json=named)

    def send(self, *, client_id: str | None = None, **body: str) -> str:
        """Send a message that must be answered, and return the texts of the answer."""
        answer = self.post(client_id=client_id, **body)
        assert answer.status_code == 200, answer.text
        self.last = answer.json()["messages"]
        return "\n".join(message["text"] for message in self.last)

    def say(self, text: str) -> str:
        """Send words and return the texts of the answer."""
        return self.send(text=text)

    def choose(self, label: str) -> str:
        """Take a choice of the last answer."""
        choices = {c["label"]: c["id"] for message in self.last for c in message["choices"]}
        return self.send(choice=choices[label])

    @property
    def labels(self) -> list[str]:
        """The choices of the last answer."""
        return [choice["label"] for message in self.last for choice in message["choices"]]

    @property
    def orientation(self) -> dict[str, Any] | None:
        """The result, if the last answer gave one."""
        found = [message["orientation"] for message in self.last if message["orientation"]]
        return found[0] if found else None

    def history(self) -> list[dict[str, Any]]:
        """Every message of the conversation."""
        told = self.http.get(self.path)
        assert told.status_code == 200, told.text
        messages: list[dict[str, Any]] = told.json()["messages"]
        return messages
