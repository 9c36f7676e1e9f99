"""Why ``bot run`` stops. Each prints as one line saying what happened, why, and what to do.

::

    BotError                           see bot/errors.py
    └── SupervisorError
        ├── AddressError               a port is busy, or an address is not one to listen on
        ├── BrokenFileError            a YAML file of config, domain or data cannot be read
        ├── CatalogueRefusedError      the catalogue can be read, and would mislead visitors
        ├── TrainingError              Rasa could not train a model
        ├── StartError                 the servers started but do not answer
        └── ProcessDiedError           a server ended by itself
"""

from bot.errors import BotError


class SupervisorError(BotError):
    """Anything that stops the assistant with one clear line and exit code 1."""


class AddressError(SupervisorError):
    """A server could not listen where its setting says."""


class BrokenFileError(SupervisorError):
    """A file that staff edit cannot be read."""


class CatalogueRefusedError(SupervisorError):
    """The catalogue can be read, but its check found errors: it was not imported."""


class TrainingError(SupervisorError):
    """There is no model for the present files. An older model, if any, is untouched."""


class StartError(SupervisorError):
    """The first message was not answered in time."""


class ProcessDiedError(SupervisorError):
    """One of the servers ended without being asked to."""
