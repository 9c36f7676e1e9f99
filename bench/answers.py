"""Time and memory of one assistant: start, answers by kind of message, resident memory.

Run it with ``make bench``. It starts the real servers on free ports with a database of its own,
plays the same short visits again and again, and prints medians. Timings of one run on one machine
say little by themselves: compare runs of the same day on the same machine.
"""

from __future__ import annotations

import statistics
import time
import uuid

import httpx
import psutil

from bench.assistant import running_assistant

VISITS = 40

#: What is sent, by what it makes the assistant do.
MESSAGES = {
    "greeting": "bonjour",
    "question, then the pending one again": "c'est quoi l'innovation sociale ?",
    "part of a project": "on voudrait ouvrir un garage solidaire",
    "the rest of it: a result": "on part de zéro, c'est à Vesoul",
    "why": "pourquoi ?",
    "off the subject": "quel temps fera-t-il demain à Paris ?",
    "1 000 characters": ("nous cherchons une idée pour les personnes âgées du village " * 17)[
        :1000
    ],
}


def main() -> None:
    """Start the assistant, play the visits, print the table."""
    with running_assistant() as running:
        print(f"start to first answer      {running.start:6.1f} s")
        play(running.webhook)
        print_memory(running.pid)


def play(webhook: str) -> None:
    """Play the visits and print the median and the 99th centile of each kind, in ms."""
    times: dict[str, list[float]] = {kind: [] for kind in MESSAGES}
    with httpx.Client(timeout=30) as client:
        for _ in range(VISITS):
            sender = str(uuid.uuid4())
            for kind, text in MESSAGES.items():
                begun = time.perf_counter()
                client.post(webhook, json={"sender": sender, "message": text}).raise_for_status()
                times[kind].append(1000 * (time.perf_counter() - begun))
    print(f"{'answer over REST, ms':38} {'p50':>6} {'p99':>6}")
    for kind, found in times.items():
        centiles = statistics.quantiles(found, n=100)
        print(f"  {kind:36} {statistics.median(found):6.1f} {centiles[98]:6.1f}")


def print_memory(pid: int) -> None:
    """Print the resident memory of each server, in MB."""
    for child in psutil.Process(pid).children(recursive=True):
        name = next(
            (word for word in child.cmdline() if word in ("bot.rasa_server", "rasa_sdk")), None
        )
        if name is not None:
            print(f"memory of {name:16} {child.memory_info().rss / 1e6:6.0f} MB")


if __name__ == "__main__":
    main()
