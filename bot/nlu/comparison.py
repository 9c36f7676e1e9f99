"""What a new model understands better and worse than the last one, text by text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.nlu.evaluation import Outcome

#: Outcomes by dimension, as ``evaluate`` returns them.
Outcomes = Mapping[str, Sequence[Outcome]]


@dataclass(frozen=True)
class Change:
    """A text that one of two models understands and the other does not.

    Attributes:
        dimension: What is compared.
        before: What the last model found.
        after: What the new model finds.
    """

    dimension: str
    before: Outcome
    after: Outcome

    @property
    def better(self) -> bool:
        """Whether the new model is the one that is right."""
        return self.after.first_right


def changes(before: Outcomes, after: Outcomes) -> Iterator[Change]:
    """Yield the texts that became right or wrong.

    Args:
        before: What the last model finds in some texts.
        after: What the new one finds in the same texts, in the same order.
    """
    for dimension, outcomes in after.items():
        for old, new in zip(before[dimension], outcomes, strict=True):
            if old.first_right != new.first_right:
                yield Change(dimension, old, new)
