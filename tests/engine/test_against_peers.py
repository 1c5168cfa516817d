"""Against JAX and PyTorch, where they are installed.

The same statements are checked everywhere against oracles of this folder: the rows in
test_primitives.py, the networks in test_network.py.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from functools import partial
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from backprop.derivatives import derivative
from backprop.errors import BackpropError
from backprop.figure.layers.matrices import Grid, Layer
from backprop.figure.layers.run import LayersRun
from backprop.figure.subjects import NetworkSubject
from backprop.graph import GraphBuilder, evaluate
from backprop.losses import LOSSES
from backprop.primitives import ACTIVATIONS, PRIMITIVES, primitive
from backprop.training import train
from tests.engine.networks import Example, example
from tests.support.batches import random_batches
from tests.support.gates import some
from tests.support.torch_stand_in import stand_in

POINTS = (0.3, -0.7, 1.9, 1e-8, -1e-8, 20.0, -20.0, 1000.0, -1000.0)
UNARY = (
    "exp", "log", "sqrt", "sin", "cos", "tanh", "sigmoid", "relu", "softplus", "gelu", "silu", "abs",
)  # fmt: skip
BATCH = 3
Tensor = Any  # of a package that need not be installed


def _jax_rows(jax: ModuleType) -> dict[str, Callable[[Tensor], Tensor]]:
    own = {name: getattr(jax.nn, name) for name in ("sigmoid", "relu", "softplus", "silu")}
    plain = {name: getattr(jax.numpy, name) for name in UNARY if name not in (*own, "gelu")}
    return {**own, **plain, "gelu": lambda a: jax.nn.gelu(a, approximate=False)}


def test_rows_equal_jax_to_the_third_order(jax: ModuleType) -> None:
    """Value and derivatives of orders 1 to 3 at ordinary and awkward points."""
    for name, function in _jax_rows(jax).items():
        builder = GraphBuilder()
        given = [builder.give("a")]
        graph = builder.graph(builder.apply("result", name, given), given)
        for order in range(4):
            nested = derivative(graph, *["a"] * order) if order else graph
            # All points in one call, compiled as a whole: each operation is compiled by itself otherwise.
            expectations = jax.jit(jax.vmap(function))(jax.numpy.array(POINTS)).tolist()
            for point, expected in zip(POINTS, expectations, strict=True):
                try:
                    results = evaluate(nested, {"a": point})
                except BackpropError:
                    continue
                slack = 1e-13 * max(1.0, *map(abs, results))
                assert results[nested.output] == pytest.approx(expected, rel=1e-9, abs=slack), (
                    name, order, point,
                )  # fmt: skip
            function = jax.grad(function)


# Modules of `torch.nn` for the activations and losses of networks; a half of the squared error and the cross-entropy
# with targets that are probabilities are written out below.
TORCH_ACTIVATIONS = {
    "identity": "Identity",
    "tanh": "Tanh",
    "sigmoid": "Sigmoid",
    "relu": "ReLU",
    "leaky-relu": "LeakyReLU",
    "elu": "ELU",
    "softplus": "Softplus",
    "gelu": "GELU",
    "silu": "SiLU",
    "hard-tanh": "Hardtanh",
}


def _activated(torch: ModuleType, name: str, z: Tensor) -> Tensor:
    # Beyond its threshold PyTorch's softplus is the identity, which differs from ln(1 + exp(z)) by less than 1e-17.
    settings = {"softplus": {"threshold": 40.0}}.get(name, {})
    if name == "hard-sigmoid":
        # PyTorch's own has the slope 1/6 in float32 (version 2.13), which is 3e-8 beside it.
        return (torch.nn.Hardtanh()(z / 3) + 1) / 2
    return getattr(torch.nn, TORCH_ACTIVATIONS[name])(**settings)(z)


def _loss(torch: ModuleType, name: str, prediction: Tensor, target: Tensor) -> Tensor:
    functional = torch.nn.functional
    match name:
        case "half-squared-error":
            return ((prediction - target) ** 2).sum() / 2 / BATCH
        case "mean-squared-error":
            return functional.mse_loss(prediction, target)
        case "huber-loss":
            return functional.huber_loss(prediction, target, reduction="sum") / BATCH
        case "binary-cross-entropy":
            return functional.binary_cross_entropy_with_logits(prediction, target, reduction="sum") / BATCH
        case "softmax-cross-entropy":
            return -(target * torch.log_softmax(prediction, 1)).sum() / BATCH
    raise AssertionError(f"no oracle for {name}")


def _samples(made: Example, seed: int) -> list[dict[str, float]]:
    source, graph = random.Random(seed), made.network.graph
    given = [graph.nodes[index].name for index in (*made.network.inputs, *made.network.targets)]
    return [{name: source.uniform(0, 1) for name in given} for _ in range(BATCH)]


def _torch_gradients(torch: ModuleType, made: Example, samples: list[dict[str, float]]) -> dict[str, float]:
    graph = made.network.graph
    leaves = {
        graph.nodes[index].name: torch.tensor(
            made.values[graph.nodes[index].name], dtype=torch.float64, requires_grad=True
        )
        for index in graph.parameters
    }

    def rows(indices: tuple[int, ...]) -> Tensor:
        names = [graph.nodes[index].name for index in indices]
        return torch.tensor([[each[name] for name in names] for each in samples], dtype=torch.float64)

    def named(indices: tuple[int, ...]) -> Tensor:
        return torch.stack([leaves[graph.nodes[index].name] for index in indices])

    h = rows(made.network.inputs)
    for layer, activation in zip(made.network.layers, made.activations, strict=True):
        weights = torch.stack([named(unit.weights) for unit in layer])
        z = h @ weights.T + named(tuple(unit.parameters[-1] for unit in layer))
        h = _activated(torch, activation, z)
    loss = _loss(torch, made.loss, h, rows(made.network.targets))
    loss.backward()
    return {"loss": loss.item(), **{name: leaf.grad.item() for name, leaf in leaves.items()}}


def test_300_random_networks_equal_pytorch_on_batches() -> None:
    """1 to 6 layers, widths 1 to 8, all activations and losses, three samples: relative 1e-10."""
    torch = pytest.importorskip("torch", reason="torch is not installed; complex NumPy was the oracle")
    for seed in range(300):
        made = example(seed)
        samples = _samples(made, seed)
        (state,) = train(made.network.graph, made.values, rate=1.0, updates=0, samples=samples)
        expected = _torch_gradients(torch, made, samples)
        assert state.loss == pytest.approx(expected.pop("loss"), rel=1e-10)
        scale = max(map(abs, expected.values()))
        assert state.gradients == pytest.approx(expected, rel=1e-10, abs=1e-13 * scale), seed


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_every_activation_has_the_module_of_pytorch(name: str) -> None:
    """Told apart by their values, which the stand-in has from PyTorch's own documentation."""
    torch: Any = stand_in()
    points = [-4.0, -1.5, -0.4, 0.3, 0.9, 2.2, 5.0]
    found = _activated(torch, name, torch.tensor(points, torch.float64)).tolist()
    row = PRIMITIVES[name.replace("-", "_")]
    assert found == pytest.approx([row.compute(each, *(row.activation or ())) for each in points], rel=1e-12)


@pytest.mark.parametrize("name", LOSSES)
def test_every_loss_has_an_oracle_of_pytorch(name: str) -> None:
    """A branch of its own, which gives what the engine gives; here with PyTorch's functions as its documentation has
    them, on NumPy arrays."""
    import numpy as np

    functional = SimpleNamespace(
        mse_loss=lambda p, t: ((p - t) ** 2).mean(),
        huber_loss=lambda p, t, reduction: np.where(abs(p - t) <= 1, (p - t) ** 2 / 2, abs(p - t) - 0.5).sum(),
        binary_cross_entropy_with_logits=lambda p, t, reduction: (np.logaddexp(0, p) - t * p).sum(),
    )
    log_softmax = lambda p, axis: p - np.log(np.exp(p).sum(axis, keepdims=True))  # noqa: E731
    torch: Any = SimpleNamespace(nn=SimpleNamespace(functional=functional), log_softmax=log_softmax)
    scores, targets = np.array([[0.3, -2.1], [4.0, 0.2], [-0.5, 0.6]]), np.array([[1, 0], [0.3, 0.7], [0, 1.0]])
    row = primitive(LOSSES[name].fused or LOSSES[name].operation, 2)
    expected = [row.compute(*z, *t) for z, t in zip(scores, targets, strict=True)]
    assert float(_loss(torch, name, scores, targets)) == pytest.approx(sum(expected) / BATCH, rel=1e-12)


def test_every_row_named_here_is_in_the_table() -> None:
    """The list of this module follows the table."""
    assert all(primitive(name).name == name for name in UNARY)


def _jax_loss(jax: ModuleType, name: str, scores: Tensor, predictions: Tensor, targets: Tensor) -> Tensor:
    """The mean over the samples, which stand in rows; a cross-entropy is worked out from the scores."""
    np, error = jax.numpy, predictions - targets
    match name:
        case "half-squared-error":
            each = (error**2).sum(1) / 2
        case "mean-squared-error":
            each = (error**2).mean(1)
        case "huber-loss":
            each = np.where(np.abs(error) <= 1, error**2 / 2, np.abs(error) - 0.5).sum(1)
        case "binary-cross-entropy":
            each = -(targets * jax.nn.log_sigmoid(scores) + (1 - targets) * jax.nn.log_sigmoid(-scores)).sum(1)
        case _:
            each = -(targets * jax.nn.log_softmax(scores, 1)).sum(1)
    return each.mean()


def _jax_activations(jax: ModuleType, subject: NetworkSubject) -> list[Callable[[Tensor], Tensor]]:
    nn = jax.nn
    known = {
        **{"identity": lambda z: z, "tanh": jax.numpy.tanh, "gelu": lambda z: nn.gelu(z, approximate=False)},
        **{name: getattr(nn, name.replace("-", "_")) for name in (
            "sigmoid", "relu", "leaky-relu", "elu", "softplus", "silu", "hard-tanh", "hard-sigmoid",
        )},
    }  # fmt: skip
    last = {"binary-cross-entropy": "sigmoid", "softmax-cross-entropy": "softmax"}.get(subject.loss)
    output = known[subject.output] if last is None else getattr(nn, last)
    return [*(known[each] for each in subject.activation), output]


def _in_rows(shown: LayersRun, grid: Grid, *, gradients: bool = False) -> Tensor:
    """A grid as an array with a sample in each row."""
    import numpy as np

    numbers = [
        [shown.grids.gradients[node].result if gradients else shown.values[node] for node in row] for row in grid.nodes
    ]
    array = np.array(numbers)
    return array.T if shown.columns and not grid.name.startswith("W") else array


def _in_twelve_rows(shown: LayersRun, grid: Grid) -> Tensor:
    """A grid in which each of 1 to 4 samples stands as often as makes twelve rows: the mean over them is the same."""
    import numpy as np

    array = _in_rows(shown, grid)
    return np.tile(array, (12 // len(array), 1))


def _of_layer(layer: Layer) -> list[Grid]:
    """All that a layer makes."""
    found = [layer.preactivation]
    if normal := layer.normal:
        found += [normal.mean, normal.centred, normal.variance, normal.normalized, normal.scaled]
    found.append(layer.activation)
    found += [layer.dropout.dropped] if layer.dropout else []
    return [*found, layer.skip.total] if layer.skip else found


def _in_common(layers: Sequence[Layer]) -> list[Grid]:
    """What all samples have in common, apart from parameters and masks."""
    normals = [layer.normal for layer in layers if layer.normal and not layer.normal.of_units]
    return [grid for each in normals for grid in (each.mean, each.variance)]


def _jax_pass(
    jax: ModuleType, subject: NetworkSubject, shown: LayersRun, targets: Tensor
) -> Callable[[Tensor, Tensor], Tensor]:
    """The loss and, beside it, what every layer makes of the samples, each of which may be moved a little."""
    functions, layers = _jax_activations(jax, subject), shown.matrices.layers

    def passed(given: Tensor, moved: Tensor) -> Tensor:
        h, made, parameters, shifts = given[0], [], iter(given[1:]), iter(moved)
        outputs = {"X": h}

        def keep(array: Tensor) -> Tensor:
            made.append(array + next(shifts))
            return made[-1]

        for layer, function in zip(layers, functions, strict=True):
            z = keep(h @ next(parameters).T + (0 if layer.bias is None else next(parameters)))
            if layer.normal:
                axis = 1 if layer.normal.of_units else 0
                c = keep(z - keep(z.mean(axis, keepdims=True)))
                n = keep(c / jax.numpy.sqrt(keep((c**2).mean(axis, keepdims=True)) + 1e-5))
                z = keep(next(parameters) * n + next(parameters))
            h = keep(function(z))
            h = keep(h * _in_rows(shown, layer.dropout.mask)) if layer.dropout else h
            h = keep(h + outputs[layer.skip.source.name]) if layer.skip else h
            outputs[layer.output.name] = h
        return _jax_loss(jax, subject.loss, made[-2], made[-1], targets), made

    return passed


@pytest.mark.parametrize("count", some((30, 300), (30,)))
def test_random_batches_in_matrices_equal_jax(jax: ModuleType, count: int) -> None:
    """Every matrix, and the gradient at every one that the backward pass reaches: relative 1e-10. In JAX, which
    compiles for each shape, all have twelve rows."""
    import numpy as np

    for one in random_batches(count):
        shown, subject = one.shown, one.specification.subject
        assert isinstance(subject, NetworkSubject)
        inputs, layers = shown.matrices.inputs, shown.matrices.layers
        parameters = [grid for each in layers for grid in each.parameters]
        made, once = [grid for each in layers for grid in _of_layer(each)], _in_common(layers)
        height = len(_in_rows(shown, inputs))
        rows = partial(_in_twelve_rows, shown)
        given = [rows(inputs), *(_in_rows(shown, grid) for grid in parameters)]
        as_made = [_in_rows(shown, grid) if grid in once else rows(grid) for grid in made]
        still = list(map(np.zeros_like, as_made))
        passed = _jax_pass(jax, subject, shown, rows(shown.matrices.targets))
        (loss, theirs), slopes = jax.value_and_grad(passed, argnums=(0, 1), has_aux=True)(given, still)
        assert shown.values[shown.graph.output] == pytest.approx(float(loss), rel=1e-10)
        for found, expected in zip(as_made, theirs, strict=True):
            np.testing.assert_allclose(found, expected, rtol=1e-10, atol=1e-14)
        at_inputs, *at_parameters = slopes[0]
        at_grids = zip([inputs, *made], (at_inputs, *slopes[1]), strict=True)
        at_rows = [
            each if grid in once else np.reshape(each, (12 // height, height, -1)).sum(0) for grid, each in at_grids
        ]
        expectations = [*at_rows, *at_parameters]
        slack = 1e-13 * max(float(np.abs(each).max()) for each in expectations)
        for grid, expected in zip([inputs, *made, *parameters], expectations, strict=True):
            # A cross-entropy is worked out from the scores here, so that nothing arrives at the probabilities.
            if grid.nodes[0][0] in shown.grids.gradients and grid.name != "P":
                found = _in_rows(shown, grid, gradients=True)
                np.testing.assert_allclose(found, expected, rtol=1e-10, atol=slack, err_msg=str(one.described))
