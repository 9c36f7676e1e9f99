"""``bot catalogue``: check, import, export and explain the rules."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Optional

import typer
from sqlalchemy.engine import Engine

from bot.database import create_database_engine, migrate
from bot.orientation import screens
from bot.orientation.check import check_catalogue
from bot.orientation.engine import evaluate, recommend
from bot.orientation.errors import CatalogueInvalid, UnknownCode
from bot.orientation.profile import Profile
from bot.orientation.reader import read_catalogue
from bot.orientation.rules import Catalogue
from bot.orientation.store import import_catalogue, list_versions, load_catalogue
from bot.orientation.suggestions import did_you_mean
from bot.orientation.vocabulary import BESOIN, DOMAINE, ETAPE, TERRITOIRE, Coded
from bot.orientation.writer import catalogue_texts, write_catalogue
from bot.settings import ROOT, load_settings

#: Where staff keep the catalogue.
FILES = ROOT / "data" / "catalogue"

catalogue_app = typer.Typer(
    no_args_is_help=True, help="Vérifier, importer, exporter et comprendre les règles."
)

# typer reads these annotations at run time, and on Python 3.10 it wants Optional in them.
Folder = Annotated[
    Optional[Path],
    typer.Option("--fichiers", help="Le dossier des fichiers ; par défaut data/catalogue."),
]
Day = Annotated[
    Optional[datetime.datetime],
    typer.Option("--date", formats=["%Y-%m-%d"], help="Le jour ; par défaut aujourd’hui."),
]
Code = Optional[str]


@catalogue_app.command("check")
def check(fichiers: Folder = None, date: Day = None) -> None:
    """Vérifie les fichiers : chaque projet possible, chaque règle, chaque contact."""
    _read_and_check(fichiers, _day(date))


@catalogue_app.command("import")
def import_(
    fichiers: Folder = None,
    date: Day = None,
    commentaire: Annotated[str, typer.Option(help="Un mot sur ce qui change.")] = "",
) -> None:
    """Vérifie les fichiers, puis en fait la nouvelle version des règles : tout, ou rien."""
    catalogue = _read_and_check(fichiers, _day(date))
    engine = _engine()
    migrate(engine)
    result = import_catalogue(engine, catalogue, comment=commentaire)
    if result.created:
        typer.echo(f"Le catalogue est importé : c’est la version {result.version}.")
    else:
        typer.echo(f"Rien n’a changé : la version {result.version} a déjà ce contenu.")


@catalogue_app.command("export")
def export(
    dossier: Annotated[Path, typer.Argument(help="Le dossier où écrire les fichiers.")],
    version: Annotated[Optional[int], typer.Option(help="La version à exporter.")] = None,
    ecraser: Annotated[bool, typer.Option("--ecraser", help="Remplace les fichiers.")] = False,
) -> None:
    """Écrit une version des règles dans des fichiers qu’on peut modifier et importer."""
    catalogue = load_catalogue(_engine(), version)
    present = [name for name in catalogue_texts(catalogue) if (dossier / name).exists()]
    if present and not ecraser:
        _fail(
            f"{dossier} contient déjà {', '.join(present)} : choisissez un autre dossier, "
            "ou ajoutez --ecraser pour les remplacer."
        )
    try:
        write_catalogue(catalogue, dossier)
    except OSError as error:
        _fail(f"{dossier} ne peut pas être écrit ({error.strerror}) : choisissez un autre dossier.")
    typer.echo(f"La version {catalogue.version} est écrite dans {dossier}.")


@catalogue_app.command("versions")
def versions() -> None:
    """Liste les versions importées, la plus récente d’abord."""
    screens.show_versions(list_versions(_engine()))


@catalogue_app.command("explain")
def explain(
    etape: Annotated[Code, typer.Option(help="Le code de l’étape.")] = None,
    domaine: Annotated[
        Optional[list[str]],
        typer.Option(help="Le code d’un domaine ; l’option peut se répéter."),
    ] = None,
    besoin: Annotated[Code, typer.Option(help="Le code du besoin.")] = None,
    territoire: Annotated[Code, typer.Option(help="Le code du territoire.")] = None,
    en_activite: Annotated[
        Optional[bool],
        typer.Option("--en-activite/--pas-en-activite", help="L’entreprise tourne-t-elle déjà ?"),
    ] = None,
    date: Day = None,
    version: Annotated[Optional[int], typer.Option(help="Une version passée.")] = None,
    fichiers: Annotated[
        Optional[Path],
        typer.Option(help="Essaie ces fichiers, sans la base de données."),
    ] = None,
) -> None:
    """Montre ce que le robot propose à un projet, et ce que répond chaque règle."""
    catalogue = _read(fichiers) if fichiers else load_catalogue(_engine(), version)
    profile = Profile(etape, tuple(domaine or ()), besoin, territoire, en_activite)
    _require_known(profile, catalogue)
    day = _day(date)
    screens.show_recommendations(profile, recommend(profile, catalogue, day), catalogue, day)
    screens.show_evaluations(evaluate(profile, catalogue, day))


def _read_and_check(folder: Path | None, day: datetime.date) -> Catalogue:
    catalogue = _read(folder)
    report = check_catalogue(catalogue, day)
    screens.show_report(report)
    if report.errors:
        raise typer.Exit(1)
    return catalogue


def _read(folder: Path | None) -> Catalogue:
    try:
        return read_catalogue(_shortened(folder or FILES))
    except CatalogueInvalid as error:
        screens.show_problems(error.problems)
        raise typer.Exit(1) from error


def _shortened(folder: Path) -> Path:
    """Name files from here when they are below: messages are read, and clicked, in a terminal."""
    here = Path.cwd()
    return folder.relative_to(here) if folder.is_relative_to(here) else folder


def _engine() -> Engine:
    return create_database_engine(load_settings().database_url)


def _day(date: datetime.datetime | None) -> datetime.date:
    return date.date() if date else datetime.date.today()


def _require_known(profile: Profile, catalogue: Catalogue) -> None:
    vocabulary: dict[str, Iterable[Coded]] = {
        ETAPE: catalogue.stages,
        DOMAINE: catalogue.domains,
        BESOIN: catalogue.needs,
        TERRITOIRE: catalogue.territories,
    }
    unknown = []
    for dimension, entries in vocabulary.items():
        codes = [entry.code for entry in entries]
        unknown += [
            f"--{dimension} {code} : ce code n’existe pas. {did_you_mean(code, codes)}"
            for code in profile.known(dimension)
            if code not in codes
        ]
    if unknown:
        raise UnknownCode("\n".join(unknown))


def _fail(message: str) -> None:
    typer.echo(f"Erreur : {message}", err=True)
    raise typer.Exit(1)
