"""Whole visits in a real browser, with the real gateway, Rasa and actions behind it."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import expect
from separate_servers import SeparateServers
from widget_page import WidgetPage


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


def test_by_keyboard_alone_from_bonjour_to_the_door(arrive: Callable[..., WidgetPage]) -> None:
    visitor = arrive()
    keyboard = visitor.page.keyboard
    visitor.tab_to("Une question sur votre projet")
    keyboard.press("Enter")
    expect(visitor.input).to_be_focused()
    expect(visitor.bot_turns()).to_have_count(1)
    for turn, words in enumerate(("bonjour", "Une crèche associative"), start=2):
        keyboard.type(words)
        keyboard.press("Enter")
        expect(visitor.bot_turns()).to_have_count(turn)
    visitor.tab_to("J’ai une idée ou je vois un besoin", "Shift+Tab")
    keyboard.press("Enter")
    expect(visitor.bot_turns()).to_have_count(4)
    visitor.tab_to("Doubs", "Shift+Tab")
    keyboard.press("Enter")
    door = visitor.page.get_by_role("article", name="Franche-Comté Active", exact=True)
    expect(door).to_be_visible()
    visitor.tab_to("Pourquoi ? Les critères pour Franche-Comté Active")
    keyboard.press("Enter")
    expect(door).to_contain_text("Étape : Émergence (correspond)")
    assert visitor.focus_is_in_sight()
    visitor.tab_to("Imprimer")
    keyboard.press("Enter")
    assert visitor.page.evaluate("window.printed") == 1


def test_the_door_and_its_next_step_are_printed(arrive: Callable[..., WidgetPage]) -> None:
    visitor = arrive().open()
    find_the_door(visitor)
    visitor.page.get_by_role("button", name="Imprimer").click()
    visitor.page.emulate_media(media="print")
    printed = visitor.page.locator("[data-assistant-impression]")
    expect(printed.get_by_role("heading", name="Franche-Comté Active")).to_be_visible()
    expect(printed).to_contain_text("Contactez Franche-Comté Active")
    expect(printed).to_contain_text("Lieu : Doubs (25) (correspond)")
    expect(visitor.page.get_by_role("heading", name="Vous avez un projet")).to_be_hidden()


def test_restarting_erases_on_the_server(
    arrive: Callable[..., WidgetPage], servers: SeparateServers
) -> None:
    visitor = arrive().open()
    find_the_door(visitor)
    stored = json.loads(visitor.page.evaluate("sessionStorage['assistant-orientation']"))
    address = f"{servers.url}/api/conversations/{stored['conversation']}"
    headers = {"Authorization": f"Bearer {stored['token']}"}
    assert visitor.page.request.get(address, headers=headers).status == 200
    visitor.way("Recommencer").click()
    visitor.page.get_by_role("button", name="Oui, tout effacer").click()
    expect(visitor.status).to_contain_text("La conversation est effacée")
    expect(visitor.bot_turns()).to_have_count(1)
    assert visitor.page.request.get(address, headers=headers).status == 404
    assert stored["token"] not in visitor.page.evaluate("JSON.stringify(sessionStorage)")


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
    page.get_by_label("Votre courriel").fill("nom@exemple.fr")
    page.get_by_label("J’accepte").check()
    page.get_by_role("button", name="Envoyer au service").click()
    expect(page.locator(".feuille [role=status]")).to_contain_text("Gardez sa référence")


def test_nothing_is_asked_before_the_first_click(arrive: Callable[..., WidgetPage]) -> None:
    visitor = arrive()
    visitor.page.wait_for_timeout(500)
    assert [url for url in visitor.requests if "/api/" in url] == []
    assert visitor.page.evaluate("window.writes") == []
