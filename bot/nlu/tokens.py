"""Words and punctuation of a text, folded, each with its place in it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.nlu.folding import fold, spell_out
from bot.nlu.place_words import WORD

#: Punctuation that ends a clause: neither that of an address nor of an abbreviation (« F.C. »).
#: Apostrophes and hyphens only tie words together.
_CLAUSE_END = r"(?<!\b\w)[.:/](?=\s|$)|[,;!?…()\[\]«»\"]"
_TOKEN = re.compile(f"{WORD.pattern}|{_CLAUSE_END}")


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text, or a punctuation mark.

    Attributes:
        form: The word as written, folded, its ligatures as two letters.
        start: Offset of its first character in the text.
        end: Offset after its last character.
    """

    form: str
    start: int
    end: int


def tokenize(text: str) -> list[Token]:
    """Return the words of a text and the punctuation that ends a clause, in order."""
    return [Token(spell_out(m[0]), m.start(), m.end()) for m in _TOKEN.finditer(fold(text))]
