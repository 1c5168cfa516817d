"""The formula of a step: symbols, then the numbers that went in, then the result.

Forward:   z1 = w11·x + b1            = 0.8 × 0.5 + 0.1           = 0.5
Backward:  ∂L/∂z1 = ∂L/∂h1 · ∂h1/∂z1  = ∂L/∂h1 · (1 − h1²)  = …   = −0.2175
Tangent:   ∂h1/∂x = ∂z1/∂x · ∂h1/∂z1  = ∂z1/∂x · (1 − h1²)  = …   = 0.6292
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from backprop.graph import Graph, Node
from backprop.optimisers import Optimiser
from backprop.steps import CONTRIBUTION, SUM, Contribution, MeanStep, Step, loss_name
from backprop.tangents import TangentContribution, TangentStep
from backprop.terms import (
    Call,
    Constant,
    Group,
    Marked,
    Negative,
    Number,
    Partial,
    Product,
    Quotient,
    Role,
    Sum,
    Symbol,
    Term,
    has_symbol,
    parenthesized,
    replaced,
    term,
    within,
)


@dataclass(frozen=True, slots=True)
class Formula:
    """`target` = lines[0] = lines[1] = …; the last line is the result. `assigns`: the first sign is ←."""

    target: Term
    lines: tuple[Term, ...]
    assigns: bool = False

    @property
    def way(self) -> int:
        """How many lines lead to the last ones: the numbers that went in, if a line has just those, and the result."""
        numbers = self.lines[-2:-1]
        return max(len(self.lines) - 1 - sum(not has_symbol(line) for line in numbers), 0)


Write = Callable[[Node], Term]
# As many terms of a mean as are written out in symbols; of more, the first two and the last.
MOST_WRITTEN = 4
DOTS = Symbol("…")
ENCLOSED = (Marked, Group)


def step_formula(graph: Graph, values: Sequence[float], step: Step) -> Formula:
    """Write `step` of `graph`, whose nodes have `values`."""
    if step.phase == "forward":
        return _forward(graph, values, step)
    return _backward(graph, values, step)


def tangent_formula(graph: Graph, values: Sequence[float], step: TangentStep, by: str) -> Formula:
    """Write a step of forward mode along the given value `by`, whose own tangent is 1."""
    node = graph.nodes[step.target]
    parts = [_tangent_writer(graph, values, node, each, by) for each in step.contributions]
    lines = _lines(parts, step.result)
    return Formula(Marked("cotangent", Partial(node.name, by)), distinct(lines))


def mean_formula(graph: Graph, values: Sequence[float], step: MeanStep, _: str) -> Formula:
    """∂L/∂w = ½(∂L1/∂w + ∂L2/∂w) = ½ × (0.1 + 0.3) = 0.2, and for losses likewise."""
    of_loss = step.phase == "forward"
    role: Role = "value" if of_loss else "cotangent"
    name = graph.nodes[step.target].name

    def written(of: str) -> Term:
        return Marked(role, Symbol(of) if of_loss else Partial(of, name))

    count = len(step.parts)
    symbols = [written(loss_name(step.of, place)) for place in range(count)]
    if count > MOST_WRITTEN:
        symbols[2:-1] = [DOTS]
    numbers = [Marked(role, Number(part)) for part in step.parts]
    share = Quotient(Constant(1), Constant(count))
    lines = [Product((share, Sum(tuple(terms)))) for terms in (symbols, numbers)]
    return Formula(written(step.of), distinct((*lines, Marked(role, Number(step.result)))))


def update_formulas(optimiser: Optimiser, parameter: str, loss: str, known: Mapping[str, float]) -> tuple[Formula, ...]:
    """The assignments of one update of `parameter`: m ← μ·m + ∂L/∂w = 0.9 × 0.1 + 0.2 = 0.29, and so on.

    `known` are the numbers that the first one reads, as `Optimiser.given` has them.
    """
    roles: dict[str, Role] = {"w": "parameter", "g": "cotangent"}
    written: dict[str, Term] = {"w": Symbol(parameter), "g": Partial(loss, parameter)}

    def symbol(name: str) -> Term:
        return Marked(roles.get(name, "value"), written.get(name, Symbol(name)))

    def number(name: str, value: float) -> Term:
        return Constant(int(value)) if name == "t" else Marked(roles.get(name, "value"), Number(value))

    found = []
    for name, text, before, result in optimiser.stages(known):
        symbols = {each: symbol(each) for each in before}
        numbers = {each: number(each, value) for each, value in before.items()}
        lines = (term(text, symbols), term(text, numbers), number(name, result))
        found.append(Formula(symbol(name), distinct(lines), assigns=True))
    return tuple(found)


def given_formulas(graph: Graph, values: Sequence[float]) -> tuple[Formula, ...]:
    """One formula `name = value` for every given node."""
    return tuple(Formula(symbol_of(graph, node), (number_of(graph, values, node),)) for node in graph.given)


def _forward(graph: Graph, values: Sequence[float], step: Step) -> Formula:
    node = graph.nodes[step.target]
    lines = (
        value_term(graph, node, lambda parent: symbol_of(graph, parent)),
        value_term(graph, node, lambda parent: number_of(graph, values, parent)),
        Marked("value", Number(step.result)),
    )
    return Formula(Marked("value", Symbol(node.name)), distinct(lines))


def _backward(graph: Graph, values: Sequence[float], step: Step) -> Formula:
    output = graph.nodes[graph.output].name
    target: Term = Marked("cotangent", Partial(output, graph.nodes[step.target].name))
    parts = [_backward_writer(graph, values, each) for each in step.contributions]
    if step.part == CONTRIBUTION:
        lines = _lines(parts, step.result)
        return Formula(lines[0], distinct(lines[1:]))
    if step.part == SUM:
        symbols = _lines(parts, step.result)[0]
        products = added(Marked("cotangent", Number(each.product)) for each in step.contributions)
        return Formula(target, distinct((symbols, products, Marked("cotangent", Number(step.result)))))
    return Formula(target, distinct(_lines(parts, step.result)))


def _lines(parts: Sequence[_Writer], result: float) -> tuple[Term, ...]:
    """The chain rule, unless what arrives is the seed, 1; then with more and more numbers in it."""
    chain_rule = () if any(part.at_seed for part in parts) else (added(part.chain_rule() for part in parts),)
    return (
        *chain_rule,
        added(part.with_local_written() for part in parts),
        added(part.with_numbers() for part in parts),
        added(part.with_local_computed() for part in parts),
        Marked("cotangent", Number(result)),
    )


def _backward_writer(graph: Graph, values: Sequence[float], contribution: Contribution) -> _Writer:
    consumer, output = graph.nodes[contribution.consumer], graph.nodes[graph.output]
    return _Writer(
        graph=graph,
        values=values,
        consumer=consumer,
        position=contribution.position,
        arriving=None if consumer is output else Partial(output.name, consumer.name),
        arrived=contribution.cotangent,
        local=contribution.local,
    )


def _tangent_writer(
    graph: Graph, values: Sequence[float], node: Node, contribution: TangentContribution, by: str
) -> _Writer:
    source = graph.nodes[contribution.source]
    return _Writer(
        graph=graph,
        values=values,
        consumer=node,
        position=contribution.position,
        arriving=None if source.name == by else Partial(source.name, by),
        arrived=contribution.tangent,
        local=contribution.local,
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class _Writer:
    """Writes one contribution, what arrives × local, at each level of detail.

    `arriving` is None where the derivative that arrives is the seed, 1.
    """

    graph: Graph
    values: Sequence[float]
    consumer: Node
    position: int
    arriving: Partial | None
    arrived: float
    local: float

    @property
    def at_seed(self) -> bool:
        return self.arriving is None

    def chain_rule(self) -> Term:
        """∂L/∂consumer · ∂consumer/∂target"""
        target = self.graph.nodes[self.consumer.parents[self.position]].name
        return self._product(self.arriving, Partial(self.consumer.name, target))

    def with_local_written(self) -> Term:
        """∂L/∂consumer · (1 − h²)"""
        return self._product(self.arriving, self._local(lambda node: symbol_of(self.graph, node)))

    def with_numbers(self) -> Term:
        """−0.28 × (1 − 0.46²)"""
        return self._product(Number(self.arrived), self._local(lambda node: number_of(self.graph, self.values, node)))

    def with_local_computed(self) -> Term:
        """−0.28 × 0.79"""
        return self._product(Number(self.arrived), Marked("value", Number(self.local)))

    def _product(self, arriving: Term | None, local: Term) -> Term:
        if self.at_seed or arriving is None:
            return Marked("local", local)
        return Product((Marked("cotangent", arriving), Marked("local", local)))

    def _local(self, write: Write) -> Term:
        return local_term(self.graph, self.consumer, self.position, write)


def local_term(graph: Graph, consumer: Node, position: int, write: Write) -> Term:
    """The local derivative of `consumer` by its argument at `position`, with nodes as `write` writes them."""
    assert consumer.operation is not None
    written = term(consumer.operation.partials[position], _bindings(graph, consumer, write))
    return replaced(written, _shared(graph, consumer, write))


def value_term(graph: Graph, node: Node, write: Write) -> Term:
    """What the operation of `node` makes of its arguments, with nodes as `write` writes them."""
    assert node.operation is not None
    return term(node.operation.value, _arguments(graph, node, write))


def _shared(graph: Graph, consumer: Node, write: Write) -> dict[Term, Term]:
    """What the texts of `consumer` call where another node holds its value: σ(z) is p, and is written so."""
    row = consumer.operation
    assert row is not None
    found: dict[Term, Term] = {}
    for node in graph.nodes if row.shared else ():
        if node.operation is None or node is consumer:
            continue
        if node.operation.name in row.shared:
            found[term(node.operation.value, _arguments(graph, node, write))] = write(node)
        if "sibling" in row.shared and node.operation.name == row.name and node.parents == consumer.parents:
            call = f"sibling({_own(node)}, {_own(consumer)}, out)"
            found[term(call, _bindings(graph, consumer, write))] = write(node)
    return found


def _own(node: Node) -> str:
    """The argument of a share whose share it is."""
    assert node.operation is not None
    size = node.operation.size
    return node.operation.arguments[size[1] - 1 if isinstance(size, tuple) else 0]


def _bindings(graph: Graph, node: Node, write: Write) -> dict[str, Term]:
    return {**_arguments(graph, node, write), "out": write(node)}


def _arguments(graph: Graph, node: Node, write: Write) -> dict[str, Term]:
    assert node.operation is not None
    read = zip(node.operation.arguments, node.parents, strict=True)
    return {argument: write(graph.nodes[parent]) for argument, parent in read}


def _role(graph: Graph, node: Node) -> Role:
    return "parameter" if node.index in graph.parameters else "value"


def symbol_of(graph: Graph, node: Node) -> Term:
    """The symbol of a node in its role; of a number of the formula, that."""
    if node.constant is not None:
        return _constant(node.constant)
    return Marked(_role(graph, node), Symbol(node.name))


def number_of(graph: Graph, values: Sequence[float], node: Node) -> Term:
    """The value of a node in its role."""
    if node.constant is not None:
        return _constant(node.constant)
    return Marked(_role(graph, node), Number(values[node.index]))


def _constant(value: float) -> Term:
    """A number of the formula itself; one that is not whole is shown as any other number."""
    if value != int(value):
        return Number(value)
    return Constant(int(value)) if value >= 0 else Negative(Constant(-int(value)))


def added(parts: Iterable[Term]) -> Term:
    """The sum of them, or the only one."""
    terms = tuple(parts)
    return terms[0] if len(terms) == 1 else Sum(terms)


def distinct(lines: Sequence[Term]) -> tuple[Term, ...]:
    """The lines in reading form; of two that say the same, the later one."""
    kept: list[Term] = []
    for line in lines:
        if kept and _say_the_same(kept[-1], line):
            kept.pop()
        kept.append(line)
    return tuple(map(parenthesized, kept))


def _say_the_same(one: Term, other: Term) -> bool:
    """Whether two terms are alike as numbers go: without marks and parentheses, with constants as numbers; an undefined
    one is the same as any other, which NaN is not."""
    one, other = _bare(one), _bare(other)
    if type(one) is not type(other):
        return False
    parts, others = within(one), within(other)
    if not parts:
        return one == other
    if isinstance(one, Call) and isinstance(other, Call) and one.function != other.function:
        return False
    return len(parts) == len(others) and all(map(_say_the_same, parts, others))


def _bare(term: Term) -> Term:
    """The term without marks and parentheses around it, and what stands for a number as that."""
    while isinstance(term, ENCLOSED):
        term = term.term
    match term:
        case Number(value) if math.isnan(value):
            return Symbol("")
        case Constant(value):
            return Number(float(value))
        case Negative(inner):
            bare = _bare(inner)
            return Number(-bare.value) if isinstance(bare, Number) else term
    return term
