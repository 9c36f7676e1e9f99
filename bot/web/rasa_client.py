"""Asks Rasa, and makes what it answers into replies that can be shown."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import aiohttp

from bot.legible import legible
from bot.web.conversation import Offer, Reply
from bot.web.errors import AssistantSilent, AssistantSlow

#: Seconds a visitor waits for an answer before being told that there is none.
PATIENCE = 8.0

#: Seconds after which a late answer, which nobody waits for any more, is given up.
_GIVE_UP = 60.0

#: Stands for a result that Rasa did not say in words, where cards cannot be shown.
_UNTOLD = "Voici votre orientation."


class RasaClient:
    """One connection pool to Rasa's REST channel.

    Args:
        url: Where Rasa listens, without a final slash.
        patience: Seconds to wait for an answer.
    """

    def __init__(self, url: str, *, patience: float = PATIENCE) -> None:
        self._webhook = f"{url}/webhooks/rest/webhook"
        self._patience = patience
        self._asked: set[asyncio.Task[tuple[Reply, ...]]] = set()
        # A proxy of the company's has no business between two local servers: no trust_env.
        self._session = aiohttp.ClientSession(
            timeout=aiohttp.ClientTimeout(total=_GIVE_UP, connect=PATIENCE),
            connector=aiohttp.TCPConnector(limit=0),
        )

    async def ask(self, sender: str, text: str) -> tuple[Reply, ...]:
        """Send a message and return the answer, one reply at least.

        Raises:
            AssistantSlow: Rasa has not answered in time; it may still do.
            AssistantSilent: Rasa is down, or says nothing that can be shown.
        """
        task = asyncio.create_task(self._post(sender, text))
        self._asked.add(task)
        task.add_done_callback(self._asked.discard)
        # Not cancelled when time is up: Rasa cannot be told to stop, and what it says is kept.
        done, _ = await asyncio.wait({task}, timeout=self._patience)
        if not done:
            raise AssistantSlow(task)
        return task.result()

    async def close(self) -> None:
        """Give up late answers and close the connections."""
        for task in self._asked:
            task.cancel()
        await self._session.close()

    async def _post(self, sender: str, text: str) -> tuple[Reply, ...]:
        try:
            async with self._session.post(
                self._webhook, json={"sender": sender, "message": text}, allow_redirects=False
            ) as response:
                body = await response.read()
        except (aiohttp.ClientError, asyncio.TimeoutError, OSError):
            raise AssistantSilent("down") from None
        return read_replies(body if response.status == 200 else b"")


def read_replies(body: bytes) -> tuple[Reply, ...]:
    """Return Rasa's answer as replies: one for each text, and one for the whole result.

    Args:
        body: What the REST channel answered.

    Raises:
        AssistantSilent: It is ``garbage``, or ``empty``.
    """
    try:
        parts = json.loads(body)
    except (ValueError, RecursionError):
        raise AssistantSilent("garbage") from None
    if not isinstance(parts, list) or not all(isinstance(part, dict) for part in parts):
        raise AssistantSilent("garbage")
    replies: list[Reply] = []
    for part in parts:
        text, offers = _text(part), _offers(part)
        if text:
            replies.append(Reply(text, offers))
        elif offers and replies:
            replies[-1] = replace(replies[-1], offers=(*replies[-1].offers, *offers))
        found = _orientation(part)
        if found is not None:
            replies.append(_result(replies, found))
    if not replies:
        raise AssistantSilent("empty")
    if any(_asks_privately(part) for part in parts):
        replies[-1] = replace(replies[-1], asks_privately=True)
    return tuple(replies)


def _result(replies: list[Reply], orientation: Mapping[str, Any]) -> Reply:
    """Make one reply of the texts that say the result in words, one a door: cards replace it."""
    doors = len(orientation["recommandations"])
    told: list[str] = []
    while replies and len(told) < doors and not replies[-1].offers:
        told.insert(0, replies.pop().text)
    return Reply("\n\n".join(told) or _UNTOLD, (), orientation)


def _text(part: Mapping[str, Any]) -> str:
    text = part.get("text")
    return legible(text, ours=True) if isinstance(text, str) else ""


def _orientation(part: Mapping[str, Any]) -> Mapping[str, Any] | None:
    custom = part.get("custom")
    found = custom.get("orientation") if isinstance(custom, dict) else None
    if not isinstance(found, dict) or not isinstance(found.get("recommandations"), list):
        return None
    return found


def _asks_privately(part: Mapping[str, Any]) -> bool:
    custom = part.get("custom")
    return isinstance(custom, dict) and custom.get("reponse_privee") is True


def _offers(part: Mapping[str, Any]) -> tuple[Offer, ...]:
    buttons = part.get("buttons")
    if not isinstance(buttons, list):
        return ()
    offers = (_offer(button) for button in buttons if isinstance(button, dict))
    return tuple(offer for offer in offers if offer.label and offer.payload)


def _offer(button: Mapping[str, Any]) -> Offer:
    title, payload = button.get("title"), button.get("payload")
    return Offer(
        legible(title) if isinstance(title, str) else "",
        payload if isinstance(payload, str) else "",
    )
