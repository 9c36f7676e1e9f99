"""What a featurizer gave a message, as it is: Rasa's own way of asking makes a copy each time."""

from __future__ import annotations

from typing import Any

from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.message import Message


def sentence_features(message: Message, *, sparse: bool) -> Any:
    """Return the sparse or the dense features of a whole text, ``None`` if nothing gave any.

    Returns:
        A matrix of one row, not to be changed.
    """
    return next(
        (
            given.features
            for given in message.features
            if given.attribute == TEXT
            and given.type == FEATURE_TYPE_SENTENCE
            and given.is_sparse() == sparse
        ),
        None,
    )
