"""The solver goes on until nothing is left to gain, not until one step disappoints."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from bot.nlu.softmax import Array, Objective, minimize


def narrow_valley(point: Array) -> tuple[float, Array]:
    """Rosenbrock's function in two dimensions, smallest, at 1, where both coordinates are 1."""
    x, y = (float(each) for each in point)
    value = (1 - x) ** 2 + 100 * (y - x * x) ** 2 + 1
    gradient = [-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)]
    return value, np.array(gradient, dtype=np.float32)


def test_the_bottom_of_a_narrow_valley_is_found() -> None:
    found = minimize(narrow_valley, np.array([-1.2, 1.0], dtype=np.float32), 200)
    assert narrow_valley(found)[0] < 1.01


def descent(gains: Sequence[float]) -> tuple[Objective, list[float]]:
    """Return a function that gains so much at each step, and the values it was seen to take."""
    values = iter(np.cumsum([-10.0, *gains]) * -1)
    seen: list[float] = []

    def objective(_: Array) -> tuple[float, Array]:
        seen.append(float(next(values)))
        return seen[-1], np.array([1e-6], dtype=np.float32)

    return objective, seen


def test_one_slow_step_does_not_end_it() -> None:
    objective, seen = descent([1e-4, 0.2] * 10)
    minimize(objective, np.zeros(1, dtype=np.float32), 20)
    assert len(seen) == 21


def test_slow_steps_in_a_row_end_it() -> None:
    objective, seen = descent([0.2, *[1e-4] * 19])
    minimize(objective, np.zeros(1, dtype=np.float32), 20)
    assert len(seen) == 5
