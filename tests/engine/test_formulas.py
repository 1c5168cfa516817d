"""What a step that is over still says is an equation that holds."""

from __future__ import annotations

import json
from xml.etree import ElementTree

import pytest

from backprop.figure.frames import build_figure, run_of
from backprop.figure.specification import Specification
from backprop.figure.text import print_term
from tests.support.arithmetic import NotArithmeticError, Result, is_numeric, lines, result
from tests.support.kinds import KINDS, Mapped

WAY = "bp-way"


def formulas(text: str) -> list[ElementTree.Element]:
    """The displayed formulas of a step, the one in its answer included; not the question that is left blank."""
    tables = ElementTree.fromstring(f"<div>{text}</div>").iter("mtable")
    return [table for table in tables if table.find(".//mi[@class='bp-blank']") is None]


def essence(table: ElementTree.Element) -> list[Result]:
    """What the lines come to that a step still shows when it is over."""
    return [result(line) for line in lines(row for row in table if row.get("class") != WAY)]


@pytest.mark.parametrize("mapping", KINDS, ids=json.dumps)
def test_what_a_step_comes_down_to_is_true(mapping: Mapped) -> None:
    """Its lines of numbers, worked out from their text alone, agree within rounding; it keeps the last of them."""
    figure = build_figure(Specification.from_mapping(mapping))
    for frame in figure.frames[1:]:
        for table in formulas(frame.text):
            found = essence(table)
            assert 1 <= len(found) <= 2, frame.status
            numeric = [result(line) for line in lines(table) if is_numeric(line)]
            assert numeric[-len(found) :] == found
            assert all(each.agrees(found[-1]) for each in numeric), (frame.status, numeric)


@pytest.mark.parametrize("mapping", KINDS, ids=json.dumps)
def test_an_operator_has_room(mapping: Mapped) -> None:
    """A browser gives it none where but text and spaces stand beside it: these do not count (MathML Core, 3.3.4.2)."""
    for frame in build_figure(Specification.from_mapping(mapping)).frames:
        for part in ElementTree.fromstring(f"<div>{frame.text}</div>").iter():
            tags = [child.tag for child in part]
            beside = [tag for tag in tags if tag not in ("mo", "mtext", "mspace")]
            assert tags.count("mo") != 1 or "mtext" not in tags or beside, ElementTree.tostring(part, "unicode")


def test_a_step_comes_down_to_the_factors_that_multiplied() -> None:
    """Wherever something was multiplied or put into a function, the numbers stand before the result."""
    figure = build_figure(Specification.from_mapping({"network": [1, 2, 2, 1]}))
    alone = [frame.status for frame in figure.frames[1:] for table in formulas(frame.text) if len(essence(table)) == 1]
    assert len(alone) == 1
    assert "forward. y hat is" in alone[0]


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("<mn>2</mn><mo>×</mo><mo>(</mo><mn>−3</mn><mo>)</mo><mo>+</mo><mn>1</mn>", -5),
        ("<mfrac><mn>1</mn><mn>2</mn></mfrac><mo>\u2062</mo><msup><mn>3</mn><mn>2</mn></msup>", 4.5),
        ("<mn>−3</mn><mo>×</mo><msup><mn>10</mn><mn>−2</mn></msup>", -0.03),
        ("<mi>larger</mi><mo>\u2061</mo><mo>(</mo><mn>2</mn><mo>,</mo><mn>−1</mn><mo>)</mo>", 1),
        ("<mo>[</mo><mn>2</mn><mo>&gt;</mo><mn>0</mn><mo>]</mo>", 1),
        ("<mn>2</mn><mo>×</mo><mn>−3</mn>", None),
        ("<msup><mn>−3</mn><mn>2</mn></msup>", None),
        ("<mi>larger</mi><mo>\u2061</mo><mo>(</mo><mn>2</mn>,<mn>−1</mn><mo>)</mo>", None),
        ("<mn>2</mn><mn>3</mn>", None),
        ("<mo>(</mo><mn>2</mn>", None),
        ("<mi>x</mi><mo>+</mo><mn>1</mn>", None),
    ],
)
def test_the_test_reads_as_a_reader_does(printed: str, value: float | None) -> None:
    """Two signs in a row, a comma that is not seen and a parenthesis left open are no arithmetic."""
    line = [*ElementTree.fromstring(f"<mtd><mo>=</mo>{printed}</mtd>")]
    if value is None:
        with pytest.raises(NotArithmeticError):
            result(line)
    else:
        assert result(line).value == pytest.approx(value)


def test_what_is_undefined_is_said_once() -> None:
    """NaN is not even itself. A line in which something undefined stands is another one."""
    figure = {"name": "a", "title": "a", "expression": "x**y", "values": {"x": 0, "y": 0.5}}
    assert _told(figure, "∂f/∂x")[-2:] == ["0.5 × 0^(0.5 − 1)", "undefined"]
    split = {**figure, "expression": "x*sqrt(x)", "values": {"x": 0}, "sums": "split"}
    assert _told(split, "∂y/∂v₁·∂v₁/∂x")[-2:] == ["0 × undefined", "undefined"]


def _told(figure: Mapped, target: str) -> list[str]:
    """The lines of the step that finds the target."""
    run = run_of(Specification.from_mapping(figure))
    formulas = (run.formulas(number)[0] for number in range(1, len(run.steps) + 1))
    return next([print_term(line) for line in each.lines] for each in formulas if print_term(each.target) == target)
