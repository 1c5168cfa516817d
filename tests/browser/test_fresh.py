"""New numbers below a figure: drawn by the engine, put into the fields, and taken back."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Locator, Page, expect

from backprop.figure.frames import build_figure
from backprop.figure.specification import Specification
from tests.support import axe
from tests.support.reader import Reader

LIVE = 60_000
NEW = "The figure has new numbers, drawn by chance; “Original numbers” brings the first ones back."
PAGE = "chain-rule-and-backpropagation/"


# A page with a figure of each kind, and its id: a network, an expression, a program, matrices.
FIGURES = [
    (PAGE, "one-two-one"),
    ("from-zero/", "nested"),
    ("published/dead-relu/", "dead-relu"),
    ("matrices/", "in-rows"),
]


def values(figure: Locator) -> dict[str, float]:
    """What its fields hold."""
    fields = figure.locator(".bp-values input:not([name=sample])")
    held = fields.evaluate_all("all => all.map((each) => [each.name, each.value])")
    return {name: float(value.replace("−", "-")) for name, value in held}


def drawn(tab: Page, figure: Locator, key: str = "Enter") -> dict[str, float]:
    """Press the button by keyboard; the numbers that there are then."""
    before = values(figure)
    figure.locator('[data-tool="numbers"]').focus()
    tab.keyboard.press(key)
    expect(figure.locator(".bp-status")).to_have_text(NEW, timeout=LIVE)
    after = values(figure)
    assert after != before
    return after


def expect_worked_out(figure: Locator, now: dict[str, float]) -> None:
    """All steps are those of these numbers, as the engine writes them here."""
    mapping = json.loads(figure.get_attribute("data-specification") or "")
    frames = build_figure(Specification.from_mapping({**mapping, "values": {**mapping["values"], **now}})).frames
    last = figure.locator(".bp-step").last
    expect(last).to_have_attribute("data-status", frames[-1].status, timeout=LIVE)


@pytest.mark.parametrize(("address", "name"), FIGURES)
def test_new_numbers_come_by_keyboard_and_go_by_the_button_that_is_there(
    reader: Reader, address: str, name: str
) -> None:
    """Into the fields, with one sentence; the steps follow, and the original numbers come back."""
    tab = reader(address)
    figure = tab.locator(f"#{name}")
    built = values(figure)
    expect_worked_out(figure, drawn(tab, figure))
    expect(figure.locator(".bp-status")).to_have_text(NEW)
    figure.locator('[data-action="defaults"]').click()
    assert values(figure) == built
    expect_worked_out(figure, built)


def test_on_the_smallest_phone_nothing_scrolls_and_a_checker_finds_nothing(reader: Reader) -> None:
    """The stage keeps its size, and the button is large enough for a thumb."""
    tab = reader(PAGE, viewport=(360, 640))
    figure = tab.locator("#one-two-one")
    stage = figure.locator(".bp-stage")
    size = stage.bounding_box()
    drawn(tab, figure, "Space")
    after = stage.bounding_box()
    assert size
    assert after
    assert (after["width"], after["height"]) == (size["width"], size["height"])
    box = figure.locator('[data-tool="numbers"]').bounding_box()
    assert box
    assert box["height"] >= 44
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert axe.violations(tab, "#one-two-one") == []


def test_in_a_lecture_a_key_draws_them(reader: Reader) -> None:
    """Where no tools are in sight."""
    tab = reader(PAGE)
    figure = tab.locator("#one-two-one")
    figure.locator('[data-tool="present"]').click()
    expect(tab.locator("#one-two-one:popover-open")).to_be_visible()
    built = values(figure)
    tab.keyboard.press("n")
    expect(figure.locator(".bp-status")).to_have_text(NEW, timeout=LIVE)
    now = values(figure)
    assert now != built
    expect_worked_out(figure, now)
    tab.keyboard.press("Escape")
