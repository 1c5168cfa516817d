"""Forward mode: one tangent, the derivative along a direction, travels beside each value.

The tangent of a node is the sum over its arguments of (tangent of the argument) × (local
partial); arguments that do not depend on the direction contribute nothing. Source: Baydin et al.
(2018), section 3.1, table 2; Griewank & Walther (2008), section 3.1.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from backprop.errors import GraphError
from backprop.graph import Graph, Node, finite, local_partial, total


@dataclass(frozen=True, slots=True)
class TangentContribution:
    """One product: the tangent of argument `source`, at `position`, × local partial."""

    source: int
    position: int
    tangent: float
    local: float

    @property
    def product(self) -> float:
        """What flows along this edge into the node's tangent."""
        return self.tangent * self.local


@dataclass(frozen=True, slots=True)
class TangentStep:
    """`target` gets the tangent `result`, the sum of its contributions."""

    target: int
    result: float
    contributions: tuple[TangentContribution, ...]
    phase: Literal["tangent"] = "tangent"


def tangent_steps(graph: Graph, values: Sequence[float], direction: Mapping[str, float]) -> Iterator[TangentStep]:
    """One step per operation that depends on the direction, in evaluation order.

    `direction` maps names of given values to their tangents; {"x1": 1.0} gives ∂/∂x1. The last
    step is the output's. Errors: GraphError for a name that is not given, DomainError and
    NonFiniteError as in `backward_steps`.
    """
    tangents = {_given(graph, name): float(each) for name, each in direction.items()}
    for node in graph.nodes[: graph.output + 1]:
        contributions = tuple(_contributions(graph, node, tangents, values))
        if contributions:
            tangents[node.index] = _added(node, contributions)
            yield TangentStep(node.index, tangents[node.index], contributions)


def directional_derivative(graph: Graph, values: Sequence[float], direction: Mapping[str, float]) -> float:
    """The derivative of the output along `direction`: the tangent that reaches it, or 0."""
    start = {graph.node(name).index: float(each) for name, each in direction.items()}
    found = {step.target: step.result for step in tangent_steps(graph, values, direction)}
    return found.get(graph.output, start.get(graph.output, 0.0))


def _contributions(
    graph: Graph, node: Node, tangents: Mapping[int, float], values: Sequence[float]
) -> Iterator[TangentContribution]:
    arguments = [values[parent] for parent in node.parents]
    for position, parent in enumerate(node.parents):
        if parent in tangents:
            local = local_partial(node, position, arguments, values[node.index], graph)
            yield TangentContribution(parent, position, tangents[parent], local)


def _added(node: Node, contributions: Sequence[TangentContribution]) -> float:
    return finite(f"tangent of {node.name}", total([each.product for each in contributions]))


def _given(graph: Graph, name: str) -> int:
    node = graph.node(name)
    if node not in graph.given:
        raise GraphError("direction", name, "name given values")
    return node.index
