"""Steps: one forward evaluation or one backward application of the chain rule each.

A backward step computes one cotangent, ∂L/∂target, as the sum over everything that read the
target of (cotangent arriving there) × (local partial). Steps hold numbers and indices only;
`backprop.formulas` writes them, `backprop.figure` draws them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from backprop.graph import Graph, Node


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
    """`target` gets `result`: its value (forward) or its cotangent (backward)."""

    phase: Literal["forward", "backward"]
    target: int
    result: float
    contributions: tuple[Contribution, ...] = ()


def forward_steps(graph: Graph, values: Sequence[float]) -> Iterator[Step]:
    """One step per operation, in evaluation order; `values` as `evaluate` returns them."""
    for node in graph.nodes:
        if node.operation is not None:
            yield Step("forward", node.index, values[node.index])


def backward_steps(graph: Graph, values: Sequence[float]) -> Iterator[Step]:
    """One step per cotangent that the wanted gradients need, each once all its readers are done.

    The output's own cotangent, ∂L/∂L = 1, is the seed and not a step. Contributions add.
    """
    needed = nodes_reaching(graph)
    waiting = _reader_counts(graph, needed)
    arrived: dict[int, list[Contribution]] = {}
    cotangents = {graph.output: 1.0}
    for index in graph.backward_order:
        if index not in cotangents:
            continue
        for contribution, parent in _contributions(graph.nodes[index], cotangents, values):
            if parent not in needed:
                continue
            arrived.setdefault(parent, []).append(contribution)
            waiting[parent] -= 1
            if waiting[parent] == 0:
                cotangents[parent] = sum(each.product for each in arrived[parent])
                yield Step("backward", parent, cotangents[parent], tuple(arrived[parent]))


def nodes_reaching(graph: Graph) -> frozenset[int]:
    """The nodes between the wanted ones and the output: those whose cotangents are needed."""
    depends = set(graph.wanted)
    for node in graph.nodes:
        if depends.intersection(node.parents):
            depends.add(node.index)
    read = {graph.output}
    for node in reversed(graph.nodes):
        if node.index in read:
            read.update(node.parents)
    return frozenset(depends & read)


def _reader_counts(graph: Graph, needed: frozenset[int]) -> dict[int, int]:
    counts = dict.fromkeys(sorted(needed), 0)
    for node in graph.nodes:
        if node.index in needed:
            for parent in node.parents:
                if parent in needed:
                    counts[parent] += 1
    return counts


def _contributions(
    node: Node, cotangents: dict[int, float], values: Sequence[float]
) -> Iterator[tuple[Contribution, int]]:
    if node.operation is None:
        return
    arguments = [values[parent] for parent in node.parents]
    for position, parent in enumerate(node.parents):
        local = node.operation.local[position](*arguments, values[node.index])
        yield Contribution(node.index, position, cotangents[node.index], local), parent


def gradients(graph: Graph, values: Sequence[float]) -> dict[str, float]:
    """∂output/∂node by name, for every node whose cotangent the backward pass computes."""
    return {graph.nodes[step.target].name: step.result for step in backward_steps(graph, values)}
