"""What a step is about, seen larger where its drawing is small: pointed at, changed, zoomed and moved."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.support import axe
from tests.support.pages import Pages
from tests.support.server import Server
from tests.support.views import views

PAGE = "gallery/attention/"
FIGURE = "#attention"
# The first score reads eight given numbers.
STEP = 5
PHONE = (390, 844)
LIVE = 60_000

# How far the middle of one element is from that of another, in pixels.
AWAY = """([one, other]) => {
  const middle = (name) => {
    const { left, right, top, bottom } = document.querySelector(name).getBoundingClientRect();
    return [(left + right) / 2, (top + bottom) / 2];
  };
  const [[x, y], [a, b]] = [middle(one), middle(other)];
  return Math.hypot(x - a, y - b);
}"""
# What the step in sight is about, in the order of the names.
ACTIVE = """(figure) => {
  const { spots } = backprop.tools.drawing(document.querySelector(`${figure} .is-current .bp-drawing svg`));
  const active = [...spots.values()].filter(({ group }) => group.matches(".nf, .nb, .a, .r, .l"));
  return active.map(({ name }) => name).sort();
}"""
# What is drawn larger, in the order of the names.
NAMES = "lens => [...lens.querySelectorAll('[data-n]')].map(({ dataset }) => dataset.n).sort()"
MOVES = "() => document.getAnimations().filter(({ effect }) => effect.target.closest('.bp-lens')).length"
SMALLEST = """all => Math.min(...all.map((text) => {
  const { a, b, c, d } = text.getScreenCTM();
  return parseFloat(getComputedStyle(text).fontSize) * Math.sqrt(Math.abs(a * d - b * c));
}))"""

# Which signs lie on a head or on a cell, and which cells touch a larger one and are seen all the same.
OVER = """step => {
  const lens = document.querySelector(`${step} .bp-lens`);
  const box = (part) => part.getBoundingClientRect();
  const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  const cells = [...lens.querySelectorAll("g.c")];
  const found = [...lens.querySelectorAll("g.o")].filter((sign) =>
    [...cells, ...lens.querySelectorAll("path.h")].some((part) => meet(box(sign), box(part))));
  const covers = lens.querySelector("path.bp-veil");
  const { spots } = backprop.tools.drawing(lens.ownerSVGElement);
  // A cell falls upon itself where the drawing is turned.
  const inPart = [...spots.values()].filter(({ group, larger, x, y }) => {
    if (larger > 1 || !group.matches(".c")) return false;
    const corners = [-1, 1].flatMap((side) => [-1, 1].map((end) => new DOMPoint(x + 34 * side, y + 27 * end)));
    const seen = corners.map((corner) => corner.matrixTransform(covers.getScreenCTM()));
    const [x1, y1, x2, y2] = [Math.min, Math.max].flatMap((end) =>
      ["x", "y"].map((way) => end(...seen.map((point) => point[way]))));
    const own = { left: x1, top: y1, right: x2, bottom: y2 };
    return cells.some((cell) => meet(box(cell), own)) && !corners.every((corner) => covers.isPointInFill(corner));
  });
  return [...found.map(({ textContent }) => textContent), ...inPart.map(({ name }) => name)];
}"""


def opened(tab: Page, served: Server, address: str = f"{PAGE}{FIGURE}-step-{STEP}") -> Page:
    tab.goto(served.url + address)
    expect(lens(tab)).to_be_attached()
    return tab


def lens(tab: Page, figure: str = FIGURE) -> Locator:
    return tab.locator(f"{figure} .is-current .bp-lens")


def cell(name: str) -> str:
    return f'{FIGURE} .is-current .bp-lens [data-n="{name}"]'


@pytest.mark.gate
def test_it_is_accessible(page: Pages, served: Server) -> None:
    """Light and dark."""
    tab = opened(page(viewport=PHONE), served, f"{PAGE}{FIGURE}-step-29")
    for _, palette in views(tab, [(PHONE[0], "light"), (PHONE[0], "dark")]):
        expect(lens(tab)).to_be_attached()
        assert axe.violations(tab, FIGURE, axe.SEEN if palette == "dark" else ()) == []


def test_what_the_step_is_about_is_legible(page: Pages, served: Server) -> None:
    """All of it, with an edge and its head from each number that is read; before the first step there is none."""
    tab = opened(page(viewport=PHONE), served)
    active = tab.evaluate(ACTIVE, FIGURE)
    assert lens(tab).evaluate(NAMES) == active
    assert len(active) == 9
    assert lens(tab).locator("g > g text, g > g tspan").evaluate_all(SMALLEST) >= 11.99
    assert lens(tab).locator("path.e").count() == len(active) - 1
    assert lens(tab).locator("path.h").count() == len(active) - 1
    tab.locator(f"{FIGURE} [data-action=reset]").click()
    expect(lens(tab)).to_have_count(0)


def test_a_number_that_a_derivative_reads_has_a_thin_edge(page: Pages, served: Server) -> None:
    """And of a step's own edges each has a head."""
    tab = opened(page(viewport=PHONE), served, f"{PAGE}{FIGURE}-step-12")
    assert lens(tab).evaluate(NAMES) == ["a1", "v1", "y"]
    assert lens(tab).locator("path.e.nb").count() == lens(tab).locator("path.h").count() == 1
    assert lens(tab).locator("path.e:not(.nb)").count() == 1


def test_signs_lie_on_no_head_and_no_cell_and_no_cell_is_seen_in_part(page: Pages, served: Server) -> None:
    """A cell that would show from below a larger one is hidden."""
    for step in (1, STEP, 12):
        tab = opened(page(viewport=PHONE), served, f"{PAGE}{FIGURE}-step-{step}")
        assert lens(tab).locator("g.o").count() == 1
        assert tab.evaluate(OVER, f"{FIGURE} .is-current") == []


def test_a_number_is_changed_where_it_is_seen(page: Pages, served: Server) -> None:
    """The button over it is large enough for any finger, the cell has the new number, others below it are no target."""
    tab = opened(page(viewport=PHONE, closed=True, has_touch=True), served)
    hand = f'{FIGURE} .bp-hand[data-n="X11"]'
    expect(tab.locator(hand)).to_be_attached()
    assert tab.evaluate(AWAY, [hand, f"{cell('X11')} .v"]) < 8
    box = tab.locator(hand).bounding_box()
    assert box
    assert min(box["width"], box["height"]) >= 44
    for name in lens(tab).evaluate(NAMES):
        box = tab.locator(cell(name)).bounding_box()
        assert box
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        found = tab.evaluate("([x, y]) => document.elementFromPoint(x, y).closest('[data-n]')?.dataset.n", [x, y])
        assert found == name
    tab.locator(hand).tap()
    field = tab.locator(f'{FIGURE} input[name="X11"]')
    expect(field).to_be_focused()
    field.fill("2")
    field.press("Enter")
    expect(tab.locator(f"{cell('X11')} .v")).to_have_text("2", timeout=LIVE)
    assert tab.evaluate(AWAY, [hand, f"{cell('X11')} .v"]) < 8
    # Nothing of it stays in what the build made.
    tab.locator(f"{FIGURE} .bp-values summary").click()
    tab.locator(f"{FIGURE} [data-action=defaults]").click()
    expect(tab.locator(f"{cell('X11')} .v")).to_have_text("1")
    assert tab.locator(f"{FIGURE} .bp-lens").count() == 1


def test_what_is_pointed_at_is_ringed_where_it_is_seen(page: Pages, served: Server) -> None:
    """And so is what is meant in the formula; and an edge, where it joins the larger cells."""
    tab = opened(page(viewport=PHONE), served, f"{PAGE}{FIGURE}-step-29")
    tab.locator(cell("q1")).hover()
    ring = f"{FIGURE} .is-current .bp-ring:not(.bp-motion *) rect"
    expect(tab.locator(ring)).to_have_count(1)
    assert tab.evaluate(AWAY, [ring, f"{cell('q1')} rect"]) < 1
    own, around = (tab.locator(each).bounding_box() for each in (f"{cell('q1')} rect", ring))
    assert own
    assert around
    assert own["width"] < around["width"] < 1.25 * own["width"]
    tab.locator(f"{FIGURE} .is-current .bp-formula .bp-value").first.hover()
    expect(tab.locator(f"{FIGURE} .bp-formula .bp-lit").first).to_be_attached()
    assert tab.evaluate(AWAY, [ring, f"{cell('X22')} rect"]) < 1
    line = f"{FIGURE} .is-current .bp-ring:not(.bp-motion *) .k"
    assert tab.evaluate(AWAY, [line, f"{FIGURE} .is-current .bp-lens path.e.nb"]) < 1


def test_it_moves_there_and_back_and_not_where_nothing_is_to_move(page: Pages, served: Server) -> None:
    for motion in (True, False):
        tab = opened(page(viewport=PHONE, motion=motion), served)
        tab.locator(f"{FIGURE} [data-action=forward]").click()
        assert (tab.evaluate(MOVES) > 0) is motion
        tab.wait_for_function(f"({MOVES})() === 0")
        assert lens(tab).evaluate(NAMES) == tab.evaluate(ACTIVE, FIGURE)


def test_a_reader_who_zooms_needs_it_no_longer(page: Pages, served: Server) -> None:
    """It goes along with a drawing that is moved, and comes back when the camera follows the steps again."""
    tab = opened(page(viewport=PHONE), served)
    back = tab.locator(f"{FIGURE} [data-action=back]")
    before = tab.locator(cell("s1")).bounding_box()
    assert before
    back.press("Shift+ArrowRight")
    after = tab.locator(cell("s1")).bounding_box()
    assert after
    assert after["x"] < before["x"] - 20
    assert after["width"] == pytest.approx(before["width"])
    for _ in range(6):
        back.press("+")
    expect(lens(tab)).to_have_count(0)
    back.press("0")
    expect(lens(tab)).to_be_attached()


def test_blocks_of_matrices_are_seen_larger_with_their_numbers(page: Pages, served: Server) -> None:
    """With the buttons over these, and rings around them."""
    figure = "#in-rows"
    tab = page(viewport=PHONE)
    tab.goto(f"{served.url}matrices/{figure}-step-3")
    expect(lens(tab, figure)).to_be_attached()
    weights = lens(tab, figure).locator("g.n.p")
    assert weights.count() == 4
    name = weights.first.get_attribute("data-n")
    hand = f'{figure} .bp-hand[data-n="{name}"]'
    expect(tab.locator(hand)).to_be_attached()
    assert tab.evaluate(AWAY, [hand, f'{figure} .is-current .bp-lens [data-n="{name}"] .v']) < 6
    tab.locator(f"{figure} .is-current .bp-grid [data-made]").first.hover()
    assert lens(tab, figure).locator(".bp-ring").count() > 1
    tab.locator(f"{figure} .is-current .bp-title").hover()
    expect(lens(tab, figure).locator(".bp-ring")).to_have_count(0)
