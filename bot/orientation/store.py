"""Catalogues in the database: each import makes a version, whole or not at all."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from dataclasses import dataclass
from datetime import datetime, timezone

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from bot.database import transaction
from bot.orientation.errors import CatalogueEmpty, UnknownCode
from bot.orientation.rows import CONTENT_TABLES, catalogue_of, rows_of
from bot.orientation.rules import DRAFT, Catalogue
from bot.orientation.tables import catalogue_versions


@dataclass(frozen=True)
class ImportResult:
    """What an import did.

    Attributes:
        version: The version that holds the content now.
        created: Whether it is new; false when the current version had the same content.
    """

    version: int
    created: bool


@dataclass(frozen=True)
class CatalogueVersion:
    """One import.

    Attributes:
        number: From 1, one more for each import.
        imported_at: When, in UTC.
        comment: What staff said about it; may be empty.
    """

    number: int
    imported_at: datetime
    comment: str


def import_catalogue(engine: Engine, catalogue: Catalogue, *, comment: str = "") -> ImportResult:
    """Make a catalogue the current one, in one transaction.

    Two imports at once wait for each other, and each is whole.

    Args:
        engine: A migrated database.
        catalogue: A checked catalogue; its version does not matter.
        comment: A word about the import.

    Returns:
        The new version, or the current one if its content is the same.

    Raises:
        DatabaseUnavailable: If the database cannot be reached, or another import takes too long.
        DatabaseError: If it refuses the content.
    """
    content_hash = hash_content(catalogue)
    with transaction(engine, write=True) as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(
                sa.text(f"LOCK TABLE {catalogue_versions.name} IN SHARE ROW EXCLUSIVE MODE")
            )
        current = _newest(connection)
        if current is not None and current.content_hash == content_hash:
            return ImportResult(current.number, created=False)
        number = DRAFT + 1 if current is None else current.number + 1
        connection.execute(
            catalogue_versions.insert(),
            {
                "number": number,
                "imported_at": datetime.now(timezone.utc),
                "content_hash": content_hash,
                "comment": comment,
            },
        )
        for table, rows in rows_of(dataclasses.replace(catalogue, version=number)).items():
            if rows:
                connection.execute(table.insert(), rows)
    return ImportResult(number, created=True)


def load_catalogue(engine: Engine, version: int | None = None) -> Catalogue:
    """Read a catalogue.

    Args:
        engine: A migrated database.
        version: Number of a version; the current one by default.

    Returns:
        The catalogue, in the order staff wrote it.

    Raises:
        CatalogueEmpty: If nothing was imported yet.
        UnknownCode: If there is no such version.
        DatabaseUnavailable: If the database cannot be read.
    """
    with transaction(engine) as connection:
        newest = _newest(connection)
        if newest is None:
            raise CatalogueEmpty(
                "Le catalogue est vide : lancez « bot catalogue import » pour le remplir."
            )
        number = newest.number if version is None else version
        if not DRAFT < number <= newest.number:
            raise UnknownCode(
                f"La version {number} n’existe pas : elles vont de 1 à {newest.number}."
            )
        return catalogue_of(
            number,
            {
                table: connection.execute(sa.select(table).where(table.c.version == number))
                .mappings()
                .all()
                for table in CONTENT_TABLES
            },
        )


def current_version(engine: Engine) -> int | None:
    """Return the number of the current version, ``None`` if nothing was imported yet.

    Raises:
        DatabaseUnavailable: If the database cannot be read.
    """
    with transaction(engine) as connection:
        newest = _newest(connection)
        return None if newest is None else int(newest.number)


def list_versions(engine: Engine) -> tuple[CatalogueVersion, ...]:
    """Return every version, newest first.

    Raises:
        DatabaseUnavailable: If the database cannot be read.
    """
    query = sa.select(catalogue_versions).order_by(catalogue_versions.c.number.desc())
    with transaction(engine) as connection:
        return tuple(
            CatalogueVersion(row.number, _in_utc(row.imported_at), row.comment)
            for row in connection.execute(query)
        )


def hash_content(catalogue: Catalogue) -> str:
    """Return the SHA-256 of a catalogue's content, its version left out, in hexadecimal."""
    content = dataclasses.asdict(dataclasses.replace(catalogue, version=DRAFT))
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def _newest(connection: Connection) -> sa.engine.Row | None:
    query = sa.select(catalogue_versions).order_by(catalogue_versions.c.number.desc()).limit(1)
    return connection.execute(query).first()


def _in_utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:  # SQLite forgets the time zone
        return moment.replace(tzinfo=timezone.utc)
    return moment.astimezone(timezone.utc)
