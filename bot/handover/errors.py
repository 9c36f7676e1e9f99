"""The errors of the handover package.

::

    BotError                       see bot/errors.py
    └── HandoverError
        ├── ContactInvalid         an e-mail address or a telephone number that cannot be one
        ├── UnknownRequest         there is no request with this reference
        ├── RequestErased          its personal data is gone
        ├── MailServerMissing      BOT_SMTP_URL is not set
        └── MailNotSent            the mail server did not take a mail
            ├── MailDelayed        not now: it is tried again
            └── MailRefused        never: trying again would change nothing
"""

from __future__ import annotations

from bot.errors import BotError


class HandoverError(BotError):
    """Base of the errors about requests to the ESS service."""


class ContactInvalid(HandoverError):
    """An e-mail address or a telephone number that nobody can be reached by."""


class UnknownRequest(HandoverError):
    """There is no request with this reference."""


class RequestErased(HandoverError):
    """The personal data of the request is gone: there is nothing to send."""


class MailServerMissing(HandoverError):
    """Mails cannot be sent: ``BOT_SMTP_URL`` is not set."""


class MailNotSent(HandoverError):
    """The mail server did not take a mail. The text is for staff: it holds no personal data."""


class MailDelayed(MailNotSent):
    """The mail server cannot be reached, or refuses for now."""


class MailRefused(MailNotSent):
    """The mail server refuses this mail for good."""
