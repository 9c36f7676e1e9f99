"""What a criterion of a rule is called, and what its codes are, in visitors' words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.orientation.rules import Catalogue
from bot.orientation.vocabulary import (
    BESOIN,
    DOMAINE,
    ENTREPRISE_EN_ACTIVITE,
    ETAPE,
    TERRITOIRE,
    Domain,
    Need,
    Stage,
    Territory,
)

#: The name of each dimension inside a sentence.
CRITERIA: Mapping[str, str] = {
    ETAPE: "étape",
    DOMAINE: "domaine",
    BESOIN: "besoin",
    TERRITOIRE: "lieu",
    ENTREPRISE_EN_ACTIVITE: "entreprise déjà en activité",
}


def labels(dimension: str, codes: Iterable[str], catalogue: Catalogue) -> str | None:
    """Return the labels of codes, separated by commas; ``None`` when there is no code.

    Args:
        dimension: One of ``bot.orientation.vocabulary.DIMENSIONS``.
        codes: Codes of that dimension. One that has no label stands for itself, as ``oui``.
        catalogue: Where staff write the labels.
    """
    labelled: Mapping[str, Iterable[Stage | Domain | Need | Territory]] = {
        ETAPE: catalogue.stages,
        DOMAINE: catalogue.domains,
        BESOIN: catalogue.needs,
        TERRITOIRE: catalogue.territories,
    }
    known = {entry.code: entry.libelle for entry in labelled.get(dimension, ())}
    return ", ".join(known.get(code, code) for code in codes) or None
