"""What Rasa works out anew for each message although it never changes, worked out once.

Together these took more than a third of the time of a message (``docs/decisions/0013``); what Rasa
decides stays the same.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import rasa.core.processor
from jsonschema.validators import validator_for
from rasa.core.actions.action import RemoteAction
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event

from bot.rasa_server.graph_runner import SequentialGraphRunner
from bot.rasa_server.rule_search import search_fewer_rules

_check_as_rasa_does = RemoteAction._validate_action_result
_resolve_as_rasa_does = Event.resolve_by_type
_is_empty_as_rasa_finds = Domain.is_empty


def prepare() -> None:
    """Have Rasa use what is prepared. To be called before a model is loaded."""
    RemoteAction._validate_action_result = _check
    Event.resolve_by_type = staticmethod(lru_cache(maxsize=None)(_resolve_as_rasa_does))
    Domain.is_empty = _is_empty
    rasa.core.processor.DaskGraphRunner = SequentialGraphRunner
    search_fewer_rules()


def _check(action: RemoteAction, result: dict[str, Any]) -> bool:
    # Rasa has jsonschema examine the schema itself anew. What is wrong is told in Rasa's words.
    return bool(_validator().is_valid(result) or _check_as_rasa_does(action, result))


@lru_cache(maxsize=1)
def _validator() -> Any:
    schema = RemoteAction.action_response_format_spec()
    return validator_for(schema)(schema)


def _is_empty(domain: Domain) -> bool:
    # Rasa makes an empty domain, to compare with, for each message.
    known: bool | None = getattr(domain, "_is_known_as_empty", None)
    if known is None:
        known = bool(_is_empty_as_rasa_finds(domain))
        domain._is_known_as_empty = known
    return known
