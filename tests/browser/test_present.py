"""A figure as large as the window, for a lecture: keys, clicker, curtain, address, and the page behind it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.support import axe, ibm
from tests.support.reader import Visitor
from tests.support.server import Server

CHAPTER = "chain-rule-and-backpropagation/"
FIGURE = "#one-two-one"
SHOWN = f"{FIGURE}:popover-open"


def presented(visitor: Visitor, published: Server, *, viewport: tuple[int, int] = (1280, 800)) -> Page:
    """As a slide's link opens it."""
    address = f"{published.url}{CHAPTER}?present=one-two-one{FIGURE}-step-9"
    tab = visitor(address, viewport=viewport)
    expect(tab.locator(SHOWN)).to_be_visible()
    return tab


# How far the formula of the current step reaches above and below what is in sight of the log.
HIDDEN = """figure => {
  const parts = [".bp-steps", ".is-current .bp-formula"].map((part) => figure.querySelector(part));
  const [log, formula] = parts.map((part) => part.getBoundingClientRect());
  return [Math.max(0, log.top - formula.top - 1), Math.max(0, formula.bottom - log.bottom - 1)];
}"""


def expect_whole(tab: Page) -> None:
    """The log shows the whole formula of the current step, once it has the height that it is to have."""
    tab.wait_for_function(f"() => ({HIDDEN})(document.querySelector('{FIGURE}')).every((part) => part === 0)")


def current(tab: Page) -> str:
    return tab.locator(f"{FIGURE} .is-current").get_attribute("id") or ""


@pytest.mark.parametrize(
    ("width", "height"),
    [(1280, 720), *(pytest.param(*window, marks=pytest.mark.gate) for window in ((1920, 1080), (390, 844)))],
)
def test_it_fills_the_window_and_nothing_else_is_seen(
    visitor: Visitor, published: Server, width: int, height: int
) -> None:
    """Buttons, drawing and the current formula are in the window, the letters at least as large as on the page."""
    tab = presented(visitor, published, viewport=(width, height))
    box = tab.locator(FIGURE).bounding_box()
    assert box == {"x": 0, "y": 0, "width": width, "height": height}
    for part in (".bp-controls", ".is-current .bp-drawing", ".is-current .bp-formula"):
        inner = tab.locator(f"{FIGURE} {part}").first.bounding_box()
        assert inner
        assert inner["y"] >= 0
        assert inner["y"] + inner["height"] <= height + 1, part
    for part in (".bp-tools", ".bp-values", ".bp-table", ".bp-structure"):
        expect(tab.locator(f"{FIGURE} > {part}")).to_be_hidden()
    assert tab.evaluate("document.elementFromPoint(innerWidth / 2, 2).closest('.bp-figure').id") == "one-two-one"
    assert axe.violations(tab, FIGURE) == []
    assert ibm.check(tab, FIGURE) == []


def test_a_clicker_steps_from_anywhere(visitor: Visitor, published: Server) -> None:
    """It sends Page Down and Page Up; the arrow keys do the same, wherever the focus is."""
    tab = presented(visitor, published)
    tab.evaluate("document.activeElement.blur()")
    for key, step in (("PageDown", 10), ("ArrowRight", 11), ("PageUp", 10), ("ArrowLeft", 9)):
        tab.keyboard.press(key)
        assert current(tab) == f"one-two-one-step-{step}", key


@pytest.mark.parametrize(("key", "colour"), [("b", "rgb(0, 0, 0)"), (".", "rgb(0, 0, 0)"), ("w", "rgb(255, 255, 255)")])
def test_a_key_draws_a_curtain_and_the_next_one_only_lifts_it(
    visitor: Visitor, published: Server, key: str, colour: str
) -> None:
    tab = presented(visitor, published)
    ground = f"getComputedStyle(document.querySelector('{FIGURE}'), '::after')"
    tab.keyboard.press(key)
    assert tab.evaluate(f"{ground}.backgroundColor") == colour
    tab.keyboard.press("PageDown")
    assert tab.evaluate(f"{ground}.content") == "none"
    assert current(tab) == "one-two-one-step-9"


def test_it_is_entered_and_left_by_button_and_by_escape(visitor: Visitor, published: Server) -> None:
    """The address says so while it lasts; the rest of the page is out of reach, and as before after it."""
    tab = visitor(f"{published.url}{CHAPTER}?a=1{FIGURE}-step-11")
    button = tab.locator(f'{FIGURE} [data-tool="present"]')
    for by_key in (True, False):
        button.click()
        expect(tab.locator(SHOWN)).to_be_visible()
        assert tab.url.endswith(f"?a=1&present=one-two-one{FIGURE}-step-11")
        expect_whole(tab)
        assert tab.locator(".md-header").evaluate("header => header.inert")
        assert tab.evaluate("document.activeElement.closest('.bp-controls') !== null")
        if by_key:
            tab.keyboard.press("Escape")
        else:
            tab.locator(".bp-leave").click()
        expect(tab.locator(SHOWN)).to_have_count(0)
        assert tab.url.endswith(f"?a=1{FIGURE}-step-11")
        expect_whole(tab)
        assert tab.locator("[inert]").count() == 0
        expect(button).to_be_focused()
        expect(button).to_have_attribute("aria-pressed", "false")
        tab.set_viewport_size({"width": 1024, "height": 600})
        expect_whole(tab)


@pytest.mark.parametrize("name", ["nothing", "__proto__", "%3Cb%3E", "the-1-2-1-network"])
def test_an_address_that_names_no_figure_changes_nothing(visitor: Visitor, published: Server, name: str) -> None:
    tab = visitor(f"{published.url}{CHAPTER}?present={name}")
    tab.wait_for_function("window.backprop?.tools")
    assert tab.locator(":popover-open").count() == 0


def test_going_back_from_a_presentation_frees_the_page(visitor: Visitor, published: Server) -> None:
    """Instant navigation takes the figure away and keeps the header."""
    tab = visitor(published.url)
    expect(tab.locator("#smallest.bp-ready")).to_be_attached()
    tab.locator(".bp-first a[href*=chain-rule]").click()
    tab.locator(f'{FIGURE} [data-tool="present"]').click()
    expect(tab.locator(SHOWN)).to_be_visible()
    tab.go_back()
    expect(tab.locator("#smallest.bp-ready")).to_be_attached()
    expect(tab.locator("html.bp-presenting")).to_have_count(0)
    assert tab.locator("[inert]").count() == 0
