"""Whether the words around a phrase deny it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.nlu.place_words import word_set

#: How many words before a phrase are looked at.
_REACH = 4

_NEGATIONS = word_set("pas pa aucun aucune sans ni jamais zero")
#: Words that begin another clause, out of the reach of a negation.
_BOUNDARIES = word_set(
    "mais donc car que qu qui quoi dont si pour quand comment pourquoi parce puisque et ou alors"
)
#: « pas seulement », « pas juste », « pas que », « pas mal de » affirm.
_AFFIRMED = word_set("seulement uniquement juste que qu mal loin")
#: « Ne se résume pas à », « ne se limite pas à »: it is that, and more.
_BOUNDED = word_set(
    "resume resument limite limitent reduit reduisent borne bornent cantonne cantonnent"
)
_ASKING_WHY = word_set("pourquoi pourkoi pkoi pk pq")
_AFFIRMED_AFTER = word_set("seulement uniquement")
_NEGATIVE_PARTICLES = word_set("ne n")

#: With its subject in front, a verb is denied by the word that follows: « on démarre pas ».
_SUBJECTS = word_set("on nous je j")
_AFTER_A_VERB = word_set("pas pa plus jamais")

#: « c'est plus une idée », unless something is compared: « c'est plus une idée qu'un projet ».
_BEING = word_set("est cest sommes etait")
_COMPARING = word_set("que qu")
_COMPARED_WITHIN = 5


def is_negated(forms: Sequence[str], start: int, end: int) -> bool:
    """Tell whether a phrase is denied by the words around it, in the same clause.

    Args:
        forms: Folded words and punctuation of a text.
        start: Index of the phrase's first word.
        end: Index after its last.
    """
    if forms[end : end + 1] and forms[end] in _AFFIRMED_AFTER:
        return False  # « pas pour les vieux seulement »
    return _is_denied_before(forms, start) or _is_denied_after(forms, start, end)


def _is_denied_after(forms: Sequence[str], start: int, end: int) -> bool:
    said = forms[start] in _SUBJECTS and end < len(forms) and forms[end] in _AFTER_A_VERB
    return said and not _is_affirmation(forms, end) and not _compares(forms, end)


def _is_denied_before(forms: Sequence[str], start: int) -> bool:
    for index in range(start - 1, max(-1, start - 1 - _REACH), -1):
        word = forms[index]
        if word == "pour" and index > 0 and forms[index - 1] in _NEGATIONS:
            continue  # « ce n'est pas pour les malades »
        if word in _BOUNDARIES or not word.isalnum():
            return False
        if word in _NEGATIONS:
            return not _is_affirmation(forms, index)
        if word == "plus":
            return _is_no_more(forms, index)
    return False


def _is_affirmation(forms: Sequence[str], index: int) -> bool:
    follower = forms[index + 1] if index + 1 < len(forms) else ""
    before = forms[index - 1] if index else ""
    return follower in _AFFIRMED or before in _ASKING_WHY or before in _BOUNDED


def _is_no_more(forms: Sequence[str], index: int) -> bool:
    """Tell « il n'y a plus de médecin » and « ya plus de bus » from « plus de logements »."""
    earlier = forms[max(0, index - _REACH) : index]
    if forms[index - 1 : index] and forms[index - 1] in _BEING:
        return not _compares(forms, index)
    return (
        any(word in _NEGATIVE_PARTICLES for word in earlier)
        or list(earlier[-1:]) == ["ya"]
        or (list(earlier[-2:]) == ["y", "a"])
    )


def _compares(forms: Sequence[str], index: int) -> bool:
    """Tell whether « plus » compares: a « que » follows it."""
    following = forms[index + 1 : index + 1 + _COMPARED_WITHIN]
    return forms[index] == "plus" and any(word in _COMPARING for word in following)
