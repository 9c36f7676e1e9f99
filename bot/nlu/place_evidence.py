"""Is this name a place here, which one, and how surely?"""

from __future__ import annotations

from collections import defaultdict

from bot.nlu.place_names import Commonness, PlaceName
from bot.nlu.place_passage import Before, Cue, Passage

_CONFIDENCE_OF_CUE = {Cue.STRONG: 0.95, Cue.LOCATION: 0.93, Cue.ORIGIN: 0.88, Cue.NONE: 0.7}
_CONFIDENCE_OF_CAPITAL = 0.85
#: What a name loses for being an ordinary word as well.
_DOUBT = {
    Commonness.NOT_A_WORD: 0.0,
    Commonness.RARE: 0.08,
    Commonness.COMMON: 0.25,
    Commonness.PERSON: 0.3,
}
_DOUBT_OF_QUARTER = 0.1
#: « la mairie de la rue de Dole », « madame Lure »: a name, of something else.
_NAME_OF_SOMETHING = 0.4
#: « une idée vue à Lyon »: the place of another project.
_MODEL = 0.6
#: An inhabitant or an adjective says less than the place itself.
_ADJECTIVE = 0.7
#: « un café du Pérou » tells where the coffee grows, not where the project is.
_FOREIGN_ORIGIN = 0.3
_KNOWN_TOWN = 30_000
_KNOWN_VILLAGE = 1_500
_LONG_NAME = 8


def confidence_of_name(
    passage: Passage,
    first: int,
    end: int,
    names: tuple[PlaceName, ...],
    before: Before,
    is_alone: bool,
) -> tuple[PlaceName, float] | None:
    """Choose among namesakes and say how sure the choice is.

    Args:
        passage: The text.
        first: Index of the first word of the name.
        end: Index after its last word.
        names: The places of that name.
        before: What stands before the name.
        is_alone: Whether the message says nothing but places.

    Returns:
        The likeliest place and a confidence from 0 to 1, or nothing when the words are no place.
    """
    if passage.is_in_address(first) or any(place.is_trap for place in names):
        return None
    plausible = [
        place for place in names if _is_plausible(passage, first, end, place, before, is_alone)
    ]
    if not plausible:
        return None
    weights: dict[tuple[str | None, bool], int] = defaultdict(int)
    for place in plausible:
        weights[place.territoire, place.region] += place.weight + 1
    territory = max(weights, key=lambda key: weights[key])
    share = weights[territory] / sum(weights.values())
    place = max(
        (p for p in plausible if (p.territoire, p.region) == territory), key=lambda p: p.weight
    )
    confidence = _confidence(passage, first, place, before, is_alone)
    return place, confidence * (0.5 + 0.5 * share)


def _is_plausible(
    passage: Passage, first: int, end: int, place: PlaceName, before: Before, is_alone: bool
) -> bool:
    has_capital = _has_capital(passage, first, end, place)
    cue = _cue_for(place, before)
    if not _article_agrees(place, before, has_capital, is_alone):
        return False
    if place.kind == "gentile":
        return True
    if place.commonness is Commonness.PERSON:
        return cue is Cue.STRONG or (is_alone and cue is Cue.LOCATION)
    if place.commonness is Commonness.COMMON:
        return _is_common_word_a_place(place, cue, has_capital, is_alone)
    tells = has_capital and not passage.begins_sentence(first)
    if place.commonness is Commonness.RARE:
        return cue >= Cue.LOCATION or is_alone or tells or (cue is Cue.ORIGIN and has_capital)
    if cue is not Cue.NONE or is_alone or has_capital or len(place.words) > 2:
        return True
    if not place.is_local:
        return place.inhabitants >= _KNOWN_TOWN and place.article == before.determiner
    return place.inhabitants >= _KNOWN_VILLAGE or sum(map(len, place.words)) >= _LONG_NAME


def _is_common_word_a_place(place: PlaceName, cue: Cue, has_capital: bool, is_alone: bool) -> bool:
    if has_capital:
        # « Orange » alone may be anything; « Tours » and « Rang » are what was asked for.
        is_likely = place.is_local or place.inhabitants >= 100_000
        return cue is not Cue.NONE or (is_alone and is_likely)
    if place.article:
        return cue is Cue.STRONG  # « commune de la creche », never « à la crèche »
    return cue is Cue.STRONG or (is_alone and cue is Cue.LOCATION)


def _article_agrees(place: PlaceName, before: Before, has_capital: bool, is_alone: bool) -> bool:
    """Tell « le Lot » from « un lot », « à Tours » from « les tours »."""
    is_word = place.commonness is not Commonness.NOT_A_WORD
    if before.determiner == place.article:
        return True
    if before.determiner:
        return not is_word or (place.kind == "gentile")
    # The article is missing: « en Isère », « je viens de Savoie », « russey » as an answer.
    if place.commonness is Commonness.COMMON:
        return is_alone and has_capital
    return not is_word or is_alone or before.cue is not Cue.NONE


def _has_capital(passage: Passage, first: int, end: int, place: PlaceName) -> bool:
    """Whether the name is written as a name; of a phrase of common words, every word must be."""
    if place.commonness is Commonness.COMMON and len(place.words) > 1:
        return all(passage.is_capitalised(index) for index in range(first, end))
    return passage.is_capitalised(first)


def _cue_for(place: PlaceName, before: Before) -> Cue:
    """Return the cue, for a place of this kind: one is « en Suisse », never « en Fort »."""
    is_town = place.kind in ("commune", "ancienne_commune", "ville", "surnom")
    is_word = place.commonness is not Commonness.NOT_A_WORD
    tells_little = before.preposition in ("en", "dans", "par", "depuis")
    if is_town and is_word and tells_little and before.cue is not Cue.STRONG:
        return Cue.NONE
    return before.cue


def _confidence(
    passage: Passage, first: int, place: PlaceName, before: Before, is_alone: bool
) -> float:
    if place.kind == "gentile":
        return _ADJECTIVE * place.certainty
    cue = _cue_for(place, before)
    if place.kind == "pays" and cue is not Cue.LOCATION and not is_alone:
        return _FOREIGN_ORIGIN
    confidence = _CONFIDENCE_OF_CUE[cue]
    if cue is Cue.NONE and passage.is_capitalised(first) and not passage.begins_sentence(first):
        confidence = _CONFIDENCE_OF_CAPITAL
    if is_alone and (cue is not Cue.NONE or place.commonness <= Commonness.RARE):
        confidence = max(confidence, _CONFIDENCE_OF_CUE[Cue.LOCATION])
    confidence -= _DOUBT[place.commonness]
    if place.kind == "quartier":
        confidence -= _DOUBT_OF_QUARTER
    if passage.is_name_of_something(before.start):
        confidence *= _NAME_OF_SOMETHING
    if passage.is_model(before.start):
        confidence *= _MODEL
    return min(confidence, place.certainty)
