"""Masks e-mail addresses and telephone numbers that people type in the middle of a conversation."""

from __future__ import annotations

import re
from collections.abc import Collection

import phonenumbers

from bot.handover.contact_words import SPOKEN_TELEPHONE
from bot.handover.reference import check_digit

EMAIL_MASK = "[adresse e-mail]"
TELEPHONE_MASK = "[téléphone]"

_LOCAL_PART = r"[^\s@<>()\[\]«»\",;:]{1,64}"
_DOMAIN = r"[^\s@<>()\[\]{}«»\"',;:]{1,255}\.\w[\w-]*"
_EMAIL = re.compile(f"{_LOCAL_PART}@{_DOMAIN}")

#: A French number: ten digits from 0, or nine after 33, however they are cut up.
_SEPARATOR = r"[ \u00a0\u202f\t./()\-–]{0,3}"
_FRENCH = re.compile(
    rf"(?<!\d)(?:(?:\+|00){_SEPARATOR}33{_SEPARATOR}0?|0){_SEPARATOR}[1-9](?:{_SEPARATOR}\d){{8}}(?!\d)"
)

_COUNTRY_CODE = re.compile(r"(?:\+|(?<!\d)00)[ .()]*[1-9]")

#: A day and the beginning of an hour are ten digits as well.
_DATE = re.compile(r"[0-3]\d[ ./-][01]\d[ ./-](?:19|20)\d\d\b")

_SIRET_DIGITS = 14

#: Of a French number, without its 0 or its 33.
_NATIONAL_DIGITS = 9


def mask(text: str, *, keep: Collection[str] = ()) -> str:
    """Return a text without the ways to reach somebody that it holds.

    Args:
        text: What a visitor typed, or what the assistant repeated of it.
        keep: Addresses and numbers that are public and stay.

    Returns:
        The text with ``[adresse e-mail]`` and ``[téléphone]`` instead. SIRET numbers, years, sums
        and postcodes stay. Masking twice changes nothing.
    """
    public = frozenset(map(_compared, keep))

    def unless_public(found: str, instead: str) -> str:
        return found if _compared(found) in public else instead

    if "@" in text:
        text = _EMAIL.sub(lambda found: unless_public(found[0], EMAIL_MASK), text)
    text = _FRENCH.sub(
        lambda found: (
            found[0] if _DATE.match(found[0]) else unless_public(found[0], TELEPHONE_MASK)
        ),
        text,
    )
    text = SPOKEN_TELEPHONE.sub(TELEPHONE_MASK, text)
    for found in reversed(_foreign_numbers(text)):
        instead = unless_public(found.raw_string, TELEPHONE_MASK)
        text = text[: found.start] + instead + text[found.end :]
    return text


def _compared(contact: str) -> str:
    """Return what is the same for each way to write an address or a French number."""
    if "@" in contact:
        return contact.casefold()
    return "".join(character for character in contact if character.isdigit())[-_NATIONAL_DIGITS:]


def _foreign_numbers(text: str) -> list[phonenumbers.PhoneNumberMatch]:
    if not _COUNTRY_CODE.search(text):  # spares the matcher, which is slow
        return []
    matches = phonenumbers.PhoneNumberMatcher(text, "FR")
    return [
        found
        for found in matches
        if found.raw_string.startswith(("+", "00")) and not _is_siret(found.raw_string)
    ]


def _is_siret(number: str) -> bool:
    digits = "".join(character for character in number if character.isdigit())
    written_plainly = not number.startswith("+") and len(digits) == _SIRET_DIGITS
    return written_plainly and check_digit(digits[:-1]) == digits[-1]
