"""Why the numbers of a figure are dull, for exercises and for other numbers in a figure: one name for each reason."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import combinations

from backprop.figure.kinds import kind_of
from backprop.figure.runs import Run
from backprop.figure.sweeps import AnyStep
from backprop.graph import Node, local_partial
from backprop.steps import Step

ZERO, LARGEST, SMALLEST = 1e-9, 1000, 0.001
"""Results up to the first are none, and those outside the others are no numbers to work with by hand."""
SATURATED = 0.02
FLAT = frozenset(("tanh", "sigmoid", "softplus", "gelu", "silu", "elu"))
"""Functions that saturate."""


def of_results(run: Run) -> Iterator[str]:
    """What is dull about the values and the derivatives."""
    for node in run.graph.nodes:
        if node.operation and node.operation.at_kink(*(run.values[parent] for parent in node.parents)):
            yield "a tie at a kink"
    gradients = [step.result for step in run.steps if kind_of(step).derives]
    if any(result != result for result in gradients):
        yield "a derivative that does not exist"
    if not any(abs(result) > ZERO for result in gradients):
        yield "gradients that are all zero"
    # Around a mean, values and gradients add up to zero whatever the numbers are.
    normalises = any(node.operation and node.operation.name == "normalized" for node in run.graph.nodes)
    if not normalises and any(map(partial(_cancels, run), run.steps)):
        yield "a zero on the way"
    if _alike(run):
        yield "two units with the same value"


def of_slopes(run: Run) -> Iterator[str]:
    """What is dull about the local derivatives of activations."""
    slopes = _slopes(run, frozenset({"relu"}))
    if slopes and not any(slopes):
        yield "dead ReLUs everywhere"
    if any(abs(slope) < SATURATED for slope in _slopes(run, FLAT)):
        yield "a saturated unit"


def _slopes(run: Run, names: frozenset[str]) -> list[float]:
    """The local derivatives of the operations with these names, as far as the backward pass takes them."""
    nodes = run.graph.nodes
    return [
        part.local
        for step in run.steps
        if isinstance(step, Step) and step.phase == "backward"
        for part in step.contributions
        if (row := nodes[part.consumer].operation) and row.name in names
    ]


def _cancels(run: Run, step: AnyStep) -> bool:
    """Whether a result is zero though what it is made of is not: not where a ReLU, or a zero before it, makes it so."""
    if abs(step.result) > ZERO:
        return False
    if kind_of(step).derives:
        return any(abs(part.product) > ZERO for part in step.contributions)
    node = run.graph.nodes[step.target]
    given = [run.values[parent] for parent in node.parents]
    assert node.operation is not None
    slopes = (local_partial(node, place, given, step.result) for place in range(len(given)))
    return any(abs(value * slope) > ZERO for value, slope in zip(given, slopes, strict=True))


def _alike(run: Run) -> bool:
    """Whether two units read the same values and make the same number of them, so that one could stand for both.

    Of zeros alone all units make the same, whatever their weights are.
    """
    weighted = [node for node in run.graph.nodes if node.operation and node.operation.name in ("affine", "linear")]
    return any(
        abs(run.values[one.index] - run.values[other.index]) <= ZERO
        and (read := _inputs(run, one)) == _inputs(run, other)
        and any(abs(run.values[each]) > ZERO for each in read)
        for one, other in combinations(weighted, 2)
    )


def _inputs(run: Run, node: Node) -> frozenset[int]:
    return frozenset(parent for parent in node.parents if parent not in run.graph.parameters)
