"""What a visitor does with the widget, in the words of the tests."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Locator, Page, expect

AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "RGAAv4", "best-practice"]

#: Notes, from the first line of the page on, what the tests ask about.
WATCH = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.violations.push(`${event.effectiveDirective} ${event.blockedURI}`));
window.writes = [];
for (const name of ["setItem", "removeItem", "clear"]) {
  const original = Storage.prototype[name];
  Storage.prototype[name] = function (...given) {
    window.writes.push(`${name} ${given[0]}`);
    return original.apply(this, given);
  };
}
window.printed = 0;
window.print = () => { window.printed += 1; };
window.shifted = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
}).observe({ type: "layout-shift", buffered: true });
window.additions = [];
const watch = (log) => {
  window.logWasEmpty = log.childNodes.length === 0;
  new MutationObserver((records) => {
    for (const record of records) for (const node of record.addedNodes) {
      window.additions.push({ who: node.className ?? "text", text: node.textContent });
    }
  }).observe(log, { childList: true, subtree: true, characterData: true });
};
const attach = Element.prototype.attachShadow;
Element.prototype.attachShadow = function (options) {
  const root = attach.call(this, options);
  new MutationObserver((_, observer) => {
    const log = root.querySelector("[role=log]");
    if (!log) return;
    observer.disconnect();
    watch(log);
  }).observe(root, { childList: true, subtree: true });
  return root;
};
"""


class WidgetPage:
    """One visitor, on one page of the site.

    Attributes:
        requests: Every address requested so far.
        page: The browser's page.
    """

    def __init__(self, context: BrowserContext, url: str, path: str = "/") -> None:
        self.url = url
        self.requests: list[str] = []
        self._errors: list[str] = []
        context.set_default_timeout(10_000)
        context.add_init_script(WATCH)
        self.page = context.new_page()
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("pageerror", lambda error: self._errors.append(str(error)))
        self.go(path)

    def go(self, path: str) -> None:
        self.page.goto(self.url + path)
        self.page.wait_for_function("document.querySelector('assistant-orientation')?.shadowRoot")

    def complaints(self) -> list[str]:
        """What the browser complained of: policies violated, errors nobody caught."""
        if self.page.is_closed():
            return self._errors
        return [*self._errors, *self.page.evaluate("window.violations ?? []")]

    @property
    def launcher(self) -> Locator:
        return self.page.locator(".lanceur")

    @property
    def panel(self) -> Locator:
        return self.page.locator(".panneau")

    @property
    def input(self) -> Locator:
        return self.page.get_by_label("Votre message", exact=True)

    @property
    def log(self) -> Locator:
        return self.page.get_by_role("log")

    @property
    def status(self) -> Locator:
        return self.page.locator(".bas [role=status]")

    def open(self) -> WidgetPage:
        self.launcher.click()
        expect(self.page.locator(".choix button").first).to_be_visible()
        return self

    def say(self, text: str) -> None:
        self.input.fill(text)
        self.input.press("Enter")

    def choose(self, label: str) -> None:
        self.page.locator(".choix").last.get_by_role("button", name=label, exact=True).click()

    def ask_for_result(self) -> None:
        self.say("Une micro-crèche dans mon village")
        expect(self.page.locator(".resultat")).to_be_visible()

    def tab_to(self, name: str, key: str = "Tab") -> None:
        """Press a key until what has the focus is called so."""
        for _ in range(60):
            if self.focused().startswith(name):
                return
            self.page.keyboard.press(key)
        raise AssertionError(f"{key} never comes to « {name} »")

    def bot_turns(self) -> Locator:
        return self.page.locator(".tour.assistant")

    def way(self, label: str) -> Locator:
        return self.page.locator(".voies").get_by_role("button", name=label)

    def focused(self) -> str:
        """Text, label or tag of what has the focus, shadow roots looked into."""
        return str(
            self.page.evaluate(
                """() => {
                  let it = document.activeElement;
                  while (it.shadowRoot?.activeElement) it = it.shadowRoot.activeElement;
                  const label = it.labels?.[0]?.textContent || it.getAttribute("aria-label");
                  return (label || it.textContent || it.tagName).trim().replace(/\\s+/g, " ");
                }"""
            )
        )

    def focus_is_in_sight(self) -> bool:
        """Whether nothing hides what has the focus."""
        return bool(
            self.page.evaluate(
                """() => {
                  let it = document.activeElement;
                  while (it.shadowRoot?.activeElement) it = it.shadowRoot.activeElement;
                  const box = it.getBoundingClientRect();
                  const x = box.left + Math.min(box.width / 2, innerWidth - box.left - 2);
                  const spots = [box.top + 6, box.top + box.height / 2, box.bottom - 6];
                  return spots.some((y) => {
                    let hit = document.elementFromPoint(x, y);
                    let inner = hit?.shadowRoot?.elementFromPoint(x, y);
                    for (; inner && inner !== hit; inner = hit.shadowRoot?.elementFromPoint(x, y))
                      hit = inner;
                    return it.contains(hit) || hit?.contains(it);
                  });
                }"""
            )
        )

    def axe(self) -> list[str]:
        """What axe-core finds wrong with the whole page, one line a rule."""
        return axe(self.page)


def axe(page: Page) -> list[str]:
    """What axe-core finds wrong with a page, with the widget or without, one line a rule."""
    page.wait_for_timeout(250)
    # Through the debugger, which the page's own policy does not bind.
    page.evaluate(AXE.read_text(encoding="utf-8"))
    options = {
        "runOnly": {"type": "tag", "values": TAGS},
        "rules": {"target-size": {"enabled": True}},
        "resultTypes": ["violations"],
    }
    found: list[dict[str, Any]] = page.evaluate(
        f"axe.run(document, {json.dumps(options)}).then((result) => result.violations)"
    )
    return [
        f"{rule['id']}: {node['target']} {node.get('failureSummary', '')}"
        for rule in found
        for node in rule["nodes"]
    ]


#: Opens a page as a new visitor.
Visit = Callable[..., WidgetPage]
