"""What keeps a terminal quiet: third-party warnings by category, telemetry off, loopback only.

The one place for it. ``scripts/setup.sh`` has every Python of ``.venv`` call ``apply()`` as it
starts, so that ``rasa train`` typed by hand is as quiet as ``make run``. Errors, and warnings that
are for us, stay visible.
"""

import os
import warnings
from collections.abc import Mapping
from typing import TextIO

#: Variables that other people's programs read. A value already set in the terminal wins.
ENVIRONMENT: Mapping[str, str] = {
    # Rasa sends anonymous usage statistics unless told not to.
    "RASA_TELEMETRY_ENABLED": "false",
    # TensorFlow's C++ log: errors only.
    "TF_CPP_MIN_LOG_LEVEL": "2",
    # Rasa still defines its tables in SQLAlchemy's 1.x way.
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    # rasa-sdk listens on every interface, without authentication, unless told otherwise.
    "SANIC_HOST": "127.0.0.1",
    # endpoints.yml names this variable, and Rasa refuses a variable that is not set.
    "BOT_ACTIONS_URL": "http://127.0.0.1:5055",
}

#: Warnings that only the authors of a dependency can act upon. Ours are errors in the tests.
SILENCED: tuple[type[Warning], ...] = (
    DeprecationWarning,
    PendingDeprecationWarning,
    FutureWarning,
)

#: What Rasa's validation cannot know: sentences are said by our actions, an empty message is
#: recognised without an example, and lookup tables are read by our profiler.
FALSE_ALARMS: tuple[str, ...] = (
    "is not used in any story or rule",
    "The intent 'message_vide' is listed in the domain file",
    "You have defined training data consisting of lookup tables",
)


def apply() -> None:
    """Sets the variables of ``ENVIRONMENT`` that are unset, and hides what is ``SILENCED``.

    Filters would not do: Sanic and others put their own in front of them when they are imported.
    """
    for name, value in ENVIRONMENT.items():
        os.environ.setdefault(name, value)
    warnings.showwarning = _show_unless_silenced


def child_environment(settings: Mapping[str, str]) -> dict[str, str]:
    """Returns the environment of a server started by ``bot run``.

    Args:
        settings: ``BOT_…`` variables that the child must agree on with its parent.

    Returns:
        This process's environment, completed; Rasa logs warnings and errors only, unless
        ``LOG_LEVEL`` says otherwise.
    """
    defaults = {"LOG_LEVEL": "WARNING", "PYTHONUNBUFFERED": "1", **ENVIRONMENT}
    return {**defaults, **os.environ, **settings}


_show = warnings.showwarning


def _show_unless_silenced(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,
    line: str | None = None,
) -> None:
    false_alarm = any(words in str(message) for words in FALSE_ALARMS)
    if not false_alarm and not issubclass(category, SILENCED):
        _show(message, category, filename, lineno, file, line)
