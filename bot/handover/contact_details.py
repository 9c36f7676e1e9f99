"""How somebody can be reached: e-mail addresses and telephone numbers, checked by libraries."""

from __future__ import annotations

import email_validator
import phonenumbers

from bot.handover.errors import ContactInvalid

#: Numbers written without a country code are French.
_REGION = "FR"


def checked_email(address: str) -> str:
    """Return an address in its usual form. Nothing is asked of the network.

    Raises:
        ContactInvalid: It cannot be an address.
    """
    try:
        return str(email_validator.validate_email(address, check_deliverability=False).normalized)
    except email_validator.EmailNotValidError:
        raise ContactInvalid(
            "Cette adresse e-mail ne semble pas complète : écrivez-la comme nom@exemple.fr."
        ) from None


def checked_telephone(number: str) -> str:
    """Return a number in its international form, as ``+33381616161``.

    Raises:
        ContactInvalid: Nobody can have this number.
    """
    try:
        parsed = phonenumbers.parse(number, _REGION)
    except phonenumbers.NumberParseException:
        parsed = None
    if parsed is None or not phonenumbers.is_valid_number(parsed):
        raise ContactInvalid(
            "Ce numéro de téléphone ne semble pas valable : vérifiez-le, et écrivez-le ainsi : "
            "03 81 61 61 61."
        )
    return str(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164))


def readable_telephone(number: str) -> str:
    """Return an international number as people write it: ``03 81 61 61 61`` for a French one."""
    parsed = phonenumbers.parse(number, _REGION)
    french = parsed.country_code == phonenumbers.country_code_for_region(_REGION)
    kinds = phonenumbers.PhoneNumberFormat
    shape = kinds.NATIONAL if french else kinds.INTERNATIONAL
    return str(phonenumbers.format_number(parsed, shape))
