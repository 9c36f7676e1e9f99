"""A message as it is read: written out, without its slips, what was changed known by its place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

#: Under which a message carries its ``Reading``; ``TEXT`` stays as typed, for its offsets.
_READING = "lecture"


@dataclass(frozen=True)
class Reading:
    """A text as it is read.

    Attributes:
        text: The text as it is read.
        edits: What was changed, in order: where it begins and ends in the text before, and in
            the text as read.
        before: How that text was read itself, if it is not as typed.
    """

    text: str
    edits: tuple[tuple[int, int, int, int], ...] = ()
    before: Reading | None = None

    @property
    def is_changed(self) -> bool:
        """Whether the text is not as typed."""
        return bool(self.edits) or (self.before is not None and self.before.is_changed)

    def typed_span(self, start: int, end: int) -> tuple[int, int]:
        """Return where a passage of the text as read stands in the text as typed."""
        span = self._earlier(start, ends=False), self._earlier(end, ends=True)
        return span if self.before is None else self.before.typed_span(*span)

    def _earlier(self, offset: int, *, ends: bool) -> int:
        moved = 0
        for earlier_start, earlier_end, start, end in self.edits:
            if offset <= start:
                break
            if offset < end:
                return earlier_end if ends else earlier_start
            moved = earlier_end - end
        return offset + moved


def rewritten(
    text: str, changes: Iterable[tuple[int, int, str]], before: Reading | None = None
) -> Reading:
    """Return a text in which passages are replaced.

    Args:
        text: The text.
        changes: Where each passage begins and ends, in order, and what stands there instead.
        before: How the text itself was read.
    """
    parts: list[str] = []
    edits: list[tuple[int, int, int, int]] = []
    read = left = 0
    for start, end, words in changes:
        parts += (text[left:start], words)
        read += start - left
        edits.append((start, end, read, read + len(words)))
        read += len(words)
        left = end
    return Reading("".join([*parts, text[left:]]), tuple(edits), before)


def set_reading(message: Message, read: Reading) -> None:
    """Have a message carry how it is read."""
    message.set(_READING, read)


def reading(message: Message) -> Reading:
    """Return a message without slips, or as typed if nothing corrected it."""
    return message.get(_READING) or Reading(str(message.get(TEXT) or ""))
