"""A computation as a Wengert list: nodes in evaluation order, each naming the nodes it reads.

Parents are an ordered tuple with duplicates kept, because in x*x both arguments are x and each
contributes to the gradient. Values and cotangents never live on nodes; they stand in lists and
dictionaries beside the graph, so that one graph serves any number of evaluations.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from backprop.errors import DomainError, GraphError, NonFiniteError
from backprop.primitives import Primitive, primitive


@dataclass(frozen=True, slots=True)
class Node:
    """One entry of the list; `operation` is None for a given value (input, target, parameter)."""

    index: int
    name: str
    operation: Primitive | None
    parents: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Graph:
    """A Wengert list, its `output` node, and the order in which the backward pass visits it.

    `parameters` are the given nodes that training may change; `wanted` are the given nodes whose
    gradients are asked for. `backward_order` visits every node after all nodes that read it.
    """

    nodes: tuple[Node, ...]
    output: int
    parameters: frozenset[int]
    wanted: frozenset[int]
    backward_order: tuple[int, ...]
    by_name: Mapping[str, int] = field(repr=False)

    @property
    def given(self) -> tuple[Node, ...]:
        """The nodes whose values are given, in order."""
        return tuple(node for node in self.nodes if node.operation is None)

    def node(self, name: str) -> Node:
        """The node called `name`; GraphError if there is none."""
        if name not in self.by_name:
            raise GraphError("name", name, f"use one of {', '.join(self.by_name)}")
        return self.nodes[self.by_name[name]]

    def read_by_local(self, consumer: int, position: int) -> tuple[int, ...]:
        """The nodes whose values make the local partial of `consumer` in argument `position`."""
        node = self.nodes[consumer]
        assert node.operation is not None
        names = node.operation.names_in_local[position]
        by_name = dict(zip(node.operation.arguments, node.parents, strict=True))
        return tuple({**by_name, "out": consumer}[name] for name in names)


class GraphBuilder:
    """Collects nodes in evaluation order; `graph()` freezes them."""

    def __init__(self) -> None:
        self._nodes: list[Node] = []
        self._by_name: dict[str, int] = {}
        self._parameters: set[int] = set()

    def give(self, name: str, parameter: bool = False) -> int:
        """Add a given value and return its index."""
        index = self._append(name, None, ())
        if parameter:
            self._parameters.add(index)
        return index

    def apply(
        self, name: str, operation: str, parents: Sequence[int], size: int | None = None
    ) -> int:
        """Add `name` = operation(parents) and return its index."""
        if any(not 0 <= parent < len(self._nodes) for parent in parents):
            raise GraphError("parents", tuple(parents), "name nodes that were added before")
        row = primitive(operation, size)
        if len(parents) != len(row.arguments):
            raise GraphError(
                "parents", tuple(parents), f"{operation} takes {len(row.arguments)} arguments"
            )
        return self._append(name, row, tuple(parents))

    def graph(
        self,
        output: int,
        wanted: Sequence[int] | None = None,
        backward_order: Sequence[int] | None = None,
    ) -> Graph:
        """Freeze the list. By default every parameter is wanted and the order is reversed."""
        order = tuple(backward_order or reversed(range(len(self._nodes))))
        _check_order(self._nodes, order)
        return Graph(
            tuple(self._nodes),
            output,
            frozenset(self._parameters),
            frozenset(self._parameters if wanted is None else wanted),
            order,
            dict(self._by_name),
        )

    def _append(self, name: str, operation: Primitive | None, parents: tuple[int, ...]) -> int:
        if name in self._by_name:
            raise GraphError("name", name, "give each node a name of its own")
        index = len(self._nodes)
        self._nodes.append(Node(index, name, operation, parents))
        self._by_name[name] = index
        return index


def _check_order(nodes: Sequence[Node], order: tuple[int, ...]) -> None:
    rank = {index: place for place, index in enumerate(order)}
    for node in nodes:
        for parent in node.parents:
            if rank.get(parent, -1) < rank.get(node.index, math.inf):
                raise GraphError("backward_order", order, f"visit {node.name} before what it reads")


def evaluate(graph: Graph, values: Mapping[str, float]) -> list[float]:
    """The forward pass: the value of every node, indexed as the nodes are.

    `values` maps the name of every given node to a finite float.
    """
    results: list[float] = []
    for node in graph.nodes:
        if node.operation is None:
            results.append(_given_value(node.name, values))
        else:
            results.append(_applied_value(node, [results[parent] for parent in node.parents]))
    return results


def _given_value(name: str, values: Mapping[str, float]) -> float:
    if name not in values:
        raise GraphError(name, "missing", f"give a value for {name}")
    value = float(values[name])
    if not math.isfinite(value):
        raise NonFiniteError(name, value, "give a finite number")
    return value


def _applied_value(node: Node, arguments: list[float]) -> float:
    assert node.operation is not None
    shown = f"{node.operation.name}({', '.join(map(repr, arguments))})"
    try:
        value = float(node.operation.compute(*arguments))
    except (ArithmeticError, ValueError) as problem:
        if isinstance(problem, OverflowError):
            raise NonFiniteError(node.name, shown, "use smaller numbers: it overflows") from problem
        raise DomainError(node.name, shown, "the operation is not defined there") from problem
    if not math.isfinite(value):
        raise NonFiniteError(node.name, shown, "use smaller numbers: it overflows")
    return value
