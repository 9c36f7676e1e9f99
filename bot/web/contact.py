"""Leaves a message for the ESS service, without the assistant: as JSON, or by a plain form."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import web

from bot.errors import DatabaseError
from bot.handover.store import ContactRequest, leave_request
from bot.web import gateway, payloads, problems
from bot.web.api import bearer, json_response
from bot.web.attachment import attach_conversation
from bot.web.contact_fields import LONGEST, read_contact
from bot.web.origins import rate_key
from bot.web.problems import Refused
from bot.web.site_pages import PAGES

routes = web.RouteTableDef()

_FORM = "application/x-www-form-urlencoded"
_MOST_FIELDS = 20


@routes.post("/api/contact")
async def contact(request: web.Request) -> web.Response:
    """Commit a request and give its reference."""
    content = await payloads.read_object(request)
    left = read_contact(content, client_id=payloads.client_id(content))
    conversation = content.get("conversation")
    if conversation is not None and not isinstance(conversation, str):
        raise Refused(problems.invalid(conversation="Un identifiant de conversation est attendu."))
    if conversation and bearer(request):
        name = conversation.encode("utf-8", "replace").decode().replace("\0", "")
        in_database = gateway.of(request).dialogue.in_database
        left = await in_database(attach_conversation, left, name, bearer(request))
    return json_response({"reference": await _leave(request, left)}, status=202)


@routes.get("/contact")
async def show_form(request: web.Request) -> web.Response:
    """Show the empty form."""
    return _form(request, {"client_id": str(uuid.uuid4())}, {})


@routes.post("/contact")
async def submit_form(request: web.Request) -> web.Response:
    """Commit what the form holds, or show it again with what is to be corrected."""
    if request.content_type != _FORM:
        raise Refused(problems.NOT_JSON_TYPE)
    body = (await payloads.read_body(request)).decode("utf-8", "replace")
    try:
        given = dict(parse_qsl(body, keep_blank_values=True, max_num_fields=_MOST_FIELDS))
    except ValueError:
        raise Refused(problems.NOT_JSON) from None
    fields = {**given, "consentement": given.get("consentement") == "oui"}
    try:
        left = read_contact(fields, client_id=payloads.client_id(given))
        reference = await _leave(request, left)
    except Refused as refused:
        problem = refused.problem
        errors = problem.errors or {"": problem.detail}
        return _form(request, given, errors, status=problem.status, headers=problem.headers)
    except DatabaseError:
        settings = gateway.of(request).settings
        problem = problems.unavailable(settings.ess_email, settings.ess_phone)
        return _form(request, given, {"": problem.detail}, status=problem.status)
    page = request.config_dict[PAGES].render("contact_envoye", request, reference=reference)
    return web.Response(text=page, content_type="text/html", headers={"Cache-Control": "no-store"})


async def _leave(request: web.Request, left: ContactRequest) -> str:
    here = gateway.of(request)
    await here.by_contact.count(rate_key(here.origins.address(request)))
    reference, is_new = await here.dialogue.in_database(leave_request, left)
    if is_new:
        here.metrics.contacts.inc()
        here.upkeep.wake()
    return reference


def _form(
    request: web.Request,
    given: Mapping[str, Any],
    errors: Mapping[str, str],
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
) -> web.Response:
    page = request.config_dict[PAGES].render(
        "contact", request, given=given, errors=errors, longest=LONGEST
    )
    return web.Response(
        text=page,
        status=status,
        content_type="text/html",
        headers={"Cache-Control": "no-store", **(headers or {})},
    )
