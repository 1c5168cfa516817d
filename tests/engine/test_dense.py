"""The dense runtime: values and gradients against complex numbers, published cases, PyTorch and JAX."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from backprop import dense, dense_products
from backprop.dense import Layer, backward, forward, gradient, initialise
from backprop.dense_activations import ACTIVATIONS
from backprop.dense_losses import LOSSES
from tests.support.analytic import LOSS_OF, Number, Weights, cauchy, close, flat, network, parameter_gradient

CASES = {case["id"]: case for case in json.loads((Path(__file__).parents[1] / "cases.json").read_text())["cases"]}
OWN = CASES["own-1-2-1"]
RADIUS, NODES = 2e-4, 4


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
    losses = [name for name in LOSS_OF if widths[-1] > 1 or name != "softmax-cross-entropy"]
    return layers, random.normal(0, 1, (rows, widths[0])), target, str(random.choice(losses))


def weights_of(layers: list[Layer]) -> Weights:
    """What the oracles take."""
    return [(layer.weight, layer.bias, layer.activation) for layer in layers]


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


@pytest.mark.parametrize("rows", [1, 244, 245, 319, 320, 321, 500, 733])
@pytest.mark.parametrize("name", ["tanh", "gelu"])
def test_tiles_and_blocks_change_nothing(rows: int, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """One row more or fewer than a tile or a block, or several of them: as in one piece, to 1e-12."""
    monkeypatch.setattr(dense_products, "HAS_AVX512", True)
    layers = initialise([3, 64, 64, 2], name, seed=4)
    random = np.random.default_rng(5)
    x, target = random.normal(size=(rows, 3)), random.normal(size=(rows, 2))
    tiles = forward(layers, x).tiles
    assert len(tiles) == math.ceil(rows / 320)
    assert (tiles[0].block < tiles[0].rows.stop) == (tiles[0].rows.stop > 244)
    tiled = gradient(layers, x, target)
    monkeypatch.setattr(dense, "WIDEST_TILED", 0)
    monkeypatch.setattr(dense_products, "WIDEST_IN_BLOCKS", 0)
    whole = forward(layers, x).tiles
    assert len(whole) == 1
    assert whole[0].block == rows
    close(tiled, gradient(layers, x, target), 1e-12)


@pytest.mark.parametrize(("rows", "block"), [(1, 1), (7, 7), (7, 4), (7, 1), (64, 33)])
@pytest.mark.parametrize(("inputs", "outputs"), [(1, 1), (5, 1), (1, 5), (5, 3), (4, 3)])
def test_products_in_blocks_are_products(
    rows: int, block: int, inputs: int, outputs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Blocks that do not divide the rows, or the columns, included."""
    monkeypatch.setattr(dense_products, "UNPACKED", 0)
    random = np.random.default_rng(6)
    below, weight = random.normal(size=(rows, inputs)), random.normal(size=(inputs, outputs))
    product = np.full((rows, outputs), np.nan)
    left, right = dense_products.in_blocks(below, block), dense_products.in_blocks(product, block)
    dense_products.multiply(left, weight, right)
    close(product, below @ weight, 1e-13)
    sums = np.full((inputs, outputs), np.nan)
    dense_products.multiply_transposed(left.rows, right.rows, sums, block)
    close(sums, below.T @ product, 1e-12)


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


def test_reused_gradients_are_the_same_numbers_in_the_same_memory() -> None:
    """An earlier result is written again; where the sizes differ the result is a new one."""
    layers = initialise([2, 16, 1], seed=1)
    x = np.random.default_rng(3).normal(size=(30, 2))
    trace = forward(layers, x)
    old = backward(trace, trace.y)
    new = backward(trace, 2.0 * trace.y, reuse=old)
    assert (new[0][0].weight is old[0][0].weight, new[1] is old[1]) == (True, True)
    close(new, backward(trace, 2.0 * trace.y), 0)
    for params, rows in ((layers, 29), (initialise([2, 17, 1]), 30), (initialise([2, 16]), 30)):
        other = forward(params, x[:rows])
        result = backward(other, other.y, reuse=new)
        assert result[1] is not new[1]
        close(result, backward(other, other.y), 0)


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
