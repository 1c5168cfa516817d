"""Steps: one forward evaluation or one backward application of the chain rule each.

A backward step computes one cotangent, ∂L/∂target, as the sum over everything that read the
target of (cotangent arriving there) × (local partial). Steps hold numbers and indices only;
`backprop.formulas` writes them, `backprop.figure` draws them.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from backprop.errors import DomainError
from backprop.graph import Graph, Node, finite, local_partial, nodes_between, total

WHOLE: Final = "whole"
CONTRIBUTION: Final = "contribution"
SUM: Final = "sum"
MEAN: Final = "mean"
MEAN_GRADIENT: Final = "mean gradient"
MEAN_TANGENT: Final = "mean tangent"


@dataclass(frozen=True, slots=True)
class Contribution:
    """One product of the chain rule, along one edge: consumer's cotangent × local partial.

    `position` is the place of the target among the consumer's arguments.
    """

    consumer: int
    position: int
    cotangent: float
    local: float

    @property
    def product(self) -> float:
        """What flows along this edge into the target's cotangent."""
        return self.cotangent * self.local


@dataclass(frozen=True, slots=True)
class Step:
    """`target` gets `result`: its value (forward) or its cotangent (backward).

    `part` is "whole", or, when sums are split, "contribution" for one summand and "sum"; a figure may have more kinds.
    """

    phase: Literal["forward", "backward", "tangent"]
    target: int
    result: float
    contributions: tuple[Contribution, ...] = ()
    part: str = WHOLE


@dataclass(frozen=True, slots=True)
class MeanStep(Step):
    """`result` is the mean of `parts`, one for each sample: of losses, or of gradients by `target`.

    `of` is the name of the mean loss; the losses of the samples are called as `loss_name` says.
    """

    parts: tuple[float, ...] = ()
    of: str = ""


def loss_name(mean: str, place: int) -> str:
    """What the loss of the sample at `place`, counted from 0, is called where their mean is called `mean`: L1 for L."""
    return f"{mean}{place + 1}" if len(mean) == 1 else f"{mean}_{place + 1}"


def forward_steps(graph: Graph, values: Sequence[float]) -> Iterator[Step]:
    """One step per operation, in evaluation order; `values` as `evaluate` returns them."""
    for node in graph.nodes:
        if node.operation is not None:
            yield Step("forward", node.index, values[node.index])


def backward_steps(
    graph: Graph,
    values: Sequence[float],
    *,
    split_sums: bool = False,
    overwrite: bool = False,
    keep_undefined: bool = False,
) -> Iterator[Step]:
    """One step per cotangent that the wanted gradients need, each once all its readers are done.

    The output's own cotangent, ∂L/∂L = 1, is the seed and not a step. Contributions add. With
    `split_sums`, where several meet, each is a step of its own (`part` "contribution") at the
    moment its reader is visited, and then comes their sum (`part` "sum"). With `overwrite`, the
    last contribution replaces the others instead of adding: the bug of a program that assigns.
    A partial that does not exist is NaN with `keep_undefined`, and so is every gradient that needs it.
    Errors: DomainError, NonFiniteError for a partial or a product that is not a finite number.
    """
    needed = nodes_reaching(graph)
    readers = _reader_counts(graph, needed)
    arrived: dict[int, list[Contribution]] = {index: [] for index in readers}
    cotangents = {graph.output: 1.0}
    for index in graph.backward_order:
        if index not in cotangents:
            continue
        for contribution, parent in _contributions(graph, index, needed, cotangents, values, keep_undefined):
            arrived[parent].append(contribution)
            forked = readers[parent] > 1
            if split_sums and forked:
                yield Step("backward", parent, contribution.product, (contribution,), CONTRIBUTION)
            if len(arrived[parent]) == readers[parent]:
                kept = tuple(arrived[parent][-1:] if overwrite else arrived[parent])
                cotangents[parent] = _added(graph.nodes[parent], kept)
                part = SUM if split_sums and forked else WHOLE
                yield Step("backward", parent, cotangents[parent], kept, part)


def _added(node: Node, contributions: Sequence[Contribution]) -> float:
    added = total([contribution.product for contribution in contributions])
    return added if math.isnan(added) else finite(f"gradient by {node.name}", added)


def nodes_reaching(graph: Graph, wanted: frozenset[int] | None = None) -> frozenset[int]:
    """The nodes between the wanted ones and the output: those whose cotangents are needed.

    `wanted` replaces the graph's own choice.
    """
    return nodes_between(graph.nodes, graph.output, graph.wanted if wanted is None else wanted)


def _reader_counts(graph: Graph, needed: frozenset[int]) -> dict[int, int]:
    counts = dict.fromkeys(sorted(needed), 0)
    for node in graph.nodes:
        if node.index in needed:
            for parent in node.parents:
                if parent in needed:
                    counts[parent] += 1
    return counts


def _contributions(
    graph: Graph,
    index: int,
    needed: frozenset[int],
    cotangents: dict[int, float],
    values: Sequence[float],
    keep_undefined: bool,
) -> Iterator[tuple[Contribution, int]]:
    node = graph.nodes[index]
    arguments = [values[parent] for parent in node.parents]
    for position, parent in enumerate(node.parents):
        if parent in needed:
            try:
                local = local_partial(node, position, arguments, values[index], graph)
            except DomainError:
                if not keep_undefined:
                    raise
                local = math.nan
            yield Contribution(index, position, cotangents[index], local), parent


def gradients(
    graph: Graph, values: Sequence[float], *, overwrite: bool = False, keep_undefined: bool = False
) -> dict[str, float]:
    """∂output/∂node by name, for every node whose cotangent the backward pass computes.

    `overwrite` and `keep_undefined` as in `backward_steps`. An output that is itself wanted has the gradient 1.
    """
    steps = backward_steps(graph, values, overwrite=overwrite, keep_undefined=keep_undefined)
    found = {graph.nodes[step.target].name: step.result for step in steps}
    missing = {graph.nodes[i].name: float(i == graph.output) for i in sorted(graph.wanted)}
    return {**found, **{name: value for name, value in missing.items() if name not in found}}
