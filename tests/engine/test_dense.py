"""The dense runtime: values and gradients against complex numbers, published cases, PyTorch and JAX."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from backprop import dense
from backprop.dense import Layer, backward, forward, gradient, initialise
from backprop.dense_activations import ACTIVATIONS
from backprop.dense_losses import LOSSES
from backprop.errors import BackpropError, NonFiniteError, ShapeError, SpecificationError
from tests.support.analytic import ANALYTIC, Number, Weights, cauchy, network, parameter_gradient

CASES = {case["id"]: case for case in json.loads((Path(__file__).parents[1] / "cases.json").read_text())["cases"]}
OWN = CASES["own-1-2-1"]
RADIUS, NODES = 2e-4, 4
SMOOTH = [name for name in ACTIVATIONS if name != "relu"]

LOSS_OF: dict[str, Callable[[Number, Number], Number]] = {
    "half-squared-error": lambda y, t: 0.5 * ((y - t) ** 2).sum() / len(t),
    "mean-squared-error": lambda y, t: ((y - t) ** 2).mean(),
    "binary-cross-entropy": lambda y, t: (t * np.log(1 + np.exp(-y)) + (1 - t) * np.log(1 + np.exp(y))).mean(),
    "softmax-cross-entropy": lambda y, t: -(t * np.log(np.exp(y) / np.exp(y).sum(1, keepdims=True))).sum() / len(t),
}


def chapter() -> tuple[list[Layer], np.ndarray, np.ndarray]:
    """The chapter's 1-2-1 network with its numbers."""
    v = {name: float(text) for name, text in OWN["inputs"].items()}
    hidden = Layer(np.array([[v["w11"], v["w12"]]]), np.array([v["b1"], v["b2"]]), "tanh")
    output = Layer(np.array([[v["wo1"]], [v["wo2"]]]), np.array([v["bo"]]))
    return [hidden, output], np.array([[v["x"]]]), np.array([[v["y"]]])


def random_network(seed: int) -> tuple[list[Layer], np.ndarray, np.ndarray, str]:
    """1 to 6 layers of 1 to 8 units, any activations, any loss, 1 to 5 rows; no ReLU near its kink."""
    random = np.random.default_rng(seed)
    while True:
        layers, x, target, name = drawn_network(random)
        if from_kinks(layers, x) > 100 * RADIUS:
            return layers, x, target, name


def from_kinks(layers: list[Layer], x: np.ndarray) -> float:
    """The smallest |z| of all ReLU."""
    nearest = math.inf
    for layer in layers:
        if layer.activation == "relu":
            nearest = min(nearest, np.abs(x @ layer.weight + layer.bias).min())
        x = network(weights_of([layer]), x).real
    return nearest


def drawn_network(random: np.random.Generator) -> tuple[list[Layer], np.ndarray, np.ndarray, str]:
    """The next one of `random`."""
    widths = random.integers(1, 9, size=random.integers(2, 8))
    names = random.choice(list(ACTIVATIONS), size=len(widths) - 1)
    layers = [
        Layer(random.normal(0, 0.7, (a, b)), random.normal(0, 0.3, b), str(name))
        for a, b, name in zip(widths, widths[1:], names, strict=False)
    ]
    rows = int(random.integers(1, 6))
    target = random.dirichlet(np.ones(widths[-1]), rows)
    return layers, random.normal(0, 1, (rows, widths[0])), target, str(random.choice(list(LOSSES)))


def weights_of(layers: list[Layer]) -> Weights:
    """What the oracles take."""
    return [(layer.weight, layer.bias, layer.activation) for layer in layers]


def flat(arrays: Number) -> np.ndarray:
    """All numbers of nested sequences of arrays."""
    if isinstance(arrays, (list, tuple)):
        return np.concatenate([flat(array) for array in arrays])
    return np.asarray(arrays, dtype=float).ravel()


def close(one: Number, other: Number, rel: float) -> None:
    """Equal to `rel` times the largest number: single entries may cancel to nearly nothing."""
    one, other = flat(one), flat(other)
    assert one.shape == other.shape
    assert np.abs(one - other).max() <= rel * max(np.abs(other).max(), 1e-3)


# The published case


def test_the_chapters_network_has_the_published_values_and_gradients() -> None:
    """z, h, L and all gradients, dL/dx included, agree with 40-digit arithmetic to 1e-12."""
    layers, x, target = chapter()
    trace = forward(layers, x)
    grads, below = backward(trace, LOSSES["half-squared-error"].gradient(trace.y, target))
    expected = {key: float(text) for key, text in OWN["expected"].items() if isinstance(text, str)}
    h1, h2 = trace.activations[0][0]
    assert (h1, h2, trace.y[0, 0]) == pytest.approx([expected[key] for key in ("h1", "h2", "yhat")], rel=1e-12)
    assert gradient(layers, x, target)[0] == pytest.approx(expected["L"], rel=1e-12)
    names = ["dL_dw11", "dL_dw12", "dL_db1", "dL_db2", "dL_dwo1", "dL_dwo2", "dL_dbo"]
    np.testing.assert_allclose(flat(grads), [expected[name] for name in names], rtol=1e-12)
    assert below[0, 0] == pytest.approx(expected["dL_dx"], rel=1e-12)


def test_the_sigmoid_neuron_of_cs231n() -> None:
    """One sigmoid unit, w = [2, −3] and bias −3: gradients of its output as published, to 2 digits, and exactly."""
    case = CASES["cs231n-sigmoid-neuron"]["expected"]
    trace = forward([Layer(np.array([[2.0], [-3.0]]), np.array([-3.0]), "sigmoid")], np.array([[-1.0, -2.0]]))
    grads, below = backward(trace, np.ones((1, 1)))
    found = [trace.y[0, 0], *grads[0].weight[:, 0], grads[0].bias[0], *below[0]]
    wanted = [float(case[key]) for key in ("f", "dw0", "dw1", "dw2", "dx0", "dx1")]
    np.testing.assert_allclose(found, wanted, rtol=1e-13)


# The tables


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


@pytest.mark.parametrize("name", LOSSES)
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


@pytest.mark.parametrize(("name", "value"), [("binary-cross-entropy", 500.0), ("softmax-cross-entropy", 2000.0)])
def test_cross_entropies_are_stable_at_1000(name: str, value: float) -> None:
    """A logit of 1000 on the wrong side costs what it should; on the right side nothing."""
    wrong, right = np.array([[1000.0, -1000.0]]), np.array([[0.0, 0.0], [1.0, 0.0]])[1:]
    assert LOSSES[name].value(-wrong, right) == pytest.approx(value * (2 if name[0] == "b" else 1))
    assert LOSSES[name].value(wrong, right) == 0
    assert np.abs(LOSSES[name].gradient(-wrong, right)).max() <= 1


# Gradients of networks


@pytest.mark.parametrize("seed", range(40))
def test_gradients_of_random_networks_match_cauchys_integral(seed: int) -> None:
    """Loss, every dL/dw and dL/db, and dL/dx of any depth, width, activation and loss, to 1e-9."""
    layers, x, target, name = random_network(seed)
    value, grads = gradient(layers, x, target, name)
    trace = forward(layers, x)
    below = backward(trace, LOSSES[name].gradient(trace.y, target))[1]

    def loss(weights: Weights, rows: Number = x) -> Number:
        return LOSS_OF[name](network(weights, rows), target)

    def along(place: tuple[int, ...]) -> float:
        unit = np.zeros_like(x)
        unit[place] = 1.0
        return float(cauchy(lambda by: loss(weights_of(layers), x + by * unit), 1, RADIUS, NODES).real)

    assert value == pytest.approx(float(np.real(loss(weights_of(layers)))), rel=1e-10)
    close(grads, parameter_gradient(loss, weights_of(layers), RADIUS, NODES), 1e-9)
    close(below, [along(place) for place in np.ndindex(x.shape)], 1e-9)


@pytest.mark.parametrize("rows", [1, 243, 244, 245, 500, 733])
@pytest.mark.parametrize("name", ["tanh", "gelu"])
def test_tiles_change_nothing(rows: int, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """One row more or fewer than a tile, or several tiles: as without tiles, to 1e-12."""
    layers = initialise([3, 64, 64, 2], name, seed=4)
    random = np.random.default_rng(5)
    x, target = random.normal(size=(rows, 3)), random.normal(size=(rows, 2))
    assert len(forward(layers, x).tiles) == math.ceil(rows / 244)
    tiled = gradient(layers, x, target)
    monkeypatch.setattr(dense, "WIDEST_TILED", 0)
    assert len(forward(layers, x).tiles) == 1
    close(tiled, gradient(layers, x, target), 1e-12)


def test_the_gradient_of_a_batch_is_the_mean_over_its_rows() -> None:
    """Rows do not see each other; the loss is their mean."""
    layers = initialise([2, 5, 3], seed=1)
    random = np.random.default_rng(2)
    x, target = random.normal(size=(7, 2)), random.normal(size=(7, 3))
    single = [flat(gradient(layers, x[i : i + 1], target[i : i + 1])) for i in range(7)]
    close(gradient(layers, x, target), np.mean(single, axis=0), 1e-13)


# Memory


def test_a_reused_trace_gives_the_same_numbers_in_the_same_memory() -> None:
    """Also with other parameters of the same sizes; where the sizes differ the trace is a new one."""
    random = np.random.default_rng(3)
    x = random.normal(size=(300, 2))
    old = forward(initialise([2, 16, 1], seed=1), x)
    other = initialise([2, 16, 1], seed=2)
    new = forward(other, x + 1.0, reuse=old)
    assert new.y is old.y
    close(new.y, forward(other, x + 1.0).y, 0)
    close(backward(new, new.y), backward(forward(other, x + 1.0), new.y), 0)
    for params, rows in ((other, 299), (initialise([2, 17, 1]), 300), (initialise([2, 16, 1], "relu"), 300)):
        assert forward(params, x[:rows], reuse=new).y is not new.y


def test_a_wide_network_sees_new_weights_in_a_reused_trace() -> None:
    """Transposed weights are not kept from one pass to the next."""
    x = np.random.default_rng(3).normal(size=(9, 2))
    for widths, rows in (([2, 70, 1], x), ([2, 64, 64, 1], np.tile(x, (40, 1)))):
        one, other = initialise(widths, seed=1), initialise(widths, seed=2)
        trace = forward(one, rows)
        backward(trace, trace.y)
        trace = forward(other, rows, reuse=trace)
        close(backward(trace, trace.y), backward(forward(other, rows), trace.y), 0)


def test_nothing_that_is_given_is_changed() -> None:
    """Parameters, rows and dL/dy are read only, and results share no memory with the trace."""
    layers = initialise([2, 4, 2], output="sigmoid")
    x, slope = np.ones((3, 2)), np.ones((3, 2))
    for array in (x, slope, *(array for layer in layers for array in (layer.weight, layer.bias))):
        array.flags.writeable = False
    trace = forward(layers, x)
    grads, below = backward(trace, slope)
    kept = flat([grads, below])
    backward(forward(layers, x + 1.0, reuse=trace), slope)
    close([grads, below], kept, 0)


@pytest.mark.parametrize(
    "give",
    [np.asfortranarray, lambda a: np.repeat(a, 2, axis=0)[::2], lambda a: a.tolist()],
    ids=["by columns", "every second row", "lists"],
)
def test_rows_may_lie_in_memory_as_they_like(give: Callable[[np.ndarray], Number]) -> None:
    """The layout of x, dL/dy and weights does not matter."""
    random = np.random.default_rng(6)
    x, slope = random.normal(size=(5, 3)), random.normal(size=(5, 2))
    layers = initialise([3, 4, 2], seed=1)
    turned = [Layer(np.asfortranarray(each.weight), each.bias, each.activation) for each in layers]
    close(backward(forward(turned, give(x)), give(slope)), backward(forward(layers, x), slope), 1e-14)


def test_integers_and_single_precision_become_float64() -> None:
    """Rows are converted; there is one precision."""
    layers = initialise([2, 2])
    assert forward(layers, np.ones((1, 2), int)).y.dtype == np.float64
    assert forward(layers, np.ones((1, 2), np.float32)).y.dtype == np.float64


def test_initial_layers_depend_on_the_seed_alone() -> None:
    """Glorot's bounds, biases 0, the same numbers every time."""
    layers = initialise([3, 50, 2], "relu", "sigmoid", seed=7)
    assert [layer.activation for layer in layers] == ["relu", "sigmoid"]
    again = initialise([3, 50, 2], seed=7)
    close([[each.weight, each.bias] for each in layers], [[each.weight, each.bias] for each in again], 0)
    assert not any(layer.bias.any() for layer in layers)
    assert 0.9 < np.abs(layers[0].weight).max() / math.sqrt(6 / 53) <= 1


# Bad input

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
    "target of other columns": (lambda: gradient(GOOD, X, np.ones((4, 2))), ShapeError, "target", "(4, 1)"),
    "a loss that overflows": (
        lambda: gradient(GOOD, X, np.full((4, 1), 1e200)), NonFiniteError, "loss", "smaller",
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


# Peers: the same gradients are checked above without them, to the same digits.


def test_gradients_of_random_networks_match_pytorch() -> None:
    """300 networks of any depth, width, activation and loss: loss and all gradients to 1e-10."""
    torch = pytest.importorskip("torch", reason="torch is not installed; complex numbers were the oracle")
    functional = torch.nn.functional
    activations = {
        "tanh": torch.tanh, "sigmoid": torch.sigmoid, "relu": torch.relu, "identity": lambda z: z,
        "softplus": functional.softplus, "silu": functional.silu, "gelu": functional.gelu,
    }  # fmt: skip
    losses = {
        "half-squared-error": lambda y, t: 0.5 * ((y - t) ** 2).sum() / len(t),
        "mean-squared-error": functional.mse_loss,
        "binary-cross-entropy": functional.binary_cross_entropy_with_logits,
        "softmax-cross-entropy": functional.cross_entropy,
    }
    for seed in range(300):
        layers, x, target, name = random_network(seed)
        leaves = [torch.tensor(a, requires_grad=True) for layer in layers for a in (layer.weight, layer.bias)]
        rows = torch.tensor(x, requires_grad=True)
        h = rows
        for layer, weight, bias in zip(layers, leaves[::2], leaves[1::2], strict=True):
            h = activations[layer.activation](h @ weight + bias)
        value = losses[name](h, torch.tensor(target))
        trace = forward(layers, x)
        result = backward(trace, LOSSES[name].gradient(trace.y, target))
        assert gradient(layers, x, target, name)[0] == pytest.approx(value.item(), rel=1e-10)
        close(list(result), [each.numpy() for each in torch.autograd.grad(value, [*leaves, rows])], 1e-10)
