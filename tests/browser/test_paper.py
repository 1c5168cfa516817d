"""On paper: every step, on few pages; what steps leave to the reader stands nowhere but on a page of answers."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from playwright.sync_api import Page, expect

from tests.support.gates import some
from tests.support.hidden import given_away, numbers
from tests.support.pages import Pages
from tests.support.reader import Visitor
from tests.support.server import NEVER, Server

CHAPTER = "chain-rule-and-backpropagation/"
FIGURE = "#one-two-one"
WORK = "backpropagation-at-work/"
# Of a page all text that could be printed, what several drawings share included, but for the page of answers: before
# the first blank of each figure, and in all.
TEXT = """() => {
  const texts = [], before = [];
  const walk = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const parent = walk.currentNode.parentElement;
    const shared = parent.closest("defs") && getComputedStyle(parent).visibility === "visible";
    if (parent.closest(".bp-key") || !(shared || parent.checkVisibility({ visibilityProperty: true }))) continue;
    texts.push(walk.currentNode.data);
  }
  const results = [...document.querySelectorAll(".bp-step:has(.bp-answer)")].map((step) => {
    const earlier = [...step.parentElement.children].filter((each) => !each.querySelector(".bp-answer"));
    const [table] = [...step.querySelectorAll(".bp-answer math")];
    return { step: step.id, result: [...table.querySelectorAll("mtr")].at(-1).lastElementChild.textContent,
             known: earlier.map((each) => each.textContent).join(" ") };
  });
  return { texts, results };
}"""

# Between the margins of a page of A4 and of US Letter, the narrower one.
PAPER = (687, 900)
# What of a figure's steps leaves the page or lies over another step, and each drawing that Chromium would print on the
# first page, where it prints what is positioned.
MISPLACED = """() => [...document.querySelectorAll(".bp-figure")].flatMap(({ id }) => {
  const steps = [...document.querySelectorAll(`#${id} .bp-step`)];
  const boxes = steps.map((step) => step.getBoundingClientRect());
  return steps.flatMap((step, own) => [...step.querySelectorAll(":is(.bp-formula math, .bp-grids, .bp-made, svg)")]
    .filter((part) => part.checkVisibility() && !part.closest("defs"))
    .flatMap((part) => {
      const { left, right, top, bottom } = part.getBoundingClientRect();
      const covers = boxes.some((box, other) => other !== own && left < box.right - 1 && right > box.left + 1
        && top < box.bottom - 1 && bottom > box.top + 1);
      const outside = left < -1 || right > document.documentElement.clientWidth + 1;
      const wandering = part.localName === "svg" && getComputedStyle(part).position !== "static";
      return covers || outside || wandering ? [`${step.id}: ${part.className.baseVal ?? part.localName}`] : [];
    }));
})"""

# What is longer than a line and stands in something that is never cut: on paper the rest of a page would stay empty
# before it. And what is wider than the paper.
LONG = ".bp-table table, .bp-task:has(.bp-options), .bp-exercise svg"
ROWS = ".md-typeset__table table:has(tr:nth-child(6))"
UNCUT = """(long) => [...document.querySelectorAll(long)].flatMap((part) => {
  const found = [];
  for (let around = part; around.localName !== "article"; around = around.parentElement) {
    const { breakInside, overflowX, display } = getComputedStyle(around);
    const whole = breakInside !== "auto" || overflowX !== "visible" || /inline|grid|flex/.test(display);
    if (whole && part.localName !== "svg") found.push(`${around.localName}.${around.className}`);
  }
  const { right } = part.getBoundingClientRect();
  if (part.checkVisibility() && right > document.documentElement.clientWidth + 1) found.push("is cut off");
  return found;
})"""

# Of a page's height between its margins: what may stay empty below the last text. A room for work, which is a tenth,
# may stand below it; and what is given stays with the first question.
EMPTY = 0.33
TOP, BOTTOM = 15 * 72 / 25.4, 17 * 72 / 25.4
# Of light pages: paper is as white.
INK = "rgb(29, 34, 48)"


def empty(sheet: pypdf.PageObject) -> float:
    """The share of a printed page that is below its last text; the number below the margin is none."""
    found: list[float] = []

    def visit(text: str, space: list[float], place: list[float], *_: object) -> None:
        height = place[5] * space[3] + space[5]
        if text.strip() and height > BOTTOM:
            found.append(height)

    sheet.extract_text(visitor_text=visit)
    return (min(found) - BOTTOM) / (float(sheet.mediabox.height) - TOP - BOTTOM)


def printing(tab: Page) -> Page:
    """As it is when the browser prints it."""
    tab.emulate_media(media="print")
    tab.evaluate("dispatchEvent(new Event('beforeprint'))")
    return tab


def test_print_shows_every_step(visitor: Visitor, published: Server) -> None:
    """On paper all steps stand, the last of both passes with their drawings, as wide as the page; and no controls."""
    tab = visitor(published.url + CHAPTER)
    expect(tab.locator(f"{FIGURE}.bp-ready")).to_be_attached()
    printing(tab)
    for number in range(21):
        expect(tab.locator(f"{FIGURE}-step-{number} .bp-formula").first).to_be_visible()
        drawing = tab.locator(f"{FIGURE}-step-{number} svg").first
        expect(drawing).to_be_visible(visible=number in (7, 20))
        if number in (7, 20):
            assert (drawing.bounding_box() or {"width": 0})["width"] > 600
    expect(tab.locator(f"{FIGURE} .bp-controls")).to_be_hidden()


def test_a_page_that_cannot_be_stepped_through_yet_is_printed_whole(page: Pages, served: Server) -> None:
    """While the script of the steps is still on its way, which leaves drawings packed."""
    served.faults["*/stepping.*.js"] = NEVER
    tab = page()
    tab.goto(served.url + CHAPTER, wait_until="commit")
    expect(tab.locator(f"{FIGURE}:not(.bp-ready) .bp-drawing > template")).to_have_count(20)
    expect(printing(tab).locator(f"{FIGURE} .bp-step svg[role=img]:visible")).to_have_count(2)


def test_on_paper_each_step_has_its_place(page: Pages, served: Server) -> None:
    """No formula and no drawing lies over another step, is cut off, or stands on another page than its step; and of a
    dark page, too, the ink is dark."""
    tab = page(viewport=PAPER, color_scheme="dark")
    for address in ("gallery/attention/", "matrices/", WORK):
        tab.goto(served.url + address)
        tab.wait_for_function("window.backprop?.tools")
        assert printing(tab).evaluate(MISPLACED) == []
        assert tab.locator("figcaption").first.evaluate("each => getComputedStyle(each).color") == INK
        tab.emulate_media(media="screen")


@pytest.mark.parametrize(
    "address", some((CHAPTER, "matrices/", "exercises/deeper/", "exercises/batches-and-matrices/"), ("matrices/",))
)
def test_what_is_long_is_cut_between_rows(visitor: Visitor, published: Server, address: str) -> None:
    """A table and a question with many options begin where there is room; an option, and what is written of a step,
    stay whole; and drawings of exercises are as wide as the page at most."""
    tab = visitor(published.url + address, viewport=PAPER)
    tab.wait_for_function("window.backprop?.stepping")
    printing(tab)
    assert tab.locator(LONG).count() > 0
    assert tab.evaluate(UNCUT, LONG) == []
    for part in (".bp-options > li", ".bp-step > .bp-text"):
        breaks = tab.locator(part).evaluate_all("parts => parts.map(part => getComputedStyle(part).breakInside)")
        assert set(breaks) <= {"avoid"}


def test_a_long_table_of_the_text_is_cut_between_its_rows(visitor: Visitor, published: Server) -> None:
    """A short one stays whole, and so does each row."""
    tab = visitor(f"{published.url}teaching/", viewport=PAPER)
    tab.emulate_media(media="print")
    assert tab.locator(ROWS).count() > 2
    assert tab.evaluate(UNCUT, ROWS) == []
    breaks = "parts => parts.map(part => getComputedStyle(part).breakInside)"
    assert set(tab.locator(".md-typeset__table tr").evaluate_all(breaks)) == {"avoid"}
    short = tab.locator(".md-typeset__table table:not(:has(tr:nth-child(6)))")
    assert set(short.evaluate_all(breaks)) <= {"avoid"}


@pytest.mark.parametrize(
    ("address", "paper", "most"),
    [
        (CHAPTER, "A4", 12),
        pytest.param(WORK, "A4", 17, marks=pytest.mark.gate),
        pytest.param("gallery/attention/", "Letter", 8, marks=pytest.mark.gate),
    ],
)
def test_pages_print_on_few_sheets(visitor: Visitor, published: Server, address: str, paper: str, most: int) -> None:
    """Steps stand side by side on paper; one below the other they took 17 sheets for the first half of the chapter
    alone. Two sheets of the second half are answers. No rule is left at the foot of a sheet."""
    tab = visitor(published.url + address)
    printed = pypdf.PdfReader(BytesIO(tab.pdf(format=paper, prefer_css_page_size=True)))
    assert 1 < len(printed.pages) <= most
    ends = [rules(sheet) for sheet in printed.pages]
    assert sum(map(len, ends)) > 10
    assert [place for place, rules in enumerate(ends, 1) if min(rules, default=FOOT) < FOOT] == []


# Of each plot how much room its caption keeps below itself, and how much its sentence and its drawing take.
KEPT = """() => [...document.querySelectorAll(".bp-plot")].map((plot) => {
  const parts = [...plot.querySelectorAll(":scope > :is(.bp-structure, .bp-drawing)")];
  const kept = getComputedStyle(plot.querySelector("figcaption"), "::after").height;
  return [parseFloat(kept), parts.reduce((sum, part) => sum + part.getBoundingClientRect().height, 0)];
})"""


@pytest.mark.parametrize("address", [CHAPTER, "vanishing-and-exploding/"])
def test_a_plot_stands_on_the_sheet_of_its_caption(visitor: Visitor, published: Server, address: str) -> None:
    tab = visitor(published.url + address, viewport=PAPER)
    tab.wait_for_function("window.backprop?.stepping")
    rooms = printing(tab).evaluate(KEPT)
    assert rooms
    assert [taken for kept, taken in rooms if taken < 200 or kept < taken] == []


# The lower margin of a sheet, 17 mm, in points. What begins the next sheet may be seen there.
FOOT = 17 * 72 / 25.4


def rules(sheet: pypdf.PageObject) -> list[float]:
    """How high each line across stands that is longer than a word, in points."""
    found: list[float] = []

    def see(operator: bytes, operands: list[float], matrix: list[float], _: object) -> None:
        if operator != b"re":
            return
        _, y, width, height = map(float, operands)
        if abs(height * matrix[3]) < 2 and width * matrix[0] > 40:
            found.append(y * matrix[3] + matrix[5])

    sheet.extract_text(visitor_operand_before=see)
    return found


@pytest.mark.gate
def test_no_page_of_exercises_stays_empty(page: Pages, served: Server, site: Path) -> None:
    """An exercise begins where the one before it ended, options stand side by side, and only the last page may end
    early."""
    tab = page()
    addresses = [path.relative_to(site).as_posix() for path in sorted(site.glob("exercises/*/"))]
    assert len(addresses) == 5
    for address in addresses:
        tab.goto(f"{served.url}{address}/")
        expect(tab.locator(".bp-round")).to_be_attached()
        sheets = pypdf.PdfReader(BytesIO(tab.pdf(format="A4", prefer_css_page_size=True))).pages
        shares = [round(empty(sheet), 2) for sheet in sheets]
        assert len(shares) > 4
        assert max(shares[:-1]) < EMPTY, (address, shares)


def test_answers_stand_on_a_page_of_their_own(visitor: Visitor, published: Server) -> None:
    """In their place is room to write; after printing, the page is as it was."""
    tab = visitor(published.url + WORK)
    tab.wait_for_function("window.backprop?.tools")
    answers = tab.locator(".bp-answer").count()
    printing(tab)
    answer = tab.locator("#deep-step-26 .bp-answer")
    assert (answer.bounding_box() or {"height": 0})["height"] > 40
    expect(answer.locator(".bp-formula")).to_be_hidden()
    expect(tab.locator(".bp-key .bp-key-step")).to_have_count(answers)
    expect(tab.locator(".bp-key-step .bp-formula").first).to_be_visible()
    assert tab.locator(".bp-key").evaluate("key => getComputedStyle(key).breakBefore") == "page"
    tab.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(tab.locator(".bp-key")).to_have_count(0)


def test_without_scripts_answers_stand_on_their_head(page: Pages, served: Server) -> None:
    """So that a reader with a pencil can try first."""
    tab = page(java_script_enabled=False)
    tab.goto(served.url + WORK)
    tab.emulate_media(media="print")
    expect(tab.locator("#deep-step-26 .bp-answer .bp-formula")).to_be_visible()
    expect(tab.locator("#deep-step-26 .bp-answer summary")).to_be_hidden()


@pytest.mark.gate
def test_nothing_on_paper_gives_an_answer_away(page: Pages, served: Server, site: Path) -> None:
    """Not the table, not the next drawing, not the text: of each step that is left to the reader the result stands
    nowhere else, unless a step before them all had the same. Short numbers, such as 1, stand everywhere."""
    pages = [path for path in sorted(site.rglob("index.html")) if 'class="bp-answer"' in path.read_text("utf-8")]
    assert len(pages) > 2
    tab, found = page(), 0
    for path in pages:
        tab.goto(f"{served.url}{path.parent.relative_to(site).as_posix()}/")
        tab.wait_for_function("window.backprop?.tools")
        told = printing(tab).evaluate(TEXT)
        printed = numbers(" ".join(told["texts"]))
        for each in told["results"]:
            hidden = numbers(each["result"])
            assert given_away(hidden, numbers(each["known"]), printed) == set(), each["step"]
            found += len(hidden)
    assert found > 20


def test_the_table_stands_on_paper_where_no_step_is_left_to_the_reader(visitor: Visitor, published: Server) -> None:
    tab = visitor(published.url + WORK)
    expect(tab.locator("#deep > .bp-table")).to_be_visible()
    printing(tab)
    expect(tab.locator("#deep > .bp-table")).to_be_hidden()
    tab.goto(published.url + CHAPTER)
    expect(printing(tab).locator(f"{FIGURE} > .bp-table")).to_be_visible()
