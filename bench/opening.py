"""From the click on the launcher to a field one can write in, on a machine four times slower.

Run it with ``make bench``: a real Chromium, its processor slowed four times, opens the widget of
the stand-in gateway again and again. The target is 200 ms on a machine that does nothing else.
"""

from __future__ import annotations

import statistics
import sys

from bot.settings import ROOT

sys.path.insert(0, str(ROOT / "tests/browser"))

from chromium import ARGUMENTS, executable
from fake_gateway import FakeGateway
from playwright.sync_api import sync_playwright

OPENINGS = 15
SLOWDOWN = 4
CLICK = """() => new Promise((done) => {
  const root = document.querySelector("assistant-orientation").shadowRoot;
  const start = performance.now();
  const look = () => root.activeElement?.tagName === "TEXTAREA"
    ? done(performance.now() - start) : setTimeout(look, 2);
  root.querySelector(".lanceur").click();
  look();
})"""


def main() -> None:
    """Open the widget as new visitors and print the median and the extremes, in ms."""
    gateway = FakeGateway()
    times = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=ARGUMENTS)
        for _ in range(OPENINGS):
            context = browser.new_context()
            page = context.new_page()
            page.goto(gateway.url)
            page.wait_for_selector("assistant-orientation .lanceur")
            slow = {"rate": SLOWDOWN}
            context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", slow)
            times.append(page.evaluate(CLICK))
            context.close()
        browser.close()
    gateway.stop()
    print(
        f"click to writing, {SLOWDOWN} × slower  p50 {statistics.median(times):5.0f} ms"
        f"  (from {min(times):.0f} to {max(times):.0f}, {OPENINGS} openings)"
    )


if __name__ == "__main__":
    main()
