"""Visitors who talk all at once: the web gateway beside Rasa alone, under the same load.

Run it with ``make bench``. In one run and on the same servers, the two sides take turns: the
visitors talk to one, then to the other, and again. What counts is the ratio of the two: how fast
either is depends on the machine.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import time
from collections import Counter
from dataclasses import dataclass, field

import aiohttp
import psutil

from bench.assistant import Running, running_assistant
from bench.visits import VISITS, AtGateway, AtRasa, Conversation, NoAnswerError

#: Seconds a visitor thinks between two messages.
THINKING = 3.0

#: How often each side has its turn.
TURNS = 2

#: Seconds after which a visitor has gone.
PATIENCE = 60

#: At most this much longer than Rasa alone, at the 95th centile.
TARGET = 1.15

#: The module that is Rasa's process.
_RASA = "bot.rasa_server"

#: An answer that takes so many times Rasa's own work has mostly waited.
_WAITS = 10


@dataclass
class Heard:
    """What the visitors of one side got.

    Attributes:
        milliseconds: Of each message, answered or not: the visitor has waited all the same.
        seconds: How long they talked.
        failures: How often each kind of failure came.
    """

    milliseconds: list[float] = field(default_factory=list)
    seconds: float = 0.0
    failures: Counter[str] = field(default_factory=Counter)

    def centile(self, rank: int) -> float:
        """Return a centile of the answers' times, in ms."""
        return statistics.quantiles(self.milliseconds, n=100)[rank - 1]


def main() -> None:
    """Start the assistant, let the visitors talk, print both sides and their ratio."""
    parser = argparse.ArgumentParser(prog="python -m bench.load", description=__doc__)
    parser.add_argument("--visitors", type=int, default=100, help="how many talk at once")
    parser.add_argument("--seconds", type=float, default=120.0, help="how long, on each side")
    options = parser.parse_args()
    with running_assistant() as running:
        before = processor_seconds(running)
        heard = asyncio.run(compare(running, options.visitors, options.seconds))
        after = processor_seconds(running)
    show(heard, options.visitors)
    show_processors({name: after[name] - before[name] for name in after}, heard, options.visitors)


async def compare(running: Running, visitors: int, seconds: float) -> dict[str, Heard]:
    """Let both sides have their turns."""
    sides = {
        "Rasa alone": (AtRasa, running.webhook),
        "gateway": (AtGateway, running.gateway_url),
    }
    heard = {name: Heard() for name in sides}
    for _ in range(TURNS):
        for name, (kind, url) in sides.items():
            await talk_all(kind, url, heard[name], visitors, seconds / TURNS)
    return heard


async def talk_all(
    kind: type[Conversation], url: str, heard: Heard, visitors: int, seconds: float
) -> None:
    """Let the visitors come one after the other in the first seconds, and talk until the end."""
    begun = time.perf_counter()
    timeout = aiohttp.ClientTimeout(total=PATIENCE)
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(timeout=timeout, connector=connector) as session:
        await asyncio.gather(
            *(
                talk(kind, session, url, heard, number, visitors, begun + seconds)
                for number in range(visitors)
            )
        )
    heard.seconds += time.perf_counter() - begun


async def talk(
    kind: type[Conversation],
    session: aiohttp.ClientSession,
    url: str,
    heard: Heard,
    number: int,
    visitors: int,
    until: float,
) -> None:
    """Be one visitor, who begins anew whenever a conversation is over."""
    await asyncio.sleep(THINKING * number / visitors)
    visit = number
    while time.perf_counter() < until:
        conversation = kind(session, url)
        for text in (None, *VISITS[visit % len(VISITS)]):
            if time.perf_counter() > until:
                return
            begun = time.perf_counter()
            try:
                await (conversation.begin() if text is None else conversation.say(text))
                failed = False
            except NoAnswerError as failure:
                heard.failures[str(failure)] += 1
                failed = True
            heard.milliseconds.append(1000 * (time.perf_counter() - begun))
            await asyncio.sleep(THINKING)
            if failed:
                break
        visit += 1


def show(heard: dict[str, Heard], visitors: int) -> None:
    """Print a line for each side, then the ratio."""
    print(f"{visitors} visitors, {THINKING:.0f} s of thinking; times in ms")
    print(
        f"  {'':10} {'answers':>8} {'a second':>9} {'errors':>7} {'p50':>7} {'p95':>7} {'p99':>7}"
    )
    for name, side in heard.items():
        count, failed = len(side.milliseconds), sum(side.failures.values())
        p50, p95, p99 = (side.centile(rank) for rank in (50, 95, 99))
        print(
            f"  {name:10} {count:8} {count / side.seconds:8.1f} {failed:8}"
            f" {p50:8.1f} {p95:8.1f} {p99:8.1f}"
        )
        for failure, times in side.failures.most_common(3):
            print(f"    {times} × {failure}")
    ratio = heard["gateway"].centile(95) / heard["Rasa alone"].centile(95)
    print(f"  p95 gateway / Rasa alone   {ratio:5.2f} ×   (target {TARGET} ×)")


def show_processors(spent: dict[str, float], heard: dict[str, Heard], visitors: int) -> None:
    """Print how busy each server was, and whether Rasa can answer so many visitors at all.

    Rasa answers one message at a time, though its arithmetic may use a second processor.
    """
    seconds = sum(side.seconds for side in heard.values())
    messages = sum(len(side.milliseconds) for side in heard.values())
    for name, used in spent.items():
        print(f"  processor of {name:16} {100 * used / seconds:4.0f} %")
    each = 1000 * spent[_RASA] / messages
    print(
        f"  Rasa takes {each:.1f} ms of processor time for a message;"
        f" {visitors} visitors ask up to {visitors / THINKING:.0f} a second"
    )
    typical = heard["Rasa alone"].centile(50)
    if typical > _WAITS * each:
        print(
            f"  Rasa is saturated: half of its answers take longer than {typical:.0f} ms,"
            f" {typical / each:.0f} times its own work; the ratio compares two queues"
        )


def processor_seconds(running: Running) -> dict[str, float]:
    """Return how long each server, by its name, has kept a processor busy."""
    spent = {}
    for child in psutil.Process(running.pid).children(recursive=True):
        words = child.cmdline()
        name = next((word for word in (_RASA, "rasa_sdk", "bot.web") if word in words), None)
        if name is not None:
            times = child.cpu_times()
            spent[name] = times.user + times.system
    return spent


if __name__ == "__main__":
    main()
