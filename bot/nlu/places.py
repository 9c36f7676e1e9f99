"""Places in a visitor's message: which territory a project is in.

« à Vesoul », « dans le Haut-Doubs », « 39 », « F-25000 », « vezoul » name a territory;
« 70 personnes », « un lot », « fort de son expérience » do not, though Fort, Lot and 70 are places.
How sure a mention is follows from the name (is it also an ordinary word? does a bigger place share
it?) and from the words around it (« commune de », « à », « de », nothing).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.nlu.place_evidence import confidence_of_name
from bot.nlu.place_index import PlaceIndex
from bot.nlu.place_names import DATA_FOLDER, OUTSIDE, PlaceName, read_places
from bot.nlu.place_numbers import NumberedPlace, find_numbers
from bot.nlu.place_passage import Before, Cue, Passage
from bot.nlu.place_typos import MisspeltPlaces

#: Longest text that is read; the rest is ignored.
LONGEST_TEXT = 5_000

_NEGATED = 0.1
_MISSPELT = 0.8
#: Hundredths of confidence that are no reason to prefer one place to another.
_SAME_CONFIDENCE = 5
_LONGEST_MISSPELT = 5
_SHORT_MESSAGE = 6


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place named in a text.

    Attributes:
        territoire: ``25``, ``39``, ``70``, ``90`` or ``hors_region``; ``None`` when the place
            spans several départements of Franche-Comté.
        region: Whether the place is Franche-Comté, or a part of it that spans départements.
        name: The place's usual name, or the number as it was written.
        start: Offset of the first character in the text.
        end: Offset after the last character.
        confidence: How sure the reading is, from 0 to 1. « Bourgogne-Franche-Comté » alone is
            ``region`` at 0.5: half of it is outside.
    """

    territoire: str | None
    region: bool
    name: str
    start: int
    end: int
    confidence: float


@dataclass(frozen=True, slots=True)
class _Found:
    first: int
    end: int
    names: tuple[PlaceName, ...]
    before: Before


class Gazetteer:
    """Knows the places of Franche-Comté, and enough of the others to tell them apart."""

    def __init__(self, places: list[PlaceName], misspelt: MisspeltPlaces) -> None:
        self._index = PlaceIndex(place for place in places if place.kind != "code_postal")
        self._misspelt = misspelt
        self._postal_codes = {
            place.name: place.territoire
            for place in places
            if place.kind == "code_postal" and place.territoire
        }

    @classmethod
    def load(cls, folder: Path = DATA_FOLDER) -> Gazetteer:
        """Read the places shipped with the assistant.

        Raises:
            PlaceListUnreadable: A file is missing or has a wrong line.
        """
        places = read_places(folder)
        return cls(places, MisspeltPlaces.load(places, folder / "mots_voisins.txt"))

    def find(self, text: str) -> tuple[PlaceMention, ...]:
        """Return the places that a text names, best first.

        Best means: not negated (« pas à Dole, à Gray »), then naming one territory rather than
        all Franche-Comté, then the surest; of equally sure ones, those of Franche-Comté, then the
        first.

        Args:
            text: Any text; only its first ``LONGEST_TEXT`` characters are read.
        """
        passage = Passage(text[:LONGEST_TEXT])
        found = [
            _Found(first, end, names, passage.before(first))
            for first, end, names in self._index.search(passage.words, passage.pauses)
        ]
        covered = {index for one in found for index in range(one.first, one.end)}
        mentions = list(_named(passage, found, covered))
        if not any(mention.territoire for mention in mentions):
            mentions.extend(self._nearly_named(passage, covered))
        spans = {mention.start: mention.end for mention in mentions}
        for number in find_numbers(passage, spans, self._postal_codes):
            if all(not m.start <= number.start < m.end for m in mentions):
                mentions.append(_mention_of_number(passage, number))
        return tuple(sorted(mentions, key=_rank))

    def _nearly_named(self, passage: Passage, covered: set[int]) -> Iterator[PlaceMention]:
        index, count = 0, len(passage)
        is_short = count <= _SHORT_MESSAGE
        while index < count:
            before = passage.before(index)
            length = 0
            may_begin = before.cue is not Cue.NONE or is_short
            if may_begin and not passage.starts_a_phrase(index):
                length, names = self._longest_correction(passage.words, index, covered)
            if length:
                is_alone = passage.says_only(set(range(index, index + length)))
                if before.cue is not Cue.NONE or is_alone:
                    end = index + length
                    choice = confidence_of_name(passage, index, end, names, before, is_alone)
                    if choice is not None:
                        name, confidence = choice
                        yield _mention(passage, index, end, before, name, confidence * _MISSPELT)
            index += length or 1

    def _longest_correction(
        self, words: list[str], index: int, covered: set[int]
    ) -> tuple[int, tuple[PlaceName, ...]]:
        longest = 0
        while longest < _LONGEST_MISSPELT and index + longest < len(words):
            if index + longest in covered:  # a name is no part of another one, misspelt
                break
            longest += 1
        for length in range(longest, 0, -1):
            corrected = self._misspelt.correct(tuple(words[index : index + length]))
            if corrected is not None:
                return length, self._index.namesakes(corrected)
        return 0, ()


def _named(passage: Passage, found: list[_Found], covered: set[int]) -> Iterator[PlaceMention]:
    is_alone = bool(found) and passage.says_only(covered)
    last: _Found | None = None
    for one in found:
        if passage.gap(one.first) == "-" and one.first - 1 not in covered:
            continue  # the end of a longer name: « Machin-sur-Saône »
        before = _continued(passage, one, last)
        choice = confidence_of_name(passage, one.first, one.end, one.names, before, is_alone)
        if choice is not None:
            last = _Found(one.first, one.end, one.names, before)
            yield _mention(passage, one.first, one.end, before, *choice)


def _continued(passage: Passage, one: _Found, last: _Found | None) -> Before:
    """Extend the preposition of a list to its next place: « à Vesoul et Lure »."""
    before = one.before
    if before.cue is not Cue.NONE or last is None or one.first == 0:
        return before
    between = passage.words[last.end : before.start]
    if between in ([], ["et"], ["ou"], ["ni"], ["puis"]):
        cue = min(last.before.cue, Cue.LOCATION)
        return Before(cue, last.before.preposition, before.determiner, before.start)
    return before


def _mention(
    passage: Passage, first: int, end: int, before: Before, place: PlaceName, confidence: float
) -> PlaceMention:
    if passage.is_negated(before.start):
        confidence = _NEGATED
    return PlaceMention(
        place.territoire,
        place.region,
        place.name,
        passage.starts[first],
        passage.ends[end - 1],
        round(confidence, 3),
    )


def _mention_of_number(passage: Passage, number: NumberedPlace) -> PlaceMention:
    before = passage.before(passage.word_at(number.start))
    return PlaceMention(
        number.territoire,
        False,
        passage.text[number.start : number.end],
        number.start,
        number.end,
        _NEGATED if passage.is_negated(before.start) else number.confidence,
    )


def _rank(mention: PlaceMention) -> tuple[bool, bool, int, bool, int]:
    is_negated = mention.confidence <= _NEGATED
    sureness = round(100 * mention.confidence) // _SAME_CONFIDENCE
    is_outside = mention.territoire == OUTSIDE
    return is_negated, mention.territoire is None, -sureness, is_outside, mention.start
