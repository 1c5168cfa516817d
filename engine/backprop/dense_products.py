"""Matrix products of narrow layers, in blocks of rows that OpenBLAS multiplies without packing.

Before it multiplies, OpenBLAS packs copies of both operands, which for narrow layers takes a third of
the time. With AVX-512 it leaves that out where the three sizes multiply to a million at most, so that
two products of half the rows are faster than one of all; on other processors blocks cost a twentieth.
"""

from __future__ import annotations

import math

import numpy as np

from backprop.dense_activations import Array

UNPACKED = 10**6
# Wider matrices gain nothing: their blocks would have too few rows.
WIDEST_IN_BLOCKS = 64


def block_rows(rows: int, inputs: int, outputs: int) -> int:
    """Rows in a block for a product with an (inputs, outputs) matrix: all of them where blocks do not help."""
    if max(inputs, outputs) > WIDEST_IN_BLOCKS:
        return rows
    blocks = math.ceil(rows * inputs * outputs / UNPACKED)
    return math.ceil(rows / blocks)


def multiply(rows: Array, matrix: Array, out: Array, block: int) -> None:
    """Write rows·matrix into `out`, `block` rows at a time."""
    # np.dot and not @: it gives products with an inner size of 1 to BLAS as well.
    if block >= len(rows):
        np.dot(rows, matrix, out)
        return
    for start in range(0, len(rows), block):
        np.dot(rows[start : start + block], matrix, out[start : start + block])


def sum_of_products(left: Array, right: Array, out: Array, block: int) -> None:
    """Write leftᵀ·right, a sum over the rows of both, into `out`: as many columns at a time as there are blocks."""
    if block >= len(left):
        np.dot(left.T, right, out)
        return
    step = math.ceil(right.shape[1] * block / len(left))
    for start in range(0, right.shape[1], step):
        np.matmul(left.T, right[:, start : start + step], out=out[:, start : start + step])
