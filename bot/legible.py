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

#: Of these, what the assistant itself sets around a visitor's words (bot/handover/privacy.py).
_ISOLATES = (0x2068, 0x2069)
_OTHER_DIRECTIONS = {code: None for code in _DIRECTIONS if code not in _ISOLATES}

#: What Python does not count as printable, and yet is kept as it is.
_KEPT_SPACES = "\n\t\u00a0\u202f"


def legible(text: str, *, ours: bool = False) -> str:
    """Return a text as it is kept: composed, line breaks kept, without control characters.

    Args:
        text: Anything that JSON can carry, lone surrogates included.
        ours: Whether the assistant says it: the isolates around a visitor's words then stay.

    Returns:
        The text in Unicode NFC; empty when nothing can be seen.
    """
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    if _is_printable(text):  # nearly every text is
        return _spaced(text)
    directions = _OTHER_DIRECTIONS if ours else _DIRECTIONS
    text = _spaced("".join(_kept(character) for character in text).translate(directions))
    return text if any(letter.isprintable() and letter != " " for letter in text) else ""


def on_one_line(text: str) -> str:
    """Return a text as ``legible`` does, on one line: for a name, or anything put in a header."""
    return " ".join(legible(text).split())


def _spaced(text: str) -> str:
    text = "\n".join(_SPACES.sub(" ", line).strip() for line in text.split("\n"))
    return _BLANK_LINES.sub("\n\n", text).strip()


def _is_printable(text: str) -> bool:
    for space in _KEPT_SPACES:
        text = text.replace(space, "")
    return text.isprintable()


def _kept(character: str) -> str:
    if character in "\n\t":
        return character
    return _INSTEAD.get(unicodedata.category(character), character)
