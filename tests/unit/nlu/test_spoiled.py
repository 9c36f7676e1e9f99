"""Short texts are learned again as a hurried hand would type them."""

from __future__ import annotations

from bot.nlu.spoiled import spoiled_copies

SHORT, LONG = "une crèche à Dole", "une crèche à Dole, " * 5


def test_each_copy_says_which_text_it_spoils() -> None:
    copies = spoiled_copies([LONG, SHORT])
    assert {index for index, _ in copies} == {1}
    assert len({text for _, text in copies} | {SHORT}) == len(copies) + 1


def test_the_copies_of_a_text_are_always_the_same() -> None:
    assert spoiled_copies([SHORT]) == spoiled_copies([SHORT])
