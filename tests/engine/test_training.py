"""Gradient descent: closed forms, the order of updates, the overwrite bug, divergence."""

from __future__ import annotations

import math

import pytest

from backprop.errors import BackpropError, GraphError, NonFiniteError
from backprop.expression import expression
from backprop.graph import evaluate
from backprop.network import default_values, multilayer_perceptron
from backprop.steps import gradients
from backprop.training import train

DEEP = multilayer_perceptron([1, 2, 2, 1])


def test_a_parabola_shrinks_by_the_same_factor_each_time() -> None:
    """On ½w² every update multiplies w by 1 − rate."""
    states = list(train(expression("w*w/2", ["w"]), {"w": 1.0}, rate=0.25, updates=10))
    assert [state.update for state in states] == list(range(11))
    for state in states:
        assert state.parameters["w"] == pytest.approx(0.75**state.update, rel=1e-14)
        assert state.loss == pytest.approx(state.parameters["w"] ** 2 / 2, rel=1e-14)


def test_all_parameters_move_after_the_backward_pass() -> None:
    """w1 and w2 of (w1·w2 − 1)² move by the gradients at the old values of both."""
    graph = expression("(w1*w2 - 1)**2", ["w1", "w2"])
    start, end = train(graph, {"w1": 2.0, "w2": 3.0}, rate=0.01, updates=1)
    assert start.gradients == {"w1": 30.0, "w2": 20.0}
    assert end.parameters == {"w1": 2.0 - 0.3, "w2": 3.0 - 0.2}


def test_samples_share_the_parameters() -> None:
    """Least squares over four samples finds the line they lie on."""
    graph = expression("(w*x + b - y)**2", ["w", "b"])
    samples = [{"x": x, "y": 2 * x - 1} for x in (-1.0, 0.0, 1.0, 2.0)]
    values = {"w": 0.0, "b": 0.0, "x": 0.0, "y": 0.0}
    *_, last = train(graph, values, rate=0.2, updates=200, samples=samples)
    assert last.parameters == pytest.approx({"w": 2.0, "b": -1.0}, abs=1e-8)
    first = next(iter(train(graph, values, rate=0.2, updates=0, samples=samples)))
    each = [gradients(graph, evaluate(graph, {**values, **sample})) for sample in samples]
    assert first.gradients["w"] == pytest.approx(sum(one["w"] for one in each) / 4)


def test_the_overwrite_bug_learns_worse() -> None:
    """Where gradients meet, keeping the last contribution gives another gradient and a higher loss."""
    values = default_values(DEEP)
    right, wrong = (list(train(DEEP.graph, values, rate=0.05, updates=60, overwrite=flag)) for flag in (False, True))
    assert right[0].loss == wrong[0].loss
    assert right[0].gradients["w1_11"] != wrong[0].gradients["w1_11"]
    assert right[0].gradients["wo1"] == wrong[0].gradients["wo1"]


def test_without_parameters_the_wanted_values_are_trained() -> None:
    """A graph that names no parameters moves every wanted value."""
    *_, last = train(expression("(x - 3)**2"), {"x": 0.0}, rate=0.1, updates=100)
    assert last.parameters["x"] == pytest.approx(3.0, abs=1e-8)


def test_divergence_names_what_overflowed() -> None:
    """Too large a rate ends in an error with a remedy, not in nan."""
    with pytest.raises(NonFiniteError, match="smaller"):
        list(train(expression("w**4", ["w"]), {"w": 3.0}, rate=1.0, updates=100))


@pytest.mark.parametrize("updates", [0, 1])
def test_only_a_move_that_is_asked_for_can_diverge(updates: int) -> None:
    """The state before a move that overflows stands, and without updates there is no such move."""
    states = train(expression("w**2", ["w"]), {"w": 1e3}, rate=1e306, updates=updates)
    assert next(states).loss == 1e6
    if updates:
        with pytest.raises(NonFiniteError, match="smaller"):
            next(states)
    assert list(states) == []


@pytest.mark.parametrize(
    ("rate", "updates", "error"),
    [
        (0.0, 1, NonFiniteError),
        (-0.1, 1, NonFiniteError),
        (math.nan, 1, NonFiniteError),
        (math.inf, 1, NonFiniteError),
        (0.1, -1, GraphError),
    ],
)
def test_bad_rates_and_counts_are_refused(rate: float, updates: int, error: type[BackpropError]) -> None:
    """The rate is positive and finite, the number of updates not negative."""
    with pytest.raises(error):
        list(train(expression("w*w"), {"w": 1.0}, rate=rate, updates=updates))


def test_values_are_checked_before_training() -> None:
    """A missing, unknown or non-finite value is refused as by `evaluate`."""
    graph = expression("w*x", ["w"])
    for values in ({"w": 1.0}, {"w": 1.0, "x": 1.0, "z": 1.0}, {"w": math.nan, "x": 1.0}):
        with pytest.raises(BackpropError):
            list(train(graph, values, rate=0.1, updates=1))
