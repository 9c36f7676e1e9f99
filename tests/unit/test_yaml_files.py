"""A file that staff broke is named with its line, before anything starts."""

from pathlib import Path

import pytest

from bot.supervisor.errors import BrokenFileError
from bot.supervisor.yaml_files import check_yaml


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name in ("config.yml", "domain.yml", "endpoints.yml", "credentials.yml"):
        (tmp_path / name).write_text("cle: valeur\n", encoding="utf-8")
    (tmp_path / "data/nlu").mkdir(parents=True)
    (tmp_path / "data/catalogue").mkdir()
    (tmp_path / "data/nlu/saluer.yml").write_text('version: "3.1"\n', encoding="utf-8")
    return tmp_path


def test_well_formed_files_pass(project: Path) -> None:
    check_yaml(project)


@pytest.mark.parametrize(
    ("broken", "line"),
    [
        ("version: 1\nintents: [saluer\nslots:\n", 3),
        ("version: 1\n\tintents: []\n", 2),
        ("a: 1\nb: 2\na: 3\n", 3),
    ],
    ids=["a bracket left open", "a tab", "a key written twice"],
)
@pytest.mark.parametrize("file", ["domain.yml", "data/nlu/saluer.yml"])
def test_a_broken_file_is_named_with_its_line(
    project: Path, file: str, broken: str, line: int
) -> None:
    (project / file).write_text(broken, encoding="utf-8")
    with pytest.raises(BrokenFileError, match=rf"^{file}, line {line}: "):
        check_yaml(project)


def test_a_file_that_is_not_utf8_is_named(project: Path) -> None:
    (project / "domain.yml").write_bytes("texte: créé".encode("latin-1"))
    with pytest.raises(BrokenFileError, match=r"^domain\.yml: .*UTF-8"):
        check_yaml(project)


def test_a_missing_file_is_named(project: Path) -> None:
    (project / "config.yml").unlink()
    with pytest.raises(BrokenFileError, match=r"^config\.yml: .*No such file"):
        check_yaml(project)


def test_the_catalogue_is_left_to_its_own_reader(project: Path) -> None:
    (project / "data/catalogue/regles.yml").write_text("a: [", encoding="utf-8")
    check_yaml(project)
