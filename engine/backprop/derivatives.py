"""Derivatives as graphs: the backward pass written down as nodes, so that it can be stepped
through, and differentiated again.

Each local partial is the text of a row, evaluated on traced numbers, so that the new nodes are
operations of the same table; products with a partial of 1, sums with 0 and operations that are
already there cost no node. The nodes of ∂u/∂x are called u_x, of ∂u_x/∂x u_xx, as the field
writes partial derivatives; the cotangent of an inner node v3 is u_v3. Method: Griewank & Walther
(2008), section 3.2; nesting as in Baydin et al. (2018), section 3.3.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from backprop.errors import GraphError
from backprop.functions import FUNCTIONS
from backprop.graph import Graph, GraphBuilder, Node, nodes_between
from backprop.rows import Size
from backprop.tracing import MOST_OPERATIONS, Operand, Traced, Tracer

HIGHEST_ORDER = 4


def derivative(graph: Graph, *names: str) -> Graph:
    """The graph of ∂output/∂names[0] ∂names[1] …, one to four given values of `graph`.

    `derivative(u, "x", "x")` is u_xx. Its given values are those of `graph`, all of which are
    wanted. Errors: GraphError for a name that is not given and for an order above 4.
    """
    if not 1 <= len(names) <= HIGHEST_ORDER:
        raise GraphError("order", len(names), f"give one to {HIGHEST_ORDER} names")
    for name in names:
        graph = gradient_graph(graph, (name,))[0]
    return graph


def gradient_graph(graph: Graph, names: Sequence[str]) -> tuple[Graph, ...]:
    """One graph per name, each computing ∂output/∂name; see `derivative`."""
    tracer = _SharingTracer(GraphBuilder(graph))
    wanted = [_given(graph, name).index for name in names]
    partials = append_gradient(tracer, graph.output, wanted)
    stem = graph.nodes[graph.output].name
    outputs = [
        tracer.under(derivative_name(stem, name), partial) for name, partial in zip(names, partials, strict=True)
    ]
    given = [node.index for node in graph.given]
    kept = len(graph.nodes)
    return tuple(_pruned(tracer.builder.graph(output, given), kept) for output in outputs)


def gradient(output: Operand, *inputs: Operand) -> tuple[Operand, ...]:
    """∂output/∂input for traced numbers, inside a function that `trace` is tracing.

    The results are traced numbers again: `(u_x,) = gradient(u, x)`, then `gradient(u_x, x)`.
    """
    if not isinstance(output, Traced):
        return tuple(0.0 for _ in inputs)
    tracer = _SharingTracer(output.tracer.builder, output.tracer)
    wanted = [tracer.owner.lift(each) for each in inputs]
    partials = append_gradient(tracer, output.index, wanted)
    return tuple(tracer.owner.wrap(each.index) if isinstance(each, Traced) else each for each in partials)


def derivative_name(stem: str, name: str) -> str:
    """u and x make u_x; u_x and x make u_xx; longer names are kept apart by `_`."""
    return f"{stem}{name}" if "_" in stem and len(name) == 1 else f"{stem}_{name}"


class _SharingTracer(Tracer):
    """A tracer that appends nothing for x·1, x·0, x + 0 or an operation that is there already.

    `owner` is the tracer whose nodes it extends, or the tracer itself.
    """

    most = MOST_OPERATIONS * 10

    def __init__(self, builder: GraphBuilder, owner: Tracer | None = None) -> None:
        super().__init__(builder, owner.letter if owner else None)
        self.owner: Tracer = owner or self
        self.functions: dict[str, Callable[..., Operand]] = {name: self._function(name) for name in FUNCTIONS}
        # Written down, a derivative of any order has the exponent itself.
        self.functions["one_less"] = lambda exponent: exponent - 1
        self._named: set[int] = set()
        self._known = {
            (node.operation.name, node.operation.size, node.parents): node.index
            for node in builder.nodes
            if node.operation is not None
        }

    def apply(self, operation: str, *operands: Operand, size: Size | None = None) -> Operand:
        """One operation on the operands, or its result where no operation is needed."""
        plain = _without_operation(operation, operands, size)
        if plain is not None:
            return plain
        if operation == "mul" and any(each == -1.0 for each in operands if _plain(each)):
            return self.apply("neg", *(each for each in operands if not _plain(each)))
        parents = tuple(self.lift(operand) for operand in operands)
        key = (operation, size, parents)
        if key not in self._known:
            self._known[key] = self.append(operation, parents, size)
        return Traced(self, self._known[key])

    def append(self, operation: str, parents: tuple[int, ...], size: Size | None, name: str | None = None) -> int:
        """Append one operation, numbered and counted by the owner."""
        if self.owner is self:
            return super().append(operation, parents, size, name)
        return self.owner.append(operation, parents, size, name)

    def name(self, operand: Operand, name: str, first: int) -> None:
        """Call the operand's node `name`, if it is a numbered one appended since node `first`."""
        if not isinstance(operand, Traced) or operand.index < first or self.builder.knows(name):
            return
        if operand.index not in self._named:
            self._named.add(operand.index)
            self.builder.rename(operand.index, name)

    def under(self, name: str, operand: Operand) -> int:
        """The node of the operand under `name`; a node with a name of its own gets an identity."""
        index = self.lift(operand)
        if self.builder.nodes[index].name == name:
            return index
        return self.append("identity", (index,), None, None if self.builder.knows(name) else name)

    def _function(self, name: str) -> Callable[..., Operand]:
        return lambda *operands: self.call(name, *operands)


def _plain(operand: Operand) -> bool:
    return not isinstance(operand, Traced)


def _without_operation(operation: str, operands: tuple[Operand, ...], size: Size | None) -> Operand | None:
    """The result where the structure alone gives it: x·0, x·1, x + 0, x − 0, x/1, x¹; else None."""
    constants = [None if isinstance(each, Traced) else float(each) for each in operands]
    match operation, constants:
        case ("mul", [0.0, _] | [_, 0.0]) | ("div", [0.0, _]):
            return 0.0
        case ("mul" | "div", [_, 1.0]) | ("add" | "sub", [_, 0.0]):
            return operands[0]
        case ("mul", [1.0, _]) | ("add", [0.0, _]):
            return operands[1]
    return operands[0] if operation == "power" and size == 1 else None


def append_gradient(tracer: _SharingTracer, output: int, wanted: Sequence[int]) -> tuple[Operand, ...]:
    """Append the backward pass from `output` and return ∂output/∂node for the wanted nodes."""
    nodes = tuple(tracer.builder.nodes)[: output + 1]
    needed, first = nodes_between(nodes, output, wanted), len(tracer.builder.nodes)
    cotangents: dict[int, Operand] = {output: 1.0}
    for node in reversed(nodes):
        if node.index not in cotangents:
            continue
        tracer.name(cotangents[node.index], f"{nodes[output].name}_{node.name}", first)
        for position, parent in enumerate(node.parents):
            if parent in needed:
                local = _local(tracer, node, position)
                product = _product(tracer, cotangents[node.index], local)
                cotangents[parent] = _sum(tracer, cotangents.get(parent, 0.0), product)
    return tuple(cotangents.get(index, 0.0) for index in wanted)


def _local(tracer: _SharingTracer, node: Node, position: int) -> Operand:
    assert node.operation is not None
    operands = [tracer.wrap(parent) for parent in (*node.parents, node.index)]
    partial: Operand = node.operation.partial(position, tracer.functions)(*operands)
    return partial


def _product(tracer: _SharingTracer, first: Operand, second: Operand) -> Operand:
    if isinstance(first, Traced) or isinstance(second, Traced):
        return tracer.apply("mul", first, second)
    return first * second


def _sum(tracer: _SharingTracer, first: Operand, second: Operand) -> Operand:
    if isinstance(first, Traced) or isinstance(second, Traced):
        return tracer.apply("add", first, second)
    return first + second


def _given(graph: Graph, name: str) -> Node:
    node = graph.node(name)
    if node.operation is not None or node.constant is not None:
        given = ", ".join(each.name for each in graph.given)
        raise GraphError("name", name, f"differentiate by a given value: {given}")
    return node


def _pruned(graph: Graph, kept: int) -> Graph:
    """The graph without the operations and constants after the first `kept` that it does not need.

    What was differentiated stays: outside its domain the derivative has no value either.
    """
    read = {graph.output, *range(kept)}
    for node in reversed(graph.nodes):
        if node.index in read:
            read.update(node.parents)
    builder, places = GraphBuilder(), dict[int, int]()
    for node in graph.nodes:
        if node.constant is not None and node.index in read:
            places[node.index] = builder.constant(node.constant)
        elif node.constant is None and node.operation is None:
            places[node.index] = builder.give(node.name, node.index in graph.parameters)
        elif node.operation is not None and node.index in read:
            parents = [places[parent] for parent in node.parents]
            row = node.operation
            places[node.index] = builder.apply(node.name, row.name, parents, row.size)
    return builder.graph(places[graph.output], [places[index] for index in sorted(graph.wanted)])
