"""Whether confidences mean something: of what is believed at 80 %, four in five should be right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

#: How many bins confidences are sorted into, of the same width.
BINS = 10


@dataclass(frozen=True)
class Bin:
    """The answers whose confidence lies between two bounds.

    Attributes:
        low: Lower bound, included.
        high: Upper bound, left out but in the last bin.
        count: How many answers.
        confidence: Their mean confidence.
        accuracy: The share of them that is right.
    """

    low: float
    high: float
    count: int
    confidence: float
    accuracy: float


def reliability(answers: Sequence[tuple[float, bool]]) -> list[Bin]:
    """Sort answers by confidence into bins; those that no answer falls into are left out.

    Args:
        answers: Confidence, between 0 and 1, and whether the answer was right.
    """
    sorted_in: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for confidence, right in answers:
        sorted_in[min(int(confidence * BINS), BINS - 1)].append((confidence, right))
    return [
        Bin(
            low=index / BINS,
            high=(index + 1) / BINS,
            count=len(inside),
            confidence=sum(confidence for confidence, _ in inside) / len(inside),
            accuracy=sum(right for _, right in inside) / len(inside),
        )
        for index, inside in enumerate(sorted_in)
        if inside
    ]


def expected_calibration_error(bins: Sequence[Bin]) -> float:
    """Return the mean gap between confidence and accuracy (Naeini et al., 2015); 0 of nothing."""
    total = sum(each.count for each in bins)
    gaps = sum(each.count * abs(each.confidence - each.accuracy) for each in bins)
    return gaps / total if total else 0.0
