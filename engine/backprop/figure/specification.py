"""What a figure shows, read from a mapping (a fence, or a request from the page) and checked."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from backprop.errors import SpecificationError
from backprop.network import ACTIVATIONS, LOSSES, Network, default_values, multilayer_perceptron

MOST_LAYERS = 8
MOST_UNITS = 8
MOST_PARAMETERS = 120
LARGEST_VALUE = 1e6
LONGEST_TEXT = 200
KEYS = ("network", "activation", "loss", "values", "title", "name")


@dataclass(frozen=True, slots=True)
class Specification:
    """A checked description of one figure; `values` holds every given value by name."""

    name: str
    title: str
    network: tuple[int, ...]
    activation: str
    loss: str
    values: Mapping[str, float] = field(hash=False)

    @classmethod
    def from_mapping(cls, mapping: Mapping[str, object]) -> Specification:
        """Read and check; SpecificationError names the first key that is wrong, and the remedy."""
        for key in mapping:
            if key not in KEYS:
                raise SpecificationError(str(key), mapping[key], _did_you_mean(str(key), KEYS))
        widths = _widths(mapping.get("network"))
        activation = _choice(mapping, "activation", ACTIVATIONS)
        loss = _choice(mapping, "loss", LOSSES)
        network = multilayer_perceptron(widths, activation, loss)
        if len(network.graph.parameters) > MOST_PARAMETERS:
            raise SpecificationError(
                "network", list(widths), f"use at most {MOST_PARAMETERS} weights and biases"
            )
        values = _values(mapping.get("values"), network)
        title, name = _text(mapping, "title", ""), _text(mapping, "name", "figure")
        return cls(name, title, widths, activation, loss, values)

    def to_mapping(self) -> dict[str, object]:
        """The mapping that `from_mapping` reads back; every value is written out."""
        return {
            "name": self.name,
            "title": self.title,
            "network": list(self.network),
            "activation": self.activation,
            "loss": self.loss,
            "values": dict(self.values),
        }

    def build(self) -> Network:
        """The network that is described."""
        return multilayer_perceptron(self.network, self.activation, self.loss)


def _did_you_mean(wrong: str, known: tuple[str, ...] | list[str]) -> str:
    close = get_close_matches(wrong, known, n=1)
    hint = f"did you mean {close[0]}? " if close else ""
    return f"{hint}use one of {', '.join(known)}"


def _widths(value: object) -> tuple[int, ...]:
    remedy = (
        f"list the widths from input to output, such as [1, 2, 1]: 2 to {MOST_LAYERS} whole "
        f"numbers from 1 to {MOST_UNITS}"
    )
    if not isinstance(value, list | tuple) or not 2 <= len(value) <= MOST_LAYERS:
        raise SpecificationError("network", "missing" if value is None else value, remedy)
    for width in value:
        if isinstance(width, bool) or not isinstance(width, int) or not 1 <= width <= MOST_UNITS:
            raise SpecificationError("network", value, remedy)
    return tuple(value)


def _choice(mapping: Mapping[str, object], key: str, known: tuple[str, ...]) -> str:
    value = mapping.get(key, known[0])
    if not isinstance(value, str) or value not in known:
        raise SpecificationError(key, value, _did_you_mean(str(value), known))
    return value


def _text(mapping: Mapping[str, object], key: str, default: str) -> str:
    value = mapping.get(key, default)
    if not isinstance(value, str) or len(value) > LONGEST_TEXT:
        raise SpecificationError(key, value, f"give text of at most {LONGEST_TEXT} characters")
    return value


def _values(given: object, network: Network) -> dict[str, float]:
    values = default_values(network)
    if given is None:
        return values
    if not isinstance(given, Mapping):
        raise SpecificationError("values", given, "list names and numbers, such as w11: 0.8")
    for name, value in given.items():
        if name not in values:
            raise SpecificationError(str(name), value, _did_you_mean(str(name), list(values)))
        values[name] = _number(name, value)
    return values


def _number(name: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise SpecificationError(name, value, "give a number, such as 0.5")
    if abs(value) > LARGEST_VALUE or not math.isfinite(value):
        raise SpecificationError(name, value, "give a number from −1 000 000 to 1 000 000")
    return float(value)
