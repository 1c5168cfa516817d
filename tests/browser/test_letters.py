"""Letters twice as large, or as wide as WCAG asks for: no page scrolls sideways, no word is cut or lies on another."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.test_reading import CUT, LARGE, SPACED
from tests.support import drivers
from tests.support.accessibility import FRAME, PAINTED, WIDE
from tests.support.book import KEYS, PAGES
from tests.support.drivers import Tab
from tests.support.gates import some
from tests.support.other_browsers import FIREFOX, WEBKIT, Wanted, opened
from tests.support.pages import settled
from tests.support.reader import Visitor
from tests.support.server import Server, serve
from tests.support.views import PHONE

BOTH = [(language, address) for language in ("site", "german") for address in PAGES if address != "404.html"]
KEPT = [
    *(("site", each) for each in ("computational-graphs/", "exercises/graphs/")),
    *(("german", each) for each in ("gallery/residual-block/", KEYS[0])),
]
AFTER = """(text) => {
  const style = document.querySelector("#letters") ?? document.head.appendChild(document.createElement("style"));
  Object.assign(style, { id: "letters", textContent: text });
}"""
# The lines of text that lie on another: the middle of each, as far as what is around it shows it. A formula has room of
# its own around it, and what is in a drawing or beside the page is looked at elsewhere.
LAID_OVER = """() => {
  const seen = (node) => {
    let { left, top, right, bottom } = node.box;
    for (let each = node.parentElement; each && each !== document.body; each = each.parentElement) {
      if (getComputedStyle(each).overflowX === "visible") continue;
      const around = each.getBoundingClientRect();
      [left, top] = [Math.max(left, around.left), Math.max(top, around.top)];
      [right, bottom] = [Math.min(right, around.right), Math.min(bottom, around.bottom)];
    }
    return { left, top, right, bottom, node: node.node, text: node.node.textContent.trim().slice(0, 30) };
  };
  const lines = [], all = document.createTreeWalker(document.body, NodeFilter.SHOW_ALL);
  const seeable = { visibilityProperty: true, opacityProperty: true, contentVisibilityAuto: true };
  const apart = "svg, .md-header, .md-sidebar, .md-skip, .md-top, option, textarea, thead, script, style";
  const middle = ({ left, right, top, bottom }, size) => ({ left, right,
    top: Math.max(top, (top + bottom - size) / 2), bottom: Math.min(bottom, (top + bottom + size) / 2) });
  while (all.nextNode()) {
    const node = all.currentNode, parentElement = node.parentElement;
    const math = node.nodeName === "math";
    if (!math && !(node.nodeType === 3 && node.data.trim() && !parentElement.closest("math"))) continue;
    if (parentElement.closest(apart) || !parentElement.checkVisibility(seeable)) continue;
    const range = document.createRange(), size = 0.7 * parseFloat(getComputedStyle(parentElement).fontSize);
    range.selectNodeContents(node);
    for (const each of math ? [node.getBoundingClientRect()] : range.getClientRects())
      lines.push(seen({ node, parentElement, box: middle(each, size) }));
  }
  const shown = lines.filter(({ left, top, right, bottom }) => right - left > 3 && bottom - top > 3);
  shown.sort((a, b) => a.top - b.top);
  return shown.flatMap((a, place) => {
    const found = [];
    for (let next = place + 1; next < shown.length && shown[next].top < a.bottom - 3; next++) {
      const b = shown[next];
      if (a.node !== b.node && Math.min(a.right, b.right) - Math.max(a.left, b.left) > 3
        && Math.min(a.bottom, b.bottom) - b.top > 3) found.push(`${a.text} / ${b.text}`);
    }
    return found;
  });
}"""
LOADED = """(({ location, document }) => location.href !== "about:blank" && document.readyState === "complete")(
  document.querySelector("iframe").contentWindow)"""
WITHIN = """((frame) => {
  const { document: inner, innerWidth } = frame.contentWindow;
  inner.head.insertAdjacentHTML("beforeend", "<style>%s</style>");
  return [inner.documentElement.scrollWidth <= innerWidth, innerWidth];
})(document.querySelector("iframe"))"""


@pytest.fixture(scope="module")
def books(request: pytest.FixtureRequest) -> Iterator[dict[str, Server]]:
    """The book in each language."""
    site, german = (request.getfixturevalue(each) for each in ("site", "german"))
    with serve(site) as english, serve(german) as other:
        yield {"site": english, "german": other}


@pytest.mark.parametrize("where", some(BOTH, KEPT), ids="-".join)
def test_no_page_runs_out_of_its_window(visitor: Visitor, books: dict[str, Server], where: tuple[str, str]) -> None:
    """Large, on a phone and on a desk; and spaced: as an extension does it on a page that is there."""
    language, address = where
    tab = settled(visitor(books[language].url + address, viewport=(PHONE, 800)))
    found = {}
    for style, width in ((LARGE, PHONE), (LARGE, 1280), (SPACED, PHONE)):
        tab.set_viewport_size({"width": width, "height": 800})
        tab.evaluate(AFTER, style)
        settled(tab).evaluate(PAINTED)
        found[style, width] = [each for question in (WIDE, CUT, LAID_OVER) for each in tab.evaluate(question)]
    assert {case: told for case, told in found.items() if told} == {}


def test_what_runs_out_or_lies_on_another_is_found(visitor: Visitor, books: dict[str, Server]) -> None:
    tab = visitor(f"{books['site'].url}terminology/", viewport=(PHONE, 800))
    assert tab.evaluate(LAID_OVER) == []
    tab.evaluate(AFTER, f"{LARGE} article p {{ line-height: 0.3 !important; width: 30em; overflow: clip }}")
    assert tab.evaluate(LAID_OVER)
    assert tab.evaluate(WIDE)


@pytest.mark.gate
@pytest.mark.parametrize("wanted", [FIREFOX, WEBKIT], ids=lambda wanted: wanted.name)
def test_nor_do_pages_in_other_browsers(site: Path, tmp_path: Path, wanted: Wanted) -> None:
    """Some with formulas, tables and code, in a frame as narrow as a phone."""
    with serve(site) as server, opened(wanted, tmp_path) as tab:
        server.head = drivers.WATCH
        tab.open(f"{server.url}llms.txt")
        addresses = ("computational-graphs/", "vanishing-and-exploding/", "authors/", "exercises/graphs/")
        for address, style in [(address, style) for address in addresses for style in (LARGE, SPACED)]:
            assert _framed(tab, server.url + address, style) == [True, PHONE], (address, style)


def _framed(tab: Tab, address: str, style: str) -> list[object]:
    tab.run(f"(({FRAME})({address!r}, {PHONE}), 0)")
    tab.wait(LOADED)
    told: list[object] = tab.run(WITHIN % style)
    return told
