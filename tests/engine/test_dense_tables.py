"""The dense runtime's tables of activations and losses, row by row."""

from __future__ import annotations

import math

import numpy as np
import pytest

from backprop import losses
from backprop.dense import gradient, initialise
from backprop.dense_activations import ACTIVATIONS, KNOWN, activation
from backprop.dense_losses import LOSSES
from tests.support.analytic import ANALYTIC, LOSS_OF, Number, cauchy

SMOOTH = [name for name in ACTIVATIONS if name != "relu"]


@pytest.mark.parametrize("name", SMOOTH)
def test_activations_and_their_derivatives_match_cauchys_integral(name: str) -> None:
    """σ, σ′, σ″ and σ‴ from −3 to 3, to 1e-10, without any formula for a derivative."""
    row, z = ACTIVATIONS[name], np.linspace(-3.0, 3.0, 41)
    h, first, second, third = (np.empty_like(z) for _ in range(4))
    row.value(z, h)
    row.first(z, h, first, first)
    row.second(z, h, first, second)
    row.third(z, h, first, third)
    for order, found in enumerate((h, first, second, third)):
        wanted = cauchy(lambda by: ANALYTIC[name](z + by), order, radius=1.0, nodes=64).real
        np.testing.assert_allclose(found, wanted, atol=1e-10, err_msg=f"order {order}")


def test_relu_takes_slope_0_at_its_kink() -> None:
    """And has no second derivative anywhere, as networks of straight pieces have none."""
    row, z = ACTIVATIONS["relu"], np.array([-2.0, 0.0, 3.0])
    h, first, second = np.empty(3), np.empty(3), np.ones(3)
    row.value(z, h)
    row.first(z, h, first, first)
    row.second(z, h, first, second)
    assert (h.tolist(), first.tolist(), second.tolist()) == ([0, 0, 3], [0, 0, 1], [0, 0, 0])


LIMITS = {
    "tanh": (-1.0, 1.0, 0.0, 0.0),
    "sigmoid": (0.0, 1.0, 0.0, 0.0),
    "relu": (0.0, 1000.0, 0.0, 1.0),
    "identity": (-1000.0, 1000.0, 1.0, 1.0),
    "softplus": (0.0, 1000.0, 0.0, 1.0),
    "silu": (0.0, 1000.0, 0.0, 1.0),
    "gelu": (0.0, 1000.0, 0.0, 1.0),
}


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_activations_are_stable_far_from_0(name: str) -> None:
    """At ±1000 value and slope are the limits and the higher derivatives 0, with no overflow on the way."""
    row, z = ACTIVATIONS[name], np.array([-1000.0, 1000.0])
    h, first, second, third = (np.empty(2) for _ in range(4))
    row.value(z, h)
    row.first(z, h, first, first)
    row.second(z, h, first, second)
    row.third(z, h, first, third)
    assert (*h, *first) == LIMITS[name]
    assert not second.any()
    assert not third.any()


@pytest.mark.parametrize("z", [-20.0, -1e-8, 0.0, 1e-8, 20.0])
def test_small_and_saturated_values_keep_their_digits(z: float) -> None:
    """sigmoid, softplus and GELU keep relative accuracy 1e-14 where 1 + exp(z) would have lost it."""
    wanted = {
        "sigmoid": math.exp(z) / (1 + math.exp(z)) if z < 0 else 1 / (1 + math.exp(-z)),
        "softplus": math.log1p(math.exp(z)) if z < 1 else z + math.log1p(math.exp(-z)),
        "gelu": 0.5 * z * math.erfc(-z / math.sqrt(2)),
    }
    for name, value in wanted.items():
        found = np.empty(1)
        ACTIVATIONS[name].value(np.array([z]), found)
        assert found[0] == pytest.approx(value, rel=1e-14), name


def test_the_dense_runtime_has_the_losses_of_figures() -> None:
    """A row that one of the two tables lacks is named."""
    assert LOSSES.keys() ^ losses.LOSSES.keys() == set()


@pytest.mark.parametrize("name", LOSS_OF)
def test_losses_and_their_gradients(name: str) -> None:
    """Value and dL/dy against the textbook's formula on complex numbers, to 1e-12."""
    random = np.random.default_rng(1)
    y, target = random.normal(0, 2, (3, 4)), random.dirichlet(np.ones(4), 3)

    def along(place: tuple[int, int]) -> Number:
        unit = np.zeros((3, 4))
        unit[place] = 1
        return cauchy(lambda by: LOSS_OF[name](y + by * unit, target)).real

    assert LOSSES[name].value(y, target) == pytest.approx(LOSS_OF[name](y, target), rel=1e-13)
    wanted = [along(place) for place in np.ndindex(3, 4)]
    np.testing.assert_allclose(LOSSES[name].gradient(y, target).ravel(), wanted, atol=1e-12)


def test_the_huber_loss_is_a_parabola_between_two_straight_lines() -> None:
    """Value and gradient of each error of one row, by hand; two rows give the mean."""
    errors = {-3.0: (2.5, -1), -1.0: (0.5, -1), -0.5: (0.125, -0.5), 0.0: (0, 0), 1.0: (0.5, 1), 2.0: (1.5, 1)}
    row, target = LOSSES["huber-loss"], np.array([[0.25]])
    found = {error: (row.value(target + error, target), *row.gradient(target + error, target)[0]) for error in errors}
    assert found == errors
    assert row.value(np.array([[2.0, 0.5], [0.0, 0.0]]), np.zeros((2, 2))) == (1.5 + 0.125) / 2


@pytest.mark.parametrize(("name", "value"), [("binary-cross-entropy", 500.0), ("softmax-cross-entropy", 2000.0)])
def test_cross_entropies_are_stable_at_1000(name: str, value: float) -> None:
    """A logit of 1000 on the wrong side costs what it should; on the right side nothing."""
    wrong, right = np.array([[1000.0, -1000.0]]), np.array([[0.0, 0.0], [1.0, 0.0]])[1:]
    assert LOSSES[name].value(-wrong, right) == pytest.approx(value * (2 if name[0] == "b" else 1))
    assert LOSSES[name].value(wrong, right) == 0
    assert np.abs(LOSSES[name].gradient(-wrong, right)).max() <= 1


@pytest.mark.parametrize("name", [name for name in KNOWN if name not in ACTIVATIONS])
def test_an_activation_of_the_engines_table_alone_works_here_too(name: str) -> None:
    """Value and three derivatives, by central differences of one another, and a network's gradient by its loss."""
    row, z, step = activation(name), np.array([[-4.1, -1.3, -0.4], [0.3, 0.8, 3.7]]), 1e-5
    outs = []
    for place in (z - step, z, z + step):
        h, orders = np.empty_like(z), [np.empty_like(z) for _ in range(3)]
        row.value(place, h)
        for write, out in zip((row.first, row.second, row.third), orders, strict=True):
            write(place, h, orders[0], out)
        outs.append([h, *orders])
    for low, high, slope in zip(outs[0][:3], outs[2][:3], outs[1][1:], strict=True):
        np.testing.assert_allclose((high - low) / (2 * step), slope, atol=1e-9)
    layers = initialise([2, 3, 1], name)
    x, target = np.array([[0.3, -0.8], [1.2, 0.4]]), np.array([[0.5], [-0.2]])
    _, grads = gradient(layers, x, target)
    layers[0].weight[0, 1] += step
    above = gradient(layers, x, target)[0]
    layers[0].weight[0, 1] -= 2 * step
    below = gradient(layers, x, target)[0]
    assert grads[0].weight[0, 1] == pytest.approx((above - below) / (2 * step), rel=1e-8)
