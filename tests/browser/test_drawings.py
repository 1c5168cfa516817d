"""Drawings with numbers as long as they can be: a reader may type any."""

from __future__ import annotations

import json
from functools import cache
from itertools import cycle, product

import pytest
from playwright.sync_api import expect

from backprop.figure.frames import build_figure
from backprop.figure.specification import Specification
from tests.support.gates import some
from tests.support.reader import Reader

CHAPTER = "chain-rule-and-backpropagation/"
LONG = (-0.012345, -0.0001234, -12345.678, 0.056789)

# Of every text: by how much it is wider than the drawing, and than the cell that it stands in.
EXCESSES = """drawings => {
  const box = document.querySelector(".bp-step.is-current .bp-drawing");
  return drawings.flatMap(drawing => {
    box.innerHTML = drawing;
    const [svg, across, down] = box.querySelectorAll("svg");
    const { width, height } = getComputedStyle(svg).getPropertyValue("--bp-turn") ? down : across;
    svg.style.cssText = `width: ${width.baseVal.value}px; height: ${height.baseVal.value}px`;
    const frame = svg.getBoundingClientRect();
    return [...box.querySelectorAll("text")].map(text => {
      const { left, right } = text.getBoundingClientRect();
      const cell = text.closest("g.c")?.querySelector("rect").getBoundingClientRect() ?? frame;
      return [Math.max(frame.left - left, right - frame.right, cell.left - left, right - cell.right), text.textContent];
    });
  });
}"""

# Of every drawing: the labels that lie on another, on a cell or on the name of an operation.
COVERED = """drawings => {
  const box = document.querySelector(".bp-step.is-current .bp-drawing");
  const shapes = group => group.matches("text") ? [group] : [...group.querySelectorAll("text, rect")];
  return drawings.map(drawing => {
    box.innerHTML = drawing;
    // As the camera would, on a page where it saw the drawing.
    const [svg, across, down] = box.querySelectorAll("svg");
    const { width, height } = getComputedStyle(svg).getPropertyValue("--bp-turn") ? down : across;
    svg.style.cssText = `width: ${width.baseVal.value}px; height: ${height.baseVal.value}px`;
    const groups = [...box.querySelectorAll("g.p, g.c, text.t")].map(group =>
      [group, shapes(group).map(shape => shape.getBoundingClientRect())]);
    const meet = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 0.5 &&
      Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 3;
    return groups.filter(([group, mine]) => group.matches(".p") && groups.some(([other, its]) =>
      other !== group && mine.some(a => its.some(b => meet(a, b))))).map(([group]) => group.textContent);
  });
}"""


@cache
def drawings(described: str) -> list[str]:
    """Of each step of a figure in JSON, built once for all widths."""
    return [frame.drawing for frame in build_figure(Specification.from_mapping(json.loads(described))).frames]


@pytest.mark.parametrize(
    "figure",
    [
        {"network": [1, 1, 1]},
        {"network": [1, 2, 1]},
        {"network": [2, 3, 1]},
        {"network": [2, 2, 2]},
        {"network": [1, 2, 2, 1], "activation": "identity"},
        {"expression": "softplus(x * -0.01234) + sigmoid(x) * (y - 12345.678)", "values": {"x": 1, "y": 1}},
    ],
    ids=str,
)
@pytest.mark.parametrize("width", some((320, 1280), ()))
def test_no_number_is_cut(reader: Reader, figure: dict[str, object], width: int) -> None:
    """Neither at the edge of the drawing nor at that of its cell, at any step."""
    tab = reader(f"{CHAPTER}#one-two-one-step-0", viewport=(width, 800))
    expect(tab.locator(".bp-figure.bp-ready").first).to_be_attached()
    mapping = {"name": "long", "title": "Long numbers", **figure}
    fields = build_figure(Specification.from_mapping(mapping)).fields
    values = {field.name: number for field, number in zip(fields, cycle(LONG), strict=False)}
    excesses = tab.evaluate(EXCESSES, drawings(json.dumps(mapping | {"values": values})))
    assert len(excesses) > 20
    assert max(excesses)[0] <= 0.5, max(excesses)


@pytest.mark.parametrize("width", some((320, 1280), ()))
def test_no_label_covers_another(reader: Reader, width: int) -> None:
    """Nor a cell: a weight that is drawn only while a step is about it finds a place between those that stand."""
    tab = reader(f"{CHAPTER}#one-two-one-step-0", viewport=(width, 800))
    expect(tab.locator(".bp-figure.bp-ready").first).to_be_attached()
    shapes = [[1, 2, 1], [2, 3, 1], [2, 2, 2], [1, 2, 2, 1], [3, 3, 2], [2, 3, 3, 1], [4, 4, 1], [1, 2, 2, 2, 1]]
    for widths, bug in product(shapes, ({}, {"bug": "overwrite"})):
        mapping = {"name": "covered", "title": "Labels", "network": widths, **bug}
        covered = tab.evaluate(COVERED, drawings(json.dumps(mapping)))
        assert len(covered) > 15
        assert not any(covered), (widths, bug, covered)
