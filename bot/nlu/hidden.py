"""A hidden layer between a dense vector and the classes: what its dimensions say together.

A regression over the sentence vector adds up what each dimension says alone; what a text is about
lies in their combinations (docs/decisions/0020).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from bot.nlu.adam import Array, Learned, kept_by_chance, steps
from bot.nlu.softmax import score_errors

#: Width of the layer.
_WIDTH = 256

_RATE = 1e-3

#: Share of the layer that is left out at each step.
_LAYER_DROPPED = 0.5


@dataclass(frozen=True)
class LayerLessons:
    """How a layer is learned.

    Attributes:
        epochs: How often each vector is seen.
        dropout: Share of its dimensions that are left out, others each time.
    """

    epochs: int
    dropout: float


class Hidden(NamedTuple):
    """What was learned of a layer.

    Attributes:
        inward: Shape ``(dimensions, width)``.
        biases: Shape ``(width,)``.
        outward: Shape ``(width, classes)``.
        intercepts: Shape ``(classes,)``.
    """

    inward: Array
    biases: Array
    outward: Array
    intercepts: Array

    def scores(self, vectors: Array) -> Array:
        """Return the score of each class, shape ``(..., classes)``.

        Args:
            vectors: Shape ``(..., dimensions)``.
        """
        layer = np.maximum(vectors @ self.inward + self.biases, 0)
        return np.asarray(layer @ self.outward + self.intercepts, dtype=np.float32)

    def weighed(self, weight: float) -> Hidden:
        """Return the layer with its scores multiplied by a weight."""
        factor = np.float32(weight)
        return self._replace(outward=self.outward * factor, intercepts=self.intercepts * factor)


def fit_hidden(vectors: Array, targets: Array, weights: Array, lessons: LayerLessons) -> Hidden:
    """Learn the layer that makes the targets likeliest.

    Args:
        vectors: Of length 1, shape ``(n, dimensions)``.
        targets: Probability of each class for each row, shape ``(n, classes)``; rows sum to 1.
        weights: What each row counts, shape ``(n,)``.
        lessons: How it is learned.
    """
    draw = np.random.default_rng(0)
    count, dimensions = vectors.shape
    # So that a dimension is as large as the chance begun with: 1 on the average, squared.
    scale = np.float32(dimensions**0.5)
    weights = (weights / weights.mean()).astype(np.float32)
    # He et al., 2015: a layer begins as strong as what it is given.
    inward = Learned.by_chance(draw, (dimensions, _WIDTH), (2 / dimensions) ** 0.5)
    outward = Learned.by_chance(draw, (_WIDTH, targets.shape[1]), (2 / _WIDTH) ** 0.5)
    biases = Learned(np.zeros(_WIDTH, dtype=np.float32))
    intercepts = Learned(np.zeros(targets.shape[1], dtype=np.float32))
    for step in steps(count, lessons.epochs, _RATE, draw):
        shown = vectors[step.rows] * scale
        shown = shown * kept_by_chance(draw, shown.shape, lessons.dropout)
        layer = np.maximum(shown @ inward.value + biases.value, 0)
        kept = kept_by_chance(draw, layer.shape, _LAYER_DROPPED) * (layer > 0)
        layer = layer * kept
        scores = layer @ outward.value + intercepts.value
        errors = score_errors(scores, targets[step.rows], weights[step.rows])
        slopes = (errors @ outward.value.T) * kept
        outward.move(layer.T @ errors, step)
        intercepts.move(errors.sum(axis=0), step)
        inward.move(shown.T @ slopes, step)
        biases.move(slopes.sum(axis=0), step)
    return Hidden(inward.value * scale, biases.value, outward.value, intercepts.value)
