"""Gradient checks state their step and their error, and both are right."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

import pytest

from backprop.checking import Method, check_gradients, chosen_step
from backprop.errors import BackpropError
from backprop.expression import expression
from backprop.functions import FUNCTIONS
from backprop.primitives import COMPLEX_FUNCTIONS, FAMILIES, PRIMITIVES
from backprop.rows import Primitive
from tests.engine.networks import example

METHODS: tuple[Method, ...] = ("central-difference", "complex-step")


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("seed", range(16))
def test_right_gradients_are_within_the_expected_error(seed: int, method: Method) -> None:
    """On random networks the estimate is as close as the check says."""
    made = example(seed)
    for check in check_gradients(made.network.graph, made.values, method):
        assert check.agrees, check


def test_the_error_is_small_enough_to_find_a_mistake() -> None:
    """The expected error is far below the gradient: 1e-8 of it, and 1e-12 for the complex step."""
    graph = expression("sin(x)*exp(y)")
    for method, share in zip(METHODS, (1e-7, 1e-12), strict=True):
        for check in check_gradients(graph, {"x": 0.7, "y": 0.2}, method):
            assert check.expected_error < share * abs(check.gradient)


@pytest.mark.parametrize("step", [1e-1, 1e-2, 1e-3, 1e-5, 1e-9, 1e-12])
def test_a_step_of_ones_own_has_its_own_expected_error(step: float) -> None:
    """Too large a step truncates, too small a one rounds; the stated error covers both."""
    graph = expression("sin(x)*exp(x)")
    (check,) = check_gradients(graph, {"x": 0.7}, "central-difference", step)
    assert check.step == step
    assert check.agrees
    best = check_gradients(graph, {"x": 0.7})[0]
    assert best.expected_error < check.expected_error or step == 1e-5


def test_the_chosen_step_is_a_power_of_two_near_the_cube_root() -> None:
    """∛ε · max(1, |x|)."""
    for x in (0.0, 1.0, -3.0, 1e6):
        step = chosen_step(x)
        assert math.frexp(step)[0] == 0.5
        assert 0.6 < step / (2.0 ** (-52 / 3) * max(1.0, abs(x))) < 1.6


def test_every_function_of_the_table_has_a_complex_form() -> None:
    """What values call on floats can be called on complex numbers, and only what partials alone call cannot."""
    called = {name for row in _rows() for name in re.findall(r"(\w+)\(", row.value) if name != row.name}
    assert called & set(FUNCTIONS) <= set(COMPLEX_FUNCTIONS)
    for name, function in COMPLEX_FUNCTIONS.items():
        row = PRIMITIVES.get(name) or (FAMILIES[name].member(2) if name in FAMILIES else None)
        arguments = (0.4, 0.3, 0.8, 0.1)[: len(row.arguments) if row else 2]
        arguments = (0.4, -0.3, 0.8) if name in ("clip", "inside") else arguments
        arguments = (1.0, 0.3, 0.8) if name == "where" else arguments
        arguments = (0.4,) if name == "one_less" else arguments
        found = function(*map(complex, arguments))
        assert found.real == pytest.approx(FUNCTIONS[name](*arguments), rel=1e-14), name


def _rows() -> Iterator[Primitive]:
    yield from PRIMITIVES.values()
    yield from (family.member(2) for family in FAMILIES.values())


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("guess",), "central-difference or complex-step"),
        (("complex-step", 0.0), "positive"),
        (("complex-step", -1.0), "positive"),
        (("complex-step", math.nan), "positive"),
        (("complex-step", math.inf), "positive"),
    ],
)
def test_bad_methods_and_steps_are_refused(arguments: tuple[Method, float], words: str) -> None:
    """The message names the argument and what would work."""
    with pytest.raises(BackpropError, match=words):
        check_gradients(expression("x*x"), {"x": 1.0}, *arguments)
