"""The pages every public service has, from the templates in ``bot/web/pages/`` that staff edit."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from aiohttp import web
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.settings import Settings
from bot.typography import typeset
from bot.web import gateway
from bot.web.problems import Problem

#: Where the templates are, and the style sheet they share.
FOLDER = Path(__file__).parent / "pages"

routes = web.RouteTableDef()


class Pages:
    """The templates. One that is edited is read anew at the next visit."""

    def __init__(self) -> None:
        self._templates = Environment(
            loader=FileSystemLoader(FOLDER),
            autoescape=True,
            undefined=StrictUndefined,
            auto_reload=True,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.filters["typo"] = typeset
        self._templates.filters["appel"] = _dialled

    def render(self, name: str, request: web.Request, **values: Any) -> str:
        """Return a page for a request."""
        return self.fill(name, gateway.of(request).settings, **values)

    def fill(self, name: str, settings: Settings, **values: Any) -> str:
        """Return a page; every template may use the settings' contact and retention."""
        return self._templates.get_template(f"{name}.html").render(
            ess_email=settings.ess_email,
            ess_phone=settings.ess_phone,
            retention_days=settings.retention_days,
            **values,
        )


def _dialled(telephone: str) -> str:
    return "tel:" + telephone.replace(" ", "").replace(".", "")


PAGES = web.AppKey("pages", Pages)


@routes.get("/accessibilite")
async def accessibility(request: web.Request) -> web.Response:
    """Show the accessibility statement."""
    return _page(request, "accessibilite")


@routes.get("/confidentialite")
async def privacy(request: web.Request) -> web.Response:
    """Show the privacy notice."""
    return _page(request, "confidentialite")


def error_page(request: web.Request, problem: Problem) -> web.Response:
    """Show a refusal to somebody who opened a page."""
    text = request.config_dict[PAGES].render(
        "erreur", request, titre=problem.title, detail=problem.detail
    )
    return web.Response(
        text=text,
        status=problem.status,
        content_type="text/html",
        headers={"Cache-Control": "no-store", **problem.headers},
    )


def _page(request: web.Request, name: str) -> web.Response:
    text = request.config_dict[PAGES].render(name, request)
    return web.Response(text=text, content_type="text/html", headers={"Cache-Control": "no-cache"})
