"""What holds of every task of a paper that is worth solving, for each kind: it is not dull, and an answer tells which
slip was made, for no two give the same and none gives the right one."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from itertools import combinations

from backprop.exercise import counted, matrices, numbers, traces
from backprop.exercise.drawn import Drawn, reads_as, slips_of
from backprop.exercise.papers import Paper
from backprop.exercise.tasks import LETTERS, Task
from backprop.exercise.turned import TRANSPOSED
from backprop.figure.kinds import kind_of
from backprop.figure.slips import results
from backprop.steps import Step

SMALL, LARGE, FLAT, NONE = 0.001, 1000, 0.02, 1e-9
CLOSE = 1e-6
"""What a formula may be off and still count as another one."""
MOST_ENTRIES = 12
PAIRS = 3
"""So many gradients of an order wait for another one."""
SLOPES: Mapping[str, Callable[[float], float]] = {
    "tanh": lambda z: 1 - math.tanh(z) ** 2,
    "sigmoid": lambda z: math.exp(-z) / (1 + math.exp(-z)) ** 2,
}


def require_lively(drawn: Drawn) -> None:
    """Something flows back, no ReLU stands at its kink and not all are dead, and nothing is saturated."""
    run = drawn.run
    assert any(abs(step.result) > NONE for step in run.steps if kind_of(step).derives)
    nodes = (node for node in run.graph.nodes if node.parents)
    read = [(node.operation.name, run.values[node.parents[0]]) for node in nodes if node.operation]
    relus = [value for name, value in read if name == "relu"]
    assert 0 not in relus
    assert not relus or max(relus) > 0
    assert all(SLOPES[name](value) >= FLAT for name, value in read if name in SLOPES)


def require_apart(made: Paper, task: Task) -> None:
    """Of a task of whatever kind; one of a new kind has no row here, and fails."""
    APART[task.kind](made, task)


def _differ[T](right: T, slips: Mapping[str, Sequence[T]], same: Callable[[T, T], bool]) -> None:
    found = {"": [right], **slips}
    for one, other in combinations(found, 2):
        assert not any(same(a, b) for a in found[one] for b in found[other]), (one, other, found[one], found[other])


def _value(made: Paper, task: Task) -> None:
    right = made.drawn.step(task.about).result
    assert SMALL <= abs(right) < LARGE
    _differ(right, slips_of(made.drawn, task.about), reads_as)


def _factor(made: Paper, task: Task) -> None:
    (right,) = numbers.local_of(made.drawn, task)
    assert SMALL <= abs(right) < LARGE
    assert abs(right) != 1
    _differ(right, numbers.factor_slips(made.drawn, task.behind[0]), reads_as)


def _formula(made: Paper, task: Task) -> None:
    """Each slip makes a formula that is none of another slip and not the right one: here and close by, so that none is
    that by chance."""
    wheres = (made.drawn, *made.drawn.near)
    assert len(wheres) > 1
    questions = [where.question(task.about) for where in wheres]
    right = tuple(question.step.result for question in questions)
    assert SMALL <= abs(right[0]) < LARGE
    known = [right]
    for slip in slips_of(made.drawn, task.about):
        ways = zip(*(results(slip, each) for each in questions), strict=True)
        new = [way for way in ways if not any(_close(way, other) for other in known)]
        assert new, slip
        known += new


def _close(one: Sequence[float], other: Sequence[float]) -> bool:
    return all(abs(a - b) <= CLOSE * max(abs(a), abs(b), CLOSE) for a, b in zip(one, other, strict=True))


def _choice(made: Paper, task: Task) -> None:
    """The options are as many answers, of which one is right."""
    assert SMALL <= abs(made.drawn.step(task.about).result) < LARGE
    assert len(set(task.options)) == len(task.options) == len(set(task.behind)) >= 3
    assert _right_letters(made, task) == [task.answer]
    slips = slips_of(made.drawn, task.about)
    offered = {slip: slips[slip][:1] for slip in task.behind if slip}
    _differ(made.drawn.step(task.about).result, offered, reads_as)


def _order(made: Paper, task: Task) -> None:
    """As they stand they are in no order that works, and enough of them wait for another one."""
    place = made.tasks.index(task)
    assert made.judge(place, " ".join(LETTERS[: len(task.options)])).slip == "too_early"
    assert sum(len(made.drawn.needs(name) & set(task.behind)) for name in task.behind) >= PAIRS
    assert len(set(task.options)) == len(task.options)


def _bug(made: Paper, task: Task) -> None:
    """One step is wrong, and its number is another one."""
    assert _right_letters(made, task) == [task.answer]
    assert len(set(task.options)) == len(task.options)
    if task.slip == TRANSPOSED:
        found = matrices.found(made.drawn)[task.about]
        turned = matrices.transposed(found.entries, found.shape)
        assert found.shape != found.shape[::-1] or not all(map(reads_as, turned, found.entries))
        return
    step = made.drawn.step(task.about)
    assert isinstance(step, Step)
    wrong = traces.SLIPS[task.slip](made.drawn.question(task.about), step)
    assert wrong is not None
    assert not reads_as(wrong.step.result, step.result)


def _right_letters(made: Paper, task: Task) -> list[str]:
    place, letters = made.tasks.index(task), LETTERS[: len(task.options)]
    return [letter for letter in letters if made.judge(place, letter).kind == "right"]


def _matrix(made: Paper, task: Task) -> None:
    found = matrices.found(made.drawn)[task.about]
    entries = found.entries
    assert 1 < len(entries) <= MOST_ENTRIES
    assert 2 * sum(abs(each) > NONE for each in entries) >= len(entries)
    assert all(SMALL <= abs(each) < LARGE for each in entries if abs(each) > NONE)
    slips: dict[str, Sequence[Sequence[float]]] = {**matrices.slips_of(found)}
    if found.shape == found.shape[::-1]:
        slips["transposed"] = [matrices.transposed(entries, found.shape)]
    _differ(entries, slips, lambda one, other: all(map(reads_as, one, other)))


def _shape(made: Paper, task: Task) -> None:
    rows, _, columns = task.answer.partition("×")
    assert made.judge(made.tasks.index(task), f"{columns}×{rows}").slip == "transposed"


def _count(made: Paper, task: Task) -> None:
    """Each count that is told by a reason is another one than the right one."""
    assert int(task.answer) > 0
    place, drawn = made.tasks.index(task), made.drawn
    if task.about in counted.PASSES:
        other = counted.COUNTS[counted.PASSES[task.about]](drawn)
        assert made.judge(place, str(other)).slip == "other_pass"
    elif task.about == "parameters":
        weights = sum(name.startswith("w") for name in drawn.specification.values)
        assert made.judge(place, str(weights)).slip == "forgot_biases"


APART: Mapping[str, Callable[[Paper, Task], None]] = {
    "value": _value,
    "factor": _factor,
    "formula": _formula,
    "choice": _choice,
    "order": _order,
    "bug": _bug,
    "matrix": _matrix,
    "shape": _shape,
    "count": _count,
}
