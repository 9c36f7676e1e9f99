"""Which n-grams are worth something, and how much: TF-IDF over the hashed counts of texts."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

from bot.nlu.encoder import Matrix
from bot.nlu.errors import ModelUnreadable
from bot.nlu.spelling import BLOCK, Columns, Row

#: N-grams of fewer training texts than this teach nothing that another text could use.
_LEAST_TEXTS = 2


class Directory:
    """Where columns are in a list of them, looked up at once.

    A search would read the list at several places, one after the other, for each column; here they
    are all read side by side.
    """

    def __init__(self, columns: Columns) -> None:
        """Make the directory of a list of columns, ascending."""
        # One more at the end, for all that come after.
        self._places = np.full(int(columns[-1]) + 2 if len(columns) else 1, -1, dtype=np.int32)
        self._places[columns] = np.arange(len(columns))

    def find(self, wanted: Columns) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.int32]]:
        """Tell which of the wanted columns are in the list, and where those are."""
        places = self._places.take(wanted, mode="clip")
        known = places >= 0
        return known, places[known]


class NgramWeights:
    """Turns hashed counts into the TF-IDF of the n-grams that training texts share.

    Attributes:
        columns: The hashed columns kept, ascending: words first, then characters.
        rarity: Inverse document frequency of each.
    """

    def __init__(self, columns: npt.NDArray[np.int32], rarity: Matrix) -> None:
        self.columns = columns
        self.rarity = rarity
        self._words = int(np.searchsorted(columns, BLOCK))
        self._directory = Directory(columns)

    @classmethod
    def fit(cls, counts: csr_matrix) -> NgramWeights:
        """Learn which n-grams several texts share, and how rare each is.

        Args:
            counts: What ``spelling_vectors`` returns for the training texts.
        """
        columns, texts = np.unique(counts.indices, return_counts=True)
        shared = texts >= _LEAST_TEXTS
        # As in scikit-learn: as if one more text held every n-gram.
        rarity = np.log((1 + counts.shape[0]) / (1 + texts[shared])) + 1
        return cls(columns[shared].astype(np.int32), rarity.astype(np.float32))

    def transform(self, counts: csr_matrix, extra: Matrix | None = None) -> csr_matrix:
        """Return TF-IDF rows, words and characters each of length 1.

        Args:
            counts: What ``spelling_vectors`` returns.
            extra: Further columns, shape ``(rows, n)``.

        Returns:
            Shape ``(rows, len(columns) + n)``.
        """
        rows = np.repeat(np.arange(counts.shape[0]), np.diff(counts.indptr))
        known, places = self._directory.find(counts.indices)
        rows = rows[known]
        values = counts.data[known] * self.rarity[places]
        blocks = 2 * rows + (places >= self._words)
        lengths = np.sqrt(np.bincount(blocks, values**2, minlength=2 * counts.shape[0]))
        values /= lengths[blocks]
        columns = len(self.columns)
        if extra is not None:
            extra_rows, extra_columns = np.nonzero(extra)
            order = np.argsort(np.concatenate([rows, extra_rows]), kind="stable")
            rows = np.concatenate([rows, extra_rows])[order]
            places = np.concatenate([places, columns + extra_columns])[order]
            values = np.concatenate([values, extra[extra_rows, extra_columns]])[order]
            columns += extra.shape[1]
        starts = np.searchsorted(rows, np.arange(counts.shape[0] + 1))
        shape = (counts.shape[0], columns)
        return csr_matrix((values.astype(np.float32), places, starts), shape=shape)

    def row(self, counts: Row, extra: Matrix | None = None) -> Row:
        """Return what ``transform`` does, for one text, in a third of the time.

        Args:
            counts: What ``spelling_row`` returns for a text.
            extra: Further columns, shape ``(n,)``.
        """
        known, places = self._directory.find(counts.indices)
        values = counts.data[known] * self.rarity.take(places)
        words = places.searchsorted(self._words)
        for block in (values[:words], values[words:]):
            block /= np.sqrt(block @ block) or 1
        if extra is not None:
            further = np.flatnonzero(extra)
            places = np.concatenate([places, len(self.columns) + further])
            values = np.concatenate([values, extra[further]])
        return Row(places, values)

    def places_of(self, hashed: Columns) -> npt.NDArray[np.int32]:
        """Return where hashed columns, ascending, are among those kept; the others are left out."""
        return self._directory.find(hashed)[1]

    def save(self, path: Path) -> None:
        """Write the weights to one ``.npz`` file."""
        with path.open("wb") as file:
            np.savez(file, columns=self.columns, rarity=self.rarity)

    @classmethod
    def load(cls, path: Path) -> NgramWeights:
        """Read what ``save`` wrote.

        Raises:
            ModelUnreadable: If the file is missing or damaged.
        """
        try:
            with np.load(path, allow_pickle=False) as file:
                return cls(file["columns"], file["rarity"])
        except (OSError, ValueError, KeyError) as error:
            raise ModelUnreadable(f"Cannot read {path.name}: {error}. Train again.") from error
