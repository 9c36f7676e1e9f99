"""The errors of the orientation package.

::

    BotError                        see bot/errors.py
    └── OrientationError
        ├── CatalogueInvalid        the files staff write hold mistakes: all of them at once
        ├── CatalogueEmpty          nothing was imported into the database yet
        └── UnknownCode             a code or a version that the catalogue does not have
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.errors import BotError


class OrientationError(BotError):
    """Base of the errors about the catalogue."""


@dataclass(frozen=True)
class Problem:
    """One mistake in the files of the catalogue, for staff: in French, with its remedy.

    Attributes:
        file: Path of the file as staff know it.
        line: Line of the mistake, from 1.
        message: What is wrong and what to write instead.
    """

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line} : {self.message}"


class CatalogueInvalid(OrientationError):
    """The files of the catalogue hold mistakes.

    Attributes:
        problems: Every mistake found, in the order of files and lines.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda each: (each.file, each.line)))
        super().__init__("\n".join(map(str, self.problems)))


class CatalogueEmpty(OrientationError):
    """Nothing was imported into the database yet."""


class UnknownCode(OrientationError):
    """A code or a version that the catalogue does not have."""
