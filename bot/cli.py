"""The staff's command line: ``bot --help``."""

from __future__ import annotations

import sys
from typing import Any

import typer
from typer.core import TyperGroup

from bot.errors import BotError
from bot.handover.commands import register_mailer, requests_app
from bot.nlu.commands import nlu_app
from bot.orientation.commands import catalogue_app
from bot.supervisor.cli import register_servers
from bot.web.commands import register_purge


class OneLineErrors(TyperGroup):
    """A group of commands where an expected failure is one clear line and exit code 1."""

    def invoke(self, ctx: Any) -> Any:
        """Run the chosen command in its click context."""
        try:
            return super().invoke(ctx)
        except BotError as error:
            typer.echo(f"Erreur : {error}", err=True)
            raise typer.Exit(1) from error


app = typer.Typer(
    name="bot",
    cls=OneLineErrors,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Les outils de l’équipe pour l’assistant d’orientation.",
)
app.add_typer(catalogue_app, name="catalogue")
app.add_typer(nlu_app, name="nlu")
app.add_typer(requests_app, name="demandes")
register_mailer(app)
register_purge(app)
register_servers(app)


@app.callback()
def _root() -> None:
    """Keep sub-commands even when there is only one."""


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal without UTF-8 shows « ? » for an accent rather than a traceback.
        getattr(stream, "reconfigure", lambda **_: None)(errors="replace")
    app(prog_name="bot")
