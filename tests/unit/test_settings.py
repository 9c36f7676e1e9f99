"""The settings: defaults that work, and one clear line for a value that cannot."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.errors import SettingsError
from bot.settings import ROOT, Settings, hide_password, load_settings


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in Settings.__fields__:
        monkeypatch.delenv(f"BOT_{name.upper()}", raising=False)
    load_settings.cache_clear()
    yield
    load_settings.cache_clear()


def refusal() -> str:
    with pytest.raises(SettingsError) as caught:
        load_settings()
    message = str(caught.value)
    assert "\n" not in message
    return message


def test_the_defaults_need_no_environment() -> None:
    settings = load_settings()
    assert settings.database_url == f"sqlite:///{ROOT}/var/bot.sqlite3"
    assert (settings.host, settings.port, settings.retention_days) == ("127.0.0.1", 8080, 180)
    assert (settings.rasa_url, settings.actions_url) == (
        "http://127.0.0.1:5005",
        "http://127.0.0.1:5055",
    )
    assert (settings.ess_email, settings.ess_phone) == ("ess@franche-comte.fr", "03 81 61 61 61")
    unset = (settings.redis_url, settings.smtp_url, settings.mail_from, settings.secret_key)
    assert unset == (None, None, None, None)
    assert settings.allowed_origins == ()


def test_the_root_is_the_folder_of_the_library() -> None:
    assert (ROOT / "bot" / "settings.py").is_file()


def test_variables_change_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_PORT", "9000")
    monkeypatch.setenv("BOT_DATABASE_URL", "postgresql://bot:secret@db/bot")
    monkeypatch.setenv("BOT_RASA_URL", "https://rasa.interne:5005/")
    monkeypatch.setenv("BOT_ALLOWED_ORIGINS", "https://a.fr, https://b.fr:8443/ ,")
    settings = load_settings()
    assert settings.port == 9000
    assert settings.database_url == "postgresql://bot:secret@db/bot"
    assert settings.rasa_url == "https://rasa.interne:5005"
    assert settings.allowed_origins == ("https://a.fr", "https://b.fr:8443")


@pytest.mark.parametrize(
    ("variables", "address"),
    [
        ({}, "http://127.0.0.1:8080"),
        ({"HOST": "0.0.0.0", "PORT": "80"}, "http://127.0.0.1:80"),
        ({"HOST": "::1"}, "http://[::1]:8080"),
        ({"PUBLIC_URL": "https://www.exemple.fr/aide/"}, "https://www.exemple.fr/aide"),
        ({"PUBLIC_URL": "http://localhost:9000"}, "http://localhost:9000"),
    ],
)
def test_links_lead_to_the_public_address(
    variables: dict[str, str], address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(f"BOT_{name}", value)
    assert load_settings().address == address


def test_an_empty_variable_counts_as_unset(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_REDIS_URL", "")
    monkeypatch.setenv("BOT_PORT", " ")
    assert (load_settings().redis_url, load_settings().port) == (None, 8080)


def test_a_relative_database_file_starts_from_the_repository(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("BOT_DATABASE_URL", "sqlite:///ailleurs/regles.sqlite3")
    assert load_settings().database_url == f"sqlite:///{ROOT}/ailleurs/regles.sqlite3"


def test_an_absolute_database_file_stays_where_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_DATABASE_URL", "sqlite:////srv/bot.sqlite3")
    assert load_settings().database_url == "sqlite:////srv/bot.sqlite3"


REFUSED = [
    ("PORT", "80800", "a number from 1 to 65535"),
    ("PORT", "http", "a whole number is expected"),
    ("DATABASE_URL", "mysql://u@h/db", "postgresql://"),
    ("DATABASE_URL", "regles.sqlite3", "sqlite:///path/to/file"),
    ("DATABASE_URL", "sqlite://", "must be a file"),
    ("DATABASE_URL", "postgresql+asyncpg://u@h/db", "psycopg2"),
    ("RASA_URL", "127.0.0.1:5005", "http://host:port"),
    ("ACTIONS_URL", "http://hôte :5055", "http://host:port"),
    ("ACTIONS_URL", "http://hote:99999", "http://host:port"),
    ("REDIS_URL", "localhost", "redis://host:port/0"),
    ("SMTP_URL", "http://mail", "smtp://user:password@host:port"),
    ("SMTP_URL", "smtp://mail?tls=peut-etre", "tls=starttls"),
    ("SMTP_URL", "smtp://mail?timeout=vite", "timeout=60"),
    ("MAIL_RETRY_SECONDS", "0", "at most 3600"),
    ("MAIL_RETRY_SECONDS", "vite", "a number is expected"),
    ("PUBLIC_URL", "http://www.exemple.fr", "https:// is expected"),
    ("PUBLIC_URL", "https://www.exemple.fr/?a=1", "without ? and #"),
    ("REMINDER_DAYS", "0", "1 at least"),
    ("ESS_EMAIL", "ess", "name@example.org"),
    ("MAIL_FROM", "a b@c.fr", "name@example.org"),
    ("ESS_PHONE", "standard", "03 81 61 61 61"),
    ("ALLOWED_ORIGINS", "https://a.fr, b.fr", "https://www.example.org"),
    ("ALLOWED_ORIGINS", "https://a.fr/page", "scheme and a host only"),
    ("RETENTION_DAYS", "0", "1 at least"),
    ("HOST", "0.0.0.0/8", "a host name or an address"),
    ("TRUSTED_PROXIES", "10.0.0.0/8, proxy.interne", "as 10.0.0.5 or 10.0.0.0/8"),
    ("RATE_ADDRESS", "0/minute", "as 30/minute"),
    ("RATE_CONVERSATION", "30 par minute", "as 30/minute"),
    ("RATE_CONTACT", "5/week", "as 30/minute"),
]


@pytest.mark.parametrize(("name", "value", "expected"), REFUSED)
def test_a_bad_value_is_named_on_one_line_with_what_is_expected(
    name: str, value: str, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(f"BOT_{name}", value)
    message = refusal()
    assert f"BOT_{name}=" in message
    assert value in message
    assert expected in message


def test_several_bad_values_are_named_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_PORT", "x")
    monkeypatch.setenv("BOT_RETENTION_DAYS", "y")
    assert "BOT_PORT" in refusal()
    assert "BOT_RETENTION_DAYS" in refusal()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "mysql://u:s3cret@h/db"),
        ("DATABASE_URL", "postgresql+asyncpg://h/db?password=s3cret&user=u"),
        ("SMTP_URL", "smtpx://u:s3cret@mail"),
        ("REDIS_URL", "http://:s3cret@h"),
        ("RASA_URL", "ftp://u:s3cret@h"),
    ],
)
def test_a_refusal_never_prints_a_password(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(f"BOT_{name}", value)
    assert "s3cret" not in refusal()


def test_showing_the_settings_never_prints_a_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_DATABASE_URL", "postgresql://bot:s3cret@db/bot")
    monkeypatch.setenv("BOT_SMTP_URL", "smtp://bot:s3cret@mail")
    monkeypatch.setenv("BOT_SECRET_KEY", "s3cret")
    assert "s3cret" not in repr(load_settings()) + str(load_settings())


def test_the_settings_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        load_settings().port = 1


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgresql://u:p@h/db", "postgresql://u:***@h/db"),
        ("postgresql://u:p@ss@h/db", "postgresql://u:***@h/db"),
        ("mysql://u:a/b?c@h/db", "mysql://u:***@h/db"),
        ("postgresql://u@h/db", "postgresql://u@h/db"),
        ("sqlite:////a/b:c@d", "sqlite:////a/b:c@d"),
        ("https://h/?password=p&x=1", "https://h/?password=***&x=1"),
    ],
)
def test_passwords_are_hidden_in_urls(url: str, shown: str) -> None:
    assert hide_password(url) == shown
