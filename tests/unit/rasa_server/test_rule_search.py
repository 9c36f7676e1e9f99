"""Searching fewer rules finds what searching all of them does."""

import json
from collections.abc import Iterator
from itertools import product
from types import SimpleNamespace
from typing import Any

import pytest
from rasa.core.policies.rule_policy import RULES, SHOULD_NOT_BE_SET, RulePolicy

from bot.rasa_server.rule_search import search_all_rules, search_fewer_rules

INTENTS = (None, "saluer", "nier", SHOULD_NOT_BE_SET)
ACTIONS = (None, "action_listen", "action_saluer")


@pytest.fixture(autouse=True)
def fewer() -> Iterator[None]:
    search_fewer_rules()
    yield
    search_all_rules()


def a_state(intent: str | None, action: str | None, etape: str | None = None) -> dict[str, Any]:
    state: dict[str, Any] = {}
    if intent:
        state["user"] = {"intent": intent}
    if action:
        state["prev_action"] = {"action_name": action}
    if etape:
        state["slots"] = {"etape": etape}
    return state


STATES = [a_state(*parts) for parts in product(INTENTS, ACTIONS, (None, "emergence"))]


def a_policy(rules: list[list[dict[str, Any]]]) -> Any:
    lookup = {json.dumps(rule, sort_keys=True): "action_x" for rule in rules}
    policy = RulePolicy.__new__(RulePolicy)
    policy.lookup = {RULES: lookup}
    return policy


@pytest.mark.parametrize("before", [None, {}, a_state("nier", "action_listen")])
def test_the_rules_found_are_those_that_rasa_finds(before: dict[str, Any] | None) -> None:
    policy = a_policy([[state] for state in STATES] + [[first, last] for first, last in
                      product(STATES[::5], STATES[::3])])  # fmt: skip
    found = []
    for state in STATES:
        states = [state] if before is None else [before, state]
        search_fewer_rules()
        fewer = policy._get_possible_keys(policy.lookup[RULES], states)
        search_all_rules()
        assert fewer == policy._get_possible_keys(policy.lookup[RULES], states)
        found.append(len(fewer))
    assert max(found) > 1


def test_rules_about_another_intent_are_not_examined(monkeypatch: pytest.MonkeyPatch) -> None:
    policy = a_policy([[a_state("saluer", "action_listen")], [a_state("nier", "action_listen")]])
    examined: list[str] = []
    monkeypatch.setattr(
        RulePolicy, "_is_rule_applicable", lambda _, key, *__: not examined.append(key)
    )
    state = a_state("nier", "action_listen")
    assert len(policy._get_possible_keys(policy.lookup[RULES], [state])) == 1
    assert len(examined) == 1


def test_rules_about_words_are_looked_for_only_if_there_are_any() -> None:
    policy: Any = SimpleNamespace(lookup={RULES: {'[{"user": {"intent": "saluer"}}]': "a"}})
    assert RulePolicy._find_action_from_rules(policy, None, None, True) == (None, None, False)


def test_a_rule_about_words_is_looked_for_as_rasa_does() -> None:
    policy: Any = SimpleNamespace(lookup={RULES: {'[{"user": {"text": "ouste"}}]': "a"}})
    with pytest.raises(AttributeError):  # Rasa's own search, which reads the conversation
        RulePolicy._find_action_from_rules(policy, None, None, True)
