"""Words that vote: the telling ones are heard, however many others stand beside them."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from bot.nlu.adam import Numbering
from bot.nlu.ngrams import Directory
from bot.nlu.softmax import probabilities
from bot.nlu.votes import Jury, Votes, Words, fit_votes

#: Words 0 and 1 tell a class; the others stand in any text.
TELLING, COUNT, LENGTH = 2, 40, 12


def texts(count: int, seed: int = 0) -> tuple[Words, np.ndarray]:
    """Return texts of one telling word among many that say nothing, and their classes."""
    draw = np.random.default_rng(seed)
    classes = draw.integers(0, TELLING, count)
    words = draw.integers(TELLING, COUNT, (count, LENGTH))
    words[np.arange(count), draw.integers(0, LENGTH, count)] = classes
    return Words(words.ravel(), np.arange(count + 1) * LENGTH), classes


@pytest.fixture(scope="module")
def votes() -> Votes:
    words, classes = texts(3000)
    targets = np.eye(TELLING, dtype=np.float32)[classes]
    return fit_votes(words, COUNT, targets, np.ones(len(targets), dtype=np.float32))


def test_a_telling_word_is_heard_more_than_the_others(votes: Votes) -> None:
    assert votes.importance[:TELLING].min() > votes.importance[TELLING:].max() + 1


def test_texts_not_seen_are_told_apart(votes: Votes) -> None:
    words, classes = texts(300, seed=1)
    assert (votes.scores(words).argmax(axis=1) == classes).mean() > 0.99


def test_a_telling_word_loses_little_in_a_longer_text(votes: Votes) -> None:
    alone = Words(np.array([0]), np.array([0, 1]))
    lost = np.concatenate([[0], np.arange(TELLING, COUNT)])
    among_all = Words(lost, np.array([0, len(lost)]))
    sure, less_sure = (
        float(probabilities(votes.scores(words))[0, 0]) for words in (alone, among_all)
    )
    assert sure > 0.99
    assert less_sure > 0.9


def test_a_text_without_a_known_word_gets_the_intercepts(votes: Votes) -> None:
    empty = Words(np.zeros(0, dtype=np.intp), np.array([0, 0, 0]))
    assert np.allclose(votes.scores(empty), np.tile(votes.intercepts, (2, 1)))


def test_it_learns_the_same_each_time() -> None:
    words, classes = texts(200)
    targets = np.eye(TELLING, dtype=np.float32)[classes]
    weights = np.ones(len(targets), dtype=np.float32)
    first, second = (fit_votes(words, COUNT, targets, weights) for _ in range(2))
    assert np.array_equal(first.votes, second.votes)
    assert np.array_equal(first.importance, second.importance)


def test_words_of_some_texts_are_those_texts_in_that_order() -> None:
    words = Words(np.array([5, 6, 7, 8, 9]), np.array([0, 2, 2, 5]))
    some = words.of(np.array([2, 0, 1]))
    assert some.words.tolist() == [7, 8, 9, 5, 6]
    assert some.starts.tolist() == [0, 3, 5, 5]
    assert some.texts.tolist() == [0, 0, 0, 1, 1]


def test_words_are_found_among_the_columns_of_rows() -> None:
    rows = csr_matrix(np.array([[1, 1, 0, 1], [0, 0, 0, 0], [0, 1, 1, 1]], dtype=np.float32))
    words = Words.among(rows, Directory(np.array([1, 3])))
    assert words.words.tolist() == [0, 1, 0, 1]
    assert words.starts.tolist() == [0, 2, 2, 4]


def jury(votes: Votes) -> Jury:
    """Return a jury of the same votes twice, over the even columns, the second time louder."""
    louder = Votes(votes.importance * 2, votes.votes, votes.intercepts)
    return Jury.of(np.arange(COUNT) * 2, [votes, louder], weight=0.5)


def test_a_jury_says_for_one_text_what_it_says_for_rows(votes: Votes) -> None:
    columns = np.array([1, 2, 6, 7, 30])
    row = csr_matrix((np.ones(5), columns, [0, 5]), shape=(1, 2 * COUNT))
    places, told = jury(votes).told_by(columns)
    assert places.tolist() == [1, 2, 4]
    assert np.allclose(jury(votes).score(columns), jury(votes).scores(row)[0], atol=1e-5)
    assert np.allclose(
        told.sum(axis=0) + jury(votes).intercepts, jury(votes).scores(row)[0], atol=1e-5
    )


@pytest.mark.parametrize("columns", [[], [1, 3], [2 * COUNT + 5]])
def test_a_jury_that_knows_no_word_has_its_intercepts(votes: Votes, columns: list[int]) -> None:
    places, told = jury(votes).told_by(np.array(columns, dtype=np.intp))
    assert not len(places)
    assert np.array_equal(
        jury(votes).score(np.array(columns, dtype=np.intp)), jury(votes).intercepts
    )
    assert told.shape == (0, TELLING)


def test_columns_in_use_are_numbered_in_order() -> None:
    numbering = Numbering(9)
    for columns in ([7, 2, 7, 5], [8, 2]):
        used, places = numbering.of(np.array(columns))
        assert used.tolist() == sorted(set(columns))
        assert used[places].tolist() == columns
