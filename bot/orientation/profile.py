"""What is known of one visitor's project."""

from __future__ import annotations

from dataclasses import dataclass

from bot.orientation.vocabulary import (
    BESOIN,
    DOMAINE,
    ENTREPRISE_EN_ACTIVITE,
    ETAPE,
    NO,
    TERRITOIRE,
    YES,
)


@dataclass(frozen=True)
class Profile:
    """What is known of a project. Nothing is known by default.

    Attributes:
        etape: Code of the stage, ``None`` when unknown.
        domaines: Codes of the domains, empty when unknown.
        besoin: Code of the need, ``None`` when unknown.
        territoire: Code of the territory, ``None`` when unknown.
        entreprise_en_activite: Whether an enterprise already runs, ``None`` when unknown.
    """

    etape: str | None = None
    domaines: tuple[str, ...] = ()
    besoin: str | None = None
    territoire: str | None = None
    entreprise_en_activite: bool | None = None

    def known(self, dimension: str) -> tuple[str, ...]:
        """Return the codes known in a dimension, empty when unknown.

        Args:
            dimension: One of ``bot.orientation.vocabulary.DIMENSIONS``.

        Raises:
            KeyError: If there is no such dimension.
        """
        if dimension == DOMAINE:
            return self.domaines
        if dimension == ENTREPRISE_EN_ACTIVITE:
            running = self.entreprise_en_activite
            return () if running is None else (YES if running else NO,)
        code = {ETAPE: self.etape, BESOIN: self.besoin, TERRITOIRE: self.territoire}[dimension]
        return () if code is None else (code,)
