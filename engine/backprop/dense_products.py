"""Products of rows with a narrow layer's matrix, in blocks that OpenBLAS multiplies without packing.

Before it multiplies, OpenBLAS packs copies of both operands, which for narrow layers takes a third of
the time. With AVX-512 it leaves that out where the three sizes multiply to a million at most, so that
two products of half the rows are faster than one of all; elsewhere blocks cost a twentieth. Products
that sum over the rows gain less from blocks with AVX-512 than they lose without: those are not split.
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
