"""The real servers for a measurement: on free ports, with a database of their own."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.settings import ROOT
from bot.supervisor.addresses import free_port

_BOT = (sys.executable, "-c", "from bot.cli import main; main()")

#: All calls come from one address here: the limits for one visitor are no part of a measurement.
UNLIMITED = "1000000/minute"


@dataclass(frozen=True)
class Running:
    """An assistant that answers.

    Attributes:
        webhook: Rasa's REST channel.
        gateway_url: The web gateway.
        pid: The parent of all its processes.
        start: From its start to its first answer, in seconds.
    """

    webhook: str
    gateway_url: str
    pid: int
    start: float


@contextmanager
def running_assistant() -> Iterator[Running]:
    """Train if needed, start everything, stop it at the end of the block."""
    ports: set[int] = set()
    while len(ports) < 3:  # the same one may be free twice in a row
        ports.add(free_port())
    rasa_port, actions_port, port = ports
    rasa_url = f"http://127.0.0.1:{rasa_port}"
    subprocess.run([*_BOT, "train"], cwd=ROOT, check=True)
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            **os.environ,
            "BOT_RASA_URL": rasa_url,
            "BOT_ACTIONS_URL": f"http://127.0.0.1:{actions_port}",
            "BOT_PORT": str(port),
            "BOT_DATABASE_URL": f"sqlite:///{Path(folder) / 'bench.sqlite3'}",
            "BOT_RATE_ADDRESS": UNLIMITED,
            "BOT_RATE_CONVERSATION": UNLIMITED,
        }
        begun = time.perf_counter()
        with subprocess.Popen(
            [*_BOT, "run"], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
        ) as process:
            try:
                assert process.stdout is not None
                if not any(line.startswith("Ready:") for line in process.stdout):
                    raise SystemExit("The assistant did not start: the lines above say why.")
                yield Running(
                    f"{rasa_url}/webhooks/rest/webhook",
                    f"http://127.0.0.1:{port}",
                    process.pid,
                    time.perf_counter() - begun,
                )
            finally:
                process.terminate()
