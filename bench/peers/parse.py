"""Parses texts with models, each in a process of its own, in turn: a busy moment hits all of them.

``python -m bench.peers.parse MODEL`` reads one JSON text a line and writes one parse a line. With
``--as-served`` the process is made ready as ``bot.rasa_server``; otherwise it is as ``rasa run``.
"""

from __future__ import annotations

import asyncio
import json
import logging
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bot import quiet
from bot.rasa_server.__main__ import get_ready_to_serve
from bot.settings import ROOT

#: Parsed first and not counted: what is loaded at the first message.
_WARM_UP = 5

_AS_SERVED = "--as-served"


def parse(
    models: Mapping[str, Path], texts: Sequence[str], *, ours: str = ""
) -> dict[str, list[dict[str, Any]]]:
    """Parse each text with each model.

    Args:
        models: By name.
        texts: In their order.
        ours: The name of the model that ``bot.rasa_server`` serves; ``rasa run`` serves the others.

    Returns:
        For each model, for each text: ``text``, ``parse`` (Rasa's ``intent`` and ``entities``),
        ``ranked`` (names of intents, best first) and ``ms``, the time it took.
    """
    processes = {name: _start(model, as_served=name == ours) for name, model in models.items()}
    try:
        for process in processes.values():
            for text in texts[:_WARM_UP]:
                _ask(process, text)
        found: dict[str, list[dict[str, Any]]] = {name: [] for name in processes}
        for text in texts:
            for name, process in processes.items():
                found[name].append(_ask(process, text))
    finally:
        for process in processes.values():
            process.terminate()
            process.wait()
    return found


def _start(model: Path, *, as_served: bool) -> subprocess.Popen[str]:
    options = [_AS_SERVED] if as_served else []
    return subprocess.Popen(
        [sys.executable, "-m", "bench.peers.parse", str(model), *options],
        cwd=ROOT,
        env=quiet.child_environment({"LOG_LEVEL": "CRITICAL"}),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


def _ask(process: subprocess.Popen[str], text: str) -> dict[str, Any]:
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(json.dumps(text) + "\n")
    process.stdin.flush()
    answer: dict[str, Any] = json.loads(process.stdout.readline())
    return answer


async def _answer(model: str) -> None:
    from rasa.core.agent import Agent
    from rasa.utils.log_utils import configure_structlog

    configure_structlog(logging.CRITICAL)  # as the servers do: it says everything otherwise
    agent = Agent.load(model)
    for line in sys.stdin:
        text = json.loads(line)
        begun = time.perf_counter()
        parsed = await agent.parse_message(text)
        milliseconds = 1000 * (time.perf_counter() - begun)
        ranked = [intent["name"] for intent in parsed.get("intent_ranking", [])]
        wanted = {key: parsed[key] for key in ("intent", "entities")}
        answer = {"text": text, "ms": milliseconds, "parse": wanted, "ranked": ranked}
        print(json.dumps(answer, default=float), flush=True)


if __name__ == "__main__":
    if _AS_SERVED in sys.argv:
        get_ready_to_serve()
    asyncio.run(_answer(sys.argv[1]))
