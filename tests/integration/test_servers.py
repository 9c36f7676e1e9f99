"""How the processes of the assistant end: always all of them, and soon."""

import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

PARENT = """
import os, pathlib, sys
from bot.supervisor.errors import SupervisorError
from bot.supervisor.servers import Servers
servers = Servers(pathlib.Path.cwd(), on_started=lambda: print("all started", flush=True))
for number, code in enumerate(sys.argv[1:]):
    servers.add(f"server{number}", [sys.executable, "-u", "-c", code], os.environ)
try:
    servers.run()
except SupervisorError as error:
    sys.exit(str(error))
"""
SERVES = "import time; print('serving'); time.sleep(60)"
IGNORES_SIGTERM = f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); {SERVES}"
FAILS = "import sys; print('no disk left', file=sys.stderr); sys.exit(3)"


class Family:
    """A parent with its servers, found again by a mark in their environment."""

    def __init__(self, *servers: str) -> None:
        self.mark = f"FAMILY={uuid.uuid4()}"
        name, value = self.mark.split("=")
        self.parent = subprocess.Popen(
            [sys.executable, "-c", PARENT, *servers],
            env={**os.environ, name: value},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def wait_until_started(self) -> None:
        assert self.parent.stdout
        assert self.parent.stdout.readline() == "all started\n"

    def end(self) -> tuple[int, str]:
        _, errors = self.parent.communicate(timeout=20)
        return self.parent.returncode, errors

    def members(self) -> list[int]:
        return [int(process.name) for process in Path("/proc").glob("[0-9]*") if self._has(process)]

    def _has(self, process: Path) -> bool:
        try:
            return self.mark.encode() in (process / "environ").read_bytes()
        except OSError:  # ended meanwhile
            return False


@pytest.fixture
def start() -> Iterator["type[Family]"]:
    families: list[Family] = []

    class Started(Family):
        def __init__(self, *servers: str) -> None:
            super().__init__(*servers)
            families.append(self)

    yield Started
    for family in families:
        for pid in family.members():
            os.kill(pid, signal.SIGKILL)
        family.parent.communicate()


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_signal_ends_every_server_and_is_no_error(start: type[Family], name: str) -> None:
    family = start(SERVES, SERVES)
    family.wait_until_started()
    family.parent.send_signal(signal.Signals[name])
    assert family.end()[0] == 0
    assert family.members() == []


def test_when_one_server_fails_all_end_and_the_line_says_which(start: type[Family]) -> None:
    family = start(SERVES, FAILS)
    code, errors = family.end()
    assert code == 1
    assert "server1 | no disk left" in errors
    assert "The server1 server ended by itself (exit code 3)" in errors
    assert family.members() == []


def test_a_killed_server_ends_the_others(start: type[Family]) -> None:
    family = start(SERVES, "import os; os.kill(os.getpid(), 9)")
    code, errors = family.end()
    assert code == 1
    assert "(killed by SIGKILL)" in errors
    assert family.members() == []


def test_servers_that_ignore_sigterm_are_gone_within_ten_seconds(start: type[Family]) -> None:
    family = start(IGNORES_SIGTERM, IGNORES_SIGTERM)
    family.wait_until_started()
    time.sleep(0.5)  # until they ignore it
    begun = time.monotonic()
    family.parent.send_signal(signal.SIGINT)
    assert family.end()[0] == 0
    assert time.monotonic() - begun < 10
    assert family.members() == []


def test_a_signal_in_the_middle_of_starting_leaves_no_orphan(start: type[Family]) -> None:
    for hundredths in range(4, 18):
        family = start(SERVES, SERVES)
        time.sleep(hundredths / 100)
        family.parent.send_signal(signal.SIGTERM)
        family.end()
        assert family.members() == []


def test_everything_ends_when_the_terminal_goes_away(start: type[Family]) -> None:
    family = start("while True: print('x' * 1000)", SERVES)
    family.wait_until_started()
    assert family.parent.stderr
    family.parent.stderr.close()
    assert family.parent.wait(timeout=20) == 0
    assert family.members() == []
