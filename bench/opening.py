"""From the click on the launcher to a field one can write in, on a machine four times slower.

Run it with ``make bench``: a real Chromium, its processor slowed four times, opens the widget of
the stand-in gateway again and again. The target is 200 ms on a machine that does nothing else. The
panel is fetched when a pointer or the focus comes to the launcher; a finger may come unannounced.
"""

from __future__ import annotations

import statistics
import sys

from bot.settings import ROOT

sys.path.insert(0, str(ROOT / "tests/browser"))

from chromium import ARGUMENTS, executable
from fake_gateway import FakeGateway
from playwright.sync_api import Browser, sync_playwright

OPENINGS = 15
SLOWDOWN = 4
APPROACH = """() => new Promise((done) => {
  const root = document.querySelector("assistant-orientation").shadowRoot;
  root.querySelector(".lanceur").dispatchEvent(new PointerEvent("pointerenter"));
  setTimeout(done, 250);
})"""
CLICK = """() => new Promise((done) => {
  const root = document.querySelector("assistant-orientation").shadowRoot;
  const start = performance.now();
  const look = () => root.activeElement?.tagName === "TEXTAREA"
    ? done(performance.now() - start) : setTimeout(look, 2);
  root.querySelector(".lanceur").click();
  look();
})"""

#: How a visitor comes to the launcher, and what is run for it in the page before the click.
WAYS = {"after coming near": APPROACH, "out of nowhere": "() => {}"}


def main() -> None:
    """Open the widget as new visitors and print the medians and the extremes, in ms."""
    gateway = FakeGateway()
    times: dict[str, list[float]] = {way: [] for way in WAYS}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=ARGUMENTS)
        for _ in range(OPENINGS):
            for way in WAYS:
                times[way].append(_open(browser, gateway.url, WAYS[way]))
        browser.close()
    gateway.stop()
    for way, measured in times.items():
        print(
            f"click to writing, {SLOWDOWN} × slower, {way:17}"
            f"  p50 {statistics.median(measured):5.0f} ms"
            f"  (from {min(measured):.0f} to {max(measured):.0f}, {OPENINGS} openings)"
        )


def _open(browser: Browser, url: str, before: str) -> float:
    context = browser.new_context()
    page = context.new_page()
    page.goto(url)
    page.wait_for_selector("assistant-orientation .lanceur")
    slow = {"rate": SLOWDOWN}
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", slow)
    page.evaluate(before)
    taken = page.evaluate(CLICK)
    context.close()
    return float(taken)


if __name__ == "__main__":
    main()
