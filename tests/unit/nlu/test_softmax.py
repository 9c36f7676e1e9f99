"""The regression: sparse rows, soft targets, and the same answer each time."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_matrix

from bot.nlu.adam import Array
from bot.nlu.softmax import Lessons, fit_softmax, probabilities, score

LESSONS = Lessons(epochs=20, rate=0.05, penalty=1e-6)
WIDTH = 6


def words(count: int) -> Array:
    """Return rows of which each fills one column, in turn."""
    return np.eye(WIDTH, dtype=np.float32)[np.arange(count) % WIDTH]


def by_parity(count: int, sure: float = 1.0) -> Array:
    """Return targets: even columns are of the first class, odd ones of the second."""
    even = np.where(np.arange(count) % WIDTH % 2, 1 - sure, sure)
    return np.stack([even, 1 - even], axis=1).astype(np.float32)


def learned(rows: csr_matrix, targets: Array, lessons: Lessons = LESSONS) -> Array:
    return fit_softmax(rows, targets, np.ones(len(targets), dtype=np.float32), lessons)


def test_what_each_column_says_is_learned() -> None:
    rows = csr_matrix(words(600))
    found = probabilities(score(rows, learned(rows, by_parity(600))))
    assert (found[np.arange(600), by_parity(600).argmax(axis=1)] > 0.95).all()


def test_a_soft_target_is_met_not_outdone() -> None:
    rows = csr_matrix(words(1200))
    found = probabilities(score(rows, learned(rows, by_parity(1200, sure=0.7))))
    assert np.abs(found - by_parity(1200, sure=0.7)).max() < 0.05


def test_a_row_that_counts_for_nothing_teaches_nothing() -> None:
    rows, targets = csr_matrix(words(600)), by_parity(600)
    weights = np.ones(600, dtype=np.float32)
    lies = np.arange(0, 600, 7)
    weights[lies] = 0
    targets[lies] = targets[lies][:, ::-1]
    found = probabilities(score(rows, fit_softmax(rows, targets, weights, LESSONS)))
    assert (found[np.arange(600), by_parity(600).argmax(axis=1)] > 0.95).all()


def test_a_column_that_no_row_fills_says_nothing() -> None:
    wider = csr_matrix((words(600).nonzero()[0] * 0 + 1.0, words(600).nonzero()), shape=(600, 99))
    coefficients = learned(wider.astype(np.float32), by_parity(600))
    assert not coefficients[WIDTH:-1].any()
    assert coefficients[:WIDTH].any()


def test_the_penalty_makes_it_less_sure() -> None:
    rows = csr_matrix(words(600))
    free, bound = (
        np.abs(learned(rows, by_parity(600), Lessons(20, 0.05, penalty))[:-1]).max()
        for penalty in (0.0, 1e-2)
    )
    assert bound < free / 2


def test_with_columns_left_out_no_class_rests_on_one_of_two() -> None:
    # Two columns that always come together: alone, either must tell the class.
    twice = csr_matrix(np.hstack([words(600), words(600)]))
    coefficients = learned(twice, by_parity(600), Lessons(20, 0.05, 1e-6, dropout=0.5))
    first = np.abs(coefficients[:WIDTH]).max(axis=1)
    second = np.abs(coefficients[WIDTH : 2 * WIDTH]).max(axis=1)
    assert (np.minimum(first, second) > 0.7 * np.maximum(first, second)).all()


def test_it_learns_the_same_each_time() -> None:
    rows = csr_matrix(words(600))
    assert np.array_equal(learned(rows, by_parity(600)), learned(rows, by_parity(600)))
