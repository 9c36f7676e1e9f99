"""The result is something to keep: cards, a printed page, a text file, a contact to copy."""

from __future__ import annotations

from pathlib import Path

import pytest
from fake_gateway import NEXT_STEP, ORIENTATION, REASON, FakeGateway, message
from playwright.sync_api import expect
from visitor import plain
from widget_page import Visit, WidgetPage


@pytest.fixture
def visitor(visit: Visit) -> WidgetPage:
    arrived = visit(permissions=["clipboard-read", "clipboard-write"]).open()
    arrived.ask_for_result()
    return arrived


def test_a_card_says_the_door_the_reason_the_contact_and_the_next_step(visitor: WidgetPage) -> None:
    card = visitor.page.get_by_role("article", name="Franche-Comté Active", exact=True)
    expect(card).to_contain_text(REASON)
    expect(card.get_by_role("link")).to_have_attribute("href", "http://www.franchecomteactive.org")
    expect(card).to_contain_text(NEXT_STEP)


def test_the_doors_are_told_once(visitor: WidgetPage) -> None:
    assert plain(visitor.log.inner_text()).count(plain(REASON)) == 1
    expect(visitor.log).to_contain_text("Voici à qui vous adresser")


def test_the_words_of_a_result_do_not_matter_to_its_cards(
    visit: Visit, gateway: FakeGateway
) -> None:
    visitor = visit().open()
    (conversation,) = gateway.conversations.values()
    told = message("bot", "Zwei Türen, ohne Zahlen.", orientation=ORIENTATION)
    conversation.messages.append(told)
    visitor.page.reload()
    expect(visitor.page.get_by_role("article")).to_have_count(2)
    expect(visitor.page.get_by_role("article").first).to_contain_text(NEXT_STEP)
    expect(visitor.panel).not_to_contain_text("Zwei Türen")


def test_a_result_of_before_shows_what_it_has(visit: Visit, gateway: FakeGateway) -> None:
    visitor = visit().open()
    (conversation,) = gateway.conversations.values()
    contact = {"nom": "Rally’nov", "url": None, "email": None, "telephone": None}
    criterion = {"critere": "etape", "attendu": [], "constate": "diffusion", "resultat": "oui"}
    door = {"organisation": "rallynov", "raison": REASON, "criteres": [criterion]}
    older = {"recommandations": [{**door, "contact": contact}]}
    conversation.messages.append(message("bot", "1. Rally’nov", orientation=older))
    visitor.page.reload()
    card = visitor.page.get_by_role("article", name="Rally’nov", exact=True)
    expect(card).to_contain_text(REASON)
    expect(card).not_to_contain_text("Ensuite")
    card.locator("summary").click()
    expect(card).to_contain_text("etape : diffusion (correspond)")


def test_links_to_other_sites_announce_the_new_window(visitor: WidgetPage) -> None:
    for link in visitor.log.locator("a[href^=http]").all():
        assert link.get_attribute("target") == "_blank"
        assert "noopener" in (link.get_attribute("rel") or "")
        assert "nouvelle fenêtre" in (link.text_content() or "")


def test_why_shows_the_criteria(visitor: WidgetPage) -> None:
    criterion = visitor.page.get_by_text("Étape")
    expect(criterion).to_be_hidden()
    visitor.page.locator("summary").first.click()
    expect(criterion).to_have_text("Étape : Émergence (correspond)")
    expect(visitor.page.get_by_text("Lieu : non précisé (à préciser")).to_be_visible()


def test_e_mail_and_telephone_are_readable_text(visitor: WidgetPage) -> None:
    card = visitor.page.get_by_role("article").last
    expect(card.get_by_role("link", name="ess@franche-comte.fr")).to_be_visible()
    expect(card.get_by_role("link", name="03 81 61 61 61")).to_have_attribute(
        "href", "tel:0381616161"
    )


def test_a_contact_is_copied(visitor: WidgetPage) -> None:
    visitor.page.get_by_role("button", name="Copier le contact").last.click()
    expect(visitor.status).to_have_text("Contact copié.")
    copied = visitor.page.evaluate("navigator.clipboard.readText()")
    assert "ess@franche-comte.fr" in copied
    assert "03 81 61 61 61" in copied


def test_the_text_file_holds_everything(visitor: WidgetPage, tmp_path: Path) -> None:
    with visitor.page.expect_download() as download:
        visitor.page.get_by_role("button", name="Télécharger").click()
    assert download.value.suggested_filename == "orientation-innovation-sociale.txt"
    path = tmp_path / "kept.txt"
    download.value.save_as(path)
    text = plain(path.read_text(encoding="utf-8-sig"))
    for words in (
        *("Votre orientation, le", "1. Franche-Comté Active", REASON),
        *("http://www.franchecomteactive.org", "ess@franche-comte.fr", "03 81 61 61 61"),
        *("Étape : Émergence (correspond)", NEXT_STEP),
    ):
        assert plain(words) in text


def test_only_the_result_is_printed(visitor: WidgetPage) -> None:
    page = visitor.page
    page.get_by_role("button", name="Imprimer").click()
    assert page.evaluate("window.printed") == 1
    page.emulate_media(media="print")
    printed = page.locator("[data-assistant-impression]")
    expect(printed.get_by_role("heading", name="Votre orientation, le")).to_be_visible()
    expect(printed).to_contain_text("ess@franche-comte.fr")
    expect(printed.get_by_text("Étape")).to_be_visible()
    expect(page.locator("h1", has_text="Vous avez un projet")).to_be_hidden()
    expect(visitor.panel).to_be_hidden()
    assert len(page.pdf()) > 5_000

    page.emulate_media(media="screen")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(printed).to_have_count(0)
    expect(visitor.panel).to_be_visible()
