"""Parity in a real browser: what Pyodide draws there is what the page says, byte for byte, or is not shown."""

from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from playwright.sync_api import Route, expect
from selectolax.lexbor import LexborHTMLParser

from backprop.session import answer
from tests.support.pages import Pages
from tests.support.server import Server

CHAPTER = "chain-rule-and-backpropagation/"
FIGURE = "#one-two-one"
LIVE = 60_000


def figures(site: Path) -> dict[str, tuple[str, str]]:
    """Specification and hash of the frames of every figure in the site, by page and name."""
    return {
        f"{path.relative_to(site).as_posix()}#{node.id}": (
            node.attributes["data-specification"] or "",
            node.attributes["data-frames"] or "",
        )
        for path in sorted(site.rglob("*.html"))
        for node in LexborHTMLParser(path.read_text("utf-8")).css("figure.bp-figure")
    }


def test_every_figure_of_the_site_is_the_same_in_both_pythons(
    page: Pages, served: Server, site: Path, measured: Callable[[str], None]
) -> None:
    """Frames and table of CPython and of Pyodide in Chromium, and the hash that the page carries."""
    tab = page()
    tab.goto(served.url + CHAPTER)
    expect(tab.locator(f"{FIGURE}.bp-ready")).to_be_attached()
    found = figures(site)
    for place, (specification, hashed) in found.items():
        request = {"call": "frames", "specification": json.loads(specification)}
        answered = tab.evaluate("request => window.backprop.live.engine.call(request)", request)
        theirs = json.dumps(answered, ensure_ascii=False, separators=(",", ":"))
        assert theirs == answer(json.dumps(request)), place
        assert sha256(theirs.encode()).hexdigest().startswith(hashed), place
        assert len(hashed) == 12, place
    measured(f"parity: {len(found)} figures of the site, the same bytes in CPython and Pyodide")


def test_a_figure_that_python_draws_differently_stays_as_it_was_built(page: Pages, served: Server) -> None:
    """The page's hash is another: a sentence says so, no new number is shown, stepping goes on."""

    def alter(route: Route) -> None:
        html = route.fetch().text()
        route.fulfill(body=html.replace('data-frames="', 'data-frames="0'), content_type="text/html")

    tab = page()
    tab.route(f"**/{CHAPTER}", alter)
    tab.goto(served.url + CHAPTER)
    before = tab.locator(f"{FIGURE} .bp-steps").text_content()
    tab.locator(f'{FIGURE} input[name="x"]').fill("1")
    message = tab.locator(f"{FIGURE} .bp-live-message")
    expect(message).to_contain_text("computes the printed figure differently", timeout=LIVE)
    assert tab.locator(f"{FIGURE} .bp-steps").text_content() == before
    tab.locator(f'{FIGURE} [data-action="forward"]').click()
    expect(tab.locator(f"{FIGURE} .is-current")).to_have_attribute("id", "one-two-one-step-1")
    expect(tab.locator("#one-two-one-step-1 .bp-formula")).to_contain_text("0.5")
