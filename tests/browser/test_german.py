"""The site in German in a browser: whole pages are accessible, and its longer words fit on the smallest phone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.support.axe import violations
from tests.support.pages import Pages
from tests.support.server import Server, serve
from tests.support.site import ROOT

# Figures and layout are those of the English pages, which the other tests walk: here each page is looked at once.
PAGES = (
    *(f"{path.stem}/".removeprefix("index/") for path in sorted((ROOT / "docs.de").glob("*.md"))),
    "exercises/two-neurons/",
)
DARK = ("", "one-neuron-by-hand/", "chain-rule-and-backpropagation/")
# Words that stand on two lines: a button breaks a word that is too wide for it.
BROKEN = r"""() => [...document.querySelectorAll("figure button, figure summary")].flatMap(each => {
  const texts = document.createTreeWalker(each, NodeFilter.SHOW_TEXT), broken = [];
  while (texts.nextNode()) {
    for (const word of texts.currentNode.data.matchAll(/\S+/g)) {
      const range = document.createRange();
      range.setStart(texts.currentNode, word.index);
      range.setEnd(texts.currentNode, word.index + word[0].length);
      if (range.getClientRects().length > 1) broken.push(word[0]);
    }
  }
  return broken;
})"""


@pytest.fixture
def served_german(german: Path) -> Iterator[Server]:
    with serve(german) as server:
        yield server


@pytest.mark.parametrize(("width", "scheme", "pages"), [(320, "light", PAGES), (1280, "dark", DARK)])
def test_whole_pages_are_accessible_and_no_word_of_a_button_is_broken(
    page: Pages, served_german: Server, width: int, scheme: str, pages: Sequence[str]
) -> None:
    """Nor does a page scroll sideways."""
    tab = page(viewport=(width, 800), color_scheme=scheme)
    for address in pages:
        tab.goto(served_german.url + address)
        expect(tab.locator(".bp-figure:has(.bp-steps):not(.bp-ready)")).to_have_count(0)
        assert tab.evaluate(BROKEN) == [], address
        assert violations(tab, "html") == [], address
        assert tab.evaluate("document.documentElement.scrollWidth") <= width


def test_no_page_scrolls_sideways_without_scripts(page: Pages, served_german: Server) -> None:
    """On a phone: neither the list of languages nor a table of long words widens it."""
    tab = page(viewport=(320, 800), java_script_enabled=False)
    wide = {}
    for address in PAGES:
        tab.goto(served_german.url + address)
        wide[address] = tab.evaluate("document.documentElement.scrollWidth")
    assert wide == dict.fromkeys(PAGES, 320)
