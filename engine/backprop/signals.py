"""What comes through to each layer of a deep network: how large its gradients and values are, and which of its units
are dead.

Gradients shrink or grow from layer to layer, as each is a product of slopes and weights. Sources: Hochreiter (1991);
Bengio, Simard & Frasconi (1994); Glorot & Bengio (2010), section 4; Lu et al., *Dying ReLU and initialization* (2020).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from backprop.graph import evaluate, local_partial
from backprop.initial import LARGEST_SEED, between, initial_values, shares
from backprop.layer_building import Unit
from backprop.network import Network, multilayer_perceptron
from backprop.steps import gradients

SAMPLES = 12
# Inputs and targets spread evenly up to here have the variance 1.
BOUND = math.sqrt(3)
# No weights are drawn with such a seed.
SEEDS_OF_DATA = LARGEST_SEED + 1


@dataclass(frozen=True, slots=True)
class Signals:
    """Of each hidden layer the mean size of ∂L/∂z, over units and samples, and of h, and the share of dead units."""

    gradients: tuple[float, ...]
    activations: tuple[float, ...]
    dead: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Pass:
    """Values and gradients of one sample."""

    values: Sequence[float]
    gradients: dict[str, float]


def signals(width: int, depth: int, activation: str, scheme: str, seed: int) -> Signals:
    """Of a network with `depth` hidden layers of `width` units, as many inputs and one output, biases 0 and half the
    squared error as its loss: what `SAMPLES` samples, drawn with the same seed, make of it."""
    network = multilayer_perceptron([width] * (depth + 1) + [1], activation)
    parameters, drawn = initial_values(network, scheme, seed), shares(SEEDS_OF_DATA + seed)
    names = [network.graph.nodes[index].name for index in (*network.inputs, *network.targets)]
    samples = [{name: between(BOUND, drawn) for name in names} for _ in range(SAMPLES)]
    passes = [_passed(network, {**parameters, **sample}) for sample in samples]
    return measured(network, passes)


def _passed(network: Network, given: dict[str, float]) -> Pass:
    values = evaluate(network.graph, given)
    return Pass(values, gradients(network.graph, values))


def measured(network: Network, passes: Sequence[Pass]) -> Signals:
    """The signals of each hidden layer, from the passes of all samples."""
    names = [node.name for node in network.graph.nodes]

    def gradient(unit: Unit, each: Pass) -> float:
        return abs(each.gradients[names[unit.preactivation]])

    def activation(unit: Unit, each: Pass) -> float:
        return abs(each.values[unit.activation])

    hidden = network.layers[:-1]
    return Signals(
        tuple(_mean(gradient, layer, passes) for layer in hidden),
        tuple(_mean(activation, layer, passes) for layer in hidden),
        tuple(sum(is_dead(network, unit, passes) for unit in layer) / len(layer) for layer in hidden),
    )


def is_dead(network: Network, unit: Unit, passes: Sequence[Pass]) -> bool:
    """Whether the slope of its activation is 0 for every sample, so that no gradient comes through."""
    return all(slope(network, unit, each.values) == 0 for each in passes)


def slope(network: Network, unit: Unit, values: Sequence[float]) -> float:
    """φ′(z) of a unit, by the row of its activation."""
    node = network.graph.nodes[unit.activation]
    return local_partial(node, 0, [values[parent] for parent in node.parents], values[node.index])


def _mean(size: Callable[[Unit, Pass], float], layer: Sequence[Unit], passes: Sequence[Pass]) -> float:
    return math.fsum(size(unit, each) for unit in layer for each in passes) / (len(layer) * len(passes))
