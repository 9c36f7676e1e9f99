"""The words a project is described with: five dimensions, and the codes known in each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

ETAPE = "etape"
DOMAINE = "domaine"
BESOIN = "besoin"
TERRITOIRE = "territoire"
ENTREPRISE_EN_ACTIVITE = "entreprise_en_activite"

#: Every dimension a rule may have a criterion on, in the order they are shown.
DIMENSIONS = (ETAPE, DOMAINE, BESOIN, TERRITOIRE, ENTREPRISE_EN_ACTIVITE)

#: Answer to a criterion. Unknown is an answer of its own: never read as "no".
Answer = Literal["oui", "non", "inconnu"]

YES: Answer = "oui"
NO: Answer = "non"
UNKNOWN: Answer = "inconnu"

#: The place of what is in more than one département of Franche-Comté, where the region is said.
SEVERAL_DEPARTEMENTS = "plusieurs_departements"


class Coded(Protocol):
    """Anything that has a stable identifier."""

    @property
    def code(self) -> str:
        """The stable identifier."""


@dataclass(frozen=True)
class Stage:
    """How far a project is.

    Attributes:
        code: Stable identifier.
        libelle: Name, as « Émergence ».
        choix: The visitor's words on a button, as « J’ai une idée ou je vois un besoin ».
        phrase: Completes « votre projet … », as « en est à l’idée ».
    """

    code: str
    libelle: str
    choix: str
    phrase: str


@dataclass(frozen=True)
class Domain:
    """What a project is about.

    Attributes:
        code: Stable identifier.
        libelle: Name, as « Petite enfance ».
        phrase: Name with its article, as « la petite enfance ».
    """

    code: str
    libelle: str
    phrase: str


@dataclass(frozen=True)
class Need:
    """What the visitor came for.

    Attributes:
        code: Stable identifier.
        libelle: Name, as « Un financement ».
        phrase: Completes « vous cherchez … », as « un financement ».
    """

    code: str
    libelle: str
    phrase: str


@dataclass(frozen=True)
class Territory:
    """Where a project is.

    Attributes:
        code: INSEE code of the département, or ``hors_region``.
        libelle: Name, as « Doubs (25) ».
        phrase: Place, as « dans le Doubs ».
    """

    code: str
    libelle: str
    phrase: str
