"""Which codes a text is taken to tell, of all that are thought likely or named."""

from __future__ import annotations

import pytest

from bot.nlu.beliefs import Belief, believe, told
from bot.nlu.lexicon import TermMatch, term_of
from bot.nlu.profile_model import Ranking
from bot.orientation.vocabulary import UNKNOWN

SETTINGS = {"domaine_against_absence": 0.1, "further_threshold": 0.14, "named_ratio": 0.05}


def codes_of(ranking: Ranking, *hits: TermMatch, most: int = 3) -> list[str]:
    belief = Belief({"domaine": ranking}, {"domaine": []})
    return [code for code, _ in told("domaine", belief, hits, SETTINGS, most)]


def hit(code: str, *, negated: bool = False) -> TermMatch:
    return TermMatch(term_of(f"domaine.{code}", "un mot"), 0, 6, negated)


@pytest.mark.parametrize(("likely", "expected"), [(0.08, []), (0.1, ["sante"])])
def test_one_code_is_told_down_to_a_tenth_of_none(likely: float, expected: list[str]) -> None:
    assert codes_of([(UNKNOWN, 0.9), ("sante", likely)]) == expected


def test_a_further_code_is_told_as_likely_as_it_is_among_texts_that_tell_one() -> None:
    ranking = [(UNKNOWN, 0.5), ("sante", 0.3), ("handicap", 0.08), ("culture", 0.06)]
    assert codes_of(ranking) == ["sante", "handicap"]
    assert codes_of([("sante", 0.8), ("handicap", 0.08), ("culture", 0.06)]) == ["sante"]


def test_a_further_code_that_the_words_name_needs_less() -> None:
    ranking = [("sante", 0.9), ("handicap", 0.05), ("culture", 0.05)]
    assert codes_of(ranking, hit("culture")) == ["sante", "culture"]
    assert codes_of(ranking, hit("culture", negated=True)) == ["sante"]


def test_no_more_codes_are_told_than_asked_for() -> None:
    ranking = [("sante", 0.4), ("handicap", 0.3), ("culture", 0.3)]
    assert codes_of(ranking, most=2) == ["sante", "handicap"]


def test_what_the_words_deny_is_not_told() -> None:
    text = "pas la santé, le handicap"
    match = TermMatch(term_of("domaine.sante", "santé"), 7, 12, negated=True)
    belief = believe({"domaine": [("sante", 0.6), ("handicap", 0.4)]}, [match], text)
    assert belief.denied["domaine"] == ["sante"]
    assert [code for code, _ in told("domaine", belief, [match], SETTINGS, 3)] == ["handicap"]


def test_a_code_that_the_words_name_weighs_twice() -> None:
    learned = {"domaine": [("sante", 0.5), ("handicap", 0.3), (UNKNOWN, 0.2)]}
    belief = believe(learned, [hit("handicap")], "un mot")
    assert dict(belief.rankings["domaine"]) == pytest.approx(
        {"handicap": 0.6 / 1.1, "sante": 0.5 / 1.1}
    )
