"""Parses texts with one model in a process of its own: ``python -m bench.peers.parse MODEL``.

Reads a JSON list of texts on standard input; writes one of ``{"text", "ms", "parse"}``.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import time
from typing import Any

from bot import quiet
from bot.settings import ROOT

#: Parsed first and not counted: what is loaded at the first message.
_WARM_UP = 5


def parse(model: str, texts: list[str]) -> list[dict[str, Any]]:
    """Return for each text its parse and the milliseconds it took."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.peers.parse", model],
        cwd=ROOT,
        env=quiet.child_environment({"LOG_LEVEL": "CRITICAL"}),
        input=json.dumps(texts),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        check=True,
    )
    found: list[dict[str, Any]] = json.loads(done.stdout.splitlines()[-1])
    return found


async def _parse_here(model: str, texts: list[str]) -> list[dict[str, Any]]:
    from rasa.core.agent import Agent

    agent = Agent.load(model)
    for text in texts[:_WARM_UP]:
        await agent.parse_message(text)
    found = []
    for text in texts:
        begun = time.perf_counter()
        parsed = await agent.parse_message(text)
        milliseconds = 1000 * (time.perf_counter() - begun)
        ranked = [intent["name"] for intent in parsed.get("intent_ranking", [])]
        wanted = {key: parsed[key] for key in ("intent", "entities")}
        found.append({"text": text, "ms": milliseconds, "parse": wanted, "ranked": ranked})
    return found


if __name__ == "__main__":
    print(json.dumps(asyncio.run(_parse_here(sys.argv[1], json.load(sys.stdin))), default=float))
