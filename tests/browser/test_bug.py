"""The switch for the bug of overwriting where gradients meet."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.support.reader import Reader

LIVE = 60_000
PAGE = "backpropagation-at-work/"


@pytest.mark.parametrize(("figure", "offered"), [("fork", 1), ("deep", 1), ("pinn", 1)])
def test_it_is_offered_where_gradients_meet(reader: Reader, figure: str, offered: int) -> None:
    """In every stepped figure of this page a value is used more than once."""
    tab = reader(PAGE)
    expect(tab.locator(f'#{figure} button[data-tool="bug"]')).to_have_count(offered)


def test_it_is_not_offered_where_it_changes_nothing(reader: Reader) -> None:
    """On the 1-2-1 network every parameter has one path to the loss."""
    tab = reader("chain-rule-and-backpropagation/")
    expect(tab.locator("#one-two-one .bp-tools")).to_be_visible()
    expect(tab.locator('button[data-tool="bug"]')).to_have_count(0)


def test_it_stands_before_the_link(reader: Reader) -> None:
    """The tools have the order in which the documentation lists them."""
    tab = reader(PAGE)
    expect(tab.locator('#deep button[data-tool="takeaway"]')).to_be_visible()
    row = tab.locator("#deep .bp-tools button").evaluate_all("all => all.map((each) => each.dataset.tool)")
    assert row == [
        "predict",
        "train",
        "check",
        "numbers",
        "bug",
        "boxes",
        "sizes",
        "present",
        "share",
        "takeaway",
        "edit",
    ]


def test_the_figure_overwrites_while_it_is_on(reader: Reader) -> None:
    """The gradient at the first neuron of the first layer is the last one to arrive; off, the sum comes back."""
    tab = reader(PAGE + "#deep-step-23")
    step = tab.locator("#deep-step-23")
    switch = tab.locator('#deep button[data-tool="bug"]')
    before = step.locator(".bp-formula math").text_content()
    assert (step.locator("math mtr").last.text_content() or "").endswith("0.6213")
    switch.click()
    expect(switch).to_have_attribute("aria-pressed", "true")
    expect(step).to_contain_text("Here is the bug", timeout=LIVE)
    assert not (step.locator("math mtr").last.text_content() or "").endswith("0.6213")
    tab.locator('#deep button[data-tool="share"]').click()
    expect(tab.locator("#deep .bp-panel")).to_be_visible()
    expect(switch).to_have_attribute("aria-pressed", "true")
    expect(step).to_contain_text("Here is the bug")
    switch.click()
    expect(step).not_to_contain_text("Here is the bug", timeout=LIVE)
    assert step.locator(".bp-formula math").text_content() == before


def test_the_original_numbers_switch_it_off(reader: Reader) -> None:
    """They are the numbers of a program without the bug."""
    tab = reader(PAGE + "#fork-step-6")
    tab.locator('#fork button[data-tool="bug"]').click()
    tab.locator("#fork-x").fill("1")
    expect(tab.locator("#fork-step-6")).to_contain_text("Here is the bug", timeout=LIVE)
    tab.locator('#fork [data-action="defaults"]').click()
    expect(tab.locator('#fork button[data-tool="bug"]')).to_have_attribute("aria-pressed", "false")
    expect(tab.locator("#fork-step-6")).not_to_contain_text("Here is the bug")
