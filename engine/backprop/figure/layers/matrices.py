"""The matrices of a network with a batch: whose entries are which nodes of the scalar graph."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from backprop.batches import Batch
from backprop.figure.symbols import parts
from backprop.layer_building import Unit
from backprop.matrix_terms import Shape
from backprop.network import Network

Nodes = tuple[tuple[int, ...], ...]
# The letter of a matrix, by that of its entries.
CAPITALS = {"x": "X", "w": "W", "z": "Z", "h": "H", "y": "Y", "yhat": "Yhat", "p": "P", "c": "C", "n": "N", "a": "A"}


@dataclass(frozen=True, slots=True)
class Grid:
    """A matrix by its name, and in its rows the nodes that are its entries."""

    name: str
    nodes: Nodes

    @property
    def shape(self) -> Shape:
        """How many rows, and how many columns."""
        return len(self.nodes), len(self.nodes[0])


@dataclass(frozen=True, slots=True)
class Normal:
    """What stands between the sums of a layer that is normalised over its samples, and its activation."""

    mean: Grid
    centred: Grid
    variance: Grid
    normalized: Grid
    scale: Grid
    shift: Grid
    scaled: Grid


@dataclass(frozen=True, slots=True)
class Layer:
    """What a layer reads and has; `function` is the name of the row of its activation.

    `together`: each activation reads all pre-activations of its sample, as a softmax does.
    """

    below: Grid
    weights: Grid
    bias: Grid | None
    preactivation: Grid
    activation: Grid
    function: str
    together: bool
    normal: Normal | None = None

    @property
    def argument(self) -> Grid:
        """What the activation reads."""
        return self.normal.scaled if self.normal else self.preactivation

    @property
    def affine(self) -> tuple[Grid, ...]:
        """Weights, and biases if there are some."""
        return (self.weights,) if self.bias is None else (self.weights, self.bias)

    @property
    def parameters(self) -> tuple[Grid, ...]:
        """These, and scale and shift of what is normalised."""
        return (*self.affine, self.normal.scale, self.normal.shift) if self.normal else self.affine


@dataclass(frozen=True, slots=True)
class Matrices:
    """All matrices of a batch; with `columns` each sample is a column, and otherwise a row."""

    inputs: Grid
    layers: tuple[Layer, ...]
    targets: Grid
    columns: bool


def matrices_of(batch: Batch, *, columns: bool) -> Matrices:
    """The matrices, each sample in a row of them or, with `columns`, in a column."""
    return _Reader(batch, columns).read()


class _Reader:
    def __init__(self, batch: Batch, columns: bool) -> None:
        self.batch, self.columns = batch, columns
        self.names = [node.name for node in batch.graph.nodes]

    def read(self) -> Matrices:
        inputs = self._of_samples("x", lambda each: each.inputs)
        layers: list[Layer] = []
        below = inputs
        for place in range(len(self.batch.samples[0].layers)):
            layers.append(self._layer(place, below))
            below = layers[-1].activation
        targets = self._of_samples("y", lambda each: each.targets)
        return Matrices(inputs, tuple(layers), targets, self.columns)

    def _layer(self, place: int, below: Grid) -> Layer:
        units = self.batch.samples[0].layers[place]
        after = self._after(units[0])
        last = place + 1 == len(self.batch.samples[0].layers)
        letter = ("p" if self.names[units[0].activation].startswith("p") else "yhat") if last else "h"
        biases = [unit.bias for unit in units if unit.bias is not None]
        activation = self.batch.graph.nodes[units[0].activation]
        assert activation.operation is not None
        return Layer(
            below=below,
            weights=Grid(f"W{after}", tuple(unit.weights for unit in units)),
            bias=self._of_layer(f"b{after}", biases) if biases else None,
            preactivation=self._of_units(f"z{after}", place, lambda each: each.preactivation),
            activation=self._of_units(letter if last else f"h{after}", place, lambda each: each.activation),
            function=activation.operation.name,
            together=sum(unit.preactivation in activation.parents for unit in units) > 1,
            normal=self._normal(place, after),
        )

    def _normal(self, place: int, after: str) -> Normal | None:
        nodes, units = self.batch.graph.nodes, self.batch.samples[0].layers[place]
        if not self.batch.samples[0].across.intersection(nodes[units[0].chain[1]].parents):
            return None

        def read(name: str, stage: int, position: int) -> Grid:
            return self._of_layer(f"{name}{after}", [nodes[unit.chain[stage]].parents[position] for unit in units])

        def made(name: str, stage: int) -> Grid:
            return self._of_units(f"{name}{after}", place, lambda unit: unit.chain[stage])

        return Normal(
            mean=read("mu", 1, 1),
            centred=made("c", 1),
            variance=read("v", 2, 1),
            normalized=made("n", 2),
            scale=read("gamma", 3, 0),
            shift=read("beta", 3, 2),
            scaled=made("a", 3),
        )

    def _after(self, unit: Unit) -> str:
        """What follows the letter in the names of the layer: o in the output layer, 2_ in layer 2 of several."""
        read = parts(self.names[unit.preactivation])
        if read.layer is not None:
            return f"{read.layer}_"
        return "o" if read.index.startswith("o") else ""

    def _of_layer(self, name: str, nodes: Sequence[int]) -> Grid:
        """What is the same for every sample: a number for each unit, in a row or, with `columns`, in a column."""
        return Grid(name, tuple((each,) for each in nodes) if self.columns else (tuple(nodes),))

    def _of_units(self, name: str, place: int, node: Callable[[Unit], int]) -> Grid:
        return self._of_samples(name, lambda each: [node(unit) for unit in each.layers[place]])

    def _of_samples(self, name: str, nodes: Callable[[Network], Sequence[int]]) -> Grid:
        """One row for each sample, or one column."""
        rows = tuple(tuple(nodes(each)) for each in self.batch.samples)
        letter = name if name in CAPITALS else name[0]
        return Grid(
            CAPITALS[letter] + name.removeprefix(letter), tuple(zip(*rows, strict=True)) if self.columns else rows
        )
