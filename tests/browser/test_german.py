"""The site in German in a browser: whole pages are accessible, and its longer words fit on the smallest phone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import ibm
from tests.support.accessibility import LATE, OPEN_ALL
from tests.support.axe import violations
from tests.support.book import PAGES
from tests.support.gates import some
from tests.support.pages import OPEN_EXERCISES, Pages, settled
from tests.support.reach import off_screen, small
from tests.support.reader import Visitor
from tests.support.server import Server, serve
from tests.support.views import PHONE

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


@pytest.fixture(scope="module")
def served_german(german: Path) -> Iterator[Server]:
    """Below de/, where the page that is not there looks for its files."""
    with serve(german, mount="/de/") as server:
        yield server


@pytest.mark.parametrize("address", some(PAGES, (WALKED[0], "404.html")))
def test_whole_pages_are_accessible(visitor: Visitor, served_german: Server, address: str) -> None:
    """On the smallest phone, with all that can be opened open: no word of a button is broken, nothing scrolls the page
    sideways, every stop of the keyboard is in the window, and a thumb hits what figures offer. Colours do not depend on
    the language: the tests of English pages look at those of the dark."""
    tab = visitor(served_german.url + address, viewport=(PHONE, 800))
    settled(tab).evaluate(OPEN_EXERCISES)
    assert violations(tab, "html") == []
    assert ibm.check(tab) == []
    tab.evaluate(OPEN_ALL)
    assert tab.evaluate(BROKEN) == []
    assert tab.evaluate("document.documentElement.scrollWidth") == PHONE
    assert (off_screen(tab), small(tab)) == ([], [])
    tab.evaluate(LATE)
    assert ibm.check(settled(tab)) == []


def test_no_page_scrolls_sideways_without_scripts(page: Pages, served_german: Server) -> None:
    """On a phone: neither the list of languages nor a table of long words widens it."""
    tab = page(viewport=(PHONE, 800), java_script_enabled=False)
    walked = (*WALKED, "authors/", "errors/")
    wide = {}
    for address in walked:
        tab.goto(served_german.url + address)
        wide[address] = tab.evaluate("document.documentElement.scrollWidth")
    assert wide == dict.fromkeys(walked, PHONE)
