"""How the cost of a message grows with the conversation, the store and its own length.

Run it with ``make bench``. It starts the real servers and prints three ratios: the 200th message
of a conversation against the 5th, a store of 100 000 past conversations against an empty one, and
a message of 1 000 characters against one of 60. The pairs are measured in turn, in one run.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
import uuid
from collections.abc import Mapping
from pathlib import Path

import sqlalchemy as sa
from rasa.core.tracker_store import SQLTrackerStore

from bench.peers.servers import RasaServer, actions_and_database, our_rasa
from bot.database import create_database_engine
from bot.settings import ROOT
from bot.supervisor.training import ensure_model

EARLY, LATE = 5, 200

#: Messages whose answers call an action, in the order they are sent again and again.
_TALK = ("pourquoi ?", "c'est quoi l'innovation sociale ?", "on part de zéro", "et maintenant ?")
_PROJECT = "on voudrait ouvrir un garage solidaire à Vesoul"
_LONG = "nous cherchons une idée pour les personnes âgées du village "
_CHARACTERS = (60, 1000)

_events = SQLTrackerStore.SQLEvent.__table__


def main() -> None:
    """Measure the three ratios and print them with their targets."""
    parser = argparse.ArgumentParser(prog="python -m bench.growth", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="conversations to measure")
    parser.add_argument("--conversations", type=int, default=100_000, help="past ones to store")
    options = parser.parse_args()
    model = ensure_model(ROOT, say=print)
    with (
        tempfile.TemporaryDirectory() as first,
        tempfile.TemporaryDirectory() as second,
        actions_and_database(Path(first)) as empty,
        actions_and_database(Path(second)) as full,
    ):
        servers = {"empty": our_rasa(model, empty)}
        try:
            servers["empty"].wait_for_first_answer()
            conversation_grows(servers["empty"], options.rounds)
            message_grows(servers["empty"], options.rounds)
            servers["full"] = our_rasa(model, full)
            servers["full"].wait_for_first_answer()
            fill(full["BOT_DATABASE_URL"], options.conversations)
            store_grows(servers, options)
        finally:
            for server in servers.values():
                server.stop()


def conversation_grows(server: RasaServer, rounds: int) -> None:
    """Compare the late messages of conversations with the early ones of others."""
    early, late = [], []
    for _ in range(rounds):
        old = _conversation(server, LATE - len(_TALK))
        young = _conversation(server, EARLY - len(_TALK))
        for text in _TALK:
            late.append(_say(server, text, old))
            early.append(_say(server, text, young))
    _show(f"message {LATE} / message {EARLY}", late, early, at_most=1.3)


def message_grows(server: RasaServer, rounds: int) -> None:
    """Compare a long message with a short one made of the same words."""
    times: dict[int, list[float]] = {length: [] for length in _CHARACTERS}
    for _ in range(4 * rounds):
        for length, found in times.items():
            found.append(_say(server, (_LONG * 20)[:length], str(uuid.uuid4())))
    short, long = _CHARACTERS
    _show(f"{long} characters / {short}", times[long], times[short], at_most=3)


def store_grows(servers: Mapping[str, RasaServer], options: argparse.Namespace) -> None:
    """Compare the same conversations on a store of past conversations and on an empty one."""
    times: dict[str, list[float]] = {name: [] for name in servers}
    for _ in range(2 * options.rounds):
        senders = {name: str(uuid.uuid4()) for name in servers}
        for text in (_PROJECT, *_TALK):
            for name, server in servers.items():
                times[name].append(_say(server, text, senders[name]))
    title = f"{options.conversations} past conversations / none"
    _show(title, times["full"], times["empty"], at_most=1.1)


def fill(database_url: str, conversations: int) -> None:
    """Store past conversations: copies, under other names, of the one that was just had there."""
    engine = create_database_engine(database_url)
    columns = [column for column in _events.columns if column.name not in ("id", "sender_id")]
    with engine.begin() as connection:
        rows = connection.execute(sa.select(*columns).order_by(_events.c.id)).mappings().all()
        for _ in range(conversations):
            sender = {"sender_id": str(uuid.uuid4())}
            connection.execute(sa.insert(_events), [{**row, **sender} for row in rows])
    engine.dispose()


def _conversation(server: RasaServer, messages: int) -> str:
    sender = str(uuid.uuid4())
    for number in range(messages):
        _say(server, _TALK[number % len(_TALK)] if number else _PROJECT, sender)
    return sender


def _say(server: RasaServer, text: str, sender: str) -> float:
    begun = time.perf_counter()
    server.say(text, sender=sender)
    return 1000 * (time.perf_counter() - begun)


def _show(title: str, many: list[float], few: list[float], *, at_most: float) -> None:
    large, small = statistics.median(many), statistics.median(few)
    reached = "reached" if large / small <= at_most else "missed"
    print(
        f"{title:38} {large:7.1f} / {small:6.1f} ms = {large / small:5.2f}"
        f"  (≤ {at_most}: {reached})",
        flush=True,
    )


if __name__ == "__main__":
    main()
