"""A server that speaks like Rasa's REST channel, and fails in every way when told to."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer

GREETING = [
    {"text": "Bonjour !", "buttons": [{"title": "J’ai un projet", "payload": "/decrire_projet"}]}
]


class FakeRasa:
    """Answers with the words it received, or as told.

    Attributes:
        received: ``(sender, message)`` of each call, in order.
        answer: What to say instead; ``None`` repeats the visitor's words.
        body: What to send instead of an answer, whatever it is.
        delay: Seconds before answering.
        awake: Nothing is answered while this is not set.
    """

    def __init__(self) -> None:
        self.received: list[tuple[str, str]] = []
        self.answer: list[dict[str, Any]] | None = None
        self.body: str | None = None
        self.status = 200
        self.delay = 0.0
        self.awake = asyncio.Event()
        self.awake.set()
        self.at_once = 0
        self._came: dict[str, asyncio.Event] = defaultdict(asyncio.Event)
        # As Rasa does: the messages of one conversation are answered one after the other.
        self._turns: dict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self.most_at_once: dict[str, int] = {}
        self._server: TestServer | None = None
        self._port: int | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    @property
    def words(self) -> list[str]:
        """The messages received after the greeting."""
        return [message for _, message in self.received if message != "bonjour"]

    async def start(self) -> None:
        app = web.Application()
        app.add_routes(
            [
                web.post("/webhooks/rest/webhook", self._webhook),
                web.get("/webhooks/rest/modele", self._model),
            ]
        )
        self._server = TestServer(app, port=self._port)
        await self._server.start_server()
        self._port = self._server.port

    async def stop(self) -> None:
        assert self._server is not None
        self.awake.set()
        await self._server.close()

    async def has_received(self, words: str) -> None:
        """Wait until a message has come, answered or not."""
        await self._came[words].wait()

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """Answer nothing in the block, and everything at its end."""
        self.awake.clear()
        try:
            yield
        finally:
            self.awake.set()

    async def _model(self, _request: web.Request) -> web.Response:
        return web.json_response({"modele": "charge"})

    async def _webhook(self, request: web.Request) -> web.Response:
        call = await request.json()
        sender, message = call["sender"], call["message"]
        self.received.append((sender, message))
        self._came[message].set()
        self.at_once += 1
        self.most_at_once[sender] = max(self.most_at_once.get(sender, 0), self.at_once)
        async with self._turns[sender]:
            await self.awake.wait()
            await asyncio.sleep(self.delay)
        self.at_once -= 1
        if self.body is not None:
            return web.Response(status=self.status, text=self.body)
        echo = GREETING if message == "bonjour" else [{"text": f"Vous dites : {message}"}]
        parts = self.answer if self.answer is not None else echo
        return web.json_response([{"recipient_id": sender, **part} for part in parts])
