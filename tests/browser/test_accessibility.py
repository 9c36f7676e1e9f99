"""axe-core finds nothing in any state of the widget, whatever the screen and the preferences."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from fake_gateway import FakeGateway
from playwright.sync_api import expect
from widget_page import Visit, WidgetPage

SETTINGS: dict[str, tuple[str, dict[str, Any]]] = {
    "desktop": ("desktop", {}),
    "small": ("small", {}),
    "forced-colours": ("desktop", {"forced_colors": "active"}),
    "reduced-motion": ("phone", {"reduced_motion": "reduce"}),
    "dark": ("desktop", {"color_scheme": "dark"}),
}


def closed(visitor: WidgetPage, gateway: FakeGateway) -> None:
    expect(visitor.panel).to_have_count(0)


def opened(visitor: WidgetPage, gateway: FakeGateway) -> None:
    visitor.open()


def typing(visitor: WidgetPage, gateway: FakeGateway) -> None:
    visitor.open()
    gateway.delay = 8
    visitor.say("J’ai un projet")
    expect(visitor.status).to_have_text("L’assistant écrit…")


def choices(visitor: WidgetPage, gateway: FakeGateway) -> None:
    visitor.open()
    visitor.choose("J’ai un projet")
    expect(visitor.page.locator(".choix")).to_have_count(2)


def result(visitor: WidgetPage, gateway: FakeGateway) -> None:
    visitor.open()
    visitor.ask_for_result()
    visitor.page.locator("summary").first.click()


def error(visitor: WidgetPage, gateway: FakeGateway) -> None:
    visitor.open()
    gateway.mood = "failing"
    visitor.say("Bonjour")
    expect(visitor.page.locator(".secours")).to_be_visible()


def offline(visitor: WidgetPage, gateway: FakeGateway) -> None:
    visitor.open()
    visitor.page.context.set_offline(True)
    visitor.say("Bonjour")
    expect(visitor.status).to_contain_text("hors ligne")


def restored(visitor: WidgetPage, gateway: FakeGateway) -> None:
    result(visitor, gateway)
    visitor.go("/assistant")
    expect(visitor.page.locator(".historique .resultat")).to_be_visible()


def contact(visitor: WidgetPage, gateway: FakeGateway) -> None:
    visitor.open()
    visitor.way("Contacter").click()
    visitor.page.get_by_role("button", name="Envoyer au service").click()
    expect(visitor.page.locator(".erreur").first).not_to_be_empty()


def information(visitor: WidgetPage, gateway: FakeGateway) -> None:
    visitor.open()
    visitor.way("Informations").click()
    expect(visitor.page.get_by_role("heading", name="À propos")).to_be_visible()


def restarting(visitor: WidgetPage, gateway: FakeGateway) -> None:
    visitor.open()
    visitor.way("Recommencer").click()
    expect(visitor.page.get_by_role("button", name="Oui")).to_be_visible()


def printed(visitor: WidgetPage, gateway: FakeGateway) -> None:
    result(visitor, gateway)
    visitor.page.get_by_role("button", name="Imprimer").click()
    visitor.page.emulate_media(media="print")


STATES: list[Callable[[WidgetPage, FakeGateway], None]] = [
    *(closed, opened, typing, choices, result, error, offline, restored),
    *(contact, information, restarting, printed),
]


@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_axe_finds_nothing(
    state: Callable[[WidgetPage, FakeGateway], None],
    setting: str,
    visit: Visit,
    gateway: FakeGateway,
) -> None:
    size, options = SETTINGS[setting]
    visitor = visit(size, **options)

    state(visitor, gateway)

    assert visitor.axe() == []
    gateway.delay = 0


def test_axe_would_find_something(visit: Visit) -> None:
    visitor = visit().open()
    visitor.page.evaluate(
        "document.querySelector('assistant-orientation').shadowRoot.querySelector('label').remove()"
    )
    assert any(line.startswith("label") for line in visitor.axe())


@pytest.mark.parametrize("path", ["/", "/assistant"])
@pytest.mark.parametrize("state", [opened, result, error, contact], ids=lambda s: s.__name__)
def test_nothing_scrolls_sideways_at_320_pixels(
    state: Callable[[WidgetPage, FakeGateway], None], path: str, visit: Visit, gateway: FakeGateway
) -> None:
    visitor = visit("small")
    state(visitor, gateway)
    gateway.mood = "well"
    if path != "/":
        visitor.go(path)

    wide = visitor.page.evaluate(
        """() => [document.documentElement,
            ...document.querySelector("assistant-orientation").shadowRoot.querySelectorAll("*")]
          .filter((each) => each.scrollWidth > each.clientWidth + 1 && each.clientWidth > 1
            && getComputedStyle(each).display !== "inline")
          .map((each) => `${each.tagName}.${each.className} ${each.scrollWidth}`)"""
    )
    assert wide == []


def test_text_twice_as_large_loses_nothing(visit: Visit) -> None:
    visitor = visit("desktop", path="/assistant")
    expect(visitor.page.locator(".choix button").first).to_be_visible()
    visitor.page.evaluate(
        "document.querySelector('assistant-orientation')"
        ".style.setProperty('--assistant-taille', '32px')"
    )
    visitor.ask_for_result()
    for button in visitor.panel.get_by_role("button").all():
        if button.is_visible():
            fits = (
                "(it) => it.scrollWidth <= it.clientWidth + 1"
                " && it.scrollHeight <= it.clientHeight + 3"
            )
            assert button.evaluate(fits), button.text_content()


def test_zoom_is_never_disabled(visit: Visit) -> None:
    for path in ("/", "/assistant"):
        content = visit(path=path).page.locator("meta[name=viewport]").get_attribute("content")
        assert content == "width=device-width, initial-scale=1"


@pytest.mark.parametrize("preference", ["reduce", "no-preference"])
def test_nothing_moves_for_those_who_asked_so(
    preference: str, visit: Visit, gateway: FakeGateway
) -> None:
    visitor = visit(reduced_motion=preference)
    typing(visitor, gateway)
    moving = visitor.page.evaluate("document.getAnimations().length")
    moving += visitor.page.evaluate(
        "document.querySelector('assistant-orientation').shadowRoot.getAnimations().length"
    )
    assert (moving == 0) == (preference == "reduce")
    gateway.delay = 0
