"""French typography, put in when a sentence is shown, so that staff can type ordinary spaces.

Source: Lexique des règles typographiques en usage à l'Imprimerie nationale.
"""

from __future__ import annotations

import re

_NARROW = "\u202f"
_WIDE = "\u00a0"

# Guillemets first: the spaces they bring may stand before a colon.
_RULES = (
    (re.compile(r"\.\.\."), "…"),
    (re.compile(r"(?<=\w)'(?=\w)"), "’"),
    (re.compile(r"«[ \u00a0\u202f]*"), f"«{_WIDE}"),
    (re.compile(r"[ \u00a0\u202f]*»"), f"{_WIDE}»"),
    (re.compile(r"[ \u00a0\u202f]+([;!?])"), rf"{_NARROW}\1"),
    (re.compile(r"[ \u00a0\u202f]+(:)(?=\s|$)"), rf"{_WIDE}\1"),
)


def typeset(text: str) -> str:
    """Return a French text with its non-breaking spaces and typographic apostrophes.

    Spaces that staff typed before ``; : ! ?`` and inside ``« »`` are made non-breaking; none is
    added where none was typed outside ``« »``, so that links stay whole. Doing it twice changes
    nothing.
    """
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    return text
