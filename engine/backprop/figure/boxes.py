"""The boxes of a figure: what of a network or a program can be closed, what a fence closes, and how that is drawn.

Of a network a neuron is a box, its weighted sum and its activation, and so is a cross-entropy with the probabilities
that it reads; of a program each call of a function of its own, which has the name of the function and, where it is
called several times, the number of the call: cell-2.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from backprop.composites import Closed, Composite, boxes, closed
from backprop.errors import SpecificationError
from backprop.figure.graph_layout import graph_layout
from backprop.figure.layout import Layout
from backprop.figure.network_layout import network_layout
from backprop.figure.reading import did_you_mean
from backprop.figure.scenes import Scene
from backprop.layer_building import Unit
from backprop.losses import LOSSES
from backprop.network import Network
from backprop.primitives import primitive
from backprop.program.tracing import Program

ALL, NEURONS, LOSS = "all", "neurons", "loss"
EXAMPLE = "write all, or list what starts closed, such as [h1, h2]"


def of_network(network: Network) -> tuple[Composite, ...]:
    """The neurons and the loss, as far as they take several operations."""
    graph, loss = network.graph, LOSSES[network.loss]
    outputs = [unit.activation for unit in network.layers[-1]]
    probabilities = outputs if loss.probability else []
    found = [
        Composite(graph.nodes[unit.activation].name, NEURONS, frozenset((unit.preactivation, unit.activation)))
        for layer in network.layers
        for unit in layer
        # A probability belongs to the loss, which is a box with it.
        if unit.activation not in probabilities
    ]
    if loss.fused:
        row = primitive(loss.fused, len(outputs))
        found.append(Composite(LOSS, LOSS, frozenset((*outputs, graph.output)), row=row))
    return boxes(graph, found)


def of_program(program: Program) -> tuple[Composite, ...]:
    """The calls of the program's own functions, in the order in which they are made."""
    calls: dict[tuple[str, int], set[int]] = {}
    for index, origin in sorted(program.origins.items()):
        for call in origin.calls:
            calls.setdefault((call.name, call.number), set()).add(index)
    several = {name for name, number in calls if number > 1}
    found = [_of_call(name, number, nodes, several) for (name, number), nodes in calls.items()]
    return boxes(program.graph, found)


def _of_call(name: str, number: int, nodes: Iterable[int], several: set[str]) -> Composite:
    bare = name.strip("_")
    return Composite(f"{bare}-{number}" if name in several else bare, bare, frozenset(nodes), bare)


def read_closed(mapping: Mapping[str, object], composites: Sequence[Composite]) -> tuple[str, ...]:
    """The names of the boxes that start closed, in their order; SpecificationError names what is no box."""
    value = mapping.get("closed", [])
    asked = [value] if isinstance(value, str) else value
    if not isinstance(asked, list | tuple) or not all(isinstance(each, str) for each in asked):
        raise SpecificationError("closed", value, EXAMPLE)
    if asked and not composites:
        raise SpecificationError("closed", value, "leave this out: nothing in this figure makes a box")
    known = dict.fromkeys([ALL, *(each.kind for each in composites), *(each.name for each in composites)])
    for name in asked:
        if name not in known:
            raise SpecificationError("closed", name, did_you_mean(name, [*known]))
    return tuple(each.name for each in composites if {ALL, each.kind, each.name} & {*asked})


def with_closed(scene: Scene, names: Sequence[str], network: Network | None) -> Scene:
    """The scene with these boxes closed; `network` is what it is about, if that is one."""
    if not names:
        return scene
    shut = [each for each in scene.composites if each.name in names]
    found = closed(scene.graph, shut)
    return replace(scene, closed=found, layout=_layout(found, shut, network))


def _layout(found: Closed, shut: Sequence[Composite], network: Network | None) -> Layout:
    labels = {index: each.label for each in shut for index in sorted(each.nodes & found.outputs)}
    if network is None:
        return graph_layout(found.drawn, labels)
    layers = tuple(tuple(_unit(unit, found.hidden) for unit in layer) for layer in network.layers)
    return network_layout(replace(network, graph=found.drawn, layers=layers), found.outputs)


def _unit(unit: Unit, hidden: frozenset[int]) -> Unit:
    """What is in sight of a neuron."""
    chain = tuple(node for node in unit.chain if node not in hidden)
    activation = chain[-1] if unit.activation in hidden else unit.activation
    return replace(unit, preactivation=chain[0], activation=activation, chain=chain)
