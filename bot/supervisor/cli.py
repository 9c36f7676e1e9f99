"""The commands ``bot run``, ``bot train`` and ``bot shell``."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Annotated, NoReturn

import typer

from bot.database import create_database_engine
from bot.errors import BotError
from bot.handover.outbox import count_waiting
from bot.settings import ROOT, Settings, load_settings
from bot.supervisor import run, shell
from bot.supervisor.addresses import local_port, require_free
from bot.supervisor.database import fill_database
from bot.supervisor.errors import AddressError
from bot.supervisor.training import ensure_model
from bot.supervisor.yaml_files import check_yaml

Project = Annotated[
    Path,
    typer.Option(
        "--dossier", help="Le dossier de config.yml, domain.yml et data/.", show_default=False
    ),
]


def register_servers(app: typer.Typer) -> None:
    """Adds the three commands to the staff's command line."""
    app.command("run", help="Lance l’assistant ; Ctrl-C l’arrête.")(run_command)
    app.command("shell", help="Parle avec l’assistant dans ce terminal.")(shell_command)
    app.command("train", help="Entraîne un modèle si les fichiers ont changé.")(train_command)


def run_command(project: Project = ROOT) -> None:
    """Trains if needed, fills the database, runs the servers until Ctrl-C."""
    with _one_line_and_code():
        settings = load_settings()
        rasa_port, actions_port = _free_ports(settings)
        model = _prepare(project, settings)
        _say_what_waits(settings)
        run.serve(
            project,
            model,
            _shared(settings),
            rasa_port=rasa_port,
            actions_port=actions_port,
            gateway_url=f"{settings.local_address}/",
            apology=settings.ess_email,
            say=_say,
        )


def train_command(project: Project = ROOT) -> None:
    """Trains a model if ``data/``, ``config.yml``, ``domain.yml`` or ``bot/nlu/`` changed."""
    with _one_line_and_code():
        check_yaml(project)
        model = ensure_model(project, say=_say)
        _say(f"The model is up to date: {model.relative_to(project)}")


def shell_command(project: Project = ROOT) -> None:
    """Runs a conversation in the terminal, with the real actions and database."""
    with _one_line_and_code():
        settings = load_settings()
        model = _prepare(project, settings)
        _say("Starting the conversation (about 20 seconds); /stop ends it…")
        raise typer.Exit(shell.talk(project, model, _shared(settings)))


def _free_ports(settings: Settings) -> tuple[int, int]:
    """Makes sure that all three servers can listen; returns the ports of Rasa and the actions."""
    rasa_port = local_port(settings.rasa_url, setting="BOT_RASA_URL")
    actions_port = local_port(settings.actions_url, setting="BOT_ACTIONS_URL")
    if rasa_port == actions_port:
        raise AddressError(
            f"BOT_RASA_URL and BOT_ACTIONS_URL both say port {rasa_port}, and two servers cannot "
            "share one: change either."
        )
    if settings.port in (rasa_port, actions_port):
        raise AddressError(
            f"BOT_PORT says port {settings.port}, as does BOT_RASA_URL or BOT_ACTIONS_URL, and two "
            "servers cannot share one: change BOT_PORT."
        )
    require_free(rasa_port, server="Rasa", setting="BOT_RASA_URL")
    require_free(actions_port, server="the action server", setting="BOT_ACTIONS_URL")
    require_free(settings.port, server="the web gateway", setting="BOT_PORT", example="{port}")
    return rasa_port, actions_port


def _prepare(project: Path, settings: Settings) -> Path:
    check_yaml(project)
    fill_database(project, settings.database_url, say=_say)
    return ensure_model(project, say=_say)


def _say_what_waits(settings: Settings) -> None:
    if settings.smtp_url is not None:
        return
    engine = create_database_engine(settings.database_url)
    waiting = count_waiting(engine)
    engine.dispose()
    _say(
        "BOT_SMTP_URL is not set: requests to the ESS service wait in the outbox "
        f"({waiting} now); `bot demandes list` shows them."
    )


def _shared(settings: Settings) -> dict[str, str]:
    return {
        "BOT_DATABASE_URL": settings.database_url,
        "BOT_RASA_URL": settings.rasa_url,
        "BOT_ACTIONS_URL": settings.actions_url,
        "BOT_HOST": settings.host,
        "BOT_PORT": str(settings.port),
    }


def _say(line: str) -> None:
    typer.echo(line)


@contextmanager
def _one_line_and_code() -> Iterator[None]:
    """Ends as ``bot run`` promises.

    An expected failure is one line and exit code 1. Ctrl-C, SIGTERM and a closed terminal are the
    ordinary ways to stop: exit code 0, what was started ended first.
    """

    def interrupt(_signal: int, _frame: FrameType | None) -> NoReturn:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, interrupt)
    signal.signal(signal.SIGHUP, interrupt)
    try:
        yield
    except BotError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error
    except KeyboardInterrupt:
        raise typer.Exit(0) from None
