"""A figure's parts keep to their places, however large its drawing is."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest
from playwright.sync_api import expect

from backprop_web import engine, languages
from backprop_web.engine import Drawn
from backprop_web.prerender import prerender
from tests.support.figures import Described, random_figures
from tests.support.pages import Pages, settled
from tests.support.server import Server

PAGE = "gallery/embedding/"
WIDTHS = (1440, 1024, 768, 320)

# What stands in each figure with something in it: its parts, and in place of the stage what is on it.
BOXES = """() => [...document.querySelectorAll("main .bp-figure")].map(figure => {
  const stage = figure.querySelector(".bp-stage");
  const all = figure.querySelectorAll(":scope > :not(.bp-parts, .bp-below), :scope > .bp-below > *");
  const parts = [...all].filter(part => part !== stage);
  parts.push(stage.querySelector(".is-current > .bp-drawing"), stage.querySelector(".bp-steps"));
  return parts.map(part => [part.className || part.localName, part.getBoundingClientRect()])
    .filter(([, { width, height }]) => width * height > 1)
    .map(([name, { left, top, right, bottom }]) => [name, left, top, right, bottom]);
})"""
SHOW = """all => {
  document.querySelector("main .bp-figure").outerHTML = all.join("");
  document$.next(document);
  backprop.stepping.each(stepper => stepper.show(stepper.last));
}"""
# Cameras have seen what room they have.
SEEN = "() => document.querySelectorAll('main .bp-stage:not(.bp-shown)').length === 0"

Box = tuple[str, float, float, float, float]


def last_steps(described: Described) -> str:
    """The figure as a page has it, with its last two steps, whose drawings show all that there is."""
    drawn = engine.draw(described)
    assert isinstance(drawn, Drawn)
    short = replace(drawn.figure, frames=drawn.figure.frames[-2:], forward_steps=0, backward_steps=1)
    return prerender(Drawn(short, drawn.specification), languages.controls("en"), live=False)


def overlapping(boxes: list[Box]) -> list[tuple[str, str]]:
    """The pairs of boxes that have more than a hairline in common."""
    assert len(boxes) > 5
    assert "bp-drawing" in {name for name, *_ in boxes}
    return [
        (first, second)
        for (first, *a), (second, *b) in combinations(boxes, 2)
        if min(a[2], b[2]) - max(a[0], b[0]) > 1 and min(a[3], b[3]) - max(a[1], b[1]) > 1
    ]


@pytest.mark.gate
def test_no_part_of_a_figure_lies_on_another(page: Pages, served: Server) -> None:
    """The room kept for a drawing is the size that it takes, at every width of the window. All figures stand on one
    page, which is laid out once for each width."""
    described = random_figures(30)
    tab = page()
    tab.goto(served.url + PAGE)
    expect(tab.locator(".bp-figure.bp-ready").first).to_be_attached()
    tab.wait_for_function("window.backprop?.tools")
    tab.evaluate(SHOW, [last_steps(each) for each in described])
    tab.wait_for_function(SEEN)
    for width in WIDTHS:
        tab.set_viewport_size({"width": width, "height": 800})
        settled(tab)
        found: list[list[Box]] = tab.evaluate(BOXES)
        assert len(found) == len(described)
        for each, boxes in zip(described, found, strict=True):
            assert overlapping(boxes) == [], (width, each)
        wide = "figures => figures.filter(each => each.getBoundingClientRect().right > innerWidth).map(each => each.id)"
        assert tab.locator("main .bp-figure").evaluate_all(wide) == [], width
        assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth"), width
