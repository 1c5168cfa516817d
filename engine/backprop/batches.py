"""A network with several samples as one graph: parameters and masks are shared, all else is there once for each sample,
and the loss is the mean of the samples' losses. A mean or a variance over the samples is there once, and reads all of
them.

With one sample the names are those of the network. With more, the number of the sample stands in the index, before
the unit's with samples in rows (z23 is unit 3 of sample 2, z1_23 the same in layer 1), behind it with samples in
columns. What the units of a layer have in common has no number but that: mu2, or mu1_2 in layer 1. The losses of the
samples are L1, L2, …
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from backprop.errors import ShapeError
from backprop.graph import Graph, GraphBuilder, Node
from backprop.layer_building import Unit
from backprop.network import Network

MOST_SAMPLES = 9
MOST_UNITS = 9
_UNIT = re.compile(r"(.*?)(\d?)")
# The mean and the variance of a layer's units, with the number of the layer.
_OF_LAYER = re.compile(r"(mu|v)\d")


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
    if count == 1 and network.across:
        raise ShapeError("samples", count, "give 2 or more: a sum that is normalised over one sample is always 0")
    if count == 1:
        graph = replace(network.graph, wanted=network.graph.wanted | frozenset(network.inputs))
        return Batch(graph, (replace(network, graph=graph),), (graph.output,))
    return _BatchBuilder(network, columns).build(count)


def values_of(made: Batch, network: Network, rows: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """The numbers of everything given in the batch, from one row for each sample by the network's own names."""
    names = [node.name for node in network.graph.nodes]
    # Those of parameters and masks, which all samples have in common.
    own = {*_data(network)}
    values = {node.name: rows[0][node.name] for node in network.graph.given if node.index not in own}
    for sample, row in zip(made.samples, rows, strict=True):
        for index, place in zip(_data(sample), _data(network), strict=True):
            values[made.graph.nodes[index].name] = row[names[place]]
    return values


def _data(network: Network) -> tuple[int, ...]:
    return *network.inputs, *network.targets


class _BatchBuilder:
    def __init__(self, network: Network, columns: bool) -> None:
        self.network, self.columns = network, columns
        self.builder = GraphBuilder()
        self.places: list[dict[int, int]] = []
        """The nodes of each sample, by the indices that they have in the network."""
        given = {node.index for node in network.graph.given}
        self.common = network.across | given - {*_data(network)}

    def build(self, count: int) -> Batch:
        places = self.places = [{} for _ in range(count)]
        for sample, index in self._each(range(len(self.network.graph.nodes))):
            if index not in places[sample]:
                self._add(self.network.graph.nodes[index], sample)
        losses = tuple(place[self.network.graph.output] for place in places)
        output = self.builder.apply("L", "mean", losses, count)
        order = list(dict.fromkeys([output, *(places[sample][index] for sample, index in self._each(self._order()))]))
        given = [index for index in range(output + 1) if index not in order]
        parameters = [places[0][index] for index in self.network.graph.trained]
        wanted = [*parameters, *(place[index] for place in places for index in self.network.inputs)]
        graph = self.builder.graph(output, wanted, [*order, *given])
        return Batch(graph, tuple(self._placed(graph, place) for place in places), losses)

    def _order(self) -> Iterator[int]:
        """The operations of one sample, each after all that read it."""
        nodes = self.network.graph.nodes
        return (index for index in self.network.graph.backward_order if nodes[index].operation is not None)

    def _each(self, indices: Iterable[int]) -> Iterator[tuple[int, int]]:
        """These of each sample, one after the other as far as none reads what comes of all of them."""
        for _, together in groupby(indices, lambda index: index in self.network.across):
            part = list(together)
            yield from ((sample, index) for sample in range(len(self.places)) for index in part)

    def _add(self, node: Node, sample: int) -> None:
        """The node for a sample, or for all of them at once."""
        if node.constant is not None or node.index in self.common:
            made = self._shared(node)
            for each in self.places:
                each[node.index] = made
            return
        name, place = self._name(node, sample + 1), self.places[sample]
        place[node.index] = self.builder.give(name) if node.operation is None else self._applied(name, node, [place])

    def _name(self, node: Node, number: int) -> str:
        if _OF_LAYER.fullmatch(node.name):
            return f"{node.name}_{number}"
        return numbered(node.name, number, columns=self.columns)

    def _applied(self, name: str, node: Node, read: Sequence[Mapping[int, int]]) -> int:
        assert node.operation is not None
        parents = [place[parent] for parent in node.parents for place in read]
        size = len(parents) if node.index in self.network.across else node.operation.size
        return self.builder.apply(name, node.operation.name, parents, size)

    def _shared(self, node: Node) -> int:
        if node.constant is not None:
            return self.builder.constant(node.constant)
        if node.operation is not None:
            return self._applied(node.name, node, self.places)
        return self.builder.give(node.name, parameter=node.index in self.network.graph.parameters)

    def _placed(self, graph: Graph, place: Mapping[int, int]) -> Network:
        def each(indices: Sequence[int]) -> tuple[int, ...]:
            return tuple(place[index] for index in indices)

        def copied(unit: Unit) -> Unit:
            bias = None if unit.bias is None else place[unit.bias]
            z, h = each((unit.preactivation, unit.activation))
            return Unit(each(unit.weights), bias, z, h, each(unit.chain))

        layers = tuple(tuple(map(copied, layer)) for layer in self.network.layers)
        network = self.network
        across = frozenset(each(sorted(network.across)))
        return Network(graph, network.loss, each(network.inputs), layers, each(network.targets), across)


def numbered(name: str, number: int, *, columns: bool) -> str:
    """The name with the number of the sample in its index, before that of the unit or, in `columns`, behind it."""
    match = _UNIT.fullmatch(name)
    assert match is not None
    stem, unit = match.groups()
    return f"{stem}{unit}{number}" if columns else f"{stem}{number}{unit}"
