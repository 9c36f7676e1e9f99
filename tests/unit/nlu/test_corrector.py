"""Slips of the finger are corrected, and nothing else."""

from pathlib import Path

import pytest

from bot.nlu.corrector import SpellingCorrector
from bot.nlu.errors import ModelUnreadable

TEXTS = ["ouvrir une crèche", "une crèche", "ouvrir un magasin", "un logement", "le logement"]
DICTIONARY = ["prêche", "fermer"]


@pytest.fixture
def corrector() -> SpellingCorrector:
    return SpellingCorrector.fit(TEXTS, DICTIONARY)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("une crche", "une crèche"),
        ("UNE CREHCE", "UNE crèche"),
        ("ouvirr le logemmennt", "ouvrir le logement"),
    ],
)
def test_a_slip_is_corrected_into_a_word_of_the_training_texts(
    corrector: SpellingCorrector, typed: str, read: str
) -> None:
    assert corrector.correct(typed) == read


@pytest.mark.parametrize(
    "text",
    ["crèche", "creche", "prêche", "preche", "fermer", "xyzzy", "magasim", "ue", "12 %", ""],
)
def test_what_is_right_rare_far_or_short_stays(corrector: SpellingCorrector, text: str) -> None:
    assert corrector.correct(text) == text


@pytest.mark.parametrize("text", ["rendez-vous à Logemant", "Ouvrir, Magazin", "chez « Crchee »"])
def test_a_name_inside_a_sentence_stays(corrector: SpellingCorrector, text: str) -> None:
    assert corrector.correct(text) == text


def test_a_capital_that_begins_a_sentence_is_no_name(corrector: SpellingCorrector) -> None:
    assert corrector.correct("Ouvirr. Logemant") == "ouvrir. logement"


def test_of_two_close_words_the_nearest_is_taken() -> None:
    corrector = SpellingCorrector.fit(["association associations"] * 2, [])
    assert corrector.correct("asociation") == "association"


def test_saved_words_correct_the_same(corrector: SpellingCorrector, tmp_path: Path) -> None:
    corrector.save(tmp_path)
    loaded = SpellingCorrector.load(tmp_path)
    assert loaded.correct("une crche, prêche") == corrector.correct("une crche, prêche")


def test_unreadable_words_are_an_error(tmp_path: Path) -> None:
    with pytest.raises(ModelUnreadable, match="Train again"):
        SpellingCorrector.load(tmp_path)
