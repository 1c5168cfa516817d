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
CAPITALS = {letter: letter.upper() for letter in "xwzhypcnads"} | {"yhat": "Yhat"}


@dataclass(frozen=True, slots=True)
class Grid:
    """A matrix by its name, and in its rows the nodes that are its entries.

    `down` is what each row is, and `across` each column, as a key of `words.LINES`; without a key a line has but its
    number.
    """

    name: str
    nodes: Nodes
    down: str = ""
    across: str = ""

    @property
    def shape(self) -> Shape:
        """How many rows, and how many columns."""
        return len(self.nodes), len(self.nodes[0])


@dataclass(frozen=True, slots=True)
class Normal:
    """What stands between the sums of a layer that is normalised, and its activation. Mean and variance are those of
    each unit over `count` samples or, if `of_units`, of each sample over `count` units."""

    mean: Grid
    centred: Grid
    variance: Grid
    normalized: Grid
    scale: Grid
    shift: Grid
    scaled: Grid
    of_units: bool
    count: int


@dataclass(frozen=True, slots=True)
class Dropout:
    """A number for each unit, and what it makes of the activations."""

    mask: Grid
    dropped: Grid


@dataclass(frozen=True, slots=True)
class Skip:
    """What an earlier layer made, and what comes of it and of what it is added to."""

    source: Grid
    total: Grid


@dataclass(frozen=True, slots=True)
class Layer:
    """What a layer reads and has; `function` is the name of the row of its activation.

    `together`: each activation reads all pre-activations of its sample, as a softmax does. `one_bias`: several units
    share their bias.
    """

    below: Grid
    weights: Grid
    bias: Grid | None
    preactivation: Grid
    activation: Grid
    function: str
    together: bool
    one_bias: bool
    normal: Normal | None
    dropout: Dropout | None
    skip: Skip | None

    @property
    def argument(self) -> Grid:
        """What the activation reads."""
        return self.normal.scaled if self.normal else self.preactivation

    @property
    def kept(self) -> Grid:
        """The activations, or what a mask leaves of them."""
        return self.dropout.dropped if self.dropout else self.activation

    @property
    def output(self) -> Grid:
        """What the next layer reads."""
        return self.skip.total if self.skip else self.kept

    @property
    def affine(self) -> tuple[Grid, ...]:
        """Weights, and biases if there are some."""
        return (self.weights,) if self.bias is None else (self.weights, self.bias)

    @property
    def parameters(self) -> tuple[Grid, ...]:
        """These, and scale and shift of what is normalised."""
        return (*self.affine, self.normal.scale, self.normal.shift) if self.normal else self.affine

    @property
    def given(self) -> tuple[Grid, ...]:
        """These, and the mask."""
        return (*self.parameters, self.dropout.mask) if self.dropout else self.parameters


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
        inputs = self._of_samples("x", lambda each: each.inputs, "input")
        layers: list[Layer] = []
        made = [inputs]
        for place in range(len(self.batch.samples[0].layers)):
            layers.append(self._layer(place, made))
            made.append(layers[-1].output)
        targets = self._of_samples("y", lambda each: each.targets, "output")
        return Matrices(inputs, tuple(layers), targets, self.columns)

    def _layer(self, place: int, made: Sequence[Grid]) -> Layer:
        """The layer at `place`, before which all these were made, the inputs first."""
        units = self.batch.samples[0].layers[place]
        after = self._after(units[0])
        last = place + 1 == len(self.batch.samples[0].layers)
        letter = ("p" if self.names[units[0].activation].startswith("p") else "yhat") if last else "h"
        biases = [unit.bias for unit in units if unit.bias is not None]
        one_bias = len({*biases}) < len(biases)
        activation = self.batch.graph.nodes[units[0].activation]
        assert activation.operation is not None
        return Layer(
            below=made[-1],
            weights=self._weights(f"W{after}", place),
            bias=self._of_layer(f"b{after}", biases[:1] if one_bias else biases, self._kind(place, one_bias))
            if biases
            else None,
            preactivation=self._of_units(f"z{after}", place, lambda each: each.preactivation),
            activation=self._of_units(letter if last else f"h{after}", place, lambda each: each.activation),
            function=activation.operation.name,
            together=sum(unit.preactivation in activation.parents for unit in units) > 1,
            one_bias=one_bias,
            normal=self._normal(place, after),
            dropout=self._dropout(place, after),
            skip=self._skip(place, after, made),
        )

    def _kind(self, place: int, all_units: bool = False) -> str:
        """What a neuron of the layer at `place` is, or the only number that all of them have."""
        if all_units:
            return "all"
        return "output" if place + 1 == len(self.batch.samples[0].layers) else "unit"

    def _weights(self, name: str, place: int) -> Grid:
        units = self.batch.samples[0].layers[place]
        below = "unit" if place else "input"
        return Grid(name, tuple(unit.weights for unit in units), f"to {self._kind(place)}", f"from {below}")

    def _normal(self, place: int, after: str) -> Normal | None:
        units = self.batch.samples[0].layers[place]
        if self._operation(units[0].chain[2:3]) != "normalized":
            return None
        of_units = not self.batch.samples[0].across

        def made(name: str, stage: int) -> Grid:
            return self._of_units(f"{name}{after}", place, lambda unit: unit.chain[stage])

        def read(name: str, stage: int, position: int) -> Grid:
            return self._read_by(f"{name}{after}", place, stage, position)

        def statistic(name: str, stage: int) -> Grid:
            return self._of_each(f"{name}{after}", place, stage) if of_units else read(name, stage, 1)

        return Normal(
            mean=statistic("mu", 1),
            centred=made("c", 1),
            variance=statistic("v", 2),
            normalized=made("n", 2),
            scale=read("gamma", 3, 0),
            shift=read("beta", 3, 2),
            scaled=made("a", 3),
            of_units=of_units,
            count=len(units) if of_units else len(self.batch.samples),
        )

    def _dropout(self, place: int, after: str) -> Dropout | None:
        unit = self.batch.samples[0].layers[place][0]
        stage = unit.chain.index(unit.activation) + 1
        if self._operation(unit.chain[stage : stage + 1]) != "masked":
            return None
        dropped = self._of_units(f"d{after}", place, lambda each: each.chain[stage])
        return Dropout(self._read_by(f"m{after}", place, stage, 1), dropped)

    def _skip(self, place: int, after: str, made: Sequence[Grid]) -> Skip | None:
        unit = self.batch.samples[0].layers[place][0]
        if self._operation(unit.chain[-1:]) != "add":
            return None
        source = self.batch.graph.nodes[unit.output].parents[1]
        total = self._of_units(f"s{after}", place, lambda each: each.output)
        return Skip(next(grid for grid in made if any(source in row for row in grid.nodes)), total)

    def _operation(self, nodes: Sequence[int]) -> str:
        """What makes the one node, if it is there."""
        rows = [self.batch.graph.nodes[node].operation for node in nodes]
        return rows[0].name if rows and rows[0] else ""

    def _read_by(self, name: str, place: int, stage: int, position: int) -> Grid:
        """What each unit of a layer reads at a stage of its chain, the same for every sample."""
        nodes, units = self.batch.graph.nodes, self.batch.samples[0].layers[place]
        read = [nodes[unit.chain[stage]].parents[position] for unit in units]
        return self._of_layer(name, read, self._kind(place))

    def _of_each(self, name: str, place: int, stage: int) -> Grid:
        """What all units read there besides, a number for each sample: a column or, with `columns`, a row."""
        nodes = self.batch.graph.nodes
        found = tuple(nodes[each.layers[place][0].chain[stage]].parents[1] for each in self.batch.samples)
        if self.columns:
            return Grid(name, (found,), across="sample")
        return Grid(name, tuple((each,) for each in found), "sample")

    def _after(self, unit: Unit) -> str:
        """What follows the letter in the names of the layer: o in the output layer, 2_ in layer 2 of several."""
        read = parts(self.names[unit.preactivation])
        if read.layer is not None:
            return f"{read.layer}_"
        return "o" if read.index.startswith("o") else ""

    def _of_layer(self, name: str, nodes: Sequence[int], kind: str) -> Grid:
        """What is the same for every sample: a number for each unit, in a row or, with `columns`, in a column."""
        if self.columns:
            return Grid(name, tuple((each,) for each in nodes), kind)
        return Grid(name, (tuple(nodes),), across=kind)

    def _of_units(self, name: str, place: int, node: Callable[[Unit], int]) -> Grid:
        return self._of_samples(name, lambda each: [node(unit) for unit in each.layers[place]], self._kind(place))

    def _of_samples(self, name: str, nodes: Callable[[Network], Sequence[int]], kind: str) -> Grid:
        """One row for each sample, or one column; across it, whatever `kind` of number a sample has several of."""
        rows = tuple(tuple(nodes(each)) for each in self.batch.samples)
        letter = name if name in CAPITALS else name[0]
        name = CAPITALS[letter] + name.removeprefix(letter)
        if self.columns:
            return Grid(name, tuple(zip(*rows, strict=True)), kind, "sample")
        return Grid(name, rows, "sample", kind)
