"""A computation as a Wengert list: nodes in evaluation order, each naming the nodes it reads.

Parents are an ordered tuple with duplicates kept, because in x*x both arguments are x and each
contributes to the gradient. Values and cotangents never live on nodes; they stand in lists and
dictionaries beside the graph, so that one graph serves any number of evaluations.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace

from backprop.errors import DomainError, GraphError, NonFiniteError
from backprop.functions import UndefinedError
from backprop.languages import words
from backprop.primitives import primitive
from backprop.rows import Primitive, Size

_INDEX = re.compile(r"(?<=[A-Za-z])_(?=[0-9])")


@dataclass(frozen=True, slots=True)
class Node:
    """One entry of the list; `operation` is None for a given value (input, target, parameter).

    A number that the formula itself contains is a node with a `constant`, its value, and no
    operation; it is not among the given values.
    """

    index: int
    name: str
    operation: Primitive | None
    parents: tuple[int, ...]
    constant: float | None = None


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
        return tuple(node for node in self.nodes if node.operation is None and node.constant is None)

    @property
    def trained(self) -> tuple[int, ...]:
        """The parameters that training changes: not those that are held fixed, whose gradients nobody wants."""
        return tuple(sorted(self.parameters & self.wanted))

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


def look(name: str) -> str:
    """The same for two names that are typeset alike, as x1 and x_1 are: x with the index 1."""
    return _INDEX.sub("", name)


class GraphBuilder:
    """Collects nodes in evaluation order; `graph()` freezes them."""

    def __init__(self, graph: Graph | None = None) -> None:
        """Start empty, or from a copy of the nodes of `graph`, which keep their indices."""
        self._nodes: list[Node] = list(graph.nodes) if graph else []
        self._by_name: dict[str, int] = dict(graph.by_name) if graph else {}
        self._looks: set[str] = {look(name) for name in self._by_name}
        self._parameters: set[int] = set(graph.parameters) if graph else set()

    @property
    def nodes(self) -> Sequence[Node]:
        """The nodes added so far."""
        return self._nodes

    @property
    def parameters(self) -> Set[int]:
        """Which of them are parameters."""
        return self._parameters

    def knows(self, name: str) -> bool:
        """Whether a node is called `name` already, or by a name that is typeset as this one is."""
        return look(name) in self._looks

    def constant(self, value: float) -> int:
        """The index of the node for the number `value`, which is added when it is new."""
        if not math.isfinite(value):
            raise NonFiniteError("constant", value, "use a finite number")
        name = constant_name(value)
        if name in self._by_name:
            return self._by_name[name]
        return self._append(name, None, (), float(value))

    def give(self, name: str, parameter: bool = False) -> int:
        """Add a given value and return its index."""
        index = self._append(name, None, ())
        if parameter:
            self._parameters.add(index)
        return index

    def apply(self, name: str, operation: str, parents: Sequence[int], size: Size | None = None) -> int:
        """Add `name` = operation(parents) and return its index."""
        if any(not 0 <= parent < len(self._nodes) for parent in parents):
            raise GraphError("parents", tuple(parents), "name nodes that were added before")
        row = primitive(operation, size)
        if len(parents) != len(row.arguments):
            raise GraphError("parents", tuple(parents), f"{operation} takes {len(row.arguments)} arguments")
        return self._append(name, row, tuple(parents))

    def rename(self, index: int, name: str) -> None:
        """Give the node `index` another name, which is free."""
        if name in self._by_name:
            raise GraphError("name", name, "give each node a name of its own")
        del self._by_name[self._nodes[index].name]
        self._looks.discard(look(self._nodes[index].name))
        self._nodes[index] = replace(self._nodes[index], name=name)
        self._by_name[name] = index
        self._looks.add(look(name))

    def graph(
        self,
        output: int,
        wanted: Sequence[int] | None = None,
        backward_order: Sequence[int] | None = None,
    ) -> Graph:
        """Freeze the list. By default every parameter is wanted and the order is reversed."""
        order = tuple(backward_order or reversed(range(len(self._nodes))))
        _check_order(self._nodes, order)
        _check_known(self._nodes, "output", (output,))
        _check_known(self._nodes, "wanted", tuple(wanted or ()))
        return Graph(
            tuple(self._nodes),
            output,
            frozenset(self._parameters),
            frozenset(self._parameters if wanted is None else wanted),
            order,
            dict(self._by_name),
        )

    def _append(
        self,
        name: str,
        operation: Primitive | None,
        parents: tuple[int, ...],
        constant: float | None = None,
    ) -> int:
        if name in self._by_name:
            raise GraphError("name", name, "give each node a name of its own")
        index = len(self._nodes)
        self._nodes.append(Node(index, name, operation, parents, constant))
        self._by_name[name] = index
        self._looks.add(look(name))
        return index


def _check_order(nodes: Sequence[Node], order: tuple[int, ...]) -> None:
    rank = {index: place for place, index in enumerate(order)}
    for node in nodes:
        for parent in node.parents:
            if rank.get(parent, -1) < rank.get(node.index, math.inf):
                raise GraphError("backward_order", order, f"visit {node.name} before what it reads")


def _check_known(nodes: Sequence[Node], argument: str, indices: tuple[int, ...]) -> None:
    for index in indices:
        if not 0 <= index < len(nodes):
            raise GraphError(argument, index, f"give the index of one of the {len(nodes)} nodes")


def constant_name(number: float) -> str:
    """A constant as text that Python reads back as the same number; whole numbers bare."""
    return str(int(number)) if abs(number) < 1e15 and number == int(number) else repr(number)


def renamed(graph: Graph, index: int, name: str) -> Graph:
    """The same graph with another name, which is free, for one node."""
    node = graph.nodes[index]
    nodes = (*graph.nodes[:index], replace(node, name=name), *graph.nodes[index + 1 :])
    by_name = {each: place for each, place in graph.by_name.items() if each != node.name} | {name: index}
    return replace(graph, nodes=nodes, by_name=by_name)


def nodes_between(nodes: Sequence[Node], output: int, wanted: Iterable[int]) -> frozenset[int]:
    """The nodes on a way from a wanted one to the output, both ends included."""
    depends, read = set(wanted), {output}
    for node in nodes:
        if depends.intersection(node.parents):
            depends.add(node.index)
    for node in reversed(nodes):
        if node.index in read:
            read.update(node.parents)
    return frozenset(depends & read)


def evaluate(graph: Graph, values: Mapping[str, float]) -> list[float]:
    """The forward pass: the value of every node, indexed as the nodes are.

    `values` maps the name of every given node to a finite float.
    Errors: GraphError for a missing or unknown name, NonFiniteError for a value that is not
    finite or an operation that overflows, DomainError for one that is not defined there.
    """
    check_names(graph, values)
    results: list[float] = []
    for node in graph.nodes:
        if node.operation is not None:
            results.append(applied_value(node, [results[parent] for parent in node.parents], graph))
        elif node.constant is not None:
            results.append(node.constant)
        else:
            results.append(_given_value(node.name, values))
    return results


def check_names(graph: Graph, values: Mapping[str, float]) -> None:
    """GraphError when `values` names something that is not a given value of the graph."""
    known = dict.fromkeys(node.name for node in graph.given)
    for name in values:
        if name not in known:
            raise GraphError("name", name, f"give values for {', '.join(known)}")


def _given_value(name: str, values: Mapping[str, float]) -> float:
    if name not in values:
        raise GraphError(name, "missing", f"give a value for {name}")
    try:
        value = float(values[name])
    except (TypeError, ValueError, OverflowError) as problem:
        raise GraphError(name, values[name], "give a number") from problem
    if not math.isfinite(value):
        raise NonFiniteError(name, value, words.ERRORS["finite"])
    return value


def applied_value(node: Node, arguments: Sequence[float], graph: Graph | None = None) -> float:
    """The value of an operation's node; DomainError and NonFiniteError name node and arguments, by their names if the
    `graph` is given."""
    assert node.operation is not None
    return _computed(node.operation.compute, node.name, node, arguments, arguments, graph)


def local_partial(
    node: Node, position: int, arguments: Sequence[float], out: float, graph: Graph | None = None
) -> float:
    """∂node/∂(its argument at `position`), with the same errors as `applied_value`."""
    assert node.operation is not None
    local = node.operation.local[position]
    try:
        what = words.ERRORS["derivative_of"].format(name=node.name)
        return _computed(local, what, node, arguments, (*arguments, out), graph)
    except DomainError as problem:
        if graph is None:
            raise
        by = graph.nodes[node.parents[position]].name
        remedy = words.ERRORS["none_by"].format(by=by, remedy=problem.remedy)
        raise DomainError(problem.argument, problem.value, remedy) from problem


def _computed(
    function: Callable[..., float],
    what: str,
    node: Node,
    arguments: Sequence[float],
    operands: Sequence[float],
    graph: Graph | None,
) -> float:
    try:
        value = float(function(*operands))
    except OverflowError as problem:
        raise NonFiniteError(what, _shown(node, arguments), words.ERRORS["overflow"]) from problem
    except UndefinedError as problem:
        raise DomainError(what, _shown(node, arguments), _with_fused(node, str(problem))) from problem
    except (ArithmeticError, ValueError, TypeError) as problem:
        raise _outside(what, node, arguments, graph) from problem
    if not math.isfinite(value):
        raise NonFiniteError(what, _shown(node, arguments), words.ERRORS["overflow"])
    return value


def _with_fused(node: Node, remedy: str) -> str:
    """The remedy, and for the loss of a network what else would work."""
    assert node.operation is not None
    if node.operation.name not in ("log_loss", "cross_entropy"):
        return remedy
    return f"{remedy}, or in a network with a cross-entropy add the line fused: true"


def _outside(what: str, node: Node, arguments: Sequence[float], graph: Graph | None) -> DomainError:
    """Why there is no value, or no derivative, with these arguments."""
    assert node.operation is not None
    shown = _shown(node, arguments)
    if node.operation.name != "pow" or arguments[0] > 0:
        return DomainError(what, shown, words.ERRORS["undefined"])
    exponent = repr(arguments[1]).removesuffix(".0").replace(".", words.DECIMAL_SIGN)
    if graph and graph.nodes[node.parents[1]].constant is None:
        exponent = f"{graph.nodes[node.parents[1]].name} = {exponent}"
    if arguments[0] == 0:
        return DomainError(what, shown, words.ERRORS["power_of_zero"].format(exponent=exponent))
    return DomainError(what, shown, words.ERRORS["power_of_negative"].format(exponent=exponent))


ROUNDING = 2.0**-48
"""What is left of a sum, as a share of its parts' sizes, that is nothing but rounding: 16 units in the last place."""


RESIDUE = 1e-9
"""What runs often looks for rounding in no larger sum: what is left of parts that cancel is larger only where they come
to 2e5 and more."""


def total(parts: Sequence[float]) -> float:
    """The sum; 0 where the parts cancel but for rounding.

    p₁ − y₁ + p₂ − y₂ of a softmax is 0. What doubles leave of it, such as 1e-16, has digits that differ with the C
    library of CPython and of Pyodide, and says nothing of the derivative.
    """
    added = parts[0]
    for part in parts[1:]:  # one after the other, as straight-line source does it: sum() compensates
        added += part
    return unrounded(added, sum(map(abs, parts)))


def unrounded(added: float, size: float) -> float:
    """A sum, or 0 where it is no more than rounding leaves of parts whose sizes add up to `size`."""
    return 0.0 if abs(added) <= ROUNDING * size and math.isfinite(added) else added


def finite(what: str, value: float) -> float:
    """`value`, or NonFiniteError where a sum of products overflowed."""
    if not math.isfinite(value):
        raise NonFiniteError(what, value, words.ERRORS["overflow"])
    return value


def _shown(node: Node, arguments: Sequence[float]) -> str:
    assert node.operation is not None
    numbers = (repr(each).removesuffix(".0").replace(".", words.DECIMAL_SIGN) for each in arguments)
    return f"{node.operation.name}({f'{words.ARGUMENT_SIGN} '.join(numbers)})"
