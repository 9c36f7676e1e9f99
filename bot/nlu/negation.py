"""Whether the words before a phrase deny it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.nlu.place_words import word_set

#: How many words before a phrase are looked at.
_REACH = 4

_NEGATIONS = word_set("pas aucun aucune sans ni jamais zero")
#: Words that begin another clause, out of the reach of a negation.
_BOUNDARIES = word_set(
    "mais donc car que qu qui quoi dont si pour quand comment pourquoi parce puisque et ou alors"
)
#: « pas seulement », « pas que », « pas mal de » affirm.
_AFFIRMED = word_set("seulement uniquement que qu mal loin")
_NEGATIVE_PARTICLES = word_set("ne n")


def is_negated(forms: Sequence[str], start: int) -> bool:
    """Tell whether a phrase is denied by the words just before it, in the same clause.

    Args:
        forms: Folded words and punctuation of a text.
        start: Index of the phrase's first word.
    """
    for index in range(start - 1, max(-1, start - 1 - _REACH), -1):
        word = forms[index]
        if word in _BOUNDARIES or not word.isalnum():
            return False
        if word in _NEGATIONS:
            return not _is_affirmation(forms, index)
        if word == "plus":
            return _is_no_more(forms, index)
    return False


def _is_affirmation(forms: Sequence[str], index: int) -> bool:
    follower = forms[index + 1] if index + 1 < len(forms) else ""
    return follower in _AFFIRMED or (index > 0 and forms[index - 1] == "pourquoi")


def _is_no_more(forms: Sequence[str], index: int) -> bool:
    """Tell « il n'y a plus de médecin » and « ya plus de bus » from « plus de logements »."""
    earlier = forms[max(0, index - _REACH) : index]
    return (
        any(word in _NEGATIVE_PARTICLES for word in earlier)
        or list(earlier[-1:]) == ["ya"]
        or (list(earlier[-2:]) == ["y", "a"])
    )
