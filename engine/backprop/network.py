"""Multilayer perceptrons as graphs, named as the chapter names them.

With at most one hidden layer and widths up to 9: inputs x (or x1, x2, …), hidden pre-activations
z1, z2, … and activations h1, h2, …, weight w12 from input 1 to hidden unit 2, bias b2; output
layer zo, yhat, wo1 (from hidden unit 1), bo; target y; loss L. Several outputs are numbered last:
zo2, yhat2, bo2, y2, and wo12 from hidden unit 1 to output 2.

The outputs of a network with a cross-entropy are probabilities, p or p1, p2, …: the sigmoid of zo, or the softmax of
zo1, zo2, … Where the loss is `fused` with it, it reads zo itself, and p stands beside.

Deeper or wider networks carry the layer first: z2_1, h2_1, b2_1 and w2_13 (from unit 1 of layer 1
to unit 3 of layer 2); where a width passes 9 the indices are parted: w2_1_13, wo1_13.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from backprop.errors import GraphError, ShapeError
from backprop.graph import Graph, GraphBuilder
from backprop.losses import LOSSES, Loss
from backprop.primitives import ACTIVATIONS, FAMILIES, LARGEST_SIZE, PRIMITIVES
from backprop.rows import Primitive
from backprop.settings import setting_of

MOST_WEIGHTS = 5000
WEIGHTS = (0.8, -0.5, 1.2, -0.7, 0.6, -0.9, 0.4)
BIASES = (0.1, 0.3, 0.05, -0.2)
INPUTS = (0.5, -0.4, 0.9)


@dataclass(frozen=True, slots=True)
class Unit:
    """One neuron: indices of its weights, bias, pre-activation z and activation h."""

    weights: tuple[int, ...]
    bias: int
    preactivation: int
    activation: int


@dataclass(frozen=True, slots=True)
class Network:
    """A multilayer perceptron: its graph, its loss, and which nodes make its inputs, units and targets."""

    graph: Graph
    loss: str
    inputs: tuple[int, ...]
    layers: tuple[tuple[Unit, ...], ...]
    targets: tuple[int, ...]


def multilayer_perceptron(
    widths: Sequence[int],
    activation: str | Sequence[str] = "tanh",
    loss: str = "half-squared-error",
    *,
    fused: bool = False,
) -> Network:
    """Build the network with layer `widths` (inputs, hidden layers, outputs).

    `activation` is one of `ACTIVATIONS` for all hidden layers, the output layer being the
    identity, or one of them for each layer: for the hidden ones, or for these and the output.
    `loss` is one of `LOSSES`; `fused` takes a cross-entropy and its probability in one operation.
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
    if LOSSES[loss].probability and activations[-1] != "identity":
        remedy = f"leave out that of the output: with {loss} it is the {LOSSES[loss].probability}"
        raise GraphError("activation", activations[-1], remedy)
    return _NetworkBuilder(tuple(widths), activations, LOSSES[loss], fused).build()


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
    def __init__(self, widths: tuple[int, ...], activations: tuple[str, ...], loss: Loss, fused: bool) -> None:
        self.widths, self.activations, self.loss, self.fused = widths, activations, loss, fused
        self.names = _Names(widths)
        self.builder = GraphBuilder()

    def build(self) -> Network:
        inputs = tuple(self.builder.give(name) for name in self.names.numbered("x", self.widths[0]))
        layers: list[tuple[Unit, ...]] = []
        below: tuple[int, ...] = inputs
        for layer in range(1, len(self.widths)):
            layers.append(self._layer(layer, below))
            below = tuple(unit.activation for unit in layers[-1])
        scores = below
        if self.loss.probability:
            layers[-1] = self._probabilities(layers[-1])
            below = tuple(unit.activation for unit in layers[-1])
        targets = tuple(self.builder.give(n) for n in self.names.numbered("y", self.widths[-1]))
        operation, read = (self.loss.fused, scores) if self.fused else (self.loss.operation, below)
        output = self.builder.apply("L", operation, (*read, *targets), len(read))
        order = _backward_order(output, layers, together=self.loss.probability in FAMILIES)
        given = [i for i in range(output + 1) if i not in order]
        graph = self.builder.graph(output, backward_order=[*order, *given])
        return Network(graph, self.loss.name, inputs, tuple(layers), targets)

    def _layer(self, layer: int, below: tuple[int, ...]) -> tuple[Unit, ...]:
        return tuple(self._unit(layer, unit, below) for unit in range(1, self.widths[layer] + 1))

    def _unit(self, layer: int, unit: int, below: tuple[int, ...]) -> Unit:
        names, give = self.names, self.builder.give
        weights = tuple(give(names.weight(layer, source, unit), parameter=True) for source in range(1, len(below) + 1))
        bias = give(names.of("b", layer, unit), parameter=True)
        z = self.builder.apply(names.of("z", layer, unit), "affine", (*weights, bias, *below), len(below))
        last = layer == len(self.widths) - 1
        if last and self.loss.probability:
            # What the scores go through are the probabilities, once all of the scores are there.
            return Unit(weights, bias, z, z)
        row, settings = activation_row(self.activations[layer - 1])
        constants = [self.builder.constant(number) for number in settings]
        h = self.builder.apply(names.of("yhat" if last else "h", layer, unit), row.name, (z, *constants))
        return Unit(weights, bias, z, h)

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
            found.append(replace(unit, activation=p))
        return tuple(found)


def _backward_order(output: int, layers: Sequence[tuple[Unit, ...]], together: bool) -> list[int]:
    """Layers from the loss backwards, units within a layer in reading order, as the chapter does.

    `together`: each probability reads all scores, so that none of these is visited before all of those are.
    """
    order = [output]
    for layer in reversed(layers):
        if layer is layers[-1] and together:
            order += [*(unit.activation for unit in layer), *(unit.preactivation for unit in layer)]
            continue
        for unit in layer:
            order += [unit.activation, unit.preactivation]
    return order


class _Names:
    def __init__(self, widths: tuple[int, ...]) -> None:
        self.widths = widths
        self.layered = len(widths) > 3 or max(widths) > 9
        self.separator = "_" if max(widths) > 9 else ""

    def numbered(self, letter: str, count: int) -> list[str]:
        return [letter] if count == 1 else [f"{letter}{i}" for i in range(1, count + 1)]

    def of(self, letter: str, layer: int, unit: int) -> str:
        if layer == len(self.widths) - 1:
            base = letter if letter in ("yhat", "p") else f"{letter}o"
            return base if self.widths[-1] == 1 else f"{base}{unit}"
        return f"{letter}{layer}_{unit}" if self.layered else f"{letter}{unit}"

    def weight(self, layer: int, source: int, unit: int) -> str:
        if layer == len(self.widths) - 1:
            alone = self.widths[-1] == 1
            return f"wo{source}" if alone else f"wo{source}{self.separator}{unit}"
        indices = f"{source}{self.separator}{unit}"
        return f"w{layer}_{indices}" if self.layered else f"w{indices}"


def default_values(network: Network) -> dict[str, float]:
    """Values for every given node, the same each time; for 1-2-1 they are the chapter's."""
    graph, units = network.graph, [unit for layer in network.layers for unit in layer]
    groups = (
        ([w for unit in units for w in unit.weights], WEIGHTS),
        ([unit.bias for unit in units], BIASES),
        (list(network.inputs), INPUTS),
        (list(network.targets), LOSSES[network.loss].usual_targets(len(network.targets))),
    )
    return {
        graph.nodes[index].name: cycle[place % len(cycle)]
        for indices, cycle in groups
        for place, index in enumerate(indices)
    }
