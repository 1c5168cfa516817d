"""What every page is held to in any browser: as on a phone, in both palettes, at first steps and late ones.

    with opened(FIREFOX, home) as tab:
        found = failures(tab, server, "matrices/")

The page is in a frame as wide as a small phone, narrower than some browsers' windows can be.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from playwright.sync_api import Page

from tests.support import axe, drivers, reach
from tests.support.drivers import Tab
from tests.support.pages import OPEN_EXERCISES, SETTLED
from tests.support.server import Server
from tests.support.views import PHONE

# Of the same origin as the pages, and empty but for a few words.
AROUND = "llms.txt"
FRAME = """(address, width) => {
  const frame = document.createElement("iframe");
  Object.assign(frame, { src: address, width, height: 800, style: "border: 0" });
  document.body.replaceChildren(frame);
}"""
LATE = """() => document.querySelectorAll(".bp-controls [type=range]").forEach((range) => {
  range.value = range.max - 3;
  range.dispatchEvent(new Event("input"));
})"""
DARK = "() => { document.body.dataset.mdColorScheme = 'slate' }"
# Nothing is looked at half faded.
STILL = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("*, ::before, ::after { transition: none !important }");
  document.adoptedStyleSheets.push(sheet);
}"""
PAINTED = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())))"
OPEN_ALL = "() => document.querySelectorAll('details').forEach((each) => { each.open = true })"
# What is drawn as a mask over a background, with what forced colours may do to that.
SIGNS = """() => [...document.querySelectorAll("body *")].filter((each) => each.checkVisibility()).flatMap((each) =>
  [null, "::before", "::after"].flatMap((part) => {
    const { content, display, forcedColorAdjust, maskImage } = getComputedStyle(each, part);
    const drawn = maskImage !== "none" && display !== "none" && !(part && content === "none");
    return drawn ? [[`${each.tagName}.${each.className}${part ?? ""}`, forcedColorAdjust]] : [];
  }))"""
WIDE = """() => {
  const { scrollWidth } = document.documentElement;
  return scrollWidth > innerWidth ? [`${scrollWidth} pixels of ${innerWidth}`] : [];
}"""


class Chromium(Tab):
    """A tab of Chromium that is driven as the others are."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def go(self, address: str) -> None:
        self.page.goto(address)

    def back(self) -> None:
        self.page.go_back()

    def run(self, expression: str) -> Any:  # noqa: ANN401 - whatever JSON the expression gives
        return self.page.evaluate(expression)

    def errors(self) -> list[str]:
        watched: list[str] = self.run("window.watched")
        return watched


class Framed:
    """A page in the frame."""

    def __init__(self, tab: Tab, address: str) -> None:
        self.tab = tab
        tab.run(f"({FRAME})({json.dumps(address)}, {PHONE}) ?? 0")
        tab.wait(f"frames[0].location.href.startsWith({json.dumps(address)})")
        tab.wait(self._called(SETTLED))

    def ask(self, function: str, *given: object) -> Any:  # noqa: ANN401 - whatever JSON the function gives
        """What a function of the page gives, at once or later."""
        self.tab.run(
            f"(window.told = null, void Promise.resolve({self._called(function, *given)})"
            ".then((told) => { window.told = [told ?? null] }, (error) => { window.told = [String(error)] })) ?? 0"
        )
        self.tab.wait("window.told")
        return self.tab.run("window.told[0]")

    def _called(self, function: str, *given: object) -> str:
        return f"frames[0].eval({json.dumps(f'({function})')})({', '.join(map(json.dumps, given))})"

    def axe(self, rules: Sequence[str] = ()) -> list[str]:
        """What axe-core finds, AAA's contrast included."""
        if not self.ask("() => 'axe' in window"):
            self.ask(f"() => {{ {axe.SCRIPT.read_text(encoding='utf-8')} }}")
        only: dict[str, object] = {"runOnly": {"type": "rule", "values": list(rules)}} if rules else {}
        found = self.ask(axe.RUN, ["html", axe.OPTIONS | only])
        if isinstance(found, str):
            return [found]
        return [axe.describe(each) for each in found["violations"] if each["id"] not in self.granted]

    @property
    def granted(self) -> set[str]:
        """The keyboard of Firefox stops at whatever scrolls, which axe-core does not know."""
        return {"scrollable-region-focusable"} if isinstance(self.tab, drivers.Firefox) else set()


def failures(tab: Tab, server: Server, address: str) -> dict[str, list[str]]:
    """By gate, what of the page at this address fails. The server's pages must watch for errors: `drivers.WATCH`."""
    assert drivers.WATCH in server.head
    tab.open(server.url + AROUND)
    page = Framed(tab, server.url + address)
    page.ask(STILL)
    page.ask(OPEN_EXERCISES)
    first = page.axe()
    page.ask(LATE)
    page.ask(PAINTED)
    light = page.axe(axe.SEEN)
    page.ask(DARK)
    dark = page.axe(axe.SEEN)
    page.ask(OPEN_ALL)
    page.ask(PAINTED)
    return {
        "axe": first,
        "light": light,
        "dark": dark,
        "wide": page.ask(WIDE),
        "off": page.ask(reach.OFF),
        "small": page.ask(reach.SMALL, reach.THUMB),
        "errors": page.ask("() => watched"),
    }
