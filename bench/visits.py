"""The same French visits, played at the web gateway or at Rasa itself."""

from __future__ import annotations

import asyncio
import uuid
from abc import ABC, abstractmethod
from typing import Any

import aiohttp

#: What visitors say after the greeting, one conversation a line.
VISITS = (
    (
        "on voudrait ouvrir une épicerie sans déchets dans notre village",
        "ce n'est qu'une idée pour l'instant",
        "c'est à Lure",
        "pourquoi ?",
        "merci beaucoup",
    ),
    (
        "c'est quoi l'innovation sociale ?",
        "je cherche de l'argent pour une association qui répare des vélos",
        "elle vient d'être créée",
        "à Besançon",
    ),
    (
        "notre coopérative d'habitants existe depuis trois ans",
        "on veut grandir et essaimer",
        "dans le Jura",
        "qui finance ?",
    ),
    (
        "j'ai pas encore de projet, je suis juste curieux",
        "plutôt la santé",
        "je ne sais pas",
        "au revoir",
    ),
    (
        "nous testons un service de transport pour les personnes âgées",
        "du côté de Belfort",
        "je voudrais parler à quelqu'un",
    ),
)

#: Words of the answer of either server when something behind it has failed.
_TROUBLE = ("souci technique", "trop de temps à répondre", "ne répond pas pour l’instant")


class NoAnswerError(Exception):
    """An answer that is none."""


class Conversation(ABC):
    """One visitor's conversation.

    Args:
        session: The connections of all visitors.
        url: Where the server is.
    """

    def __init__(self, session: aiohttp.ClientSession, url: str) -> None:
        self._session = session
        self._url = url

    @abstractmethod
    async def begin(self) -> None:
        """Get the greeting.

        Raises:
            NoAnswerError: It did not come.
        """

    @abstractmethod
    async def say(self, text: str) -> None:
        """Send a message and wait for its answer.

        Raises:
            NoAnswerError: It did not come.
        """

    async def _post(self, url: str, body: dict[str, str] | None, **options: Any) -> Any:
        try:
            async with self._session.post(url, json=body, **options) as response:
                text = await response.text()
                if response.status >= 400:
                    raise NoAnswerError(f"status {response.status}")
                if trouble := next((words for words in _TROUBLE if words in text), None):
                    raise NoAnswerError(f"an apology: {trouble}")
                answer = await response.json(content_type=None)
        except (aiohttp.ClientError, asyncio.TimeoutError) as error:
            raise NoAnswerError(type(error).__name__) from error
        if not answer:
            raise NoAnswerError("an empty answer")
        return answer


class AtRasa(Conversation):
    """A conversation on Rasa's REST channel; ``url`` is the channel's."""

    def __init__(self, session: aiohttp.ClientSession, url: str) -> None:
        super().__init__(session, url)
        self._sender = uuid.uuid4().hex

    async def begin(self) -> None:
        """Greet: the gateway does the same for a visitor."""
        await self.say("bonjour")

    async def say(self, text: str) -> None:
        """Send a message and wait for its answer."""
        await self._post(self._url, {"sender": self._sender, "message": text})


class AtGateway(Conversation):
    """A conversation on the visitor API; ``url`` is the gateway's."""

    async def begin(self) -> None:
        """Make the conversation."""
        begun = await self._post(f"{self._url}/api/conversations", None)
        self._messages = f"{self._url}/api/conversations/{begun['conversation']}/messages"
        self._token = {"Authorization": f"Bearer {begun['token']}"}

    async def say(self, text: str) -> None:
        """Send a message and wait for its answer."""
        body = {"text": text, "client_id": str(uuid.uuid4())}
        await self._post(self._messages, body, headers=self._token)
