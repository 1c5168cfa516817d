"""A model as the keys of a figure, and its parameters as a figure calls them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from backprop.frameworks.model import BIASES, WEIGHTS, Block
from backprop.network_names import Names


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number of the model: `name` in the figure, `place` in the model, found by `index` in the array of its block."""

    name: str
    place: str
    value: float
    trained: bool
    block: int
    kind: str
    index: tuple[int, ...]


def described(blocks: Sequence[Block], loss: str, x: Sequence[float], y: Sequence[float]) -> dict[str, object]:
    """The keys of the figure."""
    widths = widths_of(blocks)
    names, found = Names(widths), list(parameters(blocks))
    values = {each.name: each.value for each in found}
    values |= zip(names.numbered("x", widths[0]), x, strict=True)
    values |= zip(names.numbered("y", widths[-1]), y, strict=True)
    none_at_all = all(block.biases is None for block in blocks)
    missing = {} if none_at_all else dict.fromkeys(_missing(blocks, names), 0.0)
    fixed = [*(each.name for each in found if not each.trained), *missing]
    output = {} if (last := blocks[-1].activation) == "identity" else {"output": last}
    return {
        **{"title": f"The network {widths}", "network": widths, "loss": loss, **output},
        "activation": [block.activation for block in blocks[:-1]],
        "bias": "none" if none_at_all else "own",
        **({"fixed": fixed} if fixed else {}),
        "values": {**values, **missing},
    }


def widths_of(blocks: Sequence[Block]) -> list[int]:
    """Of the inputs, and of what each block makes."""
    return [blocks[0].inputs, *(block.outputs for block in blocks)]


def parameters(blocks: Sequence[Block]) -> Iterator[Parameter]:
    """Layer by layer and unit by unit, the weights of a unit first."""
    names = Names(widths_of(blocks))
    for place, block in enumerate(blocks):
        for unit in range(block.outputs):
            yield from _of_unit(names, place, block, unit)


def _of_unit(names: Names, place: int, block: Block, unit: int) -> Iterator[Parameter]:
    weights, biases = block.weights, block.biases
    for source in range(block.inputs):
        first, second = (unit, source) if block.by_output else (source, unit)
        name, value = names.weight(place + 1, source + 1, unit + 1), weights.numbers[first][second]
        where = f"{weights.place}[{first}, {second}]"
        yield Parameter(name, where, value, weights.trained, place, WEIGHTS, (first, second))
    if biases is not None:
        name, where = names.of("b", place + 1, unit + 1), f"{biases.place}[{unit}]"
        yield Parameter(name, where, biases.numbers[unit], biases.trained, place, BIASES, (unit,))


def _missing(blocks: Sequence[Block], names: Names) -> Iterator[str]:
    """The biases that the figure has and the model has not."""
    for place, block in enumerate(blocks):
        if block.biases is None:
            yield from (names.of("b", place + 1, unit + 1) for unit in range(block.outputs))
