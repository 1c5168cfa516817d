"""Random networks, and an oracle for them that is plain complex arithmetic on NumPy arrays."""

from __future__ import annotations

import random
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from backprop.losses import LOSSES, SHARED
from backprop.network import Network, multilayer_perceptron
from backprop.primitives import ACTIVATIONS

Array = npt.NDArray[np.complex128]
STEP = 1e-30


@dataclass(frozen=True)
class Example:
    """A network, its specification and values for everything that is given."""

    network: Network
    widths: tuple[int, ...]
    activations: tuple[str, ...]
    loss: str
    values: dict[str, float]


def example(seed: int, smooth: bool = False) -> Example:
    """A network of 1 to 6 layers of width 1 to 8 with any activations and loss.

    `smooth` leaves out what the complex oracle does not know: GELU.
    """
    source = random.Random(seed)
    widths = tuple(source.randint(1, 8) for _ in range(source.randint(2, 7)))
    known = [name for name in ACTIVATIONS if not (smooth and name == "gelu")]
    drawn = tuple(source.choice(known) for _ in widths[1:])
    possible = [name for name in LOSSES if widths[-1] > 1 or LOSSES[name].targets != SHARED]
    loss = possible[seed % len(possible)]
    activations = (*drawn[:-1], "identity") if LOSSES[loss].probability else drawn
    network = multilayer_perceptron(widths, activations, loss)
    targets = {network.graph.nodes[index].name for index in network.targets}
    values = {
        node.name: source.uniform(0, 1) if node.name in targets else source.uniform(-1.2, 1.2)
        for node in network.graph.given
    }
    if LOSSES[loss].targets == SHARED:
        whole = sum(values[name] for name in targets)
        values |= {name: values[name] / whole for name in targets}
    return Example(network, widths, activations, loss, values)


def arrays(made: Example) -> tuple[list[Array], list[Array], Array, Array]:
    """Weights (outputs × inputs) and biases of each layer, the input and the target."""
    graph, values = made.network.graph, made.values

    def numbers(indices: tuple[int, ...]) -> list[float]:
        return [values[graph.nodes[index].name] for index in indices]

    weights = [np.array([numbers(unit.weights) for unit in layer], complex) for layer in made.network.layers]
    biases = [np.array([numbers(unit.parameters)[-1] for unit in layer], complex) for layer in made.network.layers]
    return (
        weights,
        biases,
        np.array(numbers(made.network.inputs), complex),
        np.array(numbers(made.network.targets), complex),
    )


def activated(name: str, z: Array) -> Array:
    """An activation of complex numbers, but GELU."""
    match name:
        case "tanh":
            return np.asarray(np.tanh(z))
        case "sigmoid":
            return np.asarray(1 / (1 + np.exp(-z)), complex)
        case "relu":
            return np.asarray(np.where(z.real > 0, z, 0), complex)
        case "leaky-relu":
            return np.asarray(np.where(z.real > 0, z, 0.01 * z), complex)
        case "elu":
            return np.asarray(np.where(z.real > 0, z, np.exp(z) - 1), complex)
        case "hard-tanh":
            return np.asarray(np.where(z.real < -1, -1, np.where(z.real > 1, 1, z)), complex)
        case "hard-sigmoid":
            return np.asarray(np.where(z.real < -3, 0, np.where(z.real > 3, 1, z / 6 + 0.5)), complex)
        case "softplus":
            return np.asarray(np.log(1 + np.exp(z)))
        case "silu":
            return np.asarray(z / (1 + np.exp(-z)), complex)
    return np.asarray(z, complex)


def _loss(name: str, prediction: Array, target: Array) -> complex:
    match name:
        case "half-squared-error":
            return complex(np.sum((prediction - target) ** 2) / 2)
        case "mean-squared-error":
            return complex(np.mean((prediction - target) ** 2))
        case "huber-loss":
            error = prediction - target
            size = np.where(error.real > 0, error, -error)
            return complex(np.sum(np.where(size.real <= 1, error**2 / 2, size - 0.5)))
        case "binary-cross-entropy":
            return complex(np.sum(np.log(1 + np.exp(prediction)) - target * prediction))
    shifted = prediction - np.log(np.sum(np.exp(prediction)))
    return complex(-np.sum(target * shifted))


def oracle(made: Example) -> tuple[float, list[list[list[float]]], list[list[float]]]:
    """The loss and, by the complex step, its gradients by every weight and every bias."""
    weights, biases, x, target = arrays(made)

    def loss() -> complex:
        h = x
        for weight, bias, activation in zip(weights, biases, made.activations, strict=True):
            h = activated(activation, weight @ h + bias)
        return _loss(made.loss, h, target)

    def slope(array: Array, place: tuple[int, ...]) -> float:
        array[place] += 1j * STEP
        found = loss().imag / STEP
        array[place] -= 1j * STEP
        return found

    by_weight = [
        [[slope(each, (i, j)) for j in range(each.shape[1])] for i in range(each.shape[0])] for each in weights
    ]
    by_bias = [[slope(each, (i,)) for i in range(each.shape[0])] for each in biases]
    return loss().real, by_weight, by_bias
