"""One server of the assistant as a process that can be killed, frozen and started again."""

from __future__ import annotations

import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import httpx

from bot.settings import ROOT

#: Generous: a machine that does much else at the same time takes minutes.
START_SECONDS = 300
STOP_SECONDS = 20


@dataclass
class Server:
    """One server process that can be stopped and started again."""

    command: list[str]
    environment: dict[str, str]
    health: str
    process: subprocess.Popen[bytes] | None = None

    def launch(self) -> None:
        """Start it without waiting."""
        self.process = subprocess.Popen(
            self.command, cwd=ROOT, env=self.environment, stdin=subprocess.DEVNULL
        )

    def wait_until_ready(self) -> None:
        """Block until it answers."""
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self._running.poll() is None:
            try:
                httpx.get(self.health).raise_for_status()
            except httpx.HTTPError:
                time.sleep(0.2)
            else:
                return
        raise AssertionError(f"{self.command} never answered")

    def start(self) -> None:
        """Start it and block until it answers."""
        self.launch()
        self.wait_until_ready()

    def kill(self) -> None:
        """End it as a power cut would."""
        self._running.kill()
        self._running.wait()

    def ask_to_stop(self) -> None:
        """Send what a service manager sends."""
        self._running.send_signal(signal.SIGTERM)

    def exit_code(self) -> int:
        """Block until it has ended."""
        return self._running.wait(timeout=STOP_SECONDS)

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """Freeze it during the block: its connections stay open and nothing answers."""
        self._running.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self._running.send_signal(signal.SIGCONT)

    @property
    def _running(self) -> subprocess.Popen[bytes]:
        assert self.process is not None, f"{self.command} was not started"
        return self.process
