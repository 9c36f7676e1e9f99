"""The nearest known word to one that is not known."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable


def nearest(word: str, known: Iterable[str], *, count: int = 3) -> tuple[str, ...]:
    """Return the known words that begin with a word, or look like it,, nearest first.

    Case and accents do not count: « Émergence » finds ``emergence``, « bpi » finds ``bpifrance``.
    """
    by_key = {_plain(each): each for each in known}
    plain = _plain(word)
    keys = difflib.get_close_matches(plain, by_key, n=count, cutoff=0.6)
    beginnings = [key for key in by_key if len(plain) > 1 and key.startswith(plain)]
    return tuple(by_key[key] for key in dict.fromkeys((*beginnings, *keys)))[:count]


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return a French sentence that helps somebody who wrote an unknown word."""
    known = tuple(known)
    found = nearest(word, known)
    if found:
        return f"Vouliez-vous dire : {', '.join(found)} ?"
    if not known:
        return "Rien n’est déclaré."
    return f"Valeurs possibles : {', '.join(known)}."


def _plain(word: str) -> str:
    decomposed = unicodedata.normalize("NFD", word.lower().replace(" ", "_"))
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))
