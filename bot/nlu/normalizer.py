"""The first component of the pipeline: what Rasa reads is clean, bounded, and never a command."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.text import clean, is_button, words_of_command, words_of_signs


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class TextNormalizer(GraphComponent):
    """Cleans the text of every message.

    Rasa reads ``/intent{"slot": "x"}`` in anybody's message as a command, after this pipeline.
    Only the payloads of the assistant's own buttons (``button_intents``, ``button_details`` of the
    configuration) keep their slash; any other is turned into the words it is made of.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the settings: which intents and details the assistant's buttons carry."""
        return {"button_intents": [], "button_details": []}

    def __init__(self, config: dict[str, Any]) -> None:
        self._button_intents = frozenset(config["button_intents"])
        self._button_details = frozenset(config["button_details"])

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> TextNormalizer:
        """Create the component (see ``GraphComponent.create``)."""
        return cls(config)

    def process(self, messages: list[Message]) -> list[Message]:
        """Clean the text of each message, in place."""
        for message in messages:
            text = message.get(TEXT)
            if isinstance(text, str):
                message.set(TEXT, self._normalize(text), add_to_output=True)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Clean the training examples the same way."""
        self.process(training_data.training_examples)
        return training_data

    def _normalize(self, text: str) -> str:
        if not text.lstrip().startswith("/"):
            return clean(text) or words_of_signs(text)
        if is_button(text, self._button_intents, self._button_details):
            return text.strip()
        return clean(words_of_command(text))
