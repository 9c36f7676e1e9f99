"""Which address serves which file."""

from __future__ import annotations

from pathlib import Path

from aiohttp import web

from bot.web import site_pages
from bot.web.assets import Assets

#: The widget, the demonstration page and the assistant as a full page.
FOLDER = Path(__file__).parent / "static"

WIDGET = web.AppKey("widget", Assets)
STYLES = web.AppKey("styles", Assets)

routes = web.RouteTableDef()


def put_files(app: web.Application) -> None:
    """Give an application its files."""
    app[WIDGET] = Assets(FOLDER)
    app[STYLES] = Assets(site_pages.FOLDER)


@routes.get("/")
async def demonstration(request: web.Request) -> web.Response:
    """Show a page that stands for the regional website, with the widget in it."""
    return request.config_dict[WIDGET].respond(request, "index.html")


@routes.get("/assistant")
async def full_page(request: web.Request) -> web.Response:
    """Show the assistant as a full page."""
    return request.config_dict[WIDGET].respond(request, "assistant.html")


@routes.get("/static/{name:.+}")
async def widget_file(request: web.Request) -> web.Response:
    """Send a file of the widget."""
    return request.config_dict[WIDGET].respond(request, request.match_info["name"])


@routes.get("/pages/pages.css")
async def style_sheet(request: web.Request) -> web.Response:
    """Send the style sheet of the information pages: the templates beside it stay private."""
    return request.config_dict[STYLES].respond(request, "pages.css")
