"""Against JAX and PyTorch, where they are installed.

The same statements are checked everywhere against oracles of this folder: the rows in
test_primitives.py, the networks in test_network.py.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

from backprop.derivatives import derivative
from backprop.errors import BackpropError
from backprop.graph import GraphBuilder, evaluate
from backprop.primitives import primitive
from backprop.training import train
from tests.engine.networks import Example, example

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


def test_rows_equal_jax_to_the_third_order() -> None:
    """Value and derivatives of orders 1 to 3 at ordinary and awkward points."""
    jax = pytest.importorskip("jax", reason="jax is not installed; decimal arithmetic was the oracle")
    jax.config.update("jax_enable_x64", True)
    for name, function in _jax_rows(jax).items():
        builder = GraphBuilder()
        given = [builder.give("a")]
        graph = builder.graph(builder.apply("result", name, given), given)
        for order in range(4):
            nested = derivative(graph, *["a"] * order) if order else graph
            for point in POINTS:
                try:
                    results = evaluate(nested, {"a": point})
                except BackpropError:
                    continue
                expected = float(function(point))
                slack = 1e-13 * max(1.0, *map(abs, results))
                assert results[nested.output] == pytest.approx(expected, rel=1e-9, abs=slack), (
                    name, order, point,
                )  # fmt: skip
            function = jax.grad(function)


def _activated(torch: ModuleType, name: str, z: Tensor) -> Tensor:
    functional = torch.nn.functional
    named = {"identity": lambda a: a, "tanh": torch.tanh, "sigmoid": torch.sigmoid, "relu": torch.relu}
    return named[name](z) if name in named else getattr(functional, name)(z)


def _loss(torch: ModuleType, name: str, prediction: Tensor, target: Tensor) -> Tensor:
    functional = torch.nn.functional
    match name:
        case "half-squared-error":
            return ((prediction - target) ** 2).sum() / 2 / BATCH
        case "mean-squared-error":
            return functional.mse_loss(prediction, target)
        case "binary-cross-entropy":
            return functional.binary_cross_entropy_with_logits(prediction, target, reduction="sum") / BATCH
    return -(target * torch.log_softmax(prediction, 1)).sum() / BATCH


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
        z = h @ weights.T + named(tuple(unit.bias for unit in layer))
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


def test_every_row_named_here_is_in_the_table() -> None:
    """The list of this module follows the table."""
    assert all(primitive(name).name == name for name in UNARY)
