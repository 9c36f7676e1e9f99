"""Slips of the finger are corrected, and nothing else."""

from pathlib import Path

import pytest

from bot.nlu.errors import ModelUnreadable
from bot.nlu.noisy_channel import SpellingCorrector
from bot.nlu.reading import Reading

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


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("un repqs chaud", "un repas chaud"),
        ("le repqs du soir", "le repos du soir"),
    ],
)
def test_the_neighbours_tell_two_words_apart(typed: str, read: str) -> None:
    corrector = SpellingCorrector.fit(["un repas chaud", "le repos du soir"] * 2, [])
    assert corrector.correct(typed) == read


def test_a_very_short_word_is_corrected_into_a_very_common_one_only() -> None:
    texts = ["on a pas le bac"] * 3
    assert SpellingCorrector.fit(texts, []).correct("pzs le bzc") == "pzs le bzc"
    texts += ["pas de souci"] * 200
    assert SpellingCorrector.fit(texts, []).correct("pzs le bzc") == "pas le bzc"


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("a cot ede la plaque", "a côté de la plaque"),
        ("a côté d ela plaque", "a côté de la plaque"),
        ("jevoudrais un logement", "je voudrais un logement"),
    ],
)
def test_a_space_is_put_where_the_texts_have_it(typed: str, read: str) -> None:
    texts = ["a côté de la plaque", "je voudrais", "un logement"] * 2
    assert SpellingCorrector.fit(texts, []).correct(typed) == read


def test_a_word_without_space_is_left_when_nobody_uses_the_pair() -> None:
    corrector = SpellingCorrector.fit(["je dis", "voudrais un logement"] * 2, [])
    assert corrector.correct("jevoudrais") == "jevoudrais"


def test_what_is_read_is_found_again_in_what_was_typed(corrector: SpellingCorrector) -> None:
    typed = "ouvirr (une crche) et un logemmennt !"
    read = corrector.read(typed)
    assert read.text == "ouvrir (une crèche) et un logement !"
    for word, slip in (("ouvrir", "ouvirr"), ("crèche", "crche"), ("logement", "logemmennt")):
        start = read.text.index(word)
        assert typed[slice(*read.typed_span(start, start + len(word)))] == slip
    assert read.typed_span(0, len(read.text)) == (0, len(typed))
    start = read.text.index("une")
    assert typed[slice(*read.typed_span(start, start + 3))] == "une"


def test_one_of_two_words_typed_as_one_is_found_as_both() -> None:
    read = SpellingCorrector.fit(["je voudrais"] * 2, []).read("moi jevoudrais ça")
    start = read.text.index("voudrais")
    assert read.typed_span(start, start + len("voudrais")) == (4, 14)


def test_what_needs_no_correction_is_at_the_same_place() -> None:
    assert Reading("une crèche").typed_span(4, 10) == (4, 10)


def test_saved_words_correct_the_same(corrector: SpellingCorrector, tmp_path: Path) -> None:
    corrector.save(tmp_path)
    loaded = SpellingCorrector.load(tmp_path)
    assert loaded.correct("une crche, prêche") == corrector.correct("une crche, prêche")


def test_unreadable_words_are_an_error(tmp_path: Path) -> None:
    with pytest.raises(ModelUnreadable, match="Train again"):
        SpellingCorrector.load(tmp_path)


def test_what_is_shortened_is_written_out_and_its_place_known(corrector: SpellingCorrector) -> None:
    typed = "slt, une crehce pr le logment"
    read = corrector.read(typed)
    assert read.text == "salut, une crèche pour le logement"
    for word, as_typed in (("salut", "slt"), ("crèche", "crehce"), ("logement", "logment")):
        start = read.text.index(word)
        assert typed[slice(*read.typed_span(start, start + len(word)))] == as_typed


def test_a_slip_in_an_abbreviation_is_corrected_too() -> None:
    corrector = SpellingCorrector.fit([*TEXTS, *["bjr, un logement"] * 3], DICTIONARY)
    assert corrector.correct("bbjr le logemnt") == "bonjour le logement"
    assert "bonjour" in corrector.commonest(20)
    assert "bjr" not in corrector.commonest(20)
