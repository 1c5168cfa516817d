"""Gradient of dense tanh networks, against its matrix products alone and against peers.

How far the targets are in reach depends on the kernels with which NumPy multiplies: beside them stands what would be
left if nothing but NumPy's own calls took any time, on arrays made and cut ahead, with no check and no function around.

"Matrix products alone" are the products of one forward and one backward pass and nothing else: H·W, Hᵀ·D,
1ᵀ·D and D·Wᵀ of every layer, the whole batch at once, written by np.dot into ordinary arrays that are there
already. 8×256 and 3×64 are networks of eight and three layers, as wide at the input and the output; 2-64-64-64-1
is the same with the narrow ends of a curve fit. Each computes the gradient of ½ mean Σ(y − t)² with respect to the
parameters and to x, in float64, as a training loop does: ours writes again into the arrays of the step before.

Run it with `PYTHONPATH=engine python -m bench.bench_dense`; peers that are not installed are named.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

from bench.environment import use_one_core
from bench.timing import Target, measure, peer, report, require_same

use_one_core()

import numpy as np  # noqa: E402 - after the number of threads is set

from backprop.dense import Gradients, Layer, Trace, backward, forward, initialise  # noqa: E402
from backprop.dense_losses import half_squared_error, half_squared_error_gradient  # noqa: E402
from backprop.dense_memory import room  # noqa: E402
from backprop.dense_products import block_rows, in_blocks, multiply, multiply_transposed  # noqa: E402

ROWS = 256
OURS, PRODUCTS, FORWARD = "backprop, gradient", "matrix products alone", "backprop, forward"
FLOOR = "its NumPy calls alone"
TORCH, AUTOGRAD, JAX = "PyTorch eager", "HIPS autograd", "JAX jit"

Call = Callable[[], object]


def our_calls(params: Sequence[Layer], x: np.ndarray, target: np.ndarray) -> dict[str, Call]:
    """One step's gradient, and its forward pass."""
    trace: Trace | None = None
    slope: np.ndarray | None = None
    result: Gradients | None = None

    def gradient() -> object:
        nonlocal trace, slope, result
        trace = forward(params, x, reuse=trace)
        slope = half_squared_error_gradient(trace.y, target, out=slope)
        result = backward(trace, slope, reuse=result)
        return result

    def evaluate() -> object:
        nonlocal trace
        trace = forward(params, x, reuse=trace)
        return half_squared_error(trace.y, target)

    return {OURS: gradient, FORWARD: evaluate}


def matrix_products(params: Sequence[Layer], x: np.ndarray) -> Call:
    """The products of a forward and a backward pass, on numbers of the same size."""
    random = np.random.default_rng(3)
    below = [x] + [random.uniform(-1.0, 1.0, (len(x), layer.outputs)) for layer in params]
    arriving = [array.copy() for array in below]
    weights = [np.empty(layer.weight.shape) for layer in params]
    biases = [np.empty(layer.outputs) for layer in params]
    ones = np.ones(len(x))

    def call() -> None:
        for layer, (inputs, outputs) in zip(params, pairwise(below), strict=True):
            np.dot(inputs, layer.weight, out=outputs)
        for place in reversed(range(len(params))):
            np.dot(below[place].T, arriving[place + 1], out=weights[place])
            np.dot(ones, arriving[place + 1], out=biases[place])
            np.dot(arriving[place + 1], params[place].weight.T, out=arriving[place])

    return call


def numpy_calls(params: Sequence[Layer], x: np.ndarray, target: np.ndarray) -> Call:
    """The operations of our gradient in their order and in the same blocks, and nothing else."""
    rows = len(x)
    block = block_rows(rows, [layer.weight.shape for layer in params])
    shapes = [(rows, layer.outputs) for layer in params]
    values = [in_blocks(array, block) for array in (x, *room(shapes))]
    wide, steep, below_all = room([(rows * max(columns for _, columns in shapes),)] * 2 + [x.shape])
    arriving, slopes = (
        [in_blocks(flat[: math.prod(shape)].reshape(shape), block) for shape in shapes] for flat in (wide, steep)
    )
    arriving = [in_blocks(below_all, block), *arriving]
    # As ours, Wᵀ is laid out anew only where several blocks are multiplied by it.
    copies = room([layer.weight.T.shape for layer in params if block < rows])
    weights = room([layer.weight.shape for layer in params])
    biases = room([layer.bias.shape for layer in params])
    ones = np.ones(rows)

    def call() -> object:
        for layer, below, above in zip(params, values, values[1:], strict=False):
            multiply(below, layer.weight, above)
            np.add(above.rows, layer.bias, above.rows)
            if above is not values[-1]:
                np.tanh(above.rows, above.rows)
        np.subtract(values[-1].rows, target, slopes[-1].rows)
        np.multiply(slopes[-1].rows, 1 / rows, slopes[-1].rows)
        for place in reversed(range(len(params))):
            delta, transposed = slopes[place], params[place].weight.T
            if place < len(params) - 1:
                np.square(values[place + 1].rows, delta.rows)
                np.subtract(1.0, delta.rows, delta.rows)
                np.multiply(delta.rows, arriving[place + 1].rows, delta.rows)
            if copies:
                np.copyto(copies[place], transposed)
                transposed = copies[place]
            multiply(delta, transposed, arriving[place])
            multiply_transposed(values[place].rows, delta.rows, weights[place], block)
            np.dot(ones, delta.rows, biases[place])
        return list(zip(weights, biases, strict=True)), arriving[0].rows

    return call


def half_mean_square(numpy: Any, weights: Sequence[Any], x: Any, target: Any) -> Any:
    """The loss, written with a peer's own `numpy`; `weights` holds weight and bias of every layer in turn."""
    for weight, bias in zip(weights[:-2:2], weights[1:-2:2], strict=True):
        x = numpy.tanh(x @ weight + bias)
    return 0.5 * ((x @ weights[-2] + weights[-1] - target) ** 2).sum() / len(target)


def peer_calls(weights: list[np.ndarray], x: np.ndarray, target: np.ndarray) -> dict[str, Call]:
    """The same gradient by every peer that is installed."""
    calls = {
        TORCH: torch_call(peer("torch"), weights, x, target),
        AUTOGRAD: autograd_call(peer("autograd"), weights, x, target),
        JAX: jax_call(peer("jax"), weights, x, target),
    }
    return {name: call for name, call in calls.items() if call is not None}


def torch_call(torch: Any, weights: list[np.ndarray], x: np.ndarray, target: np.ndarray) -> Call | None:
    """Eager, as its documentation does it."""
    if torch is None:
        return None
    torch.set_num_threads(1)
    leaves = [torch.tensor(weight, requires_grad=True) for weight in weights]
    rows, wanted = torch.tensor(x, requires_grad=True), torch.tensor(target)
    return lambda: torch.autograd.grad(half_mean_square(torch, leaves, rows, wanted), [*leaves, rows])


def autograd_call(autograd: Any, weights: list[np.ndarray], x: np.ndarray, target: np.ndarray) -> Call | None:
    """`grad` of a function of all weights."""
    if autograd is None:
        return None
    numpy = peer("autograd.numpy")
    gradient = autograd.grad(lambda each: half_mean_square(numpy, each[:-1], each[-1], target))
    return lambda: gradient([*weights, x])


def jax_call(jax: Any, weights: list[np.ndarray], x: np.ndarray, target: np.ndarray) -> Call | None:
    """Compiled; the call waits until the gradient is there."""
    if jax is None:
        return None
    gradient = jax.jit(jax.grad(lambda each, rows, to: half_mean_square(jax.numpy, each, rows, to), argnums=(0, 1)))
    given = jax.tree.map(jax.numpy.asarray, (weights, x, target))
    return lambda: jax.block_until_ready(gradient(*given))


def compare(title: str, widths: Sequence[int], turn: float, targets: Sequence[Target]) -> None:
    """Check, time and print one network."""
    params = initialise(widths, seed=1)
    random = np.random.default_rng(2)
    x, target = random.uniform(-1.0, 1.0, (ROWS, widths[0])), random.uniform(-1.0, 1.0, (ROWS, widths[-1]))
    ours = our_calls(params, x, target)
    peers = peer_calls([array for layer in params for array in (layer.weight, layer.bias)], x, target)
    floors = {PRODUCTS: matrix_products(params, x), FLOOR: numpy_calls(params, x, target)}
    for name, call in {FLOOR: floors[FLOOR], **peers}.items():
        require_same(ours[OURS], name, call)
    timings = measure({**floors, **ours, **peers}, rounds=31, turn=turn)
    there = [each for each in targets if each.name in timings.rounds]
    absent = [name for name in (TORCH, AUTOGRAD, JAX) if name not in peers]
    report(f"{title}, batch of {ROWS}", timings, PRODUCTS, there, absent)


def main() -> None:
    """All networks."""
    forward_target = Target(OURS, FORWARD, most=3.5)
    peer_targets = [
        Target(AUTOGRAD, OURS, least=2.3, beside=(AUTOGRAD, FLOOR)),
        Target(TORCH, OURS, least=1.6, beside=(TORCH, FLOOR)),
    ]
    wide = Target(OURS, PRODUCTS, most=1.10, beside=(FLOOR, PRODUCTS))
    compare("8×256", [256] * 9, 0.08, [wide, forward_target])
    narrow = [Target(OURS, PRODUCTS, most=1.55, beside=(FLOOR, PRODUCTS)), *peer_targets, forward_target]
    compare("3×64", [64] * 4, 0.01, narrow)
    compare("2-64-64-64-1", [2, 64, 64, 64, 1], 0.01, narrow)


if __name__ == "__main__":
    main()
