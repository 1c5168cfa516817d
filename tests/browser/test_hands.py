"""Numbers that are changed where they stand in the drawing, and the row of all fields that opens on request."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.support import axe
from tests.support.pages import Pages
from tests.support.server import Server

CHAPTER = "chain-rule-and-backpropagation/"
FIGURE = "#one-two-one"
LIVE = 60_000

# Of each given number of a figure how far its button is from the middle of its value in the drawing, in pixels, how
# small it is, and whether it is to be seen whole in the drawing's place.
PLACES = """async (name) => {
  const frame = () => new Promise(requestAnimationFrame);
  const figure = document.getElementById(name);
  figure.scrollIntoView();
  while (!figure.querySelector(".bp-shown") || !figure.querySelector(".bp-hand")) await frame();
  await frame();
  const step = figure.querySelector(".is-current");
  for (let use; (use = step.querySelector("use")); ) {
    const copy = document.getElementById(use.getAttribute("xlink:href").slice(1)).cloneNode(true);
    copy.removeAttribute("id");
    use.replaceWith(copy);
  }
  const middle = ({ left, right, top, bottom }) => [(left + right) / 2, (top + bottom) / 2];
  return [...figure.querySelectorAll(".bp-hand")].map((hand) => {
    const group = step.querySelector(`:is(g.c, g.p, g.n)[data-n="${hand.dataset.n}"]`);
    const box = hand.getBoundingClientRect();
    const value = group.querySelector(".v").closest("text").getBoundingClientRect();
    const [[x, y], [a, b]] = [middle(box), middle(value)];
    return [hand.dataset.n, Math.abs(x - a), Math.abs(y - b), Math.min(box.width, box.height)];
  });
}"""


def opened(tab: Page, served: Server, address: str = CHAPTER) -> Page:
    tab.goto(served.url + address)
    expect(tab.locator(".bp-hand").first).to_be_attached()
    return tab


def hand(tab: Page, name: str) -> Locator:
    return tab.locator(f'{FIGURE} .bp-hand[data-n="{name}"]')


def field(tab: Page, name: str) -> Locator:
    return tab.locator(f'{FIGURE} input[name="{name}"]')


def test_a_line_marks_the_number_and_not_its_letter(page: Pages, served: Server) -> None:
    """Under a weight's name the line would cross its index. On paper, where nothing can be changed, there is none."""
    tab = opened(page(), served, f"{CHAPTER}#one-two-one-step-20")
    line = "each => getComputedStyle(each).textDecorationLine"
    for name, content in (("w11", "none"), ("x", '""')):
        assert hand(tab, name).evaluate("each => getComputedStyle(each, '::after').content") == content
    shown = tab.locator(f"{FIGURE} .is-current .bp-drawing svg").first
    shown.evaluate("svg => svg.append(document.querySelector('g.p').cloneNode(true))")
    assert tab.locator(f"{FIGURE} .is-current g.p .v").last.evaluate(line) == "underline"
    tab.emulate_media(media="print")
    assert tab.locator(f"{FIGURE} .is-current g.p .v").last.evaluate(line) == "none"


@pytest.mark.parametrize("width", [1280, 390])
def test_a_button_lies_over_each_given_number(page: Pages, served: Server, width: int) -> None:
    """Whichever way the drawing runs, at the zoom that it has; large enough to be hit."""
    tab = page(viewport=(width, 800))
    for address, figure in ((f"{CHAPTER}#one-two-one-step-20", "one-two-one"), ("gallery/attention/", "attention")):
        opened(tab, served, address)
        places = tab.evaluate(PLACES, figure)
        fields = tab.locator(f"#{figure} .bp-field:not([hidden]) input")
        assert {name for name, *_ in places} == {each.get_attribute("name") for each in fields.all()}
        for name, across, down, size in places:
            assert across <= 8, (figure, name)
            assert down <= 6, (figure, name)
            assert size >= 24, (figure, name)


def test_so_does_one_over_the_entries_of_matrices(page: Pages, served: Server) -> None:
    tab = opened(page(), served, "matrices/#in-rows")
    places = tab.evaluate(PLACES, "in-rows")
    assert len(places) > 10
    assert max(max(across, down) for _, across, down, _ in places) <= 6


# What a busy page is told of a figure to which it scrolls: that it was far, and that it is near.
BOTH_AT_ONCE = """window.IntersectionObserver = class extends IntersectionObserver {
  constructor(act, options) {
    super((told) => act([...told.map(({ target }) => ({ target, isIntersecting: false })), ...told]), options);
  }
};"""


def test_a_figure_gets_its_buttons_when_the_page_is_busy_too(page: Pages, served: Server) -> None:
    tab = page()
    tab.add_init_script(BOTH_AT_ONCE)
    expect(hand(opened(tab, served, CHAPTER + FIGURE), "x")).to_be_attached()


def test_a_number_is_changed_where_it_stands(page: Pages, served: Server) -> None:
    """By click, by Enter, by arrow keys and by dragging; Escape takes it back; the row stays closed all the while."""
    tab = opened(page(closed=True), served, f"{CHAPTER}#one-two-one-step-7")
    row = tab.locator(f"{FIGURE} .bp-values details")
    expect(field(tab, "x")).to_be_hidden()
    hand(tab, "x").click()
    expect(field(tab, "x")).to_be_focused()
    over, own = field(tab, "x").bounding_box(), hand(tab, "x").bounding_box()
    assert over
    assert own
    assert abs(over["y"] + over["height"] / 2 - own["y"] - own["height"] / 2) < 4
    expect(field(tab, "y")).to_be_hidden()
    assert axe.violations(tab, FIGURE) == []
    tab.keyboard.type("1")
    tab.keyboard.press("Enter")
    expect(hand(tab, "x")).to_be_focused()
    expect(hand(tab, "x")).to_have_attribute("aria-label", "x: 1")
    expect(field(tab, "x")).to_be_hidden()
    # Arrow keys lead to the next number, and do not step.
    tab.keyboard.press("ArrowRight")
    expect(hand(tab, "w11")).to_be_focused()
    expect(tab.locator(f"{FIGURE} .is-current")).to_have_id("one-two-one-step-7")
    tab.keyboard.press("Enter")
    tab.keyboard.press("ArrowUp")
    expect(hand(tab, "w11")).to_have_attribute("aria-label", "w 1 1: 0.9")
    tab.keyboard.press("Escape")
    expect(hand(tab, "w11")).to_have_attribute("aria-label", "w 1 1: 0.8")
    hand(tab, "y").hover()
    tab.mouse.down()
    tab.mouse.move(own["x"] + 200, own["y"], steps=3)
    tab.mouse.up()
    expect(hand(tab, "y")).not_to_have_attribute("aria-label", "y: 0.8")
    expect(field(tab, "y")).to_be_hidden()
    # A drag takes away the click that it ends with, and no later press.
    hand(tab, "y").press("Enter")
    expect(field(tab, "y")).to_be_focused()
    tab.keyboard.press("Escape")
    expect(field(tab, "y")).to_be_hidden()
    expect(tab.locator(f"{FIGURE} .is-current svg").first).not_to_contain_text("0.02655", timeout=LIVE)
    assert not row.evaluate("row => row.open")


def test_what_is_wrong_with_it_is_said_there(page: Pages, served: Server) -> None:
    """And stays in sight in the row, which is then open, when the focus goes elsewhere."""
    tab = opened(page(viewport=(390, 844), closed=True, has_touch=True), served, CHAPTER + FIGURE)
    hand(tab, "b1").tap()
    tab.keyboard.type("nonsense")
    message = tab.locator(f"{FIGURE}-b1--error")
    expect(message).to_be_visible()
    assert axe.violations(tab, FIGURE) == []
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
    tab.locator(f"{FIGURE} [data-action=forward]").click()
    expect(message).to_be_visible()
    expect(field(tab, "y")).to_be_visible()


def test_the_row_of_all_fields_opens_on_request(page: Pages, served: Server) -> None:
    tab = opened(page(closed=True), served, CHAPTER + FIGURE)
    summary = tab.locator(f"{FIGURE} .bp-values summary")
    for shown in (True, False):
        summary.press("Enter")
        expect(field(tab, "x")).to_be_visible(visible=shown)


def test_a_lecturer_changes_a_number_too(page: Pages, served: Server) -> None:
    """While the figure fills the window: a decimal point then draws no curtain, and Escape ends the field alone."""
    tab = opened(page(closed=True), served, f"{CHAPTER}?present=one-two-one#one-two-one-step-7")
    hand(tab, "bo").click()
    tab.keyboard.type("0.25")
    expect(field(tab, "bo")).to_have_value("0.25")
    expect(field(tab, "bo")).to_be_visible()
    assert tab.locator(f"{FIGURE}[data-curtain]").count() == 0
    tab.keyboard.press("Escape")
    expect(tab.locator(f"{FIGURE}:popover-open")).to_be_visible()
    expect(field(tab, "bo")).to_be_hidden()


def test_the_last_change_is_taken_back(page: Pages, served: Server) -> None:
    """What was typed in one go is one change, and "Original numbers" another; without one, nothing happens."""
    tab = opened(page(closed=True), served, f"{CHAPTER}#one-two-one-step-7")
    for name, typed in (("x", "0.625"), ("y", "0.5696")):
        hand(tab, name).click()
        tab.keyboard.type(typed)
        tab.keyboard.press("Enter")
    # The browser's own way back goes letter by letter, and from a field alone is it meant.
    tab.locator(f"{FIGURE} [data-action=play]").focus()
    tab.keyboard.press("Control+z")
    expect(field(tab, "y")).to_have_value("0.8")
    expect(field(tab, "x")).to_have_value("0.625")
    tab.locator(f"{FIGURE} [data-action=defaults]").click()
    expect(field(tab, "x")).to_have_value("0.5")
    for expected in ("0.625", "0.5", "0.5"):
        tab.locator(f"{FIGURE} [data-action=play]").focus()
        tab.keyboard.press("Control+z")
        expect(field(tab, "x")).to_have_value(expected)


def test_reset_says_that_changed_numbers_stay(page: Pages, served: Server) -> None:
    """Whoever presses it may want the first ones back: seen and heard, at the first step, too."""
    tab = opened(page(closed=True), served, f"{CHAPTER}#one-two-one-step-7")
    reset, status = tab.locator(f"{FIGURE} [data-action=reset]"), tab.locator(f"{FIGURE} .bp-status")
    reset.click()
    expect(status).to_have_text("Step 0 of 20. The given values.")
    hand(tab, "y").click()
    tab.keyboard.type("0.7")
    tab.keyboard.press("Enter")
    # What Python says as it comes would take the place of what *Reset* says.
    expect(status).to_contain_text("Live: Python")
    tab.locator(f"{FIGURE} [data-action=forward]").click()
    for _ in range(2):
        reset.press("Enter")
        expect(tab.locator(f"{FIGURE} .bp-status.bp-notice")).to_contain_text("“Original numbers”, below the figure")
