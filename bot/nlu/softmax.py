"""Multinomial logistic regression with soft targets, for sparse rows.

scikit-learn's takes one label a text, or learns its classes apart from each other, and none of its
solvers leaves alone the columns that a batch does not fill (docs/decisions/0018).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

from bot.nlu.adam import Array, Learned, Numbering, Places, steps


@dataclass(frozen=True)
class Lessons:
    """How a regression is learned.

    Attributes:
        epochs: How often each row is seen.
        rate: How far the first step may go (``bot.nlu.adam``).
        penalty: Strength of the L2 penalty on the coefficients that a batch uses.
        dropout: Share of a row's columns that are left out, others each time, so that no
            class rests on one of them.
    """

    epochs: int
    rate: float
    penalty: float
    dropout: float = 0.0


def fit_softmax(rows: csr_matrix, targets: Array, weights: Array, lessons: Lessons) -> Array:
    """Learn the coefficients that make the targets likeliest.

    Args:
        rows: Shape ``(n, columns)``.
        targets: Probability of each class for each row, shape ``(n, classes)``; rows sum to 1.
        weights: What each row counts, shape ``(n,)``.
        lessons: How they are learned.

    Returns:
        Coefficients of shape ``(columns + 1, classes)``, the intercepts in the last row.
    """
    count, columns = rows.shape
    draw = np.random.default_rng(0)
    weights = (weights / weights.mean()).astype(np.float32)
    slopes = Learned(np.zeros((columns, targets.shape[1]), dtype=np.float32))
    intercepts = Learned(np.zeros(targets.shape[1], dtype=np.float32))
    numbering = Numbering(columns)
    for step in steps(count, lessons.epochs, lessons.rate, draw):
        batch, used = _narrowed(rows[step.rows], numbering, lessons.dropout, draw)
        known = slopes.value[used]
        scores = batch @ known + intercepts.value
        errors = score_errors(scores, targets[step.rows], weights[step.rows])
        slopes.move(batch.T @ errors + np.float32(lessons.penalty) * known, step, used)
        intercepts.move(errors.sum(axis=0), step)
    return np.vstack([slopes.value, intercepts.value])


def score_errors(scores: Array, targets: Array, weights: Array) -> Array:
    """Return the slope of a batch's mean loss along each of its scores, of their shape."""
    odds = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares = weights[:, np.newaxis] / np.float32(len(weights))
    return np.asarray((odds / odds.sum(axis=1, keepdims=True) - targets) * shares)


def score(rows: csr_matrix, coefficients: Array) -> Array:
    """Return the score of each class, shape ``(n, classes)``."""
    return np.asarray(rows @ coefficients[:-1] + coefficients[-1], dtype=np.float32)


def probabilities(scores: npt.NDArray[Any]) -> npt.NDArray[np.float64]:
    """Return scores as probabilities: rows sum to 1."""
    odds = np.exp(scores - scores.max(axis=1, keepdims=True), dtype=np.float64)
    return np.asarray(odds / odds.sum(axis=1, keepdims=True))


def _narrowed(
    batch: csr_matrix, numbering: Numbering, dropout: float, draw: np.random.Generator
) -> tuple[csr_matrix, Places]:
    """Return rows without the columns that they leave empty, and which are left.

    Some of the filled ones are emptied by chance, and the others raised by as much.
    """
    used, places = numbering.of(batch.indices)
    kept = draw.random(len(places), dtype=np.float32) >= dropout
    data = batch.data * kept / np.float32(1 - dropout)
    return csr_matrix((data, places, batch.indptr), shape=(batch.shape[0], len(used))), used
