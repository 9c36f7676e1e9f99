"""What is easily typed for a word costs less than what is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.slips import effort

WORDS = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=12)


@given(WORDS, WORDS)
def test_only_the_word_itself_costs_nothing(typed: str, meant: str) -> None:
    assert (effort(typed, meant) == 0) == (typed == meant)


@pytest.mark.parametrize(
    ("easier", "harder", "meant"),
    [
        ("oassez", "aassez", "passez"),  # beside the right key, far from it
        ("vorte", "vogre", "votre"),  # two letters swapped, a far one
        ("votrre", "votrpe", "votre"),  # a letter doubled, a strange one more
        ("ouvir", "ouvi", "ouvrir"),  # one letter left out, two
        ("passz", "assez", "passez"),  # the end, the beginning
        ("tere", "tre", "terre"),  # one of two equal letters left out, and another
    ],
)
def test_the_easier_slip_costs_less(easier: str, harder: str, meant: str) -> None:
    assert effort(easier, meant) < effort(harder, meant)


def test_a_first_letter_swapped_is_no_strange_beginning() -> None:
    assert effort("ovtre", "votre") == effort("votr", "vort")
