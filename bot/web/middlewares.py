"""What happens around every call: counted, logged, refused if it must be, failures explained."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable

import structlog
from aiohttp import web

from bot.errors import DatabaseError
from bot.web import gateway, problems
from bot.web.errors import ChoiceNotOffered, ConversationBusy, UnknownConversation
from bot.web.metrics import waited_for_rasa
from bot.web.origins import rate_key
from bot.web.problems import Problem, Refused
from bot.web.site_pages import error_page

logger = structlog.get_logger(__name__)

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

API = "/api/"
_METHODS = "GET, POST, DELETE"
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
#: Not counted: what watches the gateway calls them all day long.
_UNLIMITED = frozenset({"/healthz", "/readyz", "/metrics"})
_KNOWN = frozenset({"GET", "HEAD", "POST", "DELETE", "OPTIONS"})


@web.middleware
async def observe(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Count and log a call: its route and never its address, its words or its author."""
    here, begun = gateway.of(request), time.perf_counter()
    waited_for_rasa.set(0.0)  # the call before on this connection may have waited
    with here.in_flight:
        response = await handler(request)
    seconds = time.perf_counter() - begun
    resource = request.match_info.route.resource
    route = resource.canonical if resource is not None else "none"
    method = request.method if request.method in _KNOWN else "other"
    here.metrics.requests.labels(method, route, response.status).inc()
    here.metrics.seconds.labels(route).observe(seconds)
    here.metrics.own_seconds.labels(route).observe(seconds - waited_for_rasa.get())
    logger.info(
        "request.answered",
        method=method,
        route=route,
        status=response.status,
        milliseconds=round(1000 * seconds, 1),
    )
    return response


@web.middleware
async def explain(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Make every failure an answer that a person understands."""
    try:
        return await handler(request)
    except web.HTTPException as error:
        if error.status < 400:
            raise
        return _shown(request, _of_http(error))
    except Refused as refused:
        return _shown(request, refused.problem)
    except UnknownConversation:
        return _shown(request, problems.UNKNOWN_CONVERSATION)
    except ChoiceNotOffered:
        return _shown(request, problems.CHOICE_NOT_OFFERED)
    except ConversationBusy:
        return _shown(request, problems.BUSY)
    except DatabaseError as error:
        here = gateway.of(request)
        here.metrics.errors.labels("database").inc()
        logger.error("database.failed", error=type(error).__name__)
        contact = problems.unavailable(here.settings.ess_email, here.settings.ess_phone)
        return _shown(request, contact)
    except Exception as error:
        gateway.of(request).metrics.errors.labels("internal").inc()
        # The place and the kind, not the message: it may hold a visitor's words.
        logger.error("request.failed", error=type(error).__name__, at=_place(error))
        return _shown(request, problems.INTERNAL)


@web.middleware
async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse other sites' pages and whoever asks too often; answer CORS' question beforehand."""
    here = gateway.of(request)
    if request.path.startswith(API) and _is_preflight(request):
        if here.origins.is_foreign(request):
            raise Refused(problems.FOREIGN_ORIGIN)
        headers = {
            "Access-Control-Allow-Methods": _METHODS,
            "Access-Control-Allow-Headers": "Authorization, Content-Type",
            "Access-Control-Max-Age": "600",
        }
        return web.Response(status=204, headers=headers)
    if request.method not in _SAFE and here.origins.is_foreign(request):
        raise Refused(problems.FOREIGN_ORIGIN)
    if request.path.startswith(API) and request.path not in _UNLIMITED:
        await here.by_address.count(rate_key(here.origins.address(request)))
    return await handler(request)


def _is_preflight(request: web.Request) -> bool:
    return request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers


def _of_http(error: web.HTTPException) -> Problem:
    if isinstance(error, web.HTTPMethodNotAllowed):
        return problems.wrong_method(", ".join(sorted(error.allowed_methods)))
    if isinstance(error, web.HTTPRequestEntityTooLarge):
        return problems.TOO_LARGE
    return problems.NOT_FOUND if error.status == web.HTTPNotFound.status_code else problems.NOT_JSON


def _shown(request: web.Request, problem: Problem) -> web.Response:
    if request.path.startswith(API) or "text/html" not in request.headers.get("Accept", ""):
        return problem.response()
    return error_page(request, problem)


def _place(error: BaseException) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return "unknown"
    return f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}"
