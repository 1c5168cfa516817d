"""The boxes of a figure: what of a network or a program can be closed, what a fence closes, and how that is drawn.

Of a network a neuron is a box, its weighted sum and its activation, and so are the normalisation of a layer and a
cross-entropy with the probabilities that it reads; a softmax and a squared loss are closed unless they are opened. Of a
program each call of a function of its own, which has the name of the function and, where it is
called several times, the number of the call: cell-2.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from backprop.composites import MOST_TERMS, Closed, Composite, boxes, closed
from backprop.errors import SpecificationError
from backprop.families import layer_norm
from backprop.figure.graph_layout import graph_layout
from backprop.figure.layout import Layout
from backprop.figure.network_layout import network_layout
from backprop.figure.reading import did_you_mean
from backprop.figure.scenes import Scene
from backprop.graph import Node
from backprop.layer_building import EPSILON, Unit
from backprop.losses import LOSSES
from backprop.network import Network
from backprop.opened import LOSS
from backprop.primitives import primitive
from backprop.program.tracing import Program

ALL, NEURONS, NORMS = "all", "neurons", "norms"
NORM = "norm"
OPEN = "-"  # before the name of what is not to be closed
EXAMPLE = "write all, or list what starts closed, such as [h1, h2]"


def of_network(network: Network) -> tuple[Composite, ...]:
    """The neurons and the loss, as far as they take several operations."""
    graph, loss, scores = network.graph, LOSSES[network.loss], [unit.preactivation for unit in network.layers[-1]]
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
        inner = frozenset(node.index for node in graph.nodes if node.operation and node.index > max(scores))
        found.append(Composite(LOSS, LOSS, inner, rows={graph.output: row}))
    return boxes(graph, [*found, *_norms(network)])


def _norms(network: Network) -> Iterator[Composite]:
    """What normalises a layer: its mean and variance, and of each unit the centred and the normalised sum.

    Where they are those of a batch, the samples have them in common, and no box of one sample can hold them.
    """
    if network.across:
        return
    nodes = network.graph.nodes
    for layer in network.layers:
        stages = [unit.chain[1:3] for unit in layer]
        count = len(layer)
        if not all(_is_normalized(nodes, stage) for stage in stages) or (count + 1) ** 2 > MOST_TERMS:
            continue
        read = {parent for stage in stages for node in stage for parent in nodes[node].parents}
        inner = {*read, *(node for stage in stages for node in stage)} - {unit.preactivation for unit in layer}
        rows = {normal: layer_norm(count, place, EPSILON) for place, (_, normal) in enumerate(stages, 1)}
        mean = nodes[nodes[stages[0][0]].parents[1]].name
        made = frozenset(node for node in inner if nodes[node].operation)
        yield Composite(mean.replace("mu", NORM), NORMS, made, rows=rows)


def _is_normalized(nodes: Sequence[Node], stage: Sequence[int]) -> bool:
    return len(stage) == 2 and (row := nodes[stage[1]].operation) is not None and row.name == "normalized"


def within(network: Network) -> tuple[str, ...]:
    """The names of what an open softmax or loss has between what it reads and what it makes."""
    nodes, outputs = network.graph.nodes, network.layers[-1]
    first, last = (
        (network.columns[0][0], network.graph.output)
        if network.columns
        else (outputs[-1].preactivation + 1, outputs[0].activation)
    )
    return tuple(node.name for node in nodes[first:last] if node.operation)


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


def read_closed(
    mapping: Mapping[str, object], composites: Sequence[Composite], wholes: Iterable[str]
) -> tuple[str, ...]:
    """The names of the boxes that start closed, in their order, and after a minus those of `wholes`, which are closed
    otherwise, that start open; SpecificationError names what is no box."""
    value = mapping.get("closed", [])
    asked = [value] if isinstance(value, str) else value
    if not isinstance(asked, list | tuple) or not all(isinstance(each, str) for each in asked):
        raise SpecificationError("closed", value, EXAMPLE)
    if asked and not composites and not wholes:
        raise SpecificationError("closed", value, "leave this out: nothing in this figure makes a box")
    known = dict.fromkeys([ALL, *(each.kind for each in composites), *(each.name for each in composites), *wholes])
    for name in asked:
        if name.removeprefix(OPEN) not in known:
            raise SpecificationError("closed", name, did_you_mean(name, [*known]))
    opened = {name.removeprefix(OPEN) for name in asked if name.startswith(OPEN)}
    shut = (each for each in composites if (mine := {ALL, each.kind, each.name}) & {*asked} and not mine & opened)
    return (*(each.name for each in shut), *(OPEN + name for name in wholes if opened & {ALL, name}))


def parted(names: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What is open of these names that `read_closed` gives, and what is closed."""
    opened = tuple(name.removeprefix(OPEN) for name in names if name.startswith(OPEN))
    return opened, tuple(name for name in names if not name.startswith(OPEN))


def with_closed(scene: Scene, names: Sequence[str], network: Network | None) -> Scene:
    """The scene with these boxes closed; `network` is what it is about, if that is one."""
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
