"""Parity in a real browser: what Pyodide draws there is what the page says, byte for byte, or is not shown."""

from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from playwright.sync_api import Browser, Route, expect
from selectolax.lexbor import LexborHTMLParser

from backprop.session import answer
from tests.browser.test_live import DIGEST
from tests.support.pages import Pages
from tests.support.server import Server

CHAPTER = "chain-rule-and-backpropagation/"
FIGURE = "#one-two-one"
LIVE = 60_000
HASHES = 'data-frames="'


def figures(site: Path) -> dict[str, tuple[str, str]]:
    """Specification and hash of the frames of every figure in the site, by page and name."""
    return {
        f"{path.relative_to(site).as_posix()}#{node.id}": (
            node.attributes["data-specification"] or "",
            node.attributes["data-frames"] or "",
        )
        for path in sorted(site.rglob("*.html"))
        for node in LexborHTMLParser(path.read_text("utf-8")).css("figure.bp-figure")
        # A film, which has no formulas, is NumPy's, and not drawn in pages.
        if node.css_first(".bp-formula")
    }


def test_every_figure_of_the_site_is_the_same_in_both_pythons(
    plain: Browser, served: Server, site: Path, measured: Callable[[str], None]
) -> None:
    """Frames and table of CPython and of Pyodide in Chromium, compiled as for readers, and the hash that the page
    carries."""
    opened = Pages(plain)
    tab = opened()
    tab.goto(served.url + CHAPTER)
    expect(tab.locator(f"{FIGURE}.bp-ready")).to_be_attached()
    found = figures(site)
    for place, (specification, hashed) in found.items():
        request = {"call": "frames", "specification": json.loads(specification)}
        theirs, ours = tab.evaluate(DIGEST, request), answer(json.dumps(request))
        assert theirs == sha256(ours.encode()).hexdigest(), place
        answered = json.loads(ours)
        frames = [json.dumps(each, ensure_ascii=False, separators=(",", ":")) for each in answered["frames"]]
        steps = [sha256(each.encode()).hexdigest()[:3] for each in frames]
        assert hashed == theirs[:12] + "".join(steps), place
    assert opened.unexpected() == []
    measured(f"parity: {len(found)} figures of the site, the same bytes in CPython and Pyodide")


# What the page asks the worker, as it does so.
TELL_CALLS = """{
  window.calls = [];
  const { postMessage } = Worker.prototype;
  Worker.prototype.postMessage = function (message, ...more) {
    if (message.request) calls.push(JSON.parse(message.request).call);
    return postMessage.call(this, message, ...more);
  };
}"""


def test_what_is_in_sight_does_not_wait_for_the_whole_figure(page: Pages, served: Server) -> None:
    """It is drawn as built, then anew; the rest, built and new, once the changes pause, and as built only once."""
    tab = page()
    tab.add_init_script(TELL_CALLS)
    tab.goto(served.url + CHAPTER)
    expect(tab.locator(f"{FIGURE}.bp-ready")).to_be_attached()
    for number, calls in (("1", ["glance", "glance", "frames", "frames"]), ("2", ["glance", "frames"])):
        tab.evaluate("calls.length = 0")
        tab.locator(f'{FIGURE} input[name="x"]').fill(number)
        tab.wait_for_function("count => calls.length === count", arg=len(calls), timeout=LIVE)
        assert tab.evaluate("calls") == calls


def test_a_figure_that_python_draws_differently_stays_as_it_was_built(page: Pages, served: Server) -> None:
    """The page has other hashes, of the first figure's whole and of the second one's steps as well: a sentence says
    so, no new number is left, stepping goes on."""

    def alter(route: Route) -> None:
        before, first, second = route.fetch().text().split(HASHES)
        route.fulfill(body=f"{before}{HASHES}x{first[1:]}{HASHES}x{second}", content_type="text/html")

    tab = page()
    tab.route(f"**/{CHAPTER}", alter)
    tab.goto(served.url + CHAPTER)
    for name in ("#composition", FIGURE):
        before = tab.locator(f"{name} .bp-steps").text_content()
        tab.locator(f'{name} input[name="x"]').fill("1")
        message = tab.locator(f"{name} .bp-live-message")
        expect(message).to_contain_text("computes the printed figure differently", timeout=LIVE)
        assert tab.locator(f"{name} .bp-steps").text_content() == before
    tab.locator(f'{FIGURE} [data-action="forward"]').click()
    expect(tab.locator(f"{FIGURE} .is-current")).to_have_attribute("id", "one-two-one-step-1")
    expect(tab.locator("#one-two-one-step-1 .bp-formula")).to_contain_text("0.5")
