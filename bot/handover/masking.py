"""Masks e-mail addresses and telephone numbers that people type in the middle of a conversation."""

from __future__ import annotations

import re

import phonenumbers

from bot.handover.reference import check_digit

EMAIL_MASK = "[adresse e-mail]"
TELEPHONE_MASK = "[téléphone]"

_EMAIL = re.compile(r"[^\s@<>()\[\]{}«»\"',;:]+@[^\s@<>()\[\]{}«»\"',;:]+\.\w[\w-]*", re.UNICODE)

#: A French number: ten digits from 0, or nine after 33, however they are cut up.
_SEPARATOR = r"[ \u00a0\u202f\t./()\-–]{0,3}"
_FRENCH = re.compile(
    rf"(?<!\d)(?:(?:\+|00){_SEPARATOR}33{_SEPARATOR}0?|0){_SEPARATOR}[1-9](?:{_SEPARATOR}\d){{8}}(?!\d)"
)

#: A day and the beginning of an hour are ten digits as well.
_DATE = re.compile(r"[0-3]\d[ ./-][01]\d[ ./-](?:19|20)\d\d\b")

_SIRET_DIGITS = 14


def mask(text: str) -> str:
    """Return a text without the ways to reach somebody that it holds.

    Args:
        text: What a visitor typed.

    Returns:
        The text with ``[adresse e-mail]`` and ``[téléphone]`` instead. SIRET numbers, years, sums
        and postcodes stay. Masking twice changes nothing.
    """
    text = _EMAIL.sub(EMAIL_MASK, text)
    text = _FRENCH.sub(lambda found: _masked(found[0]), text)
    for found in reversed(_foreign_numbers(text)):
        text = text[: found.start] + TELEPHONE_MASK + text[found.end :]
    return text


def _masked(number: str) -> str:
    return number if _DATE.match(number) else TELEPHONE_MASK


def _foreign_numbers(text: str) -> list[phonenumbers.PhoneNumberMatch]:
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
