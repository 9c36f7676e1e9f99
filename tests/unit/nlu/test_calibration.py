"""Whether confidences mean something."""

import pytest

from bot.nlu.calibration import expected_calibration_error, reliability


def test_answers_are_sorted_by_confidence() -> None:
    low, high = reliability([(0.32, False), (0.38, True), (1.0, True)])
    assert (low.low, low.high, low.count) == (0.3, 0.4, 2)
    assert (low.confidence, low.accuracy) == (pytest.approx(0.35), 0.5)
    assert (high.low, high.count, high.accuracy) == (0.9, 1, 1.0)


def test_four_in_five_right_at_80_percent_is_perfect() -> None:
    answers = [(0.8, right) for right in (True, True, True, True, False)]
    assert expected_calibration_error(reliability(answers)) == pytest.approx(0.0)


def test_sure_and_wrong_is_the_worst() -> None:
    assert expected_calibration_error(reliability([(1.0, False)])) == 1.0


def test_each_bin_counts_by_its_answers() -> None:
    answers = [(1.0, False)] + [(0.0, False)] * 3
    assert expected_calibration_error(reliability(answers)) == pytest.approx(0.25)


def test_without_answers_there_is_no_error() -> None:
    assert expected_calibration_error(reliability([])) == 0.0
