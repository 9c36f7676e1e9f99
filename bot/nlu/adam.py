"""Learning by small steps over batches of texts: Adam, of which only the rows in use move.

A batch of texts fills a small part of the columns: moving only those makes a step cheap. And each
coefficient gets a stride of its own: what a rare word says is learned in a few passes, where a
solver over all texts at once had not learned it in sixty (docs/decisions/0018).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float32]
Places = npt.NDArray[np.intp]

#: How slowly the mean of a gradient and of its square change, and what keeps it from dividing by 0.
_MEAN, _SQUARE = 0.9, 0.999
_TINY = np.float32(1e-8)

#: Rows of a batch, fewer where there are few rows, and steps that even a handful of rows gets.
_BATCH = 256
_LEAST_BATCH = 8
_BATCHES = 100
_LEAST_STEPS = 300


class Step(NamedTuple):
    """One step: its number, from 1 on, how far it may go, and the rows it learns from."""

    number: int
    rate: float
    rows: Places


class Learned:
    """An array that learns, with the running mean of its gradient and of the gradient's square.

    Kingma and Ba, 2015.

    Attributes:
        value: The array.
    """

    def __init__(self, value: Array) -> None:
        self.value = value
        self._mean = np.zeros_like(value)
        self._square = np.zeros_like(value)

    @classmethod
    def by_chance(cls, draw: np.random.Generator, shape: tuple[int, ...], spread: float) -> Learned:
        """Return an array begun by chance: normal, with this standard deviation."""
        return cls(draw.normal(0, spread, shape).astype(np.float32))

    def move(self, gradient: Array, step: Step, rows: Places | slice = slice(None)) -> None:
        """Move against the gradient.

        Args:
            gradient: Of the rows that move.
            step: The step.
            rows: Which rows move; all when not given. Of the others nothing changes.
        """
        mean, square = self._mean[rows], self._square[rows]
        mean = mean + np.float32(1 - _MEAN) * (gradient - mean)
        square = square + np.float32(1 - _SQUARE) * (gradient * gradient - square)
        self._mean[rows], self._square[rows] = mean, square
        unbiased = np.sqrt(1 - _SQUARE**step.number) / (1 - _MEAN**step.number)
        self.value[rows] -= np.float32(step.rate * unbiased) * mean / (np.sqrt(square) + _TINY)


def kept_by_chance(draw: np.random.Generator, shape: tuple[int, ...], dropped: float) -> Array:
    """Return factors that leave out a share of what they multiply and raise the rest by as much."""
    kept = draw.random(shape, dtype=np.float32) >= np.float32(dropped)
    return kept.astype(np.float32) / np.float32(1 - dropped)


class Numbering:
    """Numbers the columns that a batch uses from 0 on, in one pass and without sorting."""

    def __init__(self, columns: int) -> None:
        self._is_used = np.zeros(columns, dtype=np.bool_)
        self._numbers = np.zeros(columns, dtype=np.intp)

    def of(self, columns: Places) -> tuple[Places, Places]:
        """Return which columns occur, ascending, and for each given one its place among them."""
        self._is_used[columns] = True
        used = np.flatnonzero(self._is_used)
        self._is_used[used] = False
        self._numbers[used] = np.arange(len(used))
        return used, self._numbers[columns]


def steps(rows: int, epochs: int, rate: float, draw: np.random.Generator) -> Iterator[Step]:
    """Yield the steps over so many rows, in an order drawn anew in each pass.

    Args:
        rows: How many there are.
        epochs: How often each is seen; more often where there are few.
        rate: How far the first step may go; the last one hardly moves (half a cosine).
        draw: Where chance comes from.
    """
    size = min(max(rows // _BATCHES, _LEAST_BATCH), _BATCH)
    batches = -(-rows // size)
    whole = max(epochs * batches, _LEAST_STEPS)
    number = 0
    while number < whole:
        order = draw.permutation(rows)
        for start in range(0, rows, size):
            number += 1
            left = (1 + np.cos(np.pi * min(number / whole, 1))) / 2
            yield Step(number, rate * left, order[start : start + size])
