"""The training texts closest in meaning to a message: what staff see as the reason of an answer."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot.nlu.encoder import Matrix
from bot.nlu.errors import ModelUnreadable


@dataclass(frozen=True)
class Neighbour:
    """A training text close to a message.

    Attributes:
        text: The training text.
        intent: Its intent.
        labels: Its other labels, by dimension.
        similarity: Cosine of the two sentence vectors, at most 1.
    """

    text: str
    intent: str
    labels: dict[str, list[str]]
    similarity: float


class TrainingTexts:
    """Training texts with their labels and sentence vectors."""

    def __init__(
        self, entries: Sequence[tuple[str, str, dict[str, list[str]]]], vectors: Matrix
    ) -> None:
        """Keep texts.

        Args:
            entries: Text, intent and other labels by dimension, of each.
            vectors: Their sentence vectors, of length 1, shape ``(len(entries), DIMENSIONS)``.
        """
        self._entries = list(entries)
        self._vectors = vectors

    def nearest(self, vector: Matrix, most: int) -> list[Neighbour]:
        """Return the closest texts to a sentence vector, closest first."""
        similarities = self._vectors @ vector
        found = []
        for row in np.argsort(-similarities)[:most]:
            text, intent, labels = self._entries[row]
            found.append(Neighbour(text, intent, labels, float(similarities[row])))
        return found

    def save(self, folder: Path) -> None:
        """Write the texts into a folder; vectors in half precision."""
        content = json.dumps(self._entries, ensure_ascii=False)
        (folder / "texts.json").write_text(content, encoding="utf-8")
        np.save(folder / "vectors.npy", self._vectors.astype(np.float16))

    @classmethod
    def load(cls, folder: Path) -> TrainingTexts:
        """Read what ``save`` wrote.

        Raises:
            ModelUnreadable: If a file is missing or damaged.
        """
        try:
            entries = json.loads((folder / "texts.json").read_text(encoding="utf-8"))
            vectors = np.load(folder / "vectors.npy", allow_pickle=False)
        except (OSError, ValueError) as error:
            raise ModelUnreadable(f"Cannot read the texts: {error}. Train again.") from error
        return cls([tuple(entry) for entry in entries], vectors.astype(np.float32))
