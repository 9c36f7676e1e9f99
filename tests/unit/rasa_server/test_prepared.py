"""What Rasa works out anew for each message is worked out once, with the same result."""

from collections.abc import Iterator

import jsonschema
import pytest
import rasa.core.processor
import rasa.shared.utils.common
from rasa.core.actions.action import RemoteAction
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event, SlotSet

from bot.rasa_server.prepared import prepare
from bot.rasa_server.rule_search import search_all_rules


@pytest.fixture(autouse=True)
def prepared() -> Iterator[None]:
    check = RemoteAction._validate_action_result
    resolve, is_empty = Event.resolve_by_type, Domain.is_empty
    prepare()
    yield
    RemoteAction._validate_action_result = check
    search_all_rules()
    Event.resolve_by_type = staticmethod(resolve)
    Domain.is_empty = is_empty
    rasa.core.processor.DaskGraphRunner = DaskGraphRunner


@pytest.fixture
def action() -> RemoteAction:
    return RemoteAction("action_saluer", None)


def test_an_answer_as_it_should_be_is_accepted(action: RemoteAction) -> None:
    slot = {"event": "slot", "name": "etape", "value": "emergence", "timestamp": None}
    assert action._validate_action_result({"events": [slot], "responses": [{"text": "Bonjour"}]})


@pytest.mark.parametrize(
    "answer",
    [{"events": "none"}, {"events": [{"event": "no such event"}]}, {"responses": ["Bonjour"]}],
)
def test_a_malformed_answer_is_refused_in_rasas_words(
    action: RemoteAction, answer: dict[str, object]
) -> None:
    with pytest.raises(jsonschema.ValidationError, match="Failed to validate Action server"):
        action._validate_action_result(answer)


def test_the_schema_itself_is_not_examined_again(
    action: RemoteAction, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jsonschema, "validate", None)
    assert action._validate_action_result({"events": [], "responses": []})


def test_an_event_is_made_without_going_through_every_class(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stored = {"event": "slot", "name": "etape", "value": "emergence"}
    assert Event.from_parameters(stored) == SlotSet("etape", "emergence")
    monkeypatch.setattr(rasa.shared.utils.common, "all_subclasses", None)
    assert Event.from_parameters(stored) == SlotSet("etape", "emergence")


def test_an_event_that_rasa_does_not_know_is_still_refused() -> None:
    with pytest.raises(ValueError, match="Unknown event name"):
        Event.from_parameters({"event": "no such event"})


def test_whether_a_domain_is_empty_is_found_once(monkeypatch: pytest.MonkeyPatch) -> None:
    empty, full = Domain.empty(), Domain.from_yaml("intents: [saluer]")
    assert (empty.is_empty(), full.is_empty()) == (True, False)
    monkeypatch.setattr(Domain, "empty", None)
    assert (empty.is_empty(), full.is_empty()) == (True, False)
