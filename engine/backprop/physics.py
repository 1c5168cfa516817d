"""Physics-informed networks: the residual of a differential equation, and its gradient.

A network u of the inputs (x, t, …) should make r(u, u_x, u_t, u_xx, …) = 0 at every point. The loss is

    L = 1/(2N) Σ r²     over the N = points · outputs residuals,

and its gradient with respect to the parameters starts from the cotangents ∂L/∂u_x = r/N · ∂r/∂u_x and
so on, which `backprop.physics_jets` takes backwards through the layers.

Source: Raissi, Perdikaris & Karniadakis, *Physics-informed neural networks*, Journal of Computational
Physics 378 (2019), 686–707; viscous Burgers and its data are its example A.1.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from backprop.dense_activations import Array
from backprop.dense_layers import Layer, LayerGradient, add_gradients, checked_layers, checked_rows, require_finite
from backprop.errors import NonFiniteError, ShapeError
from backprop.physics_jets import JetTrace, parts_of, propagate, propagate_into, reserve, reverse, reverse_from

__all__ = [
    "JetTrace",
    "Residual",
    "ResidualLoss",
    "burgers",
    "heat",
    "propagate",
    "reverse",
    "steady_allen_cahn",
]

# Numbers in a jet of the widest layer for one tile of points: these and their like stay in the cache.
TILE_NUMBERS = 2**17
FEWEST_TILE_POINTS = 64


@dataclass(frozen=True)
class Residual:
    """A differential equation r = 0 of second order at most, mixed derivatives apart.

    `orders[i]` (0, 1 or 2) is the highest derivative taken along input i. `value(points, u, …)` returns r
    and `partials(points, u, …)` one ∂r/∂· for each argument after `points`: u, then the first derivatives,
    then the second ones, each in the order of the inputs; with inputs (x, t) and orders (2, 1) they are
    u, u_x, u_t, u_xx. `points` is (points, inputs), everything else (points, outputs); a partial
    that does not vary may be a number.
    """

    orders: tuple[int, ...]
    value: Callable[..., Array]
    partials: Callable[..., Sequence[Array | float]]


def burgers(viscosity: float) -> Residual:
    """Burgers' equation u_t + u u_x − ν u_xx = 0 for inputs (x, t) and ν = `viscosity`."""
    return Residual(
        (2, 1),
        lambda points, u, u_x, u_t, u_xx: u_t + u * u_x - viscosity * u_xx,
        lambda points, u, u_x, u_t, u_xx: (u_x, u, 1.0, -viscosity),
    )


def heat(diffusivity: float) -> Residual:
    """The heat equation u_t − α u_xx = 0 for inputs (x, t) and α = `diffusivity`."""
    return Residual(
        (2, 1),
        lambda points, u, u_x, u_t, u_xx: u_t - diffusivity * u_xx,
        lambda points, u, u_x, u_t, u_xx: (0.0, 0.0, 1.0, -diffusivity),
    )


def steady_allen_cahn() -> Residual:
    """u_xx + u − u³ = 0 for one input x: the chapter's second-order example."""
    return Residual(
        (2,),
        lambda points, u, u_x, u_xx: u_xx + u - u**3,
        lambda points, u, u_x, u_xx: (1.0 - 3.0 * u**2, 0.0, 1.0),
    )


class ResidualLoss:
    """½ mean r² of one equation at fixed points, as a function of a network's parameters.

    It keeps the memory of its last call for the next one, so that a training loop does not make it anew;
    two threads need one each. `points` is (points, inputs), and kept as it is, not copied.

    Raises ShapeError, NonFiniteError or SpecificationError where points, parameters and residual do not
    fit together, or where a value becomes an infinity or NaN.
    """

    def __init__(self, points: Array, residual: Residual) -> None:
        self.residual = residual
        self.points = checked_rows("points", points, len(residual.orders))
        self.parts = parts_of(residual.orders)
        self._traces: dict[int, JetTrace] = {}

    def value(self, params: Sequence[Layer]) -> float:
        """The loss, by a forward pass only."""
        return sum(_half_mean_square(r, count) for _, _, r, count in self._tiles(params))

    def gradient(self, params: Sequence[Layer]) -> tuple[float, tuple[LayerGradient, ...]]:
        """The loss, and its gradient, one entry per layer."""
        loss = 0.0
        total: tuple[LayerGradient, ...] = ()
        for trace, tile, r, count in self._tiles(params):
            loss += _half_mean_square(r, count)
            terms = reverse_from(trace, _cotangents(self.residual, trace, tile, r / count))
            if total:
                add_gradients(total, terms)
            total = total or terms
        return loss, total

    def _tiles(self, params: Sequence[Layer]) -> Iterator[tuple[JetTrace, Array, Array, int]]:
        """For each tile of the points: its trace, its points, its residuals, and the number of all residuals.

        A jet takes several times the memory of a value, so every tile uses that of the one before.
        """
        layers = checked_layers(params, inputs=self.points.shape[1])
        count = len(self.points) * layers[-1].outputs
        step = _tile_points(self.parts.count * max(layer.outputs for layer in layers), len(self.points))
        for start in range(0, len(self.points), step):
            tile = self.points[start : start + step]
            trace = reserve(layers, self.parts, len(tile), self._traces.get(len(tile)))
            self._traces[len(tile)] = trace
            propagate_into(trace, tile)
            yield trace, tile, _residual_values(self.residual, trace, tile), count


def _tile_points(numbers: int, points: int) -> int:
    """Points in a tile, for jets of so many `numbers` a point: tiles as equal as can be."""
    tiles = math.ceil(points / max(TILE_NUMBERS // numbers, FEWEST_TILE_POINTS))
    return math.ceil(points / tiles)


def _residual_values(residual: Residual, trace: JetTrace, tile: Array) -> Array:
    jet = trace.jet
    values = residual.value(tile, *jet)
    if np.shape(values) != jet[0].shape:
        raise ShapeError("residual.value", np.shape(values), f"return one residual for each u, shape {jet[0].shape}")
    require_finite("residual.value", values, "keep the residual finite at every point")
    return values


def _cotangents(residual: Residual, trace: JetTrace, tile: Array, arriving: Array) -> Array:
    jet = trace.jet
    partials = residual.partials(tile, *jet)
    if len(partials) != len(jet):
        raise ShapeError("residual.partials", len(partials), f"return one for each of {len(jet)} parts of the jet")
    cotangents = np.empty((len(jet), *trace.jets[-1].shape[1:]))
    with np.errstate(over="ignore"):
        for place, (partial, cotangent) in enumerate(zip(partials, cotangents, strict=True)):
            if isinstance(partial, np.ndarray) and partial.shape != arriving.shape:
                remedy = f"return a number, or an array of shape {arriving.shape}"
                raise ShapeError(f"residual.partials[{place}]", partial.shape, remedy)
            np.multiply(arriving, partial, out=cotangent.T)
    return cotangents


def _half_mean_square(r: Array, count: int) -> float:
    with np.errstate(over="ignore"):
        half = float(np.vdot(r, r)) / (2 * count)
    if not math.isfinite(half):
        raise NonFiniteError("residual.value", np.abs(r).max(), "scale the equation down: its square overflows")
    return half
