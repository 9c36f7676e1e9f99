"""A real Chromium, a fresh visitor for every test, and the stand-in of the gateway."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from chromium import ARGUMENTS, SIZES, executable
from fake_gateway import FakeGateway
from playwright.sync_api import Browser, BrowserContext, Playwright, sync_playwright
from separate_servers import SeparateServers
from site_of_another_origin import Site
from widget_page import Visit, WidgetPage

from bot.supervisor.addresses import free_port


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


@pytest.fixture(scope="session")
def gateway_port() -> int:
    return free_port()


@pytest.fixture(scope="session")
def allowed_site(gateway_port: int) -> Iterator[Site]:
    running = Site(f"http://127.0.0.1:{gateway_port}")
    yield running
    running.stop()


@pytest.fixture(scope="session")
def servers(
    gateway_port: int,
    allowed_site: Site,
    trained_model: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[SeparateServers]:
    """The real gateway, Rasa and actions, each of which can be stopped and started again."""
    folder = tmp_path_factory.mktemp("visits")
    running = SeparateServers(trained_model, folder, gateway_port, allowed_site.url)
    try:
        running.start()
        yield running
    finally:
        running.stop()


@pytest.fixture
def arrive(visit_of: Visit, servers: SeparateServers) -> Callable[..., WidgetPage]:
    """Open the demonstration page of the real gateway as a new visitor."""

    def open_page(size: str = "desktop", path: str = "/") -> WidgetPage:
        return visit_of(servers.url, size, path)

    return open_page
