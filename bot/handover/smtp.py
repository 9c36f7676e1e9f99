"""Hands mails to the mail server, and tells a refusal from a delay."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal
from urllib.parse import parse_qs, unquote, urlsplit

import aiosmtplib

from bot.handover.errors import MailDelayed, MailRefused

Security = Literal["tls", "starttls", "if offered", "none"]

#: Seconds for a whole mail, from the connection to the last word of the server.
TIMEOUT_SECONDS = 60.0

_PORTS = {"smtp": 25, "smtps": 465}

#: Answers that are about us and not about the mail: a password that is wrong is corrected one day.
_ABOUT_US = frozenset({530, 534, 535, 538})
_PERMANENT = range(500, 600)


@dataclass(frozen=True)
class MailServer:
    """Where mails go.

    Attributes:
        host: Name or address of the server.
        port: Its port.
        security: How the connection is encrypted.
        username: For authentication, if the server wants it.
        password: The same; never shown.
        ca_file: Certificates to trust instead of the system's.
        timeout: Seconds for a whole mail.
    """

    host: str
    port: int
    security: Security
    username: str | None
    password: str | None
    ca_file: str | None
    timeout: float

    def __repr__(self) -> str:
        """Show the server without its password."""
        return f"MailServer({self.host}:{self.port}, {self.security})"


def read_mail_server(url: str) -> MailServer:
    """Return the server in a checked ``BOT_SMTP_URL``.

    A password is never sent in the clear unless ``tls=none`` says so; without one, encryption is
    used when the server offers it.
    """
    parts = urlsplit(url)
    options = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    username = unquote(parts.username) if parts.username else None
    security: Security = "starttls" if username else "if offered"
    if parts.scheme == "smtps":
        security = "tls"
    elif options.get("tls") == "none":
        security = "none"
    elif options.get("tls") == "starttls":
        security = "starttls"
    return MailServer(
        host=parts.hostname or "",
        port=parts.port or _PORTS[parts.scheme],
        security=security,
        username=username,
        password=unquote(parts.password) if parts.password else None,
        ca_file=options.get("ca"),
        timeout=float(options.get("timeout", TIMEOUT_SECONDS)),
    )


async def send(
    server: MailServer, sender: str, recipient: str, mail: bytes, *, international: bool = False
) -> None:
    """Hand one mail to the server.

    Args:
        server: Where to.
        sender: Address of the envelope.
        recipient: Address of the envelope.
        mail: The message, with CRLF line ends.
        international: Whether an address is not ASCII, which the server must then support.

    Raises:
        MailRefused: The server refuses this mail for good.
        MailDelayed: Anything else: worth another try.
    """
    try:
        await asyncio.wait_for(
            _converse(server, sender, recipient, mail, international), server.timeout
        )
    except asyncio.TimeoutError:
        raise MailDelayed(f"no answer within {server.timeout:g} s") from None
    except aiosmtplib.SMTPRecipientsRefused as error:
        raise _explained(error.recipients[0]) from error
    except aiosmtplib.SMTPResponseException as error:
        raise _explained(error) from error
    except (aiosmtplib.SMTPException, OSError, ssl.SSLError, ValueError) as error:
        raise MailDelayed(type(error).__name__) from error


async def _converse(
    server: MailServer, sender: str, recipient: str, mail: bytes, international: bool
) -> None:
    client = aiosmtplib.SMTP(
        hostname=server.host,
        port=server.port,
        username=server.username,
        password=server.password,
        use_tls=server.security == "tls",
        start_tls={"starttls": True, "if offered": None}.get(server.security, False),
        tls_context=None if server.security == "none" else _trust(server.ca_file),
        timeout=server.timeout,
    )
    try:
        await client.connect()
        if international and not client.supports_extension("smtputf8"):
            raise MailRefused("the server does not take addresses with accents")
        await client.sendmail(sender, [recipient], mail, mail_options=_options(international))
    except BaseException:
        client.close()
        raise
    # The server has taken the mail: a connection that ends badly now changes nothing.
    with suppress(aiosmtplib.SMTPException, OSError):
        await client.quit()


def _options(international: bool) -> Sequence[str]:
    return ("SMTPUTF8", "BODY=8BITMIME") if international else ()


@lru_cache(maxsize=2)
def _trust(ca_file: str | None) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=ca_file)


def _explained(error: aiosmtplib.SMTPResponseException) -> MailDelayed | MailRefused:
    about_the_mail = isinstance(
        error,
        (aiosmtplib.SMTPSenderRefused, aiosmtplib.SMTPRecipientRefused, aiosmtplib.SMTPDataError),
    )
    # The number only: servers repeat addresses in their words.
    reason = f"{type(error).__name__} {error.code}"
    if about_the_mail and error.code in _PERMANENT and error.code not in _ABOUT_US:
        return MailRefused(reason)
    return MailDelayed(reason)
