"""What serving costs: start, memory, round trips, messages a second; all systems side by side."""

from __future__ import annotations

import statistics
import threading
import time
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bench.peers.servers import RasaServer

#: No action is called: the answer is a sentence of domain.yml.
GOODBYES = ("au revoir", "bonne journée, au revoir", "à bientôt", "adieu", "au revoir et à bientôt")

#: A whole visit, from the greeting to the door and on; each message calls an action or more.
VISIT = (
    "bonjour",
    "on voudrait ouvrir un garage solidaire",
    "c'est quoi l'innovation sociale ?",
    "on part de zéro",
    "c'est à Vesoul",
    "pourquoi ?",
    "et maintenant ?",
    "avez-vous des exemples ?",
    "je voudrais parler à quelqu'un",
)

#: Visitors who write at once when messages a second are counted.
_VISITORS = 4


@dataclass
class Served:
    """What was measured of one system.

    Attributes:
        first_answer: Seconds from the start of the process to its first answer, each time.
        resident: Resident memory after the visits, in bytes.
        plain: Round trips of messages that call no action, in ms.
        visit: Round trips of the messages of whole visits, in ms.
        rates: Messages answered a second, each time they were counted.
    """

    first_answer: list[float]
    resident: int
    plain: list[float]
    visit: list[float]
    rates: list[float]


def serve(
    starts: Mapping[str, Callable[[], RasaServer]], *, rounds: int, visits: int, seconds: float
) -> dict[str, Served]:
    """Measure systems in turn, so that a busy moment of the machine hits all of them.

    Args:
        starts: For each system, what starts its server.
        rounds: How often each is started, and how often its messages a second are counted.
        visits: Visits of each kind.
        seconds: How long messages are counted each time.
    """
    found = {name: Served([], 0, [], [], []) for name in starts}
    running: dict[str, RasaServer] = {}
    try:
        for last in (False,) * (rounds - 1) + (True,):
            for name, start in starts.items():
                running[name] = start()
                found[name].first_answer.append(running[name].wait_for_first_answer())
                if not last:
                    running.pop(name).stop()
        _converse(running, visits, found)
        for _ in range(rounds):
            for name, server in running.items():
                found[name].rates.append(_messages_a_second(server, seconds))
        for name, server in running.items():
            found[name].resident = server.resident_bytes()
    finally:
        for server in running.values():
            server.stop()
    return found


def centile(values: Sequence[float], percent: int) -> float:
    """Return a centile of at least two values."""
    return statistics.quantiles(values, n=100, method="inclusive")[percent - 1]


def _converse(servers: Mapping[str, RasaServer], visits: int, found: Mapping[str, Served]) -> None:
    for _ in range(visits):
        senders = {name: str(uuid.uuid4()) for name in servers}
        for text in GOODBYES:
            for name, server in servers.items():
                _note(found[name].plain, server.say(text, sender=senders[name]))
        senders = {name: str(uuid.uuid4()) for name in servers}
        for text in VISIT:
            for name, server in servers.items():
                _note(found[name].visit, server.say(text, sender=senders[name]))


def _note(times: list[float], time_or_none: float | None) -> None:
    if time_or_none is not None:
        times.append(time_or_none)


def _messages_a_second(server: RasaServer, seconds: float) -> float:
    answered: list[int] = []
    end = time.perf_counter() + seconds

    def visit() -> None:
        count = 0
        while time.perf_counter() < end:
            sender = str(uuid.uuid4())
            for text in VISIT:
                count += server.say(text, sender=sender) is not None
        answered.append(count)

    begun = time.perf_counter()
    visitors = [threading.Thread(target=visit) for _ in range(_VISITORS)]
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join()
    return sum(answered) / (time.perf_counter() - begun)
