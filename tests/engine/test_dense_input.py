"""The dense runtime told something wrong: one type of error for each kind, with argument, value and remedy."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest

from backprop.dense import Layer, backward, forward, gradient, initialise
from backprop.errors import BackpropError, DomainError, NonFiniteError, ShapeError, SpecificationError

GOOD = initialise([2, 3, 1])
X = np.ones((4, 2))
BAD: dict[str, tuple[Callable[[], object], type[BackpropError], str, str]] = {
    "no layers": (lambda: forward([], X), ShapeError, "params", "at least one layer"),
    "layers that do not fit": (
        lambda: forward([GOOD[0], GOOD[0]], X), ShapeError, "params[1].weight", "give it 3 rows",
    ),
    "too many columns": (lambda: forward(GOOD, np.ones((4, 3))), ShapeError, "x", "(rows, 2)"),
    "no rows": (lambda: forward(GOOD, np.ones((0, 2))), ShapeError, "x", "(rows, 2)"),
    "one dimension": (lambda: forward(GOOD, np.ones(2)), ShapeError, "x", "(rows, 2)"),
    "words": (lambda: forward(GOOD, np.array([["a", "b"]])), ShapeError, "x", "array of numbers"),
    "ragged rows": (lambda: forward(GOOD, [[1.0, 2.0], [3.0]]), ShapeError, "x", "array of numbers"),  # type: ignore[arg-type]
    "NaN in x": (lambda: forward(GOOD, np.array([[1.0, math.nan]])), NonFiniteError, "x[0, 1]", "finite"),
    "infinity in x": (lambda: forward(GOOD, np.array([[math.inf, 1.0]])), NonFiniteError, "x[0, 0]", "finite"),
    "overflow": (
        lambda: forward([Layer(np.full((2, 1), 1e200), np.zeros(1))], X * 1e200),
        NonFiniteError, "y[0, 0]", "smaller weights",
    ),
    "dL_dy of other rows": (lambda: backward(forward(GOOD, X), np.ones((3, 1))), ShapeError, "dL_dy", "(4, 1)"),
    "NaN in dL_dy": (
        lambda: backward(forward(GOOD, X), np.full((4, 1), math.nan)), NonFiniteError, "dL_dy[0, 0]", "finite",
    ),
    "overflow backwards": (
        lambda: backward(forward(GOOD, X), np.full((4, 1), 1e308)), NonFiniteError, "grads[1].bias[0]", "overflow",
    ),
    "overflow of dL/dW alone": (
        lambda: backward(
            forward([Layer(np.full((1, 1), 1e-200), np.zeros(1))], np.full((1, 1), 1e200)), np.full((1, 1), 1e200)
        ),
        NonFiniteError, "grads[0].weight[0, 0]", "overflow",
    ),
    "target of other columns": (lambda: gradient(GOOD, X, np.ones((4, 2))), ShapeError, "target", "(4, 1)"),
    "a loss that overflows": (
        lambda: gradient(GOOD, X, np.full((4, 1), 1e200)), NonFiniteError, "loss", "smaller",
    ),
    "a target that is no probability": (
        lambda: gradient(GOOD, X, np.array([[1.0], [0.0], [1.5], [1.0]]), "binary-cross-entropy"),
        DomainError, "target[2, 0]", "from 0 to 1",
    ),
    "targets that share more than 1": (
        lambda: gradient(initialise([2, 2]), X, np.ones((4, 2)), "softmax-cross-entropy"),
        DomainError, "target[0, 0] + target[0, 1]", "add up to 1",
    ),
    "a softmax of one": (
        lambda: gradient(GOOD, X, np.ones((4, 1)), "softmax-cross-entropy"), ShapeError, "outputs", "two outputs",
    ),
    "unknown loss": (
        lambda: gradient(GOOD, X, np.ones((4, 1)), "mse"), SpecificationError, "loss", "mean-squared-error",
    ),
    "unknown activation": (
        lambda: Layer(np.ones((2, 1)), np.ones(1), "swish"), SpecificationError, "activation", "silu",
    ),
    "a list as activation": (
        lambda: Layer(np.ones((2, 1)), np.ones(1), ["tanh"]), SpecificationError, "activation", "silu",  # type: ignore[arg-type]
    ),
    "single precision": (lambda: Layer(np.ones((2, 1), np.float32), np.ones(1)), ShapeError, "weight", "float64"),
    "a list as weight": (lambda: Layer([[1.0]], np.ones(1)), ShapeError, "weight", "float64"),  # type: ignore[arg-type]
    "a vector as weight": (lambda: Layer(np.ones(2), np.ones(2)), ShapeError, "weight", "2 dimensions"),
    "a matrix as bias": (lambda: Layer(np.ones((2, 1)), np.ones((1, 1))), ShapeError, "bias", "1 dimension"),
    "biases too many": (lambda: Layer(np.ones((2, 1)), np.ones(2)), ShapeError, "bias", "(1,)"),
    "no units": (lambda: Layer(np.ones((2, 0)), np.ones(0)), ShapeError, "weight", "one unit"),
    "NaN in a weight": (
        lambda: Layer(np.array([[1.0], [math.nan]]), np.ones(1)), NonFiniteError, "weight[1, 0]", "finite",
    ),
    "one width": (lambda: initialise([3]), ShapeError, "widths", "at least an input"),
}  # fmt: skip


@pytest.mark.parametrize("what", BAD)
def test_bad_input_is_named_with_its_value_and_a_remedy(what: str) -> None:
    """One type of error for each kind, and a message that says what to do."""
    call, kind, argument, remedy = BAD[what]
    with pytest.raises(kind) as caught:
        call()
    assert caught.value.argument == argument
    assert remedy in caught.value.remedy
    assert argument in str(caught.value)


def test_a_weight_that_turned_nan_in_training_is_found() -> None:
    """The output shows it, though a layer is checked only when it is made."""
    layers = initialise([2, 3, 1])
    layers[0].weight[0, 0] = math.nan
    with pytest.raises(NonFiniteError):
        forward(layers, X)
