"""Derivatives with respect to inputs, and gradients of residuals: published cases, closed forms, complex numbers."""

from __future__ import annotations

import json
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from backprop import physics
from backprop.dense import Layer, forward, initialise
from backprop.physics import Residual, ResidualLoss, burgers, heat, propagate, reverse, steady_allen_cahn
from tests.support.analytic import Number, Weights, close, flat, input_derivatives, parameter_gradient

CASES = {case["id"]: case for case in json.loads((Path(__file__).parents[1] / "cases.json").read_text())["cases"]}
SMOOTH = ["tanh", "sigmoid", "softplus", "silu", "gelu"]
WAVE = Residual(
    (2, 2),
    lambda points, u, u_x, u_t, u_xx, u_tt: u_tt - 4.0 * u_xx + u_x * u_t,
    lambda points, u, u_x, u_t, u_xx, u_tt: (0.0, u_t, u_x, -4.0, 1.0),
)
POISSON = Residual(
    (2, 2),
    lambda points, u, u_x, u_y, u_xx, u_yy: u_xx + u_yy - np.sin(points[:, :1]),
    lambda points, u, u_x, u_y, u_xx, u_yy: (0.0, 0.0, 0.0, 1.0, 1.0),
)
EQUATIONS = {"Burgers": burgers(0.1), "heat": heat(0.3), "wave with damping": WAVE, "Poisson": POISSON}


def one_neuron(w_x: float, w_t: float, bias: float = 0.0, out: float = 1.0, shift: float = 0.0) -> list[Layer]:
    """u = out·tanh(w_x x + w_t t + bias) + shift."""
    return [
        Layer(np.array([[w_x], [w_t]]), np.array([bias]), "tanh"),
        Layer(np.array([[out]]), np.array([shift])),
    ]


def weights_of(layers: list[Layer]) -> Weights:
    """What the oracles take."""
    return [(layer.weight, layer.bias, layer.activation) for layer in layers]


# Published and closed forms


def test_burgers_travelling_wave_leaves_no_residual() -> None:
    """u = c − a tanh(a(x − ct)/(2ν)) is one neuron: u and its derivatives as published, residual 0 to 1e-14."""
    case = CASES["pinn-burgers-one-neuron"]
    v = {key: float(text) for key, text in {**case["inputs"]["as_net"], **case["inputs"]}.items() if key != "as_net"}
    layers = one_neuron(v["w_x"], v["w_t"], v["b"], v["w_o"], v["b_o"])
    point = np.array([[v["x"], v["t"]]])
    trace = propagate(layers, point, (2, 1))
    expected = [float(case["expected"][key]) for key in ("u", "u_x", "u_t", "u_xx")]
    np.testing.assert_allclose(flat(trace.jet), expected, rtol=1e-12)
    assert abs(burgers(v["nu"]).value(point, *trace.jet).item()) <= 1e-14
    assert ResidualLoss(point, burgers(v["nu"])).value(layers) <= 1e-28


def test_a_wave_of_the_wrong_speed_leaves_the_published_residual() -> None:
    """The control: with w_x = 2 and w_t = −2 the residual is 0.018968616651283422517."""
    case = CASES["pinn-burgers-one-neuron"]
    layers, point = one_neuron(2.0, -2.0, 0.0, -0.5, 1.0), np.array([[0.3, 0.2]])
    residual = float(case["expected"]["control residual with w_x=2.0,w_t=-2.0"])
    jet = propagate(layers, point, (2, 1)).jet
    assert burgers(0.1).value(point, *jet).item() == pytest.approx(residual, rel=1e-12)
    assert ResidualLoss(point, burgers(0.1)).value(layers) == pytest.approx(residual**2 / 2, rel=1e-12)


def test_derivatives_of_tanh_and_their_parameter_gradients_have_their_closed_forms() -> None:
    """u = tanh(wx + b): u, u_x, u_xx, and d/dw and d/db of u_x and u_xx, to 1e-11."""
    case = CASES["pinn-tanh-closed-form"]
    w, b, x = (float(case["inputs"][key]) for key in "wbx")
    expected = {key: float(text) for key, text in case["expected"].items()}
    trace = propagate([Layer(np.array([[w]]), np.array([b]), "tanh")], np.array([[x]]), (2,))
    np.testing.assert_allclose(flat(trace.jet), [expected[key] for key in ("u", "u_x", "u_xx")], rtol=1e-11)
    for place, name in ((1, "dux"), (2, "duxx")):
        cotangents = [np.full((1, 1), float(place == part)) for part in range(3)]
        found = flat([list(each) for each in reverse(trace, cotangents)])
        np.testing.assert_allclose(found, [expected[f"{name}_dw"], expected[f"{name}_db"]], rtol=1e-11)


def test_the_chapters_network_has_the_published_derivatives_and_residual_gradient() -> None:
    """ŷ_x, ŷ_xx, r = ŷ_xx + ŷ − ŷ³, and the gradient of ½r² with respect to all seven parameters, to 1e-10."""
    case = CASES["own-1-2-1"]
    v, expected = {key: float(text) for key, text in case["inputs"].items()}, case["expected"]
    layers = [
        Layer(np.array([[v["w11"], v["w12"]]]), np.array([v["b1"], v["b2"]]), "tanh"),
        Layer(np.array([[v["wo1"]], [v["wo2"]]]), np.array([v["bo"]])),
    ]
    point = np.array([[v["x"]]])
    wanted = [float(expected[key]) for key in ("yhat", "yhat_x", "yhat_xx")]
    np.testing.assert_allclose(flat(propagate(layers, point, (2,)).jet), wanted, rtol=1e-12)
    loss, grads = ResidualLoss(point, steady_allen_cahn()).gradient(layers)
    assert loss == pytest.approx(float(expected["r=yhat_xx+yhat-yhat^3"]) ** 2 / 2, rel=1e-12)
    published = [float(expected["grad_of_half_r^2"][key]) for key in ("w11", "w12", "b1", "b2", "wo1", "wo2", "bo")]
    np.testing.assert_allclose(flat([list(each) for each in grads]), published, rtol=1e-10)


def test_the_heat_residual_of_one_neuron_has_its_closed_form() -> None:
    """u = tanh(z), z = wx + vt + b: u_t − α u_xx = (1 − u²)(v + 2αw²u), and its gradient by the product rule."""
    w, v, b, alpha = 0.7, -0.4, 0.2, 0.3
    points = np.array([[0.5, 0.1], [-1.2, 0.8], [2.0, 1.5]])
    u = np.tanh(points @ np.array([w, v]) + b)
    bent = 1 - u**2
    r = bent * (v + 2 * alpha * w**2 * u)
    slope = -2 * u * bent * (v + 2 * alpha * w**2 * u) + 2 * alpha * w**2 * bent**2
    dw, dv, db = slope * points[:, 0] + bent * 4 * alpha * w * u, slope * points[:, 1] + bent, slope
    loss, grads = ResidualLoss(points, heat(alpha)).gradient([Layer(np.array([[w], [v]]), np.array([b]), "tanh")])
    assert loss == pytest.approx((r**2).mean() / 2, rel=1e-13)
    np.testing.assert_allclose(flat(list(grads[0])), [(r * d).mean() for d in (dw, dv, db)], rtol=1e-12)


def test_a_network_of_straight_pieces_has_no_second_derivative() -> None:
    """u_xx of a ReLU network is 0 almost everywhere, whatever its depth; u_x is not."""
    points = np.random.default_rng(1).normal(size=(50, 2))
    _, u_x, _, u_xx = propagate(initialise([2, 9, 9, 1], "relu", seed=3), points, (2, 1)).jet
    assert u_x.any()
    assert not u_xx.any()


def test_an_affine_network_has_its_weights_as_derivatives() -> None:
    """Identity layers multiply: u_x is the product of the weights, at every point."""
    layers = initialise([2, 3, 2], "identity", seed=3)
    product = layers[0].weight @ layers[1].weight
    u, u_x, u_t, u_xx = propagate(layers, np.ones((4, 2)), (2, 1)).jet
    close([u, u_x, u_t, u_xx], [np.tile(row, (4, 1)) for row in (product.sum(0), *product, np.zeros(2))], 1e-14)


# Number network


@pytest.mark.parametrize("orders", [(0, 0), (1, 0), (0, 1), (2, 0), (2, 1), (2, 2)])
@pytest.mark.parametrize("name", SMOOTH)
def test_derivatives_match_cauchys_integral(name: str, orders: tuple[int, ...]) -> None:
    """u and its derivatives of a network with two outputs, to 1e-11, in the documented order."""
    layers = initialise([2, 5, 4, 2], name, output="tanh", seed=5)
    points = np.random.default_rng(6).normal(size=(7, 2))
    found = propagate(layers, points, orders).jet
    wanted = [np.real(part) for part in input_derivatives(weights_of(layers), points, orders)]
    assert len(found) == len(wanted)
    close(list(found), wanted, 1e-11)


def test_the_value_is_that_of_the_forward_pass() -> None:
    """Jets of order 0 are plain evaluation."""
    layers = initialise([3, 8, 2], "gelu", seed=1)
    points = np.random.default_rng(2).normal(size=(9, 3))
    close(list(propagate(layers, points, (0, 0, 0)).jet), forward(layers, points).y, 1e-14)


@pytest.mark.parametrize("equation", EQUATIONS)
@pytest.mark.parametrize("name", SMOOTH)
def test_residual_gradients_match_cauchys_integral(name: str, equation: str) -> None:
    """½ mean r² and its gradient, to 1e-8, where no derivative formula is used on the other side."""
    residual = EQUATIONS[equation]
    layers = initialise([2, 3, 3, 1], name, seed=7)
    points = np.random.default_rng(8).normal(size=(3, 2))

    def loss(weights: Weights) -> Number:
        return 0.5 * (residual.value(points, *input_derivatives(weights, points, residual.orders)) ** 2).mean()

    value, grads = ResidualLoss(points, residual).gradient(layers)
    assert value == pytest.approx(float(np.real(loss(weights_of(layers)))), rel=1e-9)
    close([list(each) for each in grads], parameter_gradient(loss, weights_of(layers), 1e-3, 4), 1e-8)


def test_identity_layers_inside_are_passed_through() -> None:
    """Two affine layers in a row are one: the same residual, and gradients that agree by the product rule."""
    layers = initialise([2, 4, 1], seed=1)
    middle = Layer(np.eye(4), np.zeros(4))
    points = np.random.default_rng(3).normal(size=(6, 2))
    loss, (first, last) = ResidualLoss(points, burgers(0.2)).gradient(layers)
    wider, (same, inner, end) = ResidualLoss(points, burgers(0.2)).gradient([layers[0], middle, layers[1]])
    assert wider == pytest.approx(loss, rel=1e-14)
    close([list(same), list(end)], [list(first), list(last)], 1e-13)
    close(np.trace(inner.weight), last.weight.T @ layers[1].weight, 1e-12)


@pytest.mark.parametrize(
    "names", [("identity", "tanh", "identity"), ("identity", "identity", "gelu"), ("identity",) * 3]
)
@pytest.mark.parametrize("equation", EQUATIONS)
def test_affine_layers_below_the_first_curved_one_are_right(names: tuple[str, ...], equation: str) -> None:
    """Their jets are kept without the second derivatives, which are 0: the gradient is that of all parts."""
    residual, points = EQUATIONS[equation], np.random.default_rng(8).normal(size=(3, 2))
    layers = [
        Layer(each.weight, each.bias + 0.1, name) for each, name in zip(initialise([2, 3, 2, 1]), names, strict=True)
    ]

    def loss(weights: Weights) -> Number:
        return 0.5 * (residual.value(points, *input_derivatives(weights, points, residual.orders)) ** 2).mean()

    value, grads = ResidualLoss(points, residual).gradient(layers)
    assert value == pytest.approx(float(np.real(loss(weights_of(layers)))), rel=1e-9)
    close([list(each) for each in grads], parameter_gradient(loss, weights_of(layers), 1e-3, 4), 1e-8)


@pytest.mark.parametrize("count", [1, 63, 64, 65, 200])
def test_tiles_change_nothing(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """One point more or fewer than a tile, or several tiles: as in one piece, to 1e-12."""
    layers = initialise([2, 20, 20, 1], seed=2)
    points = np.random.default_rng(4).normal(size=(count, 2))
    whole = ResidualLoss(points, burgers(0.1)).gradient(layers)
    monkeypatch.setattr(physics, "TILE_NUMBERS", 1)
    tiled = ResidualLoss(points, burgers(0.1))
    close(flat_gradient(tiled.gradient(layers)), flat_gradient(whole), 1e-12)
    assert tiled.value(layers) == pytest.approx(whole[0], rel=1e-13)


def flat_gradient(result: tuple[float, Number]) -> np.ndarray:
    """Loss and gradient as one vector."""
    return np.append(flat([list(each) for each in result[1]]), result[0])


def test_memory_of_one_call_serves_the_next() -> None:
    """A loss called again with other parameters, and then with another network, gives what a new one gives."""
    points = np.random.default_rng(4).normal(size=(30, 2))
    kept = ResidualLoss(points, heat(0.1))
    for layers in (initialise([2, 6, 1], seed=1), initialise([2, 6, 1], seed=2), initialise([2, 5, 5, 1], seed=3)):
        fresh = ResidualLoss(points, heat(0.1)).gradient(layers)
        assert flat_gradient(kept.gradient(layers)).tolist() == flat_gradient(fresh).tolist()


def test_a_trace_can_be_reversed_again_and_used_again() -> None:
    """`reverse` leaves its trace as it was; `reuse` writes into the same memory, where it fits."""
    points = np.random.default_rng(4).normal(size=(5, 2))
    trace = propagate(initialise([2, 6, 1], seed=1), points, (2, 1))
    once, twice = (flat([list(each) for each in reverse(trace, list(trace.jet))]) for _ in range(2))
    assert once.tolist() == twice.tolist()
    again = propagate(initialise([2, 6, 1], seed=2), points, (2, 1), reuse=trace)
    assert again.jets[-1] is trace.jets[-1]
    assert propagate(initialise([2, 6, 1]), points, (2, 2), reuse=trace).jets[-1] is not trace.jets[-1]


# Peers: the same derivatives and gradients are checked above without them.


@pytest.mark.parametrize("name", ["tanh", "sigmoid", "softplus", "silu", "gelu"])
def test_burgers_gradient_matches_jax(jax: ModuleType, name: str) -> None:
    """Loss and gradient on 200 points, grad of grad in float64, to 1e-11."""
    activations = {"tanh": jax.numpy.tanh, "gelu": lambda z: jax.nn.gelu(z, approximate=False)}
    activation = activations.get(name) or getattr(jax.nn, name)
    layers = initialise([2, 20, 20, 1], name, seed=9)
    points = np.random.default_rng(10).uniform(-1.0, 1.0, (200, 2))

    def u(weights: Number, point: Number) -> Number:
        *hidden, (weight, bias) = weights
        for each, its_bias in hidden:
            point = activation(point @ each + its_bias)
        return (point @ weight + bias)[0]

    def loss(weights: Number) -> Number:
        def residual(point: Number) -> Number:
            u_x, u_t = jax.grad(u, 1)(weights, point)
            u_xx = jax.grad(lambda p: jax.grad(u, 1)(weights, p)[0])(point)[0]
            return u_t + u(weights, point) * u_x - 0.1 * u_xx

        return 0.5 * (jax.vmap(residual)(points) ** 2).mean()

    # Compiled as a whole: operation by operation takes more than twice as long.
    value, wanted = jax.jit(jax.value_and_grad(loss))([(layer.weight, layer.bias) for layer in layers])
    found, grads = ResidualLoss(points, burgers(0.1)).gradient(layers)
    assert found == pytest.approx(float(value), rel=1e-11)
    close([list(each) for each in grads], [[np.asarray(a) for a in each] for each in wanted], 1e-11)
