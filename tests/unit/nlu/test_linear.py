"""The classifier over spelling and meaning."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from bot.nlu.encoder import DIMENSIONS
from bot.nlu.errors import ModelUnreadable, TrainingDataError
from bot.nlu.linear import FusedClassifier
from bot.nlu.ngrams import NgramWeights
from bot.nlu.spelling import spelling_vectors, word_columns

TEXTS = [f"une crèche {n}" for n in range(12)] + [f"un vélo {n}" for n in range(12)]
LABELS = [{"petite_enfance": 1.0}] * 12 + [{"mobilite": 1.0}] * 12


#: What makes a classifier, with the n-grams and the sentence vectors it was learned from.
Made = Callable[[], tuple[NgramWeights, FusedClassifier, np.ndarray]]


def trained(
    labels: list[dict[str, float]] = LABELS,
) -> tuple[NgramWeights, FusedClassifier, np.ndarray]:
    counts = spelling_vectors(TEXTS)
    ngrams = NgramWeights.fit(counts)
    vectors = np.random.default_rng(0).normal(size=(len(TEXTS), DIMENSIONS)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return ngrams, FusedClassifier.fit(ngrams.transform(counts), vectors, labels), vectors


def with_votes() -> tuple[NgramWeights, FusedClassifier, np.ndarray]:
    """Return what ``trained`` does, with a classifier whose words vote too."""
    ngrams, _, vectors = trained()
    rows = ngrams.transform(spelling_vectors(TEXTS))
    voting = ngrams.places_of(word_columns(TEXTS))
    return ngrams, FusedClassifier.fit(rows, vectors, LABELS, words=voting), vectors


def probabilities_of(text: str, labels: list[dict[str, float]] = LABELS) -> dict[str, float]:
    ngrams, classifier, _ = trained(labels)
    rows = ngrams.transform(spelling_vectors([text]))
    nothing = np.zeros((1, DIMENSIONS), dtype=np.float32)
    found = classifier.probabilities(rows, nothing)[0]
    return dict(zip(classifier.classes, found, strict=True))


@pytest.mark.parametrize(
    ("text", "label"), [("UNE CRECHE", "petite_enfance"), ("un velo", "mobilite")]
)
def test_the_telling_word_decides_whatever_the_accents_and_capitals(text: str, label: str) -> None:
    assert probabilities_of(text)[label] > 0.7


def test_a_text_of_two_classes_speaks_for_both() -> None:
    shared = [{"petite_enfance": 1.0, "mobilite": 0.9}] * 12 + LABELS[12:]
    alone, both = probabilities_of("une crèche"), probabilities_of("une crèche", shared)
    assert both["mobilite"] > 100 * alone["mobilite"]


def test_only_single_words_vote() -> None:
    ngrams, classifier, _ = with_votes()
    assert classifier.jury is not None
    voting = ngrams.columns[classifier.jury.columns]
    assert set(voting) <= set(word_columns(TEXTS))
    assert set(word_columns(["crèche", "vélo"])) <= set(voting)
    assert not set(word_columns(["une crèche"])) - set(word_columns(["une", "crèche"]))


@pytest.mark.parametrize("made", [trained, with_votes])
def test_the_evidence_of_its_columns_is_what_a_class_is_scored(made: Made) -> None:
    ngrams, classifier, _ = made()
    row = ngrams.row(spelling_vectors(["une crèche à vélo"]))
    nothing = np.zeros(DIMENSIONS, dtype=np.float32)
    ranking = dict(classifier.ranking(row, nothing))
    constant = classifier.spelling[-1] + classifier.meaning.scores(nothing)
    if classifier.jury is not None:
        constant = constant + classifier.jury.intercepts
    told = [classifier.evidence(row, name).sum() for name in classifier.classes]
    odds = np.log(ranking[classifier.classes[0]] / ranking[classifier.classes[1]])
    assert odds == pytest.approx(told[0] - told[1] + constant[0] - constant[1], abs=1e-4)


def test_views_that_tell_as_much_count_as_much() -> None:
    rows = np.repeat(np.eye(2, dtype=np.float32), 150, axis=0)
    labels = [{"petite_enfance": 1.0}] * 150 + [{"mobilite": 1.0}] * 150
    ways = np.eye(2, dtype=np.float32)
    lies = np.random.default_rng(3).permutation(300)[:60]
    rows[lies] = rows[lies][:, ::-1]
    classifier = FusedClassifier.fit(csr_matrix(rows), rows, labels)
    read, meant = np.ptp(classifier.spelling[:2]), np.ptp(classifier.meaning.scores(ways))
    # Learned in different ways: about as sure, not alike to the tenth.
    assert 0.6 < read / meant < 1.6


def test_a_view_that_says_nothing_about_strangers_counts_for_little() -> None:
    rows = csr_matrix(np.repeat(np.eye(2, dtype=np.float32), 60, axis=0))
    labels = [{"petite_enfance": 1.0}] * 60 + [{"mobilite": 1.0}] * 60
    by_chance = np.random.default_rng(1).normal(size=(120, 200)).astype(np.float32)
    classifier = FusedClassifier.fit(rows, by_chance, labels)
    strangers = np.random.default_rng(2).normal(size=(120, 200)).astype(np.float32)
    speaking = np.ptp(classifier.spelling[:2]), np.abs(classifier.meaning.scores(strangers)).max()
    assert speaking[0] > 5 * speaking[1]


def test_labels_that_are_wrong_in_one_text_of_five_make_it_less_sure() -> None:
    said = np.tile([0, 1], 500)
    wrong = np.random.default_rng(2).random(1000) < 0.2
    labels = [{"mobilite" if one else "petite_enfance": 1.0} for one in said ^ wrong]
    by_chance = np.random.default_rng(1).normal(size=(1000, 400)).astype(np.float32)
    rows = csr_matrix(np.eye(2, dtype=np.float32)[said])
    classifier = FusedClassifier.fit(rows, by_chance, labels)
    nothing = np.zeros((1, 400), dtype=np.float32)
    assert 0.65 < classifier.probabilities(rows[:1], nothing)[0].max() < 0.92


def test_probabilities_sum_to_one() -> None:
    ngrams, classifier, vectors = trained()
    rows = ngrams.transform(spelling_vectors(TEXTS))
    assert np.allclose(classifier.probabilities(rows, vectors).sum(axis=1), 1.0)


@pytest.mark.parametrize("made", [trained, with_votes])
@pytest.mark.parametrize("text", [TEXTS[0], "une crèche à vélo", "rien de connu"])
def test_one_text_is_ranked_by_the_probabilities(text: str, made: Made) -> None:
    ngrams, classifier, vectors = made()
    counts = spelling_vectors([text])
    (shares,) = classifier.probabilities(ngrams.transform(counts), vectors[:1])
    ranking = classifier.ranking(ngrams.row(counts), vectors[0])
    assert dict(ranking) == pytest.approx(
        dict(zip(classifier.classes, shares, strict=True)), abs=1e-5
    )
    assert [name for name, _ in ranking] == [classifier.classes[n] for n in np.argsort(-shares)]


@pytest.mark.parametrize("made", [trained, with_votes])
def test_a_saved_classifier_answers_the_same(tmp_path: Path, made: Made) -> None:
    ngrams, classifier, vectors = made()
    classifier.save(tmp_path / "c.npz")
    ngrams.save(tmp_path / "n.npz")
    rows = NgramWeights.load(tmp_path / "n.npz").transform(spelling_vectors(TEXTS))
    before = classifier.probabilities(ngrams.transform(spelling_vectors(TEXTS)), vectors)
    after = FusedClassifier.load(tmp_path / "c.npz").probabilities(rows, vectors)
    assert np.allclose(before, after, atol=0.01)


@pytest.mark.parametrize("content", [None, b"", b"not a model"])
@pytest.mark.parametrize("kept", [FusedClassifier, NgramWeights])
def test_an_unreadable_model_is_an_error_never_an_untrained_one(
    tmp_path: Path, kept: type[FusedClassifier | NgramWeights], content: bytes | None
) -> None:
    if content is not None:
        (tmp_path / "c.npz").write_bytes(content)
    with pytest.raises(ModelUnreadable, match="Train again"):
        kept.load(tmp_path / "c.npz")


def test_a_class_with_too_few_texts_is_named() -> None:
    rows = csr_matrix(np.eye(5, dtype=np.float32))
    meaning = np.zeros((5, DIMENSIONS), dtype=np.float32)
    with pytest.raises(TrainingDataError, match="logement"):
        FusedClassifier.fit(rows, meaning, [{"sante": 1.0}] * 4 + [{"logement": 1.0}])
