"""Gradient of the Burgers residual with respect to the parameters, against what peers need for it.

Network 2-20-20-20-1 (tanh), 1,000 points, float64. JAX is compiled and differentiates the residual in
three ways: jvp of jvp, Taylor mode (`jax.experimental.jet`), and grad of grad under vmap. PyTorch
takes the usual way of physics-informed networks: autograd.grad with create_graph, twice. Every
peer's loss and gradient are compared with ours before a time is taken.

How far the targets are in reach depends on the kernels with which NumPy multiplies: beside them stands what would be
left if nothing but the matrix products of the jets and tanh took any time.

Run it with `PYTHONPATH=engine python -m bench.bench_physics`; peers that are not installed are named.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

from bench.environment import use_one_core
from bench.timing import Target, measure, peer, report, require_same

use_one_core()

import numpy as np  # noqa: E402 - after the number of threads is set

from backprop.dense import Layer, initialise  # noqa: E402
from backprop.physics import ResidualLoss, burgers  # noqa: E402

VISCOSITY = 0.01 / math.pi
WIDTHS = (2, 20, 20, 20, 1)
POINTS = 1000
OURS, FORWARD = "backprop, gradient", "backprop, residual only"
FLOOR, PARTS = "products and tanh alone", 4

Call = Callable[[], tuple[float, Sequence[Any]]]


def products_and_tanh(params: Sequence[Layer]) -> Callable[[], None]:
    """The products of u, u_x, u_t and u_xx through every layer and back, and tanh of u; nothing else.

    u_xx is 0 below the first layer, where the jet has three parts; no product goes back to the points.
    """
    random = np.random.default_rng(3)
    widths = [params[0].inputs, *(layer.outputs for layer in params)]
    jets = [random.uniform(-1.0, 1.0, (PARTS if place else PARTS - 1, w, POINTS)) for place, w in enumerate(widths)]
    results, sums = [np.empty_like(jet) for jet in jets], [np.empty(layer.weight.shape) for layer in params]

    def call() -> None:
        for place, layer in enumerate(params):
            for below, z in zip(jets[place], results[place + 1], strict=False):
                np.dot(layer.weight.T, below, out=z)
            if layer.activation == "tanh":
                np.tanh(jets[place + 1][0], out=results[place + 1][0])
        for place in reversed(range(len(params))):
            for below, bar, out in zip(jets[place], jets[place + 1], results[place], strict=False):
                np.dot(below, bar.T, out=sums[place])
                if place:
                    np.dot(params[place].weight, bar, out=out)

    return call


def jax_calls(params: list[Layer], points: np.ndarray) -> dict[str, Call]:
    """Name and compiled call of each of JAX's three ways; none where JAX is not installed."""
    jax = peer("jax")
    if jax is None:
        return {}
    losses = {"JAX jit, jvp of jvp": jax_jvp(jax), "JAX jit, grad of grad": jax_grad(jax)}
    taylor = peer("jax.experimental.jet")
    if taylor is not None:
        losses["JAX jit, jet"] = jax_jet(jax, taylor)
    weights = jax.tree.map(jax.numpy.asarray, [(layer.weight, layer.bias) for layer in params])
    rows = jax.numpy.asarray(points)
    return {name: jax_call(jax, loss, weights, rows) for name, loss in losses.items()}


def jax_call(jax: Any, loss: Callable[..., Any], weights: Any, points: Any) -> Call:
    """Loss and gradient, compiled; the call waits until both are there."""
    compiled = jax.jit(jax.value_and_grad(loss))
    return lambda: jax.block_until_ready(compiled(weights, points))


def jax_network(jax: Any, weights: Any, points: Any) -> Any:
    """u at every point, (points, 1)."""
    *hidden, (weight, bias) = weights
    for each, its_bias in hidden:
        points = jax.numpy.tanh(points @ each + its_bias)
    return points @ weight + bias


def jax_half_mean_square(jax: Any, u: Any, u_x: Any, u_t: Any, u_xx: Any) -> Any:
    """½ mean of the squared residual."""
    return 0.5 * jax.numpy.mean((u_t + u * u_x - VISCOSITY * u_xx) ** 2)


def jax_jvp(jax: Any) -> Callable[..., Any]:
    """Forward mode twice along x, once along t."""

    def loss(weights: Any, points: Any) -> Any:
        along_x, along_t = (jax.numpy.zeros_like(points).at[:, i].set(1.0) for i in (0, 1))

        def network(rows: Any) -> Any:
            return jax_network(jax, weights, rows)

        def first(rows: Any) -> Any:
            return jax.jvp(network, (rows,), (along_x,))

        (u, u_x), (_, u_xx) = jax.jvp(first, (points,), (along_x,))
        u_t = jax.jvp(network, (points,), (along_t,))[1]
        return jax_half_mean_square(jax, u, u_x, u_t, u_xx)

    return loss


def jax_jet(jax: Any, taylor: Any) -> Callable[..., Any]:
    """Taylor mode of order two along x, forward mode along t."""

    def loss(weights: Any, points: Any) -> Any:
        along_x, along_t = (jax.numpy.zeros_like(points).at[:, i].set(1.0) for i in (0, 1))

        def network(rows: Any) -> Any:
            return jax_network(jax, weights, rows)

        u, (u_x, u_xx) = taylor.jet(network, (points,), ((along_x, jax.numpy.zeros_like(points)),))
        u_t = jax.jvp(network, (points,), (along_t,))[1]
        return jax_half_mean_square(jax, u, u_x, u_t, u_xx)

    return loss


def jax_grad(jax: Any) -> Callable[..., Any]:
    """Reverse mode twice at one point, mapped over the points."""

    def loss(weights: Any, points: Any) -> Any:
        def at(point: Any) -> Any:
            return jax_network(jax, weights, point)[0]

        def parts(point: Any) -> Any:
            u, slope = jax.value_and_grad(at)(point)
            u_xx = jax.grad(lambda p: jax.grad(at)(p)[0])(point)[0]
            return u, slope[0], slope[1], u_xx

        return jax_half_mean_square(jax, *jax.vmap(parts)(points))

    return loss


def torch_calls(params: list[Layer], points: np.ndarray) -> dict[str, Call]:
    """PyTorch's eager way; none where PyTorch is not installed."""
    torch = peer("torch")
    if torch is None:
        return {}
    torch.set_num_threads(1)
    weights = [torch.tensor(a, requires_grad=True) for layer in params for a in (layer.weight, layer.bias)]
    x, t = (torch.tensor(points[:, i : i + 1], requires_grad=True) for i in (0, 1))

    def slope(value: Any, along: Any) -> Any:
        return torch.autograd.grad(value, along, torch.ones_like(value), create_graph=True)

    def call() -> tuple[float, Sequence[Any]]:
        u = torch.cat([x, t], dim=1)
        for weight, bias in zip(weights[:-2:2], weights[1:-2:2], strict=True):
            u = torch.tanh(u @ weight + bias)
        u = u @ weights[-2] + weights[-1]
        u_x, u_t = slope(u, (x, t))
        (u_xx,) = slope(u_x, x)
        loss = 0.5 * ((u_t + u * u_x - VISCOSITY * u_xx) ** 2).mean()
        return loss.detach(), torch.autograd.grad(loss, weights)

    return {"PyTorch eager": call}


def main() -> None:
    """Compare, time and print."""
    params = initialise(WIDTHS, seed=1)
    points = np.random.default_rng(2).uniform(-1.0, 1.0, (POINTS, 2))
    loss = ResidualLoss(points, burgers(VISCOSITY))

    def ours() -> tuple[float, Sequence[Any]]:
        return loss.gradient(params)

    jax, torch = jax_calls(params, points), torch_calls(params, points)
    for name, call in {**jax, **torch}.items():
        require_same(ours, name, call)
    parts = {FORWARD: lambda: loss.value(params), FLOOR: products_and_tanh(params)}
    timings = measure({OURS: ours, **parts, **jax, **torch}, rounds=31, turn=0.02)
    targets = [Target(OURS, FORWARD, most=3.5)]
    if jax:
        fastest = timings.fastest(*jax)
        targets.append(Target(OURS, fastest, most=0.85, beside=(FLOOR, fastest)))
    targets += [Target(name, OURS, least=2.0, beside=(name, FLOOR)) for name in torch]
    absent = [name for name, calls in (("jax", jax), ("torch", torch)) if not calls]
    report(f"Burgers residual, {'-'.join(map(str, WIDTHS))}, {POINTS} points", timings, OURS, targets, absent)


if __name__ == "__main__":
    main()
