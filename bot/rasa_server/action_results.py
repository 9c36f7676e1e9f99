"""Rasa's check of what the action server answers, with its schema prepared once.

Rasa has ``jsonschema`` examine the schema itself anew for every answer, which takes most of the
time of a message that calls an action (``docs/cost.md``).
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from jsonschema.validators import validator_for
from rasa.core.actions.action import RemoteAction

_check_as_rasa_does = RemoteAction._validate_action_result


def prepare_the_check() -> None:
    """Have Rasa's remote actions use the prepared schema; what is refused stays the same."""
    RemoteAction._validate_action_result = _check


def _check(action: RemoteAction, result: dict[str, Any]) -> bool:
    # What is wrong is told by Rasa's own check, in its words.
    return bool(_validator().is_valid(result) or _check_as_rasa_does(action, result))


@lru_cache(maxsize=1)
def _validator() -> Any:
    schema = RemoteAction.action_response_format_spec()
    return validator_for(schema)(schema)
