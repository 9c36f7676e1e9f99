"""The errors of the whole library; each package adds its own below them.

::

    BotError
    ├── SettingsError              a setting has a value that cannot work
    ├── DatabaseError              the database refused what was asked
    │   └── DatabaseUnavailable    it cannot be opened, reached, or answer in time
    ├── HandoverError              see bot/handover/errors.py
    ├── OrientationError           see bot/orientation/errors.py
    ├── UnderstandingError         see bot/nlu/errors.py
    ├── SupervisorError            see bot/supervisor/errors.py
    └── WebError                   see bot/web/errors.py

The text of a ``BotError`` is meant for the person at the terminal: it says what happened, why, and
what to do next, and it never holds a password.
"""

from __future__ import annotations


class BotError(Exception):
    """Base of every error this library raises on purpose."""


class SettingsError(BotError):
    """A setting has a value that cannot work."""


class DatabaseError(BotError):
    """The database refused what was asked."""


class DatabaseUnavailable(DatabaseError):
    """The database cannot be opened, cannot be reached, or does not answer in time."""
