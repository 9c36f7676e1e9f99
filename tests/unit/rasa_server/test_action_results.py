"""What the action server answers is checked as Rasa does, sooner."""

from collections.abc import Iterator

import jsonschema
import pytest
from rasa.core.actions.action import RemoteAction

from bot.rasa_server.action_results import prepare_the_check


@pytest.fixture
def action() -> Iterator[RemoteAction]:
    original = RemoteAction._validate_action_result
    prepare_the_check()
    yield RemoteAction("action_saluer", None)
    RemoteAction._validate_action_result = original


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
