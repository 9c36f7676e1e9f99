"""The n-grams of a text."""

from collections import Counter

import numpy as np
import pytest

from bot.nlu.ngrams import NgramWeights
from bot.nlu.spelling import (
    BLOCK,
    character_ngrams,
    columns_of,
    spelling_row,
    spelling_vectors,
    word_ngrams,
)


def test_case_and_accents_do_not_matter() -> None:
    plain, typed = spelling_vectors(["une creche", "Une CRÈCHE"])
    assert (plain != typed).nnz == 0


def test_every_ngram_is_counted_in_the_column_it_is_explained_by() -> None:
    text = "une crèche, une crèche"
    words = columns_of(word_ngrams(text), characters=False)
    characters = columns_of(character_ngrams(text), characters=True)
    assert set(spelling_vectors([text]).indices) == {*words, *characters}
    assert max(words) < BLOCK <= min(characters)


def test_a_word_said_twice_counts_less_than_twice() -> None:
    (column,) = columns_of(["velo"], characters=False)
    once, twice = spelling_vectors(["velo", "velo velo"])[:, column].toarray()[:, 0]
    assert once < twice < 2 * once


@pytest.mark.parametrize("text", ["", "?!"])
def test_a_text_without_words_has_no_word_ngram(text: str) -> None:
    assert word_ngrams(text) == []


def test_words_and_characters_weigh_the_same() -> None:
    counts = spelling_vectors(["un vélo partagé", "un vélo prêté"])
    ngrams = NgramWeights.fit(counts)
    rows = ngrams.transform(counts)
    words = int(np.searchsorted(ngrams.columns, BLOCK))
    for block in (rows[:, :words], rows[:, words:]):
        assert np.allclose(np.sqrt(block.multiply(block).sum(axis=1)), 1.0)


def test_an_ngram_of_one_training_text_is_not_kept() -> None:
    ngrams = NgramWeights.fit(spelling_vectors(["vélo rouge", "vélo bleu"]))
    assert columns_of(["velo"], characters=False)[0] in ngrams.columns
    assert columns_of(["rouge"], characters=False)[0] not in ngrams.columns


def test_a_text_of_unknown_ngrams_is_an_empty_row() -> None:
    ngrams = NgramWeights.fit(spelling_vectors(["vélo", "vélo"]))
    assert ngrams.transform(spelling_vectors(["zzz"])).nnz == 0


def test_nothing_shared_leaves_only_the_further_columns() -> None:
    ngrams = NgramWeights.fit(spelling_vectors(["abcd", "efgh"]))
    rows = ngrams.transform(spelling_vectors(["abcd"]), np.ones((1, 3), dtype=np.float32))
    assert rows.toarray().tolist() == [[1.0, 1.0, 1.0]]


@pytest.mark.parametrize("text", ["un vélo  partagé, a vélo", "zzz", "", "vélo", "l’a b\u00a0c\n"])
def test_ngrams_are_counted_word_by_word_as_in_the_whole_text(text: str) -> None:
    said = Counter(columns_of(word_ngrams(text), characters=False))
    said.update(columns_of(character_ngrams(text), characters=True))
    counted = spelling_vectors(["avant", text, "après"])[1]
    found = dict(zip(counted.indices.tolist(), counted.data.tolist(), strict=True))
    assert found == pytest.approx({column: 1 + np.log(count) for column, count in said.items()})
    assert list(counted.indices) == sorted(counted.indices)


@pytest.mark.parametrize("text", ["un vélo partagé, un vélo", "zzz", "", "prêté", "un vélo rouge"])
@pytest.mark.parametrize("extra", [None, np.array([0, 0.5, 0, 0.7], dtype=np.float32)])
def test_a_row_alone_is_the_row_among_others(text: str, extra: np.ndarray | None) -> None:
    ngrams = NgramWeights.fit(spelling_vectors(["un vélo partagé", "un vélo prêté"]))
    counts = spelling_vectors([text])
    among = ngrams.transform(counts, None if extra is None else extra[np.newaxis])
    alone = ngrams.row(counts, extra)
    assert list(alone.indices) == list(among.indices)
    assert list(alone.data) == pytest.approx(list(among.data))


def test_no_text_has_no_row() -> None:
    assert spelling_vectors([]).shape == (0, 2 * BLOCK)


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        ("1998", "ANNEE_ANCIENNE"),
        ("2024", "ANNEE_ANCIENNE"),
        ("2025", "ANNEE_RECENTE"),
        ("2031", "ANNEE_RECENTE"),
        ("8", "NOMBRE_1"),
        ("40", "NOMBRE_2"),
        ("5000", "NOMBRE_4"),
        ("25000", "NOMBRE_4"),
        ("8h30", "8h30"),
    ],
)
def test_of_a_number_its_kind_is_counted(number: str, kind: str) -> None:
    assert word_ngrams(f"depuis {number}")[1] == kind


def test_thousands_of_something_are_no_year() -> None:
    assert word_ngrams("2000 habitants")[0] == "NOMBRE_4"


def test_rows_are_told_apart_by_their_fingerprints() -> None:
    texts = ["un vélo", "un vélo un", "une auto", ""]
    prints = [spelling_row(text).fingerprint() for text in texts]
    assert len(set(prints)) == len(texts)
    assert prints == [spelling_row(text).fingerprint() for text in texts]
