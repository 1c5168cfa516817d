"""The numbers that papers ask for by other arithmetic: decimals of many digits, and differences for derivatives.

Of the engine it takes what is wired to what, and the numbers that were drawn; no rule of derivation, and no value.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, localcontext

from backprop.exercise import matrices
from backprop.exercise.drawn import Drawn
from backprop.exercise.papers import Paper
from backprop.exercise.tasks import Task
from backprop.exercise.turned import TRANSPOSED
from backprop.figure.runs import Run
from backprop.figure.sweeps import AnyStep
from backprop.graph import Graph, Node
from backprop.steps import MeanStep
from tests.engine import high_precision

DIGITS = 50
STEP = Decimal(10) ** -18
Values = Mapping[str, Decimal]


def expected(made: Paper, task: Task) -> Iterator[tuple[float, float]]:
    """What the engine says and what is right, for each number that the task is about."""
    with localcontext() as context:
        context.prec = DIGITS
        if task.kind == "matrix" or task.slip == TRANSPOSED:
            found = matrices.found(made.drawn)[task.about]
            run = found.shown.scalars
            yield from ((step.result, _by(run, step)) for step in found.step.scalars)
        elif task.kind == "factor":
            (local,) = _local(made.drawn, task)
            yield local
        elif task.kind in ("value", "choice", "formula", "bug"):
            step = made.drawn.step(task.about)
            yield step.result, _by(made.drawn.run, step)


def _by(run: Run, step: AnyStep) -> float:
    """The value or the derivative of a step; of a mean, over all samples."""
    rows = list(run.samples) if run.samples and isinstance(step, MeanStep) else [{}]
    found = [_one(run, step, {**given_of(run), **{name: Decimal(each) for name, each in row.items()}}) for row in rows]
    return float(sum(found, Decimal(0)) / len(found))


def given_of(run: Run) -> dict[str, Decimal]:
    """The numbers that were drawn, by name."""
    return {node.name: Decimal(run.values[node.index]) for node in run.graph.given}


def _one(run: Run, step: AnyStep, given: Values) -> Decimal:
    graph, target = run.graph, step.target
    if step.phase == "forward":
        return _value(graph, given, graph.output if isinstance(step, MeanStep) else target, {})
    if step.phase == "tangent":
        return _slope(graph, given, target, graph.by_name[run.telling.by])
    return _slope(graph, given, graph.output, target)


def _slope(graph: Graph, given: Values, of: int, by: int) -> Decimal:
    up, down = (_value(graph, given, of, {by: side}) for side in (STEP, -STEP))
    return (up - down) / (2 * STEP)


def _value(graph: Graph, given: Values, of: int, moved: Mapping[int, Decimal]) -> Decimal:
    """A node, where some others are moved."""
    values: list[Decimal] = []
    for node in graph.nodes:
        values.append(node_value(node, given, values) + moved.get(node.index, Decimal(0)))
    return values[of]


def node_value(node: Node, given: Values, values: Sequence[Decimal]) -> Decimal:
    """A node, from the values of those before it."""
    if node.operation is None:
        return Decimal(node.constant) if node.constant is not None else given[node.name]
    return high_precision.oracle(node.operation.name, node.operation.size)(*(values[each] for each in node.parents))


def _local(drawn: Drawn, task: Task) -> Iterator[tuple[float, float]]:
    """The derivative of one operation by a value that it reads, the others held."""
    of, _, by = task.behind[0].partition("/")
    graph, given = drawn.run.graph, given_of(drawn.run)
    consumer, read = graph.nodes[graph.by_name[of[1:]]], graph.by_name[by[1:]]
    values = [_value(graph, given, index, {}) for index, _ in enumerate(graph.nodes)]
    up, down = (
        node_value(consumer, given, [*values[:read], values[read] + side, *values[read + 1 :]])
        for side in (STEP, -STEP)
    )
    (part,) = (
        part.local
        for part in drawn.question(task.about).parts
        if part.node.index == consumer.index and consumer.parents[part.position] == read
    )
    yield part, float((up - down) / (2 * STEP))
