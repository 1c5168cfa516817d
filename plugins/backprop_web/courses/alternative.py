"""The text that stands for the drawing of a paper where it is a picture: its numbers, and all that it shows, as the
sheet says it."""

from __future__ import annotations

from collections.abc import Iterator

from backprop.exercise import sheets, subject
from backprop.exercise.drawn import Drawn
from backprop.exercise.languages import words
from backprop.exercise.papers import Paper
from backprop.figure import symbols
from backprop.figure.layers.run import LayersRun
from backprop.figure.numbers import plain
from backprop.figure.programs import ProgramSubject
from backprop.figure.subjects import NetworkSubject
from backprop.figure.text import print_term
from backprop.languages import words as shared
from backprop.terms import Symbol

PEN = subject.Pen(print_term, lambda formula: f"{print_term(formula.target)} = {print_term(formula.lines[0])}")


def alternative(paper: Paper, *, bare: bool = False) -> str:
    """The text, without given numbers where the drawing is `bare` of them."""
    with paper.drawn.specification.spoken():
        shown = paper.drawn.shown
        stand = [words.STAND[shown.matrices.columns]] if isinstance(shown, LayersRun) else []
        numbers = [] if bare else list(_matrices(shown) if isinstance(shown, LayersRun) else _numbers(paper))
        loss = list(map(PEN.formula, sheets.definitions(paper)))
        parts = ["; ".join(numbers), *_said(paper.drawn), "; ".join(loss), *stand]
        return " ".join(f"{part.rstrip('.')}." for part in parts if part)


def _said(drawn: Drawn) -> Iterator[str]:
    about = drawn.specification.subject
    if isinstance(about, NetworkSubject):
        yield from subject.wiring(drawn, PEN)
        return
    if isinstance(about, ProgramSubject):
        yield f"{shared.PROGRAM}: {about.python.strip()}"
    whole, steps = ("; ".join(map(PEN.formula, each)) for each in subject.formulas(drawn))
    yield from (whole, f"{words.STEPS} {steps}" if steps else "")


def _numbers(paper: Paper) -> Iterator[str]:
    run = paper.drawn.run
    yield from map(PEN.formula, run.formulas(0))
    for number, sample in enumerate(run.samples or (), 1):
        told = ", ".join(f"{symbols.plain(name)} = {plain(value)}" for name, value in sample.items())
        yield f"{shared.SAMPLES['number']} {number}: {told}"


def _matrices(shown: LayersRun) -> Iterator[str]:
    """Row by row."""
    for grid in shown.writer.given():
        rows = "; ".join(" ".join(plain(shown.values[node]) for node in row) for row in grid.nodes)
        yield f"{print_term(Symbol(grid.name))} = ({rows})"
