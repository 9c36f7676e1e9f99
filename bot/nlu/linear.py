"""A classifier over spelling, meaning and the votes of words that says how sure it is.

Its views are trained apart and summed: a multinomial regression over n-grams and lexicon hits, a
hidden layer over the sentence vector (fitted together, the meaning would only explain what the
n-grams leave), and, where single words matter, words that vote (``bot.nlu.votes``). Those that have
a mean are learned three times, from two thirds of the texts, and the mean is kept: what one third
happens to say too loudly, the two others lower. On a third that was held out each view learns
how sure it may be, and all of them how sure they are together. They are believed alike: what is
held out was written by the hands that wrote the rest, whose spelling is known far better than a
stranger's, so that likelihood there would believe little else (docs/decisions/0018).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize_scalar
from scipy.sparse import csr_matrix

from bot.nlu.adam import Places
from bot.nlu.encoder import Matrix
from bot.nlu.errors import ModelUnreadable, TrainingDataError
from bot.nlu.hidden import Hidden, LayerLessons, fit_hidden
from bot.nlu.ngrams import Directory
from bot.nlu.softmax import Lessons, fit_softmax, probabilities, score
from bot.nlu.spelling import Row
from bot.nlu.votes import Jury, Votes, Words, fit_votes

Scores = npt.NDArray[np.float64]

#: How the regression is learned; chosen by experiment (docs/decisions/0018).
_SPELLING = Lessons(epochs=10, rate=0.05, penalty=3e-5, dropout=0.3)

#: How the hidden layer is learned, unless told otherwise (docs/decisions/0020).
_LAYER = LayerLessons(epochs=8, dropout=0.1)

#: Into so many parts the training texts are divided. Runs of texts stay together, for they were
#: written together: one says little about how strangers write.
_FOLDS = 3
_RUN = 40

#: The part on which the views learn how sure they may be: the others say the same.
_JUDGED = 0

#: The greatest weight of a view, alone and of all together: texts held out that happen to be easy
#: must not make a classifier sure of everything.
_GREATEST_WEIGHT = 3.0

_LEAST_TEXTS = 3

#: What of a jury is kept in half precision, and how the parts of the hidden layer are called.
_JURY = ("importance", "votes", "intercepts")
_MEANING = {part: f"meaning_{part}" for part in Hidden._fields}


class _Texts(NamedTuple):
    """What is known of the training texts, a row each: classes, what it counts, its fold."""

    targets: Matrix
    weights: Matrix
    folds: Places

    def but(self, fold: int) -> tuple[Places, Matrix, Matrix]:
        """Return the rows that are not of a fold, with their classes and what they count."""
        rows = np.flatnonzero(self.folds != fold)
        return rows, self.targets[rows], self.weights[rows]

    @property
    def judged(self) -> Places:
        """The rows on which the views learn how sure they may be."""
        return np.flatnonzero(self.folds == _JUDGED)


class FusedClassifier:
    """Sum of the views of a text, calibrated.

    Attributes:
        classes: Names of the classes, in the order of the columns of the probabilities.
        spelling: Coefficients of shape ``(n-gram and lexicon columns + 1, classes)``, the last row
            being the intercepts; already multiplied by the weight of the view.
        meaning: A hidden layer over the sentence vector, its scores multiplied likewise.
        jury: The words that vote, or ``None``.
    """

    def __init__(
        self,
        classes: Sequence[str],
        spelling: Matrix,
        meaning: Hidden,
        jury: Jury | None = None,
    ) -> None:
        self.classes = tuple(classes)
        self.spelling = spelling
        self.meaning = meaning
        self.jury = jury

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
        words: Places | None = None,
        layer: LayerLessons = _LAYER,
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
            words: The columns of ``spelling`` that are words and vote, ascending; none when not
                given.
            layer: How the hidden layer is learned.

        Raises:
            TrainingDataError: If there are fewer than two classes, or one has too few rows.
        """
        classes, targets = _targets(labels)
        given = np.ones(len(targets)) if weights is None else np.asarray(weights)
        main = targets.argmax(axis=1)
        groups = main if kinds is None else main + len(classes) * np.asarray(kinds)
        row_weights = (given * _balance(groups, given) ** balance).astype(np.float32)
        texts = _Texts(targets, row_weights, _folds(main))
        read, read_scores = _regression(spelling, texts, _SPELLING)
        meant, meant_scores = _layer(meaning.astype(np.float32), texts, layer)
        scores = [read_scores, meant_scores]
        votes: list[Votes] = []
        if words is not None:
            votes, told_scores = _votes(spelling, words, texts)
            scores.append(told_scores)
        shares = _calibrate(scores, targets[texts.judged], row_weights[texts.judged])
        return cls(
            classes,
            read * np.float32(shares[0]),
            meant.weighed(shares[1]),
            Jury.of(words, votes, shares[2]) if words is not None else None,
        )

    def probabilities(self, spelling: csr_matrix, meaning: Matrix) -> Scores:
        """Return the probability of each class, shape ``(rows, len(classes))``; rows sum to 1."""
        scores = score(spelling, self.spelling) + self.meaning.scores(meaning)
        return probabilities(scores if self.jury is None else scores + self.jury.scores(spelling))

    def ranking(self, spelling: Row, vector: Matrix) -> list[tuple[str, float]]:
        """Return the classes of one row with their probabilities, likeliest first."""
        # numpy's "take" reads rows twice as fast as brackets do.
        scores = spelling.data @ self.spelling.take(spelling.indices, axis=0) + self.spelling[-1]
        scores += self.meaning.scores(vector)
        if self.jury is not None:
            scores += self.jury.score(spelling.indices)
        found = probabilities(scores[np.newaxis, :])[0].tolist()
        return sorted(zip(self.classes, found, strict=True), key=itemgetter(1), reverse=True)

    def evidence(self, spelling: Row, label: str) -> Matrix:
        """Return how much each column of one row speaks for a class, against the mean class.

        Args:
            spelling: The n-grams and lexicon hits of one text.
            label: The class.

        Returns:
            One value for each entry of ``spelling.indices``; they add up, as log-odds do.
        """
        told = spelling.data[:, np.newaxis] * self.spelling[spelling.indices]
        if self.jury is not None:
            places, votes = self.jury.told_by(spelling.indices)
            told[places] += votes
        return np.asarray(told[:, self.classes.index(label)] - told.mean(axis=1))

    def save(self, path: Path) -> None:
        """Write the classifier to one ``.npz`` file."""
        parts = {"spelling": self.spelling}
        parts |= {name: getattr(self.meaning, part) for part, name in _MEANING.items()}
        if self.jury is not None:
            parts |= {name: getattr(self.jury, name) for name in _JURY}
        halves = {name: part.astype(np.float16) for name, part in parts.items()}
        words = {} if self.jury is None else {"words": self.jury.columns.astype(np.int32)}
        with path.open("wb") as file:
            np.savez(file, classes=json.dumps(self.classes), **halves, **words)

    @classmethod
    def load(cls, path: Path) -> FusedClassifier:
        """Read what ``save`` wrote.

        Raises:
            ModelUnreadable: If the file is missing or damaged. A classifier that cannot be read
                must never stand in untrained.
        """
        try:
            with np.load(path, allow_pickle=False) as file:
                spelling = file["spelling"].astype(np.float32)
                meaning = Hidden(*(file[name].astype(np.float32) for name in _MEANING.values()))
                jury = None
                if "words" in file:
                    jury = Jury(file["words"], *(file[name].astype(np.float32) for name in _JURY))
                return cls(json.loads(str(file["classes"])), spelling, meaning, jury)
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


def _balance(groups: Places, weights: Scores) -> Scores:
    sizes = np.bincount(groups, weights=weights)
    return np.asarray(sizes[sizes > 0].mean() / sizes[groups])


def _regression(rows: csr_matrix, texts: _Texts, lessons: Lessons) -> tuple[Matrix, Matrix]:
    """Learn a regression, leaving out one fold after the other.

    Returns:
        The mean of the coefficients, and what the judged rows scored by those that had not seen
        them.
    """
    learned = [
        fit_softmax(rows[rest], targets, weights, lessons)
        for rest, targets, weights in map(texts.but, range(_FOLDS))
    ]
    return np.mean(learned, axis=0, dtype=np.float32), score(rows[texts.judged], learned[_JUDGED])


def _layer(rows: Matrix, texts: _Texts, lessons: LayerLessons) -> tuple[Hidden, Matrix]:
    """Learn a hidden layer from all rows: layers have no mean.

    Returns:
        The layer, and what the judged rows scored by another that had not seen them.
    """
    rest, targets, weights = texts.but(_JUDGED)
    stranger = fit_hidden(rows[rest], targets, weights, lessons)
    layer = fit_hidden(rows, texts.targets, texts.weights, lessons)
    return layer, stranger.scores(rows[texts.judged])


def _votes(rows: csr_matrix, columns: Places, texts: _Texts) -> tuple[list[Votes], Matrix]:
    """Learn what words say, leaving out one fold after the other.

    Returns:
        The votes, and what the judged rows scored by those that had not seen them.
    """
    words = Words.among(rows, Directory(columns))
    votes = [
        fit_votes(words.of(rest), len(columns), targets, weights)
        for rest, targets, weights in map(texts.but, range(_FOLDS))
    ]
    return votes, votes[_JUDGED].scores(words.of(texts.judged))


def _folds(main: Places) -> Places:
    """Return the fold of each row: every class is in each, in runs, shorter if it has few rows."""
    order = np.argsort(main, kind="stable")
    starts = np.searchsorted(main[order], main[order])
    sizes = np.bincount(main)[main[order]]
    runs = (np.arange(len(main)) - starts) // np.clip(sizes // _FOLDS, 1, _RUN)
    folds = np.zeros_like(main)
    folds[order] = runs % _FOLDS
    return folds


def _calibrate(scores: Sequence[Matrix], targets: Matrix, weights: Matrix) -> list[float]:
    """Return the weight of each view: as sure as it may be alone, all tempered alike.

    Each weight is the one that makes the held-out texts likeliest, which is a concave matter.
    """
    # In double precision: a step that tells the slope is smaller than single precision shows.
    views = [np.asarray(each, dtype=np.float64) for each in scores]

    def weight_of(view: Scores) -> float:
        def loss(weight: float) -> float:
            likelihood = (targets * np.log(probabilities(weight * view) + 1e-12)).sum(axis=1)
            return -float(np.average(likelihood, weights=weights))

        return float(minimize_scalar(loss, bounds=(0.0, _GREATEST_WEIGHT), method="bounded").x)

    alone = [weight_of(view) for view in views]
    together = weight_of(np.asarray(sum(w * view for w, view in zip(alone, views, strict=True))))
    return [together * weight for weight in alone]
