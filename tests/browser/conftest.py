"""A real Chromium, a fresh visitor for every test, and the stand-in of the gateway."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from chromium import ARGUMENTS, SIZES, executable
from fake_gateway import FakeGateway
from playwright.sync_api import Browser, BrowserContext, Playwright, sync_playwright
from widget_page import Visit, WidgetPage


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    running = playwright.chromium.launch(executable_path=executable(), args=ARGUMENTS)
    yield running
    running.close()


@pytest.fixture(scope="session")
def shared_gateway() -> Iterator[FakeGateway]:
    running = FakeGateway()
    yield running
    running.stop()


@pytest.fixture
def gateway(shared_gateway: FakeGateway) -> FakeGateway:
    shared_gateway.reset()
    return shared_gateway


@pytest.fixture
def visit_of(browser: Browser) -> Iterator[Visit]:
    """Open pages of any address as new visitors; afterwards, no policy may have been violated."""
    contexts: list[BrowserContext] = []
    visitors: list[WidgetPage] = []

    def visit(url: str, size: str = "desktop", path: str = "/", **options: object) -> WidgetPage:
        width, height = SIZES[size]
        context = browser.new_context(
            viewport={"width": width, "height": height}, locale="fr-FR", **options
        )
        contexts.append(context)
        visitors.append(WidgetPage(context, url, path))
        return visitors[-1]

    yield visit
    complaints = [complaint for visitor in visitors for complaint in visitor.complaints()]
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def visit(visit_of: Visit, gateway: FakeGateway) -> Visit:
    """Open the demonstration page, served by the stand-in, as a new visitor."""

    def open_page(size: str = "desktop", path: str = "/", **options: object) -> WidgetPage:
        return visit_of(gateway.url, size, path, **options)

    return open_page
