"""The site in German in a browser: whole pages are accessible, and its longer words fit on the smallest phone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import ibm
from tests.support.axe import violations
from tests.support.gates import some
from tests.support.pages import OPEN_EXERCISES, Pages, settled
from tests.support.server import Server, serve
from tests.support.site import ROOT

# Figures and layout are those of the English pages, which the other tests walk: here it is about longer words.
PAGES = (
    *(f"{path.stem}/".removeprefix("index/") for path in sorted((ROOT / "docs.de").glob("*.md"))),
    "exercises/two-neurons/",
)
WALKED = ("", "chain-rule-and-backpropagation/", "exercises/two-neurons/")
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


@pytest.mark.gate
def test_no_word_of_a_button_is_broken(page: Pages, served_german: Server) -> None:
    """On the smallest phone, on any page; nor does one scroll sideways."""
    tab = page(viewport=(320, 800))
    for address in PAGES:
        tab.goto(served_german.url + address)
        settled(tab).evaluate(OPEN_EXERCISES)
        assert tab.evaluate(BROKEN) == [], address
        assert tab.evaluate("document.documentElement.scrollWidth") <= 320, address


@pytest.mark.parametrize("address", some(WALKED, ("",)))
def test_whole_pages_are_accessible(page: Pages, served_german: Server, address: str) -> None:
    tab = page(viewport=(320, 800))
    tab.goto(served_german.url + address)
    settled(tab).evaluate(OPEN_EXERCISES)
    assert violations(tab, "html") == []
    assert ibm.check(tab) == []


def test_no_page_scrolls_sideways_without_scripts(page: Pages, served_german: Server) -> None:
    """On a phone: neither the list of languages nor a table of long words widens it."""
    tab = page(viewport=(320, 800), java_script_enabled=False)
    walked = (*WALKED, "authors/", "errors/")
    wide = {}
    for address in walked:
        tab.goto(served_german.url + address)
        wide[address] = tab.evaluate("document.documentElement.scrollWidth")
    assert wide == dict.fromkeys(walked, 320)
