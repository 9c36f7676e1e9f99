"""E-mail addresses and telephone numbers found in what somebody types, however they write them."""

from __future__ import annotations

import re
from dataclasses import dataclass

import phonenumbers
from text_to_num.transforms import alpha2digit

from bot.handover.contact_details import checked_email, checked_telephone
from bot.handover.errors import ContactInvalid

_REGION = "FR"

#: « jeanne point martin arobase exemple point fr », as it is said aloud or dictated.
_SPOKEN_AT = re.compile(r"\s*(?:\(at\)|\[at\]|\barobas(?:e|que)?\b)\s*", re.IGNORECASE)
_SPOKEN_DOT = re.compile(r"\s+point\s+", re.IGNORECASE)
_ADDRESS = re.compile(r"[^\s<>()\[\]«»\"';,:]*@[^\s<>()\[\]«»\"';,:]*")
_AT_THE_END = ".!?…"

#: From six digits on, somebody meant to give a number.
_DIGITS_IN_A_ROW = re.compile(r"\+?\d(?:[\s.\-/]*\d){5,}")

#: « Zéro six douze trente-quatre… », « plus trente-trois six… »: a zero or the country, a digit,
#: and two words at least. « Nous sommes cinq, dont trois salariés » begins with neither.
_DIGIT = r"(?:un|deux|trois|quatre|cinq|six|sept|huit|neuf)"
SPOKEN_TELEPHONE = re.compile(
    rf"\b(?:z[ée]ro|plus[\s-]+trente[\s-]+trois)[\s,.-]+(?P<digit>{_DIGIT})"
    rf"(?P<rest>(?:[\s,.-]+(?:et[\s-]+)?(?:z[ée]ro|{_DIGIT}|dix|onze|douze|treize|quatorze|quinze"
    r"|seize|vingts?|trente|quarante|cinquante|soixante)\b){2,})",
    re.IGNORECASE,
)


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
    text = written_out(text)
    address = _ADDRESS.search(text)
    rest = _ADDRESS.sub(" ", text)
    email, email_problem = _email(address.group()) if address else (None, None)
    telephone, telephone_problem = _telephone(rest)
    return FoundContacts(email, telephone, email_problem or telephone_problem)


def written_out(text: str) -> str:
    """Return a text with what is said aloud in signs: « arobase » as ``@``, « zéro six » as 06."""
    if _SPOKEN_AT.search(text):
        text = _SPOKEN_DOT.sub(".", _SPOKEN_AT.sub("@", text))
    return text if _DIGITS_IN_A_ROW.search(text) else SPOKEN_TELEPHONE.sub(_in_digits, text)


def with_telephone_replaced(text: str, former: str, present: str) -> str:
    """Return a text with other words in the place of a number, however that was written.

    Args:
        text: The text.
        former: The number to look for, in international form.
        present: What to write instead.
    """
    for match in phonenumbers.PhoneNumberMatcher(text, _REGION):
        if checked_telephone(match.raw_string) == former:
            text = text.replace(match.raw_string, present)
    return text


def _in_digits(spoken: re.Match[str]) -> str:
    # The library reads « zéro » and « dix-huit », and neither « zero » nor « dix huit ».
    rest = spoken["rest"].lower().replace("zero", "zéro").strip(" -,.")
    if " " not in rest:  # « zéro-six-douze-trente-quatre »
        rest = rest.replace("-", " ")
    rest = re.sub(r"\bdix (?=sept|huit|neuf)", "dix-", rest)
    words = f"zéro {spoken['digit'].lower()}", rest
    return "".join(re.sub(r"\D", "", alpha2digit(part, "fr", relaxed=True)) for part in words)


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
