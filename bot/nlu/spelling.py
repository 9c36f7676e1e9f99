"""The spelling of a message as one sparse vector: word and character n-grams, counted by hash.

Hashing needs no list of n-grams, so that every text is counted in one way, before anything is
learned. What each n-gram is worth is learned by whoever reads the vector (``bot.nlu.ngrams``).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.sparse_featurizer.sparse_featurizer import SparseFeaturizer
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.utils import murmurhash3_32

from bot.nlu.folding import fold
from bot.nlu.given_features import sentence_features
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

_Columns = npt.NDArray[np.int32]

_WORD = re.compile(r"\w+")
_CHARACTER_NGRAMS = CountVectorizer(analyzer="char_wb", ngram_range=(2, 4)).build_analyzer()


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


def word_columns(texts: Iterable[str]) -> _Columns:
    """Return the columns of the single words of texts, ascending."""
    words = {word for text in texts for word in _words(text)}
    return np.unique(np.array(columns_of([*words], characters=False), dtype=np.int32))


def character_ngrams(text: str) -> list[str]:
    """Return what 2 to 4 letters in a row a text holds, within its folded words."""
    return list(_CHARACTER_NGRAMS(fold(text)))


def columns_of(ngrams: Sequence[str], *, characters: bool) -> list[int]:
    """Return the column in which each n-gram is counted."""
    start = BLOCK * characters
    return [start + murmurhash3_32(ngram, positive=True) % BLOCK for ngram in ngrams]


def spelling_vectors(texts: Sequence[str]) -> csr_matrix:
    """Count the n-grams of texts.

    Returns:
        One row a text, ``2 * BLOCK`` columns: ``1 + log(count)`` of each word n-gram, then of each
        character n-gram.
    """
    rows = [_counts(text) for text in texts]
    if not rows:
        return csr_matrix((0, 2 * BLOCK), dtype=np.float32)
    # In 32 bits, like the columns: another width would have every index converted.
    starts = np.cumsum([0, *(len(columns) for columns, _ in rows)], dtype=np.int32)
    columns = np.concatenate([columns for columns, _ in rows])
    counts = np.concatenate([counts for _, counts in rows])
    data = (1 + np.log(counts)).astype(np.float32)
    return csr_matrix((data, columns, starts), shape=(len(texts), 2 * BLOCK))


def _counts(text: str) -> tuple[_Columns, npt.NDArray[np.intp]]:
    """Return the columns that a text fills, ascending, and how often each."""
    words = columns_of(word_ngrams(text), characters=False)
    parts = [_columns_within(part) for part in fold(text).split()]
    filled = np.concatenate([np.array(words, dtype=np.int32), *parts])
    return np.unique(filled, return_counts=True)


@functools.lru_cache(_REMEMBERED)
def _columns_within(part: str) -> _Columns:
    """Return the columns of the characters in a row of what stands between two spaces."""
    return np.array(columns_of(_CHARACTER_NGRAMS(part), characters=True), dtype=np.int32)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SpellingFeaturizer(SparseFeaturizer, GraphComponent):
    """Adds the n-grams of a message as a sparse sentence feature."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the settings of every Rasa featurizer."""
        return dict(SparseFeaturizer.get_default_config())

    def __init__(self, config: dict[str, Any], name: str) -> None:
        super().__init__(name, config)

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SpellingFeaturizer:
        """Create the component (see ``GraphComponent.create``)."""
        return cls(config, execution_context.node_name)

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """Accept any configuration: there is nothing to set."""

    def process(self, messages: list[Message]) -> list[Message]:
        """Add one sentence feature of shape ``(1, 2 * BLOCK)`` to each message."""
        vectors = spelling_vectors([project_words(message) for message in messages])
        rows = (vectors,) if len(messages) == 1 else vectors
        for row, message in zip(rows, messages, strict=True):
            message.add_features(Features(row, FEATURE_TYPE_SENTENCE, TEXT, self._identifier))
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Count the n-grams of the training examples."""
        self.process(training_data.training_examples)
        return training_data


def spelling_vector(message: Message) -> csr_matrix:
    """Return the vector that ``SpellingFeaturizer`` gave a message, zeros if it gave none."""
    given = sentence_features(message, sparse=True)
    return csr_matrix((1, 2 * BLOCK)) if given is None else given
