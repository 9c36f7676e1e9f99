"""A linear classifier over spelling and meaning that says how sure it is, kept in plain files.

Two multinomial regressions, one over n-grams and lexicon hits, one over the sentence vector, are
trained apart and summed: fitted together, the meaning would only explain what the n-grams leave.
Each is learned three times, from two thirds of the texts, and their mean is kept: what one third
happens to say too loudly, the two others lower. The weight of each view is learned on the thirds
that were held out, so that the probabilities mean something (calibration) and the stronger view
counts more.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from bot.nlu.encoder import Matrix
from bot.nlu.errors import ModelUnreadable, TrainingDataError
from bot.nlu.ngrams import Row
from bot.nlu.softmax import fit_softmax, probabilities, score

Scores = npt.NDArray[np.float64]
_Folds = npt.NDArray[np.intp]


@dataclass(frozen=True)
class _View:
    """How one view of a text is learned; chosen by experiment (docs/decisions/0008)."""

    penalty: float
    iterations: int


_VIEWS = (_View(penalty=1e-5, iterations=60), _View(penalty=1e-5, iterations=120))

#: Into so many parts the training texts are divided; each is held out once. Runs of texts stay
#: together, for they were written together: one says little about how strangers write.
_FOLDS = 3
_RUN = 40

#: Of a view, when the texts held out happen to be easy: they must not make it sure of everything.
_GREATEST_WEIGHT = 3.0

_LEAST_TEXTS = 3


class FusedClassifier:
    """Sum of two multinomial logistic regressions, calibrated.

    Attributes:
        classes: Names of the classes, in the order of the columns of the probabilities.
        spelling: Coefficients of shape ``(n-gram and lexicon columns + 1, classes)``, the last row
            being the intercepts; already multiplied by the weight of the view.
        meaning: The same for the sentence vector.
    """

    def __init__(self, classes: Sequence[str], spelling: Matrix, meaning: Matrix) -> None:
        self.classes = tuple(classes)
        self.spelling = spelling
        self.meaning = meaning

    @classmethod
    def fit(
        cls,
        spelling: csr_matrix,
        meaning: Matrix,
        labels: Sequence[Mapping[str, float]],
        weights: Sequence[float] | None = None,
        *,
        balance: float = 0.5,
        kinds: Sequence[int] | None = None,
    ) -> FusedClassifier:
        """Learn from labelled rows; rare classes count for more than their texts.

        Args:
            spelling: Matrix of shape ``(rows, n-gram and lexicon columns)``.
            meaning: Array of shape ``(rows, DIMENSIONS)``.
            labels: For each row, its classes and what share of it each has.
            weights: What each row counts; 1 when not given.
            balance: Between 0, each text counts the same, and 1, each class does.
            kinds: For each row, its kind, from 0 on: the rows of a kind are balanced apart, so
                that a class is as rare as it is among texts of the kind.

        Raises:
            TrainingDataError: If a class has too few rows to be learned.
        """
        classes, targets = _targets(labels)
        given = np.ones(len(targets)) if weights is None else np.asarray(weights)
        main = targets.argmax(axis=1)
        groups = main if kinds is None else main + len(classes) * np.asarray(kinds)
        row_weights = (given * _balance(groups, given) ** balance).astype(np.float32)
        folds = _folds(main)
        learned = [
            _learn(rows, targets, row_weights, folds, view)
            for rows, view in zip((spelling, meaning.astype(np.float32)), _VIEWS, strict=True)
        ]
        shares = _calibrate([scores for _, scores in learned], targets, row_weights)
        read, meant = (
            coefficients * np.float32(share)
            for (coefficients, _), share in zip(learned, shares, strict=True)
        )
        return cls(classes, read, meant)

    def probabilities(self, spelling: csr_matrix, meaning: Matrix) -> Scores:
        """Return the probability of each class, shape ``(rows, len(classes))``; rows sum to 1."""
        return probabilities(score(spelling, self.spelling) + score(meaning, self.meaning))

    def ranking(self, spelling: Row, vector: Matrix) -> list[tuple[str, float]]:
        """Return the classes of one row with their probabilities, likeliest first."""
        read = spelling.data @ self.spelling[spelling.indices] + self.spelling[-1]
        meant = vector @ self.meaning[:-1] + self.meaning[-1]
        found = probabilities((read + meant)[np.newaxis, :])[0]
        return [(self.classes[column], float(found[column])) for column in np.argsort(-found)]

    def evidence(self, spelling: Row, label: str) -> Matrix:
        """Return how much each column of one row speaks for a class, against the mean class.

        Args:
            spelling: The n-grams and lexicon hits of one text.
            label: The class.

        Returns:
            One value for each entry of ``spelling.indices``; they add up, as log-odds do.
        """
        told = self.spelling[spelling.indices]
        column = self.classes.index(label)
        return np.asarray(spelling.data * (told[:, column] - told.mean(axis=1)))

    def save(self, path: Path) -> None:
        """Write the classifier to one ``.npz`` file."""
        with path.open("wb") as file:
            np.savez(
                file,
                classes=json.dumps(self.classes),
                spelling=self.spelling.astype(np.float16),
                meaning=self.meaning.astype(np.float16),
            )

    @classmethod
    def load(cls, path: Path) -> FusedClassifier:
        """Read what ``save`` wrote.

        Raises:
            ModelUnreadable: If the file is missing or damaged. A classifier that cannot be read
                must never stand in untrained.
        """
        try:
            with np.load(path, allow_pickle=False) as file:
                return cls(
                    json.loads(str(file["classes"])),
                    file["spelling"].astype(np.float32),
                    file["meaning"].astype(np.float32),
                )
        except (OSError, ValueError, KeyError) as error:
            raise ModelUnreadable(f"Cannot read {path.name}: {error}. Train again.") from error


def _targets(labels: Sequence[Mapping[str, float]]) -> tuple[list[str], Matrix]:
    """Return the classes, and the share of each in each row; rows sum to 1."""
    classes = sorted({label for row in labels for label in row})
    column = {label: index for index, label in enumerate(classes)}
    targets = np.zeros((len(labels), len(classes)), dtype=np.float32)
    for row, shares in enumerate(labels):
        for label, share in shares.items():
            targets[row, column[label]] = share
    targets /= targets.sum(axis=1, keepdims=True)
    counts = np.bincount(targets.argmax(axis=1), minlength=len(classes))
    if len(classes) < 2 or counts.min() < _LEAST_TEXTS:
        raise TrainingDataError(
            f"Too few examples of {classes[counts.argmin()]!r} ({counts.min()}): "
            f"write at least {_LEAST_TEXTS}, and at least two classes."
        )
    return classes, targets


def _balance(groups: _Folds, weights: Scores) -> Scores:
    sizes = np.bincount(groups, weights=weights)
    return np.asarray(sizes[sizes > 0].mean() / sizes[groups])


def _learn(
    rows: csr_matrix | Matrix, targets: Matrix, weights: Matrix, folds: _Folds, view: _View
) -> tuple[Matrix, Matrix]:
    """Learn one view, leaving out one fold after the other.

    Returns:
        The mean of the coefficients, and what each row scored by those that had not seen it.
    """
    coefficients: list[Matrix] = []
    scores = np.zeros_like(targets)
    for fold in range(_FOLDS):
        held_out = folds == fold
        rest = ~held_out
        known = fit_softmax(
            rows[rest],
            targets[rest],
            weights[rest],
            penalty=view.penalty,
            iterations=view.iterations,
        )
        scores[held_out] = score(rows[held_out], known)
        coefficients.append(known)
    return np.asarray(np.mean(coefficients, axis=0), dtype=np.float32), scores


def _folds(main: _Folds) -> _Folds:
    """Return the fold of each row: every class is in each, in runs, shorter if it has few rows."""
    order = np.argsort(main, kind="stable")
    starts = np.searchsorted(main[order], main[order])
    sizes = np.bincount(main)[main[order]]
    runs = (np.arange(len(main)) - starts) // np.clip(sizes // _FOLDS, 1, _RUN)
    folds = np.zeros_like(main)
    folds[order] = runs % _FOLDS
    return folds


def _calibrate(scores: Sequence[Matrix], targets: Matrix, weights: Matrix) -> Scores:
    """Return the weight of each view that makes the held-out texts likeliest.

    The likelihood is concave in the weights: wherever one begins, there is one answer.
    """

    # In double precision: a step that tells the slope is smaller than single precision shows.
    views = [np.asarray(each, dtype=np.float64) for each in scores]

    def loss(shares: Scores) -> float:
        total = sum(share * view for share, view in zip(shares, views, strict=True))
        likelihood = (targets * np.log(probabilities(np.asarray(total)) + 1e-12)).sum(axis=1)
        return -float(np.average(likelihood, weights=weights))

    bounds = [(0.0, _GREATEST_WEIGHT)] * len(scores)
    best = minimize(loss, np.full(len(scores), 0.5), method="L-BFGS-B", bounds=bounds)
    return np.asarray(best.x)
