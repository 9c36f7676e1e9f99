"""What the training texts teach about a project, as labelled rows.

Staff write labels as metadata of a block of examples (``data/nlu``)::

    - intent: decrire_projet
      metadata:
        domaine: [petite_enfance]
        etape: emergence
      examples: |
        - on voudrait ouvrir une crèche

A label left out says nothing; ``inconnu`` (``UNKNOWN``) says that the text shows none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.errors import TrainingDataError
from bot.orientation.vocabulary import UNKNOWN

#: Intents whose texts name stages and domains without being about a project: not learned from.
_ABOUT_THE_SUBJECT = ("question_", "demander_exemples", "projet_precedent")

#: What a text of another intent counts as evidence that a dimension is absent: less than a label
#: somebody wrote.
_OTHER_INTENT = 0.3

#: Share of each further domain of a text that has several, where the first has 1.
_FURTHER_DOMAIN = 0.5


@dataclass(frozen=True)
class LabelledRow:
    """One example as a classifier learns it.

    Attributes:
        example: Its index among the examples.
        labels: Its classes, and the share of each.
        weight: What it counts.
    """

    example: int
    labels: dict[str, float]
    weight: float


def labelled_rows(examples: Iterable[Message], dimension: str) -> Iterator[LabelledRow]:
    """Yield the rows that teach one dimension.

    Args:
        examples: Training examples, with Rasa's intent metadata.
        dimension: ``etape`` or ``domaine``.

    Raises:
        TrainingDataError: If a label is neither a word nor a list of words.
    """
    for index, example in enumerate(examples):
        metadata = _intent_metadata(example)
        if dimension in metadata:
            first, *further = _labels(metadata[dimension], example)
            yield LabelledRow(index, {**dict.fromkeys(further, _FURTHER_DOMAIN), first: 1.0}, 1.0)
        elif not metadata and _is_small_talk(example):
            yield LabelledRow(index, {UNKNOWN: 1.0}, _OTHER_INTENT)


def written_labels(example: Message) -> dict[str, list[str]]:
    """Return the labels that staff wrote for an example, by dimension."""
    return {
        dimension: value if isinstance(value, list) else [value]
        for dimension, value in _intent_metadata(example).items()
    }


def _is_small_talk(example: Message) -> bool:
    intent = str(example.get(INTENT) or "")
    return bool(intent) and not intent.startswith(_ABOUT_THE_SUBJECT)


def _intent_metadata(example: Message) -> dict[str, Any]:
    metadata = example.get("metadata") or {}
    return dict(metadata.get("intent") or {})


def _labels(value: object, example: Message) -> list[str]:
    given = value if isinstance(value, list) else [value]
    labels = [label for label in given if isinstance(label, str)]
    if not labels or len(labels) < len(given):
        raise TrainingDataError(
            f"data/nlu: the label {value!r} of « {example.get(TEXT)} » is neither a code "
            f"nor a list of codes. Write for instance: domaine: [logement]."
        )
    return labels
