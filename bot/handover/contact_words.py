"""E-mail addresses and telephone numbers found in what somebody types, however they write them."""

from __future__ import annotations

import re
from dataclasses import dataclass

import phonenumbers

from bot.handover.contact_details import (
    checked_email,
    checked_telephone,
    readable_telephone,
)
from bot.handover.errors import ContactInvalid

_REGION = "FR"

#: « jeanne point martin arobase exemple point fr », as it is said aloud or dictated.
_SPOKEN_AT = re.compile(r"\s*(?:\(at\)|\[at\]|\barobas(?:e|que)?\b)\s*", re.IGNORECASE)
_SPOKEN_DOT = re.compile(r"\s+point\s+", re.IGNORECASE)
_ADDRESS = re.compile(r"[^\s<>()\[\]«»\"';,:]*@[^\s<>()\[\]«»\"';,:]*")
_AT_THE_END = ".!?…"

#: From six digits on, somebody meant to give a number.
_DIGITS_IN_A_ROW = re.compile(r"\+?\d(?:[\s.\-/]*\d){5,}")


@dataclass(frozen=True)
class FoundContacts:
    """What a text says of how to reach somebody.

    Attributes:
        email: An address in its usual form, or ``None``.
        telephone: A number in international form, or ``None``.
        problem: A French sentence about one that cannot be right, or ``None``.
    """

    email: str | None = None
    telephone: str | None = None
    problem: str | None = None

    @property
    def any(self) -> bool:
        """Whether somebody can be reached by it."""
        return self.email is not None or self.telephone is not None

    @property
    def tried(self) -> bool:
        """Whether the text gives, or tries to give, a way to be reached."""
        return self.any or self.problem is not None


def find_contacts(text: str) -> FoundContacts:
    """Find the first address and the first number in a text.

    Args:
        text: Anything, « c'est le 06 12 34 56 78 ou moi arobase exemple point fr » for instance.
    """
    text = _written_out(text)
    address = _ADDRESS.search(text)
    rest = _ADDRESS.sub(" ", text)
    email, email_problem = _email(address.group()) if address else (None, None)
    telephone, telephone_problem = _telephone(rest)
    return FoundContacts(email, telephone, email_problem or telephone_problem)


def with_telephone_replaced(text: str, former: str, present: str) -> str:
    """Return a text with another number in the place of one, however that was written.

    Args:
        text: The text.
        former: The number to look for, in international form.
        present: The number to write, in international form.
    """
    for match in phonenumbers.PhoneNumberMatcher(text, _REGION):
        if checked_telephone(match.raw_string) == former:
            text = text.replace(match.raw_string, readable_telephone(present))
    return text


def _written_out(text: str) -> str:
    if not _SPOKEN_AT.search(text):
        return text
    return _SPOKEN_DOT.sub(".", _SPOKEN_AT.sub("@", text))


def _email(candidate: str) -> tuple[str | None, str | None]:
    try:
        return checked_email(candidate.rstrip(_AT_THE_END)), None
    except ContactInvalid as error:
        return None, str(error)


def _telephone(text: str) -> tuple[str | None, str | None]:
    for match in phonenumbers.PhoneNumberMatcher(text, _REGION):
        return checked_telephone(match.raw_string), None
    digits = _DIGITS_IN_A_ROW.search(text)
    if digits is None:
        return None, None
    try:
        return checked_telephone(digits.group()), None
    except ContactInvalid as error:
        return None, str(error)
