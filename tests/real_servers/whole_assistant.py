"""Every server of the assistant on one PostgreSQL, each of which can be stopped on its own."""

from __future__ import annotations

import uuid
from pathlib import Path

import httpx
from embedded_postgres import EmbeddedPostgres
from server_process import Server

from bot import quiet
from bot.database import create_database_engine, migrate
from bot.orientation.reader import read_catalogue
from bot.orientation.store import import_catalogue
from bot.settings import ROOT
from bot.supervisor.addresses import free_port
from bot.supervisor.command_lines import action_server, gateway, rasa_run


class WholeAssistant:
    """Two gateways, Rasa and the action server, started together.

    Attributes:
        postgres: The database that they share.
        rasa: The Rasa server.
        actions: The action server.
        gateways: Two gateways that know nothing of one another.
        urls: Where each gateway is found.
    """

    def __init__(self, model: Path) -> None:
        self.postgres = EmbeddedPostgres()
        database = _filled_database(self.postgres)
        ports: set[int] = set()
        while len(ports) < 4:  # the same one may be free twice in a row
            ports.add(free_port())
        rasa_port, actions_port, *web_ports = ports
        rasa_url, actions_url = (f"http://127.0.0.1:{port}" for port in (rasa_port, actions_port))
        self.urls = [f"http://127.0.0.1:{port}" for port in web_ports]
        environment = quiet.child_environment(
            {
                "BOT_DATABASE_URL": database,
                "BOT_RASA_URL": rasa_url,
                "BOT_ACTIONS_URL": actions_url,
                "LOG_LEVEL": "CRITICAL",
            }
        )
        self.rasa = Server(
            rasa_run(model, rasa_port), environment, f"{rasa_url}/webhooks/rest/modele"
        )
        self.actions = Server(action_server(actions_port), environment, f"{actions_url}/health")
        self.gateways = [
            Server(gateway(), {**environment, "BOT_PORT": str(port)}, f"{url}/healthz")
            for port, url in zip(web_ports, self.urls, strict=True)
        ]

    def start(self) -> None:
        """Start everything and block until it answers."""
        servers = (self.rasa, self.actions, *self.gateways)
        for server in servers:
            server.launch()
        for server in servers:
            server.wait_until_ready()

    def stop(self) -> None:
        """Leave nothing behind."""
        for server in (*self.gateways, self.rasa, self.actions):
            if server.process is not None:
                server.kill()
        self.postgres.stop()

    def down(self) -> set[str]:
        """Return the dependencies that the first gateway says are down."""
        ready = httpx.get(f"{self.urls[0]}/readyz", timeout=20)
        checks = {name for name, state in ready.json()["checks"].items() if state != "ok"}
        assert ready.status_code == (503 if checks else 200)
        return checks

    def leave_a_request(self) -> httpx.Response:
        """Leave a message for the ESS service without the bot."""
        request = {
            "message": "Pouvez-vous m'appeler ?",
            "email": "visite@exemple.fr",
            "consentement": True,
            "client_id": str(uuid.uuid4()),
        }
        return httpx.post(f"{self.urls[0]}/api/contact", json=request, timeout=20)


def _filled_database(postgres: EmbeddedPostgres) -> str:
    database = postgres.new_database()
    engine = create_database_engine(database)
    migrate(engine)
    import_catalogue(engine, read_catalogue(ROOT / "data/catalogue"))
    engine.dispose()
    return database
