"""Oracles for derivatives that use no derivative formula: networks of complex numbers and Cauchy's integral.

For f analytic around z, the k-th derivative is k!/(2π rᵏ) ∫ f(z + r exp(iθ)) exp(−ikθ) dθ; the mean over a few
equally spaced θ gives it to nearly all digits of a double (Lyness & Moler, *Numerical differentiation of
analytic functions*, SIAM Journal on Numerical Analysis 4 (1967), 202–210).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np

Number = Any  # real or complex, single or an array of them
Weights = Sequence[tuple[Number, Number, str]]
"""Weight, bias and activation of every layer."""


def erf(z: Number) -> Number:
    """The error function: its power series near 0, the continued fraction of 1 − erf farther out."""
    z = np.asarray(z, dtype=complex)
    far = np.where(z.real < 0, -z, z)
    near = np.abs(far.real) < 2
    term = total = np.where(near, far, 0)
    for k in range(1, 70):
        term = -term * far * far / k
        total = total + term / (2 * k + 1)
    outer = np.where(near, 3, far)
    fraction = outer
    for k in range(60, 0, -1):
        fraction = outer + k / 2 / fraction
    erf = np.where(near, total * 2, math.sqrt(math.pi) - np.exp(-outer * outer) / fraction) / math.sqrt(math.pi)
    return np.where(z.real < 0, -erf, erf)


ANALYTIC: Mapping[str, Callable[[Number], Number]] = {
    "identity": lambda z: z,
    "tanh": np.tanh,
    "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
    "softplus": lambda z: np.log(1 + np.exp(z)),
    "silu": lambda z: z / (1 + np.exp(-z)),
    "gelu": lambda z: z * (1 + erf(z / math.sqrt(2))) / 2,
    # Analytic on either side of the kink, as long as no circle crosses it.
    "relu": lambda z: np.where(np.real(z) > 0, z, 0),
}

LOSS_OF: Mapping[str, Callable[[Number, Number], Number]] = {
    "half-squared-error": lambda y, t: 0.5 * ((y - t) ** 2).sum() / len(t),
    "mean-squared-error": lambda y, t: ((y - t) ** 2).mean(),
    "binary-cross-entropy": lambda y, t: (t * np.log(1 + np.exp(-y)) + (1 - t) * np.log(1 + np.exp(y))).mean(),
    "softmax-cross-entropy": lambda y, t: -(t * np.log(np.exp(y) / np.exp(y).sum(1, keepdims=True))).sum() / len(t),
}


def network(weights: Weights, x: Number) -> Number:
    """The network's output on rows `x` of complex numbers."""
    for weight, bias, activation in weights:
        x = ANALYTIC[activation](x @ weight + bias)
    return x


def cauchy(f: Callable[[complex], Number], order: int = 1, radius: float = 0.25, nodes: int = 32) -> Number:
    """The derivative of that `order` of `f` at 0; `f` takes a complex number and is analytic within the radius."""
    turns = np.exp(2j * math.pi * np.arange(nodes) / nodes)
    mean = sum(f(radius * turn) * turn**-order for turn in turns) / nodes
    return mean * math.factorial(order) / radius**order


def input_derivatives(
    weights: Weights, points: Number, orders: Sequence[int], radius: float = 0.1, nodes: int = 16
) -> list[Number]:
    """u, its first and then its second derivatives along the inputs up to `orders`, each (points, outputs)."""
    turns = np.exp(2j * math.pi * np.arange(nodes) / nodes)
    first, second = [], []
    for column, highest in enumerate(orders):
        circles = points[None, :, :] + radius * turns[:, None, None] * np.eye(points.shape[1])[column]
        u = network(weights, circles)
        first += [np.tensordot(turns**-1, u, 1) / nodes / radius] if highest else []
        second += [np.tensordot(turns**-2, u, 1) * 2 / nodes / radius**2] if highest == 2 else []
    return [network(weights, points), *first, *second]


def parameter_gradient(loss: Callable[[Weights], Number], weights: Weights, radius: float, nodes: int) -> list[Number]:
    """dL/dweight and dL/dbias of every layer in turn, each number by its own circle."""
    gradients = []
    for layer, (weight, bias, _) in enumerate(weights):
        for part, array in enumerate((weight, bias)):
            entries = [
                cauchy(partial(_changed, loss, weights, layer, part, index), 1, radius, nodes)
                for index in np.ndindex(np.shape(array))
            ]
            gradients.append(np.real(entries).reshape(np.shape(array)))
    return gradients


def _changed(
    loss: Callable[[Weights], Number], weights: Weights, layer: int, part: int, index: tuple[int, ...], by: complex
) -> Number:
    """The loss with one number of a weight (`part` 0) or bias (1) changed."""
    weight, bias = (np.array(array, dtype=complex) for array in weights[layer][:2])
    (weight, bias)[part][index] += by
    return loss([*weights[:layer], (weight, bias, weights[layer][2]), *weights[layer + 1 :]])


def flat(arrays: Number) -> np.ndarray:
    """All numbers of nested sequences of arrays, in order."""
    if isinstance(arrays, (list, tuple)):
        return np.concatenate([flat(array) for array in arrays])
    return np.asarray(arrays, dtype=float).ravel()


def close(one: Number, other: Number, rel: float, floor: float = 1e-2) -> None:
    """Equal to `rel` times the largest number, or `floor`: an oracle rounds too where it should give 0."""
    one, other = flat(one), flat(other)
    assert one.shape == other.shape
    assert np.abs(one - other).max() <= rel * max(np.abs(other).max(), floor)
