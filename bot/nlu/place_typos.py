"""Misspelt place names: one letter added, dropped, changed, or two exchanged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from rapidfuzz.distance import OSA

from bot.nlu.errors import PlaceListUnreadable
from bot.nlu.place_names import DATA_FOLDER, Commonness, PlaceName

#: A shorter name is one letter away from too many words.
SHORTEST_MISSPELT_NAME = 7
#: A town elsewhere has to be this well known before a misspelling is read as its name.
_WELL_KNOWN = 20_000
_END = 3


def may_be_misspelt(place: PlaceName) -> bool:
    """Tell whether a name is long and telling enough to be recognised one letter off."""
    letters = "".join(place.words)
    return (
        len(letters) >= SHORTEST_MISSPELT_NAME
        and letters.isalpha()
        and place.kind not in ("piege", "gentile", "code_postal")
        and place.commonness <= Commonness.RARE
        and (place.is_local or place.inhabitants >= _WELL_KNOWN)
    )


class MisspeltPlaces:
    """Finds the place whose name is nearly a given one.

    A name of seven letters or more with one letter wrong still has its first or its last three
    letters, at about the same length: names are looked up by these.
    """

    def __init__(self, places: Iterable[PlaceName], words: frozenset[str]) -> None:
        self._words = words
        self._by_end: dict[tuple[int, str], set[str]] = defaultdict(set)
        self._names: dict[str, tuple[str, ...]] = {}
        for place in places:
            if may_be_misspelt(place):
                letters = "".join(place.words)
                self._names[letters] = place.words
                self._by_end[len(letters), letters[:_END]].add(letters)
                self._by_end[len(letters), "-" + letters[-_END:]].add(letters)

    @classmethod
    def load(
        cls, places: Iterable[PlaceName], path: Path = DATA_FOLDER / "mots_voisins.txt"
    ) -> MisspeltPlaces:
        """Index the names of places, and read the French words that are one letter from one.

        Raises:
            PlaceListUnreadable: The list of words is missing.
        """
        try:
            words = frozenset(path.read_text(encoding="utf-8").split())
        except (OSError, UnicodeError) as error:
            raise PlaceListUnreadable(
                f"La liste {path} ne peut pas être lue ({error}) : "
                "remettez celle du dépôt, ou reconstruisez-la avec scripts/lieux.py."
            ) from error
        return cls(places, words)

    def correct(self, words: tuple[str, ...]) -> tuple[str, ...] | None:
        """Return the words of the place that was meant, or nothing.

        Args:
            words: The plain words of a possible name. Words that were run together or split
                (« montbe liard ») count as no mistake; of a real French word, nothing is made.
        """
        letters = "".join(words)
        if len(letters) < SHORTEST_MISSPELT_NAME - 1 or (
            len(words) == 1 and letters in self._words
        ):
            return None
        if letters in self._names:
            return self._names[letters]
        for name in sorted(self._similar(letters)):
            meant = self._names[name]
            if OSA.distance(letters, name, score_cutoff=1) <= 1 and _is_slip(words, meant):
                return meant
        return None

    def _similar(self, letters: str) -> set[str]:
        start, end = letters[:_END], "-" + letters[-_END:]
        lengths = (len(letters) - 1, len(letters), len(letters) + 1)
        alike = (self._by_end.get((length, part)) for length in lengths for part in (start, end))
        return set().union(*filter(None, alike))


def _is_slip(words: tuple[str, ...], meant: tuple[str, ...]) -> bool:
    """Tell « lons le saulnier » from « cœur du jury »: a short word that differs is another."""
    if len(words) == 1:
        return True
    if len(words) != len(meant):
        return False
    return all(
        len(word) > _END + 1 for word, right in zip(words, meant, strict=True) if word != right
    )
