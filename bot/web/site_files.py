"""Which address serves which file."""

from __future__ import annotations

from pathlib import Path

from aiohttp import web

from bot.settings import Settings
from bot.web import site_pages
from bot.web.assets import Asset, Assets, prepare, respond

#: The widget, and what its pages are drawn with.
FOLDER = Path(__file__).parent / "static"

#: The module of the panel, which is sent with all that it imports.
JOINED = ("panneau.js",)

WIDGET = web.AppKey("widget", Assets)
STYLES = web.AppKey("styles", Assets)
DEMONSTRATION = web.AppKey("demonstration", Asset)
FULL_PAGE = web.AppKey("full page", Asset)

routes = web.RouteTableDef()


def put_files(app: web.Application, settings: Settings) -> None:
    """Give an application its files, and the pages that hold the widget, with the settings in."""
    app[WIDGET] = Assets(FOLDER, JOINED)
    app[STYLES] = Assets(site_pages.FOLDER)
    pages = app[site_pages.PAGES]
    app[DEMONSTRATION] = prepare(pages.fill("demonstration", settings).encode(), ".html")
    app[FULL_PAGE] = prepare(pages.fill("assistant", settings).encode(), ".html")


@routes.get("/")
async def demonstration(request: web.Request) -> web.Response:
    """Show a page that stands for the regional website, with the widget in it."""
    return respond(request, request.config_dict[DEMONSTRATION])


@routes.get("/assistant")
async def full_page(request: web.Request) -> web.Response:
    """Show the assistant as a full page."""
    return respond(request, request.config_dict[FULL_PAGE])


@routes.get("/static/{name:.+}")
async def widget_file(request: web.Request) -> web.Response:
    """Send a file of the widget."""
    return request.config_dict[WIDGET].respond(request, request.match_info["name"])


@routes.get("/pages/pages.css")
async def style_sheet(request: web.Request) -> web.Response:
    """Send the style sheet of the information pages: the templates beside it stay private."""
    return request.config_dict[STYLES].respond(request, "pages.css")
