"""Slips of the finger corrected before a message is read, towards the words of the training texts.

A noisy channel: of the words that a slip may have made of, the likeliest given how easily one types
the one for the other (``bot.nlu.slips``), how often the training texts use it, and whether they use
it beside the same neighbours. Only words that neither the training texts nor the dictionaries know
are corrected. What is not close to a word of the texts stays as it was typed, and so does a name
inside a sentence.
"""

from __future__ import annotations

import functools
import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice, pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import OSA
from sklearn.utils import murmurhash3_32

from bot.nlu.abbreviations import written_out
from bot.nlu.errors import ModelUnreadable
from bot.nlu.folding import fold
from bot.nlu.reading import Reading, rewritten
from bot.nlu.slips import effort

_WORD = re.compile(r"[^\W\d_]+")

#: Shorter words have too many neighbours to be corrected, words of just so many letters are
#: corrected into the commonest words only.
_SHORTEST = 3
_VERY_COMMON = 200


class _Bearable(NamedTuple):
    """From how many letters on a word bears how many slips, of how much effort in all."""

    letters: int
    slips: int
    effort: float


_BEARABLE = (_Bearable(7, 2, 3.2), _Bearable(5, 2, 2.6), _Bearable(0, 1, 1.8))

#: A text that lacks a space is taken apart from so many letters on.
_LONG_ENOUGH_FOR_TWO = 6

#: A word of fewer training texts may be a slip itself.
_LEAST_USES = 2

#: What being common is worth against effort, for a word and for a pair of neighbours; and what it
#: is worth that the pair is known at all. Chosen on training texts held out (docs/decisions/0012).
_COMMON = 0.25
_KNOWN_PAIR = 0.5

#: Words whose corrections are kept in memory: people repeat themselves, and each other.
_REMEMBERED = 2**14

Hashes = npt.NDArray[np.uint32]


class SpellingCorrector:
    """Corrects words nobody knows into close words of the training texts.

    Attributes:
        uses: How often the training texts use each folded word that one may be corrected into.
        spellings: How each is written.
        known: Hashes of the folded words that are right as they are, ascending.
        pairs: Hashes of the pairs of neighbours in the training texts, ascending; where a text
            begins and ends, the neighbour is empty.
        pair_uses: How often the texts use each pair.
    """

    def __init__(
        self,
        uses: Mapping[str, int],
        spellings: Mapping[str, str],
        known: Hashes,
        pairs: Hashes,
        pair_uses: Hashes,
    ) -> None:
        self.uses = dict(uses)
        self.spellings = dict(spellings)
        self.known = known
        self.pairs = pairs
        self.pair_uses = pair_uses
        self._by_length: dict[int, list[str]] = {}
        for word in self.uses:
            self._by_length.setdefault(len(word), []).append(word)
        self._look_up = functools.lru_cache(_REMEMBERED)(self._search)
        self._close = functools.lru_cache(_REMEMBERED)(self._candidates)

    @classmethod
    def fit(cls, texts: Iterable[str], dictionary: Iterable[str]) -> SpellingCorrector:
        """Learn the words of training texts, and which stand side by side.

        Of an abbreviation one learns what it stands for: « bbjr » is « bonjour ».

        Args:
            texts: The texts, as they are typed.
            dictionary: Further words that are right as they are.
        """
        written: Counter[str] = Counter()
        shortened: Counter[tuple[str, str]] = Counter()
        pairs: Counter[int] = Counter()
        for text in texts:
            out = written_out(text)
            words = _WORD.findall(out.text.lower())
            written.update(words)
            shortened.update((fold(text[a:b]), out.text[c:d]) for a, b, c, d in out.edits)
            pairs.update(_pair(*pair) for pair in pairwise(["", *map(fold, words), ""]))
        uses: Counter[str] = Counter()
        spellings: dict[str, str] = {}
        for word, count in written.most_common():
            uses[fold(word)] += count
            spellings.setdefault(fold(word), word)
        for (word, meant), count in shortened.items():
            if _WORD.fullmatch(word):
                uses[word] += count
                spellings[word] = meant
        common = {word: count for word, count in uses.items() if count >= _LEAST_USES}
        right = {_hash(word) for word in uses} | {_hash(fold(word)) for word in dictionary}
        return cls(
            common,
            {word: spellings[word] for word in common},
            np.array(sorted(right), dtype=np.uint32),
            np.array(sorted(pairs), dtype=np.uint32),
            np.array([pairs[pair] for pair in sorted(pairs)], dtype=np.uint32),
        )

    def commonest(self, most: int) -> list[str]:
        """Return the words that the training texts use most, as they are written."""
        whole = (word for short, word in self.spellings.items() if fold(word) == short)
        return [*islice(whole, most)]

    def correct(self, text: str) -> str:
        """Return the text with its slips corrected; the rest is left as it is."""
        return self.read(text).text

    def read(self, text: str) -> Reading:
        """Write a text out, correct its slips, and tell where it was changed."""
        written = written_out(text)
        text = written.text
        found = list(_WORD.finditer(text))
        words = [fold(match[0]) for match in found]
        strange = [
            place
            for place, (match, word) in enumerate(zip(found, words, strict=True))
            if len(word) >= _SHORTEST and not self._is_known(word) and not _is_name(match)
        ]
        corrections: dict[int, str] = {}
        for place in strange:
            if place not in corrections:
                corrections |= self._corrections(place, words, found)
                words = [corrections.get(at, word) for at, word in enumerate(words)]
        changes = [
            (*found[place].span(), " ".join(self.spellings[w] for w in corrections[place].split()))
            for place in sorted(corrections)
        ]
        return rewritten(text, changes, before=written)

    def _corrections(
        self, place: int, words: Sequence[str], found: Sequence[re.Match[str]]
    ) -> dict[int, str]:
        """Return the folded words meant, by their places; a missing space makes two of one."""
        for first in (place, place - 1):
            if 0 <= first < len(words) - 1 and _are_one_space_apart(*found[first : first + 2]):
                moved = self._with_space_moved(words[first], words[first + 1])
                if moved is not None:
                    return dict(zip((first, first + 1), moved, strict=True))
        before = words[place - 1] if place else ""
        after = words[place + 1] if place + 1 < len(words) else ""
        close = self._close(words[place])
        if close:
            return {place: max(close, key=lambda each: self._likelihood(each, before, after))[0]}
        two = self._taken_apart(words[place])
        return {place: two} if two else {}

    def _likelihood(self, candidate: tuple[str, float], before: str, after: str) -> float:
        word, cost = candidate
        beside = (self._pair_uses(*pair) for pair in ((before, word), (word, after)))
        pairs = sum(_KNOWN_PAIR * (1 + _COMMON * math.log(uses)) for uses in beside if uses)
        return pairs + _COMMON * math.log(self.uses[word]) - cost

    def _candidates(self, word: str) -> tuple[tuple[str, float], ...]:
        """Return the words of the texts that a word may be a slip of, and the effort of each."""
        bears = next(each for each in _BEARABLE if len(word) >= each.letters)
        least_uses = _VERY_COMMON if len(word) == _SHORTEST else _LEAST_USES
        close = (
            (candidate, effort(word, candidate))
            for length in range(len(word) - bears.slips, len(word) + bears.slips + 1)
            for candidate, _, _ in process.extract(
                word,
                self._by_length.get(length, ()),
                scorer=OSA.distance,
                score_cutoff=bears.slips,
                limit=None,
            )
            if self.uses[candidate] >= least_uses
        )
        return tuple((candidate, cost) for candidate, cost in close if cost <= bears.effort)

    def _with_space_moved(self, first: str, second: str) -> tuple[str, str] | None:
        """Return « cote de » for « cot ede », if the texts use such a pair."""
        for pair in ((first + second[0], second[1:]), (first[:-1], first[-1] + second)):
            if all(self.uses.get(word) for word in pair) and self._pair_uses(*pair):
                return pair
        return None

    def _taken_apart(self, word: str) -> str | None:
        """Return the commonest pair that a word is without its space, if the texts use one."""
        if len(word) < _LONG_ENOUGH_FOR_TWO:
            return None
        pairs = ((word[:place], word[place:]) for place in range(1, len(word)))
        uses, first, second = max((self._pair_uses(*pair), *pair) for pair in pairs)
        is_used = uses >= _LEAST_USES and first in self.uses and second in self.uses
        return f"{first} {second}" if is_used else None

    def _is_known(self, word: str) -> bool:
        return word in self.uses or self._look_up(word)

    def _search(self, word: str) -> bool:
        return _place(self.known, _hash(word)) is not None

    def _pair_uses(self, first: str, second: str) -> int:
        place = _place(self.pairs, _pair(first, second))
        return 0 if place is None else int(self.pair_uses[place])

    def save(self, folder: Path) -> None:
        """Write the words into a folder."""
        words = [(word, count, self.spellings[word]) for word, count in self.uses.items()]
        (folder / "words.json").write_text(json.dumps(words, ensure_ascii=False), encoding="utf-8")
        with (folder / "hashes.npz").open("wb") as file:
            np.savez(file, known=self.known, pairs=self.pairs, pair_uses=self.pair_uses)

    @classmethod
    def load(cls, folder: Path) -> SpellingCorrector:
        """Read what ``save`` wrote.

        Raises:
            ModelUnreadable: If a file is missing or damaged.
        """
        try:
            words = json.loads((folder / "words.json").read_text(encoding="utf-8"))
            uses = {word: int(count) for word, count, _ in words}
            spellings = {word: str(spelling) for word, _, spelling in words}
            with np.load(folder / "hashes.npz", allow_pickle=False) as file:
                return cls(uses, spellings, file["known"], file["pairs"], file["pair_uses"])
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise ModelUnreadable(f"Cannot read the known words: {error}. Train again.") from error


def _is_name(match: re.Match[str]) -> bool:
    """Tell a word with one capital that does not begin a sentence: « à Augan » is no « argan »."""
    before = match.string[: match.start()].rstrip(" '’«-")[-1:]
    return bool(before) and (before.isalnum() or before in ",;:") and match[0].istitle()


def _are_one_space_apart(first: re.Match[str], second: re.Match[str]) -> bool:
    return first.string[first.end() : second.start()] == " "


def _hash(word: str) -> int:
    return int(murmurhash3_32(word, positive=True))


def _pair(first: str, second: str) -> int:
    return _hash(f"{first} {second}")


def _place(hashes: Hashes, hashed: int) -> int | None:
    place = int(np.searchsorted(hashes, np.uint32(hashed)))
    return place if place < len(hashes) and int(hashes[place]) == hashed else None
