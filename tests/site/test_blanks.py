"""What steps leave to readers stands nowhere on a built page, nor in the copies of it, but in answers to be opened."""

from __future__ import annotations

import json

import pytest
from selectolax.lexbor import LexborHTMLParser

from backprop.figure.frames import Figure, build_figure
from backprop.figure.specification import Specification
from tests.support.hidden import ANSWER, given_away, left, numbers, told

FADED = ".bp-figure:has(.bp-answer)"
ASIDE = ".bp-figure:not(:has(.bp-answer)), .bp-plot, .bp-exercise"
"""What has numbers of its own, which may happen to be the same."""


@pytest.mark.parametrize("built", ["site", "german"])
def test_no_page_says_what_its_steps_leave_to_readers(built: str, request: pytest.FixtureRequest) -> None:
    """Not the text around a figure, nor its own text, attributes and drawings with all that they share, nor a later
    step; numbers of one or two digits stand everywhere."""
    found = 0
    for path in sorted(request.getfixturevalue(built).rglob("index.html")):
        html = path.read_text("utf-8")
        if 'class="bp-answer"' not in html:
            continue
        page = LexborHTMLParser(html)
        figures = [drawn(each.attributes["data-specification"] or "") for each in page.css(FADED)]
        known = set().union(*map(told, figures), *(numbers(each.html or "") for each in page.css(ASIDE)))
        hidden = [value for each in figures for value in left(each).values()]
        copy = path.with_suffix(".md")
        for text in (ANSWER.sub("", page.html or ""), copy.read_text("utf-8") if copy.exists() else ""):
            assert given_away(hidden, known, numbers(text)) == set(), path
        found += len(hidden)
    assert found > 30


def drawn(specification: str) -> Figure:
    return build_figure(Specification.from_mapping(json.loads(specification)))
