"""Drawings with numbers as long as they can be: a reader may type any."""

from __future__ import annotations

from itertools import cycle

import pytest
from playwright.sync_api import expect

from backprop.figure.frames import build_figure
from backprop.figure.specification import Specification
from tests.support.pages import Pages
from tests.support.server import Server

CHAPTER = "chain-rule-and-backpropagation/"
LONG = (-0.012345, -0.0001234, -12345.678, 0.056789)

# Of every text: by how much it is wider than the drawing, and than the cell that it stands in.
EXCESSES = """drawings => {
  const box = document.querySelector(".bp-step.is-current .bp-drawing");
  return drawings.flatMap(drawing => {
    box.innerHTML = drawing;
    const frame = box.querySelector("svg").getBoundingClientRect();
    return [...box.querySelectorAll("text")].map(text => {
      const { left, right } = text.getBoundingClientRect();
      const cell = text.closest("g.c")?.querySelector("rect").getBoundingClientRect() ?? frame;
      return [Math.max(frame.left - left, right - frame.right, cell.left - left, right - cell.right), text.textContent];
    });
  });
}"""


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
@pytest.mark.parametrize("width", [320, 1280])
def test_no_number_is_cut(page: Pages, served: Server, figure: dict[str, object], width: int) -> None:
    """Neither at the edge of the drawing nor at that of its cell, at any step."""
    tab = page(viewport=(width, 800))
    tab.goto(f"{served.url}{CHAPTER}#one-two-one-step-0")
    expect(tab.locator(".bp-figure.bp-ready").first).to_be_attached()
    mapping = {"name": "long", "title": "Long numbers", **figure}
    fields = build_figure(Specification.from_mapping(mapping)).fields
    values = {field.name: number for field, number in zip(fields, cycle(LONG), strict=False)}
    frames = build_figure(Specification.from_mapping(mapping | {"values": values})).frames
    excesses = tab.evaluate(EXCESSES, [frame.drawing for frame in frames])
    assert len(excesses) > 20
    assert max(excesses)[0] <= 0.5, max(excesses)
