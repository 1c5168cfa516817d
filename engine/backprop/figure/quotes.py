"""Numbers of a figure by name, written as the figure writes them, for the text around it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial

from backprop.counting import multiplications
from backprop.figure.frames import run_of
from backprop.figure.kinds import kind_of
from backprop.figure.numbers import DIGITS, grouped, plain
from backprop.figure.plot import exact
from backprop.figure.rows import name_of
from backprop.figure.runs import Run
from backprop.figure.specification import PlotSubject, Specification
from backprop.figure.subjects import SteppedSubject
from backprop.figure.sweeps import AnyStep
from backprop.graph import Graph
from backprop.languages import DEFAULT, speaking, words
from backprop.steps import Step, gradients

SIX = 6
IN_SIX, OVERWRITTEN = ", six digits", " overwritten"
LEFT = ", left to readers"
"""Ends the name of a number that a step of the figure hides, so that nobody quotes it unawares."""


def quotable(specification: Specification, run: Run | None = None) -> dict[str, str]:
    """Every number that text may quote: z1, dL/dw11, parameters, multiplications with reuse.

    Its name is English on a page of any language, the number is written in the language of the figure.
    `run` spares a figure of steps that was drawn to work them out anew.
    """
    subject = specification.subject
    if isinstance(subject, SteppedSubject):
        numbers = partial(_stepped, run or run_of(specification))
    else:
        numbers = partial(_plotted, subject)
    with speaking(DEFAULT):
        names = numbers()
    if specification.lang == DEFAULT:
        return names
    with specification.spoken():
        return dict(zip(names, numbers().values(), strict=True))


def _stepped(run: Run) -> dict[str, str]:
    graph, values = run.graph, run.values
    by, counts = run.telling.by, multiplications(graph)
    numbers = {**_numbers(run), **({} if by else _overwritten(graph, values))}
    left = _left(run)
    return {
        **{f"{name}{LEFT}" if _bare(name) in left else name: text for name, text in numbers.items()},
        **{f"multiplications {name}": grouped(getattr(counts, key)) for key, name in words.COUNTED.items()},
        **_places(run),
        **({} if by else _uses(run)),
        **_counts(run),
    }


def _numbers(run: Run) -> dict[str, str]:
    """Values and derivatives, as the figure writes them and with six digits."""
    values = dict(zip(run.names, run.values, strict=True))
    numbers = values | {name_of(run, step): step.result for step in run.steps if _is_new(step)}
    return {name: plain(value) for name, value in numbers.items()} | {
        f"{name}{IN_SIX}": plain(value, SIX) for name, value in numbers.items()
    }


def _left(run: Run) -> set[str]:
    """What the reader is to find."""
    return {name_of(run, step) for number, step in enumerate(run.steps, 1) if run.is_blank(number)}


def _bare(name: str) -> str:
    return name.removesuffix(IN_SIX).removesuffix(OVERWRITTEN)


def _counts(run: Run) -> dict[str, str]:
    """Whole numbers, in digits and in words."""
    counts = {
        "parameters": len(run.graph.parameters),
        "forward steps": run.turn,
        "backward steps": len(run.steps) - run.turn,
        "faded steps": run.telling.fade,
        "digits": DIGITS,
    }
    digits = {name: grouped(count) for name, count in counts.items()}
    return digits | {f"{name} in words": words.number_word(count) for name, count in counts.items()}


def _places(run: Run) -> dict[str, str]:
    """At which step each value and each gradient is found."""
    return {f"step of {name_of(run, step)}": str(number) for number, step in enumerate(run.steps, 1)}


def _uses(run: Run) -> dict[str, str]:
    """How often each gradient is multiplied by a local derivative."""
    output = run.names[run.graph.output]
    taken = {
        (step.target, part.consumer, part.position)
        for step in run.steps
        if isinstance(step, Step)
        for part in step.contributions
    }
    used = Counter(consumer for _, consumer, _ in taken)
    return {f"times d{output}/d{run.names[node]} is used": words.times(count) for node, count in sorted(used.items())}


def _is_new(step: AnyStep) -> bool:
    """Whether the step finds what the values of the graph do not have."""
    return kind_of(step).derives or kind_of(step).averages


def _overwritten(graph: Graph, values: Sequence[float]) -> dict[str, str]:
    """What a program that overwrites instead of adding would give."""
    output, wrong = graph.nodes[graph.output].name, gradients(graph, values, overwrite=True, keep_undefined=True)
    return {f"d{output}/d{name}{OVERWRITTEN}": plain(value) for name, value in wrong.items()}


def _plotted(subject: PlotSubject) -> dict[str, str]:
    plot = subject.plot()
    points = {
        f"{each.name} at {exact(x)}": exact(value)
        for each in plot.series
        for x, value in zip(plot.xs, each.values, strict=False)
    }
    return points | {name: plain(value) for name, value in subject.quotes().items()}
