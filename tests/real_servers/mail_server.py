"""A real mail server on loopback that does as it is told: takes mails, refuses, hangs, drops."""

from __future__ import annotations

import asyncio
import ssl
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from bot.supervisor.addresses import free_port

#: What happens to a mail. "lose the answer": it is taken, and the connection drops before 250.
Behaviour = Literal[
    "take", "refuse the sender", "refuse the recipient", "refuse the data", "not now", "hang",
    "drop in the middle of DATA", "lose the answer", "drop after the answer",
]  # fmt: skip

_HANG_SECONDS = 30.0


@dataclass(frozen=True)
class Received:
    """A mail as it arrived."""

    sender: str
    recipients: tuple[str, ...]
    content: bytes

    @property
    def message(self) -> EmailMessage:
        message = message_from_bytes(self.content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        return message

    @property
    def text(self) -> str:
        body = self.message.get_body(("plain",))
        assert body is not None
        return str(body.get_content()).replace("\r\n", "\n")


@dataclass
class MailServer:
    """The server.

    Attributes:
        behaviour: What it does with the next mails.
        received: What it has taken.
        logins: The passwords it was given.
        encrypted: For each mail taken, whether the connection was encrypted.
    """

    encryption: Literal["none", "starttls", "tls"] = "none"
    password: str | None = None
    behaviour: Behaviour = "take"
    received: list[Received] = field(default_factory=list)
    logins: list[str] = field(default_factory=list)
    encrypted: list[bool] = field(default_factory=list)
    port: int = field(default_factory=free_port)
    _controller: Controller | None = None

    def start(self) -> MailServer:
        context = _certificate().context if self.encryption != "none" else None
        options: dict[str, Any] = {}
        if self.encryption == "starttls":
            options |= {"tls_context": context, "require_starttls": True}
        if self.password is not None:
            options |= {"authenticator": self._authenticate, "auth_required": True}
            options["auth_require_tls"] = self.encryption == "starttls"
        self._controller = Controller(
            self,
            hostname="127.0.0.1",
            port=self.port,
            ssl_context=context if self.encryption == "tls" else None,
            enable_SMTPUTF8=True,
            **options,
        )
        self._controller.start()
        return self

    def stop(self) -> None:
        if self._controller is not None:
            self._controller.stop(no_assert=True)
            self._controller = None

    def url(self, *, timeout: float = 5.0, **options: str) -> str:
        scheme = "smtps" if self.encryption == "tls" else "smtp"
        login = f"facteur:{self.password}@" if self.password is not None else ""
        if self.encryption != "none":
            options = {"ca": _certificate().authority, **options}
        query = "".join(f"&{name}={value}" for name, value in options.items())
        return f"{scheme}://{login}localhost:{self.port}?timeout={timeout}{query}"

    # ----- what aiosmtpd asks -----

    def _authenticate(
        self, _server: SMTP, _session: Session, _envelope: Envelope, _how: str, login: LoginPassword
    ) -> AuthResult:
        given = login.password.decode()
        self.logins.append(given)
        return AuthResult(success=given == self.password)

    async def handle_MAIL(
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.behaviour == "refuse the sender":
            return "550 5.7.1 sender refused"
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.behaviour == "refuse the recipient":
            return f"550 5.1.1 {address} unknown"
        if self.behaviour == "drop in the middle of DATA":
            asyncio.get_running_loop().call_later(0.02, server.transport.abort)
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self.behaviour == "not now":
            return "451 4.3.0 try again"
        if self.behaviour == "refuse the data":
            return "554 5.6.0 refused"
        if self.behaviour == "hang":
            await asyncio.sleep(_HANG_SECONDS)
        if self.behaviour == "drop in the middle of DATA":
            await asyncio.sleep(1)
        self.received.append(
            Received(envelope.mail_from, tuple(envelope.rcpt_tos), envelope.original_content)
        )
        self.encrypted.append(session.ssl is not None or self.encryption == "tls")
        if self.behaviour == "lose the answer":
            server.transport.abort()
        if self.behaviour == "drop after the answer":
            asyncio.get_running_loop().call_later(0.02, server.transport.abort)
        return "250 taken"


@contextmanager
def mail_server(**options: Any) -> Iterator[MailServer]:
    """Run a server for as long as the block lasts."""
    server = MailServer(**options).start()
    try:
        yield server
    finally:
        server.stop()


@dataclass(frozen=True)
class _Certificate:
    context: ssl.SSLContext
    authority: str


@lru_cache(maxsize=1)
def _certificate() -> _Certificate:
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    path = Path(tempfile.mkdtemp(prefix="ca-")) / "ca.pem"
    authority.cert_pem.write_to_path(str(path))
    return _Certificate(context, str(path))
