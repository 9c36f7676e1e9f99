"""The spelling of a message as one sparse vector: word and character n-grams, counted by hash.

Hashing needs no list of n-grams, so that every text is counted in one way, before anything is
learned. What each n-gram is worth is learned by whoever reads the vector (``bot.nlu.ngrams``).
"""

from __future__ import annotations

import functools
import hashlib
import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix
from sklearn.utils import murmurhash3_32

from bot.nlu.folding import fold
from bot.nlu.introductions import project_words

#: Columns for words and pairs of words; as many follow for character n-grams. So many that two
#: n-grams of a text hardly ever share one.
BLOCK = 2**20

#: Words whose columns are remembered, some 10 MB in all: most of a message was met in another.
_REMEMBERED = 2**15

#: Years, and the first that is not long ago: fixed, for what is learned must hold when it is read.
_DIGITS_OF_A_YEAR = 4
_FIRST_YEAR, _RECENT, _LAST_YEAR = 1800, 2025, 2099

#: What is counted in thousands, in words of the texts.
_COUNTED = frozenset(
    [
        "euro",
        "euros",
        "habitant",
        "habitants",
        "personne",
        "personnes",
        "gens",
        "repas",
        "km",
        "kilos",
        "kg",
        "m",
        "m2",
        "heures",
    ]
)

#: Under which a message carries its row.
_ROW = "orthographe"

Columns = npt.NDArray[np.signedinteger[Any]]

_WORD = re.compile(r"\w+")
_CHARACTER_NGRAMS = (2, 3, 4)


def word_ngrams(text: str) -> list[str]:
    """Return the words of a text and the pairs of neighbours, folded; of a number, its kind."""
    words = _words(text)
    return words + [f"{first} {second}" for first, second in pairwise(words)]


def _words(text: str) -> list[str]:
    words = _WORD.findall(fold(text))
    followers = [*words[1:], ""]
    return [
        _kind(word, follower) if word.isdecimal() else word
        for word, follower in zip(words, followers, strict=False)
    ]


def _kind(number: str, follower: str) -> str:
    """Name the kind of a number, in capitals, which no folded text holds.

    « Créée en 1998 » and « créée en 2011 » say the same of a project, « créée en 2026 » does not,
    and « 2000 habitants » are no year.
    """
    is_year = len(number) == _DIGITS_OF_A_YEAR and _FIRST_YEAR <= int(number) <= _LAST_YEAR
    if is_year and follower not in _COUNTED:
        return "ANNEE_ANCIENNE" if int(number) < _RECENT else "ANNEE_RECENTE"
    return f"NOMBRE_{min(len(number), _DIGITS_OF_A_YEAR)}"


def word_columns(texts: Iterable[str]) -> Columns:
    """Return the columns of the single words of texts, ascending."""
    words = {word for text in texts for word in _words(text)}
    return np.unique(np.array(columns_of([*words], characters=False), dtype=np.int32))


def character_ngrams(text: str) -> list[str]:
    """Return what 2 to 4 letters in a row a text holds, within its folded words."""
    return [ngram for part in fold(text).split() for ngram in _ngrams_within(part)]


def _ngrams_within(part: str) -> list[str]:
    """Return the characters in a row of what stands between two spaces, with a space each side."""
    spaced = f" {part} "
    return [
        spaced[start : start + length]
        for length in _CHARACTER_NGRAMS
        for start in range(len(spaced) - length + 1)
    ]


def columns_of(ngrams: Sequence[str], *, characters: bool) -> list[int]:
    """Return the column in which each n-gram is counted."""
    start = BLOCK * characters
    return [start + murmurhash3_32(ngram, positive=True) % BLOCK for ngram in ngrams]


class Row(NamedTuple):
    """The filled columns of one row of a sparse matrix, with names as in ``csr_matrix``.

    One text is weighed and ranked without scipy's matrices: making one takes longer than using it.

    Attributes:
        indices: The columns, ascending.
        data: What stands in each.
    """

    indices: Columns
    data: npt.NDArray[np.float32]

    def fingerprint(self) -> str:
        """Return what tells a row from others: Rasa asks for it, of all a message carries."""
        return hashlib.sha1(
            self.indices.tobytes() + self.data.tobytes(), usedforsecurity=False
        ).hexdigest()


def spelling_row(text: str) -> Row:
    """Count the n-grams of a text.

    Returns:
        Of ``2 * BLOCK`` columns those filled: ``1 + log(count)`` of each word n-gram, then of each
        character n-gram.
    """
    words = columns_of(word_ngrams(text), characters=False)
    parts = [_columns_within(part) for part in fold(text).split()]
    filled = np.concatenate([np.array(words, dtype=np.int32), *parts])
    columns, counts = np.unique(filled, return_counts=True)
    return Row(columns, (1 + np.log(counts)).astype(np.float32))


def spelling_vectors(texts: Iterable[str]) -> csr_matrix:
    """Return what ``spelling_row`` counts in each text, shape ``(texts, 2 * BLOCK)``."""
    return stacked([spelling_row(text) for text in texts])


def stacked(rows: Sequence[Row]) -> csr_matrix:
    """Return rows of ``2 * BLOCK`` columns as one matrix."""
    if not rows:
        return csr_matrix((0, 2 * BLOCK), dtype=np.float32)
    # In 32 bits, like the columns: another width would have every index converted.
    starts = np.cumsum([0, *(len(row.indices) for row in rows)], dtype=np.int32)
    columns = np.concatenate([row.indices for row in rows])
    data = np.concatenate([row.data for row in rows])
    return csr_matrix((data, columns, starts), shape=(len(rows), 2 * BLOCK))


@functools.lru_cache(_REMEMBERED)
def _columns_within(part: str) -> Columns:
    """Return the columns of the characters in a row of what stands between two spaces."""
    return np.array(columns_of(_ngrams_within(part), characters=True), dtype=np.int32)


def remember_columns(words: Iterable[str]) -> None:
    """Prepare for words that texts are likely to hold."""
    for word in words:
        _columns_within(fold(word))


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SpellingFeaturizer(GraphComponent):
    """Counts the n-grams of a message for the components that classify it.

    Not as ``Features`` of Rasa, which hold a matrix, and whose fingerprints, taken of every
    training text, print its numbers.
    """

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SpellingFeaturizer:
        """Create the component (see ``GraphComponent.create``)."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Count the n-grams of each message."""
        for message in messages:
            message.set(_ROW, spelling_row(project_words(message)))
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Count the n-grams of the training examples."""
        self.process(training_data.training_examples)
        return training_data


def spelled(message: Message) -> Row:
    """Return the row that ``SpellingFeaturizer`` gave a message, an empty one if it gave none."""
    given: Row | None = message.get(_ROW)
    return spelling_row("") if given is None else given
