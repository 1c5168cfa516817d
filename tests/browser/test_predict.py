"""Predict, then reveal: each slip typed in the real page gets its sentence, and no step is shown before it is due."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from backprop.languages.en import FORWARD_SLIPS, SLIPS
from tests.support import ibm
from tests.support.gates import some
from tests.support.pages import Pages
from tests.support.reader import Reader
from tests.support.server import Server, missing, serve
from tests.support.site import build_page
from tests.support.views import DESK, EVERY, View, views

CHAPTER = "chain-rule-and-backpropagation/"
LIVE = 60_000


@pytest.fixture
def chapter(reader: Reader) -> Page:
    """The chapter in a tab."""
    return reader(CHAPTER)


def opened(tab: Page, served: Server) -> Page:
    tab.goto(served.url + CHAPTER)
    expect(tab.locator("#one-two-one.bp-ready")).to_be_attached()
    return tab


def predicting(tab: Page, figure: str = "one-two-one", after: int = 0) -> Locator:
    """The figure at the step `after`, with the tool switched on."""
    found = tab.locator(f"#{figure}")
    scrub(found, after)
    found.locator("button[data-tool=predict]").click()
    return found


def scrub(figure: Locator, step: int) -> None:
    figure.locator(".bp-controls input").evaluate(
        "(range, step) => { range.value = step; range.dispatchEvent(new Event('input')) }", step
    )


def answer(figure: Locator, text: str) -> None:
    figure.locator(".bp-panel input").fill(text)
    figure.locator("[data-action=check]").click()


def current(figure: Locator, step: int) -> None:
    expect(figure.locator(".is-current")).to_have_id(f"{figure.get_attribute('id')}-step-{step}")


def beginning(template: str) -> str:
    """What a sentence says before its first hole, or all of it."""
    return max(template.replace("}", "{").split("{")[::2], key=len).strip()


def test_a_step_is_asked_for_and_then_shown(chapter: Page) -> None:
    """The switch is off by default; on, the first step is a question, and the right answer reveals it."""
    figure = chapter.locator("#one-two-one")
    expect(figure.locator("button[data-tool=predict]")).to_have_attribute("aria-pressed", "false")
    predicting(chapter)
    expect(figure.locator("button[data-tool=predict]")).to_have_attribute("aria-pressed", "true")
    expect(figure.locator(".bp-question")).to_have_text("Step 1 of 20: Value of z1?")
    expect(figure.locator(".bp-panel .bp-formula mtr")).to_have_count(2)
    expect(figure.locator(".bp-panel .bp-formula")).not_to_contain_text("0.5")
    answer(figure, "0.5")
    expect(figure.locator(".bp-verdict")).to_have_text("Right: 0.5.", timeout=LIVE)
    current(figure, 1)
    told = "Right: 0.5. Step 1 of 20, forward. z 1 is 0.5: 0.8 times 0.5 plus 0.1."
    expect(figure.locator(".bp-status")).to_have_text(told)
    figure.locator("[data-action=next]").click()
    expect(figure.locator(".bp-question")).to_have_text("Step 2 of 20: Value of h1?")
    current(figure, 1)


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (390, 844)])
def test_who_answers_sees_the_numbers(reader: Reader, width: int, height: int) -> None:
    """Asked for the next step, told of a slip, told that it is right: question and drawing are in one window."""
    tab = reader(CHAPTER)
    tab.set_viewport_size({"width": width, "height": height})
    figure = predicting(tab, after=9)
    figure.locator(".bp-controls [data-action=backward]").click()
    panel, drawing = figure.locator(".bp-panel"), figure.locator(".is-current > .bp-drawing")
    for text, end in (("", "field"), ("0.4621", "verdict"), ("-0.1065", "next")):
        if text:
            answer(figure, text)
            expect(figure.locator(".bp-verdict")).to_be_visible(timeout=LIVE)
        if end == "next":
            expect(figure.locator("[data-action=next]")).to_be_focused(timeout=LIVE)
        expect(panel).to_be_in_viewport(ratio=1)
        expect(drawing).to_be_in_viewport(ratio=1)
        below, above = drawing.bounding_box(), panel.bounding_box()
        assert below
        assert above
        assert below["y"] + below["height"] <= above["y"]
        assert below["y"] >= tab.locator(".md-header").evaluate("each => each.getBoundingClientRect().bottom") - 1
    figure.locator("button[data-tool=predict]").click()
    expect(figure.locator(".bp-tools ~ .bp-panel")).to_be_hidden()
    current(figure, 10)


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (360, 640)])
def test_a_long_sum_leaves_field_and_drawing_in_sight(reader: Reader, width: int, height: int) -> None:
    """It scrolls within the question; and who leaves a presentation is where the page was."""
    tab = reader("backpropagation-at-work/")
    tab.set_viewport_size({"width": width, "height": height})
    figure = tab.locator("#deep.bp-ready")
    figure.locator("#deep-step-22").evaluate("each => location.hash = each.id")
    figure.locator("button[data-tool=predict]").click()
    figure.locator(".bp-controls [data-action=backward]").click()
    formula = figure.locator(".bp-panel .bp-formula")
    assert formula.evaluate("each => each.scrollHeight > each.clientHeight && each.tabIndex === 0")
    for part in (".bp-panel", ".is-current > .bp-drawing"):
        expect(figure.locator(part)).to_be_in_viewport(ratio=1)
    figure.locator("button[data-tool=present]").click()
    tab.locator(".bp-leave").click()
    expect(figure.locator("button[data-tool=present]")).to_be_in_viewport(ratio=1)


def test_a_lecture_is_asked_too(reader: Reader) -> None:
    """As large as the window, the question stands below the stage, and what is typed there draws no curtain."""
    tab = reader(CHAPTER)
    figure = predicting(tab)
    figure.locator("button[data-tool=present]").click()
    tab.keyboard.press("PageDown")
    field = figure.locator(".bp-panel input")
    expect(field).to_be_focused()
    expect(figure.locator(".bp-panel")).to_be_in_viewport(ratio=1)
    tab.keyboard.type("0.5")
    assert figure.get_attribute("data-curtain") is None
    tab.keyboard.press("Enter")
    expect(figure.locator("[data-action=next]")).to_be_focused(timeout=LIVE)
    current(figure, 1)
    for _ in range(2):
        tab.keyboard.press("Escape")
    expect(tab.locator(".bp-presenting")).to_have_count(0)


SLIPS_IN_THE_PAGE = [
    (1, "0.4", FORWARD_SLIPS["forgot_bias"]),
    (1, "1.4", FORWARD_SLIPS["added_for_multiplied"]),
    (2, "0.5", FORWARD_SLIPS["forgot_function"]),
    (7, "0.0531", FORWARD_SLIPS["forgot_number"]),
    (8, "0.2304", SLIPS["wrong_sign"]),
    (10, "-0.2304", SLIPS["forgot_local"]),
    (10, "0.4621", SLIPS["forgot_arriving"]),
    (13, "-0.2790", SLIPS["updated_weight"]),
    (15, "−0.1278", SLIPS["value_for_derivative"]),
    (15, "-0.2765*0.4621**2", SLIPS["forgot_one_minus"]),
    (16, "-0.1382", SLIPS["skipped_link"]),
]


def test_each_slip_has_its_sentence(chapter: Page) -> None:
    """The engine names it; the step stays hidden, the answer stays, and the reader may try again."""
    for step, typed, template in SLIPS_IN_THE_PAGE:
        figure = predicting(chapter, after=step - 1)
        answer(figure, typed)
        verdict = figure.locator(".bp-verdict")
        expect(verdict).to_contain_text(beginning(template), timeout=LIVE)
        assert "{" not in (verdict.text_content() or "")
        current(figure, step - 1)
        field = figure.locator(".bp-panel input")
        expect(field).to_be_focused()
        expect(field).to_have_value(typed)
        expect(field).to_have_attribute("aria-invalid", "true")
        expect(figure.locator(".bp-status")).to_have_text(verdict.text_content() or "")
        figure.locator("button[data-tool=predict]").click()


def test_a_dropped_path_at_a_fork_is_named(reader: Reader) -> None:
    """In the figure whose gradients meet, one path alone is told to be too little."""
    tab = reader("backpropagation-at-work/")
    name, step, part = tab.evaluate(FORK)
    figure = predicting(tab, name, step - 1)
    answer(figure, part)
    expect(figure.locator(".bp-verdict")).to_contain_text("A path is missing", timeout=LIVE)


# The first figure with a step where two products add up: its id, the step, and the first of the products.
FORK = """() => {
  for (const step of document.querySelectorAll('.bp-step[data-phase="backward"]')) {
    const row = [...step.querySelectorAll("mtr")].at(-2)?.textContent.replace(/[^−+×.0-9]/g, "");
    const terms = row?.match(/^(−?[.0-9]+×−?[.0-9]+)\\+/);
    if (terms) return [step.closest("figure").id, [...step.parentElement.children].indexOf(step), terms[1]];
  }
}"""


def test_the_keyboard_is_enough(chapter: Page) -> None:
    """On by Enter, asked by an arrow key, answered by Enter, on by Enter; Escape ends it."""
    figure = chapter.locator("#one-two-one")
    figure.locator("button[data-tool=predict]").focus()
    chapter.keyboard.press("Enter")
    chapter.keyboard.press("ArrowRight")
    expect(figure.locator(".bp-panel input")).to_be_focused()
    expect(figure.locator(".bp-status")).to_have_text("Step 1 of 20: Value of z1?")
    current(figure, 0)
    for text in ("0.5", "tanh(0.5)", "0.05"):
        chapter.keyboard.type(text)
        chapter.keyboard.press("Enter")
        expect(figure.locator("[data-action=next]")).to_be_focused(timeout=LIVE)
        chapter.keyboard.press("Enter")
        expect(figure.locator(".bp-panel input")).to_be_focused()
    current(figure, 3)
    chapter.keyboard.press("Escape")
    expect(figure.locator("button[data-tool=predict]")).to_be_focused()
    expect(figure.locator("button[data-tool=predict]")).to_have_attribute("aria-pressed", "false")
    chapter.keyboard.press("ArrowRight")
    current(figure, 4)


def test_every_way_on_leads_through_the_question(chapter: Page) -> None:
    """Buttons, the scrubber, End and playing; going back does not, nor coming forward again."""
    figure = predicting(chapter, after=4)
    question = figure.locator(".bp-question")
    expect(question).to_contain_text("Step 5 of 20")
    figure.locator(".bp-controls [data-action=forward]").click()
    current(figure, 4)
    scrub(figure, 12)
    current(figure, 4)
    expect(figure.locator(".bp-controls input")).to_have_value("4")
    figure.locator(".bp-controls [data-action=back]").click()
    current(figure, 3)
    figure.press("End")
    current(figure, 4)
    figure.locator(".bp-controls [data-action=play]").click()
    expect(figure.locator(".bp-controls [data-action=play]")).to_have_text("Pause")
    expect(figure.locator(".bp-controls [data-action=play]")).to_have_text("Play")
    current(figure, 4)
    expect(question).to_contain_text("Step 5 of 20")


def test_the_table_of_all_values_is_hidden_meanwhile(chapter: Page) -> None:
    """It would tell the answer; without the tool it comes back."""
    figure = predicting(chapter)
    expect(figure.locator("> .bp-table")).to_be_hidden()
    figure.locator("button[data-tool=predict]").click()
    expect(figure.locator("> .bp-table")).to_be_visible()


def test_show_me_goes_on_to_the_end_and_reset_starts_over(chapter: Page) -> None:
    """Without the engine; at the last step a sentence says so, and Reset asks for the first again."""
    figure = predicting(chapter, after=18)
    figure.locator("[data-action=show]").click()
    current(figure, 19)
    expect(figure.locator(".bp-verdict")).to_contain_text("Here it is")
    figure.locator("[data-action=next]").click()
    figure.locator("[data-action=show]").click()
    current(figure, 20)
    expect(figure.locator(".bp-verdict")).to_contain_text("Every step is shown")
    figure.locator(".bp-controls [data-action=reset]").click()
    expect(figure.locator(".bp-question")).to_contain_text("Step 1 of 20")


def test_changed_numbers_count(chapter: Page) -> None:
    """The question starts over, and is judged with the reader's numbers."""
    figure = predicting(chapter, after=3)
    figure.locator('input[name="x"]').fill("1")
    expect(chapter.locator("#one-two-one-step-1 .bp-formula")).to_contain_text("0.9", timeout=LIVE)
    scrub(figure, 0)
    answer(figure, "0.5")
    expect(figure.locator(".bp-verdict")).not_to_have_attribute("data-kind", "right", timeout=LIVE)
    answer(figure, "0.9")
    expect(figure.locator(".bp-verdict")).to_have_text("Right: 0.9.")


def test_an_engine_that_fails_leaves_the_steps(page: Pages, served: Server) -> None:
    """The usual sentence with a way to try again, and stepping goes on without questions in the way."""
    served.faults["*.wasm*"] = missing()
    tab = opened(page(expected=["404"]), served)
    figure = predicting(tab)
    answer(figure, "0.5")
    message = figure.locator(".bp-panel-message")
    expect(message).to_contain_text("could not be downloaded", timeout=LIVE)
    figure.locator(".bp-controls [data-action=forward]").click()
    current(figure, 1)
    served.faults.clear()
    message.locator("button").click()
    answer(figure, "0.4621")
    expect(figure.locator(".bp-verdict")).to_contain_text("Right", timeout=LIVE)


# Shows every step of a figure by the tool; what stands in each question.
WALK = """figure => {
  const shown = button => figure.querySelector(`.bp-panel [data-action=${button}]`);
  figure.querySelector(".bp-controls [data-action=reset]").click();
  figure.querySelector("button[data-tool=predict]").click();
  const asked = [];
  while (shown("show").checkVisibility()) {
    asked.push(figure.querySelector(".bp-panel .bp-formula math").textContent);
    shown("show").click();
    if (shown("next").checkVisibility()) shown("next").click();
  }
  return asked;
}"""


@pytest.mark.parametrize(
    "address", some(("", "computational-graphs/", "backpropagation-at-work/", "one-neuron-by-hand/"), ("",))
)
def test_every_figure_asks_for_each_of_its_steps(reader: Reader, address: str) -> None:
    """Networks, expressions, forward mode, split sums, blanks: each question ends where the result would stand."""
    tab = reader(address)
    expect(tab.locator(".bp-figure.bp-ready").first).to_be_attached()
    for figure in tab.locator(".bp-figure.bp-ready").all():
        asked = figure.evaluate(WALK)
        assert len(asked) == figure.locator(".bp-step").count() - 1
        assert all(formula.endswith("?") for formula in asked)


@pytest.mark.gate
def test_the_question_is_accessible(reader: Reader, axe: Callable[[Page, str], list[str]]) -> None:
    """Asked, answered wrong and answered right: no checker finds anything, nothing scrolls sideways. A slip leaves all
    that was asked, and a right answer looks different in each palette, not in each window."""
    tab = reader(CHAPTER)
    figure = predicting(tab)
    desk: Iterable[View] = ((DESK, "light"), (DESK, "dark"))
    for text, kind, seen in (("", "", EVERY[:1]), ("0.4", "slip", EVERY), ("0.5", "right", desk)):
        if text:
            answer(figure, text)
            expect(figure.locator(".bp-verdict")).to_have_attribute("data-kind", kind, timeout=LIVE)
        for _ in views(tab, seen):
            assert axe(tab, "#one-two-one") == []
            assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert kind != "slip" or ibm.check(tab, "#one-two-one") == []


def test_a_step_that_fades_is_predicted_too(reader: Reader) -> None:
    """Where the factors are left to the reader the right answer also opens the step's own answer."""
    tab = reader("one-neuron-by-hand/")
    faded = tab.locator(".bp-figure:has(.bp-answer)").first
    expect(faded).to_be_attached()
    steps = faded.locator(".bp-step")
    blank = steps.evaluate_all("all => all.findIndex(step => step.querySelector('.bp-answer'))")
    result = faded.locator(".bp-answer").first.locator("mtr").last.text_content() or ""
    predicting(tab, faded.get_attribute("id") or "", blank - 1)
    expect(faded.locator(".bp-panel .bp-formula")).not_to_contain_text(result.strip("=≈ "))
    answer(faded, "123")
    expect(faded.locator(".bp-panel .bp-verdict")).to_contain_text("That is not it", timeout=LIVE)
    answer(faded, result.strip("=≈ "))
    expect(faded.locator(".bp-panel .bp-verdict")).to_contain_text("Right")
    expect(steps.nth(blank).locator(".bp-answer")).to_have_attribute("open", "")


@pytest.mark.parametrize(("action", "said"), [("check", "Right: "), ("show", "Here it is.")])
@pytest.mark.parametrize("from_end", [1, 0])
def test_a_step_that_is_worked_out_is_not_announced_as_a_blank(
    reader: Reader, from_end: int, action: str, said: str
) -> None:
    """The step's own status says that it is still to be worked out, which is over once its answer is open."""
    tab = reader("backpropagation-at-work/")
    last = tab.locator("#fork .bp-step").count() - 1 - from_end
    result = tab.locator(f"#fork-step-{last} .bp-answer mtr").last.text_content() or ""
    figure = predicting(tab, "fork", last - 1)
    figure.locator(".bp-panel input").fill(result.strip("=≈ "))
    figure.locator(f".bp-panel [data-action={action}]").click()
    verdict, status = figure.locator(".bp-panel .bp-verdict"), figure.locator(".bp-status")
    expect(verdict).to_contain_text(said, timeout=LIVE)
    expect(status).to_have_text(verdict.text_content() or "")


@pytest.fixture
def asking(tmp_path: Path) -> Iterator[Server]:
    """A site whose one figure asks from the start, with `predict: true` in its fence."""
    fence = "```backprop\nname: own\ntitle: Own\nnetwork: [1, 2, 1]\npredict: true\n```\n"
    with serve(build_page(tmp_path, "Text.\n\n" * 40 + fence, {"name": "material", "font": False})) as server:
        yield server


def test_an_author_may_switch_it_on(page: Pages, asking: Server) -> None:
    """The question stands there from the start, without moving the page."""
    tab = page()
    tab.goto(asking.url)
    figure = tab.locator("#own")
    expect(figure.locator("button[data-tool=predict]")).to_have_attribute("aria-pressed", "true")
    expect(figure.locator(".bp-question")).to_contain_text("Step 1 of 20")
    assert tab.evaluate("scrollY") == 0
    figure.locator("button[data-tool=predict]").click()
    figure.locator(".bp-controls [data-action=forward]").click()
    current(figure, 1)
