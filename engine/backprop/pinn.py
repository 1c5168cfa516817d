"""A small physics-informed network for the heat equation, trained with the dense runtime.

The problem: u_t = α u_xx for 0 < x < 1 and 0 < t < 1, u(x, 0) = sin πx, and u = 0 at both ends, whose
solution is e^(−απ²t) sin πx. The loss is the mean of r²/2 over points inside plus the mean half squared
error at points where u is known. Optimiser: Adam (Kingma & Ba, arXiv:1412.6980, algorithm 1).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from backprop.dense import Layer, gradient, initialise
from backprop.dense_activations import Array
from backprop.physics import ResidualLoss, heat, propagate

DIFFUSIVITY = 0.1
DECAY = (0.9, 0.999)
SMALL = 1e-8
KNOWN_WEIGHT = 10.0


@dataclass(frozen=True)
class Trained:
    """A trained network, and its loss after every update."""

    params: tuple[Layer, ...]
    losses: tuple[float, ...]

    def jet(self, x: Array, t: float) -> tuple[Array, Array]:
        """u and the residual u_t − α u_xx at the points (x, t)."""
        points = np.column_stack([x, np.full_like(x, t)])
        u, _, u_t, u_xx = propagate(self.params, points, (2, 1)).jet
        return u[:, 0], (u_t - DIFFUSIVITY * u_xx)[:, 0]


def exact(x: Array, t: float) -> Array:
    """The solution that the network is to find."""
    return np.asarray(math.exp(-DIFFUSIVITY * math.pi**2 * t) * np.sin(np.pi * x))


def train(widths: tuple[int, ...], updates: int, rate: float, seed: int = 0) -> Trained:
    """Train a tanh network of hidden `widths`; the same arguments give the same numbers."""
    layers = initialise((2, *widths, 1), seed=seed)
    inside = ResidualLoss(_grid(12, 12), heat(DIFFUSIVITY))
    points, values = _known()
    arrays = [array for layer in layers for array in (layer.weight, layer.bias)]
    moments = [(np.zeros_like(array), np.zeros_like(array)) for array in arrays]
    losses = []
    for update in range(1, updates + 1):
        physics, by_physics = inside.gradient(layers)
        known, by_known = gradient(layers, points, values)
        losses.append(physics + KNOWN_WEIGHT * known)
        for array, (first, second), a, b in zip(arrays, moments, _flat(by_physics), _flat(by_known), strict=True):
            _adam(array, a + KNOWN_WEIGHT * b, first, second, update, rate)
    return Trained(tuple(layers), tuple(losses))


def _flat(grads: object) -> list[Array]:
    return [array for layer in grads for array in layer]  # type: ignore[attr-defined]


def _adam(array: Array, grad: Array, first: Array, second: Array, update: int, rate: float) -> None:
    first += (1 - DECAY[0]) * (grad - first)
    second += (1 - DECAY[1]) * (grad**2 - second)
    ahead, spread = first / (1 - DECAY[0] ** update), second / (1 - DECAY[1] ** update)
    array -= rate * ahead / (np.sqrt(spread) + SMALL)


def _grid(columns: int, rows: int) -> Array:
    """Points inside the square, none on its edges."""
    x, t = np.meshgrid((np.arange(columns) + 0.5) / columns, (np.arange(rows) + 0.5) / rows)
    return np.column_stack([x.ravel(), t.ravel()])


def _known() -> tuple[Array, Array]:
    """Points where u is known: at the start, and at both ends."""
    line = np.linspace(0.0, 1.0, 21)
    start = np.column_stack([line, np.zeros_like(line)])
    ends = [np.column_stack([np.full_like(line, end), line]) for end in (0.0, 1.0)]
    values = np.concatenate([np.sin(np.pi * line), np.zeros(2 * len(line))])
    return np.concatenate([start, *ends]), values[:, np.newaxis]
