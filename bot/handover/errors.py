"""The errors of the handover package.

::

    BotError                       see bot/errors.py
    └── HandoverError
        └── ContactInvalid         an e-mail address or a telephone number that cannot be one
"""

from __future__ import annotations

from bot.errors import BotError


class HandoverError(BotError):
    """Base of the errors about requests to the ESS service."""


class ContactInvalid(HandoverError):  # noqa: N818 - the name says what is the case
    """An e-mail address or a telephone number that nobody can be reached by."""
