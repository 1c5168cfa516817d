"""What the derivatives of a graph cost, counted from its structure as exact integers.

Multiplications. A product of the chain rule, cotangent × local partial, counts unless one of its
factors is structurally 1: a partial that the table writes as `1`, or the seed ∂L/∂L and what
reaches a node from it through such partials only. Local partials themselves are taken as known.

Operations. `operation_costs` counts in the measure of Griewank & Walther (2008), section 4.4:
fetching or storing one number costs 1; an addition, subtraction, negation, multiplication or square 1; and any
other operation 2: a division, a power, a function for each of its arguments, a choice among arguments as a whole. A
softmax compares, subtracts, exponentiates and adds for each score, which is 5. In this measure the backward pass costs
at most 4 times the forward pass for every graph of this table, but for the largest or smallest of more than six
numbers, each of whose partials looks at all of them.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from backprop.graph import Graph, Node
from backprop.primitives import CALLED
from backprop.rows import Primitive
from backprop.steps import nodes_reaching

SIMPLE, OTHER, MOVE = 1, 2, 1


@dataclass(frozen=True, slots=True)
class Multiplications:
    """Products needed for all wanted gradients, by three ways of organising the chain rule.

    `with_reuse`: one backward pass, every cotangent computed once. `one_at_a_time`: a backward
    pass of its own for each wanted value, over the nodes that depend on it. `expanded`: for each
    wanted value every path from the output to what reads it multiplied out, the paths added, and
    the sum multiplied by the last local partial.
    """

    with_reuse: int
    one_at_a_time: int
    expanded: int


@dataclass(frozen=True, slots=True)
class OperationCosts:
    """Cost of one forward and one backward pass in the measure of this module, and of finding the same gradients in
    forward mode: a sweep for each wanted value, over the operations that depend on it."""

    forward: int
    backward: int
    forward_mode: int


def multiplications(graph: Graph) -> Multiplications:
    """Count the multiplications for the wanted gradients of `graph`, without listing paths."""
    free = _free_cotangents(graph, nodes_reaching(graph))
    return Multiplications(
        _products(graph, nodes_reaching(graph), free),
        sum(_one_at_a_time(graph, wanted) for wanted in sorted(graph.wanted)),
        _expanded(graph),
    )


def paths(graph: Graph) -> dict[str, int]:
    """How many paths lead from the output to each wanted value, by name."""
    counts = Counter({graph.output: 1})
    for node in reversed(graph.nodes):
        for parent in node.parents:
            counts[parent] += counts[node.index]
    return {graph.nodes[index].name: counts[index] for index in sorted(graph.wanted)}


def operation_costs(graph: Graph) -> OperationCosts:
    """The cost of the values of all operations, and of all wanted gradients after them."""
    needed = nodes_reaching(graph)
    operations = [node for node in graph.nodes if node.operation is not None]
    return OperationCosts(
        sum(_forward_cost(node.operation) for node in operations if node.operation),
        sum(_backward_cost(node, needed) for node in operations if node.index in needed),
        _forward_mode_cost(graph, needed),
    )


def _products(graph: Graph, needed: frozenset[int], free: set[int]) -> int:
    return sum(
        consumer.index not in free and not _is_one(consumer, position)
        for consumer, position, _ in _edges(graph, needed)
    )


def _one_at_a_time(graph: Graph, wanted: int) -> int:
    needed = nodes_reaching(graph, frozenset({wanted}))
    return _products(graph, needed, _free_cotangents(graph, needed))


def _expanded(graph: Graph) -> int:
    needed = nodes_reaching(graph)
    routes = _routes(graph, needed)
    free = _free_cotangents(graph, needed)
    return sum(
        routes[consumer.index].multiplications + (consumer.index not in free and not _is_one(consumer, position))
        for consumer, position, target in _edges(graph, needed)
        if target in graph.wanted
    )


@dataclass(slots=True)
class _Routes:
    """All paths from the output to a node: those with and without a factor other than 1."""

    plain: int = 0
    weighted: int = 0
    multiplications: int = 0

    def extend(self, before: _Routes, one: bool) -> None:
        """Add the paths of `before`, longer by one edge whose partial is `one` or not."""
        self.multiplications += before.multiplications
        if one:
            self.plain += before.plain
            self.weighted += before.weighted
        else:
            self.multiplications += before.weighted
            self.weighted += before.plain + before.weighted


def _routes(graph: Graph, needed: frozenset[int]) -> dict[int, _Routes]:
    routes = {index: _Routes() for index in needed}
    routes[graph.output] = _Routes(plain=1)
    for consumer, position, target in _edges(graph, needed):
        routes[target].extend(routes[consumer.index], _is_one(consumer, position))
    return routes


def _free_cotangents(graph: Graph, needed: frozenset[int]) -> set[int]:
    """The nodes whose cotangent is structurally 1."""
    arriving = Counter(target for _, _, target in _edges(graph, needed))
    free = {graph.output}
    for consumer, position, target in _edges(graph, needed):
        if arriving[target] == 1 and consumer.index in free and _is_one(consumer, position):
            free.add(target)
    return free


def _edges(graph: Graph, needed: frozenset[int]) -> Iterable[tuple[Node, int, int]]:
    """(reader, position of the argument, what it reads) wherever the chain rule is applied."""
    for node in reversed(graph.nodes):
        if node.index in needed:
            for position, parent in enumerate(node.parents):
                if parent in needed:
                    yield node, position, parent


def _is_one(node: Node, position: int) -> bool:
    assert node.operation is not None
    return node.operation.is_one(position)


def _forward_cost(row: Primitive) -> int:
    return (len(row.arguments) + 1) * MOVE + _text_cost(row.value)


def _backward_cost(node: Node, needed: frozenset[int]) -> int:
    """Fetch the cotangent; for each argument compute the partial, multiply, and add in place."""
    assert node.operation is not None
    asked = [place for place, parent in enumerate(node.parents) if parent in needed]
    return MOVE + sum(_edge_cost(node.operation, place) for place in asked)


def _forward_mode_cost(graph: Graph, needed: frozenset[int]) -> int:
    """A tangent passes each edge once for each wanted value that it comes from, and is stored at each operation."""
    # A bit for each wanted value: which of them a node depends on.
    sources = {index: 1 << place for place, index in enumerate(sorted(graph.wanted))}
    cost = 0
    for node in graph.nodes:
        if node.operation is None or node.index not in needed:
            continue
        for place, parent in enumerate(node.parents):
            arriving = sources.get(parent, 0)
            sources[node.index] = sources.get(node.index, 0) | arriving
            cost += arriving.bit_count() * (_edge_cost(node.operation, place) - MOVE)
        cost += sources[node.index].bit_count() * MOVE
    return cost


def _edge_cost(row: Primitive, place: int) -> int:
    product = 0 if row.is_one(place) else SIMPLE
    fetched = len(row.names_in_local[place]) * MOVE
    return fetched + _text_cost(row.partials[place]) + product + SIMPLE + 2 * MOVE


@lru_cache(maxsize=4096)
def _text_cost(text: str) -> int:
    """The arithmetic in a row's text."""
    return sum(map(_own_cost, ast.walk(ast.parse(text, mode="eval"))))


def _own_cost(node: ast.AST) -> int:
    match node:
        case ast.BinOp(left=ast.Constant(), right=ast.Constant()):
            return 0
        case ast.BinOp(op=ast.Pow(), right=ast.Constant(value=2)):
            return SIMPLE
        case ast.BinOp(op=ast.Div() | ast.Pow()):
            return OTHER
        case ast.BinOp() | ast.UnaryOp():
            return SIMPLE
        case ast.Call(func=ast.Name(id=function), args=arguments):
            cost = CALLED[function].cost
            return cost(len(arguments)) if cost else OTHER * len(arguments)
    return 0
