"""Reads a list of layers with arrays of JAX, and asks JAX, where its user imported it, for the gradients."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from backprop.errors import SpecificationError
from backprop.frameworks.losses import Operations, worked_out
from backprop.frameworks.model import BIASES, WEIGHTS, Array, Block, Model, Slopes, joined
from backprop.losses import LOSSES

KERNEL, BIAS = "kernel", "bias"
FUNCTIONS = {
    name: name.replace("_", "-")
    for name in (
        *("tanh", "sigmoid", "relu", "leaky_relu", "elu", "softplus", "gelu", "silu"),
        *("hard_tanh", "hard_sigmoid", "identity"),
    )
}
# The one setting of a function that is our number.
NUMBERS = {"leaky_relu": "negative_slope", "elu": "alpha"}

Layer = Any  # of a package that need not be installed


def read(model: Sequence[Layer]) -> Model:
    """Its blocks; SpecificationError names the layer that a figure does not have."""
    blocks = joined(_read(model))
    parameters = {
        (place, kind): array
        for place, layer in enumerate(layer for layer in model if not callable(layer))
        for kind, array in zip((WEIGHTS, BIASES), _arrays(layer), strict=True)
        if array is not None
    }
    precision = str(getattr(parameters[0, WEIGHTS], "dtype", "of no array"))
    return Model(blocks, precision, lambda x, y, loss: _gradients(model, parameters, (x, y), loss))


def _read(model: Sequence[Layer]) -> Iterator[tuple[str, Block | str]]:
    for place, layer in enumerate(model):
        where = f"layer [{place}]"
        if callable(layer):
            yield where, _function(layer, where)
        else:
            yield where, _block(layer, f"[{place}]", where)


def _arrays(layer: Layer) -> tuple[Layer, Layer | None]:
    """Weights, and biases where there are any."""
    if isinstance(layer, Mapping):
        return layer[KERNEL], layer.get(BIAS)
    return layer[0], layer[1] if len(layer) > 1 else None


def _block(layer: Layer, place: str, where: str) -> Block:
    named = isinstance(layer, Mapping)
    if not (KERNEL in layer if named else isinstance(layer, list | tuple) and len(layer) in (1, 2)):
        remedy = "give a pair (weights, biases), a mapping with kernel and bias, or a function such as jax.numpy.tanh"
        raise SpecificationError(where, layer, remedy)
    weights, biases = _arrays(layer)
    ends = (f".{KERNEL}", f".{BIAS}") if named else ("[0]", "[1]")
    if getattr(weights, "ndim", 0) != 2:
        raise SpecificationError(f"{where}, its weights", weights, "give an array of two axes, inputs × outputs")
    own = None if biases is None else Array(place + ends[1], biases.tolist())
    return Block(Array(place + ends[0], weights.tolist()), own, by_output=False)


def _function(function: Callable[..., Any], where: str) -> str:
    settings = function.keywords if isinstance(function, partial) else {}
    name = getattr(function.func if isinstance(function, partial) else function, "__name__", "")
    if name not in FUNCTIONS:
        raise SpecificationError(where, name or function, f"use a function called {', '.join(FUNCTIONS)}")
    if name == "gelu" and settings.get("approximate") is not False:
        remedy = "give functools.partial(jax.nn.gelu, approximate=False): what JAX calls gelu is near it only"
        raise SpecificationError(where, name, remedy)
    number = settings.get(NUMBERS.get(name, ""))
    return FUNCTIONS[name] if number is None else f"{FUNCTIONS[name]}({number})"


def _gradients(
    model: Sequence[Layer],
    parameters: Mapping[tuple[int, str], Layer],
    sample: tuple[Sequence[float], Sequence[float]],
    loss: object,
) -> tuple[float, Slopes]:
    jax = sys.modules.get("jax")
    if jax is None:
        raise SpecificationError("the model", "a list", "import jax first, and give its arrays")
    if not isinstance(loss, str):
        raise SpecificationError("loss", type(loss).__name__, f"with JAX write one of {', '.join(LOSSES)}")
    first = parameters[0, WEIGHTS]
    x, y = (jax.numpy.asarray(each, first.dtype) for each in sample)
    operations = Operations(jax.nn.logsumexp, jax.numpy.logaddexp)

    def of(given: Mapping[tuple[int, str], Layer]) -> Layer:
        return worked_out(loss, _made(model, given, x), y, operations)

    # Compiled as a whole, it takes half the time that its operations take one by one.
    found, slopes = jax.jit(jax.value_and_grad(of))(parameters)
    return float(found), {key: each.tolist() for key, each in slopes.items()}


def _made(model: Sequence[Layer], given: Mapping[tuple[int, str], Layer], x: Layer) -> Layer:
    place = 0
    for layer in model:
        if callable(layer):
            x = layer(x)
            continue
        x = x @ given[place, WEIGHTS]
        if (place, BIASES) in given:
            x = x + given[place, BIASES]
        place += 1
    return x
