"""A fault campaign: are requests to the ESS service ever lost, whatever is killed or refuses?

Two real gateways, Rasa, the actions, a mailer and a mail server, on one SQLite database. By a fixed
seed, programs are killed with SIGKILL, the mail server stops, refuses, hangs or loses its answer,
another program locks the database, and the disk takes no more writes. Visitors leave requests
meanwhile, by the form and in the chat, and repeat a call that got no answer, as the widget does. At
the end, every request that a visitor was told is kept must have arrived, none may be unknown to the
database, and every copy of a mail must carry the same ``Message-ID``.

Run it with ``python -m bench.campaign``; the tests run a shorter one.
"""

from __future__ import annotations

import argparse
import collections
import random
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import sqlalchemy as sa

from bench.campaign_faults import Disturber
from bench.campaign_outcome import Outcome, reference_in
from bench.campaign_programs import SMTP_TIMEOUT, make_programs
from bench.campaign_visitors import Visitor
from bot.database import create_database_engine, migrate, transaction
from bot.handover.tables import contact_requests
from bot.orientation.reader import read_catalogue
from bot.orientation.store import import_catalogue
from bot.settings import ROOT
from bot.supervisor.training import ensure_model

sys.path.insert(0, str(ROOT / "tests/real_servers"))

from mail_server import MailServer

#: Visitors at a time, by the form and in the chat.
FORMS, CHATS = 12, 6
#: One request of so many is left in the chat.
ONE_CHAT_IN = 5
#: Seconds within which everything must have arrived once nothing fails any more.
CALM_SECONDS = 180.0


class Campaign:
    """The servers, their visitors, and what is done to them.

    Args:
        folder: Where the database goes.
        model: The trained model.
        requests: How many are left.
        seed: Of the faults and of the visitors' habits.
    """

    def __init__(self, folder: Path, model: Path, *, requests: int, seed: int) -> None:
        self._file = folder / "campaign.sqlite3"
        self._engine = create_database_engine(f"sqlite:///{self._file}")
        self._mail = MailServer()
        self._programs = make_programs(
            model, f"sqlite:///{self._file}", self._mail.url(timeout=SMTP_TIMEOUT)
        )
        self._seed = seed
        self.outcome = Outcome(requests, requests // ONE_CHAT_IN)

    def run(self) -> Outcome:
        """Run the campaign to its end."""
        migrate(self._engine)
        import_catalogue(self._engine, read_catalogue(ROOT / "data/catalogue"))
        disturber = Disturber(self._programs, self._mail, self._file, self.outcome, seed=self._seed)
        self._mail.start()
        try:
            self._start_programs()
            begun = time.monotonic()
            disturber.start()
            try:
                self._let_visitors_ask()
            finally:
                disturber.stop()
            self._wait_for_the_rest(disturber)
            self.outcome.seconds = time.monotonic() - begun
        finally:
            for program in self._programs.all:
                program.kill()
            self._mail.stop()
        self.outcome.known, self.outcome.arrived = self._known(), self._arrived()
        self._engine.dispose()
        return self.outcome

    def _start_programs(self) -> None:
        for program in self._programs.all:
            program.start()
        for program in self._programs.all:
            program.wait_until_ready()

    def _let_visitors_ask(self) -> None:
        everybody = [self._visitor(number) for number in range(self.outcome.asked)]
        in_chat = everybody[: self.outcome.asked_in_chat]
        by_form = everybody[self.outcome.asked_in_chat :]
        with ThreadPoolExecutor(CHATS) as chats, ThreadPoolExecutor(FORMS) as forms:
            told_in_chat = chats.map(Visitor.chat, in_chat)
            told_by_form = forms.map(Visitor.use_form, by_form)
            self.outcome.acknowledged_in_chat = {told for told in told_in_chat if told}
            self.outcome.acknowledged = {told for told in told_by_form if told}
        self.outcome.acknowledged |= self.outcome.acknowledged_in_chat

    def _visitor(self, number: int) -> Visitor:
        chance = random.Random(f"{self._seed} {number}")
        return Visitor(number, self._programs.gateways, chance)

    def _wait_for_the_rest(self, disturber: Disturber) -> None:
        deadline = time.monotonic() + CALM_SECONDS
        while time.monotonic() < deadline:
            disturber.revive()
            if self._known() <= {reference_in(name) for name in self._arrived()}:
                return
            time.sleep(0.5)

    def _arrived(self) -> collections.Counter[str]:
        names = [str(mail.message["Message-ID"]) for mail in list(self._mail.received)]
        return collections.Counter(name for name in names if ".demande." in name)

    def _known(self) -> set[str]:
        with transaction(self._engine) as connection:
            return set(connection.execute(sa.select(contact_requests.c.reference)).scalars())


def main() -> None:
    """Run the campaign and print the figures; the exit code tells whether anything was lost."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--requests", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    model = ensure_model(ROOT, say=print)
    with tempfile.TemporaryDirectory() as folder:
        found = Campaign(Path(folder), model, requests=given.requests, seed=given.seed).run()
    print("\n".join(found.table()))
    if found.failed:
        sys.exit(1)


if __name__ == "__main__":
    main()
