"""Tells a step in words: its title, its sentence, and the one-line status for a screen reader."""

from __future__ import annotations

from backprop.figure import symbols, words
from backprop.graph import Graph, Node
from backprop.steps import CONTRIBUTION, SUM, Step
from backprop.tangents import TangentStep


def kind(step: Step | TangentStep) -> str:
    """The key of the step's templates: its phase, or contribution where it is a part of a sum."""
    return step.part if isinstance(step, Step) and step.part == CONTRIBUTION else step.phase


def title(graph: Graph, step: Step | TangentStep, by: str = "") -> str:
    """What the step computes: Value of z₁, Gradient at w₁₁, Derivative of v₁ by x."""
    target = symbols.plain(graph.nodes[step.target].name)
    return words.TITLES[kind(step)].format(target=target, by=symbols.plain(by), consumer=_consumer(graph, step))


def sentence(graph: Graph, step: Step | TangentStep) -> str:
    """The rule that the step applies, in one sentence (two where contributions add up)."""
    if isinstance(step, TangentStep):
        return _tangent(graph, step)
    if step.phase == "forward":
        return _forward(graph, graph.nodes[step.target])
    return _backward(graph, step)


def overwritten(graph: Graph, step: Step | TangentStep) -> str:
    """What the bug did in this step: a sentence to add, or nothing."""
    if not isinstance(step, Step) or step.phase == "forward" or step.part == CONTRIBUTION:
        return ""
    count = _times_read(graph, step)
    target = symbols.plain(graph.nodes[step.target].name)
    return words.OVERWRITTEN.format(target=target, count=count) if count > 1 else ""


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
        return symbols.plain(graph.nodes[step.contributions[-1].consumer].name)
    return ""


def _tangent(graph: Graph, step: TangentStep) -> str:
    target = symbols.plain(graph.nodes[step.target].name)
    sources = [symbols.plain(graph.nodes[part.source].name) for part in step.contributions]
    template = words.TANGENT_SUM if len(sources) > 1 else words.TANGENT
    return template.format(target=target, source=words.listed(list(dict.fromkeys(sources))), count=len(sources))


def _forward(graph: Graph, node: Node) -> str:
    assert node.operation is not None
    operation = node.operation.name
    names = [_named(graph.nodes[parent]) for parent in node.parents]
    return words.FORWARD.get(operation, words.FORWARD_OTHER).format(
        target=symbols.plain(node.name),
        other=names[0],
        second=names[-1],
        bias=names[len(names) // 2],
        operation=words.operation_name(operation),
    )


def _named(node: Node) -> str:
    return symbols.plain(node.name) if node.constant is None else words.number(node.constant)


def _backward(graph: Graph, step: Step) -> str:
    target = symbols.plain(graph.nodes[step.target].name)
    if len(step.contributions) > 1:
        return words.SUMMED.format(target=target, count=len(step.contributions))
    (contribution,) = step.contributions
    consumer = graph.nodes[contribution.consumer]
    kind, other = _kind(consumer, contribution.position)
    return words.BACKWARD.get(kind, words.BACKWARD_OTHER).format(
        operation=words.operation_name(kind),
        target=target,
        consumer=symbols.plain(consumer.name),
        other="" if other is None else symbols.plain(graph.nodes[other].name),
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
