"""Words of a text as place names are compared: without accents, hyphens and abbreviations."""

from __future__ import annotations

import re

#: A word: letters and digits, with the combining marks that a text not composed may hold.
WORD = re.compile(r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*")

_COMBINING_MARKS = re.compile(r"[\u0300-\u036f]+")
_ABBREVIATIONS = {"st": "saint", "ste": "sainte", "sts": "saints", "ht": "haut", "hte": "haute"}


def plain_word(word: str) -> str:
    """Return a folded word written out in plain letters."""
    if not word.isascii():
        word = _COMBINING_MARKS.sub("", word).replace("œ", "oe").replace("æ", "ae")
    return _ABBREVIATIONS.get(word, word)


def words_of(folded: str) -> tuple[str, ...]:
    """Return the plain words of a folded text."""
    return tuple(map(plain_word, WORD.findall(folded)))


def word_set(text: str) -> frozenset[str]:
    """Return the words of a text as a set: a list of words that reads as a line."""
    return frozenset(text.split())
