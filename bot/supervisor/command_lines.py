"""The command lines of the servers; all but the gateway listen on loopback only."""

import sys
from pathlib import Path

from bot.supervisor.addresses import LOOPBACK

_RASA_FILES = ("--endpoints", "endpoints.yml", "--credentials", "credentials.yml")


def rasa_run(model: Path, port: int) -> list[str]:
    """Rasa, listening for messages; its HTTP API stays off."""
    return _rasa("run", model, port)


def rasa_shell(model: Path, port: int) -> list[str]:
    """Rasa, talking in the terminal. It opens a port all the same."""
    return _rasa("shell", model, port)


def action_server(port: int) -> list[str]:
    """The server of ``actions/``. Where it listens is in its environment (``bot/quiet.py``)."""
    return [sys.executable, "-m", "rasa_sdk", "--actions", "actions", "--quiet", "-p", str(port)]


def gateway() -> list[str]:
    """The web gateway. Where it listens is in its settings, ``BOT_HOST`` and ``BOT_PORT``."""
    return [sys.executable, "-m", "bot.web"]


def _rasa(mode: str, model: Path, port: int) -> list[str]:
    command = [sys.executable, "-m", "bot.rasa_server", mode, "-i", LOOPBACK, "-p", str(port)]
    return [*command, "--model", str(model), *_RASA_FILES]
