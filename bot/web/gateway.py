"""What every handler needs, made when the gateway starts and closed when it stops."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from aiohttp import web
from sqlalchemy.engine import Engine

from bot.settings import Settings
from bot.web.dialogue import Dialogue
from bot.web.metrics import Metrics
from bot.web.origins import Origins
from bot.web.rasa_client import RasaClient
from bot.web.rates import Rate
from bot.web.upkeep import Upkeep


@dataclass
class InFlight:
    """How many calls are being answered."""

    count: int = 0
    idle: asyncio.Event = field(default_factory=asyncio.Event)

    def __enter__(self) -> None:
        self.count += 1
        self.idle.clear()

    def __exit__(self, *_: object) -> None:
        self.count -= 1
        if self.count == 0:
            self.idle.set()


@dataclass
class Gateway:
    """One running gateway."""

    settings: Settings
    engine: Engine
    rasa: RasaClient
    dialogue: Dialogue
    metrics: Metrics
    origins: Origins
    threads: ThreadPoolExecutor
    by_address: Rate
    by_conversation: Rate
    by_contact: Rate
    upkeep: Upkeep
    in_flight: InFlight = field(default_factory=InFlight)


GATEWAY = web.AppKey("gateway", Gateway)


def of(request: web.Request) -> Gateway:
    """Return the gateway that a request came to."""
    return request.config_dict[GATEWAY]
