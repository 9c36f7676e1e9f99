"""The real gateway, Rasa and action server, each a process that can be stopped on its own; and a
real mail server that takes what the gateway mails."""

from __future__ import annotations

import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import httpx
from mail_server import MailServer

from bot import quiet
from bot.database import create_database_engine, migrate
from bot.orientation.reader import read_catalogue
from bot.orientation.store import import_catalogue
from bot.settings import ROOT
from bot.supervisor.addresses import free_port
from bot.supervisor.command_lines import action_server, gateway, rasa_run

#: Importing Rasa takes minutes on a machine that is busy with other things: that is no failure.
START_SECONDS = 400


@dataclass
class Server:
    """One server process.

    Attributes:
        health: Address that answers once it is ready.
        log: Where its output goes.
    """

    command: list[str]
    environment: dict[str, str]
    health: str
    log: Path
    process: subprocess.Popen[bytes] | None = None

    def launch(self) -> None:
        """Start it, without waiting."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    def wait(self) -> None:
        """Block until it is ready."""
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self.process and self.process.poll() is None:
            try:
                httpx.get(self.health).raise_for_status()
            except httpx.HTTPError:
                time.sleep(0.1)
            else:
                return
        raise AssertionError(f"{self.command} never answered: {self.log.read_text()[-2000:]}")

    def start(self) -> None:
        self.launch()
        self.wait()

    def kill(self) -> None:
        """End it at once, whatever it does."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()


class SeparateServers:
    """One assistant.

    Args:
        model: The trained model.
        folder: Where its database and its logs go.
        port: Port of the gateway.
        allowed_origin: The one foreign site that may embed it.

    Attributes:
        mail: Where the requests to the ESS service and the visitors' copies arrive.
    """

    def __init__(self, model: Path, folder: Path, port: int, allowed_origin: str) -> None:
        rasa_port, actions_port = free_port(), free_port()
        rasa, actions = f"http://127.0.0.1:{rasa_port}", f"http://127.0.0.1:{actions_port}"
        self.url = f"http://127.0.0.1:{port}"
        self.mail = MailServer()
        self._database = f"sqlite:///{folder / 'bot.sqlite3'}"
        environment = quiet.child_environment(
            {
                "BOT_HOST": "127.0.0.1",
                "BOT_PORT": str(port),
                "BOT_RASA_URL": rasa,
                "BOT_ACTIONS_URL": actions,
                "BOT_DATABASE_URL": self._database,
                "BOT_ALLOWED_ORIGINS": allowed_origin,
                "BOT_SMTP_URL": self.mail.url(),
            }
        )

        def server(name: str, command: list[str], health: str) -> Server:
            return Server(command, environment, health, folder / f"{name}.log")

        self.actions = server("actions", action_server(actions_port), f"{actions}/health")
        self.rasa = server("rasa", rasa_run(model, rasa_port), f"{rasa}/webhooks/rest/")
        self.gateway = server("gateway", gateway(), f"{self.url}/healthz")

    def start(self) -> None:
        engine = create_database_engine(self._database)
        migrate(engine)
        import_catalogue(engine, read_catalogue(ROOT / "data/catalogue"))
        engine.dispose()
        self.mail.start()
        for each in self._all:
            each.launch()
        for each in self._all:
            each.wait()
        self._hear_rasa()

    def start_rasa(self) -> None:
        """Start Rasa again."""
        self.rasa.start()
        self._hear_rasa()

    def _hear_rasa(self) -> None:
        """Block until Rasa has answered once: its first answer takes longer than any other."""
        said = {"sender": "essai", "message": "bonjour"}
        address = f"{self.rasa.environment['BOT_RASA_URL']}/webhooks/rest/webhook"
        httpx.post(address, json=said, timeout=START_SECONDS).raise_for_status()

    def stop(self) -> None:
        for each in self._all:
            each.kill()
        self.mail.stop()

    @property
    def _all(self) -> tuple[Server, ...]:
        return self.rasa, self.actions, self.gateway
