"""Room for the arrays of a pass: one block, made once, with every array at the start of a cache line."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from backprop.dense_activations import Array

CACHE_LINE = 8
"""Doubles in a cache line of 64 bytes. Arrays across two lines cost a fifth of a matrix product's time."""


def room(shapes: Sequence[tuple[int, ...]]) -> list[Array]:
    """Arrays of `shapes`, their contents undefined, in one block; of three axes, each [i] starts a line too.

    Many separate arrays would go back to the operating system at the end of each pass, and making their
    pages anew takes longer than some of the passes.
    """
    parts = [shape[0] if len(shape) == 3 else 1 for shape in shapes]
    sizes = [math.prod(shape) // part for shape, part in zip(shapes, parts, strict=True)]
    padded = [-(-size // CACHE_LINE) * CACHE_LINE for size in sizes]
    block = np.empty(sum(map(math.prod, zip(parts, padded, strict=True))) + CACHE_LINE)
    start = -(block.ctypes.data // block.itemsize) % CACHE_LINE
    arrays = []
    for shape, part, size, line in zip(shapes, parts, sizes, padded, strict=True):
        end = start + part * line
        arrays.append(block[start:end].reshape(part, line)[:, :size].reshape(shape))
        start = end
    return arrays
