"""Tells a step in words: its title and its sentence as HTML, with symbols and numbers as the formulas have
them, and the one-line status as plain text, for a screen reader.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape

from backprop.composites import CompositeStep
from backprop.figure import mathml, symbols
from backprop.figure.kinds import kind_of
from backprop.figure.sentences import argument, filled, symbol
from backprop.figure.sweeps import AnyStep
from backprop.formulas import Formula
from backprop.graph import Graph, local_partial
from backprop.languages import words
from backprop.steps import Contribution, MeanStep, Step
from backprop.terms import Number, functions

POWER = re.compile("×10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)")
LOWERED = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "−0123456789")

# A local derivative: of which node, by which of its arguments, and how large.
Applied = tuple[int, int, float]


def title(graph: Graph, step: AnyStep, by: str = "") -> str:
    """What the step computes: Value of 𝑧₁, Gradient at 𝑤₁₁, Derivative of 𝑣₁ by 𝑥."""
    target = symbol(_found(graph, step))
    names = {"target": target, "by": symbol(by) if by else "", "consumer": _consumer(graph, step)}
    return filled(kind_of(step).title, **names)


def sentence(graph: Graph, values: Sequence[float], step: AnyStep) -> str:
    """The rule that the step applies with these numbers (two sentences where contributions add up, or at a kink)."""
    kind = kind_of(step)
    if kind.derives and math.isnan(step.result):
        return _undefined(graph, values, step)
    told = kind.sentence(graph, values, step)
    if not kind.derives:
        return f"{told} {_slope_at_kink(graph, values, step.target)}".strip() if step.phase == "forward" else told
    applied = list(_applied(step))
    kink = _kink(graph, values, applied)
    if _is_limit(graph, values, [(consumer, position) for consumer, position, _ in applied]):
        told = f"{told} {words.LIMIT}"
    # What happens on either side does not hold just at the kink; that several gradients meet holds everywhere.
    return f"{told} {kink}".strip() if len(applied) > 1 or not kink else kink


def _applied(step: AnyStep) -> Iterator[Applied]:
    """The local derivatives that a step multiplies by."""
    parts = step.applied if isinstance(step, CompositeStep) else step.contributions
    for part in parts:
        consumer = part.consumer if isinstance(part, Contribution) else step.target
        yield consumer, part.position, part.local


def notation(graph: Graph, step: AnyStep, formula: Formula) -> str:
    """What the functions of the formula are, a sentence for each to add, except the one that the step computes."""
    operation = graph.nodes[step.target].operation if not kind_of(step).derives else None
    called = dict.fromkeys([name for term in (formula.target, *formula.lines) for name in functions(term)])
    told = (name for name in called if operation is None or name != operation.name)
    return "".join(f" {escape(words.NOTATION[name])}" for name in told if name in words.NOTATION)


def overwritten(graph: Graph, step: AnyStep) -> str:
    """What the bug did in this step: a sentence to add, or nothing."""
    if not kind_of(step).gathers:
        return ""
    count = _times_read(graph, step)
    target = symbol(graph.nodes[step.target].name)
    return filled(words.OVERWRITTEN, target=target, count=count) if count > 1 else ""


def task(graph: Graph, step: AnyStep, *, overwrite: bool) -> str:
    """What the reader is to do in a step that is left blank."""
    kind = kind_of(step)
    if kind.averages:
        return words.FADED_MEAN
    if not kind.derives:
        return words.FADED_VALUE
    if (kind.derives and not kind.gathers) or _times_read(graph, step) < 2:
        return words.FADED
    if overwrite:
        return words.FADED_OVERWRITTEN
    return words.FADED_SUM if kind.only_adds else words.FADED_PRODUCTS


def _times_read(graph: Graph, step: AnyStep) -> int:
    return sum(node.parents.count(step.target) for node in graph.nodes)


def status(template: str, graph: Graph, step: AnyStep, number: int, total: int, value: str, by: str = "") -> str:
    """The step for a screen reader's announcement or a drawing's label."""
    return template.format(
        number=number,
        total=total,
        spoken=symbols.spoken(_found(graph, step)),
        value=aloud(value),
        by=symbols.spoken(by) if by else "",
    )


def aloud(number: str) -> str:
    """A number, or several, without signs that are not said, nor raised digits, which are said as others are."""
    powers = POWER.sub(lambda found: words.POWER_SPOKEN.format(power=found[1].translate(LOWERED)), number)
    return powers.replace("−", words.MINUS_SPOKEN)


def _found(graph: Graph, step: AnyStep) -> str:
    """What has a new value or derivative: of a mean of losses not the one that the graph has."""
    return step.of if isinstance(step, MeanStep) and step.phase == "forward" else graph.nodes[step.target].name


def _consumer(graph: Graph, step: AnyStep) -> str:
    if isinstance(step, Step) and step.contributions:
        return symbol(graph.nodes[step.contributions[-1].consumer].name)
    return ""


def _undefined(graph: Graph, values: Sequence[float], step: AnyStep) -> str:
    """Why there is no derivative: the first operation that has none here, or what arrives."""
    target = symbol(graph.nodes[step.target].name)
    for index, position, slope in _applied(step):
        if isinstance(step, Step) and math.isnan(slope):
            consumer = graph.nodes[index]
            assert consumer.operation is not None
            key = f"{consumer.operation.name} {argument(consumer.operation, position)}"
            side = consumer.operation.side(position, slope, *(values[parent] for parent in consumer.parents))
            template = words.UNDEFINED.get(f"{key} {side}") or words.UNDEFINED.get(key, words.UNDEFINED_OTHER)
            return filled(template, target=target, consumer=symbol(consumer.name))
    return filled(words.UNDEFINED_BEFORE, target=target)


def _is_limit(graph: Graph, values: Sequence[float], edges: Iterable[tuple[int, int]]) -> bool:
    """Whether a slope is 0·log(0), which has no value but a limit."""
    for consumer, position in edges:
        node = graph.nodes[consumer]
        if node.operation is not None and node.operation.name == "pow" and position == 1:
            return values[node.parents[0]] == 0
    return False


def _kink(graph: Graph, values: Sequence[float], edges: Iterable[Applied]) -> str:
    """What to add where one of the operations has a kink or jumps by the argument that is meant, at these numbers."""
    for index, position, slope in at_kinks(graph, values, edges):
        row = graph.nodes[index].operation
        template = words.JUMP if row and row.is_flat(position) else words.KINK
        return filled(template, consumer=symbol(graph.nodes[index].name), local=mathml.inline(Number(slope)))
    return ""


def _slope_at_kink(graph: Graph, values: Sequence[float], target: int) -> str:
    """Of a derivative that is written down as operations: that one of them has the slope of another one at its kink."""
    node = graph.nodes[target]
    if node.operation is None or not node.operation.at_kink(*(values[parent] for parent in node.parents)):
        return ""
    read = {parent for parent in node.parents if graph.nodes[parent].constant is None}
    for each in graph.nodes[:target]:
        for position in range(len(each.operation.kinks) if each.operation else 0):
            calls = each.operation and re.search(rf"\b{node.operation.name}\(", each.operation.partials[position])
            if not calls or not read <= {*each.parents}:
                continue
            arguments = [values[parent] for parent in each.parents]
            slope = local_partial(each, position, arguments, values[each.index])
            if told := _kink(graph, values, [(each.index, position, slope)]):
                return told
    return ""


def at_kinks(graph: Graph, values: Sequence[float], edges: Iterable[Applied]) -> Iterator[Applied]:
    """Those of the local derivatives that do not exist, so that a convention chose them."""
    for index, position, slope in edges:
        node = graph.nodes[index]
        if node.operation and node.operation.at_kink_by(position, *(values[parent] for parent in node.parents)):
            yield index, position, slope
