"""Words that vote: how much each is heard beside the others of its text, and for which class.

A linear view adds up what all words say, so that the weak hints of a long sentence outvote its one
telling word. Here each word has an importance, and what a text says is the mean of what its words
say, by their shares of importance (attention, as Bahdanau et al., 2015, without a context). Both
come from a vector of the word, begun at random (docs/decisions/0018).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_matrix

from bot.nlu.adam import Array, Learned, Numbering, Places, kept_by_chance, steps
from bot.nlu.ngrams import Directory
from bot.nlu.softmax import score_errors
from bot.nlu.spelling import Columns

#: Width of the vector of a word.
_WIDTH = 256

_EPOCHS = 8
_RATE = 1e-3

#: Share of the words of a text, and of what they say together, that is left out at each step.
_WORDS_DROPPED = 0.2
_PARTS_DROPPED = 0.4

#: The importance of a word that is left out.
_UNHEARD = np.float32(-30)


class Words(NamedTuple):
    """The words of texts, one text after the other.

    Attributes:
        words: Numbers of the words.
        starts: Where each text begins among them, and after that where the last one ends.
    """

    words: Places
    starts: Places

    @classmethod
    def among(cls, rows: csr_matrix, directory: Directory) -> Words:
        """Return the words that rows hold.

        Args:
            rows: Rows of n-grams.
            directory: Of the columns that are words; their places are the numbers of the words.
        """
        known, words = directory.find(rows.indices)
        ends = np.concatenate([[0], np.cumsum(known)])
        return cls(words, ends[rows.indptr])

    def of(self, texts: Places) -> Words:
        """Return the words of some of the texts, in the order given."""
        lengths = np.diff(self.starts)[texts]
        starts = np.concatenate([[0], np.cumsum(lengths)])
        places = np.repeat(self.starts[texts] - starts[:-1], lengths) + np.arange(starts[-1])
        return Words(self.words[places], starts)

    @property
    def texts(self) -> Places:
        """Return which text each word is of."""
        return np.repeat(np.arange(len(self.starts) - 1), np.diff(self.starts))


@dataclass(frozen=True)
class Votes:
    """What each word says, as learned from some texts.

    Attributes:
        importance: Of each word, shape ``(words,)``; what counts is the difference between two.
        votes: Scores of each class, shape ``(words, classes)``.
        intercepts: Scores of each class where no word is known, shape ``(classes,)``.
    """

    importance: Array
    votes: Array
    intercepts: Array

    def scores(self, words: Words) -> Array:
        """Return the score of each class for each text, shape ``(texts, classes)``."""
        shares = _shares(self.importance[words.words], words)
        return np.asarray(_as_matrix(shares, words, len(self.votes)) @ self.votes + self.intercepts)


class Jury:
    """The mean of several votes, over the columns of n-grams that are words.

    Attributes:
        columns: Those columns, ascending, shape ``(words,)``.
        importance: Of each word to each of the votes, shape ``(words, n)``.
        votes: What each word says, its part of the mean, shape ``(words, n, classes)``: what is
            read together lies together.
        intercepts: Scores of each class where no word is known, shape ``(classes,)``.
    """

    def __init__(self, columns: Places, importance: Array, votes: Array, intercepts: Array) -> None:
        self.columns = columns
        self._directory = Directory(columns)
        self.importance = importance
        self.votes = votes
        self.intercepts = intercepts

    @classmethod
    def of(cls, columns: Places, votes: Sequence[Votes], weight: float) -> Jury:
        """Return the mean of votes over the same columns, times a weight."""
        share = np.float32(weight / len(votes))
        return cls(
            columns,
            np.stack([each.importance for each in votes], axis=1),
            np.stack([each.votes * share for each in votes], axis=1),
            np.asarray(sum(each.intercepts for each in votes) * share),
        )

    def scores(self, rows: csr_matrix) -> Array:
        """Return the score of each class for rows of n-grams, shape ``(rows, classes)``."""
        words = Words.among(rows, self._directory)
        nothing = np.zeros_like(self.intercepts)
        parts = (
            Votes(self.importance[:, each], self.votes[:, each], nothing)
            for each in range(self.importance.shape[1])
        )
        return np.asarray(sum(part.scores(words) for part in parts) + self.intercepts)

    def score(self, columns: Columns) -> Array:
        """Return the score of each class for the columns that one text fills."""
        _, words = self._directory.find(columns)
        if not len(words):
            return self.intercepts
        votes = self.votes.take(words, axis=0).reshape(-1, len(self.intercepts))
        return np.asarray(self._shares(words).ravel() @ votes + self.intercepts)

    def told_by(self, columns: Columns) -> tuple[Places, Array]:
        """Return which columns of one text are words, and what each of them says.

        Args:
            columns: The columns that the text fills.

        Returns:
            Places in ``columns``, and for each the scores of the classes, shape
            ``(words, classes)``; with the intercepts they add up to ``score``.
        """
        known, words = self._directory.find(columns)
        if not len(words):
            return words, np.zeros((0, len(self.intercepts)), dtype=np.float32)
        told = np.einsum("wn,wnc->wc", self._shares(words), self.votes[words])
        return np.flatnonzero(known), told

    def _shares(self, words: Places) -> Array:
        """Return how much each word of one text is heard by each of the votes."""
        importance = self.importance.take(words, axis=0)
        odds = np.exp(importance - importance.max(axis=0))
        return np.asarray(odds / odds.sum(axis=0))


def fit_votes(words: Words, count: int, targets: Array, weights: Array) -> Votes:
    """Learn how much each word is heard and what it says.

    Args:
        words: The words of the texts.
        count: How many words there are to know.
        targets: Probability of each class for each text, shape ``(texts, classes)``.
        weights: What each text counts, shape ``(texts,)``.
    """
    draw = np.random.default_rng(0)
    classes = targets.shape[1]
    weights = (weights / weights.mean()).astype(np.float32)
    meaning = Learned.by_chance(draw, (count, _WIDTH), _WIDTH**-0.5)
    telling = Learned.by_chance(draw, (_WIDTH,), 0.02)
    saying = Learned.by_chance(draw, (_WIDTH, classes), (2 / (_WIDTH + classes)) ** 0.5)
    intercepts = Learned(np.zeros(classes, dtype=np.float32))
    numbering = Numbering(count)
    for step in steps(len(targets), _EPOCHS, _RATE, draw):
        batch = words.of(step.rows)
        used, places = numbering.of(batch.words)
        batch = Words(places, batch.starts)
        known = meaning.value[used]
        heard = draw.random(len(places)) >= _WORDS_DROPPED
        shares = _shares(np.where(heard, (known @ telling.value)[places], _UNHEARD), batch)
        attention = _as_matrix(shares, batch, len(used))
        kept = kept_by_chance(draw, (len(step.rows), _WIDTH), _PARTS_DROPPED)
        said = (attention @ known) * kept
        scores = said @ saying.value + intercepts.value

        errors = score_errors(scores, targets[step.rows], weights[step.rows])
        slopes = (errors @ saying.value.T) * kept
        # What a text would lose by hearing a word more, against what it loses on the whole.
        pulls = np.einsum("ij,ij->i", slopes[batch.texts], known[places])
        pulls = shares * (pulls - _sums(shares * pulls, batch)[batch.texts])
        pulls = np.bincount(places, pulls, minlength=len(used)).astype(np.float32)
        gradient = attention.T @ slopes + np.outer(pulls, telling.value)

        saying.move(said.T @ errors, step)
        intercepts.move(errors.sum(axis=0), step)
        telling.move(known.T @ pulls, step)
        meaning.move(gradient, step, used)
    return Votes(meaning.value @ telling.value, meaning.value @ saying.value, intercepts.value)


def _shares(importance: Array, words: Words) -> Array:
    """Return the share that each word has of the attention to its text: they add up to 1."""
    filled = np.diff(words.starts) > 0
    greatest = np.zeros(len(filled), dtype=np.float32)
    greatest[filled] = np.maximum.reduceat(importance, words.starts[:-1][filled])
    odds = np.exp(importance - greatest[words.texts])
    return np.asarray(odds / _sums(odds, words)[words.texts])


def _sums(values: Array, words: Words) -> Array:
    """Return the sum over the words of each text."""
    return np.bincount(words.texts, values, minlength=len(words.starts) - 1).astype(np.float32)


def _as_matrix(shares: Array, words: Words, width: int) -> csr_matrix:
    return csr_matrix((shares, words.words, words.starts), shape=(len(words.starts) - 1, width))
