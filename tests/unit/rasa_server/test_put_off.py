"""Modules that are executed when they are used."""

import importlib
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.rasa_server.put_off import put_off


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], str]]:
    """Write a module that nothing has imported, and give its name."""
    names = []

    def write(source: str) -> str:
        name = f"put_off_for_a_test_{len(names)}"
        (tmp_path / f"{name}.py").write_text(source, encoding="utf-8")
        importlib.invalidate_caches()
        names.append(name)
        return name

    monkeypatch.syspath_prepend(tmp_path)
    yield write
    for name in names:
        sys.modules.pop(name, None)


def test_importing_it_again_and_again_executes_nothing(module: Callable[[str], str]) -> None:
    name = module("raise AssertionError('executed')")
    put_off(name)
    for _ in range(2):
        exec(f"import {name}")


def test_it_is_executed_once_when_a_name_of_it_is_used(
    module: Callable[[str], str], capsys: pytest.CaptureFixture[str]
) -> None:
    name = module("print('executed')\nanswer = 42")
    put_off(name)
    late = importlib.import_module(name)
    assert capsys.readouterr().out == ""
    assert [late.answer, late.answer] == [42, 42]
    assert capsys.readouterr().out == "executed\n"


def test_importing_a_name_from_it_gives_that_name(module: Callable[[str], str]) -> None:
    name = module("answer = 42")
    put_off(name)
    found: dict[str, object] = {}
    exec(f"from {name} import answer", found)
    assert found["answer"] == 42


def test_a_name_it_does_not_have_is_missing_as_usual(module: Callable[[str], str]) -> None:
    name = module("answer = 42")
    put_off(name)
    with pytest.raises(AttributeError, match="question"):
        _ = importlib.import_module(name).question


def test_its_failure_shows_each_time_it_is_used(module: Callable[[str], str]) -> None:
    name = module("raise RuntimeError('no weights')")
    put_off(name)
    for _ in range(2):
        with pytest.raises(RuntimeError, match="no weights"):
            _ = importlib.import_module(name).answer


def test_a_module_already_there_stays_as_it_is() -> None:
    put_off("json")
    import json

    assert json.loads("[1]") == [1]


def test_a_module_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ModuleNotFoundError):
        put_off("no_such_module_anywhere")


def test_a_neural_component_still_finds_what_it_needs() -> None:
    code = (
        "from bot.rasa_server.__main__ import put_neural_training_off\n"
        "put_neural_training_off()\n"
        "from rasa.nlu.classifiers.diet_classifier import DIETClassifier\n"
        "import rasa.utils.train_utils\n"
        "print(rasa.utils.train_utils.rank_and_mask.__name__, DIETClassifier.__name__)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout.split() == ["rank_and_mask", "DIETClassifier"], done.stderr
