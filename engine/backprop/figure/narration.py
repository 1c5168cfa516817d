"""Tells a step in words: its title, its sentence, and the one-line status for a screen reader."""

from __future__ import annotations

from backprop.figure import symbols, words
from backprop.figure.numbers import plain
from backprop.graph import Graph, Node
from backprop.steps import Step


def title(graph: Graph, step: Step) -> str:
    """What the step computes: Value of z₁, Gradient at w₁₁."""
    target = symbols.plain(graph.nodes[step.target].name)
    return words.TITLES[step.phase].format(target=target)


def sentence(graph: Graph, step: Step) -> str:
    """The rule that the step applies, in one sentence (two where contributions add up)."""
    if step.phase == "forward":
        return _forward(graph, graph.nodes[step.target])
    return _backward(graph, step)


def status(template: str, graph: Graph, step: Step, number: int, total: int) -> str:
    """The step for a screen reader's announcement or a drawing's label."""
    return template.format(
        number=number,
        total=total,
        spoken=symbols.spoken(graph.nodes[step.target].name),
        value=plain(step.result).replace("−", "minus "),
    )


def _forward(graph: Graph, node: Node) -> str:
    assert node.operation is not None
    operation = node.operation.name
    names = [symbols.plain(graph.nodes[parent].name) for parent in node.parents]
    return words.FORWARD.get(operation, words.FORWARD_OTHER).format(
        target=symbols.plain(node.name),
        other=names[0],
        second=names[-1],
        bias=names[len(names) // 2],
        operation=words.operation_name(operation),
    )


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
