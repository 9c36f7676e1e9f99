"""The first component: Rasa's own command reader finds nothing that is not a button of ours."""

import pytest
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.normalizer import TextNormalizer

NORMALIZER = TextNormalizer({"button_intents": ["decrire_projet"], "button_details": ["etape"]})


def read(text: str) -> str:
    (message,) = NORMALIZER.process([Message.build(text)])
    return str(message.get(TEXT))


def test_a_button_keeps_its_slash() -> None:
    assert read('/decrire_projet{"etape": "emergence"}') == '/decrire_projet{"etape": "emergence"}'


@pytest.mark.parametrize("text", ["/restart", " /restart", "//restart", '/x{"y": "z"}', "/\x00/a"])
def test_nothing_else_keeps_its_slash(text: str) -> None:
    assert not read(text).startswith("/")


def test_a_message_without_text_is_left_alone() -> None:
    message = Message({})
    assert NORMALIZER.process([message])[0].get(TEXT) is None
