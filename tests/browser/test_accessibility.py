"""axe-core finds nothing, nor does IBM's checker, on any page, in either palette, on a phone and on a desk."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from tests.support import ibm
from tests.support.accessibility import LATE, OPEN_ALL
from tests.support.axe import SEEN, violations
from tests.support.book import DARK, KEYS, MOUNTS, PAGES, STEPPED
from tests.support.gates import some
from tests.support.pages import OPEN_EXERCISES, Pages, settled
from tests.support.reach import off_screen, small
from tests.support.reader import Visitor
from tests.support.server import Server, serve
from tests.support.views import DESK, PHONE, View, views

CHAPTERS = ("", "chain-rule-and-backpropagation/")


def test_every_page_is_checked(site: Path) -> None:
    """The lists of pages, and of those that are stepped through, are those of the built site."""
    built = {page.relative_to(site).as_posix().removesuffix("index.html"): page for page in site.rglob("*.html")}
    assert set(built) == set(PAGES)
    assert {address for address, page in built.items() if 'class="bp-controls' in page.read_text("utf-8")} == set(
        STEPPED
    )


def test_every_class_is_seen_in_the_dark(site: Path) -> None:
    """A page with a class of its own belongs to those that are looked at in both palettes."""
    shown = {address: set[str]() for address in PAGES}
    for address, classes in shown.items():
        html = (site / address / "index.html" if not address.endswith(".html") else site / address).read_text("utf-8")
        for each in HTMLParser(html).css("[class]"):
            classes.update((each.attributes["class"] or "").split())
    seen = set[str]().union(*(shown[address] for address in DARK))
    assert {address: classes - seen for address, classes in shown.items() if classes - seen} == {}


# Of these `make test` has each kind of page, and of words that stand on them.
SOME = (
    *("", "404.html", "chain-rule-and-backpropagation/", "matrices/", "sandbox/", "exercises/one-neuron/"),
    *("gallery/", "authors/", "reference/functions/", KEYS[0]),
)
SPOILT = """() => {
  const add = (html) => document.querySelector("article").insertAdjacentHTML("beforeend", html);
  add('<svg width="9" height="9"><rect width="9" height="9"/></svg>');
  add("<table><tbody><tr><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr></tbody></table>");
  add('<label for="__search">Search</label>');
}"""


@pytest.mark.parametrize("address", some(PAGES, SOME))
def test_whole_pages_are_accessible(visitor: Visitor, strict: Server, address: str) -> None:
    """Header, navigation, text and figures; colours do not depend on the width, so two pairs show all there is. What
    only a desk shows, the theme's lists, has on all pages the structure that it has on those of CHAPTERS.

    Nothing scrolls the page sideways, nor does it on a phone with all that can be opened open: what is too wide scrolls
    in a frame of its own. There, every stop of the keyboard is in the window, and a thumb hits what figures offer.
    Left alone, the page asks no other host for anything, and nothing of it is refused under the site's own
    content-security policy: the fixture fails on either.
    """
    tab = visitor(strict.url + address)
    expect(tab.locator(".bp-figure:has(.bp-steps):not(.bp-ready)")).to_have_count(0)
    tab.evaluate(OPEN_EXERCISES)
    dark: tuple[View, ...] = ((DESK, "dark"),) if address in DARK else ()
    assert ibm.check(tab) == []
    for width, palette in views(tab, [*dark, (PHONE, "light")]):
        assert tab.evaluate("document.documentElement.scrollWidth") <= width
        rules = SEEN if palette == "dark" and address not in CHAPTERS else ()
        assert violations(tab, "html", rules) == []
    tab.evaluate(OPEN_ALL)
    assert tab.evaluate("document.documentElement.scrollWidth") == PHONE
    assert (off_screen(tab), small(tab)) == ([], [])
    tab.evaluate(LATE)
    assert ibm.check(settled(tab)) == []


def test_ibms_checker_finds_what_is_wrong(page: Pages, served: Server) -> None:
    """A picture without a name, a matrix without heads, a label of a box that is not shown: each where it is made so,
    on a desk and on a phone, and nothing before. Matrices of all kinds of layers have heads."""
    tab = page()
    for address in ("gallery/residual-block/", "gallery/batch-normalisation/", "errors/"):
        tab.goto(served.url + address)
        settled(tab)
        for step in tab.locator(".is-current .bp-title a").all():
            step.focus()
        assert ibm.check(tab) == []
    tab.set_viewport_size({"width": PHONE, "height": 800})
    tab.locator(".md-header [for=__drawer]").click()
    assert ibm.check(tab) == []
    tab.evaluate(SPOILT)
    rules = {each.partition(":")[0] for each in ibm.check(tab)}
    assert rules == {"svg_graphics_labelled", "table_headers_exists", "label_ref_valid"}


@pytest.mark.gate
def test_no_figure_scrolls_its_page_sideways_without_scripts(page: Pages, served: Server) -> None:
    """On a phone, with all that can be opened open. Where nothing is stepped, scripts change no width."""
    tab = page(viewport=(PHONE, 800), java_script_enabled=False)
    wide = {}
    for address in STEPPED:
        tab.goto(served.url + address)
        tab.evaluate(OPEN_ALL)
        wide[address] = tab.evaluate("document.documentElement.scrollWidth")
    assert wide == dict.fromkeys(STEPPED, PHONE)


def test_a_wide_table_scrolls_by_keyboard(page: Pages, served: Server) -> None:
    """Its summary has the focus and stays where it is."""
    tab = page(viewport=(320, 800), java_script_enabled=False)
    tab.goto(f"{served.url}backpropagation-at-work/")
    summary = tab.locator(".bp-table summary").first
    summary.focus()
    summary.press("Enter")
    place = summary.bounding_box()
    box = tab.locator(".bp-table").first
    # A key goes nowhere as long as the opened table is not laid out yet.
    for _ in range(50):
        summary.press("ArrowRight")
        tab.wait_for_timeout(100)
        if box.evaluate("box => box.scrollLeft"):
            break
    assert box.evaluate("box => box.scrollLeft") > 0
    assert summary.bounding_box() == place


@pytest.mark.parametrize("address", some(CHAPTERS, ("",)))
def test_articles_are_accessible(page: Pages, served: Server, address: str) -> None:
    """At the first step, in the middle of the backward pass, and with an error at a field, there by IBM's checker too.

    In the pairs of width and palette that the test of whole pages leaves, which has looked at structure.
    """
    left: tuple[View, ...] = ((DESK, "light"), (PHONE, "dark"))
    tab = page()
    tab.goto(served.url + address)
    expect(tab.locator(".bp-figure.bp-ready").first).to_be_attached()
    for _ in views(tab, left):
        assert violations(tab, "article", SEEN) == []
    tab.evaluate(
        "document.querySelectorAll('.bp-controls input').forEach(range => {"
        "range.value = range.max - 3; range.dispatchEvent(new Event('input')) })"
    )
    tab.locator(".bp-values input").first.fill("nonsense")
    expect(tab.locator(".bp-field-error:visible").first).to_be_visible()
    for _, palette in views(tab, left):
        assert violations(tab, "article", SEEN if palette == "dark" else ()) == []
    assert ibm.check(tab) == []


COLOURS = """() => [...document.querySelectorAll("main *")].map(each => {
  const style = getComputedStyle(each);
  return ["color", "background-color", "border-top-color", "fill", "stroke", "filter", "color-scheme"]
    .map(name => style.getPropertyValue(name)).join(" ");
})"""
CHOOSE_DARK = """() => {
  document.documentElement.classList.remove("no-js");
  document.body.dataset.mdColorScheme = "slate";
}"""


@pytest.mark.gate
@pytest.mark.parametrize("folder", MOUNTS)
def test_a_dark_system_has_dark_pages_without_scripts(page: Pages, folder: str, request: pytest.FixtureRequest) -> None:
    """Each element has the colours that it has for readers with scripts, of which all are checked for contrast, and a
    light system has others; so has each class that any page shows."""
    with serve(request.getfixturevalue(folder), mount=MOUNTS[folder]) as server:
        tab = page(java_script_enabled=False)
        # The pages of keys, without a theme, leave their colours to the browser.
        for address in ("404.html", *(each for each in DARK if each not in KEYS)):
            tab.emulate_media(color_scheme="light")
            tab.goto(server.url + address)
            light = tab.evaluate(COLOURS)
            tab.emulate_media(color_scheme="dark")
            dark = tab.evaluate(COLOURS)
            tab.evaluate(CHOOSE_DARK)
            assert dark == tab.evaluate(COLOURS), address
            assert all(each.endswith(" dark") for each in dark), address
            assert not any(each.endswith(" dark") for each in light), address
        tab.close()


@pytest.mark.parametrize("address", CHAPTERS)
def test_articles_are_accessible_without_scripts(page: Pages, served: Server, address: str) -> None:
    """Without JavaScript axe cannot run in the page, so every drawing's name is looked up here."""
    tab = page(java_script_enabled=False)
    tab.goto(served.url + address)
    drawings = tab.get_by_role("img", name="Drawing.")
    assert drawings.count() > 0
    expect(drawings.last).to_be_visible()
