"""The mails as the server is given them: safe headers, plain text, one attachment."""

from __future__ import annotations

from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, EmailPolicy
from typing import Any

import email_validator

from bot.handover import letters
from bot.handover.records import Record
from bot.handover.states import ACKNOWLEDGEMENT, ERASURE, REMINDER
from bot.handover.wording import Labels
from bot.legible import on_one_line

_SENDER_NAME = "Assistant d'orientation"
_SHORT_LINE = 78
_LONGEST_SUBJECT = 150

#: Headers whose folding the standard library gets wrong: an address is never cut.
_UNFOLDED = frozenset({"from", "to", "reply-to", "message-id", "in-reply-to", "references"})


class _MailPolicy(EmailPolicy):
    def fold_binary(self, name: str, value: Any) -> bytes:
        if name.lower() in _UNFOLDED:
            return super(_MailPolicy, self.clone(max_line_length=998)).fold_binary(name, value)
        return super().fold_binary(name, value)


_POLICY = _MailPolicy(linesep=SMTP.linesep, cte_type="7bit", max_line_length=_SHORT_LINE)


@dataclass(frozen=True)
class Correspondents:
    """Who the mails are from and for.

    Attributes:
        sender: Address the mails come from.
        service: Address of the ESS service.
        service_phone: Its telephone, as it is shown.
    """

    sender: str
    service: str
    service_phone: str


@dataclass(frozen=True)
class Mail:
    """A mail that is ready to be handed over.

    Attributes:
        recipient: Address of the envelope.
        content: The message, with CRLF line ends.
        international: Whether the recipient's address is not ASCII.
    """

    recipient: str
    content: bytes
    international: bool


def compose(
    kind: str,
    record: Record,
    message_id: str,
    *,
    who: Correspondents,
    labels: Labels,
    erasure_link: str,
    request_id: str | None = None,
) -> Mail:
    """Make a mail. The same arguments always make the same mail.

    Args:
        kind: One of ``bot.handover.states.KINDS``.
        record: The request it is about.
        message_id: As ``<ess-4827-3613.demande.1@example.org>``.
        who: Who it is from and for.
        labels: The words of codes.
        erasure_link: Where the visitor can have their data erased.
        request_id: ``Message-ID`` of the request's own mail, for the mails that follow it.
    """
    message = EmailMessage(policy=_POLICY)
    message["From"] = Address(_SENDER_NAME, addr_spec=who.sender)
    message["Date"] = record.created_at
    message["Message-ID"] = message_id
    if request_id is not None and request_id != message_id and kind != ACKNOWLEDGEMENT:
        message["In-Reply-To"] = message["References"] = request_id
    if kind == ACKNOWLEDGEMENT:
        return _to_visitor(message, record, who, erasure_link)
    message["Auto-Submitted"] = "auto-generated"
    if kind == ERASURE:
        return _to_service(
            message, who, f"[{record.reference}] à effacer", letters.erasure_notice(record)
        )
    subject = letters.subject(record, labels)
    if kind == REMINDER:
        subject = f"{subject} – relance"
    address = _in_ascii(record.email or "")
    if address.isascii() and address:  # the others are in the text: few servers take them
        message["Reply-To"] = address
    body = letters.reminder(record, labels) if kind == REMINDER else letters.request(record, labels)
    return _to_service(message, who, subject, body, profile=letters.profile_json(record))


def _to_service(
    message: EmailMessage,
    who: Correspondents,
    subject: str,
    body: str,
    *,
    profile: str | None = None,
) -> Mail:
    message["To"] = who.service
    message["Subject"] = on_one_line(subject)[:_LONGEST_SUBJECT]
    message.set_content(body)
    if profile is not None:
        message.add_attachment(
            profile.encode("utf-8", "replace"), "application", "json", filename="profil.json"
        )
    return Mail(who.service, message.as_bytes(), international=False)


def _to_visitor(message: EmailMessage, record: Record, who: Correspondents, link: str) -> Mail:
    recipient = _in_ascii(record.email or "")
    message["To"] = recipient
    message["Reply-To"] = who.service
    message["Auto-Submitted"] = "auto-replied"
    message["Subject"] = f"Votre demande {record.reference}"
    message.set_content(
        letters.acknowledgement(record, link, service=who.service, phone=who.service_phone)
    )
    international = not recipient.isascii()
    policy = _POLICY.clone(utf8=international)
    return Mail(recipient, message.as_bytes(policy=policy), international)


def _in_ascii(address: str) -> str:
    """Return an address as every mail server takes it, or unchanged if there is no such way."""
    try:
        checked = email_validator.validate_email(address, check_deliverability=False)
    except email_validator.EmailNotValidError:
        return address
    return checked.ascii_email or address
