"""The aiohttp application of the gateway."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor

from aiohttp import web
from sqlalchemy.engine import Engine

from bot.database import create_database_engine
from bot.settings import Settings
from bot.web import api, contact, erasure, headers, health, middlewares, site_files, site_pages
from bot.web.dialogue import Dialogue
from bot.web.gateway import GATEWAY, Gateway
from bot.web.metrics import Metrics
from bot.web.origins import Origins
from bot.web.payloads import LARGEST_BODY
from bot.web.rasa_client import PATIENCE, RasaClient
from bot.web.rates import Rate
from bot.web.site_pages import PAGES, Pages
from bot.web.upkeep import Upkeep

#: Seconds that calls have to finish when the gateway stops: as long as Rasa may take.
GRACE = PATIENCE + 2.0

#: Transactions that wait at once: about as many as the database serves.
_THREADS = 8


def create_app(settings: Settings, *, patience: float = PATIENCE) -> web.Application:
    """Make the application; connections are opened when it starts.

    Args:
        settings: The checked settings.
        patience: Seconds to wait for Rasa.
    """
    app = web.Application(
        client_max_size=LARGEST_BODY + 1,
        middlewares=[middlewares.observe, middlewares.explain, middlewares.guard],
    )
    app[PAGES] = Pages()
    site_files.put_files(app, settings)
    for module in (api, contact, erasure, health, site_files, site_pages):
        app.add_routes(module.routes)
    app.on_response_prepare.append(headers.put)  # type: ignore[arg-type] # as of an older aiosignal
    app.cleanup_ctx.append(_running(settings, patience))
    app.on_shutdown.append(_finish)  # type: ignore[arg-type] # as of an older aiosignal
    return app


def _running(
    settings: Settings, patience: float
) -> Callable[[web.Application], AsyncIterator[None]]:
    async def run(app: web.Application) -> AsyncIterator[None]:
        app[GATEWAY] = here = _open(settings, patience)
        here.upkeep.start()
        yield
        await here.upkeep.stop()
        await here.rasa.close()
        await here.dialogue.finish()
        here.threads.shutdown(wait=True)
        here.engine.dispose()

    return run


def _open(settings: Settings, patience: float) -> Gateway:
    engine: Engine = create_database_engine(settings.database_url, keep_connections=True)
    threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="database")
    rasa, metrics = RasaClient(settings.rasa_url, patience=patience), Metrics()
    return Gateway(
        settings=settings,
        engine=engine,
        rasa=rasa,
        dialogue=Dialogue(engine, rasa, settings, metrics, threads),
        metrics=metrics,
        origins=Origins(settings.trusted_proxies, settings.allowed_origins),
        threads=threads,
        by_address=Rate(settings.rate_address, "address"),
        by_conversation=Rate(settings.rate_conversation, "conversation"),
        by_contact=Rate(settings.rate_contact, "contact"),
        upkeep=Upkeep(engine, settings, metrics),
    )


async def _finish(app: web.Application) -> None:
    """Let what is being answered be answered; no new connection comes in any more."""
    try:
        await asyncio.wait_for(_all_answered(app[GATEWAY]), GRACE)
    except asyncio.TimeoutError:
        return  # the connections are closed under them


async def _all_answered(here: Gateway) -> None:
    if here.in_flight.count:
        await here.in_flight.idle.wait()
    await here.dialogue.finish()
