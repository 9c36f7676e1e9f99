"""The faults of a campaign: what is killed, refused or broken, and when, by a fixed seed."""

from __future__ import annotations

import random
import sqlite3
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from bench.campaign_outcome import Outcome
from bench.campaign_programs import Program, Programs

#: Ways of the mail server to fail for a while; "down" is stopped altogether.
_MAIL_FAULTS = ("not now", "hang", "drop in the middle of DATA", "lose the answer", "down")

#: Seconds that another program holds the database: shorter and longer than the programs wait.
_LOCK_SECONDS = (0.5, 2.0, 6.0)
_FULL_SECONDS = (0.3, 1.0, 3.0)


class Disturber(threading.Thread):
    """Disturbs the programs, one fault after the other, until it is told to be quiet.

    The same seed gives the same faults in the same order. Faults follow each other by 1 to 4 s;
    Rasa and the actions, which take long to start, are killed less often than the others.

    Args:
        programs: What to kill.
        mail: The mail server.
        database: The file of the SQLite database.
        outcome: Where to count.
        seed: Of the schedule.
    """

    def __init__(
        self, programs: Programs, mail: Any, database: Path, outcome: Outcome, *, seed: int
    ) -> None:
        super().__init__()
        self._programs = programs
        self._mail = mail
        self._database = database
        self._outcome = outcome
        self._chance = random.Random(seed)
        self._quiet = threading.Event()

    def run(self) -> None:
        """Disturb; called by the thread."""
        faults: dict[Callable[[], None], int] = {
            self._kill_often: 5,
            self._kill_seldom: 1,
            self._break_mail: 3,
            self._lock_database: 2,
            self._fill_disk: 2,
        }
        while not self._quiet.wait(1 + 3 * self._chance.random()):
            self.revive()
            (fault,) = self._chance.choices(list(faults), weights=list(faults.values()))
            fault()

    def stop(self) -> None:
        """Be quiet from now on, and leave everything in order."""
        self._quiet.set()
        self.join()
        self.revive()

    def revive(self) -> None:
        """Start what has ended by itself, as a service manager does."""
        for program in self._programs.all:
            if program.has_given_up():
                self._outcome.revived += 1
                program.start()

    def _kill_often(self) -> None:
        self._kill(self._chance.choice(self._programs.often))

    def _kill_seldom(self) -> None:
        program = self._chance.choice(self._programs.seldom)
        if program.is_ready():  # else, on a slow machine, it never would be
            self._kill(program)

    def _kill(self, program: Program) -> None:
        program.kill()
        self._outcome.kills[program.name] += 1
        self._quiet.wait(self._chance.random() * 0.5)
        program.start()

    def _break_mail(self) -> None:
        fault = self._chance.choice(_MAIL_FAULTS)
        self._outcome.mail_faults += 1
        if fault == "down":
            self._mail.stop()
        else:
            self._mail.behaviour = fault
        self._quiet.wait(0.5 + self._chance.random())
        if fault == "down":
            self._mail.start()
        self._mail.behaviour = "take"

    def _lock_database(self) -> None:
        seconds = self._chance.choice(_LOCK_SECONDS)
        connection = sqlite3.connect(self._database, isolation_level=None, timeout=5)
        with suppress(sqlite3.OperationalError):  # somebody else writes for longer than that
            connection.execute("BEGIN IMMEDIATE")
            self._outcome.locks += 1
            self._quiet.wait(seconds)
            connection.execute("ROLLBACK")
        connection.close()

    def _fill_disk(self) -> None:
        self._outcome.full_disks += 1
        for program in self._programs.all:
            program.refuse_disk(refuse=True)
        self._quiet.wait(self._chance.choice(_FULL_SECONDS))
        for program in self._programs.all:
            program.refuse_disk(refuse=False)
