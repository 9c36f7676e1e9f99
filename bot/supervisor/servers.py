"""Runs the servers side by side, through Honcho: when one ends, or a signal comes, all end."""

import os
import re
import shlex
import signal
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from honcho.manager import SYSTEM_PRINTER_NAME, Manager
from honcho.printer import Message

from bot.supervisor.errors import ProcessDiedError

#: Seconds that servers have to end by themselves before they are killed.
GRACE = 6.0


class Servers(Manager):  # type: ignore[misc] # honcho has no types
    """The processes of the assistant, under one parent.

    Args:
        folder: Where they run.
        on_started: Called once, when every process has been started (not: when they can answer).
    """

    def __init__(self, folder: Path, *, on_started: Callable[[], None]) -> None:
        super().__init__(printer=_Listener(self._note))
        self._folder = folder
        self._on_started = on_started
        self._not_yet_started: set[str] = set()
        self._stop_asked = False
        self._first_ended: tuple[str, int] | None = None

    def add(self, name: str, command: Sequence[str], environment: Mapping[str, str]) -> None:
        """Adds a process; ``name`` is shown in front of what it prints."""
        self._not_yet_started.add(name)
        # exec: signals go to the program itself, with no shell left in between.
        command_line = f"exec {shlex.join(command)}"
        self.add_process(name, command_line, env=dict(environment), cwd=str(self._folder))

    def run(self) -> None:
        """Starts every process and blocks until all have ended, within seconds of the first end.

        SIGINT, SIGTERM and SIGHUP end them in good order; so does ``stop()``.

        Raises:
            ProcessDiedError: One ended without having been asked to.
        """
        signal.signal(signal.SIGHUP, lambda *_: os.kill(os.getpid(), signal.SIGTERM))
        self.loop()
        if self._first_ended and not self._stop_asked:
            name, code = self._first_ended
            raise ProcessDiedError(
                f"The {name} server ended by itself ({_reason(code)}), so everything was stopped: "
                "the lines above say why. Correct it, then start again."
            )

    def stop(self) -> None:
        """Ends every process; ``run()`` then returns. May be called from any thread."""
        self._stop_asked = True
        self.terminate()

    def terminate(self) -> None:
        """Asks every process to end, and kills it after ``GRACE`` seconds. Honcho calls it too."""
        if self._not_yet_started:
            return  # Honcho has no process id to send a signal to: _note() comes back to it
        super().terminate()
        # Honcho itself kills stragglers only once a first process has ended.
        timer = threading.Timer(GRACE, self.kill)
        timer.daemon = True
        timer.start()

    def _note(self, event: str) -> None:
        """Hears what Honcho would have printed: its only way of telling who ended, and why."""
        if event.endswith(" received"):
            self._stop_asked = True
        elif match := re.fullmatch(r"(\S+) started \(pid=\d+\)", event):
            self._not_yet_started.discard(match[1])
            if not self._not_yet_started:
                self.terminate() if self._stop_asked else self._on_started()
        elif match := re.fullmatch(r"(\S+) stopped \(rc=(-?\d+)\)", event):
            self._first_ended = self._first_ended or (match[1], int(match[2]))


class _Listener:
    """Stands where Honcho expects a printer: shows the servers' lines, passes Honcho's own on."""

    width = 0

    def __init__(self, note: Callable[[str], None]) -> None:
        self._note = note

    def write(self, message: Message) -> None:
        if message.name == SYSTEM_PRINTER_NAME:
            self._note(message.data.strip())
            return
        try:
            for line in message.data.decode("utf-8", "replace").splitlines():
                print(f"{message.name:<{self.width}} | {line}", file=sys.stderr, flush=True)
        except OSError:  # the terminal is gone: nobody is left to read, or to press Ctrl-C
            os.kill(os.getpid(), signal.SIGTERM)


def _reason(code: int) -> str:
    if code < 0:
        return f"killed by {signal.Signals(-code).name}"
    return f"exit code {code}"
