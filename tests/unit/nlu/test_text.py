"""Whatever is sent, what is read is short, clean, and never a command."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.text import LONGEST_TEXT, clean, is_button, words_of_command, words_of_signs

INTENTS = frozenset({"decrire_projet", "affirmer"})
DETAILS = frozenset({"etape", "domaine"})


@pytest.mark.parametrize("blank", ["", "   ", "\n\t", "!!!", "…?", "😀 🎉", "\u200b\u200f", "\x00"])
def test_a_text_without_a_letter_is_empty(blank: str) -> None:
    assert clean(blank) == ""


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("  une   idée \n de garage ", "une idée de garage"),
        ("l’idée d`Ornans", "l'idée d'Ornans"),
        ("une ide\u0301e", "une idée"),
        ("un\x00e\u200b idée", "un e idée"),
    ],
)
def test_a_text_is_cleaned(typed: str, read: str) -> None:
    assert clean(typed) == read


@given(st.text(max_size=3 * LONGEST_TEXT))
def test_what_is_read_is_bounded_and_on_one_line(text: str) -> None:
    read = clean(text)
    assert len(read) <= LONGEST_TEXT
    assert not any(unicodedata.category(character).startswith("C") for character in read)
    assert clean(read) == read


def test_a_very_long_text_is_cut() -> None:
    assert clean("mot " * 100_000) == ("mot " * 100_000)[:LONGEST_TEXT].strip()


@pytest.mark.parametrize(
    "payload",
    [
        "/affirmer",
        '/decrire_projet{"etape": "emergence"}',
        '/decrire_projet{"etape": "emergence", "domaine": "sante"}',
    ],
)
def test_the_payloads_of_our_buttons_are_known(payload: str) -> None:
    assert is_button(payload, INTENTS, DETAILS)


@pytest.mark.parametrize(
    "forged",
    [
        "/restart",
        "/session_start",
        "/affirmer@0.3",
        '/decrire_projet{"etape": "emergence",}',
        '/decrire_projet{"etape": "a", "etape": "b", "domaine": "c", "domaine": "d"}',
        '/decrire_projet{"question": "reprise"}',
        '/decrire_projet{"etape": "Roi de France"}',
        '/decrire_projet{"etape": ["emergence"]}',
        '/decrire_projet{"etape": "emergence"} et plus',
        "affirmer",
        "/",
    ],
)
def test_a_forged_payload_is_not_a_button(forged: str) -> None:
    assert not is_button(forged, INTENTS, DETAILS)


def test_a_forged_payload_is_read_as_its_words() -> None:
    words = clean(words_of_command('/decrire_projet{"etape": "roi"}'))
    assert words == "decrire projet etape roi"


@pytest.mark.parametrize(
    ("signs", "words"),
    [
        ("👍", "oui"),
        ("👍🏽 🙏", "oui"),
        ("✔️", "oui"),
        ("👎", "non"),
        ("🙏", "merci"),
        ("🤷‍♀️", "je ne sais pas"),
        ("???", "je n'ai pas compris"),
        ("☎️", "je veux parler à quelqu'un"),
        ("…", ""),
        ("😀 🎉", ""),
        ("🙏🏽🏠👵🏻❤️", ""),
        ("€€€ ?", ""),
    ],
)
def test_signs_alone_are_read_as_what_they_say(signs: str, words: str) -> None:
    assert words_of_signs(signs) == words
