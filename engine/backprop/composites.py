"""Composite nodes: several operations as one box, which opens and closes.

A closed box hides what is read within it alone; what others read of it, its outputs, still stands. Steps of a graph
with closed boxes are those of the open one, without those of hidden nodes: so all numbers are the same, to the bit.
What led through a box is a `CompositeStep`, which carries the steps that it takes in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final

from backprop.graph import Graph, Node
from backprop.rows import Primitive
from backprop.steps import Contribution, MeanStep, Step

CLOSED_FORWARD: Final = "closed forward"
CLOSED_BACKWARD: Final = "closed backward"
# As many symbols and numbers as the formula of a box may have; what would have more is no box.
MOST_TERMS = 60


@dataclass(frozen=True, slots=True)
class Composite:
    """The operations `nodes` as a box called `name`, one of those of a `kind`; `label` stands at its corner. Where
    `rows` do all that leads to its outputs, their formulas are written."""

    name: str
    kind: str
    nodes: frozenset[int]
    label: str = ""
    rows: Mapping[int, Primitive] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CompositeStep(Step):
    """A step through closed boxes. `hidden` are the nodes that nobody sees, `arrivals` the backward steps of those that
    this one takes in; `reads` are the nodes in sight whose values it reads, besides what arrives, and `edges` what it
    runs along, by consumer and position in the drawn graph. Where rows do what the boxes do, `instead` is a graph
    with them."""

    hidden: frozenset[int] = frozenset()
    arrivals: Mapping[int, Step] = field(default_factory=dict)
    reads: frozenset[int] = frozenset()
    edges: tuple[tuple[int, int], ...] = ()
    instead: Graph | None = None

    @property
    def applied(self) -> list[Contribution]:
        """All products that make the result, those within the boxes first."""
        return [part for step in (*self.arrivals.values(), self) for part in step.contributions]

    @property
    def ways(self) -> int:
        """How many ways lead from the target to the ends of its edges."""
        return sum(map(self._ways, self.contributions))

    def _ways(self, part: Contribution) -> int:
        inner = self.arrivals.get(part.consumer)
        return sum(map(self._ways, inner.contributions)) if inner else 1

    def flows(self) -> dict[tuple[int, int], float]:
        """What arrives along each of the edges of a backward step."""
        if self.phase == "forward":
            return {}
        return {edge: sum(self._from(edge[0], part) for part in self.contributions) for edge in self.edges}

    def _from(self, end: int, part: Contribution) -> float:
        """The share of a product that comes from `end`."""
        inner = self.arrivals.get(part.consumer)
        if inner is None:
            return part.product if part.consumer == end else 0.0
        return sum(self._from(end, each) for each in inner.contributions) * part.local


@dataclass(frozen=True)
class Closed:
    """A graph of which the nodes `hidden` stand in closed boxes; `rows` do all that leads to one output each. Where
    gradients are lost on the way, steps are not `in_rows`."""

    graph: Graph
    hidden: frozenset[int]
    rows: Mapping[int, Primitive]
    in_rows: bool = True

    @cached_property
    def outputs(self) -> frozenset[int]:
        """What stands for a closed box: it reads what is hidden."""
        return frozenset(
            node.index for node in self.graph.nodes if node.index not in self.hidden and self.hidden & {*node.parents}
        )

    @cached_property
    def drawn(self) -> Graph:
        """The graph as it is drawn: an output reads all that its box reads; what is hidden has no place, as a number of
        a formula has none."""
        return replace(self.graph, nodes=tuple(map(self._drawn, self.graph.nodes)))

    def _drawn(self, node: Node) -> Node:
        if node.index in self.hidden:
            return replace(node, operation=None, parents=(), constant=0.0)
        if node.index not in self.outputs:
            return node
        row, read = self.rows.get(node.index), self._read_by(node)
        # A row reads in the order in which all that it reads was made.
        return replace(node, parents=tuple(sorted(read)) if row else read, operation=row or node.operation)

    def _read_by(self, node: Node) -> tuple[int, ...]:
        """What is in sight of what a node reads, by way of hidden nodes too; each once, and no numbers of formulas."""
        found: dict[int, None] = {}
        for parent in node.parents:
            inner = self.graph.nodes[parent]
            if parent in self.hidden:
                found |= dict.fromkeys(self._read_by(inner))
            elif inner.constant is None:
                found[parent] = None
        return tuple(found)

    def steps(self, steps: Iterable[Step]) -> Iterator[Step]:
        """The steps of the open graph as they are with closed boxes."""
        arrivals: dict[int, Step] = {}
        for step in steps:
            if step.target in self.hidden:
                if step.phase == "backward":
                    arrivals[step.target] = step
            elif isinstance(step, MeanStep) or not self._leads_through(step):
                yield step
            else:
                yield self._forward(step) if step.phase == "forward" else self._backward(step, arrivals)

    def _leads_through(self, step: Step) -> bool:
        if step.phase == "forward":
            return step.target in self.outputs
        return any(part.consumer in self.hidden | self.outputs for part in step.contributions)

    def _forward(self, step: Step) -> CompositeStep:
        read = self.drawn.nodes[step.target].parents
        edges = tuple((step.target, place) for place in range(len(read)))
        return CompositeStep(
            *("forward", step.target, step.result, (), CLOSED_FORWARD),
            *(self.hidden, {}, frozenset(read), edges, self._instead({step.target})),
        )

    def _backward(self, step: Step, known: Mapping[int, Step]) -> CompositeStep:
        inner = dict(_within(step, known))
        parts = [part for each in (step, *inner.values()) for part in each.contributions]
        edges = tuple(
            (end, place)
            for end in dict.fromkeys(part.consumer for part in parts if part.consumer not in self.hidden)
            for place, parent in enumerate(self.drawn.nodes[end].parents)
            if parent == step.target
        )
        return CompositeStep(
            *("backward", step.target, step.result, step.contributions, CLOSED_BACKWARD),
            *(self.hidden, inner, frozenset(self._values_in(parts)), edges, self._instead({end for end, _ in edges})),
        )

    def _instead(self, ends: set[int]) -> Graph | None:
        return self.drawn if self.in_rows and ends <= self.rows.keys() else None

    def _values_in(self, parts: Iterable[Contribution]) -> Iterator[int]:
        """What is in sight of the values that local derivatives read."""
        for part in parts:
            for index in self.graph.read_by_local(part.consumer, part.position):
                node = self.graph.nodes[index]
                yield from self._read_by(node) if index in self.hidden else (index,)


def _within(step: Step, known: Mapping[int, Step]) -> Iterator[tuple[int, Step]]:
    """The steps of hidden nodes whose results arrive, those nearest to the output first."""
    for part in step.contributions:
        if inner := known.get(part.consumer):
            yield from _within(inner, known)
            yield part.consumer, inner


def closed(graph: Graph, composites: Iterable[Composite]) -> Closed:
    """The graph with these boxes closed."""
    readers, shut = _readers(graph), list(composites)
    hidden = frozenset().union(*(_inner(graph, each.nodes, readers) for each in shut))
    return Closed(graph, hidden, {output: row for each in shut for output, row in each.rows.items()})


def boxes(graph: Graph, composites: Iterable[Composite]) -> tuple[Composite, ...]:
    """Those that would hide something, and whose formulas a reader can take in."""
    readers = _readers(graph)
    kept = []
    for each in composites:
        hidden = _inner(graph, each.nodes, readers)
        if hidden and (each.rows or _most_terms(graph, each.nodes, hidden) <= MOST_TERMS):
            kept.append(each)
    return tuple(kept)


def _readers(graph: Graph) -> list[set[int]]:
    readers: list[set[int]] = [set() for _ in graph.nodes]
    for node in graph.nodes:
        for parent in node.parents:
            readers[parent].add(node.index)
    return readers


def _inner(graph: Graph, nodes: frozenset[int], readers: Sequence[set[int]]) -> frozenset[int]:
    """What is read, but by none outside."""
    return frozenset(each for each in nodes if each != graph.output and readers[each] and readers[each] <= nodes)


def _most_terms(graph: Graph, nodes: frozenset[int], hidden: frozenset[int]) -> int:
    """How many symbols the longest formula has: of a value, or of a gradient as far as it leads through the box."""
    values, gradients = [1] * len(graph.nodes), [0] * len(graph.nodes)
    longest = 0
    for index in sorted(nodes):
        written = sum(values[parent] for parent in graph.nodes[index].parents)
        values[index] = written if index in hidden else 1
        longest = max(longest, written)
    for index in sorted(nodes, reverse=True):
        arriving = gradients[index] if index in hidden else 1
        for position, parent in enumerate(graph.nodes[index].parents):
            gradients[parent] += arriving + sum(values[each] for each in graph.read_by_local(index, position))
    return max([longest, *(count for index, count in enumerate(gradients) if index not in hidden)])
