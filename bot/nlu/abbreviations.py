"""What is shortened in a hurry written out: « slt jai 1 idée pr les vieux ds mon village ».

The sentence encoder has never met « pr » or « jsuis », and the training texts have few of them.
"""

from __future__ import annotations

import functools
import re
from pathlib import Path

from bot.nlu.errors import TrainingDataError
from bot.nlu.folding import fold
from bot.nlu.place_names import DATA_FOLDER
from bot.nlu.reading import Reading, rewritten

_WORD = re.compile(r"[^\W_]+")

#: Single letters that stand for words before another word: « c bien », « g pas ».
_LETTERS = {"c": "c'est", "g": "j'ai"}

_BEFORE_NO_LETTER = re.compile(r"\d$|^je$")

#: What ties a word to the one before, or to the one after: an address, a number, an elision.
_TIED_BEFORE = frozenset("@.-_/")
_TIED_AFTER = _TIED_BEFORE | {"'"}


def written_out(text: str) -> Reading:
    """Return a text whose abbreviations are written out."""
    known = known_abbreviations()
    changes = [
        (*match.span(), meant)
        for match in _WORD.finditer(fold(text))
        if (meant := known.get(match[0]) or _meant_by_letter(match))
        and not _is_tied(match)
        and not _is_acronym(text, match)
    ]
    return rewritten(text, changes)


def read_abbreviations(path: Path) -> dict[str, str]:
    """Read lines of an abbreviation, « = », and the words it stands for.

    Raises:
        TrainingDataError: The file is missing, or a line is not such a line.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeError) as error:
        raise TrainingDataError(
            f"La liste {path} ne peut pas être lue ({error}) : remettez celle du dépôt."
        ) from error
    found: dict[str, str] = {}
    for number, line in enumerate(lines, start=1):
        if line.strip() and not line.startswith("#"):
            short, equals, meant = (part.strip() for part in line.partition("="))
            if not equals or not meant or fold(short) != short or not _WORD.fullmatch(short):
                raise TrainingDataError(
                    f"{path}, ligne {number} : « {line} » devrait être de la forme "
                    "« bcp = beaucoup », l’abréviation en un mot, en minuscules et sans accents."
                )
            found[short] = meant
    return found


@functools.cache
def known_abbreviations() -> dict[str, str]:
    """Return what staff listed.

    Raises:
        TrainingDataError: If the list cannot be read.
    """
    return read_abbreviations(DATA_FOLDER / "abreviations.txt")


def _meant_by_letter(match: re.Match[str]) -> str | None:
    """Return what a letter alone means before another word.

    Not after a number (« 50 g de »), nor after « je », where it is something else (« je c pas »).
    """
    meant = _LETTERS.get(match[0])
    if meant is None:
        return None
    earlier = match.string[: match.start()].split()[-1:]
    following = match.string[match.end() : match.end() + 2]
    is_word = following[:1] == " " and following[1:].isalnum()
    return meant if is_word and not (earlier and _BEFORE_NO_LETTER.search(earlier[0])) else None


def _is_tied(match: re.Match[str]) -> bool:
    text, (start, end) = match.string, match.span()
    goes_on = text[end : end + 1] in _TIED_AFTER and text[end + 1 : end + 2].isalnum()
    return goes_on or text[start - 1 : start] in _TIED_BEFORE


def _is_acronym(text: str, match: re.Match[str]) -> bool:
    """Tell capitals among small letters: « la CC du Val » greets nobody, nor is « la tour C »."""
    if text.isupper() or (len(match[0]) == 1 and match.start() == 0):
        return False
    return text[match.start() : match.end()].isupper()
