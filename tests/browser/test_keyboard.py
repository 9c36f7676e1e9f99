"""Everything can be done with a keyboard, in a sensible order, and one sees where one is."""

from __future__ import annotations

import pytest
from fake_gateway import FakeGateway
from playwright.sync_api import expect
from widget_page import Visit


@pytest.mark.parametrize("size", ["desktop", "small"])
def test_the_whole_tab_path(size: str, visit: Visit) -> None:
    visitor = visit(size).open()
    visitor.ask_for_result()
    visitor.tab_to("Fermer", "Shift+Tab")
    path = []
    while True:
        path.append(visitor.focused())
        assert visitor.focus_is_in_sight(), path[-1]
        if path[-1] == "Envoyer":
            break
        visitor.page.keyboard.press("Tab")

    contact = "Service Économie sociale et solidaire de la Région"
    assert [name.replace("\u00a0", " ") for name in path] == [
        "Fermer",
        "Recommencer",
        "Contacter le service ESS",
        "Informations",
        "Conversation avec l’assistant",
        "J’ai un projet",
        "L’innovation sociale, c’est quoi ?",
        "Voir des exemples",
        "www.franchecomteactive.org (nouvelle fenêtre)",
        "Copier le contact de Franche-Comté Active",
        "Pourquoi ? Les critères pour Franche-Comté Active",
        "03 81 61 61 61",
        "ess@franche-comte.fr",
        f"Copier le contact de {contact}",
        f"Pourquoi ? Les critères pour {contact}",
        "Imprimer",
        "Télécharger (texte)",
        "Pourquoi ?",
        "Et maintenant ?",
        "Votre message",
        "Envoyer",
    ]


def test_a_visit_by_keyboard_alone(visit: Visit) -> None:
    visitor = visit()
    visitor.tab_to("Une question sur votre projet")
    visitor.page.keyboard.press("Enter")
    expect(visitor.input).to_be_focused()
    expect(visitor.bot_turns()).to_have_count(1)

    visitor.tab_to("J’ai un projet", "Shift+Tab")
    visitor.page.keyboard.press("Enter")
    expect(visitor.bot_turns()).to_have_count(2)
    assert visitor.focused() == "J’ai un projet"

    visitor.tab_to("Votre message")
    visitor.page.keyboard.type("Une micro-crèche")
    visitor.page.keyboard.press("Enter")
    expect(visitor.page.locator(".resultat")).to_be_visible()
    expect(visitor.input).to_be_focused()

    visitor.tab_to("Pourquoi ? Les critères", "Shift+Tab")
    visitor.page.keyboard.press("Enter")
    expect(visitor.page.locator("details[open]")).to_have_count(1)

    visitor.page.keyboard.press("Escape")
    expect(visitor.panel).to_be_hidden()
    expect(visitor.launcher).to_be_focused()
    assert visitor.launcher.get_attribute("aria-expanded") == "false"


def test_the_launcher_says_whether_the_panel_is_open(visit: Visit) -> None:
    visitor = visit()
    assert visitor.launcher.get_attribute("aria-expanded") == "false"
    visitor.open()
    assert visitor.launcher.get_attribute("aria-expanded") == "true"
    region = visitor.page.get_by_role("region", name="Assistant innovation sociale")
    expect(region).to_be_visible()
    visitor.launcher.click()
    expect(region).to_be_hidden()
    assert visitor.panel.get_attribute("hidden") == ""


def test_shift_enter_breaks_the_line_and_enter_sends(visit: Visit, gateway: FakeGateway) -> None:
    visitor = visit().open()
    visitor.input.press_sequentially("une ligne")
    visitor.input.press("Shift+Enter")
    visitor.input.press_sequentially("une autre")
    visitor.input.press("Enter")
    expect(visitor.bot_turns()).to_have_count(2)
    assert gateway.said == ["une ligne\nune autre"]


def test_escape_in_a_leaflet_comes_back_to_the_conversation(visit: Visit) -> None:
    visitor = visit().open()
    for label in ("Recommencer", "Contacter le service ESS", "Informations"):
        visitor.way(label).click()
        expect(visitor.page.locator("h3")).to_be_focused()
        visitor.page.keyboard.press("Escape")
        expect(visitor.way(label)).to_be_focused()
        expect(visitor.input).to_be_visible()


def test_a_full_screen_panel_makes_room_when_the_focus_leaves_it(visit: Visit) -> None:
    visitor = visit("phone").open()
    visitor.tab_to("Fermer", "Shift+Tab")
    visitor.page.keyboard.press("Shift+Tab")
    expect(visitor.panel).to_be_hidden()
    assert visitor.focus_is_in_sight()


def test_a_nearly_full_message_tells_what_is_left(visit: Visit, gateway: FakeGateway) -> None:
    visitor = visit().open()
    length = visitor.page.locator(".longueur")
    visitor.input.fill("a" * 700)
    expect(length).to_be_empty()
    visitor.input.fill("a" * 950)
    expect(length).to_have_text("Il reste 50 caractères.")
    visitor.say("a" * 1001)
    expect(length).to_contain_text("dépasse la limite de 1000 caractères")
    expect(visitor.input).to_have_value("a" * 1001)
    assert visitor.input.get_attribute("aria-invalid") == "true"
    assert gateway.said == []


def test_choices_stay_where_they_are_disabled(visit: Visit, gateway: FakeGateway) -> None:
    visitor = visit().open()
    first = visitor.page.get_by_role("group", name="Réponses proposées").first
    before = first.get_by_role("button").all_inner_texts()
    visitor.choose("J’ai un projet")
    expect(visitor.bot_turns()).to_have_count(2)
    assert first.get_by_role("button").all_inner_texts() == before
    for button in first.get_by_role("button").all():
        expect(button).to_be_disabled()
    expect(first.locator("[aria-pressed=true]")).to_have_text("J’ai un projet")
    first.get_by_role("button").last.click(force=True)
    visitor.page.wait_for_timeout(200)
    assert gateway.said == ["J’ai un projet"]


def test_the_field_has_a_size_that_phones_do_not_zoom(visit: Visit) -> None:
    visitor = visit("phone").open()
    assert float(visitor.input.evaluate("(it) => parseFloat(getComputedStyle(it).fontSize)")) >= 16


def test_the_phone_keyboard_does_not_hide_the_field(visit: Visit) -> None:
    visitor = visit("phone").open()
    # What a telephone reports while its keyboard covers the lower half.
    visitor.page.evaluate(
        """() => {
          Object.defineProperty(visualViewport, "height", { get: () => 400 });
          visualViewport.dispatchEvent(new Event("resize"));
        }"""
    )
    box = visitor.input.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= 400
