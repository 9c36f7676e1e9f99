"""What the widget costs the page that embeds it: little, and nothing before it is opened."""

from __future__ import annotations

import gzip
from urllib.parse import urlsplit

from fake_gateway import STATIC, FakeGateway
from playwright.sync_api import expect
from widget_page import Visit

LOADER = 3_000
LOADER_AND_PANEL = 20_000


def size(name: str) -> int:
    return len(gzip.compress((STATIC / name).read_bytes(), 9, mtime=0))


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


def test_the_loader_is_at_most_3_kb() -> None:
    assert size("assistant.js") <= LOADER


def test_the_loader_and_the_panel_are_at_most_20_kb(visit: Visit) -> None:
    visitor = visit().open()
    visitor.ask_for_result()
    fetched = {urlsplit(url).path for url in visitor.requests if url.endswith(".js")}
    assert len(fetched) > 5
    assert sum(size(path.removeprefix("/static/")) for path in fetched) <= LOADER_AND_PANEL


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
