"""Copies of short training texts as a hurried hand would type them.

A slip or a shortened word takes half of what a short message says; what is learned from the copies
is how much of the rest to trust.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.nlu.noise import Noise

#: Texts of fewer letters are learned again, spoiled in each of these ways.
_SHORT = 50
_SPOILED = (
    Noise(typos=1, seed=1),
    Noise(typos=2, seed=3),
    Noise(sms=True, without_accents=True),
)


def spoiled_copies(texts: Sequence[str]) -> list[tuple[int, str]]:
    """Return the copies to learn beside texts, in the order of the texts.

    Returns:
        For each copy, the index of its text, and the copy.
    """
    return [
        (index, noise.spoil(text))
        for index, text in enumerate(texts)
        if len(text) < _SHORT
        for noise in _SPOILED
    ]
