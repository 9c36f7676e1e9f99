"""``bot purge``: deletes what is older than it may be kept."""

from __future__ import annotations

from datetime import datetime, timezone

import typer

from bot.database import create_database_engine, migrate
from bot.settings import load_settings
from bot.web.retention import delete_old


def register_purge(app: typer.Typer) -> None:
    """Add ``bot purge`` to the staff's command line."""
    app.command("purge", help="Efface ce qui dépasse la durée de conservation.")(purge)


def purge() -> None:
    """Delete what is older than ``BOT_RETENTION_DAYS``."""
    settings = load_settings()
    engine = create_database_engine(settings.database_url)
    migrate(engine)
    done = delete_old(engine, days=settings.retention_days, now=datetime.now(timezone.utc))
    typer.echo(
        f"Au-delà de {settings.retention_days} jours : {done.requests} demande(s) anonymisée(s), "
        f"{done.conversations} conversation(s) et {done.trackers} autre(s) échange(s) supprimés."
    )
    typer.echo(f"Demandes restées à l’état de brouillon : {done.drafts} supprimée(s).")
    if done.never_mailed:
        typer.echo(
            f"Attention : {done.never_mailed} de ces demandes n’avaient jamais pu être envoyées.",
            err=True,
        )
