"""What is read from a model, whichever framework it is of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from backprop.errors import SpecificationError

WEIGHTS, BIASES = "weights", "biases"
IDENTITY = "identity"

Numbers = Sequence[Any]
# The gradients by weights and by biases of each block, in the shape that the framework has them in.
Slopes = Mapping[tuple[int, str], Any]


@dataclass(frozen=True, slots=True)
class Array:
    """The numbers of a parameter, called `place` in the model; `trained` if it has a gradient."""

    place: str
    numbers: Numbers
    trained: bool = True


@dataclass(frozen=True, slots=True)
class Block:
    """Weights, perhaps biases, and the activation that follows.

    `by_output`: the weights are outputs × inputs, as PyTorch has them; else inputs × outputs, as JAX's users do.
    """

    weights: Array
    biases: Array | None
    by_output: bool
    activation: str = IDENTITY

    @property
    def inputs(self) -> int:
        """How many numbers come in."""
        return len(self.weights.numbers[0]) if self.by_output else len(self.weights.numbers)

    @property
    def outputs(self) -> int:
        """How many come out."""
        return len(self.weights.numbers) if self.by_output else len(self.weights.numbers[0])


@dataclass(frozen=True, slots=True)
class Model:
    """Its blocks, the type of its numbers, and what finds its loss and its gradients for an input, a target, a loss.
    Where that works with coarser numbers than those of the model, `coarse` says so."""

    blocks: tuple[Block, ...]
    precision: str
    gradients: Callable[[Sequence[float], Sequence[float], object], tuple[float, Slopes]]
    coarse: str = ""

    @property
    def outputs(self) -> int:
        """How many outputs it has."""
        return self.blocks[-1].outputs


def joined(layers: Iterable[tuple[str, Block | str]]) -> tuple[Block, ...]:
    """Each layer of weights with the activation after it; SpecificationError names the layer that fits nowhere."""
    blocks: list[Block] = []
    open_ = False
    for place, layer in layers:
        if isinstance(layer, Block):
            blocks.append(layer)
        elif open_:
            blocks[-1] = replace(blocks[-1], activation=layer)
        else:
            raise SpecificationError(place, layer, "put a layer of weights before each activation")
        open_ = isinstance(layer, Block)
    if not blocks:
        raise SpecificationError("the model", "without weights", "give at least one layer of weights")
    return tuple(blocks)
