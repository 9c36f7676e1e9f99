"""Takes the screenshots of ``docs/captures/`` anew; run by hand when the widget's looks change.

Usage, from the repository root::

    PYTHONPATH=tests/browser .venv/bin/python tests/browser/captures.py
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from chromium import ARGUMENTS, SIZES, executable
from fake_gateway import FakeGateway
from playwright.sync_api import Browser, sync_playwright
from test_accessibility import STATES
from widget_page import WidgetPage

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "captures"

LOOKS = {
    "bureau": ("desktop", {}),
    "telephone": ("phone", {}),
    "petit": ("small", {}),
    "sombre": ("desktop", {"color_scheme": "dark"}),
    "contraste": ("desktop", {"forced_colors": "active"}),
}

#: States worth a picture in every look; the others are shown on a desktop and on a telephone.
EVERYWHERE = ("opened", "result", "error")


def main() -> None:
    """Write one PNG for each state and look."""
    FOLDER.mkdir(exist_ok=True)
    gateway = FakeGateway()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=ARGUMENTS)
        for look in LOOKS:
            for state in STATES:
                if look in ("bureau", "telephone") or state.__name__ in EVERYWHERE:
                    take(browser, gateway, look, state)
    gateway.stop()


def take(
    browser: Browser,
    gateway: FakeGateway,
    look: str,
    state: Callable[[WidgetPage, FakeGateway], None],
) -> None:
    size, options = LOOKS[look]
    width, height = (940, 680) if size == "desktop" else SIZES[size]
    gateway.reset()
    context = browser.new_context(
        viewport={"width": width, "height": height}, locale="fr-FR", **options
    )
    visitor = WidgetPage(context, gateway.url)
    state(visitor, gateway)
    if state.__name__ == "result":  # seen from its beginning
        visitor.page.locator(".resultat").evaluate("it => it.scrollIntoView({ block: 'start' })")
    visitor.page.mouse.move(1, 1)
    visitor.page.wait_for_timeout(300)
    visitor.page.screenshot(path=FOLDER / f"{look}-{NAMES[state.__name__]}.png")
    gateway.delay = 0.0
    context.close()


NAMES = {
    "closed": "ferme",
    "opened": "ouvert",
    "typing": "ecrit",
    "choices": "choix",
    "result": "resultat",
    "error": "panne",
    "offline": "hors-ligne",
    "restored": "repris",
    "contact": "contact",
    "information": "informations",
    "restarting": "recommencer",
    "printed": "imprime",
}


if __name__ == "__main__":
    main()
