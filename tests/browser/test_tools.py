"""The row of tools below a figure: which are offered, how they open and close, where the focus goes."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.support.pages import Pages, instant
from tests.support.server import Server, missing
from tests.support.views import views

CHAPTER = "chain-rule-and-backpropagation/"
FIGURE = "#one-two-one"
# Tools that only a test has: what a tool may be is tested without any of the real ones.
TWO_TOOLS = """() => {
  const { add, element } = backprop.tools;
  const fill = (place, panel) => panel.append(element("input", { ariaLabel: "Answer" }));
  const count = () => (window.timesClosed = (window.timesClosed ?? 0) + 1);
  const last = (place) => place.closing.signal.addEventListener("abort", count);
  add({ name: "second", order: 902, open: (place, panel) => { fill(place, panel); last(place); } });
  add({ name: "first", order: 901, engine: true, pressed: true, open: fill });
  add({ name: "never", order: 903, fits: () => false, open: fill });
  for (const button of document.querySelectorAll("[data-tool]")) button.textContent ||= button.dataset.tool;
}"""


def opened(tab: Page, served: Server) -> Page:
    """The chapter with the two tools in every figure."""
    tab.goto(served.url + CHAPTER)
    expect(tab.locator(f"{FIGURE}.bp-ready")).to_be_attached()
    tab.evaluate(TWO_TOOLS)
    return tab


def names(tab: Page) -> list[str]:
    shown = tab.locator(f"{FIGURE} .bp-tools button").evaluate_all("all => all.map(each => each.dataset.tool)")
    return [name for name in shown if name in ("first", "second", "never")]


def test_tools_stand_in_their_order_where_they_fit(page: Pages, served: Server) -> None:
    """In the order that they name, whatever the order in which they came."""
    tab = opened(page(), served)
    assert names(tab) == ["first", "second"]
    tab.evaluate(TWO_TOOLS)
    assert names(tab) == ["first", "second"]


def test_without_an_engine_tools_that_need_it_are_not_offered(page: Pages, served: Server) -> None:
    """Where its script is missing, the others remain."""
    served.faults["*/live.*.js"] = missing()
    tab = opened(page(expected=["404", "undefined"]), served)
    assert names(tab) == ["second"]


def test_one_tool_is_open_at_a_time(page: Pages, served: Server) -> None:
    """Opening one closes the other; its button says so to a screen reader; to press it again closes it."""
    tab = opened(page(), served)
    first, second = (tab.locator(f'{FIGURE} button[data-tool="{name}"]') for name in ("first", "second"))
    panel = tab.locator(f"{FIGURE} .bp-panel")
    expect(panel).to_be_hidden()
    expect(second).to_have_attribute("aria-expanded", "false")
    second.click()
    expect(second).to_have_attribute("aria-expanded", "true")
    assert second.get_attribute("aria-controls") == panel.get_attribute("id")
    first.click()
    expect(first).to_have_attribute("aria-pressed", "true")
    expect(second).to_have_attribute("aria-expanded", "false")
    assert tab.evaluate("window.timesClosed") == 1
    expect(panel.locator("input")).to_have_count(1)
    first.click()
    expect(panel).to_be_hidden()
    expect(panel.locator("input")).to_have_count(0)


def test_escape_closes_the_panel_and_returns_the_focus(page: Pages, served: Server) -> None:
    """From inside the panel, by keyboard alone; arrow keys in its field do not step the figure."""
    tab = opened(page(), served)
    tab.locator(f'{FIGURE} button[data-tool="second"]').focus()
    tab.keyboard.press("Enter")
    tab.keyboard.press("Tab")
    expect(tab.locator(f"{FIGURE} .bp-panel input")).to_be_focused()
    tab.keyboard.press("ArrowRight")
    expect(tab.locator(f"{FIGURE} .is-current")).to_have_attribute("id", "one-two-one-step-0")
    tab.keyboard.press("Escape")
    expect(tab.locator(f"{FIGURE} .bp-panel")).to_be_hidden()
    expect(tab.locator(f'{FIGURE} button[data-tool="second"]')).to_be_focused()


def test_tools_of_two_figures_have_names_of_their_own(page: Pages, served: Server) -> None:
    """Whoever moves by landmarks hears which figure a row or a panel belongs to."""
    tab = opened(page(), served)
    for button in tab.locator('.bp-tools [data-tool="second"]').all():
        button.evaluate("button => button.click()")
    parts = tab.locator(".bp-figure :is([role=group], [role=region]):not([hidden])")
    called = parts.evaluate_all("all => all.map(each => each.ariaLabel)")
    assert len(called) >= 2 * tab.locator(".bp-figure:has(.bp-tools)").count() > 2
    assert sorted(called) == sorted(set(called))


def test_print_shows_no_tools(page: Pages, served: Server) -> None:
    """Neither row nor panel."""
    tab = opened(page(), served)
    tab.locator(f'{FIGURE} button[data-tool="second"]').click()
    tab.emulate_media(media="print")
    expect(tab.locator(f"{FIGURE} .bp-tools")).to_be_hidden()
    expect(tab.locator(f"{FIGURE} .bp-panel")).to_be_hidden()


def test_tools_survive_instant_navigation(page: Pages, published: Server) -> None:
    """A page that Material swaps in has the row too, each tool once."""
    tab = opened(page(), published)
    instant(tab)
    tab.evaluate("window.same = true")
    tab.locator("nav.md-nav a", has_text="One neuron").first.click()
    figure = tab.locator("figure.bp-ready").first
    expect(figure.locator('button[data-tool="second"]')).to_have_count(1)
    assert tab.evaluate("window.same"), "the page was loaded anew"
    figure.locator('button[data-tool="second"]').click()
    expect(figure.locator(".bp-panel input")).to_be_visible()


def test_row_and_panel_are_accessible(page: Pages, served: Server, axe: Callable[[Page, str], list[str]]) -> None:
    """axe-core finds nothing with a panel open; targets are 44 px; the page does not scroll sideways."""
    tab = opened(page(), served)
    tab.locator(f'{FIGURE} button[data-tool="second"]').click()
    for _ in views(tab):
        assert axe(tab, FIGURE) == []
        sizes = tab.locator(f"{FIGURE} .bp-tools button").evaluate_all("all => all.map(each => each.offsetHeight)")
        assert sizes
        assert min(sizes) >= 44
        assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
