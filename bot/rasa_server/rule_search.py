"""Finds the rule for a conversation among those that may apply, instead of among all.

Rasa looks through all rules twice: for the visitor's very words, then for the intent. Which rules
are about words, and which about what last intent and action, is known once a model is loaded. What
may apply is then examined by Rasa.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import product
from typing import Any

from rasa.core.policies.rule_policy import RULES, SHOULD_NOT_BE_SET, RulePolicy
from rasa.shared.core.constants import PREVIOUS_ACTION, USER
from rasa.shared.nlu.constants import ACTION_NAME, INTENT

#: For each last intent and last action, ``None`` standing for any, the keys of the rules.
RuleIndex = Mapping[tuple[str | None, str | None], Sequence[str]]

#: What stands in the key of a rule that names a visitor's very words (``- user: "…"``).
_WORDS_IN_A_RULE = '"text":'

_find_as_rasa_does = RulePolicy._find_action_from_rules
_filter_as_rasa_does = RulePolicy._get_possible_keys


def search_fewer_rules() -> None:
    """Have Rasa's rule policy examine the rules that may apply only."""
    RulePolicy._find_action_from_rules = _find_action_from_rules
    RulePolicy._get_possible_keys = _get_possible_keys


def search_all_rules() -> None:
    """Take ``search_fewer_rules`` back."""
    RulePolicy._find_action_from_rules = _find_as_rasa_does
    RulePolicy._get_possible_keys = _filter_as_rasa_does


def _find_action_from_rules(
    policy: RulePolicy, tracker: Any, domain: Any, use_text_for_last_user_input: bool
) -> Any:
    if use_text_for_last_user_input and not _names_words(policy):
        return None, None, False
    return _find_as_rasa_does(policy, tracker, domain, use_text_for_last_user_input)


def _names_words(policy: RulePolicy) -> bool:
    known: bool | None = getattr(policy, "_names_words", None)
    if known is None:
        known = any(_WORDS_IN_A_RULE in key for key in policy.lookup[RULES])
        policy._names_words = known
    return known


def _get_possible_keys(
    policy: RulePolicy, lookup: Mapping[str, str], states: Sequence[Mapping[str, Any]]
) -> set[str]:
    known = policy.__dict__.setdefault("_indices", {})
    if id(lookup) not in known:  # one for each of the policy's own, which live as long as it does
        known[id(lookup)] = _index(lookup)
    keys = _may_apply(known[id(lookup)], states[-1] if states else {})
    possible: set[str] = _filter_as_rasa_does(policy, dict.fromkeys(keys), states)
    return possible


def _index(lookup: Mapping[str, str]) -> RuleIndex:
    index: dict[tuple[str | None, str | None], list[str]] = defaultdict(list)
    for key in lookup:
        intent, action = _ends_with(RulePolicy._rule_key_to_state(key)[-1])
        # A rule for the beginning of a conversation is not compared with its intent.
        index[intent if action else None, action].append(key)
    return index


def _may_apply(index: RuleIndex, state: Mapping[str, Any]) -> list[str]:
    intent, action = _ends_with(state)
    ends = product(dict.fromkeys((None, intent)), dict.fromkeys((None, action)))
    return [key for end in ends for key in index.get(end, ())]


def _ends_with(state: Mapping[str, Any]) -> tuple[str | None, str | None]:
    """Return the intent and the action that a state shows."""
    intent = state.get(USER, {}).get(INTENT)
    action = state.get(PREVIOUS_ACTION, {}).get(ACTION_NAME)
    return (
        intent if intent != SHOULD_NOT_BE_SET else None,
        action if action != SHOULD_NOT_BE_SET else None,
    )
