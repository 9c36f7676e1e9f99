"""How easily one types a word and means another: what each slip of the finger costs."""

from __future__ import annotations

from bot.nlu.keyboard import BESIDE

#: A letter beside the right one on the keyboard, any other letter, two letters swapped.
_BESIDE, _OTHER, _SWAPPED = 0.9, 2.2, 1.0
#: A letter left out, one too many, and the same where the letter is typed twice.
_LEFT_OUT, _TOO_MANY, _DOUBLED = 1.0, 2.0, 0.8
#: People look at the first letter.
_FIRST_LETTER = 0.6


def effort(typed: str, meant: str) -> float:
    """Return what it takes to type one word and mean the other, 0 if they are the same.

    The optimal string alignment distance with weights: the least sum of slips, none of them
    within another.

    Args:
        typed: A folded word of at least one letter.
        meant: The same.
    """
    before: list[float] = []
    above = [0.0]
    for column in range(1, len(meant) + 1):
        above.append(above[-1] + _missing(meant, column))
    for row in range(1, len(typed) + 1):
        line = [above[0] + _TOO_MANY]
        for column in range(1, len(meant) + 1):
            best = min(
                above[column - 1] + _replaced(typed[row - 1], meant[column - 1]),
                above[column] + _added(typed, row),
                line[column - 1] + _missing(meant, column),
            )
            if _is_swap(typed, row, meant, column):
                best = min(best, before[column - 2] + _SWAPPED)
            line.append(best)
        before, above = above, line
    begins_well = meant[0] in (typed[0], typed[1:2])
    return above[-1] + (0 if begins_well else _FIRST_LETTER)


def _replaced(typed: str, meant: str) -> float:
    if typed == meant:
        return 0.0
    return _BESIDE if meant in BESIDE.get(typed, "") else _OTHER


def _added(typed: str, row: int) -> float:
    """Return what the letter that ends ``typed[:row]`` costs when it should not be there."""
    letter = typed[row - 1]
    return _DOUBLED if letter in (typed[row - 2 : row - 1], typed[row : row + 1]) else _TOO_MANY


def _missing(meant: str, column: int) -> float:
    """Return what it costs to leave out the letter that ends ``meant[:column]``."""
    return _DOUBLED if meant[column - 1] == meant[column - 2 : column - 1] else _LEFT_OUT


def _is_swap(typed: str, row: int, meant: str, column: int) -> bool:
    return (
        row > 1
        and column > 1
        and typed[row - 1] == meant[column - 2]
        and typed[row - 2] == meant[column - 1]
    )
