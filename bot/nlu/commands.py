"""``bot nlu``: what staff ask of the understanding."""

from __future__ import annotations

import dataclasses
import json
import logging
import warnings
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bot.nlu.errors import ModelUnreadable
from bot.nlu.evaluation import Outcome, Parse, evaluate, read_labelled_texts
from bot.nlu.noise import Noise
from bot.settings import ROOT

nlu_app = typer.Typer(help="Mesure et explique ce que l’assistant comprend.", no_args_is_help=True)

#: Texts that new models are compared on.
_TEXTS = ROOT / "tests" / "understanding"

_Model = Annotated[
    Path, typer.Option("--modele", help="Modèle entraîné, ou dossier qui en contient.")
]


@nlu_app.command("evaluate")
def evaluate_command(
    file: Annotated[Path, typer.Argument(help="Textes étiquetés, un objet JSON par ligne.")],
    model: _Model = Path("models"),
    wrong: Annotated[bool, typer.Option(help="Afficher les textes mal compris.")] = True,
    typos: Annotated[int, typer.Option("--fautes", help="Fautes de frappe par texte.")] = 0,
    accents: Annotated[bool, typer.Option("--sans-accents", help="Sans les accents.")] = False,
    capitals: Annotated[bool, typer.Option("--majuscules", help="Tout en majuscules.")] = False,
    sms: Annotated[bool, typer.Option("--sms", help="Écrit comme un SMS.")] = False,
    seed: Annotated[int, typer.Option("--graine", help="Change les fautes tirées.")] = 2026,
    letters: Annotated[
        int, typer.Option("--lettres", help="Ne lire que les textes d’au moins tant de lettres.")
    ] = 0,
) -> None:
    """Mesure ce qui est compris dans un fichier de textes étiquetés."""
    from bot.nlu.screens import show_evaluation, show_wrong

    noise = Noise(typos=typos, without_accents=accents, capitals=capitals, sms=sms, seed=seed)
    console = Console()
    texts = [
        each for each in read_labelled_texts(file) if sum(map(str.isalnum, each.text)) >= letters
    ]
    if letters and not texts:
        raise typer.BadParameter(f"aucun texte de {file} n’en a {letters}", param_hint="--lettres")
    outcomes = evaluate(texts, parser_of(model), noise)
    for dimension, found in outcomes.items():
        show_evaluation(console, dimension, found)
    if wrong:
        for dimension, found in outcomes.items():
            show_wrong(console, dimension, found)


@nlu_app.command("explain")
def explain_command(
    text: Annotated[str, typer.Argument(help="Un message de visiteur.")],
    model: _Model = Path("models"),
    as_json: Annotated[bool, typer.Option("--json", help="Pour un programme.")] = False,
) -> None:
    """Montre pourquoi un message est compris ainsi : mots, lexique, phrases proches."""
    from bot.nlu.explanation import Explainer
    from bot.nlu.screens import show_explanation

    explanation = Explainer.load(_newest(model)).explain(text)
    if as_json:
        typer.echo(json.dumps(dataclasses.asdict(explanation), ensure_ascii=False, indent=2))
    else:
        show_explanation(Console(), explanation)


@nlu_app.command("compare")
def compare_command() -> None:
    """Entraîne si des phrases ont changé, et montre ce qui est mieux ou moins bien compris."""
    from bot.nlu.comparison import changes
    from bot.nlu.screens import show_comparison
    from bot.supervisor.training import ensure_model, previous_model

    new = ensure_model(ROOT, say=typer.echo)
    old = previous_model(ROOT)
    if old is None:
        raise ModelUnreadable("There is no earlier model: change a sentence, then compare again.")
    before, after = _understood(old), _understood(new)
    show_comparison(Console(), before, after, list(changes(before, after)))


def _understood(model: Path) -> dict[str, list[Outcome]]:
    texts = [text for path in sorted(_TEXTS.glob("*.jsonl")) for text in read_labelled_texts(path)]
    return evaluate(texts, parser_of(model))


def _newest(model: Path) -> Path:
    if not model.is_dir():
        return model
    archives = sorted(model.glob("*.tar.gz"), key=lambda path: path.stat().st_mtime)
    if not archives:
        raise ModelUnreadable(f"No trained model in {model}: run `make train`.")
    return archives[-1]


def parser_of(model: Path) -> Parse:
    """Load a trained model and return what parses a text with it.

    Args:
        model: A model archive, or a folder that holds some.

    Raises:
        ModelUnreadable: If there is no trained model.
    """
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
