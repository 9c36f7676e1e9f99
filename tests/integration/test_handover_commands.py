"""What staff do with requests on the command line."""

from __future__ import annotations

import csv
import io
import uuid
from collections.abc import Callable
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest
from mail_server import mail_server
from typer.testing import CliRunner, Result

from bot.cli import app
from bot.database import create_database_engine, migrate
from bot.handover.store import ContactRequest, leave_request
from bot.settings import load_settings

Run = Callable[..., Result]


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    address = f"sqlite:///{tmp_path}/bot.sqlite3"
    monkeypatch.setenv("BOT_DATABASE_URL", address)
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.delenv("BOT_SMTP_URL", raising=False)
    load_settings.cache_clear()
    yield address
    load_settings.cache_clear()


@pytest.fixture
def reference(url: str) -> str:
    engine = create_database_engine(url)
    migrate(engine)
    orientation = {"domaines": ["sante"], "recommandations": [{"organisation": "rallynov"}]}
    left = ContactRequest(
        str(uuid.uuid4()),
        "=Bonjour ;\nà vous",
        "nom@exemple.fr",
        nom="[b]Nom[/b]",
        orientation=orientation,
    )
    found, _ = leave_request(engine, left)
    engine.dispose()
    return found


def run(*words: str, code: int = 0) -> str:
    result = CliRunner().invoke(app, words)
    assert result.exit_code == code, result.output
    return " ".join(result.output.split())


def test_requests_are_listed_and_what_waits_is_said(reference: str) -> None:
    listed = run("demandes", "list")
    for expected in (reference, "nouvelle", "[b]Nom[/b]", "1 demande(s) en attente"):
        assert expected in listed
    assert reference not in run("demandes", "list", "--statut", "close")
    assert "n’est pas un statut" in run("demandes", "list", "--statut", "perdue", code=1)


def test_a_request_is_taken_closed_and_erased(reference: str) -> None:
    spoken = reference.removeprefix("ESS-").replace("-", " ")
    assert "prise en charge" in run("demandes", "prendre", spoken)
    assert "déjà" in run("demandes", "prendre", reference)
    assert "close" in run("demandes", "clore", reference)
    assert "nom@exemple.fr" in run("demandes", "show", reference)
    assert "effacées" in run("demandes", "effacer", reference)
    shown = run("demandes", "show", reference)
    assert "nom@exemple.fr" not in shown
    assert "Données effacées" in shown
    assert "déjà" in run("demandes", "effacer", reference)


@pytest.mark.parametrize("command", ["show", "prendre", "clore", "relancer", "effacer"])
def test_a_reference_that_does_not_exist_is_named(reference: str, command: str) -> None:
    assert "Aucune demande n’a la référence" in run("demandes", command, "ESS-0000-0000", code=1)


def test_the_export_opens_in_a_spreadsheet_and_runs_nothing(reference: str, tmp_path: Path) -> None:
    file = tmp_path / "demandes.csv"
    run("demandes", "exporter", str(file))
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")
    text = file.read_text(encoding="utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text, newline=""), delimiter=";")
    assert (row["reference"], row["email"]) == (reference, "nom@exemple.fr")
    assert row["message"] == "'=Bonjour ;\nà vous"
    assert reference in run("demandes", "exporter")
    assert "ne peut pas être écrit" in run("demandes", "exporter", str(tmp_path), code=1)


def test_figures_count_by_month_door_and_domain(reference: str) -> None:
    shown = run("demandes", "chiffres")
    for expected in (f"{datetime.now(timezone.utc):%Y}-", "rallynov", "sante"):
        assert expected in shown


def test_the_mailer_empties_the_outbox_alone(
    reference: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "BOT_SMTP_URL" in run("mailer", "--une-fois", code=1)
    with mail_server() as server:
        monkeypatch.setenv("BOT_SMTP_URL", server.url())
        load_settings.cache_clear()
        run("mailer", "--une-fois")
        assert len(server.received) == 2
    assert "envoyee" in run("demandes", "list")
    assert "rappel" in run("demandes", "relancer", reference)


def test_the_purge_says_what_it_deleted(reference: str) -> None:
    assert "0 demande(s) anonymisée(s)" in run("purge")
