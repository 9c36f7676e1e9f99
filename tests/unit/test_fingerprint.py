"""A model is trained anew when what it is made from changed, and only then."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.supervisor.fingerprint import fingerprint


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name in ("data/nlu/saluer.yml", "data/catalogue/regles.yml", "bot/nlu/text.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(f"{name}\n")
    for name in ("config.yml", "domain.yml"):
        (tmp_path / name).write_text(f"{name}\n")
    return tmp_path


@pytest.fixture
def changed(project: Path) -> Callable[[], list[str]]:
    before = fingerprint(project)

    def changed_since() -> list[str]:
        after = fingerprint(project)
        return [name for name in after if after[name] != before[name]]

    return changed_since


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("config.yml", "config.yml"),
        ("domain.yml", "domain.yml"),
        ("data/nlu/saluer.yml", "data"),
        ("bot/nlu/text.py", "bot/nlu"),
    ],
)
def test_an_edit_is_noticed(
    project: Path, changed: Callable[[], list[str]], file: str, name: str
) -> None:
    (project / file).write_text("autre chose\n")
    assert changed() == [name]


def test_a_new_file_is_noticed(project: Path, changed: Callable[[], list[str]]) -> None:
    (project / "data/nlu/remercier.yml").write_text("")
    assert changed() == ["data"]


def test_a_renamed_file_is_noticed(project: Path, changed: Callable[[], list[str]]) -> None:
    (project / "data/nlu/saluer.yml").rename(project / "data/nlu/bonjour.yml")
    assert changed() == ["data"]


def test_a_date_is_no_change(project: Path, changed: Callable[[], list[str]]) -> None:
    os.utime(project / "data/nlu/saluer.yml", (0, 0))
    assert changed() == []


def test_a_rule_of_the_catalogue_needs_no_training(
    project: Path, changed: Callable[[], list[str]]
) -> None:
    (project / "data/catalogue/regles.yml").write_text("autre chose\n")
    assert changed() == []


def test_compiled_python_and_hidden_files_do_not_count(
    project: Path, changed: Callable[[], list[str]]
) -> None:
    (project / "bot/nlu/__pycache__").mkdir()
    (project / "bot/nlu/__pycache__/text.cpython-310.pyc").write_bytes(b"\0")
    (project / "data/nlu/.saluer.yml.swp").write_text("")
    assert changed() == []
