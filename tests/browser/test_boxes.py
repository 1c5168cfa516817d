"""Opening and closing the boxes of a figure: by the tool, the address, and what is kept."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, Position, expect

from tests.browser.test_hands import PLACES
from tests.support import axe
from tests.support.pages import Pages
from tests.support.server import Server

LIVE = 60_000
NAME = "one-two-one"
PAGE = "chain-rule-and-backpropagation/"
# A point of the frame, at its left.
FRAME: Position = {"x": 1, "y": 40}
TITLE = f"#{NAME} .bp-step.is-current .bp-title"


# The names of operations that are covered, in the drawing in sight, by the sign of a box.
COVERED = """async (name) => {
  const frame = () => new Promise(requestAnimationFrame);
  const figure = document.getElementById(name);
  figure.scrollIntoView();
  while (!figure.querySelector(".bp-shown") || !figure.querySelector(".bp-lid")) await frame();
  await frame();
  const drawing = figure.querySelector(".is-current > .bp-drawing");
  for (let use; (use = drawing.querySelector("use")); ) {
    const copy = document.getElementById(use.getAttribute("xlink:href").slice(1)).cloneNode(true);
    copy.removeAttribute("id");
    use.replaceWith(copy);
  }
  const signs = [...figure.querySelectorAll(".bp-lid")].map((lid) => {
    const box = lid.getBoundingClientRect();
    const { top, right, width } = getComputedStyle(lid, "::after");
    // Its border is not seen, for what is pressed is larger.
    const [high, end] = [box.top + parseFloat(top) + 4, box.right - parseFloat(right) - 4];
    return { top: high, bottom: high + parseFloat(width) - 8, left: end - parseFloat(width) + 8, right: end };
  });
  const names = [...drawing.querySelectorAll("g.o.name rect")].filter((each) => each.checkVisibility());
  return [names.length, names.filter((each) => {
    const { left, right, top, bottom } = each.getBoundingClientRect();
    return signs.some((one) => one.left < right && left < one.right && one.top < bottom && top < one.bottom);
  }).map((each) => each.parentElement.textContent)];
}"""


@pytest.mark.parametrize("width", [1280, 390])
def test_no_sign_covers_the_name_of_an_operation(page: Pages, served: Server, width: int) -> None:
    """A long one reaches the corner of its cell, where the sign of the box is, whichever way the drawing runs."""
    tab = page(viewport=(width, 800))
    tab.goto(f"{served.url}{PAGE}#{NAME}-step-20")
    names, covered = tab.evaluate(COVERED, NAME)
    assert names
    assert covered == []


def _box(tab: Page, name: str) -> None:
    """Reach its checkbox by the keyboard, and turn it."""
    box = tab.locator(f'#{NAME} .bp-boxes input[value="{name}"]')
    box.focus()
    box.press("Space")


def test_boxes_open_and_close_where_they_stand(page: Pages, served: Server) -> None:
    """All of a closed box can be pressed, of an open one its frame and the sign at a corner, by the keys as well; each
    says what it is and whether it is open, and the numbers' buttons stand over them where the numbers then are."""
    tab = page()
    tab.goto(f"{served.url}{PAGE}#{NAME}-step-20")
    steps, lids = tab.locator(f"#{NAME} .bp-step"), tab.locator(f"#{NAME} .bp-lid")
    expect(lids).to_have_count(4)
    group = tab.get_by_role("group", name="Boxes of this drawing: A 1-2-1")
    lid = group.get_by_role("button", name="Box h₁", exact=True)
    expect(lid).to_have_attribute("aria-expanded", "true")
    box = lid.bounding_box()
    assert box
    tab.mouse.click(box["x"] + box["width"] - 6, box["y"] + 6)
    expect(steps).to_have_count(19, timeout=LIVE)
    expect(lid).to_have_attribute("aria-expanded", "false")
    expect(lid).to_be_focused()
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Enter")
    expect(steps).to_have_count(17, timeout=LIVE)
    expect(tab.locator(f"#{NAME} .bp-lid:focus")).to_have_accessible_name("Box h₂")
    assert axe.violations(tab, f"#{NAME}") == []
    assert max(max(across, down) for _, across, down, _ in tab.evaluate(PLACES, NAME)) <= 8
    lid.click()
    expect(steps).to_have_count(19, timeout=LIVE)
    expect(lid).to_have_attribute("aria-expanded", "true")
    lid.click(position=FRAME)
    expect(steps).to_have_count(17, timeout=LIVE)
    # The loss is closed from the start: its frame opens it, and not the cell within.
    loss = group.get_by_role("button", name="Box L", exact=True)
    expect(loss).to_have_attribute("aria-expanded", "false")
    loss.click(position=FRAME)
    expect(steps).to_have_count(21, timeout=LIVE)
    expect(loss).to_have_attribute("aria-expanded", "true")
    expect(tab).to_have_url(re.compile(r",closed:h1\.h2\.-loss#"), timeout=LIVE)
    # Number fields of the drawing are as they were.
    tab.locator(f'#{NAME} .bp-hand[data-n="b1"]').click()
    expect(tab.locator(f'#{NAME} input[name="b1"]')).to_be_focused()


def test_a_reader_closes_boxes_and_the_address_keeps_it(page: Pages, served: Server) -> None:
    """Steps become fewer, the step in sight stays; the address opens the figure so, and all can be opened again."""
    tab = page()
    tab.goto(f"{served.url}{PAGE}#{NAME}-step-14")
    steps, shown = tab.locator(f"#{NAME} .bp-step"), tab.locator(TITLE)
    expect(steps).to_have_count(21)
    expect(shown).to_contain_text("Gradient at")
    title = shown.text_content() or ""
    tab.locator(f'#{NAME} button[data-tool="boxes"]').press("Enter")
    _box(tab, "h1")
    expect(steps).to_have_count(19, timeout=LIVE)
    _box(tab, "yhat")
    expect(steps).to_have_count(17, timeout=LIVE)
    expect(shown).to_have_text(title)
    expect(tab).to_have_url(f"{served.url}{PAGE}?bp={NAME},closed:h1.yhat#{NAME}-step-11")
    expect(tab.locator(f"#{NAME}-step-12 .bp-formula")).to_contain_text("0.1087")
    tab.reload()
    expect(steps).to_have_count(17, timeout=LIVE)
    expect(shown).to_have_text(title)
    tab.locator(f'#{NAME} button[data-tool="boxes"]').click()
    expect(tab.locator(f'#{NAME} .bp-boxes input[value="yhat"]')).to_be_checked()
    expect(tab.locator(f'#{NAME} .bp-boxes input[value="-loss"]')).to_be_checked()
    tab.locator(f"#{NAME} .bp-panel").get_by_role("button", name="Open all").click()
    expect(steps).to_have_count(25, timeout=LIVE)
    expect(shown).to_have_text(title)
