"""What scripts and style sheets state again, because they cannot ask the engine, is what the engine states."""

from __future__ import annotations

import re

import pytest

from backprop.figure import layout, practice, programs, reading, rows
from backprop.session import DEFAULT_RATE
from backprop_web.schema import schema
from tools.runtime import client

LENGTH = re.compile(r"([a-z-]+): (-?[\d.]+)(?:px)?;")


def constant(module: str, name: str) -> str:
    """How a script's constant is written."""
    (found,) = re.findall(rf"^(?:export )?const {name} = (.*);$", (client.FOLDER / module).read_text("utf-8"), re.M)
    return str(found)


def rules(sheet: str, selector: str) -> dict[str, float]:
    """The lengths of all rules of a style sheet with this selector, at its outermost level."""
    text = (client.FOLDER / sheet).read_text("utf-8")
    blocks = re.findall(rf"^{re.escape(selector)} \{{\n(.*?)^\}}", text, re.M | re.S)
    return {name: float(length) for block in blocks for name, length in LENGTH.findall(block)}


@pytest.mark.parametrize(
    ("module", "name", "value"),
    [
        ("stepping/numbers.js", "LARGEST", reading.LARGEST_VALUE),
        ("tools/train.js", "RATE", DEFAULT_RATE),
        ("tools/query.js", "DIGITS", rows.DIGITS),
    ],
)
def test_a_script_has_the_engines_number(module: str, name: str, value: float) -> None:
    assert float(constant(module, name)) == value


@pytest.mark.parametrize(
    ("module", "name", "most"),
    [
        ("tools/train.js", "LARGEST_BATCH", practice.MOST_UPDATES),
        ("tools/watch.js", "MOST_POINTS", practice.MOST_POINTS),
    ],
)
def test_a_script_asks_for_no_more_than_the_engine_gives(module: str, name: str, most: int) -> None:
    assert 1 < float(constant(module, name)) <= most


def test_a_cell_is_drawn_where_the_engine_puts_it() -> None:
    """A cell's origin is its middle."""
    drawn = rules("drawing.css", "g.c rect")
    expected = (-layout.CELL_WIDTH / 2, -layout.CELL_HEIGHT / 2, layout.CELL_WIDTH, layout.CELL_HEIGHT)
    assert tuple(drawn[each] for each in ("x", "y", "width", "height")) == expected
    operator = rules("drawing.css", "g.o rect")
    assert (operator["x"], operator["height"]) == (layout.SIGN_LEFT, layout.SIGN_HEIGHT)


def test_a_drawing_is_turned_as_the_engine_reckons() -> None:
    """By the style sheet, and by the camera."""
    text = (client.FOLDER / "drawing.css").read_text("utf-8")
    (turn,) = re.findall(r"--bp-turn: matrix\((.*?)\);", text)
    assert [float(each) for each in turn.split(",")] == [0, layout.TURN, 1 / layout.TURN, 0, 0, 0]
    # What begins at the left of its cell is mirrored, so that it ends near the middle.
    (aside,) = re.findall(r"--bp-aside: matrix\((.*?)\);", text)
    ends = (layout.SIGN_LEFT - layout.NEAR) * layout.TURN
    assert [float(each) for each in aside.split(",")] == [0, -layout.TURN, 1 / layout.TURN, 0, 0, ends]
    assert constant("tools/lens.js", "NEAR") == str(layout.NEAR)
    assert float(constant("tools/camera.js", "TURN")) == layout.TURN


def test_the_smallest_letters_can_be_read_where_a_drawing_is_narrowest() -> None:
    """And the camera holds the same size for the least that can be read."""
    text = (client.FOLDER / "drawing.css").read_text("utf-8")
    smallest = min(float(size) for size in re.findall(r"font(?:-size)?: ([\d.]+)px", text))
    least, letters = map(float, constant("tools/camera.js", "LEGIBLE").split(" / "))
    assert letters == smallest
    assert smallest * layout.NARROWEST_PIXELS / layout.NARROWEST >= least
    assert smallest * layout.WIDE_PIXELS / layout.WIDE >= least
    assert f"(width < {layout.WIDE_PIXELS}px)" in text


def test_the_schema_has_the_engines_axes() -> None:
    assert schema()["properties"]["shapes"]["additionalProperties"]["maxItems"] == programs.MOST_AXES
