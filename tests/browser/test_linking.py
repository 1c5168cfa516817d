"""Pointing at a number, a factor or an edge lights it in the drawing, the formulas and the fields together."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from backprop.figure import svg
from backprop.figure.layout import Cell, Label
from backprop.figure.network_layout import network_layout
from backprop.figure.placing import on_line
from backprop.network import multilayer_perceptron
from tests.support.axe import SEEN, violations
from tests.support.gates import some
from tests.support.pages import Pages, drawn, settled
from tests.support.reader import Reader
from tests.support.server import Server
from tests.support.views import DESK, views

CHAPTER = "chain-rule-and-backpropagation/"
FIGURE = "#one-two-one"
PAGES = (
    CHAPTER,
    "backpropagation-at-work/",
    "computational-graphs/",
    "derivatives-for-pinns/",
    "published-examples/",
    "one-neuron-by-hand/",
)
LIVE = 60_000
# Factors that no term was read from, terms without a meaning, ends of lines at no cell; the parameters that a
# drawing of a wide network leaves out are no fault.
FAULTS = """() => [...document.querySelectorAll(".bp-step")].flatMap((step) => {
  const terms = backprop.tools.terms(step);
  const drawn = backprop.tools.drawing(step.querySelector(".bp-drawing svg"));
  const read = new Set(terms.map(({ element }) => element));
  const factors = [...step.querySelectorAll(".bp-formula :is(.bp-value, .bp-parameter, .bp-cotangent, .bp-local)")];
  const within = (element) => element.parentElement.closest(".bp-local");
  const unread = factors.filter((element) => !read.has(element) && !within(element));
  const lost = drawn.edges.filter(({ source, consumer }) => !source || !consumer);
  const dark = terms.filter(({ element, marks, edges }) => !edges.length && !element.matches(".bp-parameter")
    && !marks.some((mark) => drawn.spots.has(mark.slice(2))));
  return [...unread.map((each) => each.textContent), ...lost.map(({ path }) => path), ...dark.map(({ role }) => role)]
    .map((what) => `${step.id}: ${what}`);
})"""
MARKUP = "all => all.map(each => each.innerHTML)"
# The texts of what is lit in a step's formula, the boxes and edges outlined in the drawing, and lit fields.
LIT = """([figure, number]) => {
  const root = document.querySelector(figure);
  const texts = (all) => [...all].map((each) => each.textContent);
  return {
    formula: texts(root.querySelectorAll(`${figure}-step-${number} .bp-formula .bp-lit`)),
    boxes: root.querySelectorAll(".is-current .bp-ring:not(.bp-motion *) rect").length,
    edges: root.querySelectorAll(".is-current .bp-ring:not(.bp-motion *) .k").length,
    fields: texts(root.querySelectorAll("label.bp-lit")),
  };
}"""

# Count from now on how often a point along a line is worked out.
SAMPLED = """() => {
  const { getPointAtLength } = SVGGeometryElement.prototype;
  window.sampled = 0;
  SVGGeometryElement.prototype.getPointAtLength = function (length) {
    window.sampled++;
    return getPointAtLength.call(this, length);
  };
}"""


def at_step(step: int) -> str:
    """The address of a step of the main figure."""
    return f"{CHAPTER}{FIGURE}-step-{step}"


def opened(tab: Page, served: Server, step: int) -> Page:
    """The chapter at a step of the main figure, in a tab of its own."""
    tab.goto(served.url + at_step(step))
    return settled(tab)


def lit(tab: Page, step: int) -> dict[str, object]:
    found: dict[str, object] = tab.evaluate(LIT, [FIGURE, step])
    return found


def at(tab: Page, x: float, y: float) -> None:
    """Move the pointer to a point of the drawing, in its own units."""
    place = tab.locator(f"{FIGURE} .is-current .bp-frame > svg").first.evaluate(
        "({ firstElementChild: whole }, [x, y]) =>"
        " { const p = new DOMPoint(x, y).matrixTransform(whole.getScreenCTM()); return [p.x, p.y] }",
        [x, y],
    )
    tab.mouse.move(*place)


@pytest.mark.parametrize("address", some(PAGES, PAGES[:2]))
def test_every_factor_of_every_figure_has_its_place_in_the_drawing(reader: Reader, address: str) -> None:
    """Networks, expressions, forward mode, split sums, residuals, blanks: each factor leads to a cell or an edge."""
    tab = reader(address)
    tab.wait_for_function("window.backprop?.tools")
    assert tab.locator(".bp-step").count() > 10
    assert tab.evaluate(FAULTS) == []


@pytest.mark.parametrize(
    ("step", "factor", "lights"),
    [
        (1, "mi.bp-value", {"formula": ["x", "0.5"], "boxes": 1, "edges": 1, "fields": ["x"]}),
        (1, "msub.bp-parameter", {"formula": ["w11", "0.8"], "boxes": 1, "edges": 1, "fields": ["w11"]}),
        (2, "mtr:last-child .bp-value", {"formula": ["h1", "0.4621"], "boxes": 1, "edges": 1, "fields": []}),
        (5, "mtr:nth-child(2) .bp-value >> nth=1",
         {"formula": ["h2", "0.04996"], "boxes": 1, "edges": 1, "fields": []}),
        (13, "mtr:nth-child(3) .bp-cotangent",
         {"formula": ["∂L∂zo", "∂L∂zo", "−0.2304"], "boxes": 1, "edges": 1, "fields": []}),
        (13, "mtr:nth-child(3) .bp-local",
         {"formula": ["∂zo∂h1", "wo1", "1.2"], "boxes": 1, "edges": 1, "fields": ["wo1"]}),
        (17, "mtr:nth-child(2) .bp-local", {"formula": ["∂z1∂b1", "1", "1"], "boxes": 2, "edges": 0, "fields": []}),
    ],
)  # fmt: skip
def test_pointing_at_a_factor_lights_cell_edge_and_field(
    reader: Reader, step: int, factor: str, lights: dict[str, object]
) -> None:
    """At a symbol or at its number, in both directions of the pass; leaving puts all of it out."""
    tab = reader(at_step(step))
    tab.locator(f"{FIGURE}-step-{step} .bp-formula").locator(factor).first.hover()
    assert lit(tab, step) == lights
    tab.mouse.move(0, 0)
    assert lit(tab, step) == {"formula": [], "boxes": 0, "edges": 0, "fields": []}


def test_pointing_at_the_drawing_lights_the_formula(reader: Reader) -> None:
    """A cell's gradient, a parameter, an edge; and an edge that the step does not use."""
    tab = reader(at_step(13))
    network = multilayer_perceptron([1, 2, 1])
    layout, names = network_layout(network), [node.name for node in network.graph.nodes]
    placed: list[Cell | Label] = [*layout.cells, *layout.labels]
    places = {names[each.node]: (each.x, each.y) for each in placed}
    x, y = places["zo"]
    at(tab, x, y + svg.GRADIENT - 4)
    assert lit(tab, 13)["formula"] == ["∂L∂zo", "∂L∂zo", "−0.2304"]
    at(tab, *places["wo1"])
    assert lit(tab, 13)["formula"] == ["∂zo∂h1", "wo1", "1.2"]
    (line,) = (each for each in layout.edges if (names[each.source], names[each.consumer]) == ("h1", "zo"))
    at(tab, *on_line(line.start, line.end, 0.85))
    assert lit(tab, 13)["edges"] == 1
    assert lit(tab, 13)["formula"] == ["∂L∂zo", "∂zo∂h1", "∂L∂zo", "wo1", "−0.2304", "1.2"]
    (line,) = (each for each in layout.edges if names[each.consumer] == "h1")
    at(tab, *on_line(line.start, line.end, 0.5))
    assert lit(tab, 13) == {"formula": [], "boxes": 0, "edges": 1, "fields": []}
    # What was found out about a drawing once is known, and nothing is sought while it is dragged.
    tab.evaluate(SAMPLED)
    at(tab, *on_line(line.start, line.end, 0.45))
    assert lit(tab, 13)["edges"] == 1
    assert tab.evaluate("window.sampled") == 0
    tab.mouse.down()
    at(tab, *on_line(line.start, line.end, 0.4))
    assert lit(tab, 13)["edges"] == 0
    tab.mouse.up()


def test_earlier_entries_of_the_log_light_with_the_current_one(reader: Reader) -> None:
    """The gradient at zₒ lights in every step above that used it, and in the one that found it."""
    tab = reader(at_step(14))
    tab.locator(f"{FIGURE}-step-14 .bp-cotangent").nth(1).hover()
    for step in (9, 10, 12, 13):
        assert lit(tab, step)["formula"], step
    assert lit(tab, 8)["formula"] == []


def test_steps_of_the_live_engine_light_too_and_come_back_as_built(page: Pages, served: Server) -> None:
    """After an edit the same factors lead to the same places; the original frames hold no mark of the pointer."""
    tab = opened(page(), served, 13)
    drawn(tab)
    before = tab.locator(f"{FIGURE} .bp-steps").inner_html()
    # The table changes last.
    table = tab.locator(f"{FIGURE} .bp-table table")
    built = table.text_content() or ""
    tab.locator(f"{FIGURE}-step-13 .bp-local").first.hover()
    tab.locator(f'{FIGURE} input[name="x"]').fill("1")
    expect(table).not_to_have_text(built, timeout=LIVE)
    tab.locator(f"{FIGURE}-step-13 .bp-local").first.hover()
    assert lit(tab, 13)["boxes"] == 1
    assert tab.evaluate(FAULTS) == []
    tab.locator(f'{FIGURE} [data-action="defaults"]').click()
    tab.mouse.move(0, 0)
    expect(table).to_have_text(built)
    assert tab.locator(f"{FIGURE} .bp-steps").inner_html() == before


def test_the_keyboard_goes_from_factor_to_factor(reader: Reader) -> None:
    """Tab from the step's link, arrows among the factors, each a button over it that says what it is in the drawing;
    Escape goes back; no trace is left."""
    tab = reader(at_step(13))
    before = tab.locator(f"{FIGURE} .bp-formula").evaluate_all(MARKUP)
    tab.locator(f"{FIGURE}-step-13 .bp-title a").focus()
    tab.keyboard.press("Tab")
    assert lit(tab, 13)["edges"] == 1
    tab.keyboard.press("ArrowRight")
    assert lit(tab, 13)["formula"] == ["∂L∂zo", "∂L∂zo", "−0.2304"]
    over = tab.get_by_role("button", name="In the drawing: the derivative at zo is −0.2304, the edge from h1 to zo.")
    expect(over.and_(tab.locator(":focus"))).to_be_in_viewport(ratio=1)
    part, place = tab.locator(f"{FIGURE}-step-13 .bp-lit").first.bounding_box(), tab.locator(":focus").bounding_box()
    assert part
    assert place == pytest.approx(part, abs=1)
    expect(tab.locator(f"{FIGURE}-step-13.is-current")).to_be_attached()
    tab.keyboard.press("End")
    assert lit(tab, 13)["formula"] == ["∂L∂h1", "−0.2765"]
    tab.keyboard.press("Escape")
    assert tab.evaluate("document.activeElement.hash") == f"{FIGURE}-step-13"
    tab.keyboard.press("ArrowRight")
    expect(tab.locator(f"{FIGURE}-step-14.is-current")).to_be_attached()
    tab.locator(f'{FIGURE} [data-action="back"]').click()
    tab.mouse.move(0, 0)
    assert tab.locator(f"{FIGURE} .bp-formula").evaluate_all(MARKUP) == before


def test_a_tap_lights_until_the_next(page: Pages, served: Server) -> None:
    """Fingers do not hover."""
    tab = opened(page(viewport=(320, 800), has_touch=True, is_mobile=True), served, 13)
    tab.locator(f"{FIGURE}-step-13 .bp-local").first.tap()
    assert lit(tab, 13)["boxes"] == 1
    tab.locator("article h1").tap()
    assert lit(tab, 13)["boxes"] == 0


def test_what_is_lit_differs_by_more_than_colour(page: Pages, served: Server) -> None:
    """A box around it, in the system's colour where the reader set colours; nothing of it on paper."""
    tab = opened(page(forced_colors="active"), served, 13)
    factor = tab.locator(f"{FIGURE}-step-13 .bp-local").first
    factor.hover()
    assert factor.evaluate("each => getComputedStyle(each).outlineStyle") == "solid"
    assert tab.locator(f"{FIGURE} .bp-ring").first.evaluate("each => getComputedStyle(each).strokeWidth") == "2px"
    tab.emulate_media(media="print")
    assert factor.evaluate("each => getComputedStyle(each).outlineStyle") == "none"
    expect(tab.locator(f"{FIGURE} .bp-ring")).to_be_hidden()


@pytest.mark.gate
def test_axe_finds_nothing_while_factors_are_lit_and_focused(
    reader: Reader,
) -> None:
    """Light and dark."""
    tab = reader(at_step(13))
    tab.locator(f"{FIGURE}-step-13 .bp-title a").focus()
    tab.keyboard.press("Tab")
    for _, palette in views(tab, [(DESK, "light"), (DESK, "dark")]):
        assert violations(tab, FIGURE, SEEN if palette == "dark" else ()) == []
