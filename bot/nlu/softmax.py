"""Multinomial logistic regression with soft targets, trained in single precision by L-BFGS.

scikit-learn's takes one label a text only, works in double precision and has no early stop; on
these data it needs five to ten times as long for the same answers (docs/decisions/0008).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

Array = npt.NDArray[np.float32]

#: The value to make small and its gradient, at a point.
Objective = Callable[[Array], tuple[float, Array]]

#: Pairs of steps and changes of the gradient that L-BFGS remembers.
_MEMORY = 6
_SUFFICIENT_DECREASE = 1e-4
_SHORTEST_STEP = 1e-4
_FIRST_STEP = 10.0

#: A step that gains less than this share is slow. One slow step says little, for the next may gain
#: much more: stopped at the first, one classifier in a few was left half learned.
_ENOUGH_PROGRESS = 1e-3
_SLOW_STEPS = 3


def fit_softmax(
    rows: csr_matrix | Array,
    targets: Array,
    weights: Array,
    *,
    penalty: float,
    iterations: int,
) -> Array:
    """Learn the coefficients that make the targets likeliest.

    Args:
        rows: Shape ``(n, columns)``.
        targets: Probability of each class for each row, shape ``(n, classes)``; rows sum to 1.
        weights: What each row counts, shape ``(n,)``.
        penalty: Strength of the L2 penalty, relative to the mean loss of a row.
        iterations: Most steps taken. Few of them are a regularisation of their own.

    Returns:
        Coefficients of shape ``(columns + 1, classes)``, the intercepts in the last row.
    """
    columns = rows.shape[1]
    transposed = rows.T.tocsr() if isinstance(rows, csr_matrix) else rows.T
    share = (weights / weights.sum()).astype(np.float32)[:, np.newaxis]

    def loss(coefficients: Array) -> tuple[float, Array]:
        scores = score(rows, coefficients)
        scores -= scores.max(axis=1, keepdims=True)
        odds = np.exp(scores)
        total = odds.sum(axis=1, keepdims=True)
        slopes = coefficients.copy()
        slopes[-1] = 0
        size = float(np.vdot(slopes, slopes))
        value = -float((share * targets * (scores - np.log(total))).sum()) + penalty / 2 * size
        errors = share * (odds / total - targets)
        gradient = np.float32(penalty) * slopes
        gradient[:columns] += transposed @ errors
        gradient[columns] = errors.sum(axis=0)
        return value, gradient

    zeros = np.zeros((columns + 1, targets.shape[1]), dtype=np.float32)
    return minimize(loss, zeros, iterations)


def score(rows: csr_matrix | Array, coefficients: Array) -> Array:
    """Return the score of each class, shape ``(n, classes)``."""
    return np.asarray(rows @ coefficients[:-1] + coefficients[-1], dtype=np.float32)


def probabilities(scores: npt.NDArray[Any]) -> npt.NDArray[np.float64]:
    """Return scores as probabilities: rows sum to 1."""
    odds = np.exp(scores - scores.max(axis=1, keepdims=True), dtype=np.float64)
    return np.asarray(odds / odds.sum(axis=1, keepdims=True))


def minimize(objective: Objective, point: Array, iterations: int) -> Array:
    """Make a smooth function small by L-BFGS (Nocedal and Wright, 2006, algorithm 7.5).

    Args:
        objective: Returns the value and the gradient at a point.
        point: Where to start.
        iterations: Most steps; fewer when ``_SLOW_STEPS`` in a row are slow.
    """
    value, gradient = objective(point)
    history: list[tuple[Array, Array, np.float32]] = []
    slow = 0
    for _ in range(iterations):
        direction = _newton_direction(gradient, history)
        step, (reached, slope) = _backtrack(objective, point, direction, value, gradient)
        move, change = -step * direction, slope - gradient
        curvature = np.vdot(move, change)
        if curvature > 0:
            history = [*history, (move, change, np.float32(1 / curvature))][-_MEMORY:]
        gained = value - reached
        point, value, gradient = point + move, reached, slope
        slow = slow + 1 if gained < _ENOUGH_PROGRESS * abs(value) else 0
        if slow == _SLOW_STEPS:
            break
    return point


def _newton_direction(gradient: Array, history: list[tuple[Array, Array, np.float32]]) -> Array:
    direction = gradient.copy()
    if not history:
        return direction * np.float32(_FIRST_STEP / (np.linalg.norm(direction) + 1e-12))
    shares = []
    for move, change, inverse in reversed(history):
        shares.append(inverse * np.vdot(move, direction))
        direction -= shares[-1] * change
    _, change, inverse = history[-1]
    direction *= np.float32(1 / (inverse * np.vdot(change, change)))
    for (move, change, inverse), share in zip(history, reversed(shares), strict=True):
        direction += (share - inverse * np.vdot(change, direction)) * move
    return direction


def _backtrack(
    objective: Objective, point: Array, direction: Array, value: float, gradient: Array
) -> tuple[np.float32, tuple[float, Array]]:
    step = np.float32(1)
    promised = float(np.vdot(gradient, direction))
    while True:
        reached = objective(point - step * direction)
        if reached[0] <= value - _SUFFICIENT_DECREASE * step * promised or step < _SHORTEST_STEP:
            return step, reached
        step /= np.float32(2)
