"""The page behind the link in a visitor's mail: one button, and their request is erased."""

from __future__ import annotations

from datetime import datetime, timezone

from aiohttp import web

from bot.handover.erasure import erase_request
from bot.handover.errors import UnknownRequest
from bot.handover.links import is_erasure_token, signing_key
from bot.handover.records import read_request
from bot.handover.states import CLOSED
from bot.web import gateway
from bot.web.site_pages import PAGES

routes = web.RouteTableDef()

_ADDRESS = "/demandes/{reference}/{jeton}"


@routes.get(_ADDRESS)
async def ask(request: web.Request) -> web.Response:
    """Show the button; or that there is nothing left to erase. Looking erases nothing."""
    reference = await _authorised(request)
    try:
        record = await gateway.of(request).dialogue.in_database(read_request, reference)
    except UnknownRequest:
        raise web.HTTPNotFound from None
    done = record.erased_at is not None and record.status == CLOSED
    return _page(request, "demande_effacee" if done else "demande_effacer", reference)


@routes.post(_ADDRESS)
async def erase(request: web.Request) -> web.Response:
    """Erase the request; a second time changes nothing."""
    reference = await _authorised(request)
    here, now = gateway.of(request), datetime.now(timezone.utc)
    try:
        await here.dialogue.in_database(erase_request, reference, now)
    except UnknownRequest:
        raise web.HTTPNotFound from None
    here.upkeep.wake()
    return _page(request, "demande_effacee", reference)


async def _authorised(request: web.Request) -> str:
    here, reference = gateway.of(request), request.match_info["reference"]
    key = await here.dialogue.in_database(signing_key, here.settings)
    if not is_erasure_token(key, reference, request.match_info["jeton"]):
        raise web.HTTPNotFound
    return reference


def _page(request: web.Request, name: str, reference: str) -> web.Response:
    text = request.config_dict[PAGES].render(name, request, reference=reference)
    # The address is the secret: no page it leads to, no cache and no search engine learns it.
    headers = {
        "Cache-Control": "no-store",
        "Referrer-Policy": "same-origin",
        "X-Robots-Tag": "noindex",
    }
    return web.Response(text=text, content_type="text/html", headers=headers)
