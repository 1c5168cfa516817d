"""The check of a gradient, beside it on request."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.support import ibm
from tests.support.reader import Reader
from tests.support.views import views

LIVE = 60_000


def checking(reader: Reader, address: str, name: str, step: int) -> Locator:
    """A figure at a step, with the tool open."""
    figure = reader(f"{address}#{name}-step-{step}").locator(f"#{name}")
    expect(figure.locator(".is-current")).to_have_id(f"{name}-step-{step}")
    figure.locator("button[data-tool=check]").click()
    return figure


def test_a_gradient_is_checked_and_the_check_follows_the_step(reader: Reader) -> None:
    """Both estimates agree, with step size, difference and expected error; a value has nothing to check."""
    figure = checking(reader, "chain-rule-and-backpropagation/", "one-two-one", 13)
    sentence = figure.locator(".bp-check")
    expect(sentence).to_contain_text("The check agrees: when h₁ is moved", timeout=LIVE)
    expect(figure.locator(".bp-panel tbody tr")).to_have_count(3)
    expect(figure.locator(".bp-panel tbody tr").nth(1)).to_contain_text("−0.27651632")
    expect(figure.locator(".bp-status")).to_contain_text("The check agrees")
    figure.locator(".bp-controls [data-action=backward]").click()
    expect(sentence).to_contain_text("h₂")
    figure.locator('input[name="x"]').fill("1")
    expect(figure.locator(".bp-panel tbody tr").first).not_to_contain_text("0.1613", timeout=LIVE)
    expect(sentence).to_contain_text("The check agrees")
    figure.locator(".bp-controls [data-action=reset]").click()
    expect(sentence).to_contain_text("Nothing to check")
    expect(figure.locator(".bp-panel table")).to_be_hidden()


@pytest.mark.gate
def test_the_check_is_accessible(reader: Reader, axe: Callable[[Page, str], list[str]]) -> None:
    """No checker finds anything; the table scrolls in itself, the page does not."""
    figure = checking(reader, "chain-rule-and-backpropagation/", "one-two-one", 13)
    tab = figure.page
    expect(figure.locator(".bp-panel table")).to_be_visible(timeout=LIVE)
    for _ in views(tab):
        assert axe(tab, "#one-two-one") == []
        assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert ibm.check(tab, "#one-two-one") == []
