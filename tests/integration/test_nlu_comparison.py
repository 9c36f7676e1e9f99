"""A staff member adds sentences and runs one command: what got better and worse is shown."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from ruamel.yaml import YAML
from typer.testing import CliRunner

from bot.cli import app
from bot.nlu import commands
from bot.settings import ROOT
from bot.supervisor.training import ensure_model

#: So few sentences are kept of each block that training takes seconds.
_KEPT = 6

#: Nothing in the sentences kept speaks of these words; what is added does.
_PUZZLES = (
    "zorglub du marécage",
    "le zorglub me turlupine",
    "un zorglub turlupin",
    "vive le zorglub",
)
_ADDED = (
    *("zorglub", "quel zorglub", "le zorglub du soir", "zorglub et turlupin", "mon zorglub"),
    *("turlupine de zorglub", "ce marécage de zorglub", "zorglub encore", "oh le zorglub"),
    "zorglub par ici",
)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a small copy of the project, with texts of its own to compare models on."""
    for name in ("config.yml", "domain.yml"):
        shutil.copy(ROOT / name, tmp_path)
    for name in ("data", "bot/nlu", "requirements"):
        shutil.copytree(ROOT / name, tmp_path / name)
    for path in (tmp_path / "data/nlu").glob("*.yml"):
        _shorten(path)
    for path in (tmp_path / "data/nlu/projet").rglob("*.yml"):
        _shorten(path)
    texts = tmp_path / "tests/understanding"
    texts.mkdir(parents=True)
    lines = [json.dumps({"text": text, "intent": "remercier"}) for text in _PUZZLES]
    (texts / "textes.jsonl").write_text("\n".join(lines), encoding="utf-8")
    monkeypatch.setattr(commands, "ROOT", tmp_path)
    monkeypatch.setattr(commands, "_TEXTS", texts)
    return tmp_path


def _shorten(path: Path) -> None:
    _rewrite(path, lambda examples: "".join(examples.splitlines(keepends=True)[:_KEPT]))


def _rewrite(path: Path, change: Callable[[str], str]) -> None:
    reader = YAML()
    content = reader.load(path.read_text(encoding="utf-8"))
    for block in content.get("nlu") or ():
        if "intent" in block:
            block["examples"] = change(str(block["examples"]))
    with path.open("w", encoding="utf-8") as file:
        reader.dump(content, file)


def test_ten_sentences_more_are_seen_in_what_is_understood(project: Path) -> None:
    ensure_model(project, say=print)
    alone = CliRunner().invoke(app, ["nlu", "compare"])
    assert alone.exit_code != 0
    assert "no earlier model" in alone.output

    added = "".join(f"- {text}\n" for text in _ADDED)
    _rewrite(project / "data/nlu/remercier.yml", lambda examples: examples + added)
    shown = CliRunner().invoke(app, ["nlu", "compare"])
    assert shown.exit_code == 0, shown.output
    better, worse = shown.output.split("N’est plus compris")
    assert "Compris maintenant : 0" not in better
    assert "→ remercier" in better
    assert "zorglub" in better
    assert worse.strip().startswith(": 0")
