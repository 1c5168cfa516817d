"""A softmax and a squared loss as the operations they are made of, for networks in which they are open.

Elsewhere each is one operation of the table. An open softmax has e1 = exp(z1), …, their sum S, and p1 = e1/S, …; an
open loss has the errors r = yhat − y, their squares q and, of several, the sum S or the mean.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from backprop.graph import GraphBuilder
from backprop.layer_building import Unit
from backprop.losses import Loss
from backprop.network_names import Names

SOFTMAX: Final = "softmax"
LOSS: Final = "loss"
HALF, MEAN = "half_squared_error", "mean_squared_error"


def openable(loss: Loss, fused: bool) -> tuple[str, ...]:
    """What of a network with this loss is one operation, and may be several. A `fused` loss reads no softmax."""
    if loss.operation in (HALF, MEAN):
        return (LOSS,)
    return (SOFTMAX,) if loss.probability == SOFTMAX and not fused else ()


@dataclass(frozen=True, slots=True)
class Opener:
    """Adds what is open to `builder`."""

    builder: GraphBuilder
    names: Names

    def shares(self, units: Sequence[Unit]) -> tuple[tuple[Unit, ...], list[int]]:
        """The output units, each with its probability as its activation; and what else was made, the last first."""
        apply, numbered = self.builder.apply, self.names.numbered
        count, layer = len(units), len(self.names.widths) - 1
        powers = [
            apply(name, "exp", (unit.activation,)) for name, unit in zip(numbered("e", count), units, strict=True)
        ]
        total = apply("S", "sum", powers, count)
        found = []
        for place, (unit, power) in enumerate(zip(units, powers, strict=True), 1):
            share = apply(self.names.of("p", layer, place), "div", (power, total))
            found.append(replace(unit, activation=share, chain=(*unit.chain, power, share)))
        return tuple(found), [total, *powers]

    def squared(self, operation: str, outputs: Sequence[int], targets: Sequence[int]) -> tuple[int, list[list[int]]]:
        """The loss, and the columns of what leads to it."""
        apply, numbered, count = self.builder.apply, self.names.numbered, len(outputs)
        named = zip(numbered("r", count), outputs, targets, strict=True)
        errors = [apply(name, "sub", pair) for name, *pair in named]
        if operation == MEAN and count == 1:
            return apply("L", "power", errors, 2), [errors]
        squares = [apply(name, "power", (each,), 2) for name, each in zip(numbered("q", count), errors, strict=True)]
        if operation == MEAN:
            return apply("L", "mean", squares, count), [errors, squares]
        half = self.builder.constant(0.5)
        if count == 1:
            return apply("L", "mul", (half, *squares)), [errors, squares]
        total = apply("S", "sum", squares, count)
        return apply("L", "mul", (half, total)), [errors, squares, [total]]
