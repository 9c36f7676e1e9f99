"""The hidden layer: combinations, soft targets, and the same answer each time."""

from __future__ import annotations

import numpy as np
import pytest

from bot.nlu.adam import Array
from bot.nlu.hidden import Hidden, LayerLessons, fit_hidden
from bot.nlu.softmax import probabilities

#: Two halves of a vector of length 1, wide enough that most of each is there when some dimensions
#: are left out: each half says nothing alone, both together tell the class.
CORNERS = np.repeat([[1, 1], [1, -1], [-1, 1], [-1, -1]], 32, axis=1).astype(np.float32) / 8
LESSONS = LayerLessons(epochs=8, dropout=0.1)
ALIKE = np.array([1, 0, 0, 1], dtype=np.float32)


def corners(count: int, sure: float = 1.0) -> tuple[Array, Array]:
    """Return vectors in the four corners, and targets: the first class where both are alike."""
    places = np.arange(count) % len(CORNERS)
    first = np.where(ALIKE[places] > 0, sure, 1 - sure)
    return CORNERS[places], np.stack([first, 1 - first], axis=1).astype(np.float32)


def learned(
    vectors: Array,
    targets: Array,
    weights: Array | None = None,
    lessons: LayerLessons = LESSONS,
) -> Hidden:
    alike = np.ones(len(targets), dtype=np.float32)
    return fit_hidden(vectors, targets, alike if weights is None else weights, lessons)


def test_what_dimensions_say_together_is_learned() -> None:
    found = probabilities(learned(*corners(4000)).scores(CORNERS))
    assert (found[np.arange(4), 1 - ALIKE.astype(int)] > 0.95).all()


def test_dimensions_left_out_keep_it_from_resting_on_few() -> None:
    vectors, targets = corners(4000)
    sure = learned(vectors, targets, lessons=LayerLessons(epochs=2, dropout=0.0))
    careful = learned(vectors, targets, lessons=LayerLessons(epochs=2, dropout=0.9))
    found = [probabilities(each.scores(CORNERS)).max() for each in (sure, careful)]
    assert found[1] < found[0]


def test_a_soft_target_is_met_not_outdone() -> None:
    found = probabilities(learned(*corners(4000, sure=0.7)).scores(CORNERS))
    assert found[ALIKE > 0, 0] == pytest.approx([0.7, 0.7], abs=0.1)


def test_a_row_that_counts_for_nothing_teaches_nothing() -> None:
    vectors, targets = corners(4000)
    weights = np.ones(4000, dtype=np.float32)
    lies = np.arange(0, 4000, 3)
    weights[lies] = 0
    targets[lies] = targets[lies][:, ::-1]
    found = probabilities(learned(vectors, targets, weights).scores(CORNERS))
    assert (found[np.arange(4), 1 - ALIKE.astype(int)] > 0.95).all()


def test_one_vector_scores_as_among_others() -> None:
    layer = learned(*corners(400))
    assert layer.scores(CORNERS[2]) == pytest.approx(layer.scores(CORNERS)[2], abs=1e-5)


def test_a_weight_multiplies_the_scores() -> None:
    layer = learned(*corners(400))
    assert np.allclose(layer.weighed(0.5).scores(CORNERS), 0.5 * layer.scores(CORNERS), atol=1e-5)


def test_it_learns_the_same_each_time() -> None:
    first, second = learned(*corners(400)), learned(*corners(400))
    assert all(np.array_equal(a, b) for a, b in zip(first, second, strict=True))
