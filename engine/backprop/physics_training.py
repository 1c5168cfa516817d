"""A small physics-informed network for the heat equation, trained with the dense runtime.

The problem: u_t = α u_xx for 0 < x < 1 and 0 < t < 1, u(x, 0) = sin πx, and u = 0 at both ends, whose
solution is e^(−απ²t) sin πx. The loss is the mean of r²/2 over points inside plus the mean half squared
error at points where u is known. Optimiser: Adam (Kingma & Ba, arXiv:1412.6980, algorithm 1).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from backprop.dense import Layer, LayerGradient, gradient, initialise
from backprop.dense_activations import Array
from backprop.physics import ResidualLoss, heat, propagate

DIFFUSIVITY = 0.1
DECAY = (0.9, 0.999)
SMALL = 1e-8
KNOWN_WEIGHT = 10.0


POINTS = 21


@dataclass(frozen=True)
class Study:
    """What a trained network gives along lines of constant t, as plain numbers.

    `losses` stand before every update; `xs` are points of every line; `values`, `residuals` and `exact`
    hold u, u_t − α u_xx and the true solution there, by t. `diffusivity` is α, and `known_weight` what
    errors at known points count for in the loss.
    """

    losses: tuple[float, ...]
    xs: tuple[float, ...]
    values: dict[float, tuple[float, ...]]
    residuals: dict[float, tuple[float, ...]]
    exact: dict[float, tuple[float, ...]]
    diffusivity: float = DIFFUSIVITY
    known_weight: float = KNOWN_WEIGHT


def study(hidden: tuple[int, ...], updates: int, rate: float, times: tuple[float, ...]) -> Study:
    """Train a tanh network and look at it; the same arguments give the same numbers."""
    params, losses = train(hidden, updates, rate)
    x = np.linspace(0.0, 1.0, POINTS)
    jets = {t: _jet(params, x, t) for t in times}
    return Study(
        losses,
        _plain(x),
        {t: _plain(u) for t, (u, _) in jets.items()},
        {t: _plain(r) for t, (_, r) in jets.items()},
        {t: _plain(exact(x, t)) for t in times},
    )


def _plain(array: Array) -> tuple[float, ...]:
    """Numbers as they are shown: what is 0 but for rounding is 0."""
    return tuple(float(each) for each in np.round(array, 12) + 0.0)


def _jet(params: Sequence[Layer], x: Array, t: float) -> tuple[Array, Array]:
    """u and the residual u_t − α u_xx at the points (x, t)."""
    points = np.column_stack([x, np.full_like(x, t)])
    u, _, u_t, u_xx = propagate(params, points, (2, 1)).jet
    return u[:, 0], (u_t - DIFFUSIVITY * u_xx)[:, 0]


def exact(x: Array, t: float) -> Array:
    """The solution that the network is to find."""
    return np.asarray(math.exp(-DIFFUSIVITY * math.pi**2 * t) * np.sin(np.pi * x))


def train(hidden: tuple[int, ...], updates: int, rate: float) -> tuple[tuple[Layer, ...], tuple[float, ...]]:
    """A tanh network of `hidden` widths, and its loss before every update; `rate` falls to 0 on the way."""
    layers = initialise((2, *hidden, 1))
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
            _adam(array, a + KNOWN_WEIGHT * b, first, second, update, rate * (1 - update / updates))
    return tuple(layers), tuple(losses)


def _flat(grads: Sequence[LayerGradient]) -> list[Array]:
    return [array for layer in grads for array in layer]


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
