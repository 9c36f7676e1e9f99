"""Every dialogue of this folder, played against the real Rasa and the real action server."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from dialogue_file import Step, read_scenario
from visitor import Answer, Visitor, plain

FOLDER = Path(__file__).parent
FILES = sorted(FOLDER.glob("*/*.yml"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_dialogue(file: Path, visitor: Visitor, wait: Callable[[Visitor, int], None]) -> None:
    for step in read_scenario(file).steps:
        if step.kind == "user":
            visitor.say(typed(step.value))
        elif step.kind == "clic":
            visitor.choose(step.value)
        elif step.kind == "attente":
            wait(visitor, step.value)
        else:
            expect(step, visitor.last)


def test_there_are_at_least_sixty_dialogues() -> None:
    assert len(FILES) >= 60


def typed(value: str | dict[str, Any]) -> str:
    return value if isinstance(value, str) else str(value["texte"]) * int(value["fois"])


def expect(step: Step, answer: Answer) -> None:
    values = step.value if isinstance(step.value, list) else [step.value]
    if step.kind == "bot":
        for words in values:
            assert plain(words).lower() in answer.text.lower(), f"« {words} » in:\n{answer.text}"
    elif step.kind == "jamais":
        for words in values:
            assert plain(words).lower() not in answer.text.lower(), (
                f"« {words} » in:\n{answer.text}"
            )
    elif step.kind == "choix":
        for label in values:
            assert plain(label) in answer.choices, f"« {label} » among {list(answer.choices)}"
    elif step.kind == "orientation":
        expect_orientation(step.value, answer)


def expect_orientation(expected: dict[str, Any] | None, answer: Answer) -> None:
    found = answer.orientation
    if expected is None:
        assert found is None, f"an orientation came too early: {found}"
        return
    assert found is not None, f"no orientation in:\n{answer.text}"
    doors = [item["organisation"] for item in found["recommandations"]]
    seen = {**found, "portes": doors, "premiere_porte": doors[0]}
    assert {key: seen[key] for key in expected} == expected
