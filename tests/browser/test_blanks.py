"""Steps left to the reader take answers in the page: a slip by its name, hints in stages, then the worked step."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.support.pages import Pages
from tests.support.reader import Reader
from tests.support.server import Server

LIVE = 60_000
STEP = "#deep-step-24"
DUE = '.q[data-due="24"]'


def test_a_blank_takes_an_answer(reader: Reader, axe: Callable[[Page, str], list[str]]) -> None:
    """A wrong one is told by its slip; three hints; the right one opens the answer, and the drawing has it then."""
    tab = reader(f"backpropagation-at-work/{STEP}")
    step = tab.locator(STEP)
    answer, place, blank = (
        step.locator(".bp-answer"),
        step.locator(".bp-try"),
        step.locator("svg[role=img]").locator(DUE),
    )
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
    expect(step.locator(f"svg[role=img] {DUE} + .w")).to_have_text(result)


def test_drawings_have_what_open_answers_have(page: Pages, served: Server) -> None:
    """Each later one too, and no other, of a page that came as a whole, whose drawings out of sight are packed else;
    with all answers open no blank is left, and with all closed they are back."""
    tab = page()
    tab.goto(f"{served.url}backpropagation-at-work/{STEP}")
    blanks, filled = tab.locator("#deep svg .q"), tab.locator("#deep svg .w")
    # Of the last three steps, in their own drawings and in those after them.
    expect(blanks).to_have_count(3 + 2 + 1)
    expect(tab.locator(f"{STEP} .bp-try")).to_be_visible()
    expect(filled).to_have_count(0)
    tab.locator(f"{STEP} .bp-answer > summary").click()
    expect(filled).to_have_count(3)
    expect(tab.locator(f"#deep svg {DUE} + .w")).to_have_count(filled.count())
    opened = "(answers, open) => answers.forEach((answer) => (answer.open = open))"
    tab.locator("#deep .bp-answer").evaluate_all(opened, True)
    expect(filled).to_have_count(6)
    tab.locator("#deep .bp-answer").evaluate_all(opened, False)
    expect(filled).to_have_count(0)


def test_a_field_for_an_answer_is_in_sight(reader: Reader) -> None:
    """Whoever comes to a step that is theirs sees where to write, and need not scroll the log."""
    tab = reader("backpropagation-at-work/")
    scrubber = tab.locator("#deep .bp-controls [type=range]")
    for width, height in ((390, 844), (768, 1024), (1024, 768), (1280, 720), (1440, 900)):
        tab.set_viewport_size({"width": width, "height": height})
        scrubber.evaluate("range => { range.value = 23; range.dispatchEvent(new Event('input')); }")
        for step in (24, 25, 26):
            tab.locator("#deep .bp-controls [data-action=backward]").click()
            row = tab.locator(f"#deep-step-{step} .bp-answer-row")
            expect(row).to_be_in_viewport(ratio=1)
            ends = [
                each.evaluate("each => each.getBoundingClientRect().bottom")
                for each in (row, tab.locator("#deep .bp-steps"))
            ]
            assert ends[0] <= ends[1] + 1
