"""A fault campaign: are requests to the ESS service ever lost, whatever is killed or refuses?

Real gateways, a mailer and a mail server; at random, with a fixed seed, processes are killed with
SIGKILL, the mail server stops, refuses, hangs or loses its answer, and the database refuses writes.
Visitors send requests meanwhile, and repeat a call that got no answer, as the widget does. At the
end, every request that a visitor was told is kept must have arrived, none may be unknown to the
database, and every copy of a mail must carry the same ``Message-ID``.

Run it with ``python -m bench.campaign``; the tests run a shorter one.
"""

from __future__ import annotations

import argparse
import collections
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import sqlalchemy as sa

from bot.database import create_database_engine, migrate, transaction
from bot.handover.tables import contact_requests
from bot.settings import ROOT
from bot.supervisor.addresses import free_port

sys.path.insert(0, str(ROOT / "tests/real_servers"))

from mail_server import MailServer

VISITORS = 12
#: Seconds within which everything must have arrived once nothing fails any more.
CALM_SECONDS = 180.0
#: Longest time a visitor repeats a call, in seconds.
_PATIENCE = 60.0
_SMTP_TIMEOUT = 1.0
_FAULTS = ("not now", "hang", "drop in the middle of DATA", "lose the answer", "down")


@dataclass
class Outcome:
    """What the campaign found.

    Attributes:
        asked: Requests that visitors made.
        acknowledged: References they were given.
        known: References in the database.
        arrived: For each ``Message-ID`` of a request, how many copies the service received.
        kills: How often each program was killed.
        mail_faults: How often the mail server failed.
        database_faults: How often the database refused writes.
        seconds: How long it took.
    """

    asked: int
    acknowledged: set[str] = field(default_factory=set)
    known: set[str] = field(default_factory=set)
    arrived: collections.Counter[str] = field(default_factory=collections.Counter)
    kills: collections.Counter[str] = field(default_factory=collections.Counter)
    mail_faults: int = 0
    database_faults: int = 0
    seconds: float = 0.0

    @property
    def lost(self) -> set[str]:
        """Requests that were acknowledged and never arrived."""
        return self.acknowledged - {_reference(name) for name in self.arrived}

    @property
    def unknown(self) -> set[str]:
        """Requests that were acknowledged or mailed, and that the database does not hold."""
        return (self.acknowledged | {_reference(name) for name in self.arrived}) - self.known

    @property
    def duplicates(self) -> int:
        """Copies beyond the first."""
        return sum(self.arrived.values()) - len(self.arrived)

    @property
    def doubled(self) -> int:
        """Requests that arrived with two different ``Message-ID``."""
        return len(self.arrived) - len({_reference(name) for name in self.arrived})


class Program:
    """One process that is started again whenever it is killed."""

    def __init__(self, name: str, command: list[str], environment: dict[str, str]) -> None:
        self.name = name
        self._command = command
        self._environment = environment
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self._process = subprocess.Popen(
            self._command,
            cwd=ROOT,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def kill(self) -> None:
        assert self._process is not None
        self._process.kill()
        self._process.wait()


class Campaign:
    """The servers, and what is done to them."""

    def __init__(self, folder: Path, *, requests: int, seed: int, url: str | None = None) -> None:
        self._chance = random.Random(seed)
        self._file = folder / "campaign.sqlite3"
        self.url = url or f"sqlite:///{self._file}"
        self._server = MailServer()
        self._ports = [free_port() for _ in range(2)]
        self._quiet = threading.Event()
        self.outcome = Outcome(requests)
        self._programs = self._make_programs()

    def run(self) -> Outcome:
        """Run the campaign to its end."""
        begun = time.monotonic()
        engine = create_database_engine(self.url)
        migrate(engine)
        self._server.start()
        for program in self._programs:
            program.start()
        disturber = threading.Thread(target=self._disturb)
        disturber.start()
        try:
            with ThreadPoolExecutor(VISITORS) as visitors:
                seeds = [self._chance.random() for _ in range(self.outcome.asked)]
                answers = list(visitors.map(self._ask, seeds))
            self.outcome.acknowledged = {answer for answer in answers if answer}
            self._quiet.set()
            disturber.join()
            self._wait_for_the_rest(engine)
        finally:
            self._quiet.set()
            disturber.join()
            for program in self._programs:
                program.kill()
            self._server.stop()
        self.outcome.known = _known(engine)
        self.outcome.arrived = self._arrived()
        self.outcome.seconds = time.monotonic() - begun
        engine.dispose()
        return self.outcome

    def _make_programs(self) -> list[Program]:
        environment = {
            **os.environ,
            "BOT_DATABASE_URL": self.url,
            "BOT_SMTP_URL": self._server.url(timeout=_SMTP_TIMEOUT),
            "BOT_MAIL_RETRY_SECONDS": "0.2",
            "BOT_RATE_CONTACT": "1000000/hour",
            "BOT_RATE_ADDRESS": "1000000/hour",
            "BOT_RASA_URL": "http://127.0.0.1:9",
            "LOG_LEVEL": "ERROR",
        }
        gateways = [
            Program(
                "gateway", [sys.executable, "-m", "bot.web"], {**environment, "BOT_PORT": str(p)}
            )
            for p in self._ports
        ]
        mailer = [sys.executable, "-c", "from bot.cli import main; main()", "mailer"]
        return [*gateways, Program("mailer", mailer, environment)]

    # ----- visitors -----

    def _ask(self, seed: float) -> str | None:
        chance = random.Random(seed)
        body = {
            "message": f"Une question, {seed}.",
            "telephone": "03 81 61 61 61",
            "consentement": True,
            "client_id": str(uuid.UUID(int=chance.getrandbits(128), version=4)),
        }
        time.sleep(chance.random() * 0.3)
        deadline = time.monotonic() + _PATIENCE
        while time.monotonic() < deadline:
            port = chance.choice(self._ports)
            with suppress(httpx.HTTPError):
                answer = httpx.post(f"http://127.0.0.1:{port}/api/contact", json=body, timeout=10)
                if answer.status_code == httpx.codes.ACCEPTED:
                    return str(answer.json()["reference"])
            time.sleep(0.2 + chance.random() * 0.3)
        return None

    # ----- faults -----

    def _disturb(self) -> None:
        while not self._quiet.wait(1 + 3 * self._chance.random()):
            self._chance.choice((self._kill, self._kill, self._break_mail, self._lock_database))()
        self._server.behaviour = "take"

    def _kill(self) -> None:
        program = self._chance.choice(self._programs)
        program.kill()
        self.outcome.kills[program.name] += 1
        self._quiet.wait(self._chance.random() * 0.5)
        program.start()

    def _break_mail(self) -> None:
        fault = self._chance.choice(_FAULTS)
        self.outcome.mail_faults += 1
        if fault == "down":
            self._server.stop()
        else:
            self._server.behaviour = fault  # type: ignore[assignment]
        self._quiet.wait(0.5 + self._chance.random())
        if fault == "down":
            self._server.start()
        self._server.behaviour = "take"

    def _lock_database(self) -> None:
        """Keep every write out, for longer than the programs wait at times."""
        if not self.url.startswith("sqlite"):
            return
        self.outcome.database_faults += 1
        with suppress(sqlite3.OperationalError):
            connection = sqlite3.connect(self._file, isolation_level=None, timeout=5)
            connection.execute("BEGIN IMMEDIATE")
            self._quiet.wait(self._chance.choice((0.5, 2.0, 6.0)))
            connection.execute("ROLLBACK")
            connection.close()

    # ----- the end -----

    def _wait_for_the_rest(self, engine: sa.engine.Engine) -> None:
        deadline = time.monotonic() + CALM_SECONDS
        while time.monotonic() < deadline:
            arrived = {_reference(name) for name in self._arrived()}
            if _known(engine) <= arrived:
                return
            time.sleep(0.5)

    def _arrived(self) -> collections.Counter[str]:
        return collections.Counter(
            mail.message["Message-ID"] for mail in list(self._server.received)
        )


def _known(engine: sa.engine.Engine) -> set[str]:
    with transaction(engine) as connection:
        return set(connection.execute(sa.select(contact_requests.c.reference)).scalars())


def _reference(message_id: str) -> str:
    return message_id.strip("<>").partition(".")[0].upper()


def main() -> None:
    """Run the campaign and print the figures; the exit code tells whether anything was lost."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--requests", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = Campaign(Path(folder), requests=given.requests, seed=given.seed).run()
    kills = ", ".join(f"{name} {count}" for name, count in sorted(found.kills.items()))
    for label, value in (
        ("requests made", found.asked),
        ("acknowledged to the visitor", len(found.acknowledged)),
        ("arrived at the service", len({_reference(name) for name in found.arrived})),
        ("acknowledged and lost", len(found.lost)),
        ("unknown to the database", len(found.unknown)),
        ("further copies, same Message-ID", found.duplicates),
        ("with two Message-IDs", found.doubled),
        ("killed with SIGKILL", kills or "none"),
        ("faults of the mail server", found.mail_faults),
        ("times the database refused", found.database_faults),
        ("seconds", round(found.seconds)),
    ):
        print(f"{label:34} {value}")
    if found.lost or found.unknown or found.doubled:
        sys.exit(1)


if __name__ == "__main__":
    main()
