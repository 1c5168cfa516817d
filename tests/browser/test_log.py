"""The log of past steps: what is in sight of each is an equation that holds, on one line where it fits."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

import pytest
from playwright.sync_api import expect

from tests.support.arithmetic import lines, result
from tests.support.gates import some
from tests.support.pages import settled
from tests.support.reader import Reader

PAGES = (
    "",
    "one-neuron-by-hand/",
    "chain-rule-and-backpropagation/",
    "backpropagation-at-work/",
    "computational-graphs/",
    "derivatives-for-pinns/",
    "published-examples/",
    "terminology/",
)
# The whole log of every figure, the last step too, and the answers of steps that the reader completes.
ALL_PAST = """() => {
  for (const input of document.querySelectorAll(".bp-figure .bp-controls input")) {
    input.value = input.max;
    input.dispatchEvent(new Event("input"));
  }
  for (const step of document.querySelectorAll(".bp-step")) step.classList.add("is-past");
  for (const answer of document.querySelectorAll(".bp-answer")) answer.open = true;
}"""
# Of each formula what is in sight, and whether it takes more lines than it has to.
IN_SIGHT = """() => [...document.querySelectorAll(".bp-step:not([data-phase=given]) .bp-formula math")].map((math) => {
  const seen = math.cloneNode(true);
  const copies = [...seen.querySelectorAll("*")];
  [...math.querySelectorAll("*")].forEach((each, place) => each.checkVisibility() || copies[place].remove());
  const rows = [...math.querySelectorAll("mtr")].filter((row) => row.checkVisibility());
  const boxes = rows.map((row) => row.getBoundingClientRect());
  const width = boxes.reduce((sum, box) => sum + box.width, 0);
  const lines = Math.max(...boxes.map(({ top }) => top)) > Math.min(...boxes.map(({ bottom }) => bottom));
  return {
    step: math.closest(".bp-step").id,
    seen: seen.outerHTML,
    blank: seen.querySelector(".bp-blank") !== null,
    broken: lines && width <= math.closest(".bp-formula").clientWidth - 1,
  };
})"""


@pytest.mark.parametrize("address", some(PAGES, PAGES[:2]))
def test_the_log_tells_equations_that_hold(reader: Reader, address: str) -> None:
    """Every step of every figure, forward mode and split sums too; only the width decides how many lines it takes."""
    tab = reader(address)
    expect(tab.locator(".bp-figure:not(.bp-ready)")).to_have_count(0)
    tab.evaluate(ALL_PAST)
    for width in (1280, 320):
        tab.set_viewport_size({"width": width, "height": 800})
        settled(tab)
        told: list[dict[str, Any]] = tab.evaluate(IN_SIGHT)
        # A frame of a plot has no formula.
        assert len(told) >= tab.locator(".bp-step:not([data-phase=given], :has(svg.bp-plot))").count() > 0
        assert [each["step"] for each in told if each["broken"]] == [], width
        for each in told:
            (table,) = ElementTree.fromstring(each["seen"])
            assert "".join(table[0][0].itertext()) or each["blank"], (width, each["step"])
            found = [] if each["blank"] else [result(line) for line in lines(row for row in table if len(row) > 1)]
            assert all(one.agrees(found[-1]) for one in found), (width, each["step"], found)
            assert len(found) <= 2, (width, each["step"])
