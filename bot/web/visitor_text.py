"""A visitor's text as Rasa is given it."""

from __future__ import annotations

import re

from bot.nlu.folding import fold
from bot.nlu.text import clean, words_of_command, words_of_signs

#: Sent when nothing readable is left: the assistant then says that it did not understand.
NOTHING_READABLE = "…"


_WORD = re.compile(r"\w+")


def same_words(label: str, typed: str) -> bool:
    """Tell whether somebody typed what is written on a choice, whatever the accents and signs."""
    words = _WORD.findall(fold(clean(typed)))
    return bool(words) and words == _WORD.findall(fold(label))


def words_for_rasa(text: str) -> str:
    """Return the text to send to Rasa: never a command, never empty.

    Rasa takes a text that begins with ``/`` for a command. Only a choice offered by this server
    may be one, and a choice does not come through here.
    """
    words = clean(text)
    if words.startswith("/"):
        words = clean(words_of_command(words))
    return words or words_of_signs(text) or NOTHING_READABLE
