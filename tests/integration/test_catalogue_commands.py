"""``bot catalogue``, as staff use it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app
from bot.orientation.reader import read_catalogue
from bot.settings import ROOT, load_settings

DELIVERED = ROOT / "data" / "catalogue"


class Terminal:
    """A terminal of a staff member, with a database and a copy of the files."""

    def __init__(self, folder: Path) -> None:
        self.files = folder / "fichiers"
        shutil.copytree(DELIVERED, self.files)

    def catalogue(self, *words: str) -> Result:
        """Type ``bot catalogue …`` in a wide terminal."""
        return CliRunner().invoke(app, ["catalogue", *words], env={"COLUMNS": "200"})

    def change(self, name: str, old: str, new: str) -> None:
        """Change a file of the copy."""
        path = self.files / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def import_files(self, *words: str) -> Result:
        """Import the copy."""
        return self.catalogue("import", "--fichiers", str(self.files), *words)


@pytest.fixture
def terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Terminal]:
    monkeypatch.setenv("BOT_DATABASE_URL", f"sqlite:///{tmp_path}/var/bot.sqlite3")
    monkeypatch.chdir(ROOT)
    load_settings.cache_clear()
    yield Terminal(tmp_path)
    load_settings.cache_clear()


def test_the_delivered_files_pass_the_check(terminal: Terminal) -> None:
    done = terminal.catalogue("check")
    assert done.exit_code == 0, done.output
    assert "130 032 profils couverts" in done.stdout
    assert "Aucune erreur." in done.stdout
    assert "etape: inconnu" in done.stdout


def test_a_mistake_in_a_file_stops_the_check_with_its_line(terminal: Terminal) -> None:
    terminal.change("regles.yml", "priorite: 10\n", "priorite: dix\n")
    terminal.change("exemples.yml", "[petite_enfance]", "[enfance]")
    done = terminal.catalogue("check", "--fichiers", str(terminal.files))
    assert done.exit_code == 1
    first, second, count = done.stderr.splitlines()
    assert first.startswith(f"{terminal.files}/exemples.yml:38 : « enfance » n’est pas déclaré")
    assert second.startswith(f"{terminal.files}/regles.yml:12 : « dix » ne convient pas")
    assert count == "2 erreurs à corriger."


def test_a_defect_of_the_rules_stops_the_check_with_a_table(terminal: Terminal) -> None:
    terminal.change("regles.yml", "priorite: 40\n", "priorite: 30\n")
    done = terminal.catalogue("check", "--fichiers", str(terminal.files))
    assert done.exit_code == 1
    assert "rien ne les départage" in done.stdout
    assert "1 erreur." in done.stdout


def test_the_files_of_here_are_named_from_here(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal.change("regles.yml", "priorite: 10\n", "priorite: dix\n")
    monkeypatch.chdir(terminal.files.parent)
    done = terminal.catalogue("check", "--fichiers", str(terminal.files))
    assert done.stderr.startswith("fichiers/regles.yml:12 : ")


def test_a_contact_too_old_warns_and_passes(terminal: Terminal) -> None:
    done = terminal.catalogue("check", "--date", "2030-01-01")
    assert done.exit_code == 0
    assert "vérifié depuis le 22/11/2026" in done.stdout


def test_an_import_makes_a_version_and_the_same_files_make_no_other(terminal: Terminal) -> None:
    assert "c’est la version 1" in terminal.import_files().stdout
    assert "la version 1 a déjà ce contenu" in terminal.import_files().stdout
    terminal.change("regles.yml", "priorite: 10\n", "priorite: 11\n")
    assert "c’est la version 2" in terminal.import_files("--commentaire", "essai [a]").stdout
    listed = terminal.catalogue("versions").stdout
    assert listed.index("essai [a]") < listed.rindex("1")


def test_an_import_with_an_error_changes_nothing(terminal: Terminal) -> None:
    terminal.import_files()
    terminal.change("organisations.yml", "    verifie_le: 2026-11-22\n", "")
    done = terminal.import_files()
    assert done.exit_code == 1
    assert "n’a jamais été vérifié" in done.stdout
    assert terminal.catalogue("explain", "--version", "2").exit_code == 1


def test_an_export_imports_to_the_same_content(terminal: Terminal, tmp_path: Path) -> None:
    terminal.import_files()
    folder = tmp_path / "export" / "ici"
    assert terminal.catalogue("export", str(folder)).exit_code == 0
    assert read_catalogue(folder) == read_catalogue(DELIVERED)


def test_an_export_replaces_files_only_when_told_to(terminal: Terminal) -> None:
    terminal.import_files()
    terminal.change("regles.yml", "priorite: 10\n", "priorite: 11\n")
    refused = terminal.catalogue("export", str(terminal.files))
    assert refused.exit_code == 1
    assert "--ecraser" in refused.stderr
    assert terminal.catalogue("export", str(terminal.files), "--ecraser").exit_code == 0
    assert read_catalogue(terminal.files) == read_catalogue(DELIVERED)


def test_an_export_to_a_place_that_cannot_be_written_says_so(
    terminal: Terminal, tmp_path: Path
) -> None:
    terminal.import_files()
    (tmp_path / "fichier").write_text("")
    done = terminal.catalogue("export", str(tmp_path / "fichier"))
    assert done.exit_code == 1
    assert "ne peut pas être écrit" in done.stderr


def test_explain_shows_the_doors_and_every_rule(terminal: Terminal) -> None:
    terminal.import_files()
    done = terminal.catalogue(
        *("explain", "--etape", "emergence", "--domaine", "petite_enfance"),
        *("--domaine", "logement", "--territoire", "25", "--pas-en-activite"),
    )
    assert done.exit_code == 0, done.output
    proposed, answers = done.stdout.split("Ce que répond chaque règle")
    assert proposed.index("Franche-Comté Active") < proposed.index("dernier-recours")
    assert "domaine: petite_enfance + logement" in proposed
    assert "non : etape emergence, attendu evaluation" in answers
    assert "inconnu : besoin, attendu contact" in answers
    for rule in read_catalogue(DELIVERED).rules:
        assert rule.code in answers


def test_explain_tells_the_day_and_the_version(terminal: Terminal) -> None:
    terminal.change("regles.yml", "priorite: 20\n", "priorite: 20\n    valable_du: 2026-12-01\n")
    terminal.change("dernier_recours.yml", "[inconnu]", "[inconnu, emergence]")
    assert terminal.import_files("--date", "2026-11-23").exit_code == 0
    terminal.catalogue("import")
    words = ("explain", "--etape", "emergence", "--version", "1", "--date")
    before = terminal.catalogue(*words, "2026-11-30").stdout
    after = terminal.catalogue(*words, "2026-12-01").stdout
    assert "Règles : 1 ; date : 30/11/2026" in before
    assert "n’est pas valable à cette date" in before
    assert "n’est pas valable à cette date" not in after


def test_explain_tries_files_without_the_database(terminal: Terminal) -> None:
    done = terminal.catalogue("explain", "--fichiers", str(terminal.files))
    assert done.exit_code == 0
    assert "fichiers, non importés" in done.stdout


def test_an_unknown_code_is_named_with_the_nearest_ones(terminal: Terminal) -> None:
    terminal.import_files()
    done = terminal.catalogue("explain", "--etape", "emergance", "--besoin", "argent")
    assert done.exit_code == 1
    assert "--etape emergance : ce code n’existe pas. Vouliez-vous dire : emergence" in done.stderr
    assert "--besoin argent : ce code n’existe pas. Valeurs possibles : comprendre" in done.stderr


def test_an_empty_database_is_one_clear_line(terminal: Terminal) -> None:
    for words in (["explain"], ["versions"], ["export", "/nulle/part"]):
        done = terminal.catalogue(*words)
        assert done.exit_code == 1
        assert done.stderr.startswith("Erreur : The tables of sqlite:///")
        assert done.stderr.count("\n") == 1


def test_a_bad_setting_is_one_clear_line(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BOT_PORT", "porte")
    done = terminal.catalogue("versions")
    assert done.exit_code == 1
    assert done.stderr == "Erreur : BOT_PORT='porte' cannot be used: a whole number is expected\n"
