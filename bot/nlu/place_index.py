"""Exact search of place names in a list of words; the longest name wins."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence

from bot.nlu.place_names import PlaceName


class PlaceIndex:
    """Names of places, by their words."""

    def __init__(self, places: Iterable[PlaceName]) -> None:
        namesakes: dict[tuple[str, ...], list[PlaceName]] = defaultdict(list)
        for place in places:
            namesakes[place.words].append(place)
        self._namesakes = {words: tuple(group) for words, group in namesakes.items()}
        lengths: dict[str, set[int]] = defaultdict(set)
        for words in self._namesakes:
            lengths[words[0]].add(len(words))
        self._lengths = {word: sorted(found, reverse=True) for word, found in lengths.items()}

    def search(
        self, words: Sequence[str], pauses: Container[int] = ()
    ) -> Iterator[tuple[int, int, tuple[PlaceName, ...]]]:
        """Yield the names found, from left to right, never overlapping.

        Args:
            words: The words of a text.
            pauses: Indices of the words that follow a comma or the like: no name goes on there.

        Yields:
            The index of the first word, the index after the last one, and the namesakes.
        """
        index = 0
        while index < len(words):
            for length in self._lengths.get(words[index], ()):
                end = index + length
                group = self._namesakes.get(tuple(words[index:end]))
                broken = any(inner in pauses for inner in range(index + 1, end))
                if group is not None and end <= len(words) and not broken:
                    yield index, end, group
                    index = end
                    break
            else:
                index += 1

    def namesakes(self, words: tuple[str, ...]) -> tuple[PlaceName, ...]:
        """Return the places of exactly this name."""
        return self._namesakes.get(words, ())
