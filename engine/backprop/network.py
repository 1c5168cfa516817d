"""Multilayer perceptrons as graphs, named as the chapter names them.

With at most one hidden layer and widths up to 9: inputs x (or x1, x2, …), hidden pre-activations
z1, z2, … and activations h1, h2, …, weight w12 from input 1 to hidden unit 2, bias b2; output
layer zo, yhat, wo1 (from hidden unit 1), bo; target y; loss L. Several outputs are numbered last:
zo2, yhat2, bo2, y2, and wo12 from hidden unit 1 to output 2.

The outputs of a network with a cross-entropy are probabilities, p or p1, p2, …: the sigmoid of zo, or the softmax of
zo1, zo2, … Where the loss is `fused` with it, it reads zo itself, and p stands beside.

A normalised layer has the mean mu and the variance v of its weighted sums, and of each unit the centred sum c1, the
normalised one n1, its scale gamma1 and shift beta1, and with them a1, which the activation reads. Normalised over the
samples, each unit has a mean mu1 and a variance v1 of its own, and no bias, which the mean would take out again. A mask
m1 makes d1 of h1, and a layer that another one is added to makes s1. A bias that all units share is b, or b1, b2, …
layer by layer.

Deeper or wider networks carry the layer first: z2_1, h2_1, b2_1 and w2_13 (from unit 1 of layer 1
to unit 3 of layer 2); where a width passes 9 the indices are parted: w2_1_13, wo1_13.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from backprop.errors import GraphError, ShapeError
from backprop.graph import Graph, GraphBuilder
from backprop.layer_building import Activation, LayerBuilder, Unit
from backprop.losses import LOSSES, Loss
from backprop.network_names import Names
from backprop.opened import LOSS, SOFTMAX, Opener
from backprop.primitives import ACTIVATIONS, FAMILIES, LARGEST_SIZE, PRIMITIVES
from backprop.rows import Primitive
from backprop.settings import setting_of
from backprop.wiring import PLAIN, Wiring

MOST_WEIGHTS = 5000
WEIGHTS = (0.8, -0.5, 1.2, -0.7, 0.6, -0.9, 0.4)
BIASES = (0.1, 0.3, 0.05, -0.2)
INPUTS = (0.5, -0.4, 0.9)


@dataclass(frozen=True, slots=True)
class Network:
    """A multilayer perceptron: its graph, its loss, and which nodes make its inputs, units and targets. `columns` are
    what leads from there to an open loss.

    `across` are what the samples of a batch have in common, means and variances over them: see `backprop.batches`.
    """

    graph: Graph
    loss: str
    inputs: tuple[int, ...]
    layers: tuple[tuple[Unit, ...], ...]
    targets: tuple[int, ...]
    across: frozenset[int] = frozenset()
    columns: tuple[tuple[int, ...], ...] = ()


def multilayer_perceptron(
    widths: Sequence[int],
    activation: str | Sequence[str] = "tanh",
    loss: str = "half-squared-error",
    *,
    fused: bool = False,
    wiring: Wiring = PLAIN,
    opened: Collection[str] = (),
) -> Network:
    """Build the network with layer `widths` (inputs, hidden layers, outputs).

    `activation` is one of `ACTIVATIONS` for all hidden layers, the output layer being the
    identity, or one of them for each layer: for the hidden ones, or for these and the output.
    `loss` is one of `LOSSES`; `fused` takes a cross-entropy and its probability in one operation. `wiring` is what
    the network has besides. What is `opened`, of `backprop.opened.openable`, is several operations.
    Errors: ShapeError for widths and activations that do not fit together, GraphError for an
    unknown name and for what a loss cannot have.
    """
    _check_widths(widths)
    if loss not in LOSSES:
        raise GraphError("loss", loss, f"use one of {', '.join(LOSSES)}")
    LOSSES[loss].check_outputs(widths[-1])
    if fused and not LOSSES[loss].fused:
        raise GraphError("fused", fused, f"leave it out: {loss} has no probability to be taken with")
    activations = _per_layer(widths, activation)
    wiring.check(widths)
    if LOSSES[loss].probability and activations[-1] != "identity":
        remedy = f"leave out that of the output: with {loss} it is the {LOSSES[loss].probability}"
        raise GraphError("activation", activations[-1], remedy)
    return _NetworkBuilder(tuple(widths), activations, LOSSES[loss], fused, wiring, opened).build()


def _check_widths(widths: Sequence[int]) -> None:
    whole = all(isinstance(width, int) and not isinstance(width, bool) for width in widths)
    if len(widths) < 2 or not whole or min(widths) < 1:
        raise ShapeError("widths", list(widths), "give at least an input and an output width ≥ 1")
    if max(widths) > LARGEST_SIZE:
        raise ShapeError("widths", list(widths), f"use widths up to {LARGEST_SIZE}")
    weights = sum(a * b for a, b in pairwise(widths))
    if weights > MOST_WEIGHTS:
        raise ShapeError("widths", list(widths), f"use at most {MOST_WEIGHTS} weights")


def _per_layer(widths: Sequence[int], activation: str | Sequence[str]) -> tuple[str, ...]:
    hidden = len(widths) - 2
    each = (activation,) * hidden if isinstance(activation, str) else tuple(activation)
    if len(each) == hidden:
        each = (*each, "identity")
    if len(each) != hidden + 1:
        remedy = f"give {hidden} or {hidden + 1} activations, one for each layer"
        raise ShapeError("activation", activation, remedy)
    for name in (*each, activation if isinstance(activation, str) else "identity"):
        activation_row(name)
    return each


def activation_row(name: str) -> tuple[Primitive, tuple[float, ...]]:
    """The row of an activation and its settings: of leaky-relu its usual slope, of leaky-relu(0.2) that one."""
    bare, number = setting_of(name)
    if bare not in ACTIVATIONS:
        raise GraphError("activation", name, f"use one of {', '.join(ACTIVATIONS)}")
    row = PRIMITIVES[bare.replace("-", "_")]
    settings = row.activation or ()
    if number is None:
        return row, settings
    if not settings:
        raise GraphError("activation", name, f"write {bare}: it has no number to set")
    return row, (number,)


class _NetworkBuilder:
    def __init__(
        self,
        widths: tuple[int, ...],
        activations: tuple[str, ...],
        loss: Loss,
        fused: bool,
        wiring: Wiring,
        opened: Collection[str],
    ) -> None:
        self.widths, self.activations, self.loss, self.fused, self.wiring = widths, activations, loss, fused, wiring
        self.names, self.opened = Names(widths), opened
        self.builder = GraphBuilder()
        self.opener = Opener(self.builder, self.names)

    def build(self) -> Network:
        inputs = tuple(self.builder.give(name) for name in self.names.numbered("x", self.widths[0]))
        building = LayerBuilder(self.builder, self.names, self.wiring)
        layers: list[tuple[Unit, ...]] = []
        made: dict[int, tuple[int, ...]] = {0: inputs}
        for layer in range(1, len(self.widths)):
            layers.append(building.layer(layer, made[layer - 1], self._activation(layer), made))
            made[layer] = tuple(unit.output for unit in layers[-1])
        self._check_dropout(layers)
        scores = below = made[len(self.widths) - 1]
        inner: list[int] = []
        if SOFTMAX in self.opened:
            layers[-1], inner = self.opener.shares(layers[-1])
        elif self.loss.probability:
            layers[-1] = self._probabilities(layers[-1])
        below = tuple(unit.activation for unit in layers[-1]) if self.loss.probability else below
        targets = tuple(self.builder.give(n) for n in self.names.numbered("y", self.widths[-1]))
        output, columns = self._lost(scores if self.fused else below, targets)
        after = [output, *(node for column in reversed(columns) for node in column)]
        order = self._backward_order(after, inner, layers, building.backward)
        graph = self.builder.graph(output, self._wanted(), order)
        opened = tuple(map(tuple, columns))
        return Network(graph, self.loss.name, inputs, tuple(layers), targets, frozenset(building.across), opened)

    def _lost(self, read: Sequence[int], targets: Sequence[int]) -> tuple[int, list[list[int]]]:
        """The loss, and what leads to it where it is open."""
        if LOSS in self.opened:
            return self.opener.squared(self.loss.operation, read, targets)
        operation = self.loss.fused if self.fused else self.loss.operation
        return self.builder.apply("L", operation, (*read, *targets), len(read)), []

    def _check_dropout(self, layers: Sequence[tuple[Unit, ...]]) -> None:
        units = [self.builder.nodes[unit.activation].name for layer in layers[:-1] for unit in layer]
        for name, _ in self.wiring.dropout:
            if name not in units:
                remedy = f"name hidden units among {', '.join(units)}" if units else "leave this out: nothing is hidden"
                raise GraphError("dropout", name, remedy)

    def _activation(self, layer: int) -> Activation | None:
        """None where the scores go through probabilities once all of them are there."""
        last = layer == len(self.widths) - 1
        return None if last and self.loss.probability else Activation(*activation_row(self.activations[layer - 1]))

    def _wanted(self) -> list[int]:
        """The parameters that are not held fixed."""
        names = {node.name: node.index for node in self.builder.nodes if node.index in self.builder.parameters}
        for name in self.wiring.fixed:
            if name not in names:
                raise GraphError("fixed", name, f"name parameters among {', '.join(names)}")
        wanted = [index for name, index in names.items() if name not in self.wiring.fixed]
        if not wanted:
            raise GraphError("fixed", list(self.wiring.fixed), "leave a parameter out, so that there is a gradient")
        return wanted

    def _backward_order(
        self,
        after: Sequence[int],
        inner: Sequence[int],
        layers: Sequence[tuple[Unit, ...]],
        each: Sequence[list[int]],
    ) -> list[int]:
        """From the loss, and what is `after` the outputs, layers backwards, units within a layer in reading order, as
        the chapter does; `inner` is within a softmax."""
        last = [node for unit in layers[-1] for node in (unit.activation, unit.preactivation)]
        if self.loss.probability in FAMILIES:
            # Each probability reads all scores, so that none of these is visited before all of those are.
            shares = [unit.activation for unit in layers[-1]]
            last = [*shares, *inner, *(unit.preactivation for unit in layers[-1])]
        order = [*after, *last, *(node for layer in reversed(each[:-1]) for node in layer)]
        visited = set(order)
        return [*order, *(index for index in range(after[0] + 1) if index not in visited)]

    def _probabilities(self, outputs: Sequence[Unit]) -> tuple[Unit, ...]:
        """The output units, each with its probability as its activation."""
        scores = [unit.activation for unit in outputs]
        found = []
        for place, unit in enumerate(outputs, 1):
            name = self.names.of("p", len(self.widths) - 1, place)
            if self.loss.probability in PRIMITIVES:
                p = self.builder.apply(name, self.loss.probability, (unit.activation,))
            else:
                p = self.builder.apply(name, self.loss.probability, scores, (len(scores), place))
            found.append(replace(unit, activation=p, chain=(*unit.chain, p)))
        return tuple(found)


def default_values(network: Network) -> dict[str, float]:
    """Values for every given node, the same each time; for 1-2-1 they are the chapter's."""
    graph, units = network.graph, [unit for layer in network.layers for unit in layer]
    groups = (
        ([w for unit in units for w in unit.weights], WEIGHTS),
        (list(dict.fromkeys(unit.bias for unit in units if unit.bias is not None)), BIASES),
        (list(network.inputs), INPUTS),
        (list(network.targets), LOSSES[network.loss].usual_targets(len(network.targets))),
    )
    found = {
        graph.nodes[index].name: cycle[place % len(cycle)]
        for indices, cycle in groups
        for place, index in enumerate(indices)
    }
    # Scales of a normalisation and masks that let pass start at 1, shifts at 0.
    others = (node.name for node in graph.given if node.name not in found)
    return found | {name: 0.0 if name.startswith("beta") else 1.0 for name in others}
