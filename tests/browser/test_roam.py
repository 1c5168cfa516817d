"""Looking around in a drawing by pointer, fingers and keys, and the overview of one that is not seen whole."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.support import axe
from tests.support.reader import Visitor
from tests.support.server import Server

DEEP = "backpropagation-at-work/#deep-step-20"
FIGURE = "#deep"
VIEW = f"(({{ x, y, zoom }}) => [x, y, zoom])(backprop.stepping.of(document.querySelector('{FIGURE}')).camera.view)"
# Two fingers on the drawing, which move apart or, by turns, in step.
PINCH = """([first, second]) => {
  const drawing = document.querySelector("#deep .is-current .bp-drawing svg");
  const { left, top } = drawing.parentElement.parentElement.getBoundingClientRect();
  const send = (type, pointerId, [x, y]) => drawing.dispatchEvent(new PointerEvent(type, {
    pointerId, pointerType: "touch", bubbles: true, buttons: 1, clientX: left + x, clientY: top + y }));
  for (const [id, places] of [[7, first], [8, second]]) send("pointerdown", id, places[0]);
  for (const [id, places] of [[7, first], [8, second]]) send("pointermove", id, places[1]);
  for (const id of [7, 8]) send("pointerup", id, [0, 0]);
}"""

# Of each step of each figure what is wrong with it.
NARROW = """(least) => [...document.querySelectorAll("main .bp-figure")].flatMap((figure) => {
  const stepper = backprop.stepping.of(figure);
  return [...Array(stepper.last + 1).keys()].map((index) => {
    stepper.show(index);
    const box = (part) => part.getBoundingClientRect();
    const meet = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 0.5
      && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 0.5;
    const drawing = stepper.current.querySelector(".bp-drawing");
    const [overview, lens] = [figure.querySelector(".bp-overview"), drawing.querySelector(".bp-lens")];
    const active = [...(lens ?? drawing).querySelectorAll("g:is(.nf, .nb, .a, .r, .l)")];
    const labels = drawing.querySelectorAll(lens ? "g.p" : "g:is(.p, .o)");
    const inside = (a, b) =>
      a.left > b.left - 1 && a.top > b.top - 1 && a.right < b.right + 1 && a.bottom < b.bottom + 1;
    const covered = (part) => meet(box(part), box(overview));
    const found = [];
    const [{ zoom } = stepper.camera.view] = stepper.camera.large.values();
    if (zoom * 13.4 < least - 0.01) found.push(`small ${zoom * 13.4}`);
    if (!active.every((part) => inside(box(part), box(drawing)))) found.push("away");
    if (overview && box(overview).width && [...active, ...labels].some(covered)) found.push("covered");
    return found.length ? `${figure.id} ${index}: ${found}` : "";
  });
})"""


# In how many properties that the camera writes a drawing, and what is in it, know where the camera looks.
KNOWN = f"""() => ["{FIGURE} .is-current .bp-drawing svg", "{FIGURE} .is-current .bp-drawing svg > g"].map((place) => {{
  const style = getComputedStyle(document.querySelector(place));
  return ["--bp-view", "--bp-width", "--bp-height"].filter((name) => style.getPropertyValue(name)).length;
}})"""


def opened(visitor: Visitor, published: Server) -> Page:
    tab = visitor(published.url + DEEP, viewport=(800, 800))
    expect(tab.locator(f"{FIGURE}.bp-roams .bp-overview")).to_be_visible()
    return tab


def view(tab: Page) -> tuple[float, float, float]:
    x, y, zoom = tab.evaluate(VIEW)
    return x, y, zoom


def dragged(tab: Page) -> None:
    box = tab.locator(f"{FIGURE} .is-current .bp-drawing").bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + 12
    tab.mouse.move(x, y)
    tab.mouse.down()
    tab.mouse.move(x + 150, y, steps=3)
    tab.mouse.up()


def by_key(tab: Page) -> None:
    tab.locator(f"{FIGURE} [data-action=back]").press("Shift+ArrowLeft")


def by_two_fingers(tab: Page) -> None:
    tab.evaluate(PINCH, [[[100, 60], [150, 60]], [[200, 60], [250, 60]]])


@pytest.mark.parametrize("way", [dragged, by_key, by_two_fingers])
def test_a_drawing_that_is_larger_than_its_place_is_moved(
    visitor: Visitor, published: Server, way: Callable[[Page], None]
) -> None:
    """The step stays, and so does the page; the overview follows, and the next step leads back to what it is about."""
    tab = opened(visitor, published)
    before, scrolled = view(tab), tab.evaluate("scrollY")
    seen = tab.locator(f"{FIGURE} .bp-overview rect").last
    place = seen.bounding_box()
    way(tab)
    assert view(tab)[0] > before[0] + 20
    assert view(tab)[2] == before[2]
    assert tab.evaluate("scrollY") == scrolled
    assert seen.bounding_box() != place
    # What is handed down to all that is drawn has the browser style all of it anew.
    assert tab.evaluate(KNOWN) == [3, 0]
    expect(tab.locator(f"{FIGURE} .is-current")).to_have_id("deep-step-20")
    # However it came there, the drawing is written alike; by a key it is announced, too.
    if way is by_key:
        assert axe.violations(tab, FIGURE) == []


def test_it_is_enlarged_and_follows_again(visitor: Visitor, published: Server) -> None:
    """By keys, wheel, double click and two fingers, the point there staying where it is; each is announced."""
    tab = opened(visitor, published)
    back = tab.locator(f"{FIGURE} [data-action=back]")
    box = tab.locator(f"{FIGURE} .is-current .bp-drawing").bounding_box()
    assert box
    first = view(tab)
    back.press("+")
    expect(tab.locator(f"{FIGURE} .bp-status")).to_contain_text("Drawing at")
    assert view(tab)[2] > first[2]
    back.press("-")
    assert view(tab)[2] == pytest.approx(first[2])
    x, y = box["width"] / 2, box["height"] / 2
    for enlarge in (
        lambda: tab.mouse.dblclick(box["x"] + x, box["y"] + 10),
        lambda: tab.evaluate(PINCH, [[[100, 60], [80, 60]], [[200, 60], [220, 60]]]),
    ):
        before = view(tab)[2]
        enlarge()
        assert view(tab)[2] > before
    before_x, _, zoom = view(tab)
    tab.keyboard.down("Control")
    tab.mouse.move(box["x"] + x, box["y"] + y)
    tab.mouse.wheel(0, -100)
    tab.keyboard.up("Control")
    tab.wait_for_function(f"{VIEW}[2] > {zoom}")
    after_x, _, larger = view(tab)
    assert (x - after_x) / larger == pytest.approx((x - before_x) / zoom, abs=2)
    # The zoom stays with the next step, which is in sight; 0 gives it back.
    back.click()
    assert view(tab)[2] == larger
    back.press("0")
    expect(tab.locator(f"{FIGURE} .bp-status")).to_contain_text("follows")
    assert view(tab)[2] == pytest.approx(first[2])


def test_a_number_that_the_focus_comes_to_is_brought_into_sight(visitor: Visitor, published: Server) -> None:
    tab = opened(visitor, published)
    hands = tab.locator(f"{FIGURE} .bp-hand")
    hands.first.focus()
    box, own = tab.locator(f"{FIGURE} .bp-hands").bounding_box(), hands.first.bounding_box()
    assert box
    assert own
    assert box["x"] <= own["x"]
    assert own["x"] + own["width"] <= box["x"] + box["width"]


@pytest.mark.parametrize(
    ("address", "least"), [("chain-rule-and-backpropagation/", 12), ("gallery/attention/", 10.4), ("matrices/", 10.2)]
)
def test_on_the_narrowest_phone_all_is_legible(visitor: Visitor, published: Server, address: str, least: float) -> None:
    """At each step all that it is about is in its place, its letters with 12 pixels, of nine cells or four matrices
    almost; and the overview covers none of it, nor a label or a sign."""
    tab = visitor(published.url + address, viewport=(320, 640))
    tab.wait_for_function("window.backprop?.tools && !document.querySelector('main .bp-figure:not(.bp-ready)')")
    assert len(found := tab.evaluate(NARROW, least)) > 20
    assert [problem for problem in found if problem] == []


def test_a_drawing_that_is_seen_whole_has_no_overview(visitor: Visitor, published: Server) -> None:
    """And a key that would move it says so."""
    tab = visitor(f"{published.url}chain-rule-and-backpropagation/#one-two-one-step-3")
    tab.locator("#one-two-one [data-action=back]").press("Shift+ArrowLeft")
    expect(tab.locator("#one-two-one .bp-status")).to_contain_text("whole drawing")
    expect(tab.locator("#one-two-one .bp-overview")).to_be_hidden()
