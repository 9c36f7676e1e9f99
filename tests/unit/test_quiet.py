"""Third parties' warnings are not shown; ours and theirs that matter are."""

import subprocess
import sys

import pytest

from bot import quiet
from bot.settings import Settings

WARN_AFTER_A_LIBRARY_CHANGED_THE_FILTERS = """
import warnings
from bot import quiet
quiet.apply()
warnings.simplefilter("always")
warnings.warn({words!r}, {category})
"""


def warn(category: str, words: str = "about a library") -> str:
    code = WARN_AFTER_A_LIBRARY_CHANGED_THE_FILTERS.format(category=category, words=words)
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stderr


@pytest.mark.parametrize("category", [category.__name__ for category in quiet.SILENCED])
def test_deprecations_are_silent_whatever_a_library_does_to_the_filters(category: str) -> None:
    assert warn(category) == ""


@pytest.mark.parametrize("words", quiet.FALSE_ALARMS)
def test_false_alarms_of_rasa_are_silent(words: str) -> None:
    assert warn("UserWarning", f"The utterance 'utter_saluer' … {words} …") == ""


@pytest.mark.parametrize("category", ["UserWarning", "RuntimeWarning", "ResourceWarning"])
def test_other_warnings_are_shown(category: str) -> None:
    assert "about a library" in warn(category)


def test_what_the_terminal_sets_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOG_LEVEL", "DEBUG")
    monkeypatch.delenv("RASA_TELEMETRY_ENABLED", raising=False)
    environment = quiet.child_environment({"BOT_RASA_URL": "http://127.0.0.1:1"})
    assert environment["LOG_LEVEL"] == "DEBUG"
    assert environment["RASA_TELEMETRY_ENABLED"] == "false"
    assert environment["BOT_RASA_URL"] == "http://127.0.0.1:1"


def test_rasa_by_hand_finds_the_action_server_where_it_is_by_default() -> None:
    assert quiet.ENVIRONMENT["BOT_ACTIONS_URL"] == Settings.__fields__["actions_url"].default
