"""Errors of French understanding.

BotError
└── UnderstandingError
    ├── TrainingDataError      training data that cannot be learned from
    ├── ModelUnreadable        a trained model whose files are missing or damaged
    └── PlaceListUnreadable    a list of places that is missing, or has a wrong line
"""

from __future__ import annotations

from bot.errors import BotError


class UnderstandingError(BotError):
    """Anything wrong with understanding."""


class TrainingDataError(UnderstandingError):
    """Training data that cannot be learned from; says which file and what to write instead."""


class ModelUnreadable(UnderstandingError):
    """A trained model whose files are missing or damaged; train again."""


class PlaceListUnreadable(UnderstandingError):
    """A list of places that is missing, or has a wrong line; names the file and the line."""
