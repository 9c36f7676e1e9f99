"""Where the time of one message goes: Rasa's own work, and ours. Run: ``python -m bench.message``.

Plays visits inside this process with Rasa's agent, the real database and the real action server,
under cProfile counting processor time, so that a busy machine changes little. HTTP in front of
Rasa is not included.
"""

from __future__ import annotations

import asyncio
import cProfile
import logging
import os
import pstats
import tempfile
import time
import uuid
from pathlib import Path
from typing import Any

from bench.peers.servers import actions_and_database
from bench.peers.serving import GOODBYES, VISIT
from bot.rasa_server.__main__ import get_ready_to_serve
from bot.settings import ROOT
from bot.supervisor.training import ensure_model

_VISITS = 20

#: What is counted: its title, the end of the file's name, the function. Times are inclusive; those
#: further in are part of those further out.
_WORK = (
    ("one message", "rasa/core/processor.py", "handle_message"),
    ("  understanding it", "rasa/core/processor.py", "parse_message"),
    ("    of which our components", "bot/nlu", "process"),
    ("  choosing what to do (policies)", "rasa/core/processor.py", "_predict_next_with_tracker"),
    ("  copying the conversation for each action", "rasa/shared/core/trackers.py", "copy"),
    ("  telling it to the action server", "rasa/shared/core/trackers.py", "current_state"),
    ("  checking what it answers", "bot/rasa_server/prepared.py", "_check"),
    ("  reading it from the store", "bot/rasa_server/tracker_store.py", "retrieve"),
    ("  writing it to the store", "bot/rasa_server/tracker_store.py", "save"),
)


def main() -> None:
    """Profile visits that call actions and messages that call none; print both."""
    model = ensure_model(ROOT, say=print)
    with (
        tempfile.TemporaryDirectory() as folder,
        actions_and_database(Path(folder)) as environment,
    ):
        os.environ.update(environment)  # before Rasa is imported, which reads it
        get_ready_to_serve()
        asyncio.run(_profile(model))


async def _profile(model: Path) -> None:
    from rasa.core.agent import load_agent
    from rasa.core.utils import AvailableEndpoints
    from rasa.utils.log_utils import configure_structlog

    configure_structlog(logging.WARNING)  # as the servers do: it says everything otherwise
    endpoints = AvailableEndpoints.read_endpoints(str(ROOT / "endpoints.yml"))
    agent = await load_agent(model_path=str(model), endpoints=endpoints)
    await _visit(agent, VISIT)  # what is loaded at the first message
    for title, texts in (("whole visits", VISIT), ("no action called", GOODBYES)):
        profile = cProfile.Profile(time.process_time)
        for _ in range(_VISITS):
            profile.enable()
            await _visit(agent, texts)
            profile.disable()
        _show(title, pstats.Stats(profile), _VISITS * len(texts))


async def _visit(agent: Any, texts: tuple[str, ...]) -> None:
    sender = str(uuid.uuid4())
    for text in texts:
        await agent.handle_text(text, sender_id=sender)


def _show(title: str, stats: Any, messages: int) -> None:
    print(f"{title}: processor time of a message in the Rasa process, ms (profiled)")
    for name, file, function in _WORK:
        seconds = sum(
            cumulative
            for (path, _, called), (_, _, _, cumulative, _) in stats.stats.items()
            if called == function and file in path
        )
        print(f"  {name:44} {1000 * seconds / messages:7.2f}")


if __name__ == "__main__":
    main()
