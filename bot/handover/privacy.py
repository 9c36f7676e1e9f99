"""What a visitor entrusts to the assistant for the ESS service alone, recognisable in any text.

It is set between Unicode isolates (UAX #9): shown safely whichever direction it is written in, and
whatever stores or logs the text leaves it out.
"""

from __future__ import annotations

import re

_FIRST_STRONG_ISOLATE, _POP_ISOLATE = "\u2068", "\u2069"
_ENTRUSTED = re.compile(f"{_FIRST_STRONG_ISOLATE}[^{_POP_ISOLATE}]*{_POP_ISOLATE}?")
_ISOLATES = re.compile(f"[{_FIRST_STRONG_ISOLATE}{_POP_ISOLATE}]")

#: What stands for it in whatever is stored.
LEFT_OUT = "[gardé pour le service ESS seulement]"


def entrusted(words: str) -> str:
    """Mark words as entrusted to the service."""
    return f"{_FIRST_STRONG_ISOLATE}{_ISOLATES.sub('', words)}{_POP_ISOLATE}"


def without_entrusted(text: str) -> str:
    """Return a text as it may be stored: what is marked is left out."""
    return _ENTRUSTED.sub(LEFT_OUT, text)
