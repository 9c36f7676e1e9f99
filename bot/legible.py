"""A text that somebody typed, as it is kept: readable, and harmless in a page or a mail."""

from __future__ import annotations

import re
import unicodedata

_SPACES = re.compile(r"[ \t]+")
_BLANK_LINES = re.compile(r"\n{3,}")

#: By Unicode category: what is kept of a character that is not one to read.
_INSTEAD = {"Cc": "", "Co": "", "Cs": "", "Cn": "", "Zl": "\n", "Zp": "\n"}

#: Characters that turn the direction of what follows them, in the visitor's history or in a mail.
_DIRECTIONS = dict.fromkeys(
    [0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
)


def legible(text: str) -> str:
    """Return a text as it is kept: composed, line breaks kept, without control characters.

    Args:
        text: Anything that JSON can carry, lone surrogates included.

    Returns:
        The text in Unicode NFC; empty when nothing can be seen.
    """
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = "".join(_kept(character) for character in text).translate(_DIRECTIONS)
    text = "\n".join(_SPACES.sub(" ", line).strip() for line in text.split("\n"))
    text = _BLANK_LINES.sub("\n\n", text).strip()
    return text if any(unicodedata.category(letter)[0] not in "CZ" for letter in text) else ""


def on_one_line(text: str) -> str:
    """Return a text as ``legible`` does, on one line: for a name, or anything put in a header."""
    return " ".join(legible(text).split())


def _kept(character: str) -> str:
    if character in "\n\t":
        return character
    return _INSTEAD.get(unicodedata.category(character), character)
