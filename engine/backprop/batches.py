"""A network with several samples as one graph: the parameters are shared, all else is there once for each sample, and
the loss is the mean of the samples' losses.

With one sample the names are those of the network. With more, the number of the sample stands in the index, before
the unit's with samples in rows (z23 is unit 3 of sample 2, z1_23 the same in layer 1), behind it with samples in
columns. The losses of the samples are L1, L2, …
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from backprop.errors import ShapeError
from backprop.graph import Graph, GraphBuilder, Node
from backprop.layer_building import Unit
from backprop.network import Network

MOST_SAMPLES = 9
MOST_UNITS = 9
_UNIT = re.compile(r"(.*?)(\d?)")


@dataclass(frozen=True, slots=True)
class Batch:
    """`samples`: the network of each, as nodes of the one graph; `losses`: the loss of each."""

    graph: Graph
    samples: tuple[Network, ...]
    losses: tuple[int, ...]


def batch(network: Network, count: int, *, columns: bool = False) -> Batch:
    """`network` with `count` samples, its loss their mean; the derivatives by the inputs are wanted, too."""
    if not 1 <= count <= MOST_SAMPLES:
        raise ShapeError("samples", count, f"give 1 to {MOST_SAMPLES} samples")
    if max(len(network.inputs), *map(len, network.layers)) > MOST_UNITS:
        raise ShapeError(
            "network", "too wide", f"use layers of at most {MOST_UNITS} units, whose indices have one digit"
        )
    if count == 1:
        graph = replace(network.graph, wanted=network.graph.wanted | frozenset(network.inputs))
        return Batch(graph, (replace(network, graph=graph),), (graph.output,))
    return _BatchBuilder(network, columns).build(count)


def values_of(made: Batch, network: Network, rows: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """The numbers of everything given in the batch, from one row for each sample by the network's own names."""
    values: dict[str, float] = {}
    for sample, row in zip(made.samples, rows, strict=True):
        for index, own in zip(_given(sample), _given(network), strict=True):
            values[made.graph.nodes[index].name] = row[network.graph.nodes[own].name]
    return values


def _given(network: Network) -> Iterator[int]:
    yield from network.inputs
    yield from network.targets
    for layer in network.layers:
        for unit in layer:
            yield from unit.parameters


class _BatchBuilder:
    def __init__(self, network: Network, columns: bool) -> None:
        self.network, self.columns = network, columns
        self.builder = GraphBuilder()
        self.shared: dict[int, int] = {}

    def build(self, count: int) -> Batch:
        places = [self._sample(number) for number in range(1, count + 1)]
        losses = tuple(place[self.network.graph.output] for place in places)
        output = self.builder.apply("L", "mean", losses, count)
        order = [output, *(place[index] for place in places for index in self._order())]
        given = [index for index in range(output + 1) if index not in order]
        parameters = [self.shared[index] for index in self.network.graph.trained]
        wanted = [*parameters, *(place[index] for place in places for index in self.network.inputs)]
        graph = self.builder.graph(output, wanted, [*order, *given])
        return Batch(graph, tuple(self._placed(graph, place) for place in places), losses)

    def _order(self) -> Iterator[int]:
        """The operations of one sample, each after all that read it."""
        nodes = self.network.graph.nodes
        return (index for index in self.network.graph.backward_order if nodes[index].operation is not None)

    def _sample(self, number: int) -> dict[int, int]:
        """The nodes of one more sample, by the indices that they have in the network."""
        place = dict(self.shared)
        for node in self.network.graph.nodes:
            if node.index not in place:
                place[node.index] = self._copy(node, number, place)
        return place

    def _copy(self, node: Node, number: int, place: Mapping[int, int]) -> int:
        if node.constant is not None or node.index in self.network.graph.parameters:
            made = self._shared(node)
            self.shared[node.index] = made
            return made
        name = numbered(node.name, number, columns=self.columns)
        if node.operation is None:
            return self.builder.give(name)
        return self.builder.apply(
            name, node.operation.name, [place[parent] for parent in node.parents], node.operation.size
        )

    def _shared(self, node: Node) -> int:
        if node.constant is not None:
            return self.builder.constant(node.constant)
        return self.builder.give(node.name, parameter=True)

    def _placed(self, graph: Graph, place: Mapping[int, int]) -> Network:
        def each(indices: Sequence[int]) -> tuple[int, ...]:
            return tuple(place[index] for index in indices)

        def copied(unit: Unit) -> Unit:
            bias = None if unit.bias is None else place[unit.bias]
            z, h = each((unit.preactivation, unit.activation))
            return Unit(each(unit.weights), bias, z, h, each(unit.chain))

        layers = tuple(tuple(map(copied, layer)) for layer in self.network.layers)
        network = self.network
        return Network(graph, network.loss, each(network.inputs), layers, each(network.targets))


def numbered(name: str, number: int, *, columns: bool) -> str:
    """The name with the number of the sample in its index, before that of the unit or, in `columns`, behind it."""
    match = _UNIT.fullmatch(name)
    assert match is not None
    stem, unit = match.groups()
    return f"{stem}{unit}{number}" if columns else f"{stem}{number}{unit}"
