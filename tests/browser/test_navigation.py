"""From page to page: every page asks only its own host, and figures survive instant navigation."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from playwright.sync_api import CDPSession, Page, expect

from tests.support.gates import some
from tests.support.pages import Pages, instant
from tests.support.reader import ARRIVED, BETWEEN, FOLLOW, Reader
from tests.support.server import NEVER, Server, delayed

CHAPTER = "chain-rule-and-backpropagation/"
INDEX = "search/search_index.json"
LIVE = 60_000
# Nodes that Material keeps of a visit and the way back, bare: two lists of pages, each with what stands right in it.
THEMES = 24
KEEP_WEAKLY = """{
  const figures = [...document.querySelectorAll(".bp-figure")];
  (window.left ??= []).push(...figures.map((figure) => new WeakRef(figure)));
}"""


@pytest.mark.parametrize(
    "reach",
    [
        lambda tab: tab.locator(".md-search__input").hover(),
        lambda tab: tab.locator(".md-search__input").focus(),
        lambda tab: tab.goto(f"{tab.url}?q=chain"),
    ],
    ids=["pointer", "keyboard", "address"],
)
def test_the_index_of_the_search_comes_when_it_is_reached_for(
    page: Pages, served: Server, reach: Callable[[Page], None]
) -> None:
    """It is more than the page itself, and most pages are read without; it comes from this host, as all does.

    The search is the same on every page; test_accessibility leaves the pages themselves alone.
    """
    tab = page(search=True)
    tab.goto(served.url + CHAPTER)
    tab.wait_for_load_state("networkidle")
    assert not any(path.endswith(INDEX) for path in served.requests)
    with tab.expect_request(f"**/{INDEX}"):
        reach(tab)
    tab.locator(".md-search__input").fill("fork")
    expect(tab.locator(".md-search-result__item").first).to_be_visible(timeout=LIVE)


def test_a_live_figure_asks_no_other_host(page: Pages, served: Server) -> None:
    """Nor does the engine, from the first edit to the new numbers."""
    tab = page(search=True)
    tab.goto(served.url + CHAPTER)
    tab.locator('#one-two-one input[name="x"]').fill("1")
    formula = tab.locator("#one-two-one-step-1 .bp-formula")
    expect(formula).to_contain_text("0.9", timeout=LIVE)


def test_instant_navigation_keeps_figures_and_one_engine(page: Pages, published: Server) -> None:
    """Material swaps the page without loading it anew; figures step, the worker stays, and nothing holds a figure that
    was left, although the theme holds the page that it was in."""
    tab = page()
    tab.goto(published.url)
    tab.evaluate(KEEP_WEAKLY)
    tab.locator('#smallest input[name="x"]').fill("1")
    expect(tab.locator("#smallest-step-1 .bp-formula")).to_contain_text("0.9", timeout=LIVE)
    tab.evaluate("window.same = true")
    tab.locator(".bp-first a[href*=chain-rule]").click()
    expect(tab.locator("#one-two-one.bp-ready")).to_be_attached()
    assert tab.evaluate("window.same"), "the page was loaded anew"
    tab.locator('#one-two-one [data-action="forward"]').click()
    expect(tab.locator("#one-two-one .is-current")).to_have_attribute("id", "one-two-one-step-1")
    tab.locator('#one-two-one input[name="x"]').fill("1")
    expect(tab.locator("#one-two-one-step-1 .bp-formula")).to_contain_text("0.9")
    workers = [path for path in published.requests if "/worker.js." in path]
    assert len(workers) == 1
    tab.evaluate(KEEP_WEAKLY)
    tab.go_back()
    expect(tab.locator("#smallest.bp-ready")).to_be_attached()
    tab.locator('#smallest [data-action="forward"]').click()
    expect(tab.locator("#smallest .is-current")).to_have_attribute("id", "smallest-step-1")
    assert tab.evaluate("left.length") == 3
    debugger, until = tab.context.new_cdp_session(tab), time.monotonic() + 20
    while held := tab.evaluate("left.map((figure) => figure.deref()?.id).filter(Boolean)"):
        assert time.monotonic() < until, held
        debugger.send("HeapProfiler.collectGarbage")


def test_drawings_of_a_page_that_comes_are_packed(page: Pages, published: Server) -> None:
    """As those of one that opens, and before it is laid out; each is there when its step is shown."""
    tab = page()
    tab.goto(f"{published.url}one-neuron-by-hand/")
    instant(tab).evaluate(FOLLOW, published.url + CHAPTER)
    tab.wait_for_function(ARRIVED)
    last = tab.locator("#one-two-one .bp-step").last
    assert last.locator(".bp-drawing svg").count() == 0
    tab.locator("#one-two-one input[type=range]").focus()
    tab.keyboard.press("End")
    expect(last.locator(".bp-drawing svg").first).to_be_attached()


def held(tab: Page) -> tuple[int, int, int]:
    """How many nodes the tab keeps after a collection, and how many listeners its window and its document have."""
    debugger = tab.context.new_cdp_session(tab)
    for _ in range(3):  # what one collection finds to be let go may be what held the rest
        debugger.send("HeapProfiler.collectGarbage")
    nodes = debugger.send("Memory.getDOMCounters")["nodes"]
    window, document = (listeners(debugger, each) for each in ("window", "document"))
    debugger.detach()
    return nodes, window, document


def listeners(debugger: CDPSession, expression: str) -> int:
    """How many there are at what this expression gives."""
    target = debugger.send("Runtime.evaluate", {"expression": expression})["result"]["objectId"]
    return len(debugger.send("DOMDebugger.getEventListeners", {"objectId": target})["listeners"])


@pytest.mark.parametrize(
    "address", some((CHAPTER, "exercises/one-neuron/", "sandbox/", "derivatives-for-pinns/"), (CHAPTER,))
)
def test_a_page_that_was_left_is_let_go(page: Pages, published: Server, address: str) -> None:
    """With its editor, its exercises and the document that it was fetched as, whatever the theme keeps of it. Its
    scripts, which run again on every visit, listen once."""
    tab = page()
    tab.goto(published.url + BETWEEN)
    instant(tab)
    seen = []
    for _ in range(3):
        for each in (address, BETWEEN):
            tab.evaluate(FOLLOW, published.url + each)
            tab.wait_for_function(ARRIVED)
            if each == "sandbox/":
                tab.locator(".bp-begin select").focus()
                expect(tab.locator(".bp-editor .cm-content")).to_be_visible()
        tab.evaluate("delete window.left")
        seen.append(held(tab))
    _, (nodes, *before), (later, *now) = seen
    assert now == before
    assert later - nodes <= THEMES


@pytest.mark.parametrize("late", ["stepping", "live", "tools"])
def test_the_scripts_that_a_page_brings_may_come_in_any_order(page: Pages, published: Server, late: str) -> None:
    """From a page without figures to one with some, where the browser runs whichever script arrives first."""
    published.faults[f"*/{late}.*.js"] = delayed(1)
    tab = page()
    tab.goto(f"{published.url}licences/")
    instant(tab).evaluate(FOLLOW, published.url + CHAPTER)
    figure = tab.locator("#one-two-one.bp-ready")
    figure.locator("button[data-tool=train]").click()
    expect(figure.locator(".bp-train-where")).to_contain_text("Update 0 of 0", timeout=LIVE)


COUNT = """() => {
  window.watched = 0;
  const { observe } = MutationObserver.prototype;
  MutationObserver.prototype.observe = function (...given) {
    window.watched++;
    return observe.apply(this, given);
  };
}"""


def test_a_figure_is_taken_up_once_however_often_its_page_is_read(reader: Reader) -> None:
    """Instant navigation runs the scripts of a page again: as many watch its figures as on the visit before."""
    reader("backpropagation-at-work/").evaluate(COUNT)
    watched = []
    for _ in range(3):
        tab = reader("backpropagation-at-work/")
        watched.append(tab.evaluate("window.watched"))
        tab.evaluate("window.watched = 0")
    assert watched == [watched[0]] * 3
    assert watched[0] > 0


def test_a_link_to_an_earlier_step_shows_it(page: Pages, published: Server) -> None:
    """With instant navigation too, and the numbers that the reader has changed stay."""
    tab = page()
    tab.goto(published.url + CHAPTER)
    tab.locator('#one-two-one input[name="x"]').fill("1")
    expect(tab.locator("#one-two-one-step-1 .bp-formula")).to_contain_text("0.9", timeout=LIVE)
    for number in (15, 10, 12):
        tab.locator(f'article table a[href$="#one-two-one-step-{number}"]').click()
        current = tab.locator("#one-two-one .is-current")
        expect(current).to_have_attribute("id", f"one-two-one-step-{number}")
        expect(tab.locator("#one-two-one .bp-controls")).to_be_in_viewport()
        expect(tab.locator('#one-two-one input[name="x"]')).to_have_value("1")
        expect(tab.locator("#one-two-one-step-1 .bp-formula")).to_contain_text("0.9")


# The first link of this kind that leads within the page and not to where the reader is: followed, and its goal.
LEAVE = """(kind) => {
  const isHere = ({ hash, pathname }) => hash && hash !== location.hash && pathname === location.pathname;
  const link = [...document.querySelectorAll(kind)].find(isHere);
  link.click();
  return link.hash.slice(1);
}"""


@pytest.mark.parametrize("comes", ["opened", "opened with numbers", "by instant navigation"])
def test_places_of_a_page_leave_it_as_the_reader_made_it(page: Pages, published: Server, comes: str) -> None:
    """Links of its headings, of its list, to a step and beyond the list, and the way back: each is come to, nothing is
    fetched again, and the reader's numbers stay."""
    published.faults["*.bin"] = NEVER
    tab = page()
    numbers = "?bp=one-two-one,x:1.5" if comes == "opened with numbers" else ""
    tab.goto(published.url + ("licences/" if comes == "by instant navigation" else CHAPTER + numbers))
    if comes == "by instant navigation":
        instant(tab).evaluate(FOLLOW, published.url + CHAPTER)
        tab.wait_for_function(ARRIVED)
    expect(tab.locator("#one-two-one.bp-ready")).to_be_attached()
    instant(tab)
    tab.locator('#one-two-one input[name="x"]').fill("1")
    if numbers:
        tab.wait_for_url("**/?bp=one-two-one,x:1#*")
    tab.evaluate("document.querySelector('article').isKept = true")
    published.requests.clear()
    gone = []
    for kind in ("article h3 .headerlink", ".md-sidebar a", 'article table a[href*="#one-two-one-"]', ".md-skip"):
        gone.append(tab.evaluate(LEAVE, kind))
        expect_place(tab, gone[-1])
    assert len(set(gone)) == 4
    for place in gone[-2::-1]:
        tab.go_back()
        expect_place(tab, place)
    tab.go_forward()
    expect_place(tab, gone[1])
    assert not any(path.endswith(f"/{CHAPTER}") for path in published.requests), published.requests


def expect_place(tab: Page, place: str) -> None:
    """The page is there as it was, and shows this place."""
    tab.wait_for_function("place => location.hash === `#${place}`", arg=place)
    expect(tab.locator(f"[id='{place}']")).to_be_in_viewport()
    assert tab.evaluate("document.querySelector('article').isKept")
    assert tab.locator('#one-two-one input[name="x"]').input_value() == "1"


def test_an_engine_that_starts_survives_the_way_to_another_page(page: Pages, published: Server) -> None:
    """Its parts are asked for where they are, each once, while the address is a page's that has not come yet."""
    tab = page()
    tab.goto(published.url)
    instant(tab)
    tab.locator(".bp-first a[href*=chain-rule]").click()
    expect(tab.locator("#one-two-one.bp-ready")).to_be_attached()
    published.faults |= {"*/worker.*": delayed(1), "/book/": delayed(3)}
    with tab.expect_request("**/worker.*"):
        tab.locator('#one-two-one input[name="x"]').fill("1")
    tab.evaluate("history.back()")
    tab.locator('#smallest input[name="x"]').fill("1")
    expect(tab.locator("#smallest-step-1 .bp-formula")).to_contain_text("0.9", timeout=LIVE)
    parts = [path for path in published.requests if path.endswith(".bin") or "/worker." in path]
    assert len(parts) == len(set(parts)) == 3, parts
    assert all(path.startswith("/book/assets/backprop/") for path in parts)


MARKED = """window.marked = [];
new MutationObserver((records) => {
  for (const { target, attributeName, oldValue } of records) {
    const isWhole = target === document.documentElement || target === document.body;
    if (document.body && isWhole && oldValue !== target.getAttribute(attributeName)) marked.push(attributeName);
  }
}).observe(document, {
  subtree: true, attributeOldValue: true, attributeFilter: ["class", "data-md-color-scheme", "data-md-color-switching"],
});"""


def test_a_page_that_opens_is_not_styled_anew(page: Pages, served: Server) -> None:
    """Once there is text, the theme changes no mark of the whole page, upon which all of it would be styled again. When
    colours do change it does, as ever."""
    tab = page(color_scheme="light")
    tab.add_init_script(MARKED)
    tab.goto(f"{served.url}teaching/")
    expect(tab.locator("html")).to_have_attribute("data-js-focus-visible", "")
    instant(tab)
    assert tab.evaluate("marked.splice(0)") == []
    expect(tab.locator("html")).to_have_class("js js-focus-visible")
    tab.locator('.md-header [title="Switch to light colours"]').click()
    tab.wait_for_function("marked.filter((name) => name === 'data-md-color-switching').length === 2")


FETCHED = """performance.getEntriesByType("resource").map(({ name }) => name)
  .filter((name) => /\\.(css|woff2)$/.test(name))"""
HEAD = "[...document.head.querySelectorAll('link[rel=stylesheet]')]"


def test_a_style_sheet_is_fetched_once(page: Pages, published: Server) -> None:
    """By a page that opens, and by the next, too, which comes by instant navigation and keeps those that it has. The
    theme asks for all of them twice, and on a slow line the page loses its style until they are there again."""
    tab = page()
    tab.goto(f"{published.url}matrices/")
    fetched = instant(tab).evaluate(FETCHED)
    assert len(fetched) == len(set(fetched)) > 4, fetched
    tab.evaluate(f"for (const link of {HEAD}) link.isKept = true")
    tab.evaluate(FOLLOW, published.url + CHAPTER)
    expect(tab.locator("h1")).to_contain_text("chain rule")
    assert tab.evaluate(f"{HEAD}.map(({{ isKept }}) => isKept)") == [True] * 3
    tab.evaluate(FOLLOW, published.url + "gallery/xor/")
    expect(tab.locator("h1")).to_contain_text("XOR")
    icons = tab.evaluate("[...document.querySelectorAll('link[rel$=icon]')].map(({ href }) => href)")
    assert icons == [f"{published.url}images/favicon.png"] * 2, "asked for again on every page"
    assert tab.evaluate("getComputedStyle(document.querySelector('h1')).fontWeight") == "700"


def test_only_dark_colours_are_told(page: Pages, served: Server) -> None:
    """An element that told of light ones, which a browser has anyway, would have the page styled anew."""
    tab = page(color_scheme="light")
    tab.goto(f"{served.url}teaching/")
    told = tab.locator('meta[name="color-scheme"]')
    instant(tab)
    expect(told).to_have_count(0)
    tab.locator('.md-header [title="Switch to light colours"]').click()
    expect(told).to_have_count(0)
    tab.locator('.md-header [title="Switch to dark colours"]').click()
    expect(told).to_have_attribute("content", "dark")
    tab.locator('.md-header [title="Use the colours of the system"]').click()
    expect(told).to_have_attribute("content", "light")
