"""The picture of the house: written anew from the imports, with every module in a part, and no arrow that runs back."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from tools import house
from tools.house import House


def test_the_picture_is_up_to_date() -> None:
    """`make pages` would write the picture that is there, which the guide shows."""
    assert house.PAGE.read_text(encoding="utf-8") == house.picture(), "run make pages"
    guide = (house.PAGE.parents[2] / "CONTRIBUTING.md").read_text("utf-8")
    assert f"docs/images/{house.PAGE.name}" in guide
    ElementTree.fromstring(house.picture())


def test_an_arrow_leads_down_and_repeats_no_way() -> None:
    """A part stands above all that it imports."""
    drawn = House(("a", "b", "c"), frozenset({("a", "b"), ("b", "c"), ("a", "c")}))
    assert [drawn.floor(part) for part in drawn.parts] == [2, 1, 0]
    assert drawn.arrows() == {("a", "b"), ("b", "c")}


def test_a_circle_is_named() -> None:
    """Instead of a picture."""
    with pytest.raises(ValueError, match="in a circle: a → b → a"):
        House(("a", "b"), frozenset({("a", "b"), ("b", "a")})).floor("a")


def test_a_module_of_no_part_is_named() -> None:
    """So that a new folder is put into the picture."""
    with pytest.raises(ValueError, match=r"elsewhere\.py stands in no part"):
        house.house(house.CLIENT, {"elsewhere.py": []})
