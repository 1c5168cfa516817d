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

from backprop.errors import GraphError
from backprop.network import Network

DECIMALS = 3
# What all weights are where they are to be equal.
EQUAL = 0.5
_BITS = (1 << 64) - 1

Bound = Callable[[int, int], float]
BOUNDS: dict[str, Bound] = {
    "xavier": lambda inputs, outputs: math.sqrt(6 / (inputs + outputs)),
    "he": lambda inputs, _: math.sqrt(6 / inputs),
}
SCHEMES = (*BOUNDS, "zeros", "equal")


def initial_values(network: Network, scheme: str, seed: int = 1) -> dict[str, float]:
    """Weights by one of `SCHEMES`, drawn unit by unit from the inputs on; biases are 0. GraphError for another one."""
    if scheme not in SCHEMES:
        raise GraphError("initial", scheme, f"use one of {', '.join(SCHEMES)}")
    shares, found = _shares(seed), {}
    for layer in network.layers:
        for unit in layer:
            for weight in unit.weights:
                found[weight] = _weight(scheme, len(unit.weights), len(layer), shares)
            found[unit.bias] = 0.0
    return {network.graph.nodes[index].name: value for index, value in found.items()}


def _weight(scheme: str, inputs: int, outputs: int, shares: Iterator[float]) -> float:
    if scheme not in BOUNDS:
        return EQUAL if scheme == "equal" else 0.0
    bound = BOUNDS[scheme](inputs, outputs)
    return round((2 * next(shares) - 1) * bound, DECIMALS)


def _shares(seed: int) -> Iterator[float]:
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
