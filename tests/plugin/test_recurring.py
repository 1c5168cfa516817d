"""Shared parts of drawings: every step still draws what the engine drew, in fewer bytes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop.figure.frames import build_figure
from backprop.figure.specification import Specification
from backprop_web.recurring import FEWEST_RUNS, PART, share
from tests.support.drawings import expanded

MAPPINGS: list[dict[str, object]] = [
    {"network": [1, 2, 1]},
    {"network": [2, 3, 2]},
    {"expression": "u = tanh(w*x + b)", "residual": "u_xx + u", "values": {"w": 1, "x": 1, "b": 0}},
    {"expression": "-x", "values": {"x": 1}},
]


@pytest.mark.parametrize("mapping", MAPPINGS)
def test_references_give_back_the_drawings(mapping: dict[str, object]) -> None:
    """Each reference replaced by what it refers to, all drawings are the engine's again."""
    drawings = [frame.drawing for frame in build_figure(Specification.from_mapping(mapping)).frames]
    shared = share("figure", drawings)
    assert [expanded(drawing, shared.parts) for drawing in shared.drawings] == drawings


def test_blanks_stand_in_the_drawing_of_each_step() -> None:
    """There the page finds them, to show the number once the answer is open."""
    mapping = {"expression": "x*sin(x)", "values": {"x": 2}, "sums": "split", "fade": 4}
    drawings = [frame.drawing for frame in build_figure(Specification.from_mapping(mapping)).frames]
    shared = share("figure", drawings)
    assert [each.count('class="g q"') for each in shared.drawings] == [0, 0, 0, 1, 2, 2, 2]
    assert [expanded(drawing, shared.parts) for drawing in shared.drawings] == drawings


def test_a_large_figure_takes_a_quarter() -> None:
    """Definitions included."""
    drawings = [f.drawing for f in build_figure(Specification.from_mapping({"network": [1, 2, 2, 2, 1]})).frames]
    shared = share("deep", drawings)
    assert len(shared.definitions()) + sum(map(len, shared.drawings)) < sum(map(len, drawings)) / 4


def test_parts_have_ids_of_the_figure_and_nothing_is_kept_in_vain() -> None:
    """Every definition is used, every reference defined, every id begins with the figure's name."""
    drawings = [f.drawing for f in build_figure(Specification.from_mapping({"network": [1, 2, 1]})).frames]
    shared = share("one-two-one", drawings)
    used = set(re.findall(r'xlink:href="#([^"]+)"', "".join(shared.drawings) + shared.definitions()))
    assert used == set(shared.parts)
    assert all(name.startswith("one-two-one.") for name in used)


def test_a_drawing_that_shares_nothing_stays_as_it_is() -> None:
    """A single step has nothing to share."""
    (drawing,) = share("alone", ['<svg viewBox="0 0 1 1"><path class="e" d="M0 0"/></svg>']).drawings
    assert PART.search(drawing)
    assert "use" not in drawing


DRAWN = r"<(?:use|path) [^>]*>|<text .*?</text>"


def counted_anew(rows: list[list[str]]) -> list[list[str]]:
    """The rows with a reference, a number, for each run, where all pairs are counted anew after each one."""
    for number in range(len(rows) * max(map(len, rows))):
        counts = Counter(pair for row in rows for pair in pairwise(row) if "q" not in pair)
        pair, count = max(counts.items(), key=lambda each: each[1], default=(("", ""), 0))
        if count < FEWEST_RUNS:
            break
        rows = [_with_reference(row, pair, str(number)) for row in rows]
    return rows


def _with_reference(row: Sequence[str], pair: tuple[str, str], reference: str) -> list[str]:
    kept: list[str] = []
    for part in row:
        kept.append(part)
        if tuple(kept[-2:]) == pair:
            kept[-2:] = [reference]
    return kept


@given(st.lists(st.text("abcdq", max_size=14), min_size=1, max_size=7))
def test_runs_are_those_that_are_found_if_all_are_counted_anew(rows: list[str]) -> None:
    """The one that recurs most is kept first; of several, the first one. What is blank stays apart."""
    shown = {letter: f'<path class="{letter}"/>' for letter in "abcd"} | {"q": '<text class="g q">…</text>'}
    drawings = [f"<svg>{''.join([shown[part] for part in row])}</svg>" for row in rows]
    shared = [re.findall(DRAWN, drawing) for drawing in share("figure", drawings).drawings]
    assert _by_first(shared) == _by_first(counted_anew([list(row) for row in rows]))


def _by_first(rows: list[list[str]]) -> list[list[int]]:
    """Each part by the place at which it is met first."""
    places: dict[str, int] = {}
    return [[places.setdefault(part, len(places)) for part in row] for row in rows]
