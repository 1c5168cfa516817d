"""Tells a step in words: its title and its sentence as HTML, with symbols and numbers as the formulas have
them, and the one-line status as plain text, for a screen reader.
"""

from __future__ import annotations

from html import escape

from backprop.figure import mathml, symbols, words
from backprop.formulas import Formula
from backprop.graph import Graph, Node
from backprop.steps import CONTRIBUTION, SUM, Step
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


def sentence(graph: Graph, step: Step | TangentStep) -> str:
    """The rule that the step applies, in one sentence (two where contributions add up)."""
    if isinstance(step, TangentStep):
        return _tangent(graph, step)
    if step.phase == "forward":
        return _forward(graph, graph.nodes[step.target])
    return _backward(graph, step)


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
        value=value.replace("−", "minus "),
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


def _forward(graph: Graph, node: Node) -> str:
    assert node.operation is not None
    operation = node.operation.name
    names = [_named(graph.nodes[parent]) for parent in node.parents]
    return _filled(
        words.FORWARD.get(operation, words.FORWARD_OTHER),
        target=_symbol(node.name),
        other=names[0],
        second=names[-1],
        bias=names[len(names) // 2],
        operation=words.operation_name(operation),
    )


def _named(node: Node) -> str:
    return _symbol(node.name) if node.constant is None else mathml.inline(Number(node.constant))


def _backward(graph: Graph, step: Step) -> str:
    target = _symbol(graph.nodes[step.target].name)
    if len(step.contributions) > 1:
        return _filled(words.SUMMED, target=target, count=len(step.contributions))
    (contribution,) = step.contributions
    consumer = graph.nodes[contribution.consumer]
    kind, other = _kind(consumer, contribution.position)
    return _filled(
        words.BACKWARD.get(kind, words.BACKWARD_OTHER),
        operation=words.operation_name(kind),
        target=target,
        consumer=_symbol(consumer.name),
        other="" if other is None else _symbol(graph.nodes[other].name),
    )


def _kind(consumer: Node, position: int) -> tuple[str, int | None]:
    """Which pattern the edge follows, and the node at its other end (affine rows: w…, b, x…)."""
    assert consumer.operation is not None
    if consumer.operation.name != "affine":
        return consumer.operation.name, None
    size = len(consumer.parents) // 2
    if position == size:
        return "bias", None
    if position < size:
        return "weight", consumer.parents[size + 1 + position]
    return "input", consumer.parents[position - size - 1]


def _filled(template: str, **holes: object) -> str:
    """The template, which is text, with its holes filled with HTML."""
    return escape(template, quote=False).format(**holes)


def _symbol(name: str) -> str:
    return mathml.inline(Symbol(name))
