"""``bot demandes``: the requests to the ESS service; and ``bot mailer``, which mails them."""

from __future__ import annotations

import asyncio
import signal
import sys
from datetime import datetime, timezone
from pathlib import Path
from typing import Annotated, Optional

import typer
from sqlalchemy.engine import Engine

from bot.database import create_database_engine, migrate
from bot.handover import desk, erasure, records, screens
from bot.handover.mailer import Mailer
from bot.handover.outbox import count_waiting
from bot.handover.states import STATUSES
from bot.handover.wording import read_labels
from bot.settings import load_settings

requests_app = typer.Typer(
    no_args_is_help=True, help="Suivre les demandes laissées au service ESS."
)

Reference = Annotated[str, typer.Argument(help="La référence, par exemple ESS-4827-3613.")]


def register_mailer(app: typer.Typer) -> None:
    """Add ``bot mailer`` to the staff's command line."""
    app.command("mailer", help="Envoie les demandes qui attendent ; Ctrl-C l’arrête.")(mailer)


@requests_app.command("list")
def list_(
    statut: Annotated[
        Optional[list[str]],
        typer.Option(help=f"Seulement ce statut ({', '.join(STATUSES)}) ; peut se répéter."),
    ] = None,
) -> None:
    """Liste les demandes, la plus récente d’abord."""
    unknown = sorted(set(statut or ()) - set(STATUSES))
    if unknown:
        _fail(f"{unknown[0]} n’est pas un statut : {', '.join(STATUSES)}.")
    engine = _engine()
    found = records.list_requests(engine, statuses=tuple(statut or ()))
    screens.show_requests(found, read_labels(engine))
    if load_settings().smtp_url is None:
        screens.show_waiting(count_waiting(engine))


@requests_app.command("show")
def show(reference: Reference) -> None:
    """Montre une demande : ce que le service a reçu, et où elle en est."""
    engine = _engine()
    screens.show_request(records.read_request(engine, reference), read_labels(engine))


@requests_app.command("prendre")
def take(reference: Reference) -> None:
    """Prend une demande en charge : plus de relance."""
    done = desk.take_request(_engine(), reference, _now())
    typer.echo("La demande est prise en charge." if done else "Elle l’était déjà.")


@requests_app.command("clore")
def close(reference: Reference) -> None:
    """Clôt une demande à laquelle quelqu’un a répondu."""
    done = desk.close_request(_engine(), reference, _now())
    typer.echo("La demande est close." if done else "Elle l’était déjà.")


@requests_app.command("relancer")
def send_again(reference: Reference) -> None:
    """Envoie de nouveau une demande en échec, ou rappelle au service une demande envoyée."""
    if desk.send_again(_engine(), reference, _now()) == "demande":
        typer.echo("La demande repart vers le service dès que possible.")
    else:
        typer.echo("Un rappel part vers le service dès que possible.")


@requests_app.command("effacer")
def erase(reference: Reference) -> None:
    """Efface les données personnelles d’une demande ; les chiffres restent."""
    done = erasure.erase_request(_engine(), reference, _now())
    typer.echo("Les données sont effacées." if done else "Elles l’étaient déjà.")


@requests_app.command("exporter")
def export(
    fichier: Annotated[
        Optional[Path],
        typer.Argument(help="Le fichier CSV à écrire ; sans lui, à l’écran."),
    ] = None,
) -> None:
    """Écrit toutes les demandes dans un tableau CSV, pour un tableur."""
    engine = _engine()
    text = screens.as_csv(records.list_requests(engine), read_labels(engine))
    if fichier is None:
        sys.stdout.write(text)
        return
    try:
        # A spreadsheet takes the file for UTF-8 when it begins so.
        fichier.write_text(text, encoding="utf-8-sig", newline="")
    except OSError as error:
        _fail(f"{fichier} ne peut pas être écrit ({error.strerror}) : choisissez un autre fichier.")
    typer.echo(f"Les demandes sont écrites dans {fichier}.")


@requests_app.command("chiffres")
def figures() -> None:
    """Compte les demandes par mois, par porte et par domaine."""
    engine = _engine()
    counted = desk.count_requests(records.list_requests(engine))
    screens.show_figures(counted, read_labels(engine))


def mailer(
    une_fois: Annotated[
        bool, typer.Option("--une-fois", help="Envoie ce qui attend maintenant, puis s’arrête.")
    ] = False,
) -> None:
    """Send what waits in the outbox, until SIGTERM or Ctrl-C."""
    asyncio.run(_send(once=une_fois))


async def _send(*, once: bool) -> None:
    worker = Mailer(_engine(), load_settings())
    if once:
        while await worker.send_next():
            pass
        return
    stop = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    await worker.run(stop)


def _engine() -> Engine:
    engine = create_database_engine(load_settings().database_url)
    migrate(engine)
    return engine


def _now() -> datetime:
    return datetime.now(timezone.utc)


def _fail(message: str) -> None:
    typer.echo(f"Erreur : {message}", err=True)
    raise typer.Exit(1)
