"""The parameters of a dense network, their gradients, and the checks of what a caller gives."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from backprop.dense_activations import Array, activation
from backprop.errors import NonFiniteError, ShapeError


@dataclass(frozen=True)
class Layer:
    """One layer: h = σ(x·weight + bias).

    `weight` is (inputs, outputs), so that `weight[i, j]` leads from input i to unit j as w12 of the
    chapter leads from input 1 to unit 2; `bias` is (outputs,). Both are finite float64 arrays and are
    kept as they are, not copied: a training loop may change them in place between two passes.

    Raises ShapeError, NonFiniteError, or SpecificationError for an unknown `activation`.
    """

    weight: Array
    bias: Array
    activation: str = "identity"

    def __post_init__(self) -> None:
        require_array("weight", self.weight, 2)
        require_array("bias", self.bias, 1)
        if self.weight.size == 0:
            raise ShapeError("weight", self.weight.shape, "give at least one input and one unit")
        if self.bias.size != self.outputs:
            raise ShapeError("bias", self.bias.shape, f"give one bias for each unit, shape ({self.outputs},)")
        activation(self.activation)

    @property
    def inputs(self) -> int:
        """Number of inputs."""
        return int(self.weight.shape[0])

    @property
    def outputs(self) -> int:
        """Number of units."""
        return int(self.weight.shape[1])


class LayerGradient(NamedTuple):
    """dL/dweight and dL/dbias of one layer, in the shapes of the two."""

    weight: Array
    bias: Array


def add_gradients(total: Sequence[LayerGradient], terms: Sequence[LayerGradient]) -> None:
    """Add `terms` to `total` in place, layer by layer."""
    for sums, term in zip(total, terms, strict=True):
        np.add(sums.weight, term.weight, sums.weight)
        np.add(sums.bias, term.bias, sums.bias)


def initialise(widths: Sequence[int], activation: str = "tanh", output: str = "identity", seed: int = 0) -> list[Layer]:
    """Random layers of `widths` (inputs, hidden layers, outputs), the same ones for the same `seed`.

    Weights are uniform in ±√(6 / (inputs + outputs)) and biases 0: Glorot & Bengio, *Understanding the
    difficulty of training deep feedforward neural networks* (2010), equation 16. The hidden layers have
    `activation`, the last one has `output`. Raises ShapeError, or SpecificationError for an unknown activation.
    """
    if len(widths) < 2 or min(widths) < 1:
        raise ShapeError("widths", list(widths), "give at least an input and an output width ≥ 1")
    random = np.random.default_rng(seed)
    names = [activation] * (len(widths) - 2) + [output]
    return [
        Layer(random.uniform(-1.0, 1.0, (a, b)) * math.sqrt(6 / (a + b)), np.zeros(b), name)
        for (a, b), name in zip(pairwise(widths), names, strict=True)
    ]


def checked_layers(params: Sequence[Layer], inputs: int | None = None) -> tuple[Layer, ...]:
    """`params` as a tuple, once every layer is known to take what the one below it gives, or `inputs`."""
    layers = tuple(params)
    if not layers:
        raise ShapeError("params", "empty", "give at least one layer")
    if inputs is not None and layers[0].inputs != inputs:
        raise ShapeError("params[0].weight", layers[0].weight.shape, f"give it {inputs} rows, one for each input")
    for place, (below, above) in enumerate(pairwise(layers), start=1):
        if above.inputs != below.outputs:
            remedy = f"give it {below.outputs} rows, one for each unit of layer {place - 1}"
            raise ShapeError(f"params[{place}].weight", above.weight.shape, remedy)
    return layers


def checked_rows(argument: str, value: object, columns: int, rows: int | None = None) -> Array:
    """`value` as a finite float64 array (rows, columns), contiguous by rows; any rows ≥ 1 where none are asked for."""
    array = shaped_rows(argument, value, columns, rows)
    require_finite(argument, array)
    return array


def shaped_rows(argument: str, value: object, columns: int, rows: int | None = None) -> Array:
    """As `checked_rows`, but the numbers may be infinite or NaN."""
    shape = f"({'rows' if rows is None else rows}, {columns})"
    try:
        array = np.ascontiguousarray(value, dtype=np.float64)
    except (TypeError, ValueError):
        raise ShapeError(argument, value, f"give an array of numbers, shape {shape}") from None
    if array.ndim != 2 or array.shape[1] != columns or len(array) != (rows or max(len(array), 1)):
        raise ShapeError(argument, array.shape, f"give an array of shape {shape}")
    return array


def require_array(argument: str, value: object, dimensions: int) -> None:
    """Raise unless `value` is a finite float64 array of so many `dimensions`."""
    if not isinstance(value, np.ndarray) or value.dtype != np.float64:
        kind = getattr(value, "dtype", type(value).__name__)
        raise ShapeError(argument, kind, "give a float64 array, for example numpy.asarray(values, float)")
    if value.ndim != dimensions:
        raise ShapeError(argument, value.shape, f"give an array of {dimensions} dimension{'s' * (dimensions > 1)}")
    require_finite(argument, value)


def require_finite(argument: str, array: Array, remedy: str = "give finite numbers only") -> None:
    """Raise NonFiniteError with the first entry of `array` that is infinite or not a number."""
    if is_finite(array):
        return
    place = tuple(int(i) for i in np.argwhere(~np.isfinite(array))[0])
    raise NonFiniteError(f"{argument}[{', '.join(map(str, place))}]", array[place], remedy)


def is_finite(array: Array) -> bool:
    """Whether no number in `array` is an infinity or NaN."""
    # The sum of squares is one quick pass. Where it overflows, every number is looked at.
    return math.isfinite(np.vdot(array, array)) or bool(np.isfinite(array).all())
