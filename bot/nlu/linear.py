"""A linear classifier over spelling and meaning that says how sure it is, kept in plain files.

Two logistic regressions, one over n-grams and lexicon hits, one over the sentence vector, are
trained apart and summed. The weight of each is learned on held-out thirds of the training texts,
so that the probabilities mean something (calibration) and the stronger view counts more.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

from bot.nlu.encoder import Matrix
from bot.nlu.errors import ModelUnreadable, TrainingDataError

Scores = npt.NDArray[np.float64]

#: Inverse strength of regularisation of each view, chosen by cross-validation on the training
#: texts (docs/decisions): spelling may fit closely, meaning must stay smooth.
_SPELLING_C = 10.0
_MEANING_C = 3.0

#: Coarser than scikit-learn's default: half the time, the same answers.
_TOLERANCE = 1e-2

_FOLDS = 3


class FusedClassifier:
    """Sum of two one-versus-rest logistic regressions, calibrated.

    Attributes:
        classes: Names of the classes, in the order of the columns of the probabilities.
        spelling: Coefficients of shape ``(classes, n-gram and lexicon columns + 1)``, the last
            column being the intercept; already multiplied by the weight of the view.
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
        labels: Sequence[str],
        weights: Sequence[float] | None = None,
    ) -> FusedClassifier:
        """Learn from labelled rows; rare classes count as much as frequent ones.

        Args:
            spelling: Matrix of shape ``(rows, n-gram and lexicon columns)``.
            meaning: Array of shape ``(rows, DIMENSIONS)``.
            labels: Class of each row.
            weights: Weight of each row; 1 when not given.

        Raises:
            TrainingDataError: If a class has too few rows to be learned.
        """
        names, targets = np.unique(np.asarray(labels), return_inverse=True)
        counts = np.bincount(targets)
        if len(names) < 2 or counts.min() < _FOLDS:
            raise TrainingDataError(
                f"Too few examples of {names[counts.argmin()]!r} ({counts.min()}): "
                f"write at least {_FOLDS}, and at least two classes."
            )
        row_weights = np.ones(len(targets)) if weights is None else np.asarray(weights)
        views = ((spelling, _SPELLING_C), (csr_matrix(meaning), _MEANING_C))
        held_out = [np.zeros((len(targets), len(names))) for _ in views]
        folds = StratifiedKFold(_FOLDS, shuffle=True, random_state=0)
        for train, test in folds.split(targets, targets):
            for scores, (features, strength) in zip(held_out, views, strict=True):
                fitted = _regress(features[train], targets[train], row_weights[train], strength)
                scores[test] = _score(features[test], fitted)
        view_weights = _calibrate(held_out, targets, row_weights)
        whole = [_regress(features, targets, row_weights, strength) for features, strength in views]
        return cls(
            [str(name) for name in names],
            (whole[0] * view_weights[0]).astype(np.float32),
            (whole[1] * view_weights[1]).astype(np.float32),
        )

    def probabilities(self, spelling: csr_matrix, meaning: Matrix) -> Scores:
        """Return the probability of each class, shape ``(rows, len(classes))``; rows sum to 1."""
        scores = _score(spelling, self.spelling) + _score(meaning, self.meaning)
        return _softmax(scores)

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


def _regress(
    features: csr_matrix, targets: npt.NDArray[np.intp], weights: Scores, strength: float
) -> Scores:
    model = LogisticRegression(
        C=strength, solver="liblinear", class_weight="balanced", tol=_TOLERANCE, random_state=0
    )
    model.fit(features, targets, sample_weight=weights)
    coefficients = np.hstack([model.coef_, model.intercept_[:, np.newaxis]])
    # For two classes scikit-learn keeps one row, the score of the second class.
    return np.vstack([-coefficients, coefficients]) if len(coefficients) == 1 else coefficients


def _score(features: csr_matrix | Matrix, coefficients: npt.NDArray[Any]) -> Scores:
    return np.asarray(features @ coefficients[:, :-1].T + coefficients[:, -1], dtype=np.float64)


def _calibrate(scores: Sequence[Scores], targets: npt.NDArray[np.intp], weights: Scores) -> Scores:
    """Return the non-negative weight of each view that makes the held-out texts likeliest."""
    rows = np.arange(len(targets))

    def loss(log_weights: Scores) -> float:
        total = sum(np.exp(w) * s for w, s in zip(log_weights, scores, strict=True))
        losses = -np.log(_softmax(total)[rows, targets] + 1e-12)
        return float(np.average(losses, weights=weights))

    best = minimize(loss, np.zeros(len(scores)), method="Nelder-Mead")
    return np.asarray(np.exp(best.x))


def _softmax(scores: Scores) -> Scores:
    exponentials = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(exponentials / exponentials.sum(axis=1, keepdims=True))
