"""Places said by number: a département (« dans le 70 ») or a postal code (« 39100 »)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.nlu.place_names import FRANCHE_COMTE, OUTSIDE
from bot.nlu.place_passage import Passage

_DEPARTEMENT = r"(?P<number>\d\d|2[ab]|97[1-6])"
#: What counts something when it follows a number: then the number is no place.
_UNITS = (
    r"(?!\d|[.,]\d|\s*(?:%|€|°|eur|k€|euro|ans?\b|annees?|mois|jours?|semaines?|heures?|h\b|h\d|min|km|"
    r"m2|m²|kg|tonnes?|places?|personnes?|gens|habitants?|salarie|employe|enfants?|eleves?|jeunes?|"
    r"familles?|logements?|femmes?|hommes?|adherents?|benevoles?|beneficiaires?|participants?|"
    r"repas|velos?|voitures?|membres|producteurs?|entreprises?|associations?|communes|villages|"
    r"janvier|fevrier|mars|avril|mai\b|juin|juillet|aout|septembre|octobre|novembre|decembre|"
    r"rue|avenue|boulevard|bis\b|mille|cents?\b|premiers?|derniers?|prochains?|autres|au\s+\d|a\s+\d))"
)
_CUES = (
    # « département 39 », « dpt 90 », « dept. du 25 »
    (
        0.95,
        re.compile(
            rf"\b(?:departements?|dept|dpt|dep)\b\.?\s*(?:n°|numero|no|du|de|:|\()?\s*{_DEPARTEMENT}\b"
        ),
    ),
    # « dans le 70 », « tout le 39 »
    (
        0.93,
        re.compile(
            r"\b(?:dans|tout|habite|cote du|gens du|pour le|c'est le|c est le)\s+(?:le\s+)?"
            rf"{_DEPARTEMENT}\b{_UNITS}"
        ),
    ),
    (0.85, re.compile(rf"\bsur\s+le\s+{_DEPARTEMENT}\b{_UNITS}")),
    # the second one of « dans le 39 et le 25 »
    (
        0.85,
        re.compile(
            rf"\b(?:dans|sur)\s+le\s+\d\d\s*(?:et|ou|,|/|-)\s*(?:dans\s+|sur\s+)?(?:le\s+)?{_DEPARTEMENT}\b{_UNITS}"
        ),
    ),
    # « notre association du 39 »: never a date « du 25 au 30 », nor « du 25 mars »
    (0.6, re.compile(rf"\bdu\s+{_DEPARTEMENT}\b(?!\s+(?:au|et|a)\b){_UNITS}")),
    # « jai di le 70 »: no day of a month, and nothing follows
    (0.7, re.compile(r"\ble\s+(?P<number>39|70|90)\W*$")),
    # « Dole (39) »
    (0.85, re.compile(rf"\(\s*{_DEPARTEMENT}\s*\)")),
)
_NUMBER_ALONE = re.compile(r"\b(?P<number>0[1-9]|[1-8]\d|9[0-5]|2[ab]|97[1-6])\b")
_NUMBER_AFTER_A_PLACE = re.compile(rf"[\s,(-]{{1,3}}{_DEPARTEMENT}\b{_UNITS}")
_POSTAL_CODE = re.compile(
    rf"(?<![\d.,])(?P<cue>\b(?:f\s?-\s?|cp\s*:?\s*|code\s+postal\s*:?\s*|a\s+|sur\s+|\())?"
    rf"\b(?P<code>(?:0[1-9]|[1-8]\d|9[0-8])\d{{3}})\b{_UNITS}"
)
_MONEY_BEFORE = re.compile(
    r"(?:budget|somme|montant|cout|coute|capital|aide|subvention|pret|environ|euros?|plus|moins|"
    r"jusqu|hauteur|entre|besoin|chiffre|gagne|financement|emprunt)\b[^.]{0,25}$"
)


@dataclass(frozen=True, slots=True)
class NumberedPlace:
    """A place said by number, with its characters and how sure the reading is (0 to 1)."""

    territoire: str
    start: int
    end: int
    confidence: float


def find_numbers(
    passage: Passage, names: Mapping[int, int], postal_codes: Mapping[str, str]
) -> Iterator[NumberedPlace]:
    """Yield the départements and postal codes of a text.

    Args:
        passage: The text.
        names: First character after each place name already found, by the name's first one.
        postal_codes: Territory of the postal codes whose first digits mislead.
    """
    folded = passage.folded
    if not any(map(str.isdecimal, folded)):
        return
    whole = _alone(passage)
    if whole is not None:
        yield whole
    for confidence, pattern in _CUES:
        for match in pattern.finditer(folded):
            yield _departement(match, confidence)
    for end in names.values():
        after = _NUMBER_AFTER_A_PLACE.match(folded, end)
        if after is not None:
            yield _departement(after, 0.85)
    for found in _POSTAL_CODE.finditer(folded):
        confidence = _postal_confidence(passage, found, names)
        if confidence:
            code = found["code"]
            territoire = postal_codes.get(code, _territoire(code[:2]))
            yield NumberedPlace(territoire, found.start("code"), found.end("code"), confidence)


def _alone(passage: Passage) -> NumberedPlace | None:
    """Read « 39 », « c'est dans le 39 »: a message that says nothing but one number."""
    numbers = [index for index, word in enumerate(passage.words) if word[0].isdecimal()]
    if len(numbers) != 1 or not passage.says_only(set(numbers)):
        return None
    match = _NUMBER_ALONE.fullmatch(passage.words[numbers[0]])
    if match is None or "%" in passage.text or "€" in passage.text:
        return None
    territoire = _territoire(match["number"])
    start, end = passage.starts[numbers[0]], passage.ends[numbers[0]]
    return NumberedPlace(territoire, start, end, 0.6 if territoire == OUTSIDE else 0.9)


def _departement(match: re.Match[str], confidence: float) -> NumberedPlace:
    territoire = _territoire(match["number"])
    sureness = confidence * (0.8 if territoire == OUTSIDE else 1)
    return NumberedPlace(territoire, match.start("number"), match.end("number"), sureness)


def _postal_confidence(passage: Passage, match: re.Match[str], names: Mapping[int, int]) -> float:
    """Return how surely five digits are a postal code, not an amount."""
    start, end = match.span("code")
    follower = passage.word_at(end)
    is_before_name = follower < len(passage) and passage.starts[follower] in names
    is_after_name = any(end_of_name in (start - 1, start - 2) for end_of_name in names.values())
    if is_before_name or is_after_name:
        return 0.95
    if _MONEY_BEFORE.search(passage.folded, 0, start):
        return 0.0
    is_alone = passage.says_only({passage.word_at(start)})
    if match["cue"] or is_alone:
        return 0.95
    is_local = _territoire(match["code"][:2]) != OUTSIDE
    is_round = match["code"].endswith("000")
    is_followed = follower < len(passage) and not passage.is_capitalised(follower)
    return 0.0 if is_round or is_followed or not is_local else 0.8


def _territoire(departement: str) -> str:
    return departement if departement in FRANCHE_COMTE else OUTSIDE
