"""What a reader takes along as text: a step's formula as TeX, or the whole figure as a program."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from backprop.errors import SpecificationError
from backprop.export import Dialect, program
from backprop.export_samples import program_of_samples
from backprop.figure import tex
from backprop.figure.reading import did_you_mean
from backprop.figure.runs import Run
from backprop.formulas import Formula

FORMULA = "tex"
DIALECTS = ("numpy", "jax", "pytorch")


def take_away(run: Run, what: str, formulas: Sequence[Formula]) -> str:
    """`what` is tex, for the formulas of a step, or the dialect of a program.

    Of a step that the reader fills in, the formula ends where the blank begins. SpecificationError for
    anything else.
    """
    if what == FORMULA:
        return tex.display_all(formulas)
    if what not in DIALECTS:
        raise SpecificationError("what", what, did_you_mean(what, (FORMULA, *DIALECTS)))
    values = run.given()
    dialect = cast(Dialect, what)
    if run.samples is None:
        return program(run.graph, values, dialect)
    return program_of_samples(run.graph, values, dialect, run.samples, run.scene.mean)
