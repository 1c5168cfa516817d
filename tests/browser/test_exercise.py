"""Exercises in a real page: answered by typing, choosing and sorting, with hints, other numbers and a code."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
import yaml
from playwright.sync_api import Locator, Page, expect

from backprop.exercise import codes
from backprop.exercise.papers import Paper, paper
from backprop.exercise.specification import Exercise
from tests.browser.test_keep import FORBIDDEN, FULL
from tests.support import ibm
from tests.support.pages import OPEN_EXERCISES, Pages, settled
from tests.support.reader import Reader
from tests.support.server import Server, missing
from tools.exercises import DOCS, FENCE, entries

LIVE = 60_000
PHONE = (390, 844)
PAGE = "two-neurons"
OPEN = re.compile(r"\bis-open\b")
# What is on the paper when a reader prints a receipt.
PRINTED = """() => new Promise((done) => {
  print = () => done(document.body.innerText.split("\\n").map(line => line.trim()).filter(Boolean));
  document.querySelector("#two-order [data-action=print]").click();
})"""
# Each text that a live region has.
HEARD = """(selector) => {
  const region = document.querySelector(selector);
  window.heard = [];
  new MutationObserver(() => region.textContent && heard.push(region.textContent)).observe(region, { childList: true });
}"""
# The button above what is to be seen, each time that it changes.
BESIDE = """(selector) => {
  const seen = document.querySelector(selector);
  window.beside = [];
  const above = () => seen.previousElementSibling?.querySelector("[data-action=hint]")?.dataset.action ?? "none";
  new MutationObserver(() => seen.textContent && beside.push(above())).observe(seen, { childList: true });
}"""
# Whether it was ever in the window with something to read.
REVEALED = """(selector) => {
  const seen = document.querySelector(selector);
  new IntersectionObserver(([{ isIntersecting }]) => {
    window.revealed ||= isIntersecting && seen.textContent !== "";
  }).observe(seen);
}"""
MARK = """option => {
  const { content, color } = getComputedStyle(option, "::after");
  return [content, color, getComputedStyle(option).borderColor];
}"""
CLOSED = "() => [...document.querySelectorAll('[data-exercise]:not(.is-open)')].map(({ id }) => id)"
HEIGHTS = """() => Object.fromEntries([...document.querySelectorAll(".bp-exercise[data-exercise]")].map((each) =>
  [each.id, each.getBoundingClientRect().height]))"""
# How much of what was in the window was moved, and by how far, summed up from the opening of the page on.
SHIFTS = """() => {
  window.shifted = 0;
  new PerformanceObserver((list) => {
    for (const { value } of list.getEntries()) window.shifted += value;
  }).observe({ type: "layout-shift", buffered: true });
}"""
TWICE = "button => { button.click(); button.click() }"


def opened(tab: Page, served: Server, name: str, page: str = PAGE) -> Locator:
    tab.goto(f"{served.url}exercises/{page}/")
    return is_open(tab.locator(f"#{name}"))


def visited(reader: Reader, name: str, page: str = PAGE, viewport: tuple[int, int] = (1280, 800)) -> Locator:
    """The same in the tab that tests have in common, where Python may live already."""
    return is_open(reader(f"exercises/{page}/", viewport=viewport).locator(f"#{name}"))


def is_open(exercise: Locator) -> Locator:
    """Once it can be answered, as one opens when a reader comes near; and all others of its page."""
    exercise.scroll_into_view_if_needed()
    expect(exercise).to_have_class(OPEN)
    exercise.page.evaluate(OPEN_EXERCISES)
    return exercise


def made(name: str, number: int = 0, page: str = PAGE) -> Paper:
    (entry,) = (each for each in entries(page) if each.exercise.name == name)
    return paper(entry.exercise, number)


def shown(exercise: Locator) -> int:
    """The number of the paper in sight, by its code."""
    sheet = codes.read_sheet((is_open(exercise).locator(".bp-code").text_content() or "").split()[-1])
    assert sheet is not None
    return sheet.number


def sort(task: Locator, letters: list[str]) -> None:
    """Bring the options into this order with the keyboard."""
    for place, letter in enumerate(letters):
        option = task.locator(f"[data-letter={letter}]")
        for _ in range(option.evaluate("(item) => [...item.parentElement.children].indexOf(item)") - place):
            option.locator("button").first.press("Enter")


def test_an_exercise_is_answered_in_the_page(reader: Reader) -> None:
    """A slip by its name, hints that cost, the right answers, a code; then another paper, as Python draws it here."""
    exercise, own = visited(reader, "two-order"), made("two-order")
    told = exercise.get_by_role("status").filter(has_text=" points.")
    expect(told).to_have_count(0)
    tasks = exercise.locator(".bp-task")
    tasks.nth(1).locator("input").fill("4")
    tasks.nth(1).locator("input").press("Enter")
    expect(tasks.nth(1).locator(".bp-verdict")).to_have_text(own.judge(1, "4").sentence, timeout=LIVE)
    tasks.nth(1).locator("[data-action=hint]").click()
    expect(tasks.nth(1).locator(".bp-hint")).to_have_count(1)
    tasks.nth(1).locator("input").fill(own.tasks[1].answer)
    tasks.nth(1).locator("input").press("Enter")
    expect(tasks.nth(1).locator(".bp-verdict")).to_have_attribute("data-kind", "right")
    # The theme has shortcuts of one letter for other pages and for the search.
    for key in ("n", "/"):
        tasks.nth(1).locator(".bp-verdict").press(key)
    sort(tasks.nth(0), own.tasks[0].answer.split())
    tasks.nth(0).locator("[data-action=check]").press("Enter")
    expect(tasks.nth(0).locator(".bp-verdict")).to_have_attribute("data-kind", "right")
    tasks.nth(2).locator("[data-action=way]").click()
    result = codes.read_result(exercise.locator(".bp-receipt textarea").input_value(timeout=LIVE))
    expect(told).to_have_text("All questions are done: 1.75 of 3 points.")
    assert result is not None
    assert (result.sheet, result.points, result.tasks) == (codes.Sheet("two-order", 207, 0), 175, 3)
    assert result.slips == {"forgot_biases": 1}
    exercise.page.emulate_media(media="print")
    title, points, time, code, slip = exercise.page.evaluate(PRINTED)
    assert (title, code) == (own.exercise.title, exercise.locator(".bp-receipt textarea").input_value())
    assert points == "All questions are done: 1.75 of 3 points."
    assert time == f"Time, in minutes and seconds: {result.seconds // 60}:{result.seconds % 60:02}"
    assert slip == f"1×: {own.judge(1, '4').sentence}"
    assert exercise.page.locator("h1").inner_text()  # all of the page is there again
    exercise.page.emulate_media(media="screen")
    for _ in range(2):
        exercise.locator("[data-action=new]").click()
    expect(exercise.locator(".bp-code")).not_to_contain_text(".n0.")
    exercise.locator(".bp-key-of summary").click()
    expect(exercise.locator(".bp-solution").first).to_have_text(made("two-order", shown(exercise)).tasks[0].answer)
    expect(exercise.locator(".bp-verdict:visible")).to_have_count(0)


def test_an_exercise_opens_when_a_reader_comes_near(page: Pages, served: Server) -> None:
    """By a link, which leads to its beginning whatever opens above; by scrolling; before the keyboard goes on, which
    may be far from it; and for paper."""
    tab = page(viewport=PHONE)
    tab.goto(f"{served.url}exercises/deeper/#recurrent")
    settled(tab)
    expect(tab.locator("#recurrent")).to_have_class(OPEN)
    begins = tab.locator("#recurrent").evaluate("each => each.getBoundingClientRect().top")
    assert 0 <= begins < 100
    closed = tab.evaluate(CLOSED)
    assert closed[0] == "deep-paths"
    assert closed[-1] == "pinn-by-hand"
    tab.locator("#pinn-by-hand").scroll_into_view_if_needed()
    expect(tab.locator("#pinn-by-hand")).to_have_class(OPEN)
    assert "deep-paths" in tab.evaluate(CLOSED)
    tab.keyboard.press("Tab")
    assert tab.evaluate(CLOSED) == []
    tab.goto(f"{served.url}exercises/graphs/")
    settled(tab)
    assert len(tab.evaluate(CLOSED)) > 5
    tab.pdf()
    assert tab.evaluate(CLOSED) == []


@pytest.mark.gate
def test_before_it_opens_an_exercise_is_as_high_as_afterwards(page: Pages, served: Server) -> None:
    """Within two lines, and most to the pixel: what opens above the window moves nothing in it, in a browser that keeps
    no place, neither; after a reload the same part of the page is there; and nothing moves as a reader scrolls."""
    tab = page()
    for width in (PHONE[0], 1280):
        tab.set_viewport_size({"width": width, "height": PHONE[1]})
        for name in ("deeper", "batches-and-matrices", "graphs"):
            tab.goto(f"{served.url}exercises/{name}/")
            before, closed = settled(tab).evaluate(HEIGHTS), tab.evaluate(CLOSED)
            tab.evaluate(OPEN_EXERCISES)
            expect(tab.locator("[data-task=matrix]:not(:has(.bp-cells))")).to_have_count(0)
            after = tab.evaluate(HEIGHTS)
            grown = [abs(after[each] - before[each]) for each in closed]
            assert len(grown) > 5
            assert max(grown) < 80, (name, width)
            assert sorted(grown)[len(grown) // 2] < 2, (name, width)
    tab.goto(f"{served.url}exercises/deeper/")
    settled(tab).evaluate(SHIFTS)
    for _ in range(40):
        tab.evaluate("scrollBy({ top: innerHeight / 2, behavior: 'instant' })")
        settled(tab)
    assert tab.evaluate(CLOSED) == []
    assert tab.evaluate("shifted") < 0.01


def test_what_was_answered_is_there_before_it_is_seen(page: Pages, served: Server) -> None:
    """An exercise with an answer is open from the start, however far it is; the others are not."""
    exercise = opened(page(viewport=PHONE), served, "two-order")
    tab = exercise.page
    exercise.locator("input[type=text]").first.fill("4")
    tab.evaluate("scrollTo(0, 0)")
    tab.goto(f"{served.url}exercises/")
    tab.goto(f"{served.url}exercises/{PAGE}/")
    expect(exercise.locator("input[type=text]").first).to_have_value("4")
    assert {"two-bug", "two-tanh"} <= set(tab.evaluate(CLOSED))


def test_what_is_pressed_twice_counts_once(reader: Reader) -> None:
    """Other numbers, which the answers are then judged by, and a hint; whoever cannot see hears verdicts, and whoever
    has no pointer is led to the last one."""
    exercise = visited(reader, "two-order")
    expect(exercise.get_by_role("status")).to_have_count(4)
    exercise.locator("[data-action=new]").evaluate(TWICE)
    expect(exercise.locator(".bp-code")).not_to_contain_text(".n0.", timeout=LIVE)
    own = made("two-order", shown(exercise))
    task = exercise.locator(".bp-task").nth(1)
    task.locator("[data-action=hint]").evaluate(TWICE)
    task.locator("input").fill(own.tasks[1].answer)
    task.locator("[data-action=check]").press("Enter")
    expect(task.locator(".bp-verdict")).to_have_attribute("data-kind", "right")
    expect(task.locator(".bp-hint")).to_have_count(1)
    expect(task.locator(".bp-verdict")).to_be_focused()


def test_an_option_is_chosen(reader: Reader) -> None:
    exercise, own = visited(reader, "two-old-weights"), made("two-old-weights")
    exercise.locator("[data-action=check]").click()
    expect(exercise.locator(".bp-verdict")).to_have_attribute("data-kind", "wrong")
    exercise.locator(f"[data-letter={own.tasks[0].answer}] input").check()
    exercise.locator(f"[data-letter={own.tasks[0].answer}] input").press("Enter")
    expect(exercise.locator(".bp-verdict")).to_have_attribute("data-kind", "right", timeout=LIVE)


def test_on_paper_nothing_has_buttons_and_no_table_a_head_over_some_columns(reader: Reader) -> None:
    order = visited(reader, "two-order")
    expect(order.locator(".bp-move").first).to_be_visible()
    order.page.emulate_media(media="print")
    expect(order.locator(".bp-move").first).to_be_hidden()
    assert order.page.locator("#two-tanh .bp-lookup thead").evaluate("e => getComputedStyle(e).clipPath") != "none"
    assert (
        order.page.locator("#two-tanh .bp-lookup tbody th").first.evaluate("e => getComputedStyle(e).fontWeight")
        == "600"
    )


@pytest.mark.gate
def test_nothing_is_in_sight_that_says_an_answer(
    page: Pages, served: Server, reader: Reader, axe: Callable[[Page, str], list[str]]
) -> None:
    """Without scripts, and on paper with them: the tasks with room to write, and no key; that has a page of its own, on
    which it is closed, and which is all there on paper."""
    tab = page(java_script_enabled=False)
    tab.goto(f"{served.url}exercises/{PAGE}/")
    still = tab.locator("#two-tanh")
    answers = [task.answer for task in made("two-tanh").tasks]
    expect(still.locator(".bp-room").first).to_be_visible()
    assert not any(answer in still.locator(".bp-tasks").inner_text() for answer in answers)
    expect(still.locator(".bp-solution")).to_have_count(0)
    still.get_by_role("link", name="Key, with the whole way").click()
    key = still.page.locator("#two-tanh")
    expect(key).to_be_in_viewport()
    expect(key.locator(".bp-solution").first).to_be_hidden()
    key.locator("summary").click()
    expect(key.locator(".bp-solution")).to_have_text(answers)
    still.page.emulate_media(media="print")
    expect(still.page.locator("#two-order .bp-solution").first).to_be_visible()
    still.page.emulate_media(media="screen")
    key.get_by_role("link").click()
    expect(still.page.locator("#two-tanh .bp-room").first).to_be_visible()
    live = visited(reader, "two-tanh", viewport=(320, 800))
    expect(live.locator("form").first).to_be_visible()
    assert axe(live.page, "#two-tanh") == []
    assert ibm.check(live.page, "#two-tanh") == []
    assert live.page.evaluate("document.documentElement.scrollWidth") <= 320
    live.page.emulate_media(media="print")
    expect(live.locator(".bp-room").first).to_be_visible()
    expect(live.locator(".bp-key-of")).to_be_hidden()
    expect(live.locator("form").first).to_be_hidden()


def test_a_round_of_ten_grows_harder_and_counts_slips(reader: Reader) -> None:
    """A slip on the first paper is told at the end with what was said of it; a file has it, too. Another one has
    exercises of all pages."""
    tab = reader(f"exercises/{PAGE}/")
    place = tab.locator(".bp-round")
    place.locator("[data-action=page]").click()
    expect(place.locator(".bp-code")).to_have_count(1, timeout=LIVE)
    first = made("two-forward", shown(place))
    assert first.tasks[0].kind == "value"
    place.locator(".bp-task input").first.fill(str(-first.drawn.step(first.tasks[0].about).result))
    place.locator("[data-action=check]").first.click()
    expect(place.locator(".bp-verdict").first).to_contain_text("the sign is not", timeout=LIVE)
    for number in range(1, 11):
        expect(place.locator(".bp-exercise-title").first).to_contain_text(f"{number} of 10: ")
        place.locator("[data-action=next]").click()
    expect(place.locator("ol > li")).to_contain_text(["1×: The size is right, the sign is not."])
    with tab.expect_download() as saved:
        place.locator("[data-action=save]").click()
    (kept,) = json.loads(saved.value.path().read_text("utf-8"))
    assert [slip["times"] for slip in kept["slips"].values()] == [1]
    place.locator("[data-action=site]").click()
    expect(place.locator(".bp-exercise-title").first).to_contain_text("1 of 10: ")
    fences = (fence for path in DOCS.rglob("*.md") for fence in FENCE.findall(path.read_text("utf-8")))
    levels = {each.name: each.level for each in map(Exercise.from_mapping, map(yaml.safe_load, fences))}
    expect(place.locator(".bp-code")).to_have_count(1, timeout=LIVE)
    sheet = codes.read_sheet((place.locator(".bp-code").text_content() or "").split()[-1])
    assert sheet is not None
    assert levels[sheet.name] == 1


def test_a_matrix_is_answered_in_fields(reader: Reader, axe: Callable[[Page, str], list[str]]) -> None:
    """Of as many rows and columns as the reader says; arrow keys lead from one to the other; a wrong one is marked."""
    name, on = "shapes-forward", "batches-and-matrices"
    exercise, own = visited(reader, name, on), made(name, page=on)
    place = [task.kind for task in own.tasks].index("matrix")
    task, rows = exercise.locator(".bp-task").nth(place), [row.split() for row in own.tasks[place].answer.split("; ")]
    task.get_by_label("Rows").fill(str(len(rows)))
    task.get_by_label("Columns").fill(str(len(rows[0])))
    cells, flat = task.locator(".bp-cells input"), [each for row in rows for each in row]
    expect(cells).to_have_count(len(flat))
    for place_of, text in enumerate([*flat[:-1], "1000"]):
        cells.nth(place_of).fill(text)
    cells.first.press("ArrowDown")
    expect(task.get_by_label(f"Row 2, column 1. Question {place + 1}: ")).to_be_focused()
    cells.nth(len(rows[0])).press("Enter")
    expect(task.locator(".bp-verdict")).to_contain_text(f"Row {len(rows)}, column {len(rows[0])}: ", timeout=LIVE)
    expect(cells.last).to_be_focused()
    marks = ["false"] * (len(flat) - 1) + ["true"]
    assert [cell.get_attribute("aria-invalid") for cell in cells.all()] == marks
    assert axe(exercise.page, f"#{name}") == []
    assert ibm.check(exercise.page, f"#{name}") == []
    cells.last.fill(flat[-1])
    cells.last.press("Enter")
    expect(task.locator(".bp-verdict")).to_have_attribute("data-kind", "right")


def test_a_matrix_says_how_large_it_is_and_what_is_empty(reader: Reader) -> None:
    """A size is told, and never another one than that of the fields; to give it asks for no verdict."""
    exercise = visited(reader, "shapes-forward", "batches-and-matrices", PHONE)
    task = exercise.locator(".bp-task").last
    rows, told = task.get_by_label("Rows"), task.locator(".bp-acts [role=status]")
    cells = task.locator(".bp-cells input")
    rows.fill("32")
    expect(rows).to_have_value("12")
    expect(cells).to_have_count(24)
    expect(told).to_have_text("Rows: 12, columns: 2. There are never more than 12.")
    rows.fill("3")
    expect(told).to_have_text("Rows: 3, columns: 2.")
    rows.fill("")
    expect(rows).to_have_value("")
    rows.press("Enter")
    expect(rows).to_have_value("3")
    expect(cells.first).to_be_focused()
    expect(task.locator(".bp-verdict")).to_be_empty()
    for place in (0, 1, 3, 5):
        cells.nth(place).fill("7")
    cells.last.press("Enter")
    expect(task.locator(".bp-verdict")).to_have_text("Row 2, column 1 is empty.")
    marks = ["false", "false", "true", "false", "true", "false"]
    assert [cell.get_attribute("aria-invalid") for cell in cells.all()] == marks
    expect(cells.nth(2)).to_be_focused()


def test_the_key_comes_into_the_page_where_answers_are_typed(page: Pages, served: Server, reader: Reader) -> None:
    """So that nobody has to leave them: from the engine, for the source has none. Where that fails the link stays."""
    exercise, own = visited(reader, "two-order"), made("two-order")
    exercise.locator(".bp-task input[type=text]").first.fill("4")
    exercise.locator(".bp-key-of summary").click()
    expect(exercise.locator(".bp-solution")).to_have_text([task.answer for task in own.tasks], timeout=LIVE)
    expect(exercise.locator(".bp-task input[type=text]").first).to_have_value("4")
    served.faults["*.wasm.*.bin"] = missing()
    failing = opened(page(expected=["404"]), served, "two-order")
    failing.locator(".bp-key-of summary").click()
    failing.get_by_role("link", name="Key, with the whole way").click()
    expect(failing.page).to_have_url(f"{served.url}exercise-keys/exercises/{PAGE}/#two-order")


def test_an_answer_that_could_not_be_judged_is_asked_again(page: Pages, served: Server) -> None:
    """By the button that the sentence speaks of, with what was typed; for the link that was cut is there again."""
    served.faults["*.wasm.*.bin"] = missing()
    exercise = opened(page(expected=["404"]), served, "two-order")
    task = exercise.locator(".bp-task:has(input[type=text])").first
    right = next(each.answer for each in made("two-order").tasks if each.kind == "count")
    task.locator("input").fill(right)
    task.locator("input").press("Enter")
    again = exercise.locator(".bp-practice-status").get_by_role("button", name="Try again")
    expect(again).to_be_visible(timeout=LIVE)
    served.faults.clear()
    again.click()
    expect(task.locator(".bp-verdict")).to_have_attribute("data-kind", "right", timeout=LIVE)
    expect(exercise.locator(".bp-practice-status")).to_be_empty()


def test_after_a_hint_the_keyboard_is_where_the_answer_goes(reader: Reader) -> None:
    """Where a field is, in sight with the hint, which is told where it comes, once; else nothing moves, as with a
    pointer, where no keyboard comes over the hint."""
    exercise = visited(reader, "two-order")
    typed, chosen = exercise.locator(".bp-task").nth(1), exercise.locator(".bp-task").first
    typed.locator("[data-action=hint]").press("Enter")
    expect(typed.locator("input")).to_be_focused(timeout=LIVE)
    expect(typed.get_by_role("log")).to_contain_text("Hint 1 of 3")
    typed.locator("input").press("Enter")
    expect(typed.locator(".bp-verdict")).to_have_text("A whole number")
    chosen.locator("[data-action=hint]").press("Enter")
    expect(chosen.locator(".bp-hint")).to_have_count(1)
    expect(chosen.locator("[data-action=hint]")).to_be_focused()
    typed.locator("[data-action=hint]").click()
    expect(typed.locator(".bp-hint")).to_have_count(2)
    expect(typed.locator("input")).not_to_be_focused()


def test_after_a_hint_on_a_phone_the_hint_is_in_sight(reader: Reader) -> None:
    """Of a choice among many, where the first is far above; and after the last hint the same key asks for nothing."""
    exercise = visited(reader, "two-bug", viewport=PHONE)
    hint = exercise.locator("[data-action=hint]")
    hint.press("Enter")
    expect(exercise.locator(".bp-hint")).to_have_count(1, timeout=LIVE)
    for number in range(2, 5):
        expect(exercise.locator(".bp-told > div").last).to_be_in_viewport(ratio=1)
        expect(hint).to_be_focused()
        if hint.get_attribute("aria-disabled"):
            break
        exercise.page.keyboard.press("Enter")
        expect(exercise.locator(".bp-hint")).to_have_count(number)
    expect(hint).to_have_text("No more hints")
    exercise.page.keyboard.press("Enter")
    expect(exercise.get_by_role("status").filter(has_text="No more hints")).to_have_count(1)
    expect(hint).to_be_focused()
    expect(exercise.locator(".bp-verdict")).to_be_empty()
    reader.again()
    expect(hint).to_have_attribute("aria-disabled", "true")


def test_on_a_phone_a_verdict_comes_into_sight(page: Pages, served: Server, reader: Reader) -> None:
    """Of a long choice, of which the chosen option says it by a sign, too, and of a field at the end of the window."""
    exercise, own = opened(page(viewport=PHONE), served, "two-bug"), made("two-bug")
    right = exercise.locator(f"[data-letter={own.tasks[0].answer}]")
    letters = exercise.locator("[data-letter]").evaluate_all("items => items.map(item => item.dataset.letter)")
    wrong = exercise.locator(f"[data-letter={next(each for each in letters if each != own.tasks[0].answer)}]")
    verdict = exercise.locator(".bp-verdict")
    exercise.page.evaluate(REVEALED, "#two-bug .bp-practice-progress")
    for option, kind, sign in ((wrong, "wrong", "✗"), (right, "right", "✓")):
        option.locator("input").check()
        option.evaluate("option => option.scrollIntoView()")
        option.locator("input").press("Enter")
        expect(option).to_have_attribute("data-verdict", kind, timeout=LIVE)
        content, colour, border = option.evaluate(MARK)
        assert sign in content
        assert colour == border
        expect(verdict).to_be_in_viewport(ratio=1)
    expect(exercise.locator("[data-verdict=wrong]")).to_have_count(0)
    assert exercise.page.evaluate("window.revealed"), "that Python is loading"
    expect(verdict).to_be_focused()
    typed = visited(reader, "two-order", viewport=PHONE).locator(".bp-task").nth(1)
    typed.locator("input").fill("4")
    typed.locator("input").evaluate("field => scrollBy(0, field.getBoundingClientRect().bottom - innerHeight + 4)")
    expect(typed.locator(".bp-verdict")).not_to_be_in_viewport()
    typed.locator("input").press("Enter")
    expect(typed.locator(".bp-verdict")).to_have_attribute("data-kind", "slip", timeout=LIVE)
    expect(typed.locator(".bp-verdict")).to_be_in_viewport(ratio=1)


def test_what_is_done_stays_as_it_is(reader: Reader) -> None:
    """No key chooses another option or brings options into another order, when the page is read again neither."""
    exercise, own = visited(reader, "two-old-weights"), made("two-old-weights")
    right = exercise.locator(f"[data-letter={own.tasks[0].answer}] input")
    right.check()
    right.press("Enter")
    expect(exercise.locator(".bp-verdict")).to_have_attribute("data-kind", "right", timeout=LIVE)
    order = exercise.page.locator("#two-order .bp-task").first
    order.locator("[data-action=way]").click()
    expect(order.locator("[data-action=way]")).to_be_hidden()
    for _ in range(2):
        right.press("ArrowDown")
        expect(right).to_be_checked()
        expect(exercise.locator("[data-verdict=right]")).to_have_count(1)
        expect(order.locator(".bp-move:enabled, [draggable=true]")).to_have_count(0)
        reader.again()
        expect(exercise.locator(".bp-verdict")).to_have_attribute("data-kind", "right")


def test_a_field_is_called_what_is_asked(reader: Reader) -> None:
    """In words, as a voice says them; and the title of an exercise is a heading below that of its page, and no entry of
    the table of contents."""
    exercise = visited(reader, "two-hidden")
    name = re.compile("^Question 1: What is the local derivative of z o by h 2, as a number[?] ")
    expect(exercise.get_by_role("textbox").first).to_have_accessible_name(name)
    expect(exercise.get_by_role("radiogroup")).to_have_accessible_name(
        re.compile("^Question 3: Which of these is the ")
    )
    title = exercise.get_by_role("heading", level=2)
    expect(title).to_have_id("two-hidden-title")
    expect(exercise.page.locator(".md-nav--secondary a", has_text=title.inner_text())).to_have_count(0)


def test_loading_is_announced_once(page: Pages, served: Server) -> None:
    """However many pieces come; how far it is, is to be seen, beside the button that was pressed."""
    exercise = opened(page(viewport=PHONE), served, "two-order")
    exercise.page.evaluate(HEARD, "#two-order .bp-practice-status[role=status]")
    task = exercise.locator(".bp-task").nth(1)
    exercise.page.evaluate(BESIDE, "#two-order .bp-practice-progress")
    task.locator("[data-action=hint]").click()
    expect(exercise.locator(".bp-hint")).to_have_count(1, timeout=LIVE)
    assert exercise.page.evaluate("window.heard") == ["Loading Python, to judge answers in this page."]
    assert set(exercise.page.evaluate("window.beside")) == {"hint"}


def test_what_stays_the_same_is_not_told_again(reader: Reader) -> None:
    """Points after a wrong answer and a hint; and each button says of which question it is."""
    exercise = visited(reader, "two-order")
    task = exercise.locator(".bp-task").nth(1)
    question = re.compile("^Question 2: ")
    for name in ("check", "hint", "way"):
        expect(task.locator(f"[data-action={name}]")).to_have_accessible_description(question)
    exercise.page.evaluate(HEARD, "#two-order .bp-practice-score")
    task.locator("input").fill("4")
    task.locator("input").press("Enter")
    expect(task.locator(".bp-verdict")).to_have_attribute("data-kind", "slip", timeout=LIVE)
    task.locator("[data-action=hint]").click()
    expect(task.locator(".bp-hint")).to_have_count(1)
    assert exercise.page.evaluate("window.heard") == []
    task.locator("[data-action=way]").click()
    exercise.locator(".bp-task").first.locator("[data-action=way]").click()
    exercise.locator(".bp-task").last.locator("[data-action=way]").click()
    expect(exercise.locator(".bp-receipt")).to_be_visible()
    assert exercise.page.evaluate("window.heard") == ["All questions are done: 0 of 3 points."]


def test_answers_are_there_again(page: Pages, served: Server) -> None:
    """After a reload and on the way Back: what was typed, chosen and ordered, verdicts, hints, points, other numbers
    and the code, with no address of them and no Python; *Start anew* takes all of it away."""
    exercise, own = opened(page(), served, "two-order"), made("two-order")
    tab, tasks = exercise.page, exercise.locator(".bp-task")
    done, drawn = tab.locator("#two-old-weights"), tab.locator("#two-bug")
    anew, address = exercise.locator("[data-action=anew]"), exercise.page.url
    expect(anew).to_be_hidden()
    sort(tasks.nth(0), own.tasks[0].answer.split())
    tasks.nth(0).locator("[data-action=check]").press("Enter")
    expect(tasks.nth(0).locator(".bp-verdict")).to_have_attribute("data-kind", "right", timeout=LIVE)
    tasks.nth(1).locator("[data-action=hint]").click()
    expect(tasks.nth(1).locator(".bp-hint")).to_have_count(1)
    done.locator("[data-action=way]").click()
    code = done.locator(".bp-receipt textarea").input_value(timeout=LIVE)
    drawn.locator("[data-action=new]").click()
    expect(drawn.locator(".bp-code")).not_to_contain_text(".n0.")
    number = shown(drawn)
    tasks.nth(1).locator("input").fill("41")
    served.requests.clear()

    def expect_all() -> None:
        expect(tasks.nth(1).locator("input")).to_have_value("41")
        expect(tasks.nth(1).locator(".bp-hint")).to_have_count(1)
        expect(tasks.nth(0).locator(".bp-verdict")).to_have_text(own.judge(0, own.tasks[0].answer).sentence)
        expect(tasks.nth(0).locator("[data-action=check]")).to_be_hidden()
        letters = tasks.nth(0).locator("[data-letter]").evaluate_all("items => items.map(item => item.dataset.letter)")
        assert letters == own.tasks[0].answer.split()
        expect(exercise.locator(".bp-practice-score")).to_contain_text("1 of 3")
        expect(done.locator(".bp-receipt textarea")).to_have_value(code)
        assert shown(drawn) == number

    tab.reload()
    expect(tasks.nth(1).locator("input")).to_be_focused()
    expect_all()
    tab.goto(f"{served.url}exercises/")
    tab.go_back()
    expect_all()
    assert tab.url == address
    # A press that was not meant throws nothing away.
    fresh = exercise.locator("[data-action=new]")
    for button, name in ((anew, "Start anew"), (fresh, "New numbers")):
        button.press("Enter")
        expect(button).to_have_text("Throw all answers away?")
        expect(exercise.locator(".bp-practice-status")).to_have_text("Throw all answers away?")
        button.press("Shift+Tab")
        expect(button).to_have_text(name)
        expect_all()
    for _ in range(2):
        anew.press("Enter")
    expect(tasks.nth(0).locator("button").first).to_be_focused()
    expect(anew).to_be_hidden()
    for _ in range(2):
        done.locator("[data-action=anew]").press("Enter")
    expect(done.locator(".bp-receipt")).to_be_hidden()
    drawn.locator("[data-action=anew]").click()
    tab.reload()
    assert shown(drawn) == 0
    expect(tasks.nth(1).locator("input")).to_have_value("")
    for each in (exercise, done, drawn):
        expect(each.locator("[data-action=anew]")).to_be_hidden()
        expect(each.locator(".bp-receipt")).to_be_hidden()
    assert not [path for path in served.requests if ".wasm" in path]


def test_a_matrix_is_there_again(reader: Reader) -> None:
    """With as many rows and columns as the reader made."""
    exercise = visited(reader, "shapes-forward", "batches-and-matrices")
    task = exercise.locator(".bp-task").last
    task.get_by_label("Rows").fill("3")
    task.locator(".bp-cells input").last.fill("7")
    reader.again()
    expect(task.locator(".bp-cells input")).to_have_count(6)
    expect(task.locator(".bp-cells input").last).to_have_value("7")
    expect(task.get_by_label("Rows")).to_have_value("3")


def test_a_solved_matrix_outlives_each_reload(page: Pages, served: Server) -> None:
    """Where all is done, too: then answers are kept anew while the page opens, before the fields have come."""
    name, on = "shapes-forward", "batches-and-matrices"
    exercise, own = opened(page(), served, name, on), made(name, page=on)
    tasks = exercise.locator(".bp-task")
    rows = [row.split() for row in own.tasks[-1].answer.split("; ")]
    flat = [each for row in rows for each in row]
    cells = tasks.last.locator(".bp-cells input")
    tasks.last.get_by_label("Rows").fill(str(len(rows)))
    tasks.last.get_by_label("Columns").fill(str(len(rows[0])))
    for place, text in enumerate(flat):
        cells.nth(place).fill(text)
    tasks.last.locator("[data-action=check]").click()
    expect(tasks.last.locator(".bp-verdict")).to_have_attribute("data-kind", "right", timeout=LIVE)
    for way in exercise.locator("[data-action=way]:visible").all()[::-1]:
        way.click()
        expect(way).to_be_hidden()
    expect(exercise.locator(".bp-receipt textarea")).to_be_visible()
    for _ in range(2):
        exercise.page.reload()
        expect(cells).to_have_count(len(flat))
        expect(exercise.locator(".bp-receipt textarea")).to_be_visible()
        assert [cell.input_value() for cell in cells.all()] == flat
    expect(tasks.last.get_by_label("Rows")).to_have_value(str(len(rows)))


@pytest.mark.parametrize("spoiled", [FORBIDDEN, FULL], ids=["forbidden", "full"])
def test_an_exercise_needs_no_storage(page: Pages, served: Server, spoiled: str) -> None:
    tab = page()
    tab.add_init_script(spoiled)
    exercise, own = opened(tab, served, "two-order"), made("two-order")
    exercise.locator(".bp-task input").first.fill(own.tasks[1].answer)
    exercise.locator(".bp-task input").first.press("Enter")
    expect(exercise.locator(".bp-verdict[data-kind=right]")).to_have_count(1, timeout=LIVE)


def test_a_code_is_in_sight_as_a_whole(reader: Reader) -> None:
    """On the smallest phone, too."""
    exercise = visited(reader, "neuron-order", "one-neuron", (320, 800))
    for button in exercise.locator("[data-action=way]").all():
        button.click()
        expect(button).to_be_hidden(timeout=LIVE)
    field = exercise.locator(".bp-receipt textarea")
    expect(field).to_be_visible(timeout=LIVE)
    for side in ("Width", "Height"):
        assert field.evaluate(f"field => field.scroll{side} <= field.client{side}")
