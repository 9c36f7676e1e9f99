"""Copies of short training texts as a hurried hand would type them, read as messages are.

A slip or a shortened word takes half of what a short message says; what is learned from the copies
is how much of the rest to trust.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass

from scipy.sparse import csr_matrix

from bot.nlu.abbreviations import written_out
from bot.nlu.encoder import Matrix, encoder
from bot.nlu.noise import Noise
from bot.nlu.spelling import spelling_vectors

#: Texts of fewer characters are short.
_SHORT = 50

#: Texts of fewer characters are learned again, spoiled in each of these ways.
_SOON_SPOILED = 80
_SPOILED = (
    Noise(typos=1, seed=1),
    Noise(typos=2, seed=3),
    Noise(sms=True, without_accents=True),
)


@dataclass(frozen=True)
class Copies:
    """Spoiled copies of texts, in the order of the texts.

    Attributes:
        texts: The copies.
        sources: For each copy, the index of its text.
        counts: Their n-grams, one row a copy.
        meaning: Their sentence vectors, one row a copy.
    """

    texts: tuple[str, ...]
    sources: tuple[int, ...]
    counts: csr_matrix
    meaning: Matrix


def is_short(text: str) -> bool:
    """Tell whether a text is as short as what is typed in a chat."""
    return len(text) < _SHORT


def spoiled_copies(texts: Sequence[str]) -> list[tuple[int, str]]:
    """Return the copies to learn beside the shorter texts, in the order of the texts.

    Returns:
        For each copy, the index of its text, and the copy.
    """
    return [
        (index, written_out(noise.spoil(text)).text)
        for index, text in enumerate(texts)
        if len(text) < _SOON_SPOILED
        for noise in _SPOILED
    ]


@functools.lru_cache(maxsize=1)
def copies_to_learn(texts: tuple[str, ...]) -> Copies:
    """Return the copies to learn beside texts, as the classifiers read them.

    Remembered for the next component, which learns from the same texts: encoding them takes longer
    than one classifier.
    """
    spoiled = spoiled_copies(texts)
    copies = tuple(copy for _, copy in spoiled)
    return Copies(
        copies,
        tuple(index for index, _ in spoiled),
        spelling_vectors(copies),
        encoder().encode(copies),
    )
