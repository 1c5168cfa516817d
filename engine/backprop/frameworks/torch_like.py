"""Reads a `Sequential` of PyTorch and asks it for its gradients, by what its layers and tensors have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from backprop.errors import SpecificationError
from backprop.frameworks.losses import Operations, worked_out
from backprop.frameworks.model import BIASES, WEIGHTS, Array, Block, Model, Slopes, joined

OPERATIONS = Operations(lambda z: z.logsumexp(-1), lambda a, b: a.logaddexp(b))

Module = Any  # of a package that need not be installed


@dataclass(frozen=True, slots=True)
class Row:
    """Our name of an activation; what the layer has to be set to; which of its settings is our number; and what is
    coarser than its numbers are, if something is."""

    name: str
    settings: Mapping[str, object] = field(default_factory=dict)
    number: str = ""
    coarse: str = ""


ACTIVATIONS = {
    "Tanh": Row("tanh"),
    "Sigmoid": Row("sigmoid"),
    "ReLU": Row("relu"),
    "LeakyReLU": Row("leaky-relu", number="negative_slope"),
    "ELU": Row("elu", number="alpha"),
    "Softplus": Row("softplus", {"beta": 1.0}),
    "GELU": Row("gelu", {"approximate": "none"}),
    "SiLU": Row("silu"),
    "Hardtanh": Row("hard-tanh", {"min_val": -1.0, "max_val": 1.0}),
    # Seen in version 2.13: its slope is 1/6 in float32, of float64 too.
    "Hardsigmoid": Row("hard-sigmoid", coarse="PyTorch takes the slope 1/6 of Hardsigmoid in float32."),
}
# They hand on what they are given.
IDLE = ("Identity", "Flatten", "Dropout")


def read(model: Module) -> Model:
    """Its blocks; SpecificationError names the layer that a figure does not have."""
    if not callable(model) or not hasattr(model, "__iter__"):
        remedy = "give a Sequential of PyTorch, or a list of layers whose arrays are those of JAX"
        raise SpecificationError("the model", type(model).__name__, remedy)
    linear = [layer for _, layer in _flat(model) if _kind(layer) == "Linear"]
    blocks = joined(_read(model))
    precision = str(linear[0].weight.dtype).rpartition(".")[2]
    rows = (ACTIVATIONS[kind] for _, layer in _flat(model) if (kind := _kind(layer)) in ACTIVATIONS)
    coarse = next((row.coarse for row in rows if row.coarse and precision == "float64"), "")
    found = "float32" if coarse else precision
    return Model(blocks, found, lambda x, y, loss: _gradients(model, linear, (x, y), loss), coarse)


def _flat(model: Module, within: str = "") -> Iterator[tuple[str, Module]]:
    """Each layer with its place; those of a `Sequential` in it, too."""
    for number, layer in enumerate(model):
        place = f"{within}{number}"
        if _kind(layer) == "Sequential":
            yield from _flat(layer, f"{place}.")
        else:
            yield place, layer


def _read(model: Module) -> Iterator[tuple[str, Block | str]]:
    for place, layer in _flat(model):
        where, kind = f"layer {place}", _kind(layer)
        if kind == "Linear":
            yield where, _block(layer, place)
        elif kind in ACTIVATIONS:
            yield where, _activation(layer, where, ACTIVATIONS[kind])
        elif kind not in IDLE:
            raise SpecificationError(where, kind, f"use Linear, {', '.join((*ACTIVATIONS, *IDLE))}")
        elif getattr(layer, "training", False) and getattr(layer, "p", 0):
            raise SpecificationError(where, kind, "call model.eval() first: it would drop other units each time")


def _kind(layer: Module) -> str:
    return type(layer).__name__


def _block(layer: Module, place: str) -> Block:
    biases = None if layer.bias is None else _array(layer.bias, f"{place}.bias")
    return Block(_array(layer.weight, f"{place}.weight"), biases, by_output=True)


def _array(parameter: Module, place: str) -> Array:
    return Array(place, parameter.detach().tolist(), parameter.requires_grad)


def _activation(layer: Module, where: str, row: Row) -> str:
    for setting, wanted in row.settings.items():
        if (found := getattr(layer, setting)) != wanted:
            raise SpecificationError(f"{where}, {setting} of {_kind(layer)}", found, f"use {wanted}")
    return f"{row.name}({getattr(layer, row.number)})" if row.number else row.name


def _gradients(
    model: Module, linear: Sequence[Module], sample: tuple[Sequence[float], Sequence[float]], loss: object
) -> tuple[float, Slopes]:
    parameters = {
        (place, kind): parameter
        for place, layer in enumerate(linear)
        for kind, parameter in ((WEIGHTS, layer.weight), (BIASES, layer.bias))
        if parameter is not None and parameter.requires_grad
    }
    before = {key: parameter.grad for key, parameter in parameters.items()}
    for parameter in parameters.values():
        parameter.grad = None
    try:
        x, y = (linear[0].weight.new_tensor(each) for each in sample)
        found = worked_out(loss, model(x), y, OPERATIONS) if isinstance(loss, str) else loss(model(x), y)  # type: ignore[operator]
        found.backward()
        return found.detach().item(), {key: parameter.grad.tolist() for key, parameter in parameters.items()}
    finally:
        for key, parameter in parameters.items():
            parameter.grad = before[key]
