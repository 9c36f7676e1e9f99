"""A visitor's browser, as far as the API is concerned."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp.test_utils import TestClient


@dataclass(frozen=True)
class Answer:
    """An answer of the gateway."""

    status: int
    headers: Mapping[str, str]
    content: Any

    @property
    def texts(self) -> list[str]:
        return [message["text"] for message in self.content["messages"]]

    @property
    def choices(self) -> dict[str, str]:
        """The identifier of each choice, by its label."""
        return {
            choice["label"]: choice["id"]
            for message in self.content["messages"]
            for choice in message["choices"]
        }

    @property
    def problem(self) -> str:
        """The code of the problem, which must look as RFC 9457 wants it."""
        assert self.headers["Content-Type"].startswith("application/problem+json")
        assert self.content["status"] == self.status
        assert self.content["title"]
        assert self.content["detail"]
        return str(self.content["type"].rpartition(":")[2])


@dataclass
class Visit:
    """One conversation of one visitor."""

    client: TestClient
    id: str = ""
    token: str = ""
    greeting: Answer = field(default_factory=lambda: Answer(0, {}, {}))

    async def open(self) -> Visit:
        self.greeting = await call(self.client, "POST", "/api/conversations")
        assert self.greeting.status == 201, self.greeting
        self.id = self.greeting.content["conversation"]
        self.token = self.greeting.content["token"]
        return self

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    async def send(self, body: Any, **options: Any) -> Answer:
        path = f"/api/conversations/{self.id}/messages"
        options = {"headers": self.headers, "json": body, **options}
        return await call(self.client, "POST", path, **options)

    async def say(self, text: Any, client_id: str | None = None) -> Answer:
        return await self.send({"text": text, "client_id": client_id or str(uuid.uuid4())})

    async def choose(self, choice: str, client_id: str | None = None) -> Answer:
        return await self.send({"choice": choice, "client_id": client_id or str(uuid.uuid4())})

    async def history(self) -> Answer:
        path = f"/api/conversations/{self.id}"
        return await call(self.client, "GET", path, headers=self.headers)

    async def delete(self) -> Answer:
        path = f"/api/conversations/{self.id}"
        return await call(self.client, "DELETE", path, headers=self.headers)


async def call(client: TestClient, method: str, path: str, **options: Any) -> Answer:
    """Make one call."""
    async with client.request(method, path, **options) as response:
        is_json = "json" in response.headers.get("Content-Type", "")
        content = await response.json(content_type=None) if is_json else await response.text()
        return Answer(response.status, dict(response.headers), content)
