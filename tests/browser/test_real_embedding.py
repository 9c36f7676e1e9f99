"""Pages of other origins before the real gateway: one in the list gets in, any other does not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect
from separate_servers import SeparateServers
from site_of_another_origin import Site
from widget_page import Visit


@pytest.fixture
def unknown_site(servers: SeparateServers) -> Iterator[Site]:
    running = Site(servers.url)
    yield running
    running.stop()


def test_a_whole_visit_on_a_page_of_an_allowed_site(
    visit_of: Visit, servers: SeparateServers, allowed_site: Site
) -> None:
    visitor = visit_of(allowed_site.url).open()
    visitor.choose("J’ai un projet")
    expect(visitor.bot_turns()).to_have_count(2)
    visitor.say("J'ai une idée de crèche solidaire à Besançon")
    expect(visitor.page.get_by_role("article").first).to_contain_text("Franche-Comté Active")
    visitor.page.reload()
    expect(visitor.page.locator(".historique .resultat")).to_be_visible()

    visitor.way("Contacter").click()
    visitor.page.get_by_label("Votre question ou votre projet").fill("Je cherche un local")
    visitor.page.get_by_label("Votre courriel").fill("nom@exemple.fr")
    visitor.page.get_by_label("J’accepte").check()
    visitor.page.get_by_role("button", name="Envoyer au service").click()
    told = visitor.page.locator(".feuille [role=status]")
    expect(told).to_contain_text("Gardez sa référence")
    visitor.page.keyboard.press("Escape")

    visitor.way("Recommencer").click()
    visitor.page.get_by_role("button", name="Oui, tout effacer").click()
    expect(visitor.status).to_contain_text("La conversation est effacée")
    asked = {url for url in visitor.requests if not url.startswith(allowed_site.url)}
    assert all(url.startswith(f"{servers.url}/") for url in asked)
    assert visitor.page.context.cookies() == []


def test_a_page_of_any_other_site_does_not_get_in_and_gives_the_contacts(
    visit_of: Visit, unknown_site: Site
) -> None:
    visitor = visit_of(unknown_site.url)
    visitor.launcher.click()
    told = visitor.page.locator(".panne")
    expect(told).to_contain_text("n’a pas pu s’ouvrir sur cette page")
    expect(told.get_by_role("link", name="03 81 61 61 61")).to_be_visible()
    expect(told.get_by_role("link", name="ess@franche-comte.fr")).to_be_visible()
    expect(visitor.panel).to_have_count(0)
    assert [url for url in visitor.requests if "/api/" in url] == []
    assert visitor.page.evaluate("window.writes") == []


def test_the_api_itself_refuses_a_page_of_any_other_site(
    visit_of: Visit, servers: SeparateServers, unknown_site: Site
) -> None:
    visitor = visit_of(unknown_site.url)
    call = """(url) => fetch(url, {
      method: "POST", headers: { "Content-Type": "application/json" }, body: "{}"
    }).then((answer) => answer.status, (error) => error.name)"""
    assert visitor.page.evaluate(call, f"{servers.url}/api/conversations") == "TypeError"
