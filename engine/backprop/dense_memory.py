"""Room for the arrays of a pass: one block, made once, with every array at the start of a cache line."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from backprop.dense_activations import Array

CACHE_LINE = 8
"""Doubles in a cache line of 64 bytes. Arrays across two lines cost a fifth of a matrix product's time."""


def room(shapes: Sequence[tuple[int, ...]]) -> list[Array]:
    """Arrays of `shapes`, their contents undefined, in one block.

    Many separate arrays would go back to the operating system at the end of each pass, and making their
    pages anew takes longer than some of the passes.
    """
    sizes = [-(-math.prod(shape) // CACHE_LINE) * CACHE_LINE for shape in shapes]
    block = np.empty(sum(sizes) + CACHE_LINE)
    start = -(block.ctypes.data // block.itemsize) % CACHE_LINE
    arrays = []
    for shape, size in zip(shapes, sizes, strict=True):
        arrays.append(block[start : start + math.prod(shape)].reshape(shape))
        start += size
    return arrays
