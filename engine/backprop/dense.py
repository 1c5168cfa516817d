"""Dense networks on batches of rows: the forward pass, and backpropagation through its trace.

    trace = forward(params, x)                # x (rows, inputs) → trace.y (rows, outputs)
    grads, dL_dx = backward(trace, dL_dy)     # dL_dy like trace.y, dL_dx like x, grads like params

Per layer, with H the activations below, Z = H·W + b and A = σ(Z), and with the arriving dL/dA:

    dL/dZ = dL/dA ∘ σ′(Z),   dL/dW = Hᵀ·dL/dZ,   dL/db = 1ᵀ·dL/dZ,   dL/dH = dL/dZ·Wᵀ

Source: Goodfellow, Bengio & Courville, *Deep Learning* (2016), algorithms 6.3 and 6.4.

Everything is float64. The passes write into arrays that are made once; narrow networks are taken
through all layers a tile of rows at a time, so that a tile's numbers stay in the cache.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np

from backprop.dense_activations import ACTIVATIONS, Array
from backprop.dense_layers import (
    Layer,
    LayerGradient,
    checked_layers,
    checked_rows,
    initialise,
    require_finite,
)
from backprop.dense_losses import loss as loss_row

__all__ = ["Layer", "LayerGradient", "Trace", "backward", "forward", "gradient", "initialise"]

# Wider layers gain nothing from tiles: their products are long enough without.
WIDEST_TILED = 64
# A tile's rows × width²: OpenBLAS multiplies without copying its operands up to twice this.
TILE_PRODUCT = 2**19
MOST_TILE_ROWS = 1024


@dataclass(frozen=True)
class Trace:
    """What a forward pass leaves for the backward pass: the values of every layer, by rows.

    `preactivations[k]` is Z and `activations[k]` is σ(Z) of layer k, each (rows, units). Where σ′ is
    a function of the activation alone (tanh, sigmoid, ReLU, …) Z is not kept and both are one array.
    """

    params: tuple[Layer, ...]
    x: Array
    preactivations: tuple[Array, ...]
    activations: tuple[Array, ...]

    @property
    def y(self) -> Array:
        """The network's output, (rows, outputs)."""
        return self.activations[-1]


def forward(params: Sequence[Layer], x: Array) -> Trace:
    """Evaluate the network on every row of `x`, (rows, inputs), and keep what `backward` needs.

    Raises ShapeError where sizes do not fit together, NonFiniteError where `x` holds an infinity or
    NaN, or where a layer's values become one.
    """
    layers = checked_layers(params)
    trace = _reserve(layers, checked_rows("x", x, layers[0].inputs))
    with np.errstate(over="ignore", invalid="ignore"):
        for rows in _tiles(layers, len(trace.x)):
            _forward_rows(trace, rows)
    _require_finite_layers(trace)
    return trace


def backward(trace: Trace, dL_dy: Array) -> tuple[tuple[LayerGradient, ...], Array]:  # noqa: N803 - as it is written
    """Propagate `dL_dy`, shaped like `trace.y`, from the output to the parameters and to the input.

    Returns one gradient per layer, summed over the rows, and dL/dx in the shape of `trace.x`. The
    parameters must be those of the forward pass, unchanged. Raises ShapeError or NonFiniteError.
    """
    arriving = checked_rows("dL_dy", dL_dy, trace.y.shape[1])
    if len(arriving) != len(trace.y):
        raise_rows_differ("dL_dy", arriving, trace.y)
    dL_dx = np.empty_like(trace.x)  # noqa: N806
    scratch = _Scratch(trace)
    grads: tuple[LayerGradient, ...] = ()
    with np.errstate(over="ignore", invalid="ignore"):
        for rows in _tiles(trace.params, len(trace.x)):
            tile = _backward_rows(trace, rows, arriving[rows], dL_dx[rows], scratch)
            grads = _sum(grads, tile) if grads else tile
    _require_finite_gradients(grads, dL_dx)
    return grads, dL_dx


def gradient(
    params: Sequence[Layer], x: Array, target: Array, loss: str = "half-squared-error"
) -> tuple[float, tuple[LayerGradient, ...]]:
    """The `loss` of the network on the rows of `x` and its gradient, one entry per layer.

    `target` is (rows, outputs); the losses are those of `backprop.dense_losses`. Raises ShapeError,
    NonFiniteError, or SpecificationError for an unknown loss.
    """
    row = loss_row(loss)
    trace = forward(params, x)
    wanted = checked_rows("target", target, trace.y.shape[1])
    if len(wanted) != len(trace.y):
        raise_rows_differ("target", wanted, trace.y)
    return row.value(trace.y, wanted), backward(trace, row.gradient(trace.y, wanted))[0]
