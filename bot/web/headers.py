"""The headers of every answer: what browsers may do with it, and who may read it."""

from __future__ import annotations

from collections.abc import Mapping

from aiohttp import web

from bot.web import gateway

#: Pages need nothing but their own files; no inline script, no evaluated text.
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "connect-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'self'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    )
)

ALWAYS: Mapping[str, str] = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}

#: One year, once the visitor has come by HTTPS.
STRICT_TRANSPORT_SECURITY = "max-age=31536000; includeSubDomains"

#: What a page of an allowed site may load: the widget's files and the API.
SHARED = ("/api/", "/static/")

#: What any page may load, so that where the rest is refused the visitor gets a contact instead.
LOADER = "/static/assistant."


async def put(request: web.Request, response: web.StreamResponse) -> None:
    """Put the headers on an answer that is about to be sent."""
    headers = response.headers
    headers.popall("Server", None)
    for name, value in ALWAYS.items():
        headers.setdefault(name, value)
    origins = gateway.of(request).origins
    if origins.is_https(request):
        headers["Strict-Transport-Security"] = STRICT_TRANSPORT_SECURITY
    shared = request.path.startswith(SHARED)
    headers["Cross-Origin-Resource-Policy"] = "cross-origin" if shared else "same-origin"
    if shared:
        _allow(request, response)


def _allow(request: web.Request, response: web.StreamResponse) -> None:
    vary = [response.headers[name] for name in ("Vary",) if name in response.headers]
    response.headers["Vary"] = ", ".join([*vary, "Origin"])
    origin = request.headers.get("Origin")
    if origin is None:
        return
    if gateway.of(request).origins.allows(origin):
        response.headers["Access-Control-Allow-Origin"] = origin
        response.headers["Access-Control-Expose-Headers"] = "Retry-After"
    elif request.path.startswith(LOADER):
        response.headers["Access-Control-Allow-Origin"] = "*"
