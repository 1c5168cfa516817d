"""A step as a question to the reader: the step, and all that it was worked out from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from backprop.figure.kinds import kind_of
from backprop.figure.runs import Run
from backprop.figure.sweeps import AnyStep
from backprop.graph import Graph, Node, local_partial
from backprop.rows import Primitive
from backprop.steps import Contribution, MeanStep
from backprop.tangents import TangentContribution, TangentStep


@dataclass(frozen=True, slots=True)
class Part:
    """One product of the step, `arriving` × `local`: the local derivative of `node` by its argument at `position`."""

    node: Node
    position: int
    arriving: float
    local: float

    @property
    def product(self) -> float:
        """What the step adds for it."""
        return self.arriving * self.local


@dataclass(frozen=True)
class Question:
    """The step at `place` of all `steps`, with what it was made from. `rate` is the learning rate; `by` is what forward
    mode derives by; `overwrite`: the figure has the bug."""

    graph: Graph
    values: Sequence[float]
    steps: Sequence[AnyStep]
    place: int
    rate: float
    by: str = ""
    overwrite: bool = False

    @classmethod
    def about(cls, run: Run, place: int, rate: float) -> Question:
        """The step at `place` of what a figure shows."""
        by, overwrite = run.telling.by, run.telling.overwrites
        return cls(run.graph, run.values, run.steps, place, rate, by=by, overwrite=overwrite)

    @property
    def step(self) -> AnyStep:
        """What is asked for."""
        return self.steps[self.place]

    @property
    def node(self) -> Node:
        """The node whose value or derivative it is."""
        return self.graph.nodes[self.step.target]

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """The products of a step for a derivative; none of a forward step."""
        return tuple(_part(self.graph, self.step, each) for each in self.step.contributions)

    @property
    def row(self) -> Primitive | None:
        """The operation that a forward step applies."""
        kind = kind_of(self.step)
        return None if kind.derives or kind.averages else self.node.operation

    @property
    def averaged(self) -> tuple[float, ...]:
        """What the samples have each, where their mean is asked for."""
        return self.step.parts if isinstance(self.step, MeanStep) else ()

    @property
    def is_sum(self) -> bool:
        """Whether the step only adds parts that steps of their own have worked out."""
        return kind_of(self.step).only_adds

    @property
    def arguments(self) -> list[float]:
        """The values that the node reads."""
        return self.arguments_of(self.node)

    def arguments_of(self, node: Node) -> list[float]:
        """The values that a node reads."""
        return [self.values[parent] for parent in node.parents]

    def total(self, products: Sequence[float]) -> float:
        """The step's result from its products."""
        return sum(products[1:], products[0])

    def alone(self, place: int) -> Question:
        """The step as if it had only the part at `place`."""
        only, product, step = slice(place, place + 1), self.parts[place].product, self.step
        changed: AnyStep
        if isinstance(step, TangentStep):
            changed = replace(step, contributions=step.contributions[only], result=product)
        else:
            changed = replace(step, contributions=step.contributions[only], result=product)
        return replace(self, steps=[*self.steps[: self.place], changed, *self.steps[self.place + 1 :]])

    def with_local(self, change: Callable[[Part], float | None]) -> Iterator[float]:
        """The result with a changed local derivative: in all parts that it changes, and in each alone."""
        changed = [change(part) for part in self.parts]
        products = [part.product for part in self.parts]
        wrong = [
            old if new is None else part.arriving * new
            for part, old, new in zip(self.parts, products, changed, strict=True)
        ]
        places = [place for place, new in enumerate(changed) if new is not None]
        if places:
            yield self.total(wrong)
        for place in places if len(places) > 1 else ():
            yield self.total([*products[:place], wrong[place], *products[place + 1 :]])


def _part(graph: Graph, step: AnyStep, each: Contribution | TangentContribution) -> Part:
    if isinstance(each, TangentContribution):
        return Part(graph.nodes[step.target], each.position, each.tangent, each.local)
    return Part(graph.nodes[each.consumer], each.position, each.cotangent, each.local)


def as_shown(asked: Question, shown: Callable[[float], float]) -> list[float]:
    """The step from the numbers as the figure shows them: what a reader can work out."""
    try:
        if asked.averaged:
            return [sum(map(shown, asked.averaged)) / len(asked.averaged)]
        if not asked.step.contributions and not asked.row:
            return []
        if asked.row:
            return [float(asked.row.compute(*map(shown, asked.arguments)))]
        whole = [_shown_product(asked, part, shown) for part in asked.parts]
        factors = [shown(part.arriving) * shown(part.local) for part in asked.parts]
        products = [shown(part.product) for part in asked.parts]
        return [asked.total(each) for each in (whole, factors, products)]
    except (ArithmeticError, ValueError, TypeError):
        return []


def _shown_product(asked: Question, part: Part, shown: Callable[[float], float]) -> float:
    arguments = list(map(shown, asked.arguments_of(part.node)))
    return shown(part.arriving) * local_partial(
        part.node, part.position, arguments, shown(asked.values[part.node.index])
    )
