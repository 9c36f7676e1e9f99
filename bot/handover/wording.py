"""The words of codes, as the service reads them in mails and screens."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.engine import Engine

from bot.legible import on_one_line
from bot.orientation.errors import CatalogueEmpty
from bot.orientation.store import load_catalogue

_PARIS = ZoneInfo("Europe/Paris")


@dataclass(frozen=True)
class Labels:
    """Labels by code. A code that has none any more is shown itself."""

    etapes: Mapping[str, str]
    domaines: Mapping[str, str]
    besoins: Mapping[str, str]
    territoires: Mapping[str, str]
    organisations: Mapping[str, str]

    def etape(self, code: str | None) -> str:
        """Return the label of a stage."""
        return _label(self.etapes, code, "étape inconnue")

    def domaine(self, codes: Iterable[str]) -> str:
        """Return the labels of domains, on one line."""
        return ", ".join(_label(self.domaines, code, "") for code in codes) or "domaine inconnu"

    def besoin(self, code: str | None) -> str:
        """Return the label of a need."""
        return _label(self.besoins, code, "besoin inconnu")

    def territoire(self, code: str | None) -> str:
        """Return the label of a place."""
        return _label(self.territoires, code, "lieu inconnu")

    def organisation(self, code: str | None) -> str:
        """Return the name of a door."""
        return _label(self.organisations, code, "aucune")


NO_LABELS = Labels({}, {}, {}, {}, {})


def read_labels(engine: Engine) -> Labels:
    """Return the labels of the current catalogue; none if nothing was imported yet.

    Raises:
        DatabaseError: The database cannot be read.
    """
    try:
        catalogue = load_catalogue(engine)
    except CatalogueEmpty:
        return NO_LABELS
    return Labels(
        {entry.code: entry.libelle for entry in catalogue.stages},
        {entry.code: entry.libelle for entry in catalogue.domains},
        {entry.code: entry.libelle for entry in catalogue.needs},
        {entry.code: entry.libelle for entry in catalogue.territories},
        {entry.code: entry.nom for entry in catalogue.organisations},
    )


def in_paris(moment: datetime) -> str:
    """Return a moment as the clock on the wall shows it, as « 24/11/2026 à 10:05 »."""
    return f"{moment.astimezone(_PARIS):%d/%m/%Y à %H:%M}"


def _label(labels: Mapping[str, str], code: str | None, unknown: str) -> str:
    if code is None:
        return unknown
    return labels.get(code) or on_one_line(str(code))
