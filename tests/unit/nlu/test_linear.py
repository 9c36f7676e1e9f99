"""The classifier over spelling and meaning."""

from pathlib import Path

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from bot.nlu.encoder import DIMENSIONS
from bot.nlu.errors import ModelUnreadable, TrainingDataError
from bot.nlu.features import SpellingFeatures
from bot.nlu.linear import FusedClassifier

TEXTS = [f"une crèche {n}" for n in range(12)] + [f"un vélo {n}" for n in range(12)]
LABELS = ["petite_enfance"] * 12 + ["mobilite"] * 12


def trained() -> tuple[SpellingFeatures, FusedClassifier, np.ndarray]:
    features = SpellingFeatures()
    features.fit(TEXTS)
    vectors = np.random.default_rng(0).normal(size=(len(TEXTS), DIMENSIONS)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    classifier = FusedClassifier.fit(features.transform(TEXTS), vectors, LABELS)
    return features, classifier, vectors


def test_the_telling_word_decides_whatever_the_accents_and_capitals() -> None:
    features, classifier, _ = trained()
    nothing = np.zeros((2, DIMENSIONS), dtype=np.float32)
    rows = features.transform(["UNE CRECHE", "un velo"])
    found = classifier.probabilities(rows, nothing).argmax(axis=1)
    assert [classifier.classes[column] for column in found] == ["petite_enfance", "mobilite"]


def test_probabilities_sum_to_one() -> None:
    features, classifier, vectors = trained()
    probabilities = classifier.probabilities(features.transform(TEXTS), vectors)
    assert np.allclose(probabilities.sum(axis=1), 1.0)


def test_a_saved_classifier_answers_the_same(tmp_path: Path) -> None:
    features, classifier, vectors = trained()
    classifier.save(tmp_path / "c.npz")
    features.save(tmp_path / "f.json")
    loaded = FusedClassifier.load(tmp_path / "c.npz")
    rows = SpellingFeatures.load(tmp_path / "f.json").transform(TEXTS)
    before = classifier.probabilities(features.transform(TEXTS), vectors)
    assert np.allclose(before, loaded.probabilities(rows, vectors), atol=0.01)


@pytest.mark.parametrize("content", [None, b"", b"not a model"])
def test_an_unreadable_classifier_is_an_error_never_an_untrained_one(
    tmp_path: Path, content: bytes | None
) -> None:
    if content is not None:
        (tmp_path / "c.npz").write_bytes(content)
    with pytest.raises(ModelUnreadable, match="Train again"):
        FusedClassifier.load(tmp_path / "c.npz")


def test_a_class_with_too_few_texts_is_named() -> None:
    rows = csr_matrix(np.eye(5, dtype=np.float32))
    meaning = np.zeros((5, DIMENSIONS), dtype=np.float32)
    with pytest.raises(TrainingDataError, match="logement"):
        FusedClassifier.fit(rows, meaning, ["sante"] * 4 + ["logement"])
