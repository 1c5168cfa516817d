"""The tape: one graph evaluated again and again, one tuple of numbers per operation.

A record is (value, local partials …), made by one function per row that is generated from the
row's texts, so that a partial is computed while its arguments are at hand. Nothing is formatted
and no object is made per operation. Method: Griewank & Walther (2008), section 4.2.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from backprop.functions import FUNCTIONS
from backprop.graph import RESIDUE, Graph, unrounded
from backprop.rows import CONSTANTS, Primitive, executable
from backprop.steps import nodes_reaching

Record = tuple[float, ...]
# A node's index, the function that makes its record, and the nodes it reads.
Operation = tuple[int, Callable[..., Record], tuple[int, ...]]


class Tape:
    """`graph`, prepared for many evaluations.

    Arguments are the given values in order; the results are the output's value and the
    gradients by the wanted nodes in order. Numbers are not checked here: see `backprop.compiled`.
    """

    def __init__(self, graph: Graph) -> None:
        needed = nodes_reaching(graph)
        self._start: list[float] = [node.constant or 0.0 for node in graph.nodes]
        self._given = [node.index for node in graph.given]
        self._output = graph.output
        self._wanted = sorted(graph.wanted)
        self._forward: list[Operation] = []
        self._values: list[Operation] = []
        self._edges: dict[int, tuple[tuple[int, int], ...]] = {}
        for node in graph.nodes:
            if node.operation is not None:
                places = tuple(i for i, parent in enumerate(node.parents) if parent in needed)
                self._forward.append((node.index, record(node.operation, places), node.parents))
                self._values.append((node.index, record(node.operation, ()), node.parents))
                edges = tuple((node.parents[i], place) for place, i in enumerate(places, 1))
                self._edges[node.index] = edges if node.index in needed else ()
        self._readers: dict[int, list[tuple[int, int]]] = {}
        for index, edges in self._edges.items():
            for parent, place in edges:
                self._readers.setdefault(parent, []).append((index, place))
        self._backward = [i for i in graph.backward_order if self._edges.get(i)]

    def run(self, numbers: Sequence[float], operations: Sequence[Operation]) -> tuple[list[float], dict[int, Record]]:
        """The forward pass: the values of all nodes and the record that each operation makes."""
        values = self._start.copy()
        for index, number in zip(self._given, numbers, strict=True):
            values[index] = number
        records: dict[int, Record] = {}
        for index, function, parents in operations:
            made = records[index] = function(*[values[parent] for parent in parents])
            values[index] = made[0]
        return values, records

    def value(self, *numbers: float) -> float:
        """The output's value, which stands also where a partial does not exist."""
        return self.run(numbers, self._values)[0][self._output]

    def value_and_gradients(self, *numbers: float) -> tuple[float, ...]:
        """The output's value and then the gradient by each wanted node."""
        values, records = self.run(numbers, self._forward)
        cotangents = [0.0] * len(values)
        cotangents[self._output] = 1.0
        for index in self._backward:
            cotangent, made = cotangents[index], records[index]
            if -RESIDUE < cotangent < RESIDUE:
                cotangent = cotangents[index] = self._without_rounding(index, cotangents, records)
            for parent, place in self._edges[index]:
                cotangents[parent] += cotangent * made[place]
        found = (self._without_rounding(index, cotangents, records) for index in self._wanted)
        return (values[self._output], *found)

    def _without_rounding(self, index: int, cotangents: Sequence[float], records: Mapping[int, Record]) -> float:
        """0 where the contributions to a cotangent cancel, as `backprop.graph.total` has it."""
        added, read = cotangents[index], self._readers.get(index, ())
        if len(read) < 2 or not -RESIDUE < added < RESIDUE:
            return added
        size = sum(abs(cotangents[reader] * records[reader][place]) for reader, place in read)
        return unrounded(added, size)


@lru_cache(maxsize=1024)
def record(row: Primitive, places: tuple[int, ...]) -> Callable[..., Record]:
    """The function of the row's arguments that gives its value and its partials at `places`."""
    partials = ", ".join(f"({executable(row.partials[place])})" for place in places)
    source = (
        f"def record({', '.join(row.arguments)}):\n    out = {executable(row.value)}\n    return (out, {partials})\n"
    )
    names: dict[str, Any] = {"__builtins__": {}, **CONSTANTS, **FUNCTIONS}
    exec(source, names)  # noqa: S102 - this table's own texts
    made: Callable[..., Record] = names["record"]
    return made
