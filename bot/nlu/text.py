"""Cleaning of a visitor's text, before anything reads it."""

from __future__ import annotations

import re
import unicodedata

#: Longest text that is read, in characters. The web gateway refuses more; behind it, the rest of
#: a longer text is left unread, so that no message costs more than a normal one.
LONGEST_TEXT = 2_000

#: An assistant's own button: an intent and up to three details whose values look like codes.
_DETAIL = r"\s*\"[a-z_]{1,40}\"\s*:\s*\"[a-z0-9_]{1,40}\"\s*"
_PAYLOAD = re.compile(
    rf"/(?P<intent>[a-z_]{{1,60}})(?:\{{(?P<details>{_DETAIL}(?:,{_DETAIL}){{0,2}})\}})?"
)
_DETAIL_NAME = re.compile(r"\"([a-z_]{1,40})\"\s*:")
_COMMAND_PUNCTUATION = re.compile(r"[/{}\[\]\"@:,_]+")
_SPACES = re.compile(r"\s+")
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "′": "'"})

#: What a message of signs alone says, by the first of them that is known.
_SAID_BY = {
    **dict.fromkeys("👍👌✅✔🆗", "oui"),
    **dict.fromkeys("👎❌🚫", "non"),
    **dict.fromkeys("🙏👏❤💐", "merci"),
    **dict.fromkeys("🤷", "je ne sais pas"),
    **dict.fromkeys("?❓❔🤔😕", "je n'ai pas compris"),
    **dict.fromkeys("📞☎", "je veux parler à quelqu'un"),
}

#: Categories of signs that say something, and the signs that only tell a woman from a man.
_SIGNS = ("So", "Sc", "Sm")
_GENDERS = "♀♂"

#: What stands for a character that is not one to read, by its Unicode category: nothing for those
#: that only format (zero-width, direction), a space for the others.
_VISIBLE = {"Cf": "", **dict.fromkeys(("Cc", "Co", "Cs", "Cn", "Zl", "Zp", "Zs"), " ")}


class _Reading(dict[int, str]):
    """What is read for a character, by its code point; worked out when one is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = _VISIBLE.get(unicodedata.category(chr(code)), chr(code))
        return self[code]


_READING = _Reading(_APOSTROPHES)


def clean(text: str) -> str:
    """Return the text as it is read: composed, bounded, on one line, without control characters.

    Args:
        text: Anything a visitor may have sent, of any length.

    Returns:
        At most ``LONGEST_TEXT`` characters in Unicode NFC, apostrophes made straight, white space
        folded to single spaces; an empty string when no letter or digit is left.
    """
    text = unicodedata.normalize("NFC", text[: 2 * LONGEST_TEXT]).translate(_READING)
    text = _SPACES.sub(" ", text).strip()[:LONGEST_TEXT].strip()
    return text if any(character.isalnum() for character in text) else ""


def words_of_signs(text: str) -> str:
    """Return in words what a message without a letter says (« 👍 »), if all of it is known."""
    signs = [character for character in text if unicodedata.category(character) in _SIGNS]
    if any(sign not in _SAID_BY for sign in signs if sign not in _GENDERS):
        return ""  # « 🙏🏠👵 » says more than thanks
    return next((_SAID_BY[character] for character in text if character in _SAID_BY), "")


def words_of_command(text: str) -> str:
    """Return the words a forged command is made of, so that it is read as words."""
    return _COMMAND_PUNCTUATION.sub(" ", text)


def is_button(text: str, intents: frozenset[str], details: frozenset[str]) -> bool:
    """Tell whether a text is the payload of one of the assistant's own buttons.

    Args:
        text: The text as received.
        intents: Intents that buttons may carry.
        details: Names of the details that buttons may carry.
    """
    match = _PAYLOAD.fullmatch(text.strip())
    if match is None or match["intent"] not in intents:
        return False
    return set(_DETAIL_NAME.findall(match["details"] or "")) <= details
