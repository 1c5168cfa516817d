"""Tells a step in words: its title, its sentence, and the one-line status for a screen reader."""

from __future__ import annotations

from collections.abc import Sequence

from backprop.figure import symbols, words
from backprop.figure.numbers import plain
from backprop.graph import Graph, Node
from backprop.network import Network
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


def structure(network: Network, forward: int, backward: int) -> str:
    """The whole network in one sentence."""
    hidden = [words.counted(len(layer), "unit", "units") for layer in network.layers[:-1]]
    layers = words.counted(len(hidden), "hidden layer", "hidden layers")
    return words.STRUCTURE.format(
        inputs=words.counted(len(network.inputs), "input", "inputs"),
        hidden=f"{layers} of {_listed(hidden)} and " if hidden else "",
        outputs=words.counted(len(network.targets), "output", "outputs"),
        parameters=len(network.graph.parameters),
        forward=forward,
        backward=backward,
    )


def _listed(items: Sequence[str]) -> str:
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"


def _forward(graph: Graph, node: Node) -> str:
    assert node.operation is not None
    names = [symbols.plain(graph.nodes[parent].name) for parent in node.parents]
    return words.FORWARD[node.operation.name].format(
        target=symbols.plain(node.name), other=names[0], bias=names[len(names) // 2]
    )


def _backward(graph: Graph, step: Step) -> str:
    target = symbols.plain(graph.nodes[step.target].name)
    if len(step.contributions) > 1:
        return words.SUMMED.format(target=target, count=len(step.contributions))
    (contribution,) = step.contributions
    consumer = graph.nodes[contribution.consumer]
    kind, other = _kind(consumer, contribution.position)
    return words.BACKWARD[kind].format(
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
