"""References of requests, short enough to be read out on the telephone, and their attempts."""

from __future__ import annotations

import secrets
import uuid

_DIGITS = 7


def new_reference() -> str:
    """Return a reference as ``ESS-4827-3619``: digits only, the last of them a check (Luhn)."""
    digits = "".join(secrets.choice("0123456789") for _ in range(_DIGITS))
    digits += check_digit(digits)
    return f"ESS-{digits[:4]}-{digits[4:]}"


def new_client_id() -> str:
    """Return the name of one attempt to leave a request, by which its repetition is recognised."""
    return str(uuid.uuid4())


def check_digit(digits: str) -> str:
    """Return the digit that shows a misheard one. Source: ISO/IEC 7812-1, annex B (Luhn)."""
    doubled = [int(d) * (2 if i % 2 == 0 else 1) for i, d in enumerate(reversed(digits))]
    return str(-sum(value - 9 if value > 9 else value for value in doubled) % 10)


def normalised(reference: str) -> str:
    """Return a reference that somebody typed in its usual form: only its digits matter."""
    digits = "".join(character for character in reference if character in "0123456789")
    return f"ESS-{digits[:4]}-{digits[4:]}"
