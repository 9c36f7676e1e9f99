"""Starts the real servers to be measured, and talks to them as visitors do."""

from __future__ import annotations

import subprocess
import sys
import time
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import httpx
import psutil

from bot import quiet
from bot.settings import ROOT
from bot.supervisor.addresses import LOOPBACK, free_port
from bot.supervisor.command_lines import action_server, rasa_run

_PATIENCE = 600.0  # seconds: the machine may be busy
_BOT = (sys.executable, "-c", "from bot.cli import main; main()")


class RasaServer:
    """One Rasa process, from its start to its end.

    Args:
        command: Its command line.
        folder: Where it runs.
        port: Where it listens.
        environment: Its variables.
    """

    def __init__(
        self, command: Sequence[str], folder: Path, port: int, environment: Mapping[str, str]
    ) -> None:
        self._webhook = f"http://{LOOPBACK}:{port}/webhooks/rest/webhook"
        self._client = httpx.Client(timeout=60)
        self._begun = time.perf_counter()
        self._process = subprocess.Popen(
            command, cwd=folder, env=environment, stderr=subprocess.DEVNULL
        )

    def wait_for_first_answer(self) -> float:
        """Return the seconds from the start of the process to its first answer."""
        deadline = time.perf_counter() + _PATIENCE
        while time.perf_counter() < deadline and self._process.poll() is None:
            try:
                if self.say("bonjour", sender=str(uuid.uuid4())) is not None:
                    return time.perf_counter() - self._begun
            except httpx.HTTPError:
                time.sleep(0.05)
        raise SystemExit(f"{self._process.args!r} did not answer.")

    def say(self, text: str, *, sender: str) -> float | None:
        """Send a message; return the milliseconds to the answer, ``None`` if there was none."""
        begun = time.perf_counter()
        answer = self._client.post(self._webhook, json={"sender": sender, "message": text})
        answer.raise_for_status()
        return 1000 * (time.perf_counter() - begun) if answer.json() else None

    def resident_bytes(self) -> int:
        """Return the resident memory of the process."""
        return int(psutil.Process(self._process.pid).memory_info().rss)

    def processor_seconds(self) -> float:
        """Return the time it has spent on the processor."""
        times = psutil.Process(self._process.pid).cpu_times()
        return float(times.user + times.system)

    def stop(self) -> None:
        """End the process."""
        self._client.close()
        self._process.terminate()
        self._process.wait()


def our_rasa(model: Path, environment: Mapping[str, str]) -> RasaServer:
    """Start this assistant's Rasa, as ``make run`` does."""
    port = free_port()
    return RasaServer(rasa_run(model, port), ROOT, port, environment)


def plain_rasa(model: Path, project: Path, environment: Mapping[str, str]) -> RasaServer:
    """Start a peer's Rasa, as ``rasa run`` does."""
    port = free_port()
    command = [sys.executable, "-m", "rasa", "run", "-i", LOOPBACK, "-p", str(port)]
    return RasaServer([*command, "--model", str(model)], project, port, environment)


@contextmanager
def actions_and_database(folder: Path) -> Iterator[dict[str, str]]:
    """Run the action server on a database of its own; yield the environment that leads there."""
    port = free_port()
    settings = {
        "BOT_ACTIONS_URL": f"http://{LOOPBACK}:{port}",
        "BOT_DATABASE_URL": f"sqlite:///{folder / 'bench.sqlite3'}",
        "LOG_LEVEL": "CRITICAL",
    }
    environment = quiet.child_environment(settings)
    subprocess.run(
        [*_BOT, "catalogue", "import"], env=environment, stdout=subprocess.DEVNULL, check=True
    )
    process = subprocess.Popen(action_server(port), cwd=ROOT, env=environment)
    try:
        _wait_for(f"http://{LOOPBACK}:{port}/health")
        yield environment
    finally:
        process.terminate()
        process.wait()


def _wait_for(url: str) -> None:
    deadline = time.perf_counter() + _PATIENCE
    while time.perf_counter() < deadline:
        try:
            httpx.get(url).raise_for_status()
            return
        except httpx.HTTPError:
            time.sleep(0.1)
    raise SystemExit(f"{url} did not answer.")
