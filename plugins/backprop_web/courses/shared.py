"""What papers have in common that ask for the same number of the same figure: one question with wildcards, whose values
each paper has for itself. The engine works all of them out, so no platform has to compute anything.

Papers have it in common where all but the numbers is alike, word by word: what is drawn, what is asked, the hints, the
formula of the way, and within which share of the answer a number is right.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from backprop.exercise import sheets
from backprop.exercise.papers import Paper
from backprop.exercise.tasks import Task, in_line, in_symbols
from backprop.figure.hints import displayed
from backprop.figure.numbers import DIGITS
from backprop.terms import Symbol
from backprop_web.courses.portable import Portable

KINDS, NUMBERLESS = ("value", "factor"), ("formula", "count", "order")
ANSWER, SHOWN, PAPER = "answer", "shown", "paper"
"""Wildcards for the right answer, how it is shown, and the number of the paper; given values begin otherwise."""
NUMBERS = re.compile(r'<(text|tspan) class="v"[^>]*>[^<]*</\1>')
"""The values in a drawing."""


@dataclass(frozen=True, slots=True)
class Shared:
    """What is given, the way and the sentence about a right answer with wildcards, a drawing without numbers, and the
    `items` that this paper has for the wildcards, none where there is no number in it. Questions of the same `form` can
    be one."""

    form: str
    given: str
    way: str
    right: str
    drawing: str = field(repr=False)
    items: Mapping[str, float]


def shared(paper: Paper, carried: Portable, drawing: str) -> Shared | None:
    """None where nothing but this paper's own numbers makes the question, or a tolerance that others do not have."""
    task = carried.task
    if task.kind in NUMBERLESS and paper.drawn.run.samples is None:
        return _numberless(paper, carried, drawing)
    if task.kind not in KINDS or not carried.rows[0][0].share:
        return None
    given, way = _given(paper), _way(paper, task)
    right = carried.right.replace(task.answer, wildcard(SHOWN))
    share = carried.rows[0][0].share
    form = json.dumps([_structure(paper), task.kind, task.question, task.hints, given, way, right, share])
    value = carried.rows[0][0].value
    items = {PAPER: paper.number, **dict(_items(paper)), ANSWER: value, SHOWN: float(f"{value:.{DIGITS}g}")}
    return Shared(form, given, way, right, NUMBERS.sub("", drawing), items)


def _numberless(paper: Paper, carried: Portable, drawing: str) -> Shared:
    """What hangs on the figure alone: with the same one, all of the question is the same, and no value is needed."""
    names = "".join(f"<li>{in_line(Symbol(node.name))}</li>" for node in paper.drawn.run.graph.given)
    given = f"<ul>{names}</ul>{sheets.stated(paper)}"
    form = json.dumps([_structure(paper), repr(carried), given])
    return Shared(form, given, sheets.solution(carried.task), carried.right, NUMBERS.sub("", drawing), {})


def wildcard(name: str) -> str:
    """As Moodle writes it."""
    return f"{{{name}}}"


def _structure(paper: Paper) -> Mapping[str, object]:
    """The figure without its numbers."""
    whole = paper.drawn.specification.to_mapping()
    return {key: value for key, value in whole.items() if key not in ("values", "samples")}


def _given(paper: Paper) -> str:
    names = [node.name for node in paper.drawn.run.graph.given]
    items = "".join(f"<li>{in_line(Symbol(name))} = {wildcard(_of_value(name))}</li>" for name in names)
    samples = sheets.samples(paper, lambda number, name, _: wildcard(_of_sample(number, name)))
    return f"<ul>{items}</ul>{sheets.stated(paper)}{samples}{sheets.tables(paper)}"


def _way(paper: Paper, task: Task) -> str:
    """The formula with names, as far as there is one, and the answer."""
    formula = in_symbols(paper.drawn, task.about)
    answer = f'<p class="bp-solution"><strong>{wildcard(SHOWN)}</strong></p>'
    return answer + (displayed(formula) if formula.lines else "")


def _items(paper: Paper) -> Iterator[tuple[str, float]]:
    run = paper.drawn.run
    yield from ((_of_value(name), value) for name, value in run.given().items())
    for number, sample in enumerate(run.samples or (), 1):
        yield from ((_of_sample(number, name), value) for name, value in sample.items())


def _of_value(name: str) -> str:
    return f"given_{name}"


def _of_sample(number: int, name: str) -> str:
    return f"sample_{number}_{name}"
