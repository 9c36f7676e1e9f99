"""What is believed of a project: what the classifiers say, and what the words name and deny."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from bot.nlu.lexicon import TermMatch
from bot.nlu.profile_model import DENIED_STAGE, Ranking
from bot.orientation.vocabulary import UNKNOWN

#: Under which dimension what a text denies is emitted: « ce n'est pas une idée », « pas la santé ».
DENIALS = {"etape": DENIED_STAGE, "domaine": "domaine_nie"}

#: The tables of the lexicon whose words deny. Those of a stage do nothing else: what shows where a
#: project is (« je ne sais pas par où commencer ») does not deny it.
_DENIABLE = {"etape": DENIED_STAGE, "domaine": "domaine"}

#: How much less likely a code is that the words deny.
_DENIED_WEIGHT = 0.25

#: What stands before the name of something missing, or to be rid of (« zéro gaspillage »); nothing
#: is of what was « jamais parlé ».
_LACK = re.compile(
    r"\b(?:pas|plus|jamais|trop peu)(?: (?!parl)\w+)?(?: de| d')\W*$"
    r"|\b(?:sans|aucune?|ni|z[ée]ro)\W*$",
    re.IGNORECASE,
)

#: How much likelier a code is that a term of the lexicon names.
_NAMED_WEIGHT = 2.0


@dataclass(frozen=True)
class Belief:
    """What is believed of one text.

    Attributes:
        rankings: The codes of ``etape`` and ``domaine``, ``inconnu`` among them, each with a
            probability, likeliest first; what the words deny weighs less.
        denied: What the words deny, by dimension.
    """

    rankings: Mapping[str, Ranking]
    denied: Mapping[str, Sequence[str]]


def believe(learned: Mapping[str, Ranking], hits: Sequence[TermMatch], text: str) -> Belief:
    """Weigh what the classifiers say with what the words name and deny.

    Args:
        learned: The rankings of the classifiers, by dimension.
        hits: The terms of the lexicon found in the text.
        text: The text as it was read.
    """
    denied = _denied(hits, text)
    rankings = {
        name: _heard(name, _without(denied[name], ranking), hits)
        for name, ranking in learned.items()
    }
    return Belief(rankings, denied)


def told(
    dimension: str,
    belief: Belief,
    hits: Sequence[TermMatch],
    settings: Mapping[str, float],
    most: int,
) -> Ranking:
    """Return the codes that a text is taken to tell, likeliest first; none that it denies.

    Once a text is taken to tell a code, how likely it was to tell none no longer counts: a further
    code is as likely as it is among those that could be told.

    Args:
        dimension: ``etape`` or ``domaine``.
        belief: What is believed of the text.
        hits: The terms of the lexicon found in it.
        settings: The shares of ``ProjectProfiler.get_default_config``.
        most: How many codes are told at most.
    """
    ranking, denied = belief.rankings[dimension], belief.denied[dimension]
    known = [(code, p) for code, p in ranking if code != UNKNOWN]
    absent = next((p for code, p in ranking if code == UNKNOWN), 0.0)
    first = known[0][1]
    if first < settings[f"{dimension}_against_absence"] * absent:
        return []
    named = named_codes(hits, dimension)
    least = settings["further_threshold"] * (1 - absent)
    least_named = settings["named_ratio"] * first
    further = [(code, p) for code, p in known[1:] if p >= (least_named if code in named else least)]
    return [each for each in (known[0], *further[: most - 1]) if each[0] not in denied]


def named_codes(hits: Sequence[TermMatch], dimension: str) -> set[str]:
    """Return the codes of a dimension that terms of the lexicon name, undenied."""
    return {hit.term.code for hit in hits if hit.term.dimension == dimension and not hit.negated}


def _heard(dimension: str, ranking: Ranking, hits: Sequence[TermMatch]) -> Ranking:
    """Return a ranking in which the codes that terms of the lexicon name weigh more.

    The classifiers learned what these terms mean in whole sentences of other people; here somebody
    says the word itself (« on a l'idée d'un festival »). The likeliest code, when it is named, is
    there, however often such sentences show none (« notre association d'insertion »).
    """
    named = named_codes(hits, dimension)
    if not named:
        return ranking
    odds = [(code, p * _NAMED_WEIGHT if code in named else p) for code, p in ranking]
    likeliest = max((item for item in odds if item[0] != UNKNOWN), key=lambda item: item[1])
    if likeliest[0] in named:
        odds = [(code, p) for code, p in odds if code != UNKNOWN]
    return _ranking(odds)


def _denied(hits: Sequence[TermMatch], text: str) -> dict[str, list[str]]:
    """Return the stages and the domains that the words deny.

    « Pas de crèche » laments that there is none: it is about nurseries. « Pas la crèche » is not.
    What another word affirms of a stage (« pas une idée en l'air : on en a une vraie ») counts
    more; of a domain, only the same word does (« pas culture, une bibliothèque d'outils »).
    """
    denied: dict[str, list[str]] = {}
    for dimension, table in _DENIABLE.items():
        said = [hit.term for hit in hits if hit.term.dimension == dimension and not hit.negated]
        affirmed = {term.code for term in said} if dimension == "etape" else set(said)
        terms = (
            hit.term
            for hit in hits
            if hit.term.dimension == table and hit.negated and not _LACK.search(text[: hit.start])
        )
        left = (t.code for t in terms if t not in affirmed and t.code not in affirmed)
        denied[dimension] = list(dict.fromkeys(left))
    return denied


def _without(denied: Collection[str], ranking: Ranking) -> Ranking:
    """Return a ranking in which what the words deny is less likely."""
    if not denied:
        return ranking
    return _ranking([(c, p * _DENIED_WEIGHT if c in denied else p) for c, p in ranking])


def _ranking(odds: Ranking) -> Ranking:
    """Return odds as probabilities that sum to 1, likeliest first."""
    whole = sum(p for _, p in odds)
    return sorted(((code, p / whole) for code, p in odds), key=lambda item: -item[1])
