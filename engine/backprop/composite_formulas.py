"""The formula of a step through closed boxes: the whole one, in what stands in sight.

Forward:   h1 = tanh(w11·x + b1) = tanh(0.8 × 0.5 + 0.1) = tanh(0.5) = 0.4621
Backward:  ∂L/∂w11 = ∂L/∂h1 · ∂h1/∂w11 = ∂L/∂h1 · (1 − h1²)·x = −0.28 × (1 − 0.4621²) × 0.5 = …

What is multiplied and added, and in which order, is what the open steps multiply and add.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from backprop.composites import CompositeStep
from backprop.formulas import Formula, added, distinct, local_term, number_of, step_formula, symbol_of, value_term
from backprop.graph import Graph, Node, local_partial
from backprop.steps import Contribution, Step
from backprop.terms import Marked, Number, Partial, Product, Symbol, Term

Local = Callable[[Contribution], Term]
Arriving = Callable[[Node, float], Term]


def composite_formula(graph: Graph, values: Sequence[float], step: CompositeStep, _: str) -> Formula:
    """Write `step` of `graph`, whose nodes have `values`."""
    if step.instead:
        return step_formula(step.instead, values, in_one(step, step.instead, values))
    writer = _Writer(graph, values, step)
    return writer.forward() if step.phase == "forward" else writer.backward()


def in_one(step: CompositeStep, drawn: Graph, values: Sequence[float]) -> Step:
    """The step of the operations of `drawn` that do what the boxes do, with the open figure's result."""
    if step.phase == "forward":
        return Step("forward", step.target, step.result)
    if len(step.edges) == 1:
        ((end, position),) = step.edges
        return Step("backward", step.target, step.result, (Contribution(end, position, 1.0, step.result),))
    arrived = {part.consumer: part.cotangent for part in step.applied}
    parts = (
        Contribution(end, position, arrived[end], _local(drawn.nodes[end], position, values))
        for end, position in step.edges
    )
    return Step("backward", step.target, step.result, tuple(parts))


def _local(node: Node, position: int, values: Sequence[float]) -> float:
    return local_partial(node, position, [values[parent] for parent in node.parents], values[node.index])


@dataclass(frozen=True, slots=True)
class _Writer:
    graph: Graph
    values: Sequence[float]
    step: CompositeStep

    def forward(self) -> Formula:
        node = self.graph.nodes[self.step.target]
        lines = (
            value_term(self.graph, node, self._symbols),
            value_term(self.graph, node, self._numbers),
            value_term(self.graph, node, self._number),
            Marked("value", Number(self.step.result)),
        )
        return Formula(Marked("value", Symbol(node.name)), distinct(lines))

    def backward(self) -> Formula:
        graph = self.graph
        output, target = graph.nodes[graph.output].name, graph.nodes[self.step.target].name
        ends = dict.fromkeys(end for end, _ in self.step.edges)

        def symbol(node: Node, _: float) -> Term:
            return Partial(output, node.name)

        def number(_: Node, arrived: float) -> Term:
            return Number(arrived)

        lines = (
            *(() if graph.output in ends else (added(self._chain_rule(end) for end in ends),)),
            self._gradient(self.step, symbol, lambda part: self._local(part, self._symbols)),
            self._gradient(self.step, number, lambda part: self._local(part, self._number)),
            self._gradient(self.step, number, lambda part: Marked("value", Number(part.local))),
            Marked("cotangent", Number(self.step.result)),
        )
        return Formula(Marked("cotangent", Partial(output, target)), distinct(lines))

    def _symbols(self, node: Node) -> Term:
        """A node as its symbol; what is hidden, as the formula that makes it."""
        if node.index in self.step.hidden:
            return value_term(self.graph, node, self._symbols)
        return symbol_of(self.graph, node)

    def _numbers(self, node: Node) -> Term:
        """A node as its number; what is hidden, as the arithmetic that makes it."""
        if node.index in self.step.hidden:
            return value_term(self.graph, node, self._numbers)
        return self._number(node)

    def _number(self, node: Node) -> Term:
        return number_of(self.graph, self.values, node)

    def _local(self, part: Contribution, write: Callable[[Node], Term]) -> Term:
        return local_term(self.graph, self.graph.nodes[part.consumer], part.position, write)

    def _chain_rule(self, end: int) -> Term:
        """∂L/∂end · ∂end/∂target, for all of a box at once"""
        names = (self.graph.nodes[index].name for index in (self.graph.output, end, self.step.target))
        output, by_way_of, target = names
        return Product((Marked("cotangent", Partial(output, by_way_of)), Marked("local", Partial(by_way_of, target))))

    def _gradient(self, step: Step, arriving: Arriving, local: Local) -> Term:
        """All products that add up to the result of a step, each as far as to what stands in sight."""
        return added(self._product(part, arriving, local) for part in step.contributions)

    def _product(self, part: Contribution, arriving: Arriving, local: Local) -> Term:
        chain = [part]
        inner = self._inner(part)
        while inner is not None and len(inner.contributions) == 1:
            chain.insert(0, inner.contributions[0])
            inner = self._inner(chain[0])
        slopes = Marked(
            "local", _multiplied([local(each) for each in chain if not self._is_one(each)] or [local(part)])
        )
        if inner is not None:
            return Product((self._gradient(inner, arriving, local), slopes))
        if chain[0].consumer == self.graph.output:
            return slopes
        return Product((Marked("cotangent", arriving(self.graph.nodes[chain[0].consumer], chain[0].cotangent)), slopes))

    def _is_one(self, part: Contribution) -> bool:
        """A chain goes without such a slope."""
        operation = self.graph.nodes[part.consumer].operation
        return operation is not None and operation.is_one(part.position)

    def _inner(self, part: Contribution) -> Step | None:
        """The step of a hidden node, whose result arrives."""
        return self.step.arrivals.get(part.consumer)


def _multiplied(factors: Sequence[Term]) -> Term:
    return factors[0] if len(factors) == 1 else Product(tuple(factors))
