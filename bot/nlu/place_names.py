"""The names of places that the assistant knows, read from the two files of ``donnees/``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

from bot.nlu.errors import PlaceListUnreadable
from bot.nlu.folding import fold, spell_out
from bot.nlu.place_words import word_set, words_of

DATA_FOLDER = Path(__file__).parent / "donnees"

#: The départements of Franche-Comté: the codes of ``territoire``.
FRANCHE_COMTE = ("25", "39", "70", "90")
OUTSIDE = "hors_region"

#: How many times likelier a visitor means a place of Franche-Comté than its namesake elsewhere,
#: at equal population: the assistant is on Franche-Comté's own website.
_LOCAL_PRIOR = 30

_HEADER = "nom,code,sorte,habitants,article,courant"
_KINDS = word_set(
    "commune ancienne_commune departement region territoire surnom quartier gentile pays ville "
    "code_postal piege"
)
_ARTICLES = frozenset({"", "le", "la", "les", "l'"})


class Commonness(IntEnum):
    """How a place's name is used as an ordinary word: the column ``courant``."""

    NOT_A_WORD = 0
    RARE = 1
    COMMON = 2
    PERSON = 3


@dataclass(frozen=True, slots=True)
class PlaceName:
    """One name of one place.

    Attributes:
        name: The name as it is shown, without its article.
        words: The folded words to be found in a text.
        territoire: Code of the contract; ``None`` when it spans several, or for a trap.
        region: Whether the name says Franche-Comté, but not which département.
        kind: One of the kinds of the column ``sorte``.
        weight: Inhabitants, multiplied for Franche-Comté: tells namesakes apart.
        article: The article the name takes, as a folded word: ``le``, ``la``, ``les``, ``l`` or
            nothing.
        commonness: Whether the name is also an ordinary word.
        certainty: Highest confidence that the name allows, from 0 to 1.
    """

    name: str
    words: tuple[str, ...]
    territoire: str | None
    region: bool
    kind: str
    weight: int
    article: str
    commonness: Commonness
    certainty: float = 1.0

    @property
    def is_trap(self) -> bool:
        """Whether the phrase holds a place's name and says nothing of where anyone is."""
        return self.kind == "piege"

    @property
    def is_local(self) -> bool:
        """Whether the place is in Franche-Comté."""
        return self.territoire != OUTSIDE

    @property
    def inhabitants(self) -> int:
        """Inhabitants of the place, rounded for those written by hand."""
        return self.weight // _LOCAL_PRIOR if self.is_local else self.weight


def read_places(folder: Path = DATA_FOLDER) -> list[PlaceName]:
    """Read the names of places.

    Args:
        folder: Holds ``lieux.csv``, built by ``scripts/lieux.py``, and the hand-made
            ``territoires.csv``.

    Raises:
        PlaceListUnreadable: A file is missing or a line of it is wrong.
    """
    return [
        place for name in ("lieux.csv", "territoires.csv") for place in _read_file(folder / name)
    ]


def _read_file(path: Path) -> Iterator[PlaceName]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeError) as error:
        raise PlaceListUnreadable(
            f"Le fichier des lieux {path} ne peut pas être lu ({error}) : "
            "remettez celui du dépôt, ou reconstruisez-le avec scripts/lieux.py."
        ) from error
    rows = ((n, line) for n, line in enumerate(lines, 1) if line and not line.startswith("#"))
    if next(rows, (0, ""))[1] != _HEADER:
        raise PlaceListUnreadable(
            f"{path} : la première ligne doit nommer les colonnes {_HEADER}, dans cet ordre."
        )
    for number, line in rows:
        yield from _read_row(line.split(","), f"{path}, ligne {number}")


def _read_row(row: list[str], where: str) -> Iterable[PlaceName]:
    problem = _problem(row)
    if problem:
        raise PlaceListUnreadable(f"{where} : {problem}")
    nom, code, kind, inhabitants, article, commonness = row
    territoire, region, certainty = _CODES.get(code, (OUTSIDE, False, 1.0))
    weight = int(inhabitants) * (1 if territoire == OUTSIDE else _LOCAL_PRIOR)
    for name in nom.split("|"):
        yield PlaceName(
            name,
            words_of(spell_out(fold(name))),
            territoire,
            region,
            kind,
            weight,
            article.rstrip("'"),
            Commonness(int(commonness)),
            certainty,
        )


#: Code → territoire, region, certainty. « Bourgogne-Franche-Comté » names a région twice as big
#: as the territory of the schemes: it says little.
_CODES: dict[str, tuple[str | None, bool, float]] = {
    **{code: (code, False, 1.0) for code in FRANCHE_COMTE},
    "FC": (None, True, 0.8),
    "BFC": (None, True, 0.5),
    "rien": (None, False, 0.0),
}


def _problem(row: list[str]) -> str | None:
    if len(row) != 6:
        return f"il faut 6 colonnes séparées par des virgules, il y en a {len(row)}."
    nom, code, kind, inhabitants, article, commonness = row
    if not all(words_of(spell_out(fold(name))) for name in nom.split("|")):
        return "un nom est vide : écrivez-le, ou enlevez la barre verticale en trop."
    if code not in _CODES and code != "hors" and not _is_departement(code):
        return f"code « {code} » inconnu : écrivez 25, 39, 70, 90, FC, BFC, hors ou rien."
    if kind not in _KINDS:
        return f"sorte « {kind} » inconnue : choisissez parmi {', '.join(sorted(_KINDS))}."
    if article not in _ARTICLES:
        return f"article « {article} » inconnu : écrivez le, la, les, l' ou rien."
    if not inhabitants.isdecimal() or commonness not in ("0", "1", "2", "3"):
        return "habitants doit être un nombre entier, et courant 0, 1, 2 ou 3."
    return None


def _is_departement(code: str) -> bool:
    return len(code) in (2, 3) and code[0].isdecimal()
