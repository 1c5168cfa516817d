"""A network in matrices: an entry lights up what makes it and leads to its scalar step and back; live; no scripts."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, expect

from tests.support import axe
from tests.support.pages import Pages
from tests.support.server import Server

ADDRESS = "matrices/"
FIGURE = "#in-rows"
LIVE = 60_000
# Which quantities are lit in the grids, and around how many numbers of the drawing there are boxes, besides those of
# the motion that a step begins with.
LIT = """step => ({
  cells: [...step.querySelectorAll(".bp-grids .bp-lit")].map(cell => cell.dataset.q).sort(),
  boxes: step.querySelectorAll(".bp-drawing .bp-ring:not(.bp-motion *) rect").length,
})"""

# The numbers of a step stand side by side: how much lower the last matrix begins than the first one ends.
LOWER = """grids => {
  const boxes = [...grids.querySelectorAll("table")].map(table => table.getBoundingClientRect());
  return [boxes.length, boxes.at(-1).top - boxes[0].bottom];
}"""


def current(figure: Locator) -> Locator:
    return figure.locator(".bp-step.is-current")


def test_an_entry_lights_up_what_makes_it_and_leads_to_its_scalar_step(page: Pages, served: Server) -> None:
    """Row, column and bias; with the focus as with the pointer; the way back leads to the entry."""
    tab = page()
    tab.goto(served.url + ADDRESS)
    figure = tab.locator(FIGURE)
    expect(figure.locator(".bp-tools")).to_be_attached()
    figure.locator("[data-action=forward]").click()
    step = current(figure)
    count, lower = step.locator(".bp-grids").evaluate(LOWER)
    assert count == 4
    assert lower < 0
    entry = step.locator('[data-q="v:z22"] a')
    entry.hover()
    made = {"cells": ["v:b2", "v:w12", "v:w22", "v:x21", "v:x22"], "boxes": 6}
    assert step.evaluate(LIT) == made
    tab.mouse.move(2, 2)
    assert step.evaluate(LIT) == {"cells": [], "boxes": 0}
    entry.focus()
    assert step.evaluate(LIT) == made
    tab.keyboard.press("Enter")
    scalar = tab.locator(f"{FIGURE}-step-1-z22")
    expect(scalar).to_be_in_viewport()
    expect(scalar.locator("a")).to_be_focused()
    assert re.sub(r"\s", "", scalar.text_content() or "").startswith("z22=w12·x21+w22·x22+b2")
    assert axe.violations(tab, f"{FIGURE} .bp-stage") == []
    tab.keyboard.press("Enter")
    expect(entry).to_be_focused()
    assert step.evaluate(LIT) == made
    figure.locator("[data-action=forward]").click()
    expect(figure.locator(".bp-lit, .bp-ring")).to_have_count(0)


# In which step a number is read, and where its scalar step stands.
READ = {
    "v:z22": (2, "step-1-z22"),
    "v:w12": (1, "step-12-w12"),  # given: what is to be seen of it is its derivative
    "g:zo3": (8, "step-7-zo3"),
    "s:z13": (11, "step-11-z13"),
}


def test_a_number_that_is_read_leads_to_its_scalar_step_and_back(page: Pages, served: Server) -> None:
    """By pointer and by keyboard, whatever it is; only the step in sight has these links, and none once it is kept."""
    tab = page()
    tab.goto(served.url + ADDRESS)
    figure = tab.locator(FIGURE)
    expect(figure.locator(".bp-tools")).to_be_attached()
    for quantity, (step, scalar) in READ.items():
        tab.evaluate("address => { location.hash = address }", f"{FIGURE}-step-{step}")
        expect(current(figure)).to_have_id(f"{FIGURE[1:]}-step-{step}")
        number = current(figure).locator(f'[data-q="{quantity}"]:not([data-made]) a').first
        expect(figure.locator(".bp-step:not(.is-current) a.bp-read")).to_have_count(0)
        number.focus()
        number.press("Enter")
        back = tab.locator(f"{FIGURE}-{scalar} > a")
        expect(back).to_be_focused()
        expect(back).to_be_in_viewport()
        back.click()
        expect(current(figure)).to_have_id(f"{FIGURE[1:]}-step-{step}")
        expect(number).to_be_focused()
        number.click()
        expect(back).to_be_focused()
    assert axe.violations(tab, f"{FIGURE} .bp-stage") == []
    unread = current(figure).locator("[data-q]:not(:has(a))")
    assert {str(each.get_attribute("data-q"))[:3] for each in unread.all()} <= {"v:y"}


def test_only_tools_that_fit_matrices_are_offered(page: Pages, served: Server) -> None:
    """Checks and questions are about one number."""
    tab = page()
    tab.goto(served.url + ADDRESS)
    buttons = tab.locator(f"{FIGURE} ~ .bp-tools button, {FIGURE} .bp-tools button")
    expect(buttons.first).to_be_visible()
    names = {str(button.get_attribute("data-tool")) for button in buttons.all()}
    assert {"share", "takeaway", "train"} <= names
    assert names.isdisjoint({"check", "predict", "bug"})


def test_a_changed_weight_changes_all_matrices(page: Pages, served: Server) -> None:
    """Python in the page computes every sample anew, without NumPy; the entries still light up and lead on."""
    tab = page()
    tab.goto(served.url + ADDRESS)
    figure = tab.locator(FIGURE)
    figure.locator("[data-action=forward]").click()
    before = current(figure).locator('[data-q="v:z21"] a').inner_text()
    figure.locator('input[name="b1"]').fill("1.5")
    entry = current(figure).locator('[data-q="v:z21"] a')
    expect(entry).not_to_have_text(before, timeout=LIVE)
    expect(entry).to_have_text("1")
    entry.click()
    expect(tab.locator(f"{FIGURE}-step-1-z21")).to_contain_text("1.5")


def test_all_of_it_is_there_without_scripts(page: Pages, served: Server) -> None:
    """Grids, scalar steps that open for their address, and ways back."""
    tab = page(java_script_enabled=False)
    tab.goto(f"{served.url}{ADDRESS}{FIGURE}-step-12-w21")
    scalar = tab.locator(f"{FIGURE}-step-12-w21")
    expect(scalar).to_be_visible()
    expect(scalar).to_be_in_viewport()
    scalar.locator("a").click()
    expect(tab.locator(f"{FIGURE}-step-12 .bp-title")).to_be_in_viewport()
