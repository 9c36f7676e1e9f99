"""The settings: environment variables with the prefix ``BOT_``, read and checked in one place."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from functools import lru_cache
from ipaddress import ip_network
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, urlsplit

from pydantic import BaseSettings, ValidationError, root_validator, validator
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from bot.errors import SettingsError

#: The repository: the folder that holds ``config.yml`` and the ``bot`` package.
ROOT = Path(__file__).resolve().parent.parent

PREFIX = "BOT_"

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_DATABASES = ("postgresql", "sqlite")
_HIDDEN = "***"
_SMTP = "smtp://user:password@host:port"
_SMTP_OPTION = re.compile(r"tls=(starttls|none)|timeout=[0-9]{1,4}(\.[0-9]+)?|ca=.+")
_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_NUMBERS = {"integer": "a whole number is expected", "float": "a number is expected"}


class Settings(BaseSettings):
    """What can be changed without changing the code. A variable left empty counts as unset.

    Attributes:
        database_url: Rules database and outbox, ``sqlite:///…`` or ``postgresql://…``. A relative
            SQLite path starts from the repository root.
        redis_url: Lock store shared by several Rasa workers; ``None`` keeps locks in memory.
        host: Address the web gateway listens on.
        port: Port the web gateway listens on.
        rasa_url: Where the gateway finds Rasa, without a final slash.
        actions_url: Where the action server is found, without a final slash.
        smtp_url: Mail server; ``None`` keeps messages to the ESS service in the outbox.
        mail_retry_seconds: Pause after a first failure to mail; it doubles, up to 120 times that.
        ess_email: Where requests are mailed to; last-resort contact for when the database is gone.
        ess_phone: Last-resort contact for when the database is gone.
        mail_from: Sender of the mails; ``None`` is ``ess_email``.
        public_url: Where visitors find the gateway; ``None`` is its address on this machine.
        secret_key: Key that signs the links to erase a request; ``None`` makes one in the database.
        reminder_days: Days after which the service is reminded of a request that nobody took.
        allowed_origins: Origins of the sites that may embed the assistant.
        retention_days: Age in days after which conversations and personal data are deleted.
        trusted_proxies: Addresses or networks whose ``X-Forwarded-…`` headers are believed.
        rate_address: How many calls one address may make, as ``300/minute``.
        rate_conversation: How many messages one conversation may hold, as ``30/minute``.
        rate_contact: How many requests to the ESS service one address may leave.
    """

    database_url: str = "sqlite:///var/bot.sqlite3"
    redis_url: str | None = None
    host: str = "127.0.0.1"
    port: int = 8080
    rasa_url: str = "http://127.0.0.1:5005"
    actions_url: str = "http://127.0.0.1:5055"
    smtp_url: str | None = None
    mail_retry_seconds: float = 30
    ess_email: str = "ess@franche-comte.fr"
    ess_phone: str = "03 81 61 61 61"
    mail_from: str | None = None
    public_url: str | None = None
    secret_key: str | None = None
    allowed_origins: tuple[str, ...] = ()
    reminder_days: int = 7
    retention_days: int = 180
    trusted_proxies: tuple[str, ...] = ()
    rate_address: str = "300/minute"
    rate_conversation: str = "30/minute"
    rate_contact: str = "20/hour"

    class Config:
        """How pydantic reads the settings."""

        env_prefix = PREFIX
        frozen = True
        validate_all = True

        @classmethod
        def parse_env_var(cls, field_name: str, raw_val: str) -> Any:
            """Take every variable as plain text: staff write lists with commas, not in JSON."""
            return raw_val

    @root_validator(pre=True)
    @classmethod
    def _drop_empty_values(cls, values: dict[str, Any]) -> dict[str, Any]:
        return {
            name: value
            for name, value in values.items()
            if not (isinstance(value, str) and not value.strip())
        }

    @validator("database_url")
    @classmethod
    def _check_database(cls, value: str) -> str:
        try:
            url = make_url(value)
        except ArgumentError:
            url = None
        if url is None or url.get_backend_name() not in _DATABASES:
            # MySQL is left out on purpose: its FLOAT loses the timestamps of Rasa's trackers.
            raise ValueError(
                "a database URL is expected: sqlite:///path/to/file or "
                "postgresql://user:password@host/database (no other database is supported)"
            )
        if url.get_backend_name() == "sqlite":
            return _absolute_sqlite(url)
        if url.get_driver_name() != "psycopg2":
            raise ValueError("the only PostgreSQL driver is psycopg2: write postgresql://…")
        return value

    @validator("rasa_url", "actions_url")
    @classmethod
    def _check_http(cls, value: str) -> str:
        _split(value, ("http", "https"), "http://host:port")
        return value.rstrip("/")

    @validator("redis_url")
    @classmethod
    def _check_redis(cls, value: str | None) -> str | None:
        if value is not None:
            _split(value, ("redis", "rediss"), "redis://host:port/0")
        return value

    @validator("smtp_url")
    @classmethod
    def _check_smtp(cls, value: str | None) -> str | None:
        if value is not None:
            options = parse_qsl(_split(value, ("smtp", "smtps"), _SMTP).query)
            if any(not _SMTP_OPTION.fullmatch(f"{name}={given}") for name, given in options):
                raise ValueError(
                    "the options of a mail server are tls=starttls, tls=none, timeout=60 (seconds) "
                    "and ca=/path/to/certificates.pem"
                )
        return value

    @validator("public_url")
    @classmethod
    def _check_public_url(cls, value: str | None) -> str | None:
        if value is None:
            return None
        parts = _split(value, ("http", "https"), "https://assistant.example.org")
        if parts.scheme == "http" and parts.hostname not in _LOOPBACK:
            raise ValueError("https:// is expected: links to erase a request travel in mails")
        if parts.query or parts.fragment or parts.username:
            raise ValueError("an address without ? and # is expected, as https://www.example.org")
        return value.rstrip("/")

    @validator("allowed_origins", "trusted_proxies", pre=True)
    @classmethod
    def _split_list(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(part.strip() for part in value.split(",") if part.strip())
        return value

    @validator("allowed_origins", each_item=True)
    @classmethod
    def _check_origin(cls, value: str) -> str:
        parts = _split(value, ("http", "https"), "https://www.example.org, separated by commas")
        if parts.path.strip("/") or parts.query or parts.fragment or parts.username:
            raise ValueError("an origin is a scheme and a host only, as https://www.example.org")
        return value.rstrip("/")

    @validator("trusted_proxies", each_item=True)
    @classmethod
    def _check_network(cls, value: str) -> str:
        try:
            return str(ip_network(value))
        except ValueError:
            raise ValueError(
                "addresses or networks are expected, as 10.0.0.5 or 10.0.0.0/8, separated by commas"
            ) from None

    @validator("rate_address", "rate_conversation", "rate_contact")
    @classmethod
    def _check_rate(cls, value: str) -> str:
        if not re.fullmatch(r"[1-9][0-9]{0,6}/(second|minute|hour|day)", value):
            raise ValueError("a rate is expected, as 30/minute (second, minute, hour or day)")
        return value

    @validator("port")
    @classmethod
    def _check_port(cls, value: int) -> int:
        if not 1 <= value <= 65535:
            raise ValueError("a port is expected: a number from 1 to 65535")
        return value

    @validator("mail_retry_seconds")
    @classmethod
    def _check_pause(cls, value: float) -> float:
        if not 0 < value <= 3600:
            raise ValueError("a number of seconds is expected, at most 3600")
        return value

    @validator("retention_days", "reminder_days")
    @classmethod
    def _check_days(cls, value: int) -> int:
        if value < 1:
            raise ValueError("a number of days is expected, 1 at least")
        return value

    @validator("ess_email", "mail_from")
    @classmethod
    def _check_email(cls, value: str | None) -> str | None:
        if value is not None and not _EMAIL.fullmatch(value):
            raise ValueError("an e-mail address is expected, as name@example.org")
        return value

    @validator("ess_phone")
    @classmethod
    def _check_phone(cls, value: str) -> str:
        if not re.fullmatch(r"\+?[0-9][0-9 .]{2,}", value):
            raise ValueError("a telephone number is expected, as 03 81 61 61 61")
        return value

    @validator("host")
    @classmethod
    def _check_host(cls, value: str) -> str:
        if not re.fullmatch(r"[0-9A-Za-z.:_-]+", value):
            raise ValueError("a host name or an address is expected, as 127.0.0.1")
        return value

    @property
    def address(self) -> str:
        """Where visitors find the gateway, without a final slash."""
        return self.public_url or self.local_address

    @property
    def local_address(self) -> str:
        """Where a browser on this machine finds the gateway, without a final slash."""
        host = _LOOPBACK[0] if self.host in ("0.0.0.0", "::") else self.host  # noqa: S104 - not bound
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}"

    def __repr_args__(self) -> list[tuple[str | None, Any]]:
        """Show the settings without their secrets."""
        return [(name, _shown(name, value)) for name, value in self.__dict__.items()]


@lru_cache(maxsize=1)
def load_settings() -> Settings:
    """Read the settings from the environment, once per process.

    Returns:
        The checked settings. ``load_settings.cache_clear()`` forgets them.

    Raises:
        SettingsError: On one line, every variable whose value cannot work, with the value
            (passwords hidden) and what is expected instead.
    """
    try:
        return Settings()
    except ValidationError as error:
        raise SettingsError(" ; ".join(_explain(error))) from None


def hide_password(url: str) -> str:
    """Return a URL that can be shown: the password, if any, replaced by ``***``."""
    shown = re.sub(r"(?<=://)([^:/?#@]*):.*@", rf"\1:{_HIDDEN}@", url)
    return re.sub(r"(?i)([?&](?:password|passfile|sslpassword)=)[^&#]*", rf"\1{_HIDDEN}", shown)


def _explain(error: ValidationError) -> Iterator[str]:
    for detail in error.errors():
        name = str(detail["loc"][0])
        variable = PREFIX + name.upper()
        given = next((os.environ[key] for key in os.environ if key.upper() == variable), "")
        expected = _NUMBERS.get(detail["type"].rpartition(".")[2], detail["msg"])
        yield f"{variable}={_shown(name, given)!r} cannot be used: {expected}"


def _shown(name: str, value: Any) -> Any:
    if name == "secret_key":
        return value and _HIDDEN
    return hide_password(value) if isinstance(value, str) else value


def _split(value: str, schemes: tuple[str, ...], example: str) -> SplitResult:
    expected = f"a URL is expected, as {example}"
    try:
        parts = urlsplit(value)
        valid = parts.scheme in schemes and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:  # a port that is no number, an unbalanced [
        raise ValueError(expected) from None
    if not valid or re.search(r"\s", value):
        raise ValueError(expected)
    return parts


def _absolute_sqlite(url: URL) -> str:
    if url.database in (None, "", ":memory:"):
        raise ValueError("the database must be a file: every process shares it; sqlite:///path")
    path = (ROOT / str(url.database)).resolve()
    return str(url.set(database=str(path)).render_as_string(hide_password=False))
