"""Derivatives of a network with respect to its inputs: jets through the layers, and back.

A jet of u at a point is u with some of its derivatives there: first derivatives along some of the
inputs, and along some of those the second. An affine layer maps each part of a jet by itself, and
only the value gets the bias; an activation maps jets by the chain rule. With s₁, s₂, s₃ = σ′, σ″, σ‴
at the value z, along every input i with a first and every input k with a second derivative:

    h = σ(z)      hᵢ = s₁ zᵢ      hₖₖ = s₁ zₖₖ + s₂ zₖ²

Reading each product backwards gives the cotangents, written z̄ for ∂L/∂z:

    z̄ₖₖ = s₁ h̄ₖₖ
    z̄ᵢ  = s₁ h̄ᵢ  (+ 2 s₂ zₖ h̄ₖₖ where i = k)
    z̄   = s₁ h̄ + s₂ (Σᵢ zᵢ h̄ᵢ + Σₖ zₖₖ h̄ₖₖ) + Σₖ s₃ zₖ² h̄ₖₖ

Source: Griewank & Walther, *Evaluating Derivatives* (2008), chapter 13 (Taylor coefficients), and
section 3.2 (reverse mode) applied to it by hand.

Inside, points are columns: an array is (parts of the jet, units, points), so that every part is one
block of memory and every layer is Wᵀ times it. Second derivatives come last and are not there at all below
the first curved layer, where they are 0.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import numpy as np

from backprop.dense_activations import Array, activation
from backprop.dense_layers import Layer, LayerGradient, checked_layers, checked_rows, require_finite
from backprop.dense_memory import room
from backprop.errors import ShapeError, SpecificationError


@dataclass(frozen=True)
class Parts:
    """Which derivatives a jet has, and where they are in it: the value, the first, the second ones.

    `columns[i]` is the input of the first derivative at place i + 1; `seconds` pairs the place of a
    first derivative with the place of the second one along the same input.
    """

    columns: tuple[int, ...]
    seconds: tuple[tuple[int, int], ...]

    @property
    def count(self) -> int:
        """Number of parts."""
        return 1 + len(self.columns) + len(self.seconds)


def parts_of(orders: Sequence[int]) -> Parts:
    """The parts of a jet with derivatives up to `orders[i]` (0, 1 or 2) along input i.

    They are: the value; the first derivatives in the order of the inputs; the second derivatives in
    the order of the inputs. With inputs (x, t) and orders (2, 1): u, u_x, u_t, u_xx.
    """
    if any(order not in (0, 1, 2) for order in orders):
        raise SpecificationError("orders", tuple(orders), "give 0, 1 or 2 for each input")
    columns = tuple(column for column, order in enumerate(orders) if order)
    twice = [place for place, column in enumerate(columns, start=1) if orders[column] == 2]
    return Parts(columns, tuple((first, 1 + len(columns) + i) for i, first in enumerate(twice)))


class _Scratch(NamedTuple):
    """What the passes write at one layer and do not keep: cotangents of its jets, and terms of sums."""

    arriving: Array
    bar: Array
    third: Array
    term: Array
    product: Array


@dataclass(frozen=True, kw_only=True)
class JetTrace:
    """What the forward pass leaves for the backward pass; its arrays are (parts, units, points).

    `jets[0]` is the jet of the inputs, `jets[k + 1]` that of the activations of layer k and `above[k]`
    that of its pre-activations; both are one array where the activation is the identity. Up to the
    pre-activations of the first layer that is not the identity they have no second derivatives.
    `first[k]` and `second[k]` are σ′ and σ″ of layer k, (units, points).
    """

    params: tuple[Layer, ...]
    parts: Parts
    jets: tuple[Array, ...]
    above: tuple[Array, ...]
    first: tuple[Array, ...] = field(repr=False)
    second: tuple[Array, ...] = field(repr=False)
    ones: Array = field(repr=False)
    scratch: tuple[_Scratch, ...] = field(repr=False)

    @property
    def points(self) -> int:
        """Number of points."""
        return len(self.ones)

    @property
    def jet(self) -> tuple[Array, ...]:
        """The network's output and its derivatives in the order of `parts_of`, each (points, outputs)."""
        parts = [part.T for part in self.jets[-1]]
        return tuple(parts + [np.zeros(parts[0].shape)] * (self.parts.count - len(parts)))

    def fits(self, layers: Sequence[Layer], parts: Parts, points: int) -> bool:
        """Whether its arrays have the sizes that these layers, parts and points need."""
        mine, others = ([(each.inputs, each.outputs, each.activation) for each in of] for of in (self.params, layers))
        return mine == others and self.parts == parts and self.points == points


def propagate(params: Sequence[Layer], points: Array, orders: Sequence[int], reuse: JetTrace | None = None) -> JetTrace:
    """Evaluate the network and its derivatives up to `orders` at every row of `points`, (points, inputs).

    `reuse` is a trace that is no longer wanted: its arrays are written again where the sizes are the
    same. Raises ShapeError where sizes do not fit, SpecificationError for an order other than 0, 1 or 2,
    NonFiniteError where `points` or the output holds an infinity or NaN.
    """
    layers = checked_layers(params)
    rows = checked_rows("points", points, layers[0].inputs)
    if len(orders) != layers[0].inputs:
        raise ShapeError("orders", tuple(orders), f"give one order for each of {layers[0].inputs} inputs")
    trace = reserve(layers, parts_of(orders), len(rows), reuse)
    propagate_into(trace, rows)
    return trace


def reverse(trace: JetTrace, cotangents: Sequence[Array]) -> tuple[LayerGradient, ...]:
    """Propagate `cotangents`, ∂L/∂(part) shaped like `trace.jet`, from the output's jet to the parameters.

    Returns one gradient per layer, summed over the points. Raises ShapeError or NonFiniteError.
    """
    if len(cotangents) != trace.parts.count:
        raise ShapeError("cotangents", len(cotangents), f"give one for each of the jet's {trace.parts.count} parts")
    outputs, points = trace.jets[-1].shape[1:]
    rows = [checked_rows(f"cotangents[{i}]", each, outputs, points) for i, each in enumerate(cotangents)]
    return reverse_from(trace, np.stack([each.T for each in rows]))


def propagate_into(trace: JetTrace, points: Array) -> None:
    """`propagate` for `points` that are known to be right, into the arrays of `trace`."""
    trace.jets[0][0] = points.T
    with np.errstate(over="ignore", invalid="ignore"):
        for place in range(len(trace.params)):
            _through_layer(trace, place)
    require_finite("jet", trace.jets[-1], "use smaller weights or inputs: the sums overflow")


def reverse_from(trace: JetTrace, arriving: Array) -> tuple[LayerGradient, ...]:
    """`reverse` for cotangents that are known to be right, (parts, outputs, points); they are written over."""
    grads = []
    with np.errstate(over="ignore", invalid="ignore"):
        for place in reversed(range(len(trace.params))):
            bar = _reverse_activation(trace, place, arriving)
            grads.append(LayerGradient(_weight_gradient(trace, place, bar), np.dot(bar[0], trace.ones)))
            if place:
                arriving = trace.scratch[place - 1].arriving[: len(bar)]
                _product(trace.params[place].weight, bar, arriving)
    grads.reverse()
    for place, (weight, bias) in enumerate(grads):
        require_finite(f"grads[{place}].weight", weight, "use smaller weights or cotangents: the products overflow")
        require_finite(f"grads[{place}].bias", bias, "use smaller weights or cotangents: the sums overflow")
    return tuple(grads)


def reserve(layers: tuple[Layer, ...], parts: Parts, points: int, reuse: JetTrace | None = None) -> JetTrace:
    """A trace with all its arrays, their contents undefined: those of `reuse` where they fit."""
    if reuse is not None and reuse.fits(layers, parts, points):
        return replace(reuse, params=layers)
    below = _parts_below(layers, parts)
    kept = [shape for layer, count in zip(layers, below, strict=True) for shape in _kept(layer, count, parts, points)]
    widest = max(layer.outputs for layer in layers) * points
    inputs, ones, *made = room(
        [(below[0], layers[0].inputs, points), (points,), *kept, *[(parts.count * widest,)] * 2, *[(widest,)] * 3]
    )
    ones.fill(1.0)
    _seed(inputs, parts)
    above, after, first, second = (tuple(made[i : len(kept) : 4]) for i in range(4))
    curved = zip(layers, above, after, strict=True)
    outputs = (z if layer.activation == "identity" else h for layer, z, h in curved)
    scratch = tuple(_scratch(made[len(kept) :], parts.count, z.shape) for z in above)
    return JetTrace(
        params=layers,
        parts=parts,
        jets=(inputs, *outputs),
        above=above,
        first=first,
        second=second,
        ones=ones,
        scratch=scratch,
    )


def _parts_below(layers: Sequence[Layer], parts: Parts) -> list[int]:
    """How many parts of the jet each layer receives: all of them above a curved layer."""
    counts = [1 + len(parts.columns)]
    for layer in layers[:-1]:
        counts.append(counts[-1] if layer.activation == "identity" else parts.count)
    return counts


def _kept(layer: Layer, below: int, parts: Parts, points: int) -> list[tuple[int, ...]]:
    """Shapes of a layer's pre-activations, activations, first and second derivatives."""
    units = (layer.outputs, points)
    return [(below, *units), (parts.count, *units), units, units]


def _scratch(blocks: Sequence[Array], count: int, above: tuple[int, ...]) -> _Scratch:
    """For a layer whose pre-activations have the shape `above`, and whose activations have `count` parts."""
    below, *units = above
    shapes = [(count, *units), (below, *units), units, units, units]
    return _Scratch(*(block[: math.prod(each)].reshape(each) for block, each in zip(blocks, shapes, strict=True)))


def _seed(inputs: Array, parts: Parts) -> None:
    """The first derivatives of the inputs themselves, 1 or 0, the same at every point."""
    inputs[1:] = 0.0
    for place, column in enumerate(parts.columns, start=1):
        inputs[place, column] = 1.0


def _product(matrix: Array, jets: Array, out: Array) -> None:
    """Write `matrix` times every part of `jets` into `out`."""
    if matrix.shape[1] > 1:
        np.matmul(matrix, jets, out=out)
        return
    # np.matmul does not give products with an inner size of 1 to BLAS; np.dot does.
    for part, result in zip(jets, out, strict=True):
        np.dot(matrix, part, out=result)


def _through_layer(trace: JetTrace, place: int) -> None:
    layer, z, h = trace.params[place], trace.above[place], trace.jets[place + 1]
    _product(layer.weight.T, trace.jets[place], z)
    z[0] += layer.bias[:, np.newaxis]
    if layer.activation == "identity":
        return
    row, first, second = activation(layer.activation), trace.first[place], trace.second[place]
    term = trace.scratch[place].term
    row.value(z[0], h[0])
    row.first(z[0], h[0], first, first)
    row.second(z[0], h[0], first, second)
    np.multiply(first, z[1:], out=h[1 : len(z)])
    for one, two in trace.parts.seconds:
        np.square(z[one], out=term)
        if two < len(z):
            term *= second
            h[two] += term
        else:
            np.multiply(term, second, out=h[two])


def _reverse_activation(trace: JetTrace, place: int, arriving: Array) -> Array:
    """z̄ of a layer from the `arriving` h̄, by the formulas at the top; what arrived is written over."""
    z, bar = trace.above[place], trace.scratch[place].bar
    if trace.params[place].activation == "identity":
        np.copyto(bar, arriving[: len(z)])
        return bar
    np.multiply(trace.first[place], arriving[: len(z)], out=bar)
    _reverse_squares(trace, place, arriving)
    # Σ over all derivatives of z·h̄, in the place of what arrived: new memory would push old out of the cache.
    sums = arriving[1 : len(z)]
    sums *= z[1:]
    for each in sums[1:]:
        sums[0] += each
    if len(sums):
        sums[0] *= trace.second[place]
        bar[0] += sums[0]
    return bar


def _reverse_squares(trace: JetTrace, place: int, arriving: Array) -> None:
    """What each square in hₖₖ = s₁ zₖₖ + s₂ zₖ² adds to z̄ₖ and to z̄."""
    z, h = trace.above[place], trace.jets[place + 1]
    _, bar, third, term, product = trace.scratch[place]
    if trace.parts.seconds:
        row = activation(trace.params[place].activation)
        row.third(z[0], h[0], trace.first[place], third)
    for one, two in trace.parts.seconds:
        np.multiply(z[one], arriving[two], out=term)
        np.multiply(term, z[one], out=product)
        product *= third
        bar[0] += product
        term *= trace.second[place]
        term *= 2.0
        bar[one] += term


def _weight_gradient(trace: JetTrace, place: int, bar: Array) -> Array:
    """∂L/∂W of a layer: the sum over the parts of (part of the jet below it)·(its z̄)ᵀ."""
    below = trace.jets[place]
    weight: Array
    if place:
        weight = np.matmul(below, bar.swapaxes(1, 2)).sum(axis=0)
        return weight
    # The first derivatives of the inputs are 1 or 0: their products are sums.
    weight = np.dot(below[0], bar[0].T)
    for column, part in zip(trace.parts.columns, bar[1:], strict=True):
        weight[column] += np.dot(part, trace.ones)
    return weight
