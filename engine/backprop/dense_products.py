"""Products of rows with a narrow layer's matrix, in blocks that OpenBLAS multiplies without packing.

Before it multiplies, OpenBLAS packs copies of both operands, which for narrow layers takes a third of
the time. On processors with AVX-512 it leaves that out where the three sizes multiply to a million at
most, so that two products of half the rows are faster than one of all; elsewhere blocks would cost a
twentieth, and there are none.
"""

from __future__ import annotations

import math

import numpy as np

from backprop.dense_activations import Array

UNPACKED = 10**6
# Wider matrices gain nothing: their blocks would have too few rows.
WIDEST_IN_BLOCKS = 64
# As NumPy names it, in its newer releases and in its older ones.
AVX512 = {"X86_V4", "AVX512_SKX"}
HAS_AVX512 = not AVX512.isdisjoint(np.show_config(mode="dicts").get("SIMD Extensions", {}).get("found", ()))


def block_rows(rows: int, inputs: int, outputs: int) -> int:
    """Rows in a block for a product with an (inputs, outputs) matrix: all of them where blocks do not help."""
    if not HAS_AVX512 or max(inputs, outputs) > WIDEST_IN_BLOCKS:
        return rows
    blocks = math.ceil(rows * inputs * outputs / UNPACKED)
    return math.ceil(rows / blocks)


def multiply(rows: Array, matrix: Array, out: Array, block: int) -> None:
    """Write rows·matrix into `out`, `block` rows at a time."""
    end = _end(len(rows), block)
    if end:
        np.matmul(_stacked(rows, end, block), matrix, out=_stacked(out, end, block))
    if end < len(rows):
        # np.dot and not @: it gives products with an inner size of 1 to BLAS as well.
        np.dot(rows[end:], matrix, out[end:])


def multiply_transposed(left: Array, right: Array, out: Array, block: int) -> None:
    """Write leftᵀ·right, a sum over the rows of both, into `out`, `block` rows at a time."""
    end = _end(len(left), block)
    if not end:
        np.dot(left.T, right, out)
        return
    parts = [*np.matmul(_stacked(left, end, block).transpose(0, 2, 1), _stacked(right, end, block))]
    if end < len(left):
        parts.append(np.dot(left[end:].T, right[end:]))
    np.add(parts[0], parts[1], out)
    for part in parts[2:]:
        out += part


def _end(rows: int, block: int) -> int:
    """How many of the rows whole blocks take, 0 where there is only one."""
    return rows // block * block if block < rows else 0


def _stacked(rows: Array, end: int, block: int) -> Array:
    return rows[:end].reshape(-1, block, rows.shape[1])
