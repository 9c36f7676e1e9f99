"""The scenario files: French dialogues as people read them.

A file holds one dialogue, a list of steps under ``dialogue``:

- ``user``: what the visitor types; ``{texte: …, fois: n}`` for the same words n times over;
- ``clic``: the label of a choice of the last turn, which the visitor takes;
- ``bot``: words the answer must hold, one text or several;
- ``jamais``: words the answer must not hold;
- ``choix``: labels the answer must offer;
- ``orientation``: the result the answer must carry, ``null`` for none. Only the keys given are
  compared; ``portes`` stands for the organisations in order, ``premiere_porte`` for the first.
- ``attente``: minutes that pass before the next message.

``bot``, ``jamais``, ``choix`` and ``orientation`` speak of the answer to the last message.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

STEPS = ("user", "clic", "bot", "jamais", "choix", "orientation", "attente")


@dataclass(frozen=True)
class Step:
    """One line of a dialogue: its kind, one of ``STEPS``, and what it holds."""

    kind: str
    value: Any


@dataclass(frozen=True)
class Scenario:
    """A dialogue and what it shows."""

    title: str
    steps: tuple[Step, ...]


def read_scenario(path: Path) -> Scenario:
    """Read one scenario file; a malformed one is an error that names it."""
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    steps = []
    for line in content["dialogue"]:
        ((kind, value),) = line.items()
        if kind not in STEPS:
            raise ValueError(f"{path}: {kind!r} is not one of {', '.join(STEPS)}")
        steps.append(Step(kind, value))
    if not any(step.kind not in ("user", "clic", "attente") for step in steps):
        raise ValueError(f"{path}: nothing is expected of the assistant")
    return Scenario(content["titre"], tuple(steps))
