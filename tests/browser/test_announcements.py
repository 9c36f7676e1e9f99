"""What a screen reader is told: each turn once, the past never, the state apart."""

from __future__ import annotations

from typing import Any

from fake_gateway import FakeGateway
from playwright.sync_api import expect
from widget_page import Visit, WidgetPage


def additions(visitor: WidgetPage) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = visitor.page.evaluate("window.additions")
    return found


def test_the_log_is_there_empty_before_anything_is_said(visit: Visit) -> None:
    visitor = visit().open()
    assert visitor.page.evaluate("window.logWasEmpty") is True
    assert [each["who"] for each in additions(visitor)] == ["tour assistant"]


def test_each_turn_is_announced_exactly_once(visit: Visit) -> None:
    visitor = visit().open()
    visitor.choose("J’ai un projet")
    expect(visitor.bot_turns()).to_have_count(2)
    visitor.ask_for_result()
    expect(visitor.bot_turns()).to_have_count(3)

    who = [each["who"] for each in additions(visitor)]
    assert who.count("tour assistant") == 3
    assert who.count("tour visiteur") == 2
    assert len(who) == 5


def test_the_speaker_is_named(visit: Visit) -> None:
    visitor = visit().open()
    visitor.say("J’ai un projet")
    expect(visitor.bot_turns()).to_have_count(2)
    texts = [each["text"] for each in additions(visitor)]
    assert texts[0].startswith("Assistant\u00a0: Bonjour")
    assert texts[1].startswith("Vous\u00a0: J’ai un projet")


def test_the_past_is_not_read_out_again(visit: Visit) -> None:
    visitor = visit().open()
    visitor.ask_for_result()
    visitor.page.reload()
    expect(visitor.page.locator(".historique .resultat")).to_be_visible()
    visitor.page.wait_for_timeout(300)
    assert additions(visitor) == []


def test_the_state_is_told_apart_from_the_transcript(visit: Visit, gateway: FakeGateway) -> None:
    visitor = visit().open()
    expect(visitor.status).to_have_text("")
    gateway.delay = 1.2
    visitor.say("J’ai un projet")
    expect(visitor.status).to_have_text("L’assistant écrit…")
    expect(visitor.bot_turns()).to_have_count(2)
    expect(visitor.status).to_have_text("")


def test_the_same_trouble_is_announced_once(visit: Visit, gateway: FakeGateway) -> None:
    visitor = visit().open()
    visitor.page.evaluate(
        """() => {
          window.told = 0;
          const root = document.querySelector("assistant-orientation").shadowRoot;
          new MutationObserver((records) => (window.told += records.length))
            .observe(root.querySelector(".bas [role=status]"), { childList: true });
        }"""
    )
    gateway.mood = "failing"
    visitor.say("Bonjour")
    expect(visitor.status).to_contain_text("ne répond pas")
    tries = len(gateway.requests)
    while len(gateway.requests) < tries + 2:  # tried again, and again
        visitor.page.wait_for_timeout(100)
    assert visitor.page.evaluate("window.told") == 1
