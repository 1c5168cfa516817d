"""Pages that are written from the schema, the test cases and the engine are up to date."""

from __future__ import annotations

import pytest

from mkdocs_backprop.schema import schema
from tools import authors, examples


@pytest.mark.parametrize("tool", [authors, examples])
def test_the_page_is_up_to_date(tool: object) -> None:
    """`python -m tools.authors` and `python -m tools.examples` would write the pages that are there."""
    assert tool.PAGE.read_text(encoding="utf-8") == tool.page()  # type: ignore[attr-defined]


def test_the_authors_guide_has_every_key() -> None:
    """A key of the schema that no group names would be missing from the page."""
    assert {key for keys in authors.GROUPS.values() for key in keys} == set(schema()["properties"])


@pytest.mark.parametrize(
    ("printed", "computed", "verdict"),
    [
        ("0.20", 0.19661, "the same"),
        ("-0.53", -0.53445, "the same"),
        ("0.40", 0.39322, "1 in the last place apart, from rounding earlier"),
        ("3", 3.0, "the same"),
    ],
)
def test_agreement_is_computed(printed: str, computed: float, verdict: str) -> None:
    """To the places of the printed number."""
    assert examples.verdict_of(printed, computed) == verdict
