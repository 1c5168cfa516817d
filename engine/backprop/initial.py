"""Parameters to start from: by chance within the bounds of a scheme, or all alike to see what comes of that.

The chance is version 1 of a generator of this project's own, so that a seed gives the same numbers on every machine
and with every Python: SplitMix64 (Steele, Lea & Flood 2014), of each number the upper 53 bits as a part of 1, and the
parameter to three decimals. A change of it would be a version 2, beside this one.

Sources of the bounds: Glorot & Bengio (2010), equation 16; He et al. (2015), equation 10, as a uniform distribution of
the same variance.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from backprop.errors import GraphError
from backprop.network import Network
from backprop.settings import setting_of

DECIMALS = 3
LARGEST_SETTING = 1000.0
LARGEST_SEED = 999_999
_BITS = (1 << 64) - 1

Bound = Callable[[int, int], float]


@dataclass(frozen=True, slots=True)
class Scheme:
    """Weights lie, by chance, within `number` times the `bound` of a layer with so many inputs and outputs; where there
    is no bound, each is the number. An author may give another number, if `settable`."""

    number: float
    bound: Bound | None = None
    settable: bool = True


SCHEMES = {
    "xavier": Scheme(1.0, lambda inputs, outputs: math.sqrt(6 / (inputs + outputs))),
    "he": Scheme(1.0, lambda inputs, _: math.sqrt(6 / inputs)),
    "uniform": Scheme(0.5, lambda *_: 1.0),
    "zeros": Scheme(0.0, settable=False),
    "equal": Scheme(0.5),
}


def scheme_of(written: object) -> tuple[Scheme, float]:
    """The scheme and its number: of xavier its usual 1, of xavier(2) that one. GraphError for another one."""
    name, number = setting_of(written)
    if name not in SCHEMES:
        raise GraphError("initial", written, f"use one of {', '.join(SCHEMES)}")
    scheme = SCHEMES[name]
    if number is None:
        return scheme, scheme.number
    if not scheme.settable:
        raise GraphError("initial", written, f"write {name}: it has no number to set")
    if number > LARGEST_SETTING:
        raise GraphError("initial", written, f"give a number up to {LARGEST_SETTING:g}")
    return scheme, number


def initial_values(network: Network, scheme: str, seed: int = 1) -> dict[str, float]:
    """Weights by one of `SCHEMES`, drawn unit by unit from the inputs on; biases are 0. GraphError for another one."""
    (row, number), found = scheme_of(scheme), {}
    drawn = shares(seed)
    for layer in network.layers:
        for unit in layer:
            for weight in unit.weights:
                bound = row.bound and number * row.bound(len(unit.weights), len(layer))
                found[weight] = number if bound is None else between(bound, drawn)
            if unit.bias is not None:
                found[unit.bias] = 0.0
    return {network.graph.nodes[index].name: value for index, value in found.items()}


def between(bound: float, drawn: Iterator[float]) -> float:
    """The next number between −bound and bound."""
    return round((2 * next(drawn) - 1) * bound, DECIMALS)


def shares(seed: int) -> Iterator[float]:
    """Numbers from 0 to 1, without 1."""
    return ((number >> 11) / (1 << 53) for number in split_mix(seed))


def split_mix(seed: int) -> Iterator[int]:
    """SplitMix64: numbers of 64 bits without end."""
    state = seed & _BITS
    while True:
        state = (state + 0x9E3779B97F4A7C15) & _BITS
        mixed = ((state ^ (state >> 30)) * 0xBF58476D1CE4E5B9) & _BITS
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & _BITS
        yield mixed ^ (mixed >> 31)
