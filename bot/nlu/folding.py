"""Folding: the same letters whatever the case, the accents and the apostrophe, at the same place.

A folded text is as long as the text it comes from, so an offset found in one holds in the other.
"""

from __future__ import annotations

import unicodedata

#: Everything people and their keyboards type for an apostrophe.
_APOSTROPHES = "’‘ʼ`´′＇"
#: Hyphens, dashes and minus signs.
_HYPHENS = "‐‑‒–—−"
#: Latin letters with their diacritics, in the blocks where Unicode keeps them.
_LATIN_BLOCKS = (range(0x00C0, 0x0250), range(0x1E00, 0x1F00))


def _base_letter(character: str) -> str:
    lowered = character.lower()
    letters = unicodedata.normalize("NFD", lowered if len(lowered) == 1 else character)
    return letters[0].lower()


_FOLDED = {
    **{code: _base_letter(chr(code)) for block in _LATIN_BLOCKS for code in block},
    **dict.fromkeys(map(ord, _APOSTROPHES), "'"),
    **dict.fromkeys(map(ord, _HYPHENS), "-"),
    **{ord(letter): letter.lower() for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"},
}


def fold(text: str) -> str:
    """Return ``text`` in lower case, without accents, with straight apostrophes and hyphens.

    Args:
        text: Any text; accents typed as separate combining marks are kept (compose it first).

    Returns:
        A text of exactly the same length: ``fold(text)[i]`` stands for ``text[i]``. For that
        reason a ligature stays one character (``œ``): see ``spell_out``.
    """
    return text.lower() if text.isascii() else text.translate(_FOLDED)


def spell_out(word: str) -> str:
    """Return a folded word with its ligatures written as two letters, to compare words with."""
    return word if word.isascii() else word.replace("œ", "oe").replace("æ", "ae")
