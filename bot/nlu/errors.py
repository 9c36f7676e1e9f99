"""Errors of French understanding.

BotError
└── UnderstandingError
    ├── TrainingDataError      texts that cannot be learned from, measured on or explained
    ├── ModelUnreadable        a trained model whose files are missing or damaged
    └── PlaceListUnreadable    a list of places that is missing, or has a wrong line
"""

from __future__ import annotations

from bot.errors import BotError


class UnderstandingError(BotError):
    """Anything wrong with understanding."""


class TrainingDataError(UnderstandingError):
    """Texts that cannot be learned from, measured on or explained; says what to write instead."""


class ModelUnreadable(UnderstandingError):
    """A trained model whose files are missing or damaged; train again."""


class PlaceListUnreadable(UnderstandingError):
    """A list of places that is missing, or has a wrong line; names the file and the line."""
