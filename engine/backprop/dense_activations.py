"""Activations of the dense runtime: one row each, with the value and three derivatives.

Every function of a row writes into an array that it is given, so that a pass over a batch
allocates nothing. A row whose derivatives are functions of the value alone (tanh: 1 − h²) says
`in_place`: the value may then overwrite the pre-activation, and the trace is half as large.

An activation of `backprop.table` that has no row here is made from the one there, element by element.

Formulas: calculus; the normal distribution in GELU is the exact one of Hendrycks & Gimpel,
*Gaussian error linear units* (2016), SiLU is z·sigmoid(z) of the same paper.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from backprop import primitives
from backprop.compiled import compile_graph
from backprop.derivatives import derivative
from backprop.errors import SpecificationError
from backprop.graph import GraphBuilder
from backprop.primitives import PRIMITIVES

Array = npt.NDArray[np.float64]
Derivative = Callable[[Array, Array, Array, Array], object]


@dataclass(frozen=True)
class Activation:
    """One row: σ and its derivatives, element by element, on arrays of any one shape.

    `value(z, out)` writes σ(z). `first`, `second` and `third` take `(z, h, d1, out)` with
    h = σ(z) and d1 = σ′(z), and write σ′, σ″ and σ‴; `first` does not read d1. Where `in_place`
    is true they do not read z either, and `out` of `value` may be `z` itself.
    """

    name: str
    in_place: bool
    value: Callable[[Array, Array], object]
    first: Derivative
    second: Derivative
    third: Derivative


def activation(name: str) -> Activation:
    """The row called `name`, made from the engine's table where none is written here.

    SpecificationError for a name that neither has.
    """
    if not isinstance(name, str) or name not in KNOWN:
        raise SpecificationError("activation", name, f"use one of {', '.join(KNOWN)}")
    return ACTIVATIONS[name] if name in ACTIVATIONS else _from_table(name)


@lru_cache(maxsize=64)
def _from_table(name: str) -> Activation:
    """A row that asks the engine's for every element: right, and slow."""
    row = PRIMITIVES[name.replace("-", "_")]
    builder = GraphBuilder()
    given = [builder.give(argument) for argument in row.arguments]
    graph = builder.graph(builder.apply("value", row.name, given), given[:1])
    orders = [derivative(graph, *["a"] * order) if order else graph for order in range(4)]
    functions = [np.vectorize(compile_graph(each).value, otypes=[np.float64]) for each in orders]

    def order(number: int) -> Derivative:
        return lambda z, h, d1, out: np.copyto(out, functions[number](z, *(row.activation or ())))

    value = order(0)
    return Activation(name, False, lambda z, out: value(z, z, z, out), order(1), order(2), order(3))


def sigmoid(z: Array) -> Array:
    """1 / (1 + exp(−z)), by way of exp(−|z|), which cannot overflow."""
    small = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, small) / (1.0 + small)


def softplus(z: Array) -> Array:
    """log(1 + exp(z)), by way of exp(−|z|), which cannot overflow."""
    return np.maximum(z, 0.0) + np.log1p(np.exp(-np.abs(z)))


def normal_density(z: Array) -> Array:
    """exp(−z²/2) / √(2π)."""
    return np.exp(-0.5 * z * z) / math.sqrt(2 * math.pi)


def normal_distribution(z: Array) -> Array:
    """½ erfc(−z/√2). NumPy has no error function, so the standard library's is called per element."""
    scaled = (z * -math.sqrt(0.5)).ravel().tolist()
    return 0.5 * np.fromiter(map(math.erfc, scaled), np.float64, z.size).reshape(z.shape)


def _fill(number: float) -> Derivative:
    return lambda z, h, d1, out: out.fill(number)


def _identity(z: Array, out: Array) -> None:
    if out is not z:
        np.copyto(out, z)


def _tanh_first(z: Array, h: Array, d1: Array, out: Array) -> None:
    np.square(h, out=out)
    np.subtract(1.0, out, out=out)


def _tanh_second(z: Array, h: Array, d1: Array, out: Array) -> None:
    np.multiply(d1, h, out=out)
    np.multiply(out, -2.0, out=out)


def _tanh_third(z: Array, h: Array, d1: Array, out: Array) -> None:
    # −2 (1 − h²)(1 − 3h²), with h² = 1 − d1.
    np.multiply(d1, -6.0, out=out)
    np.add(out, 4.0, out=out)
    np.multiply(out, d1, out=out)


def _sigmoid_value(z: Array, out: Array) -> None:
    np.copyto(out, sigmoid(z))


def _sigmoid_first(z: Array, h: Array, d1: Array, out: Array) -> None:
    np.subtract(1.0, h, out=out)
    np.multiply(out, h, out=out)


def _sigmoid_second(z: Array, h: Array, d1: Array, out: Array) -> None:
    np.multiply(d1, 1.0 - 2.0 * h, out=out)


def _sigmoid_third(z: Array, h: Array, d1: Array, out: Array) -> None:
    # σ′(1 − 6h + 6h²), with h − h² = d1.
    np.multiply(d1, 1.0 - 6.0 * d1, out=out)


def _relu_first(z: Array, h: Array, d1: Array, out: Array) -> None:
    np.copyto(out, h > 0.0)


def _softplus_value(z: Array, out: Array) -> None:
    np.copyto(out, softplus(z))


def _softplus_first(z: Array, h: Array, d1: Array, out: Array) -> None:
    # sigmoid(z) = 1 − exp(−h).
    np.negative(np.expm1(-h), out=out)


def _softplus_second(z: Array, h: Array, d1: Array, out: Array) -> None:
    np.multiply(d1, np.exp(-h), out=out)


def _softplus_third(z: Array, h: Array, d1: Array, out: Array) -> None:
    np.multiply(d1 * np.exp(-h), 1.0 - 2.0 * d1, out=out)


def _silu_value(z: Array, out: Array) -> None:
    np.multiply(z, sigmoid(z), out=out)


def _silu_first(z: Array, h: Array, d1: Array, out: Array) -> None:
    s, complement = sigmoid(z), sigmoid(-z)
    np.multiply(s, 1.0 + z * complement, out=out)


def _silu_second(z: Array, h: Array, d1: Array, out: Array) -> None:
    s, complement = sigmoid(z), sigmoid(-z)
    np.multiply(s * complement, 2.0 + z * (complement - s), out=out)


def _silu_third(z: Array, h: Array, d1: Array, out: Array) -> None:
    s, complement = sigmoid(z), sigmoid(-z)
    slope = s * complement
    np.multiply(slope, 3.0 * (complement - s) + z * (1.0 - 6.0 * slope), out=out)


def _gelu_value(z: Array, out: Array) -> None:
    np.multiply(z, normal_distribution(z), out=out)


def _gelu_first(z: Array, h: Array, d1: Array, out: Array) -> None:
    np.add(normal_distribution(z), z * normal_density(z), out=out)


def _gelu_second(z: Array, h: Array, d1: Array, out: Array) -> None:
    np.multiply(normal_density(z), 2.0 - z * z, out=out)


def _gelu_third(z: Array, h: Array, d1: Array, out: Array) -> None:
    np.multiply(normal_density(z), z * (z * z - 4.0), out=out)


ROWS = (
    Activation("tanh", True, lambda z, out: np.tanh(z, out=out), _tanh_first, _tanh_second, _tanh_third),
    Activation("sigmoid", True, _sigmoid_value, _sigmoid_first, _sigmoid_second, _sigmoid_third),
    Activation("relu", True, lambda z, out: np.maximum(z, 0.0, out=out), _relu_first, _fill(0.0), _fill(0.0)),
    Activation("identity", True, _identity, _fill(1.0), _fill(0.0), _fill(0.0)),
    Activation("softplus", True, _softplus_value, _softplus_first, _softplus_second, _softplus_third),
    Activation("silu", False, _silu_value, _silu_first, _silu_second, _silu_third),
    Activation("gelu", False, _gelu_value, _gelu_first, _gelu_second, _gelu_third),
)
ACTIVATIONS = {row.name: row for row in ROWS}
KNOWN = (*ACTIVATIONS, *(name for name in primitives.ACTIVATIONS if name not in ACTIVATIONS))
