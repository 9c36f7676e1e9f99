"""What is masked in a conversation, and what is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.handover.masking import EMAIL_MASK, TELEPHONE_MASK, mask

TELEPHONES = [
    "06 12 34 56 78",
    "0612345678",
    "+33 6 12 34 56 78",
    "+33612345678",
    "0033 6 12 34 56 78",
    "+33 (0)6 12 34 56 78",
    "06.12.34.56.78",
    "06-12-34-56-78",
    "06/12/34/56/78",
    "06\u00a012\u202f34 56 78",
    "0 612 345 678",
    "+41 22 767 11 11",
    "0041 22 767 11 11",
    "zéro six douze trente-quatre cinquante-six soixante-dix-huit",
]

KEPT = [
    "SIRET 732 829 320 00074",
    "SIRET 73282932000074",
    "SIREN 005 520 135",
    "en 2024, ou de 2019 à 2024",
    "le 01/02/2024 10 h",
    "25000 Besançon et 39100 Dole",
    "150 000 euros, 1 200 000 €, 20 000 000 000 €",
    "12 personnes depuis 3 ans, 06 mois",
    "de 9 h 30 à 12 h 30 le 05 06",
    "un @ tout seul, a@b",
    "zéro déchet en six mois, douze familles",
]


@pytest.mark.parametrize("number", TELEPHONES)
def test_a_telephone_number_is_masked_and_nothing_around_it(number: str) -> None:
    assert mask(f"appelez-moi au {number}, merci") == f"appelez-moi au {TELEPHONE_MASK}, merci"


@pytest.mark.parametrize("address", ["nom@exemple.fr", "n.o+m@sous.exemple.fr", "élo@exemple.fr"])
def test_an_address_is_masked_and_nothing_around_it(address: str) -> None:
    assert mask(f"(écrivez à {address}.)") == f"(écrivez à {EMAIL_MASK}.)"


@pytest.mark.parametrize("text", KEPT)
def test_other_numbers_stay(text: str) -> None:
    assert mask(text) == text


def test_a_postcode_before_a_number_hides_nothing() -> None:
    assert mask("25000 0612345678") == f"25000 {TELEPHONE_MASK}"


separators = st.sampled_from(["", " ", ".", "-", "/", "\u00a0", "\u202f"])
numbers = st.builds(
    lambda first, pairs, separator: separator.join([f"0{first}", *pairs]),
    st.integers(1, 9).map(str),
    st.lists(st.integers(0, 99).map("{:02d}".format), min_size=4, max_size=4),
    separators,
)
words = st.text(st.characters(whitelist_categories=["L", "P", "Zs"], blacklist_characters="@"))


@given(words, numbers, words)
def test_no_french_number_gets_through(before: str, number: str, after: str) -> None:
    masked = mask(f"{before} {number} {after}")
    assert TELEPHONE_MASK in masked
    assert number not in masked


@given(words, st.emails(), words)
def test_no_address_gets_through(before: str, address: str, after: str) -> None:
    assert address not in mask(f"{before} {address} {after}")


@given(st.text() | st.text("0123456789+. @ab-/", max_size=60))
def test_masking_twice_changes_nothing(text: str) -> None:
    assert mask(mask(text)) == mask(text)


@given(words)
def test_words_stay(text: str) -> None:
    assert mask(text) == text
