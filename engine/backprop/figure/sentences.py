"""The sentence of each kind of step, as HTML: the rule that it applies with these numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from backprop.composite_formulas import in_one
from backprop.composites import CompositeStep
from backprop.figure import mathml
from backprop.graph import Graph, Node
from backprop.languages import words
from backprop.notation import notation
from backprop.rows import Primitive
from backprop.steps import MeanStep, Step
from backprop.tangents import TangentStep
from backprop.terms import Number, Symbol


def tangent(graph: Graph, values: Sequence[float], step: TangentStep) -> str:
    """From whose derivatives this one comes."""
    target = symbol(graph.nodes[step.target].name)
    sources = [symbol(graph.nodes[part.source].name) for part in step.contributions]
    template = words.TANGENT_SUM if len(sources) > 1 else words.TANGENT
    listed = words.listed(list(dict.fromkeys(sources)))
    return filled(template, target=target, source=listed, count=len(sources))


def forward(graph: Graph, values: Sequence[float], step: Step) -> str:
    """What the operation makes of its arguments."""
    node = graph.nodes[step.target]
    row = node.operation
    assert row is not None
    names = [_named(graph.nodes[parent]) for parent in node.parents]
    numbers = [values[parent] for parent in node.parents]
    chosen = next((name for name, each in zip(names, numbers, strict=True) if each == values[node.index]), "")
    return filled(
        _template(words.FORWARD, words.FORWARD_OTHER, row, "", row.side(0, 0.0, *numbers)),
        target=symbol(node.name),
        other=names[0],
        second=names[-1],
        between=names[len(names) // 2],
        all=words.listed(names),
        chosen=chosen,
        size=_size(row),
        bias=names[len(names) // 2],
        operation=words.operation_name(row.name),
    )


def _template(sentences: Mapping[str, str], otherwise: str, row: Primitive, argument: str, side: int) -> str:
    """The sentence for a row that says most: about this argument and side, this argument, this side, any."""
    keys = [f"{row.name} {argument} {side}", f"{row.name} {argument}", f"{row.name} {side}", row.name]
    if row.name == "power":
        keys = [f"{row.name} {row.size}", row.name]
    return next((sentences[key] for key in keys if key in sentences), otherwise)


def _size(row: Primitive) -> str:
    """The exponent of a power, or how many go in, as formulas write numbers."""
    return mathml.inline(Number(row.size)) if isinstance(row.size, int) else ""


def _named(node: Node) -> str:
    return symbol(node.name) if node.constant is None else mathml.inline(Number(node.constant))


def backward(graph: Graph, values: Sequence[float], step: Step) -> str:
    """By what the gradient that arrives is multiplied, or how many of them add up."""
    target = symbol(graph.nodes[step.target].name)
    if len(step.contributions) > 1:
        return filled(words.SUMMED, target=target, count=len(step.contributions))
    (contribution,) = step.contributions
    consumer = graph.nodes[contribution.consumer]
    row = consumer.operation
    assert row is not None
    numbers = [values[parent] for parent in consumer.parents]
    side = row.side(contribution.position, contribution.local, *numbers)
    template = _template(words.BACKWARD, words.BACKWARD_OTHER, row, argument(row, contribution.position), side)
    other = _other_end(consumer, contribution.position)
    return filled(
        template,
        operation=words.operation_name(row.name),
        target=target,
        consumer=symbol(consumer.name),
        other="" if other is None else _named(graph.nodes[other]),
        local=mathml.inline(Number(contribution.local)),
        size=_size(row),
    )


def closed_forward(graph: Graph, values: Sequence[float], step: CompositeStep) -> str:
    """How much a closed box takes in one step."""
    if step.instead:
        return forward(step.instead, values, in_one(step, step.instead, values))
    inner = [graph.nodes[index].operation for index in _behind(graph, step)]
    unit = len(inner) == 1 and inner[0] is not None and inner[0].name in ("affine", "linear")
    template = words.CLOSED["unit" if unit else "forward"]
    return filled(template, target=symbol(graph.nodes[step.target].name), count=len(inner) + 1)


def _behind(graph: Graph, step: CompositeStep) -> frozenset[int]:
    """The hidden nodes that make the target."""
    found: set[int] = set()
    waiting = [step.target]
    while waiting:
        new = step.hidden.intersection(graph.nodes[waiting.pop()].parents) - found
        found |= new
        waiting += new
    return frozenset(found)


def closed_backward(graph: Graph, values: Sequence[float], step: CompositeStep) -> str:
    """That all local derivatives on the way through closed boxes are multiplied in one step."""
    if step.instead:
        return backward(step.instead, values, in_one(step, step.instead, values))
    ends = dict.fromkeys(end for end, _ in step.edges)
    kind = "ways" if step.ways > 1 else "result" if graph.output in ends else "backward"
    consumers = words.listed([symbol(graph.nodes[end].name) for end in ends])
    target = symbol(graph.nodes[step.target].name)
    return filled(words.CLOSED[kind], target=target, consumer=consumers, count=step.ways)


def mean_loss(graph: Graph, _: Sequence[float], step: MeanStep) -> str:
    """That the figure's loss is the mean of all samples' losses."""
    own = symbol(graph.nodes[step.target].name)
    return filled(words.MEAN_LOSS, of=symbol(step.of), own=own, count=len(step.parts))


def mean_gradient(graph: Graph, _: Sequence[float], step: MeanStep) -> str:
    """That a parameter gets a gradient from every sample."""
    target = symbol(graph.nodes[step.target].name)
    return filled(words.MEAN_GRADIENT, of=symbol(step.of), target=target, count=len(step.parts))


def mean_tangent(graph: Graph, _: Sequence[float], step: MeanStep) -> str:
    """That each sample has a derivative of its own by what all of them have."""
    return filled(words.MEAN_TANGENT, target=symbol(graph.nodes[step.target].name), count=len(step.parts))


def argument(row: Primitive, position: int) -> str:
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


def filled(template: str, **holes: object) -> str:
    """The template, which is text, with its holes filled with HTML."""
    return escape(_called(template), quote=False).format(**holes)


def _called(template: str) -> str:
    """The template with the author's word for the gradient that arrives."""
    word = words.ARRIVING.get(notation().arriving)
    return words.with_word(template, word) if word else template


def symbol(name: str) -> str:
    """A name as MathML in running text."""
    return mathml.inline(Symbol(name))
