"""Tells a step in words: its title and its sentence as HTML, with symbols and numbers as the formulas have
them, and the one-line status as plain text, for a screen reader.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from html import escape

from backprop.figure import mathml, symbols
from backprop.formulas import Formula
from backprop.graph import Graph, Node
from backprop.languages import words
from backprop.rows import Primitive
from backprop.steps import CONTRIBUTION, SUM, Contribution, Step
from backprop.tangents import TangentStep
from backprop.terms import Number, Symbol, functions


def kind(step: Step | TangentStep) -> str:
    """The key of the step's templates: its phase, or contribution where it is a part of a sum."""
    return step.part if isinstance(step, Step) and step.part == CONTRIBUTION else step.phase


def title(graph: Graph, step: Step | TangentStep, by: str = "") -> str:
    """What the step computes: Value of 𝑧₁, Gradient at 𝑤₁₁, Derivative of 𝑣₁ by 𝑥."""
    target = _symbol(graph.nodes[step.target].name)
    names = {"target": target, "by": _symbol(by) if by else "", "consumer": _consumer(graph, step)}
    return _filled(words.TITLES[kind(step)], **names)


def sentence(graph: Graph, values: Sequence[float], step: Step | TangentStep) -> str:
    """The rule that the step applies with these numbers (two sentences where contributions add up, or at a kink)."""
    if isinstance(step, TangentStep):
        edges, told = [(step.target, each.local) for each in step.contributions], _tangent(graph, step)
    elif step.phase == "forward":
        return _forward(graph, values, graph.nodes[step.target])
    else:
        edges, told = [(each.consumer, each.local) for each in step.contributions], _backward(graph, step)
    if math.isnan(step.result):
        return _undefined(graph, step)
    kink = _kink(graph, values, edges)
    # What happens on either side does not hold just at the kink; that several gradients meet holds everywhere.
    return f"{told} {kink}".strip() if len(edges) > 1 or not kink else kink


def notation(graph: Graph, step: Step | TangentStep, formula: Formula) -> str:
    """What the functions of the formula are, a sentence for each to add, except the one that the step computes."""
    operation = graph.nodes[step.target].operation if step.phase == "forward" else None
    called = dict.fromkeys(name for term in (formula.target, *formula.lines) for name in functions(term))
    told = (name for name in called if operation is None or name != operation.name)
    return "".join(f" {escape(words.NOTATION[name])}" for name in told if name in words.NOTATION)


def overwritten(graph: Graph, step: Step | TangentStep) -> str:
    """What the bug did in this step: a sentence to add, or nothing."""
    if not isinstance(step, Step) or step.phase == "forward" or step.part == CONTRIBUTION:
        return ""
    count = _times_read(graph, step)
    target = _symbol(graph.nodes[step.target].name)
    return _filled(words.OVERWRITTEN, target=target, count=count) if count > 1 else ""


def task(graph: Graph, step: Step | TangentStep, *, overwrite: bool) -> str:
    """What the reader is to do in a step that is left blank."""
    if not isinstance(step, Step) or step.part == CONTRIBUTION or _times_read(graph, step) < 2:
        return words.FADED
    if overwrite:
        return words.FADED_OVERWRITTEN
    return words.FADED_SUM if step.part == SUM else words.FADED_PRODUCTS


def _times_read(graph: Graph, step: Step) -> int:
    return sum(node.parents.count(step.target) for node in graph.nodes)


def status(
    template: str, graph: Graph, step: Step | TangentStep, number: int, total: int, value: str, by: str = ""
) -> str:
    """The step for a screen reader's announcement or a drawing's label."""
    return template.format(
        number=number,
        total=total,
        spoken=symbols.spoken(graph.nodes[step.target].name),
        value=value.replace("−", words.MINUS_SPOKEN),
        by=symbols.spoken(by) if by else "",
    )


def _consumer(graph: Graph, step: Step | TangentStep) -> str:
    if isinstance(step, Step) and step.contributions:
        return _symbol(graph.nodes[step.contributions[-1].consumer].name)
    return ""


def _tangent(graph: Graph, step: TangentStep) -> str:
    target = _symbol(graph.nodes[step.target].name)
    sources = [_symbol(graph.nodes[part.source].name) for part in step.contributions]
    template = words.TANGENT_SUM if len(sources) > 1 else words.TANGENT
    listed = words.listed(list(dict.fromkeys(sources)))
    return _filled(template, target=target, source=listed, count=len(sources))


def _forward(graph: Graph, values: Sequence[float], node: Node) -> str:
    row = node.operation
    assert row is not None
    names = [_named(graph.nodes[parent]) for parent in node.parents]
    numbers = [values[parent] for parent in node.parents]
    slope = row.local[0](*numbers, values[node.index]) if row.kink else 0.0
    chosen = next((name for name, each in zip(names, numbers, strict=True) if each == values[node.index]), "")
    return _filled(
        _template(words.FORWARD, words.FORWARD_OTHER, row, "", slope),
        target=_symbol(node.name),
        other=names[0],
        second=names[-1],
        all=words.listed(names),
        chosen=chosen,
        size=row.size,
        bias=names[len(names) // 2],
        operation=words.operation_name(row.name),
    )


def _template(sentences: Mapping[str, str], otherwise: str, row: Primitive, argument: str, slope: float) -> str:
    """The sentence for a row that says most: about this argument and slope, this slope, this member or argument."""
    keys = [f"{row.name} {argument} {slope:g}", f"{row.name} {slope:g}", f"{row.name} {argument}", row.name]
    if row.name == "power":
        keys = [f"{row.name} {row.size}", row.name]
    return next((sentences[key] for key in keys if key in sentences), otherwise)


def _named(node: Node) -> str:
    return _symbol(node.name) if node.constant is None else mathml.inline(Number(node.constant))


def _undefined(graph: Graph, step: Step | TangentStep) -> str:
    """Why there is no derivative: the first operation that has none here, or what arrives."""
    target = _symbol(graph.nodes[step.target].name)
    for each in step.contributions:
        if isinstance(each, Contribution) and math.isnan(each.local):
            consumer = graph.nodes[each.consumer]
            assert consumer.operation is not None
            key = f"{consumer.operation.name} {_argument(consumer.operation, each.position)}"
            template = words.UNDEFINED.get(key, words.UNDEFINED_OTHER)
            return _filled(template, target=target, consumer=_symbol(consumer.name))
    return _filled(words.UNDEFINED_BEFORE, target=target)


def _kink(graph: Graph, values: Sequence[float], edges: Sequence[tuple[int, float]]) -> str:
    """What to add where one of the operations, each with the slope taken, has a kink at these numbers."""
    for index, slope in edges:
        row = graph.nodes[index].operation
        if row is not None and row.at_kink(*(values[parent] for parent in graph.nodes[index].parents)):
            return _filled(words.KINK, consumer=_symbol(graph.nodes[index].name), local=mathml.inline(Number(slope)))
    return ""


def _backward(graph: Graph, step: Step) -> str:
    target = _symbol(graph.nodes[step.target].name)
    if len(step.contributions) > 1:
        return _filled(words.SUMMED, target=target, count=len(step.contributions))
    (contribution,) = step.contributions
    consumer = graph.nodes[contribution.consumer]
    row = consumer.operation
    assert row is not None
    template = _template(
        words.BACKWARD, words.BACKWARD_OTHER, row, _argument(row, contribution.position), contribution.local
    )
    other = _other_end(consumer, contribution.position)
    return _filled(
        template,
        operation=words.operation_name(row.name),
        target=target,
        consumer=_symbol(consumer.name),
        other="" if other is None else _named(graph.nodes[other]),
        local=mathml.inline(Number(contribution.local)),
        size=row.size,
    )


def _argument(row: Primitive, position: int) -> str:
    """What the argument is to the row: its name there, without a number."""
    return row.arguments[position].rstrip("0123456789")


def _other_end(consumer: Node, position: int) -> int | None:
    """The node that this argument is multiplied by or set against: of a weighted sum, a product, a quotient."""
    count = len(consumer.parents)
    if count % 2 == 0 and count:
        return consumer.parents[(position + count // 2) % count]
    size = count // 2
    if position == size:
        return None
    return consumer.parents[position + size + 1 if position < size else position - size - 1]


def _filled(template: str, **holes: object) -> str:
    """The template, which is text, with its holes filled with HTML."""
    return escape(template, quote=False).format(**holes)


def _symbol(name: str) -> str:
    return mathml.inline(Symbol(name))
