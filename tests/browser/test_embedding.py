"""What the widget costs the page that embeds it: little, and nothing before it is opened."""

from __future__ import annotations

import gzip
from urllib.parse import urlsplit

import pytest
from fake_gateway import FakeGateway
from playwright.sync_api import expect
from widget_page import Visit, WidgetPage

LOADER = 3_000
LOADER_AND_PANEL = 20_000


def size(visitor: WidgetPage, url: str) -> int:
    """Bytes of a file as it was sent, once compressed by gzip."""
    return len(gzip.compress(visitor.page.request.get(url).body(), 9, mtime=0))


def test_nothing_is_asked_nor_stored_before_the_first_click(
    visit: Visit, gateway: FakeGateway
) -> None:
    visitor = visit()
    visitor.page.wait_for_timeout(500)

    scripts = [urlsplit(url).path for url in visitor.requests if url.endswith(".js")]
    assert scripts == ["/static/assistant.js"]
    assert gateway.requests == []
    assert visitor.page.evaluate("window.writes") == []
    assert visitor.page.context.cookies() == []
    assert visitor.page.evaluate("sessionStorage.length + localStorage.length") == 0


def test_a_whole_visit_asks_nobody_else(visit: Visit, gateway: FakeGateway) -> None:
    visitor = visit().open()
    visitor.ask_for_result()
    visitor.way("Contacter").click()
    assert {f"{urlsplit(u).scheme}://{urlsplit(u).netloc}" for u in visitor.requests} == {
        gateway.url
    }


def test_only_session_storage_is_written(visit: Visit) -> None:
    visitor = visit().open()
    visitor.ask_for_result()
    assert visitor.page.evaluate("localStorage.length") == 0
    assert visitor.page.evaluate("sessionStorage.length") == 1
    assert visitor.page.context.cookies() == []


def test_the_loader_is_at_most_3_kb(visit: Visit) -> None:
    visitor = visit()
    assert size(visitor, f"{visitor.url}/static/assistant.js") <= LOADER


def test_the_loader_and_the_panel_are_at_most_20_kb(visit: Visit) -> None:
    visitor = visit().open()
    visitor.ask_for_result()
    for leaflet in ("Recommencer", "Contacter", "Informations"):
        visitor.way(leaflet).click()
        visitor.page.keyboard.press("Escape")
    fetched = {url for url in visitor.requests if url.endswith(".js")}
    assert {urlsplit(url).path for url in fetched} == {
        "/static/assistant.js",
        "/static/panneau.js",
    }
    assert sum(size(visitor, url) for url in fetched) <= LOADER_AND_PANEL


@pytest.mark.parametrize("approach", ["hover", "focus"])
def test_the_panel_is_fetched_when_somebody_comes_near(
    approach: str, visit: Visit, gateway: FakeGateway
) -> None:
    visitor = visit()
    with visitor.page.expect_response("**/panneau.js"):
        getattr(visitor.launcher, approach)()
    expect(visitor.panel).to_have_count(0)
    assert gateway.requests == []
    assert visitor.page.evaluate("window.writes") == []
    visitor.open()
    assert sum(url.endswith("/panneau.js") for url in visitor.requests) == 1


def test_the_page_does_not_move_for_it(visit: Visit) -> None:
    visitor = visit().open()
    visitor.say("J’ai un projet")
    expect(visitor.bot_turns()).to_have_count(2)
    assert visitor.page.evaluate("window.shifted") == 0


def test_a_panel_that_cannot_be_fetched_leaves_the_contacts(visit: Visit) -> None:
    visitor = visit()
    visitor.page.route("**/panneau.js*", lambda route: route.abort())
    visitor.launcher.click()
    failure = visitor.page.locator(".panne")
    expect(failure).to_contain_text("03 81 61 61 61")
    expect(failure).to_contain_text("ess@franche-comte.fr")

    visitor.page.unroute("**/panneau.js*")
    visitor.open()
    expect(failure).to_be_empty()


def test_words_from_the_server_are_never_markup(visit: Visit) -> None:
    visitor = visit().open()
    visitor.say("<img src=x onerror=alert(1)><b>gras</b>")
    expect(visitor.bot_turns()).to_have_count(2)
    expect(visitor.log).to_contain_text("Vous avez écrit « <img src=x onerror=alert(1)>")
    expect(visitor.log.locator("img, b")).to_have_count(0)
