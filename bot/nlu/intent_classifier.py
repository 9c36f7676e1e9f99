"""The intent of a message, from spelling and meaning together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix, vstack

from bot.nlu.encoder import Matrix, SentenceEncoder, sentence_vector
from bot.nlu.errors import TrainingDataError
from bot.nlu.introductions import project_words
from bot.nlu.linear import FusedClassifier
from bot.nlu.neighbours import TrainingTexts
from bot.nlu.ngrams import NgramWeights
from bot.nlu.spelling import SpellingFeaturizer, spelled, stacked
from bot.nlu.spoiled import copies_to_learn, is_short
from bot.nlu.training_labels import written_labels

#: The intent of a message without a single letter or digit.
EMPTY_INTENT = "message_vide"

#: What the trained component keeps, beside the training texts.
NGRAMS_FILE = "ngrams.npz"
INTENTS_FILE = "intents.npz"

_RANKING_LENGTH = 10


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class LinearIntentClassifier(IntentClassifier, GraphComponent):
    """Tells intents apart by n-grams and by the sentence vector, calibrated together."""

    @classmethod
    def required_components(cls) -> list[type]:
        """Return the components that must come before this one."""
        return [SpellingFeaturizer, SentenceEncoder]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the settings: there are none."""
        return {}

    def __init__(
        self,
        model_storage: ModelStorage,
        resource: Resource,
        ngrams: NgramWeights | None = None,
        classifier: FusedClassifier | None = None,
    ) -> None:
        self._model_storage = model_storage
        self._resource = resource
        self._ngrams = ngrams
        self._classifier = classifier

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> LinearIntentClassifier:
        """Create an untrained component (see ``GraphComponent.create``)."""
        return cls(model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> LinearIntentClassifier:
        """Load the trained component; an unreadable model is an error, never a blank one."""
        with model_storage.read_from(resource) as folder:
            ngrams = NgramWeights.load(folder / NGRAMS_FILE)
            classifier = FusedClassifier.load(folder / INTENTS_FILE)
        return cls(model_storage, resource, ngrams, classifier)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn the intents of the training examples.

        Raises:
            TrainingDataError: If there are fewer than two intents.
        """
        examples = [e for e in training_data.intent_examples if e.get(TEXT)]
        labels = [str(example.get(INTENT)) for example in examples]
        if len(set(labels)) < 2:
            raise TrainingDataError("data/nlu holds fewer than two intents: nothing to tell apart.")
        counts = stacked([*map(spelled, examples)])
        vectors = np.vstack([sentence_vector(example) for example in examples])
        self._ngrams = NgramWeights.fit(counts)
        texts = list(map(project_words, examples))
        spelling, meaning, sources = _with_spoiled_copies(texts, counts, vectors)
        self._classifier = FusedClassifier.fit(
            self._ngrams.transform(spelling),
            meaning,
            [{labels[source]: 1.0} for source in sources],
            # Two texts in three describe a project, nearly all of the long ones; nobody asks that
            # often, and « à Morteau » must not be rare among them.
            balance=0.5,
            kinds=[is_short(texts[source]) for source in sources],
        )
        with self._model_storage.write_to(self._resource) as folder:
            self._ngrams.save(folder / NGRAMS_FILE)
            self._classifier.save(folder / INTENTS_FILE)
            _training_texts(examples, vectors).save(folder)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Set the intent and the ranking of each message."""
        for message in messages:
            ranking = self._rank(message)
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set("intent_ranking", ranking[:_RANKING_LENGTH], add_to_output=True)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Leave the training examples as they are: no later component reads a guess on them."""
        return training_data

    def _rank(self, message: Message) -> list[dict[str, Any]]:
        text = message.get(TEXT)
        if not text:
            return [{"name": EMPTY_INTENT, "confidence": 1.0}]
        if self._ngrams is None or self._classifier is None:
            raise TrainingDataError("The intent classifier was used before it was trained.")
        row = self._ngrams.row(spelled(message))
        ranking = self._classifier.ranking(row, sentence_vector(message))
        return [{"name": intent, "confidence": confidence} for intent, confidence in ranking]


def _with_spoiled_copies(
    texts: Sequence[str], counts: csr_matrix, vectors: Matrix
) -> tuple[csr_matrix, Matrix, list[int]]:
    """Return the rows to learn, each text, and each short one followed by its spoiled copies; and
    of which text each is made.

    The copies follow their text, so that one is not held out to judge what was learned from the
    other.
    """
    copies = copies_to_learn(tuple(texts))
    sources = [*range(len(texts)), *copies.sources]
    order = np.argsort(sources, kind="stable")
    spelling = vstack([counts, copies.counts], format="csr")[order]
    meaning = np.vstack([vectors, copies.meaning])[order]
    return spelling, meaning, [sources[row] for row in order]


def _training_texts(examples: Sequence[Message], vectors: Matrix) -> TrainingTexts:
    """Keep the examples for ``bot nlu explain``; nothing else reads them."""
    return TrainingTexts(
        [(str(e.get(TEXT)), str(e.get(INTENT)), written_labels(e)) for e in examples], vectors
    )
