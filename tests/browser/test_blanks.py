"""Steps left to the reader take answers in the page: a slip by its name, hints in stages, then the worked step."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.support.pages import Pages
from tests.support.server import Server

LIVE = 60_000
STEP = "#deep-step-24"


def test_a_blank_takes_an_answer(page: Pages, served: Server, axe: Callable[[Page, str], list[str]]) -> None:
    """A wrong one is told by its slip; three hints; the right one opens the answer, and the drawing has it then."""
    tab = page()
    tab.goto(f"{served.url}backpropagation-at-work/{STEP}")
    step = tab.locator(STEP)
    answer, place, blank = step.locator(".bp-answer"), step.locator(".bp-try"), step.locator("svg[role=img] .q:not(.e)")
    expect(blank).to_have_text("?")
    result = (answer.locator("mtr").last.text_content() or "").strip("=≈ ")
    assert result not in (step.locator("svg[role=img]").text_content() or "")
    turned = result.removeprefix("−") if result.startswith("−") else f"-{result}"
    place.locator("input").fill(turned)
    place.locator("input").press("Enter")
    expect(place.locator(".bp-verdict")).to_contain_text("the sign is not", timeout=LIVE)
    for stage in (1, 2, 3):
        place.locator("[data-action=hint]").click()
        expect(place.locator(".bp-hint")).to_have_count(stage)
    expect(place.locator("[data-action=hint]")).to_be_disabled()
    assert axe(tab, STEP) == []
    place.locator("input").fill(result)
    place.locator("input").press("Enter")
    expect(answer).to_have_attribute("open", "")
    expect(place.locator(".bp-verdict")).to_be_focused()
    expect(place.locator("input")).to_be_hidden()
    expect(blank).to_be_hidden()
    expect(step.locator("svg[role=img] .w:not(.e)")).to_have_text(result)
