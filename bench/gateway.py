"""What the web gateway adds to the time of an answer.

Run it with ``make bench``. The same messages go to Rasa itself and through the gateway, in turns,
one at a time: first with a stand-in of Rasa that answers at once, which leaves the gateway's own
time and no other; then with the real Rasa.
"""

from __future__ import annotations

import asyncio
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
from aiohttp import web
from prometheus_client.parser import text_string_to_metric_families

from bench.assistant import UNLIMITED, running_assistant
from bench.visits import VISITS, AtGateway, AtRasa, Conversation
from bot.database import create_database_engine, migrate
from bot.settings import ROOT
from bot.supervisor.addresses import free_port
from bot.supervisor.command_lines import gateway

#: How often all visits are played: with the stand-in, and with the real Rasa.
ROUNDS_STAND_IN = 30
ROUNDS_RASA = 5

#: At most this much, in ms, at the median.
TARGET = 3.0

#: Where a message goes, and a new conversation.
OWN = {
    "/api/conversations/{conversation}/messages": "its own time for a message, p50",
    "/api/conversations": "… for a new conversation, p50",
}

#: What the stand-in says: a sentence and choices, as most answers are.
_ANSWER = [
    {"text": "Merci. Où en est votre projet aujourd'hui ?"},
    {
        "text": "Vous pouvez aussi choisir une réponse.",
        "buttons": [
            {"title": f"Réponse {number}", "payload": f"/choix{number}"} for number in range(5)
        ],
    },
]


def main() -> None:
    """Measure with the stand-in, then with Rasa, and print both."""
    print(f"{'answer, ms':34} {'p50':>7} {'p99':>7}")
    asyncio.run(measure_with_the_stand_in())
    with running_assistant() as running:
        asyncio.run(measure("Rasa", running.webhook, running.gateway_url, ROUNDS_RASA))


async def measure_with_the_stand_in() -> None:
    """Measure before a Rasa that takes no time."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'bench.sqlite3'}"
        engine = create_database_engine(url)
        migrate(engine)
        engine.dispose()
        async with stand_in() as rasa_url, running_gateway(rasa_url, url) as gateway_url:
            webhook = f"{rasa_url}/webhooks/rest/webhook"
            await measure("stand-in", webhook, gateway_url, ROUNDS_STAND_IN)


@asynccontextmanager
async def stand_in() -> AsyncIterator[str]:
    """Speak like Rasa's REST channel at the address given."""

    async def answer(request: web.Request) -> web.Response:
        await request.json()
        return web.json_response(_ANSWER)

    app, port = web.Application(), free_port()
    app.add_routes([web.post("/webhooks/rest/webhook", answer)])
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    yield f"http://127.0.0.1:{port}"
    await runner.cleanup()


@asynccontextmanager
async def running_gateway(rasa_url: str, database_url: str) -> AsyncIterator[str]:
    """Run the real gateway as a process of its own."""
    port = free_port()
    environment = {
        **os.environ,
        "BOT_RASA_URL": rasa_url,
        "BOT_DATABASE_URL": database_url,
        "BOT_PORT": str(port),
        "BOT_RATE_ADDRESS": UNLIMITED,
        "BOT_RATE_CONVERSATION": UNLIMITED,
    }
    url = f"http://127.0.0.1:{port}"
    process = await asyncio.create_subprocess_exec(
        *gateway(), cwd=ROOT, env=environment, stderr=subprocess.DEVNULL
    )
    try:
        await wait_for(f"{url}/healthz", process)
        yield url
    finally:
        process.terminate()
        await process.wait()


async def wait_for(url: str, process: asyncio.subprocess.Process) -> None:
    """Wait until a page answers."""
    async with aiohttp.ClientSession() as session:
        while process.returncode is None:
            try:
                async with session.get(url):
                    return
            except aiohttp.ClientError:
                await asyncio.sleep(0.1)
    sys.exit("The gateway did not start.")


async def measure(name: str, webhook: str, gateway_url: str, rounds: int) -> None:
    """Play every visit on both sides, message by message, and print what the gateway adds."""
    direct: list[float] = []
    through: list[float] = []
    async with aiohttp.ClientSession() as session:
        for _ in range(rounds):
            for visit in VISITS:
                here, there = AtRasa(session, webhook), AtGateway(session, gateway_url)
                await asyncio.gather(here.begin(), there.begin())
                for text in visit:
                    direct.append(await milliseconds(here, text))
                    through.append(await milliseconds(there, text))
        own = await own_medians(session, gateway_url)
    print_line(f"{name}, asked directly", direct)
    print_line(f"{name}, through the gateway", through)
    added = statistics.median(through) - statistics.median(direct)
    print(f"  {'added by the gateway, p50':32} {added:7.1f}")
    for route, what in OWN.items():
        print(f"  {what:32} {own[route]:7.1f}   (target {TARGET})")


async def milliseconds(conversation: Conversation, text: str) -> float:
    """Say something and return how long the answer took."""
    begun = time.perf_counter()
    await conversation.say(text)
    return 1000 * (time.perf_counter() - begun)


async def own_medians(session: aiohttp.ClientSession, gateway_url: str) -> dict[str, float]:
    """Return what the gateway itself counts: its time without Rasa's, the median, by route.

    The gateway counts in steps of a quarter of a millisecond; the median is within one.
    """
    async with session.get(f"{gateway_url}/metrics") as response:
        families = list(text_string_to_metric_families(await response.text()))
    steps: dict[str, dict[float, float]] = {}
    for sample in (sample for family in families for sample in family.samples):
        if sample.name == "bot_own_seconds_bucket":
            of_route = steps.setdefault(sample.labels["route"], {})
            of_route[float(sample.labels["le"])] = sample.value
    return {route: 1000 * median_of_steps(counted) for route, counted in steps.items()}


def median_of_steps(counted: dict[float, float]) -> float:
    """Return the median of a Prometheus histogram, as if each step were evenly filled.

    Args:
        counted: How many values are at most as large as the end of each step.
    """
    half = max(counted.values()) / 2
    begin, before = 0.0, 0.0
    for end, count in sorted(counted.items()):
        if count >= half:
            return begin + (end - begin) * (half - before) / (count - before)
        begin, before = end, count
    raise ValueError("An empty histogram has no median")


def print_line(name: str, times: list[float]) -> None:
    """Print the median and the 99th centile."""
    p50, p99 = (statistics.quantiles(times, n=100)[rank - 1] for rank in (50, 99))
    print(f"  {name:32} {p50:7.1f} {p99:7.1f}")


if __name__ == "__main__":
    main()
