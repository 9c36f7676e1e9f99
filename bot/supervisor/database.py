"""Brings the rules database up to date: its tables, then the catalogue that staff edit."""

import datetime
import os
from collections.abc import Callable
from pathlib import Path

from sqlalchemy.engine import Engine

from bot.database import create_database_engine, migrate
from bot.orientation.check import check_catalogue
from bot.orientation.errors import CatalogueEmpty
from bot.orientation.reader import read_catalogue
from bot.orientation.rules import Catalogue
from bot.orientation.store import hash_content, import_catalogue, load_catalogue
from bot.supervisor.errors import CatalogueRefusedError
from bot.supervisor.yaml_files import CATALOGUE


def fill_database(root: Path, url: str, *, say: Callable[[str], None]) -> None:
    """Migrates the database, and imports the catalogue if its content is not the current one.

    Args:
        root: The project's folder.
        url: The database.
        say: Shows one line of progress.

    Raises:
        CatalogueInvalid: The catalogue's files hold mistakes; each is named with its line.
        CatalogueRefusedError: They can be read, but would mislead visitors.
        DatabaseError: The database cannot be opened, or refuses.
    """
    catalogue = read_catalogue(Path(os.path.relpath(root / CATALOGUE)))
    engine = create_database_engine(url)
    try:
        migrate(engine)
        if not _is_current(engine, catalogue):
            _require_sound(catalogue)
            version = import_catalogue(engine, catalogue, comment="bot run").version
            say(f"Filled the rules database: version {version} of the catalogue.")
    finally:
        engine.dispose()


def _is_current(engine: Engine, catalogue: Catalogue) -> bool:
    try:
        return hash_content(load_catalogue(engine)) == hash_content(catalogue)
    except CatalogueEmpty:
        return False


def _require_sound(catalogue: Catalogue) -> None:
    errors = check_catalogue(catalogue, datetime.date.today()).errors
    if errors:
        more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
        raise CatalogueRefusedError(
            f"data/catalogue was not imported: {errors[0].subject}: {errors[0].message}{more}. "
            "`bot catalogue check` lists everything; correct it, then start again."
        )
