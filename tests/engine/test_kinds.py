"""The table of the kinds of steps: each is told in every language, comes into figures, and has a known phase."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

import backprop.languages
from backprop.figure.frames import run_of
from backprop.figure.kinds import KINDS, ROWS, kind_of
from backprop.figure.specification import Specification
from backprop.figure.sweeps import SWEEPS

CODES = [path.stem for path in sorted(Path(backprop.languages.__file__).parent.glob("[a-z]*.py"))]
NETWORK = {"network": [1, 2, 2]}  # the gradient at h1 is a sum
FIGURES = [{**NETWORK, "mode": mode} for mode in SWEEPS] + [{**NETWORK, "sums": "split"}]
SAMPLES = [{"x": x, "y1": 0.5, "y2": 1} for x in (1, 2)]
FIGURES += [{**NETWORK, "closed": "neurons"}]
FIGURES += [{**NETWORK, "samples": SAMPLES, "mode": mode} for mode in SWEEPS]


@pytest.mark.parametrize("code", CODES)
def test_every_kind_is_told_in_every_language(code: str) -> None:
    """The heading, what is announced, the label of the drawing, and why nothing can be checked."""
    words = import_module(f"backprop.languages.{code}")
    keys = {row.told or row.name for row in ROWS}
    missing = [f"{table}[{key!r}]" for table in ("TITLES", "STATUS", "DRAWING") for key in sorted(keys)
               if key not in getattr(words, table)]  # fmt: skip
    missing += [row.unchecked for row in ROWS if row.unchecked and not hasattr(words, row.unchecked)]
    assert not missing, f"{code}.py lacks {', '.join(missing)}"


@pytest.mark.parametrize("code", CODES)
def test_nothing_is_told_that_is_no_kind(code: str) -> None:
    """But for the given values, which are no step."""
    words = import_module(f"backprop.languages.{code}")
    for table in ("TITLES", "STATUS", "DRAWING"):
        assert set(getattr(words, table)) <= {*KINDS, "given"}, f"{code}.py, {table}"


def test_names_are_unique() -> None:
    """The later of two rows would hide the earlier."""
    assert len(KINDS) == len(ROWS)


def test_every_kind_comes_into_a_figure() -> None:
    """And no sweep yields a step that has no row."""
    found = {kind_of(step).name for each in FIGURES for step in run_of(Specification.from_mapping(each)).steps}
    assert found == set(KINDS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_a_row_fits_its_steps(row: object) -> None:
    """The phase of the row is that of its steps, which gives the color; every flag fits."""
    kind = KINDS[row.name]  # type: ignore[attr-defined]
    steps = [step for each in FIGURES for step in run_of(Specification.from_mapping(each)).steps]
    assert {step.phase for step in steps if kind_of(step) is kind} == {kind.phase}
    assert kind.phase in ("forward", "backward", "tangent")
    assert not (kind.adds_up and kind.gathers)
