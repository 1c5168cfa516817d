"""The kinds of tasks, one row each: what they can be about, how one is made, and how an answer to it is judged."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from backprop.chance import Chance
from backprop.exercise import counted, matrices, numbers, ordered, traces, turned
from backprop.exercise.drawn import Drawn
from backprop.exercise.tasks import Task
from backprop.figure.answers import Verdict


@dataclass(frozen=True, slots=True)
class Kind:
    """`about` lists the names that a task of this kind can be about, "" where it needs none; `make` makes the one with
    this name, or raises DullError; `judge` judges an answer to it, which is text. `numbers` are those that are
    asked for, where they are the figure's; `named` lists what it is about only where the author names it, so that what
    chance has taken from `about` stays."""

    about: Callable[[Drawn], Sequence[str]]
    make: Callable[[Drawn, str, Chance], Task]
    judge: Callable[[Drawn, Task, str], Verdict]
    numbers: Callable[[Drawn, Task], Sequence[float]] | None = None
    named: Callable[[Drawn], Sequence[str]] = lambda _: ()


KINDS = {
    "value": Kind(numbers.values, numbers.value, numbers.judge_value, numbers.result_of),
    "factor": Kind(numbers.factors, numbers.factor, numbers.judge_factor, numbers.local_of),
    "formula": Kind(numbers.formulas, numbers.formula, numbers.judge_formula),
    "choice": Kind(numbers.values, numbers.choice, numbers.judge_choice, numbers.result_of),
    "order": Kind(ordered.about, ordered.order, ordered.judge),
    "bug": Kind(traces.about, traces.bug, traces.judge, named=turned.about),
    "matrix": Kind(matrices.about, matrices.matrix, matrices.judge_matrix, matrices.entries_of),
    "shape": Kind(counted.shapes, counted.shape, counted.judge_shape),
    "count": Kind(counted.counts, counted.count, counted.judge_count),
}
