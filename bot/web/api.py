"""The visitor API: conversations. The contract is served at ``/openapi.json``."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from aiohttp import web

from bot.web import gateway, payloads
from bot.web.conversation import Message
from bot.web.errors import UnknownConversation

routes = web.RouteTableDef()

#: Longer than any identifier or token ever made; what is longer is not looked up.
_LONGEST_SECRET = 200


@routes.post("/api/conversations")
async def create_conversation(request: web.Request) -> web.Response:
    """Begin a conversation: its identifier, its secret, the greeting."""
    conversation, token, greeting = await gateway.of(request).dialogue.create()
    body = {"conversation": conversation, "token": token, **_messages(greeting)}
    return json_response(body, status=201)


@routes.post("/api/conversations/{conversation}/messages")
async def say(request: web.Request) -> web.Response:
    """Answer a text or a choice."""
    conversation, token = credentials(request)
    said = payloads.said(await payloads.read_object(request))
    here = gateway.of(request)
    await here.by_conversation.count(conversation)
    return json_response(_messages(await here.dialogue.say(conversation, token, said)))


@routes.get("/api/conversations/{conversation}", allow_head=False)
async def history(request: web.Request) -> web.Response:
    """Give the messages, for a reload or a second page."""
    told = await gateway.of(request).dialogue.history(*credentials(request))
    return json_response(_messages(told))


@routes.delete("/api/conversations/{conversation}")
async def delete_conversation(request: web.Request) -> web.Response:
    """Delete a conversation from every table."""
    await gateway.of(request).dialogue.delete(*credentials(request))
    return web.Response(status=204)


def credentials(request: web.Request) -> tuple[str, str]:
    """Return the conversation in the address and the token in the header.

    Raises:
        UnknownConversation: There is no token.
    """
    conversation = request.match_info["conversation"]
    token = bearer(request)
    if not token or len(conversation) > _LONGEST_SECRET or "\0" in conversation:
        raise UnknownConversation("No token came with the call")
    return conversation.encode("utf-8", "replace").decode(), token


def bearer(request: web.Request) -> str:
    """Return the token in the header; empty if there is none."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    token = token.strip()
    return token if scheme.lower() == "bearer" and len(token) <= _LONGEST_SECRET else ""


def json_response(body: Any, *, status: int = 200) -> web.Response:
    """Return a JSON answer that no cache keeps."""
    return web.Response(
        status=status,
        body=json.dumps(body, ensure_ascii=False).encode(),
        content_type="application/json",
        headers={"Cache-Control": "no-store"},
    )


def _messages(messages: Iterable[Message]) -> dict[str, Any]:
    return {"messages": [message.to_json() for message in messages]}
