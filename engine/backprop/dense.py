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

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

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
from backprop.dense_memory import room

__all__ = ["Layer", "LayerGradient", "Trace", "backward", "forward", "gradient", "initialise"]

# Wider layers gain nothing from tiles: their products are long enough without.
WIDEST_TILED = 64
# A tile's rows × width²: OpenBLAS multiplies without copying its operands up to twice this.
TILE_PRODUCT = 2**19
MOST_TILE_ROWS = 1024


class _Scratch(NamedTuple):
    """What the backward pass writes: dL/dA and dL/dZ of a layer in turn, and Wᵀ and gradients for a tile."""

    halves: tuple[Array, Array]
    ones: Array
    transposed: tuple[Array, ...]
    terms: tuple[LayerGradient, ...]


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
    tiles: tuple[slice, ...] = field(repr=False)
    scratch: _Scratch = field(repr=False)

    @property
    def y(self) -> Array:
        """The network's output, (rows, outputs)."""
        return self.activations[-1]


def forward(params: Sequence[Layer], x: Array, reuse: Trace | None = None) -> Trace:
    """Evaluate the network on every row of `x`, (rows, inputs), and keep what `backward` needs.

    `reuse` is a trace that is no longer wanted: its arrays are written again where the sizes are the
    same, which saves a training loop the time of making them.

    Raises ShapeError where sizes do not fit together, NonFiniteError where `x` or the output holds an
    infinity or NaN.
    """
    layers = checked_layers(params)
    rows = checked_rows("x", x, layers[0].inputs)
    fits = reuse is not None and _sizes(reuse.params, reuse.x) == _sizes(layers, rows)
    trace = replace(reuse, params=layers, x=rows) if reuse and fits else _reserve(layers, rows)
    with np.errstate(over="ignore", invalid="ignore"):
        for tile in trace.tiles:
            _forward_rows(trace, tile)
    require_finite("y", trace.y, "use smaller weights or inputs: the sums overflow")
    return trace


def backward(trace: Trace, dL_dy: Array) -> tuple[tuple[LayerGradient, ...], Array]:  # noqa: N803 - as it is written
    """Propagate `dL_dy`, shaped like `trace.y`, from the output to the parameters and to the input.

    Returns one gradient per layer, summed over the rows, and dL/dx in the shape of `trace.x`. The
    parameters must be those of the forward pass, unchanged. Raises ShapeError or NonFiniteError.
    """
    arriving = checked_rows("dL_dy", dL_dy, trace.y.shape[1], len(trace.y))
    below = np.empty_like(trace.x)
    grads = tuple(LayerGradient(np.empty_like(layer.weight), np.empty_like(layer.bias)) for layer in trace.params)
    weights = _transposed_weights(trace)
    with np.errstate(over="ignore", invalid="ignore"):
        for place, rows in enumerate(trace.tiles):
            terms = trace.scratch.terms if place else grads
            _backward_rows(trace, rows, arriving[rows], weights, terms, below[rows])
            if place:
                _add(grads, terms)
    _require_finite_gradients(grads, below)
    return grads, below


def gradient(
    params: Sequence[Layer], x: Array, target: Array, loss: str = "half-squared-error"
) -> tuple[float, tuple[LayerGradient, ...]]:
    """The `loss` of the network on the rows of `x`, and its gradient, one entry per layer.

    `target` is (rows, outputs); the losses are those of `backprop.dense_losses`. Raises ShapeError,
    NonFiniteError, or SpecificationError for an unknown loss.
    """
    row = loss_row(loss)
    trace = forward(params, x)
    wanted = checked_rows("target", target, trace.y.shape[1], len(trace.y))
    return row.value(trace.y, wanted), backward(trace, row.gradient(trace.y, wanted))[0]


def _tiles(layers: Sequence[Layer], rows: int) -> tuple[slice, ...]:
    width = max(layer.outputs for layer in layers)
    step = rows if width > WIDEST_TILED else min(TILE_PRODUCT // width**2, MOST_TILE_ROWS)
    return tuple(slice(start, min(start + step, rows)) for start in range(0, rows, step))


def _reserve(layers: tuple[Layer, ...], x: Array) -> Trace:
    tiles = _tiles(layers, len(x))
    shapes = [(len(x), layer.outputs) for layer in layers]
    apart = [place for place, layer in enumerate(layers) if not ACTIVATIONS[layer.activation].in_place]
    made = iter(room([*shapes, *(shapes[place] for place in apart), *_scratch_shapes(layers, tiles)]))
    preactivations = tuple(next(made) for _ in layers)
    activations = tuple(next(made) if place in apart else z for place, z in enumerate(preactivations))
    one, other, ones = next(made), next(made), next(made)
    ones.fill(1.0)
    transposed = tuple(next(made) for _ in layers) if len(tiles) > 1 else ()
    terms = list(made)
    scratch = _Scratch((one, other), ones, transposed, tuple(map(LayerGradient, terms[::2], terms[1::2])))
    return Trace(layers, x, preactivations, activations, tiles, scratch)


def _scratch_shapes(layers: Sequence[Layer], tiles: Sequence[slice]) -> list[tuple[int, ...]]:
    rows = tiles[0].stop
    widest = (rows * max(layer.outputs for layer in layers),)
    tiled = layers if len(tiles) > 1 else ()
    transposed = [layer.weight.T.shape for layer in tiled]
    terms = [array.shape for layer in tiled for array in (layer.weight, layer.bias)]
    return [widest, widest, (rows,), *transposed, *terms]


def _sizes(layers: Sequence[Layer], x: Array) -> list[object]:
    return [x.shape, *((layer.outputs, layer.activation) for layer in layers)]


def _forward_rows(trace: Trace, rows: slice) -> None:
    h = trace.x[rows]
    for layer, preactivation, activation in zip(trace.params, trace.preactivations, trace.activations, strict=True):
        z, h_below, h = preactivation[rows], h, activation[rows]
        # np.dot and not @: it gives products with an inner size of 1 to BLAS as well.
        np.dot(h_below, layer.weight, out=z)
        np.add(z, layer.bias, out=z)
        ACTIVATIONS[layer.activation].value(z, h)


def _transposed_weights(trace: Trace) -> list[Array]:
    """Wᵀ of every layer; laid out anew where many tiles are multiplied by it."""
    views = [layer.weight.T for layer in trace.params]
    for copy, view in zip(trace.scratch.transposed, views, strict=False):
        np.copyto(copy, view)
    return list(trace.scratch.transposed) or views


def _backward_rows(
    trace: Trace,
    rows: slice,
    arriving: Array,
    weights: Sequence[Array],
    grads: Sequence[LayerGradient],
    below: Array,
) -> None:
    """Write the gradients of what these `rows` add to the loss into `grads` and `below`."""
    used, spare = trace.scratch.halves
    for place in reversed(range(len(trace.params))):
        layer = trace.params[place]
        inputs = trace.activations[place - 1][rows] if place else trace.x[rows]
        if layer.activation == "identity":
            delta, used, spare = arriving, spare, used
        else:
            delta = spare[: arriving.size].reshape(arriving.shape)
            z, h = trace.preactivations[place][rows], trace.activations[place][rows]
            ACTIVATIONS[layer.activation].first(z, h, delta, delta)
            np.multiply(delta, arriving, out=delta)
        arriving = used[: inputs.size].reshape(inputs.shape) if place else below
        np.dot(delta, weights[place], out=arriving)
        np.dot(inputs.T, delta, out=grads[place].weight)
        # 1ᵀ·delta is a product too, and several times faster than a sum over the rows.
        np.dot(trace.scratch.ones[: len(delta)], delta, out=grads[place].bias)


def _add(grads: Sequence[LayerGradient], terms: Sequence[LayerGradient]) -> None:
    for total, term in zip(grads, terms, strict=True):
        np.add(total.weight, term.weight, out=total.weight)
        np.add(total.bias, term.bias, out=total.bias)


def _require_finite_gradients(grads: Sequence[LayerGradient], below: Array) -> None:
    """Look where every overflow of dL/dZ arrives: the bias gradients and dL/dx, and not the large dL/dW."""
    remedy = "use smaller weights, inputs or errors: the products overflow"
    for place, layer in reversed(list(enumerate(grads))):
        require_finite(f"grads[{place}].bias", layer.bias, remedy)
    require_finite("dL_dx", below, remedy)
