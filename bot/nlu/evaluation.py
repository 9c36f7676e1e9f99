"""How well labelled texts are understood: counts, per class, with the wrong ones listed."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.nlu.errors import TrainingDataError
from bot.nlu.noise import Noise
from bot.orientation.vocabulary import UNKNOWN

#: Dimensions that are compared when a text has a label for them.
DIMENSIONS = ("intent", "etape", "domaine", "besoin", "territoire")

#: Rasa's answer to a text: its parse, with ``intent`` and ``entities``.
Parse = Callable[[str], dict[str, Any]]


@dataclass(frozen=True)
class LabelledText:
    """A text and what it should be understood as.

    Attributes:
        text: The text.
        accepted: For each labelled dimension, the accepted codes, the best one first; ``inconnu``
            stands for finding nothing.
    """

    text: str
    accepted: dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class Outcome:
    """What was found in one text for one dimension.

    Attributes:
        text: The text as it was read, noise included.
        accepted: The accepted codes, the best one first.
        found: The codes found, most confident first.
        confidence: That of the first code found, between 0 and 1; ``None`` when nothing was.
    """

    text: str
    accepted: tuple[str, ...]
    found: tuple[str, ...]
    confidence: float | None = None

    @property
    def first_right(self) -> bool:
        """Whether the most confident code is accepted, or nothing was found where that is."""
        return (self.found or (UNKNOWN,))[0] in self.accepted

    @property
    def any_right(self) -> bool:
        """Whether one of the codes found is accepted."""
        return self.first_right or bool(set(self.found) & set(self.accepted))


def read_labelled_texts(path: Path) -> list[LabelledText]:
    """Read a file of one JSON object a line.

    Keys: ``text``; any of ``intent``, ``etape``, ``domaine``, ``besoin``, ``territoire``, whose
    ``null`` means that there is no label; ``<key>_alt``, a list of further accepted codes.

    Raises:
        TrainingDataError: If a line is not such an object; says which.
    """
    texts = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            text = str(record["text"])
        except (ValueError, KeyError, TypeError) as error:
            raise TrainingDataError(
                f"{path}:{number}: expected a JSON object with a key 'text' ({error})."
            ) from error
        texts.append(LabelledText(text, _accepted(record)))
    return texts


def evaluate(
    texts: Iterable[LabelledText], parse: Parse, noise: Noise | None = None
) -> dict[str, list[Outcome]]:
    """Parse each text and compare, for each dimension it has a label for.

    Args:
        texts: The labelled texts.
        parse: What understands them.
        noise: How they are spoiled before they are read.
    """
    noise = noise or Noise()
    outcomes: dict[str, list[Outcome]] = {dimension: [] for dimension in DIMENSIONS}
    for labelled in texts:
        text = noise.spoil(labelled.text)
        parsed = parse(text)
        for dimension, accepted in labelled.accepted.items():
            found = found_in(parsed, dimension)
            confidence = found[0][1] if found else None
            codes = tuple(code for code, _ in found)
            outcomes[dimension].append(Outcome(text, accepted, codes, confidence))
    return {dimension: found for dimension, found in outcomes.items() if found}


def found_in(parsed: dict[str, Any], dimension: str) -> list[tuple[str, float]]:
    """Return the codes a parse gives for a dimension and their confidences, best first."""
    if dimension == "intent":
        return [(parsed["intent"]["name"], float(parsed["intent"]["confidence"]))]
    return [
        (entity["value"], float(entity["confidence_entity"]))
        for entity in parsed["entities"]
        if entity["entity"] == dimension
    ]


def confusion(outcomes: Iterable[Outcome]) -> list[tuple[str, str, int]]:
    """Return which code was taken for which, and how often, most often first."""
    taken = Counter(
        (outcome.accepted[0], (outcome.found or (UNKNOWN,))[0])
        for outcome in outcomes
        if not outcome.first_right
    )
    return [(expected, got, count) for (expected, got), count in taken.most_common()]


def share(outcomes: Sequence[Outcome], right: Callable[[Outcome], bool]) -> float:
    """Return the share of outcomes that are right, between 0 and 1; 0 of none."""
    return sum(map(right, outcomes)) / len(outcomes) if outcomes else 0.0


def _accepted(record: dict[str, Any]) -> dict[str, tuple[str, ...]]:
    accepted = {}
    for dimension in DIMENSIONS:
        codes = [record.get(dimension), *(record.get(f"{dimension}_alt") or [])]
        if given := tuple(str(code) for code in codes if code):
            accepted[dimension] = given
    return accepted
