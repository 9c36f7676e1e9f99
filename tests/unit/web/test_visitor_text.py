"""Whatever a visitor types: legible when kept, never a command for Rasa."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from bot.legible import legible, on_one_line
from bot.web.visitor_text import words_for_rasa

ANYTHING = st.text(st.characters() | st.sampled_from("/{}\"'\r\n\t\0\u202e\u200b\ud800"))


@given(ANYTHING)
def test_what_is_kept_can_be_stored_and_shown(text: str) -> None:
    kept = legible(text)
    kept.encode()
    assert legible(kept) == kept
    assert not any(unicodedata.category(c) == "Cc" and c != "\n" for c in kept)


@given(ANYTHING)
def test_words_are_never_a_command_and_never_nothing(text: str) -> None:
    words = words_for_rasa(legible(text))
    assert words
    assert not words.startswith("/")
    assert "\n" not in words


@given(ANYTHING)
def test_a_name_cannot_begin_another_header(text: str) -> None:
    assert not set(on_one_line(text)) & set("\r\n\0")


def test_line_breaks_and_emoji_stay() -> None:
    assert legible(" un \r\n\r\n\r\n\r\ndeux 👩‍👧\u2028trois ") == "un\n\ndeux 👩‍👧\ntrois"


def test_the_direction_of_what_follows_cannot_be_turned() -> None:
    assert legible("abc\u202edef\u2066") == "abcdef"
