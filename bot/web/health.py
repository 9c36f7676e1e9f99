"""Whether the gateway lives, whether everything it needs does, and what it counts."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from pathlib import Path

import aiohttp
from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST
from sqlalchemy.engine import Engine

from bot.database import transaction
from bot.errors import DatabaseError
from bot.web import gateway
from bot.web.api import json_response
from bot.web.tables import conversations

routes = web.RouteTableDef()

#: Seconds that a dependency has to say that it is there.
_SECONDS = 2.0

_OPENAPI = Path(__file__).with_name("openapi.json")


@routes.get("/healthz")
async def alive(_request: web.Request) -> web.Response:
    """Say that this process answers, and nothing more."""
    return json_response({"status": "ok"})


@routes.get("/readyz")
async def ready(request: web.Request) -> web.Response:
    """Say of each dependency whether it is there: 200 if all are, 503 otherwise."""
    here = gateway.of(request)
    rasa, actions = here.settings.rasa_url, here.settings.actions_url
    timeout = aiohttp.ClientTimeout(total=_SECONDS)
    async with aiohttp.ClientSession(timeout=timeout) as session:
        states = await asyncio.gather(
            _in_time(here.dialogue.in_database(_can_write)),
            _is_ok(session, f"{rasa}/webhooks/rest/"),
            _is_ok(session, f"{rasa}/webhooks/rest/modele"),
            _is_ok(session, f"{actions}/health"),
        )
    names = ("database", "rasa", "model", "actions")
    checks = {name: "ok" if state else "down" for name, state in zip(names, states, strict=True)}
    all_ok = all(states)
    body = {"status": "ok" if all_ok else "degraded", "checks": checks}
    return json_response(body, status=200 if all_ok else 503)


@routes.get("/metrics")
async def metrics(request: web.Request) -> web.Response:
    """Give the counters to Prometheus."""
    return web.Response(
        body=gateway.of(request).metrics.text(),
        headers={"Content-Type": CONTENT_TYPE_LATEST, "Cache-Control": "no-store"},
    )


@routes.get("/openapi.json")
async def openapi(_request: web.Request) -> web.Response:
    """Give the description of the API."""
    return web.Response(body=_OPENAPI.read_bytes(), content_type="application/json")


def _can_write(engine: Engine) -> bool:
    # No row has this name: nothing changes, and a database that only reads refuses all the same.
    nothing = conversations.update().where(conversations.c.id == "").values(turn=0)
    try:
        with transaction(engine, write=True) as connection:
            connection.execute(nothing)
    except DatabaseError:
        return False
    return True


async def _in_time(check: Awaitable[bool]) -> bool:
    try:
        return await asyncio.wait_for(check, _SECONDS)
    except asyncio.TimeoutError:
        return False


async def _is_ok(session: aiohttp.ClientSession, url: str) -> bool:
    try:
        async with session.get(url, allow_redirects=False) as response:
            return response.status == web.HTTPOk.status_code
    except (aiohttp.ClientError, asyncio.TimeoutError, OSError):
        return False
