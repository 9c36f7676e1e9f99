"""What the Rasa process holds in memory, step by step. Run: ``python -m bench.memory``.

One process goes through what ``python -m bot.rasa_server run`` does, and says after each step how
much memory is resident. HTTP in front of Rasa and the tracker store are not included.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator
from contextlib import contextmanager

import psutil

from bot.rasa_server.__main__ import get_ready_to_serve
from bot.settings import ROOT
from bot.supervisor.training import ensure_model

_TEXT = "avec deux voisines on voudrait ouvrir une crèche à Vesoul, on part de zéro"


def main() -> None:
    """Print what each step adds, in MB."""
    model = ensure_model(ROOT, say=print)
    with _added("Rasa's libraries and what is prepared"):
        get_ready_to_serve()
        from rasa.core.agent import Agent
        from rasa.utils.log_utils import configure_structlog
    configure_structlog(logging.WARNING)
    with _added("the sentence encoder"):
        from bot.nlu.encoder import encoder

        encoder()
    with _added("the model: n-grams, classifiers, places, slips"):
        agent = Agent.load(str(model))
    with _added("the first message"):
        asyncio.run(agent.parse_message(_TEXT))
    print(f"{'in all':48}{_resident():7.0f}")


@contextmanager
def _added(step: str) -> Iterator[None]:
    before = _resident()
    yield
    print(f"{step:48}{_resident() - before:7.0f}")


def _resident() -> float:
    return float(psutil.Process().memory_info().rss) / 1e6


if __name__ == "__main__":
    main()
