"""The steps of a figure as rows of plain text, for what has neither drawings nor formulas: a terminal, a file."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from backprop.figure import tex
from backprop.figure.kinds import kind_of
from backprop.figure.runs import Run
from backprop.figure.sweeps import AnyStep
from backprop.figure.text import print_term, shown_exactly
from backprop.formulas import Formula
from backprop.languages import words
from backprop.steps import MeanStep
from backprop.terms import Term

# Beyond them the C libraries of two machines may differ.
DIGITS = 12
COLUMNS = ("step", "phase", "name", "formula", "numbers", "value")
GAP = "  "
SIGNS = "=≈ "


@dataclass(frozen=True, slots=True)
class Row:
    """Step `number` (0: a given value) finds `value` for `name` (z1, or dL/dz1), which formulas write as `symbol`.

    `lines` are its formula, each with its sign: = v₁·x, ≈ 0.64. Of a step that the reader fills in, `value` is None
    and the formula stops where the blank begins.
    """

    number: int
    phase: str
    name: str
    symbol: str
    lines: tuple[str, ...]
    value: float | None


def rows(run: Run) -> list[Row]:
    """The given values, then every step."""
    return [*_given(run), *(_row(run, number, step) for number, step in enumerate(run.steps, 1))]


def name_of(run: Run, step: AnyStep) -> str:
    """What the step finds, as quotes of a figure's numbers have it: z1, dL/dz1, dz1/dx in forward mode."""
    target = run.names[step.target]
    if isinstance(step, MeanStep):
        return f"d{step.of}/d{target}" if kind_of(step).derives else step.of
    if not kind_of(step).derives:
        return target
    by = run.telling.by
    return f"d{target}/d{by}" if by else f"d{run.names[run.graph.output]}/d{target}"


def table(run: Run) -> str:
    """The rows in columns, for a font whose letters are equally wide."""
    cells = [words.ROWS, *map(_cells, rows(run))]
    widths = [max(map(_width, column)) for column in zip(*cells, strict=True)]
    return "\n".join(_aligned(line, widths) for line in cells) + "\n"


def as_json(run: Run) -> str:
    """The rows as one JSON object: `values`, those given, and `steps`."""
    every = rows(run)
    told = [
        {"step": each.number, "phase": each.phase, "name": each.name, "formula": each.lines, "value": each.value}
        for each in every
        if each.number
    ]
    given = {each.name: each.value for each in every if not each.number}
    return json.dumps({"values": given, "steps": told}, ensure_ascii=False, indent=2) + "\n"


def as_csv(run: Run) -> str:
    """The rows as comma-separated values, with one line of heads."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for each in rows(run):
        formula, numbers = _formula(each)
        # A cell that begins with = is a command to programs that calculate.
        formula, numbers = formula and f"{each.symbol} {formula}", numbers.lstrip(SIGNS)
        writer.writerow([each.number, each.phase, each.name, formula, numbers, each.value])
    return text.getvalue()


def as_tex(run: Run) -> str:
    """The formulas of the given values and of all steps, as one `aligned` block."""
    return tex.display_all([each for number in range(len(run.steps) + 1) for each in run.formulas(number)]) + "\n"


def _given(run: Run) -> Iterator[Row]:
    for node, formula in zip(run.graph.given, run.formulas(0), strict=True):
        yield Row(0, "given", node.name, print_term(formula.target), _lines(formula), _rounded(run.values[node.index]))


def _row(run: Run, number: int, step: AnyStep) -> Row:
    (formula,) = run.formulas(number)
    value = None if run.is_blank(number) else _rounded(step.result)
    return Row(number, step.phase, name_of(run, step), print_term(formula.target), _lines(formula), value)


def _lines(formula: Formula) -> tuple[str, ...]:
    return tuple(map(_line, formula.lines))


def _line(term: Term) -> str:
    return f"{'=' if shown_exactly(term) else '≈'} {print_term(term)}"


def _formula(row: Row) -> tuple[str, str]:
    """The first line, in symbols, and the one before the result, in numbers; empty where there is none."""
    way = row.lines if row.value is None else row.lines[:-1]
    return (way[0] if way else "", way[-1] if len(way) > 1 else "")


def _cells(row: Row) -> tuple[str, ...]:
    return (str(row.number or ""), row.symbol, *_formula(row), "" if row.value is None else row.lines[-1])


def _rounded(value: float) -> float:
    return float(f"{value:.{DIGITS}g}")


def _width(text: str) -> int:
    return len(text.replace("\u0302", ""))


def _aligned(cells: Sequence[str], widths: Sequence[int]) -> str:
    first, *rest = (cell + " " * (width - _width(cell)) for cell, width in zip(cells, widths, strict=True))
    return GAP.join([first, *rest]).rstrip()
