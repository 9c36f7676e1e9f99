"""The programs of a fault campaign: each can be killed, started again, and refused the disk."""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import httpx

from bot import quiet
from bot.settings import ROOT
from bot.supervisor.addresses import free_port
from bot.supervisor.command_lines import action_server, gateway, rasa_run

#: Importing Rasa takes minutes on a machine that is busy with other things.
_START_SECONDS = 300.0

#: No mail server answer is waited for longer, in seconds.
SMTP_TIMEOUT = 1.0


@dataclass
class Program:
    """One process that is started again whenever it is killed.

    Attributes:
        name: What it is called in the figures.
        health: Address that answers once it is ready; the mailer has none.
    """

    name: str
    command: list[str]
    environment: dict[str, str]
    health: str | None = None
    _process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, without waiting."""
        self._process = subprocess.Popen(
            self.command,
            cwd=ROOT,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def wait_until_ready(self) -> None:
        """Block until it answers."""
        deadline = time.monotonic() + _START_SECONDS
        while not self.is_ready() and time.monotonic() < deadline:
            time.sleep(0.2)

    def is_ready(self) -> bool:
        """Tell whether it answers."""
        if self.health is None:
            return True
        try:
            return httpx.get(self.health, timeout=1).is_success
        except httpx.HTTPError:
            return False

    def kill(self) -> None:
        """End it as a power cut would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def has_given_up(self) -> bool:
        """Tell whether it ended by itself, as a server does that cannot open its database."""
        return self._process is not None and self._process.poll() is not None

    def refuse_disk(self, *, refuse: bool) -> None:
        """Make every write to a file fail from now on (``EFBIG``), or succeed again.

        The limit of the size of files is set to nothing. SQLite meets a disk that takes no more,
        wherever it is: before, in the middle of, or after a commit. Linux only.
        """
        if self._process is None or self.has_given_up():
            return
        with suppress(ProcessLookupError):
            _, hard = resource.prlimit(self._process.pid, resource.RLIMIT_FSIZE)
            limit = (0 if refuse else hard, hard)
            resource.prlimit(self._process.pid, resource.RLIMIT_FSIZE, limit)


@dataclass(frozen=True)
class Programs:
    """Every program of the assistant, two gateways among them, on one database.

    Attributes:
        gateways: Where each gateway is found.
        often: Programs that start at once: gateways and mailer.
        seldom: Programs that take long to start: Rasa and the actions.
    """

    gateways: tuple[str, ...]
    often: tuple[Program, ...]
    seldom: tuple[Program, ...]

    @property
    def all(self) -> tuple[Program, ...]:
        """All of them."""
        return self.seldom + self.often


def make_programs(model: Path, database: str, smtp: str) -> Programs:
    """Return the programs, none of them started.

    Args:
        model: The trained model.
        database: URL of the database.
        smtp: URL of the mail server.
    """
    ports: set[int] = set()
    while len(ports) < 4:  # the same one may be free twice in a row
        ports.add(free_port())
    rasa_port, actions_port, *web_ports = ports
    rasa, actions = (f"http://127.0.0.1:{port}" for port in (rasa_port, actions_port))
    environment = quiet.child_environment(
        {
            "BOT_DATABASE_URL": database,
            "BOT_SMTP_URL": smtp,
            "BOT_MAIL_RETRY_SECONDS": "0.2",
            "BOT_RATE_CONTACT": "1000000/hour",
            "BOT_RATE_ADDRESS": "1000000/hour",
            "BOT_RATE_CONVERSATION": "1000000/hour",
            "BOT_RASA_URL": rasa,
            "BOT_ACTIONS_URL": actions,
            "LOG_LEVEL": "CRITICAL",
        }
    )
    gateways = tuple(f"http://127.0.0.1:{port}" for port in web_ports)
    mailer = [sys.executable, "-c", "from bot.cli import main; main()", "mailer"]
    return Programs(
        gateways,
        (
            *(
                Program("gateway", gateway(), {**environment, "BOT_PORT": str(p)}, f"{url}/healthz")
                for p, url in zip(web_ports, gateways, strict=True)
            ),
            Program("mailer", mailer, environment),
        ),
        (
            Program("rasa", rasa_run(model, rasa_port), environment, f"{rasa}/webhooks/rest/"),
            Program("actions", action_server(actions_port), environment, f"{actions}/health"),
        ),
    )
