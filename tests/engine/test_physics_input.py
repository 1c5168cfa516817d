"""Jets and residuals told something wrong: one type of error for each kind, with argument, value and remedy."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest

from backprop.dense import Layer, initialise
from backprop.errors import BackpropError, NonFiniteError, ShapeError, SpecificationError
from backprop.physics import Residual, ResidualLoss, heat, propagate, reverse, steady_allen_cahn
from tests.support.analytic import Number

GOOD = initialise([2, 3, 1])
POINTS = np.ones((4, 2))


def residual_of(value: Callable[..., Number], partials: Callable[..., Number] | None = None) -> Callable[[], object]:
    """A call that takes the gradient of a home-made residual."""
    equation = Residual((2, 1), value, partials or (lambda points, *jet: (0.0,) * 4))
    return lambda: ResidualLoss(POINTS, equation).gradient(GOOD)


BAD: dict[str, tuple[Callable[[], object], type[BackpropError], str, str]] = {
    "points of other columns": (lambda: propagate(GOOD, np.ones((4, 3)), (2, 1)), ShapeError, "points", "(rows, 2)"),
    "NaN in points": (
        lambda: propagate(GOOD, np.full((1, 2), math.nan), (2, 1)), NonFiniteError, "points[0, 0]", "finite",
    ),
    "one order for two inputs": (lambda: propagate(GOOD, POINTS, (2,)), ShapeError, "orders", "each of 2 inputs"),
    "third order": (lambda: propagate(GOOD, POINTS, (3, 1)), SpecificationError, "orders", "0, 1 or 2"),
    "overflow": (
        lambda: propagate([Layer(np.full((2, 1), 1e200), np.zeros(1))], POINTS * 1e200, (1, 1)),
        NonFiniteError, "jet[0, 0, 0]", "smaller weights",
    ),
    "cotangents too few": (
        lambda: reverse(propagate(GOOD, POINTS, (2, 1)), [np.ones((4, 1))]), ShapeError, "cotangents", "4 parts",
    ),
    "a cotangent of other points": (
        lambda: reverse(propagate(GOOD, POINTS, (0, 0)), [np.ones((3, 1))]), ShapeError, "cotangents[0]", "(4, 1)",
    ),
    "overflow backwards": (
        lambda: reverse(propagate(GOOD, POINTS, (0, 0)), [np.full((4, 1), 1e308)]),
        NonFiniteError, "grads[0].weight[0, 1]", "overflow",
    ),
    "a network of one input": (
        lambda: ResidualLoss(POINTS, heat(1.0)).value(initialise([1, 1])), ShapeError, "params[0].weight", "2 rows",
    ),
    "points for another equation": (
        lambda: ResidualLoss(POINTS, steady_allen_cahn()), ShapeError, "points", "(rows, 1)",
    ),
    "a residual of another shape": (
        residual_of(lambda points, *jet: np.ones(4)), ShapeError, "residual.value", "shape (4, 1)",
    ),
    "a residual of NaN": (
        residual_of(lambda points, *jet: np.full((4, 1), math.nan)), NonFiniteError, "residual.value[0, 0]", "finite",
    ),
    "a residual whose square overflows": (
        residual_of(lambda points, *jet: np.full((4, 1), 1e200)), NonFiniteError, "residual.value", "scale",
    ),
    "a partial that overflows": (
        residual_of(lambda points, *jet: np.full((4, 1), 1e10), lambda points, *jet: (1e308, 0.0, 0.0, 0.0)),
        NonFiniteError, "grads[0].weight[0, 0]", "overflow",
    ),
    "partials too few": (
        residual_of(lambda points, *jet: jet[0], lambda points, *jet: (1.0,)),
        ShapeError, "residual.partials", "4 parts",
    ),
    "a partial of another shape": (
        residual_of(lambda points, *jet: jet[0], lambda points, *jet: (np.ones(3), 0.0, 0.0, 0.0)),
        ShapeError, "residual.partials[0]", "(4, 1)",
    ),
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
