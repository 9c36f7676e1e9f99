"""Reads the JSON that visitors' browsers send, and says in French what is wrong with it."""

from __future__ import annotations

import asyncio
import json
import uuid
from collections.abc import Mapping
from typing import Any

from aiohttp import web

from bot.legible import legible
from bot.web import problems
from bot.web.conversation import Said
from bot.web.problems import Refused

#: Longest body, in bytes.
LARGEST_BODY = 16 * 1024

#: Longest message to the assistant, in characters.
LONGEST_MESSAGE = 1_000

#: Longest identifier of a choice that is looked up.
_LONGEST_CHOICE = 100

#: Seconds that a body may take to arrive.
BODY_SECONDS = 10.0

_UUID_LENGTH = 36


async def read_body(request: web.Request) -> bytes:
    """Return the body of a request.

    Raises:
        Refused: It is too large, too slow, or compressed.
    """
    if request.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise Refused(problems.NOT_JSON_TYPE)
    if (request.content_length or 0) > LARGEST_BODY:
        raise Refused(problems.TOO_LARGE)
    try:
        return await asyncio.wait_for(request.read(), BODY_SECONDS)
    except asyncio.TimeoutError:
        raise Refused(problems.TOO_SLOW) from None
    except web.HTTPRequestEntityTooLarge:
        raise Refused(problems.TOO_LARGE) from None


async def read_object(request: web.Request) -> Mapping[str, Any]:
    """Return the JSON object in the body of a request.

    Raises:
        Refused: There is none.
    """
    if request.content_type != "application/json":
        raise Refused(problems.NOT_JSON_TYPE)
    body = await read_body(request)
    try:
        content = json.loads(body.decode("utf-8"))
    except (ValueError, RecursionError):
        raise Refused(problems.NOT_JSON) from None
    if not isinstance(content, dict):
        raise Refused(problems.NOT_JSON)
    return content


def said(content: Mapping[str, Any]) -> Said:
    """Return the message in ``{"text": …}`` or ``{"choice": …}``, with its ``client_id``.

    Raises:
        Refused: It is neither or both, blank, too long, or of the wrong type.
    """
    text, choice = content.get("text"), content.get("choice")
    client = client_id(content)
    if (text is None) == (choice is None):
        raise Refused(problems.invalid(text="Envoyez un texte ou un choix : l'un des deux."))
    if choice is not None:
        if not isinstance(choice, str) or not 0 < len(choice) <= _LONGEST_CHOICE:
            raise Refused(problems.invalid(choice="Le choix doit être l'un de ceux proposés."))
        return Said(client, choice=legible(choice) or "?")
    if not isinstance(text, str):
        raise Refused(problems.invalid(text="Le message doit être un texte."))
    if len(text) > LONGEST_MESSAGE:
        why = f"Votre message compte {len(text)} caractères : {LONGEST_MESSAGE} au plus."
        raise Refused(problems.invalid(text=why))
    words = legible(text)
    if not words:
        raise Refused(problems.invalid(text="Votre message est vide : écrivez quelques mots."))
    return Said(client, text=words)


def client_id(content: Mapping[str, Any]) -> str:
    """Return the ``client_id`` of a body, in its usual form.

    Raises:
        Refused: It is missing, or no UUID.
    """
    value = content.get("client_id")
    try:
        if not isinstance(value, str) or len(value) != _UUID_LENGTH:
            raise ValueError
        return str(uuid.UUID(value))
    except ValueError:
        why = "L'identifiant « client_id » doit être un UUID."
        raise Refused(problems.invalid(client_id=why)) from None
