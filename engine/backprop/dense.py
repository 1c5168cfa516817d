"""Dense networks on batches of rows: the forward pass, and backpropagation through its trace.

    trace = forward(params, x)                # x (rows, inputs) → trace.y (rows, outputs)
    grads, dL_dx = backward(trace, dL_dy)     # dL_dy like trace.y, dL_dx like x, grads like params

Per layer, with H the activations below, Z = H·W + b and A = σ(Z), and with the arriving dL/dA:

    dL/dZ = dL/dA ∘ σ′(Z),   dL/dW = Hᵀ·dL/dZ,   dL/db = 1ᵀ·dL/dZ,   dL/dH = dL/dZ·Wᵀ

Source: Goodfellow, Bengio & Courville, *Deep Learning* (2016), algorithms 6.3 and 6.4.

Everything is float64. The passes write into arrays that are made once; narrow networks are taken
through all layers a tile of rows at a time, so that a tile's numbers stay in the cache, and their
products are taken in the blocks of `backprop.dense_products`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from backprop.dense_activations import Array, activation
from backprop.dense_layers import (
    Layer,
    LayerGradient,
    add_gradients,
    checked_layers,
    checked_rows,
    initialise,
    is_finite,
    require_finite,
    shaped_rows,
)
from backprop.dense_losses import check_target
from backprop.dense_losses import loss as loss_row
from backprop.dense_memory import room
from backprop.dense_products import Blocks, block_rows, in_blocks, multiply, multiply_transposed
from backprop.errors import NonFiniteError

__all__ = ["Layer", "LayerGradient", "Trace", "backward", "forward", "gradient", "initialise"]

# Wider layers gain nothing from tiles: their products are long enough without.
WIDEST_TILED = 64
# Numbers of the widest layer in one tile: those of a few layers stay in the cache.
TILE_NUMBERS = 20 * 1024
MOST_TILE_ROWS = 1024


# One gradient per layer, and dL/dx.
Gradients = tuple[tuple[LayerGradient, ...], Array]


class _Tile(NamedTuple):
    """The part of every array that belongs to one tile of rows, layer by layer, and room for its backward pass."""

    rows: slice
    block: int
    preactivations: tuple[Blocks, ...]
    activations: tuple[Blocks, ...]
    deltas: tuple[Blocks, ...]
    arriving: tuple[Blocks, ...]
    ones: Array

    def part(self, array: Array) -> Blocks:
        """This tile's rows of an array of all rows."""
        return in_blocks(array[self.rows], self.block)


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
    tiles: tuple[_Tile, ...] = field(repr=False)
    transposed: tuple[Array, ...] = field(repr=False)
    terms: tuple[LayerGradient, ...] = field(repr=False)

    @property
    def y(self) -> Array:
        """The network's output, (rows, outputs)."""
        return self.activations[-1]

    def fits(self, layers: Sequence[Layer], rows: int) -> bool:
        """Whether its arrays have the sizes that these layers and so many rows need."""
        mine, others = ([(each.weight.shape, each.activation) for each in of] for of in (self.params, layers))
        return mine == others and len(self.x) == rows


def forward(params: Sequence[Layer], x: Array, reuse: Trace | None = None) -> Trace:
    """Evaluate the network on every row of `x`, (rows, inputs), and keep what `backward` needs.

    `x` and the parameters are kept as they are, not copied: leave them alone until `backward` is done.
    `reuse` is a trace that is no longer wanted: its arrays are written again where the sizes are the
    same, which saves a training loop the time of making them.

    Raises ShapeError where sizes do not fit together, NonFiniteError where `x` or the output holds an
    infinity or NaN.
    """
    layers = checked_layers(params)
    trace = _reserve(layers, checked_rows("x", x, layers[0].inputs), reuse)
    with np.errstate(over="ignore", invalid="ignore"):
        for tile in trace.tiles:
            _forward_tile(layers, tile.part(trace.x), tile)
    require_finite("y", trace.y, "use smaller weights or inputs: the sums overflow")
    return trace


def backward(
    trace: Trace,
    dL_dy: Array,  # noqa: N803 - as it is written
    reuse: Gradients | None = None,
) -> Gradients:
    """Propagate `dL_dy`, shaped like `trace.y`, from the output to the parameters and to the input.

    Returns one gradient per layer, summed over the rows, and dL/dx in the shape of `trace.x`. The
    parameters must be those of the forward pass, unchanged. `reuse` is what an earlier call returned and
    is no longer wanted: its arrays are written again where the sizes are the same. Raises ShapeError or
    NonFiniteError.
    """
    arriving = shaped_rows("dL_dy", dL_dy, trace.y.shape[1], len(trace.y))
    grads, below = _reserve_gradients(trace, reuse)
    weights = _transposed_weights(trace)
    with np.errstate(over="ignore", invalid="ignore"):
        for place, tile in enumerate(trace.tiles):
            terms = trace.terms if place else grads
            _backward_tile(trace, tile, weights, tile.part(arriving), terms, tile.part(below))
            if place:
                add_gradients(grads, terms)
    _require_finite_gradients(arriving, grads, below)
    return grads, below


def gradient(
    params: Sequence[Layer], x: Array, target: Array, loss: str = "half-squared-error"
) -> tuple[float, tuple[LayerGradient, ...]]:
    """The `loss` of the network on the rows of `x`, and its gradient, one entry per layer.

    `target` is (rows, outputs); the losses are those of `backprop.dense_losses`. Raises ShapeError,
    NonFiniteError, DomainError for targets that the loss cannot have, SpecificationError for an unknown loss.
    """
    row = loss_row(loss)
    trace = forward(params, x)
    wanted = checked_rows("target", target, trace.y.shape[1], len(trace.y))
    check_target(loss, wanted)
    with np.errstate(over="ignore", invalid="ignore"):
        value, slope = row.value(trace.y, wanted), row.gradient(trace.y, wanted)
    if not math.isfinite(value):
        raise NonFiniteError("loss", value, "use smaller weights, inputs or targets: the loss overflows")
    return value, backward(trace, slope)[0]


def _reserve(layers: tuple[Layer, ...], x: Array, reuse: Trace | None) -> Trace:
    """A trace with all its arrays, their contents undefined: those of `reuse` where they fit."""
    if reuse is not None and reuse.fits(layers, len(x)):
        return Trace(layers, x, reuse.preactivations, reuse.activations, reuse.tiles, reuse.transposed, reuse.terms)
    tiles = _tiles(max(layer.outputs for layer in layers), len(x))
    shapes = [(len(x), layer.outputs) for layer in layers]
    preactivations = tuple(room(shapes))
    apart = [not activation(layer.activation).in_place for layer in layers]
    others = iter(room([shape for shape, own in zip(shapes, apart, strict=True) if own]))
    activations = tuple(next(others) if own else z for z, own in zip(preactivations, apart, strict=True))
    made = _tile_rooms(layers, tiles, preactivations, activations)
    split = made[0].block < len(x)
    transposed = tuple(room([layer.weight.T.shape for layer in layers if split]))
    terms = room([array.shape for layer in layers if len(tiles) > 1 for array in (layer.weight, layer.bias)])
    pairs = tuple(map(LayerGradient, terms[::2], terms[1::2]))
    return Trace(layers, x, preactivations, activations, made, transposed, pairs)


def _reserve_gradients(trace: Trace, reuse: Gradients | None) -> Gradients:
    """Arrays for the result of a backward pass, their contents undefined: those of `reuse` where they fit."""
    shapes = [layer.weight.shape for layer in trace.params]
    if reuse is not None and [each.weight.shape for each in reuse[0]] == shapes and reuse[1].shape == trace.x.shape:
        return reuse
    *arrays, below = room([*(array for shape in shapes for array in (shape, shape[1:])), trace.x.shape])
    return tuple(map(LayerGradient, arrays[::2], arrays[1::2])), below


def _tiles(width: int, rows: int) -> list[slice]:
    most = rows if width > WIDEST_TILED else min(TILE_NUMBERS // width, MOST_TILE_ROWS)
    step = math.ceil(rows / math.ceil(rows / most))
    return [slice(start, min(start + step, rows)) for start in range(0, rows, step)]


def _tile_rooms(
    layers: Sequence[Layer], tiles: Sequence[slice], preactivations: tuple[Array, ...], activations: tuple[Array, ...]
) -> tuple[_Tile, ...]:
    rows = tiles[0].stop
    widest = rows * max(z.shape[1] for z in preactivations)
    arriving, delta, ones = room([(widest,), (widest,), (rows,)])
    ones.fill(1.0)
    block = block_rows(rows, [layer.weight.shape for layer in layers])

    def made(tile: slice) -> _Tile:
        shapes = [z[tile].shape for z in preactivations]
        zs = tuple(in_blocks(z[tile], block) for z in preactivations)
        pairs = zip(zs, preactivations, activations, strict=True)
        # The same view where they are the same array, so that a value in its place is seen to be there.
        hs = tuple(own if h is z else in_blocks(h[tile], block) for own, z, h in pairs)
        deltas, cotangents = (
            tuple(in_blocks(array[: math.prod(shape)].reshape(shape), block) for shape in shapes)
            for array in (delta, arriving)
        )
        return _Tile(tile, block, zs, hs, deltas, cotangents, ones[: tile.stop - tile.start])

    return tuple(map(made, tiles))


def _forward_tile(layers: Sequence[Layer], x: Blocks, tile: _Tile) -> None:
    below = x
    for layer, z, h in zip(layers, tile.preactivations, tile.activations, strict=True):
        multiply(below, layer.weight, z)
        np.add(z.rows, layer.bias, z.rows)
        activation(layer.activation).value(z.rows, h.rows)
        below = h


def _transposed_weights(trace: Trace) -> Sequence[Array]:
    """Wᵀ of every layer; laid out anew where several tiles or blocks are multiplied by it."""
    for copy, layer in zip(trace.transposed, trace.params, strict=False):
        np.copyto(copy, layer.weight.T)
    return trace.transposed or [layer.weight.T for layer in trace.params]


def _backward_tile(
    trace: Trace,
    tile: _Tile,
    weights: Sequence[Array],
    arriving: Blocks,
    grads: Sequence[LayerGradient],
    below: Blocks,
) -> None:
    """Write the gradients of what this tile's rows add to the loss into `grads` and `below`."""
    for place in reversed(range(len(weights))):
        inputs = tile.activations[place - 1] if place else tile.part(trace.x)
        delta = _delta(trace, tile, place, arriving)
        arriving = tile.arriving[place - 1] if place else below
        multiply(delta, weights[place], arriving)
        # After the product above, so that the layer below finds its values in the cache.
        multiply_transposed(inputs.rows, delta.rows, grads[place].weight, tile.block)
        # 1ᵀ·delta is a product too, and several times faster than a sum over the rows.
        np.dot(tile.ones, delta.rows, grads[place].bias)


def _delta(trace: Trace, tile: _Tile, place: int, arriving: Blocks) -> Blocks:
    """dL/dZ of a layer: the `arriving` dL/dA times σ′."""
    name, delta = trace.params[place].activation, tile.deltas[place]
    if name == "identity" and place == len(trace.params) - 1:
        return arriving
    z, h, slope = tile.preactivations[place].rows, tile.activations[place].rows, delta.rows
    activation(name).first(z, h, slope, slope)
    np.multiply(slope, arriving.rows, slope)
    return delta


def _require_finite_gradients(arriving: Array, grads: Sequence[LayerGradient], below: Array) -> None:
    """Raise where a result is infinite or NaN: one sum of squares each, which costs little beside its product."""
    # dL/dW too: large activations may make it overflow where the bias gradients and dL/dx stay finite.
    if all(is_finite(array) for layer in grads for array in layer) and is_finite(below):
        return
    require_finite("dL_dy", arriving)
    remedy = "use smaller weights, inputs or errors: the products overflow"
    require_finite("dL_dx", below, remedy)
    for place, layer in reversed(list(enumerate(grads))):
        require_finite(f"grads[{place}].bias", layer.bias, remedy)
        require_finite(f"grads[{place}].weight", layer.weight, remedy)
