"""The numbers that the result of a step is made of, to be announced after it, as its formula has them: some who listen
are told nothing of formulas.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from backprop.composite_formulas import in_one
from backprop.composites import CompositeStep
from backprop.figure.kinds import kind_of
from backprop.figure.numbers import plain
from backprop.figure.sweeps import AnyStep
from backprop.graph import Graph, Node
from backprop.languages import words
from backprop.steps import Contribution, MeanStep, Step
from backprop.tangents import TangentStep

MOST_SAID = 4
"""The most products or numbers that an announcement has room for; of more it says the first and the last."""
MOST_ENTRIES = 6
"""The most numbers of a matrix that are all announced."""
DEEPEST = 2
"""How many values within a closed box an announcement goes back from the one that stands in sight."""
WEIGHED = ("affine", "linear", "dot")


def made_of(graph: Graph, values: Sequence[float], step: AnyStep) -> str:
    """What is done with which numbers, or nothing where that would say the result once more."""
    if isinstance(step, MeanStep):
        return _listed(step.parts)
    if isinstance(step, TangentStep):
        return _added([_times((part.tangent, part.local)) for part in step.contributions])
    if step.phase != "forward":
        return _derived(graph, values, step) if math.isfinite(step.result) else ""
    if not isinstance(step, CompositeStep):
        return _Values(graph, values).made(step.target)
    if step.instead:
        return _Values(step.instead, values).made(step.target)
    return _Values(graph, values, step.hidden).made(step.target)


def matrix_of(graph: Graph, values: Sequence[float], steps: Sequence[Step], columns: int) -> str:
    """The numbers of a matrix with so many columns, row by row, where they are few, and what its first is made of."""
    found = [plain(each.result) for each in steps]
    first = words.FIRST_SPOKEN.format(value=valued(graph, values, steps[0]))
    if len(found) > MOST_ENTRIES:
        return first
    if columns in (1, len(found)):
        told = [words.ENTRIES_SPOKEN.format(numbers=words.listed(found))]
    else:
        rows = [words.listed(found[start : start + columns]) for start in range(0, len(found), columns)]
        told = [words.ROW_SPOKEN.format(number=number, numbers=row) for number, row in enumerate(rows, 1)]
    return " ".join((*told, *([first] if made_of(graph, values, steps[0]) else ())))


def valued(graph: Graph, values: Sequence[float], step: AnyStep) -> str:
    """The result of a step, and what it is made of."""
    made = made_of(graph, values, step)
    return f"{plain(step.result)}: {made}" if made else plain(step.result)


@dataclass(frozen=True, slots=True)
class _Values:
    """The values of a graph, of which nobody sees those of the nodes `hidden`."""

    graph: Graph
    values: Sequence[float]
    hidden: frozenset[int] = frozenset()

    def made(self, index: int, deep: int = DEEPEST) -> str:
        """What makes a value; and what makes the one number of that which nobody sees."""
        node = self.graph.nodes[index]
        summands = self._summands(node)
        unseen = [] if len(summands) > 1 else [each for each in dict.fromkeys(node.parents) if self._is_unseen(each)]
        if _name(node) == "identity":
            return self.made(unseen[0], deep) if unseen else ""
        told = _added(summands) if summands else self._operated(node)
        inner = self.made(unseen[0], deep - 1) if told and deep and len(unseen) == 1 else ""
        if not inner:
            return told
        return words.WHERE_SPOKEN.format(told=told, number=plain(self.values[unseen[0]]), made=inner)

    def _is_unseen(self, index: int) -> bool:
        return index in self.hidden and self.graph.nodes[index].operation is not None

    def _numbers(self, node: Node) -> list[float]:
        return [self.values[parent] for parent in node.parents]

    def _summands(self, node: Node) -> list[str]:
        """The products and numbers of a sum, those of sums within it that nobody sees, too; none of what is no sum."""
        name, numbers = _name(node), self._numbers(node)
        half = len(numbers) // 2
        if name in WEIGHED:
            products = [*zip(numbers[:half], numbers[-half:], strict=True)]
            return [*map(_times, products), *map(plain, numbers[half:-half] if name == "affine" else ())]
        if name in ("mul", "masked", "scaled"):
            return [_times(numbers[:2]), *map(plain, numbers[2:])]
        if name != "add":
            return []
        return [term for parent in node.parents for term in self._within(parent)]

    def _within(self, index: int) -> list[str]:
        summands = self._summands(self.graph.nodes[index]) if self._is_unseen(index) else []
        return summands or [plain(self.values[index])]

    def _operated(self, node: Node) -> str:
        """The numbers that go into an operation, with what is made of them where that is short to say."""
        row, name, numbers = node.operation, _name(node), self._numbers(node)
        assert row is not None
        if name == "sub":
            return " −".join(map(plain, numbers))
        if name == "div":
            return words.DIVIDED_SPOKEN.format(one=plain(numbers[0]), other=plain(numbers[1]))
        if name in ("pow", "power"):
            size = float(row.size) if isinstance(row.size, int) else numbers[1]
            return words.RAISED_SPOKEN.format(base=plain(numbers[0]), size=plain(size))
        if name == "neg":
            return ""
        if len(numbers) == 1:
            called = words.CALLED_SPOKEN.get(name) or words.operation_name(name)
            return words.OF_SPOKEN.format(operation=called, number=plain(numbers[0]))
        return _listed(numbers)


def _name(node: Node) -> str:
    return node.operation.name if node.operation else ""


def _derived(graph: Graph, values: Sequence[float], step: Step) -> str:
    """The products of a gradient; where a single slope is all, as at the output, the numbers that make it."""
    parts, reads = step.contributions, _read(graph, step)
    if isinstance(step, CompositeStep) and step.instead:
        graph, parts = step.instead, in_one(step, step.instead, values).contributions
        reads = [each for end, place in step.edges for each in graph.read_by_local(end, place)]
    if kind_of(step).only_adds:
        return _added([plain(each.product) for each in parts])
    factors = [_factors(graph, step, part) for part in parts]
    if len(parts) != 1 or len(factors[0]) > 1:
        return _added([_times(each) for each in factors])
    numbers = [values[each] for each in dict.fromkeys(reads)]
    return "" if numbers in ([], [step.result]) else _listed(numbers)


def _read(graph: Graph, step: Step) -> list[int]:
    """The nodes in sight whose values the slopes of a step are made of."""
    if isinstance(step, CompositeStep):
        return sorted(step.reads)
    return [each for part in step.contributions for each in graph.read_by_local(part.consumer, part.position)]


def _factors(graph: Graph, step: Step, part: Contribution) -> list[float]:
    """What arrives, unless it is the 1 of the output, and the slopes by which a box has it multiplied on its way."""
    chain, known = [part], step.arrivals if isinstance(step, CompositeStep) else {}
    while (inner := known.get(chain[0].consumer)) and len(inner.contributions) == 1:
        chain.insert(0, inner.contributions[0])
    slopes = [each.local for each in chain if not _is_one(graph, each)] or [part.local]
    if inner:
        return [inner.result, *slopes]
    return slopes if chain[0].consumer == graph.output else [chain[0].cotangent, *slopes]


def _is_one(graph: Graph, part: Contribution) -> bool:
    """A way goes without such a slope."""
    operation = graph.nodes[part.consumer].operation
    return operation is not None and operation.is_one(part.position)


def _times(numbers: Sequence[float]) -> str:
    return words.TIMES_SPOKEN.join(map(plain, numbers))


def _added(summands: Sequence[str]) -> str:
    if len(summands) <= MOST_SAID:
        return words.PLUS_SPOKEN.join(summands)
    return words.SUM_SPOKEN.format(count=len(summands), first=summands[0], last=summands[-1])


def _listed(numbers: Sequence[float]) -> str:
    told = [plain(each) for each in numbers]
    if len(told) <= MOST_SAID:
        return words.FROM_SPOKEN.format(numbers=words.listed(told))
    return words.NUMBERS_SPOKEN.format(count=len(told), first=told[0], last=told[-1])
