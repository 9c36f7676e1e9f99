"""Whole visits in a real browser, with the real gateway, Rasa and actions behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from assistant_process import Assistant
from playwright.sync_api import expect
from widget_page import Visit, WidgetPage

from bot.settings import ROOT


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory, trained_model: Path) -> Iterator[Assistant]:
    database = tmp_path_factory.mktemp("visits") / "bot.sqlite3"
    running = Assistant(ROOT, BOT_DATABASE_URL=f"sqlite:///{database}")
    try:
        running.wait_until_ready()
        yield running
    finally:
        running.kill_all()


@pytest.fixture
def arrive(visit_of: Visit, assistant: Assistant) -> Callable[..., WidgetPage]:
    """Open the demonstration page of the real gateway as a new visitor."""

    def open_page(size: str = "desktop", path: str = "/") -> WidgetPage:
        return visit_of(assistant.gateway_url.rstrip("/"), size, path)

    return open_page


def find_the_door(visitor: WidgetPage) -> None:
    visitor.say("J'ai une idée de crèche solidaire à Besançon")
    expect(visitor.page.locator(".resultat")).to_be_visible()


@pytest.mark.parametrize("size", ["desktop", "phone", "small"])
def test_from_bonjour_to_the_door(size: str, arrive: Callable[..., WidgetPage]) -> None:
    visitor = arrive(size).open()
    visitor.say("bonjour")
    expect(visitor.bot_turns()).to_have_count(2)
    find_the_door(visitor)
    card = visitor.page.get_by_role("article").first
    expect(card).to_contain_text("Franche-Comté Active")
    expect(card.get_by_role("link").first).to_have_attribute(
        "href", "http://www.franchecomteactive.org"
    )
    expect(card.get_by_text("Ensuite", exact=True)).to_be_visible()
    assert visitor.log.inner_text().count("Contact :") == 0, "a door is told twice"
    assert visitor.axe() == []


def test_a_choice_is_taken_and_a_second_page_goes_on(arrive: Callable[..., WidgetPage]) -> None:
    visitor = arrive().open()
    visitor.choose("J’ai un projet")
    expect(visitor.bot_turns()).to_have_count(2)
    visitor.go("/assistant")
    expect(visitor.bot_turns()).to_have_count(2)
    find_the_door(visitor)
    visitor.page.reload()
    expect(visitor.page.locator(".historique .resultat")).to_be_visible()


def test_restarting_erases_on_the_server(arrive: Callable[..., WidgetPage]) -> None:
    visitor = arrive().open()
    find_the_door(visitor)
    visitor.way("Recommencer").click()
    visitor.page.get_by_role("button", name="Oui, tout effacer").click()
    expect(visitor.status).to_contain_text("La conversation est effacée")
    expect(visitor.bot_turns()).to_have_count(1)


def test_offline_and_back(arrive: Callable[..., WidgetPage]) -> None:
    visitor = arrive().open()
    visitor.page.context.set_offline(True)
    visitor.say("bonjour")
    expect(visitor.status).to_contain_text("hors ligne")
    visitor.page.context.set_offline(False)
    expect(visitor.bot_turns()).to_have_count(2)
    visitor.page.reload()
    expect(visitor.page.locator(".tour.visiteur")).to_have_count(1)


def test_a_message_to_the_service(arrive: Callable[..., WidgetPage]) -> None:
    visitor = arrive().open()
    visitor.way("Contacter").click()
    page = visitor.page
    page.get_by_label("Votre question ou votre projet").fill("Je cherche un local")
    page.get_by_label("Votre courriel").fill("jeanne@exemple.fr")
    page.get_by_label("J’accepte").check()
    page.get_by_role("button", name="Envoyer au service").click()
    expect(page.locator(".feuille [role=status]")).to_contain_text("Gardez sa référence")


def test_nothing_is_asked_before_the_first_click(arrive: Callable[..., WidgetPage]) -> None:
    visitor = arrive()
    visitor.page.wait_for_timeout(500)
    assert [url for url in visitor.requests if "/api/" in url] == []
    assert visitor.page.evaluate("window.writes") == []
