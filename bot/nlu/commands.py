"""``bot nlu``: what staff ask of the understanding."""

from __future__ import annotations

import logging
import warnings
from collections import defaultdict
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from bot.nlu.errors import ModelUnreadable
from bot.nlu.evaluation import Outcome, Parse, evaluate, read_labelled_texts, share

nlu_app = typer.Typer(help="Mesure ce que l’assistant comprend.", no_args_is_help=True)

_TITLES = {
    "intent": "Intention",
    "etape": "Étape",
    "domaine": "Domaine",
    "besoin": "Besoin",
    "territoire": "Lieu",
}


@nlu_app.callback()
def _group() -> None:
    """Keep ``bot nlu evaluate`` a sub-command even while it is the only one."""


@nlu_app.command("evaluate")
def evaluate_command(
    file: Annotated[Path, typer.Argument(help="Textes étiquetés, un objet JSON par ligne.")],
    model: Annotated[
        Path, typer.Option("--modele", help="Modèle entraîné, ou dossier qui en contient.")
    ] = Path("models"),
    wrong: Annotated[bool, typer.Option(help="Afficher les textes mal compris.")] = True,
) -> None:
    """Mesure ce qui est compris dans un fichier de textes étiquetés."""
    console = Console()
    outcomes = evaluate(read_labelled_texts(file), _parser(model))
    for dimension, found in outcomes.items():
        console.print(_table(dimension, found))
    if wrong:
        for dimension, found in outcomes.items():
            for outcome in (each for each in found if not each.first_right):
                expected, got = "/".join(outcome.accepted), "/".join(outcome.found) or "rien"
                title = _TITLES[dimension]
                console.print(f"{title} : attendu {expected}, compris {got}", style="bold")
                console.print(f"  {outcome.text}", markup=False)


def _parser(model: Path) -> Parse:
    """Load a trained model; return what parses a text with it."""
    import asyncio

    from rasa.core.agent import Agent
    from rasa.exceptions import ModelNotFound
    from rasa.utils.log_utils import configure_structlog

    # Unconfigured, Rasa's log prints every text it parses.
    configure_structlog(logging.ERROR)
    try:
        with warnings.catch_warnings():
            # Rasa reminds everybody of what changed in its version 3 at each load.
            warnings.simplefilter("ignore", UserWarning)
            agent = Agent.load(str(model))
    except ModelNotFound as error:
        raise ModelUnreadable(f"No trained model in {model}: run `make train`.") from error
    loop = asyncio.new_event_loop()
    return lambda text: loop.run_until_complete(agent.parse_message(text))


def _table(dimension: str, outcomes: list[Outcome]) -> Table:
    first = share(outcomes, lambda each: each.first_right)
    any_ = share(outcomes, lambda each: each.any_right)
    given = sum(len(each.found) for each in outcomes) / len(outcomes)
    silent = sum(not each.found for each in outcomes)
    table = Table(
        title=f"{_TITLES[dimension]} ({len(outcomes)} textes) : le premier juste {first:.1%}, "
        f"un des proposés juste {any_:.1%}, {given:.2f} proposés en moyenne, rien {silent} fois"
    )
    for column in ("code", "justes", "textes"):
        table.add_column(column, justify="left" if column == "code" else "right")
    by_class: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        by_class[outcome.accepted[0]].append(outcome)
    for code, found in sorted(by_class.items()):
        table.add_row(code, str(sum(each.first_right for each in found)), str(len(found)))
    return table
