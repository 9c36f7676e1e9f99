"""Addresses and numbers are found in what people type, and nothing else is taken for one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.handover.contact_details import checked_email, readable_telephone
from bot.handover.contact_words import find_contacts
from bot.handover.privacy import LEFT_OUT, entrusted, without_entrusted


@pytest.mark.parametrize(
    ("text", "email"),
    [
        ("atelier@exemple.fr", "atelier@exemple.fr"),
        ("C'est <atelier@exemple.fr>.", "atelier@exemple.fr"),
        ("atelier arobase exemple point fr", "atelier@exemple.fr"),
        ("atelier (at) exemple.fr", "atelier@exemple.fr"),
        ("é.à@exemple.fr", "é.à@exemple.fr"),
    ],
)
def test_an_address_is_found(text: str, email: str) -> None:
    assert find_contacts(text).email == email


@pytest.mark.parametrize(
    ("text", "telephone"),
    [
        ("0612345678", "+33612345678"),
        ("06-12-34-56-78 après 18 h", "+33612345678"),
        ("+41 22 345 67 89", "+41223456789"),
        ("mon tel 03 81 61 61 61", "+33381616161"),
        ("mon tel c'est zéro six zéro zéro zéro zéro zéro zéro zéro zéro", "+33600000000"),
        ("zéro six douze trente-quatre cinquante-six soixante-dix-huit", "+33612345678"),
        ("zero six douze trente quatre cinquante six soixante dix huit", "+33612345678"),
        ("Zéro six, douze, trente-quatre, cinquante-six, soixante-dix-huit !", "+33612345678"),
        ("zéro-six-douze-trente-quatre-cinquante-six-soixante-dix-huit", "+33612345678"),
        (
            "plus trente-trois six douze trente-quatre cinquante-six soixante-dix-huit",
            "+33612345678",
        ),
        ("zéro trois quatre vingt un soixante et un soixante et un soixante et un", "+33381616161"),
        ("demandez Paul, zéro six un deux trois quatre cinq six sept huit", "+33612345678"),
    ],
)
def test_a_number_is_found(text: str, telephone: str) -> None:
    assert find_contacts(text).telephone == telephone


@pytest.mark.parametrize(
    "text",
    [
        "",
        "on ouvre en 2027",
        "12 places",
        "25000 Besançon",
        "à 10 h 30",
        "le point fort",
        "nous sommes cinq",
        "nous sommes cinq, deux salariés, trois bénévoles et quatre stagiaires",
        "on part de zéro, deux ou trois ans, quatre personnes",
        "zéro déchet, un atelier, deux salariés, trois bénévoles",
    ],
)
def test_what_is_neither_is_left_alone(text: str) -> None:
    assert not find_contacts(text).tried


@pytest.mark.parametrize(
    "text", ["atelier@", "@", "06 12 34", "123456789012345", "zéro six douze trente-quatre"]
)
def test_what_cannot_be_right_says_so_in_french(text: str) -> None:
    assert "ne semble pas" in (find_contacts(text).problem or "")


@given(st.text(max_size=300))
def test_whatever_is_typed_an_address_found_is_one(text: str) -> None:
    found = find_contacts(text)
    assert found.email is None or checked_email(found.email) == found.email


def test_a_number_is_read_again_as_people_write_it() -> None:
    assert readable_telephone("+33381616161") == "03 81 61 61 61"
    assert readable_telephone("+41223456789") == "+41 22 345 67 89"


@given(st.text(max_size=80), st.text(max_size=80))
def test_what_is_entrusted_is_never_stored(words: str, around: str) -> None:
    shown = f"avant {entrusted(words)} après"
    assert without_entrusted(shown) == f"avant {LEFT_OUT} après"
