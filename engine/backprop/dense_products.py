"""Products of rows with a narrow layer's matrix, in blocks that OpenBLAS multiplies without packing.

Before it multiplies, OpenBLAS packs copies of both operands, which for narrow layers takes a third of
the time. On processors with AVX-512 it leaves that out where the three sizes multiply to a million at
most, so that two products of half the rows are faster than one of all; elsewhere blocks would cost a
twentieth, and there are none.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from backprop.dense_activations import Array

UNPACKED = 10**6
# Wider matrices gain nothing: their blocks would have too few rows.
WIDEST_IN_BLOCKS = 64
# As NumPy names it, in its newer releases and in its older ones.
AVX512 = {"X86_V4", "AVX512_SKX"}
HAS_AVX512 = not AVX512.isdisjoint(np.show_config(mode="dicts").get("SIMD Extensions", {}).get("found", ()))


class Blocks(NamedTuple):
    """An array of rows, and the same numbers as blocks: whole ones of equal size, and the rows after them."""

    rows: Array
    whole: Array | None
    rest: Array | None


def block_rows(rows: int, matrices: Sequence[tuple[int, ...]]) -> int:
    """Rows in a block for products with matrices of these shapes: all of them where blocks do not help."""
    if not HAS_AVX512 or max(map(max, matrices)) > WIDEST_IN_BLOCKS:
        return rows
    blocks = math.ceil(rows * max(map(math.prod, matrices)) / UNPACKED)
    return math.ceil(rows / blocks)


def in_blocks(rows: Array, block: int) -> Blocks:
    """`rows`, contiguous, in views of `block` rows; in one piece where they are not more than that."""
    end = len(rows) // block * block if 2 * block <= len(rows) else 0
    whole = rows[:end].reshape(-1, block, rows.shape[1]) if end else None
    return Blocks(rows, whole, rows[end:] if end < len(rows) else None)


def multiply(rows: Blocks, matrix: Array, out: Blocks) -> None:
    """Write rows·matrix into `out`, in blocks of the same size."""
    if rows.whole is not None:
        np.matmul(rows.whole, matrix, out=out.whole)
    if rows.rest is not None:
        # np.dot and not @: it gives products with an inner size of 1 to BLAS as well.
        np.dot(rows.rest, matrix, out.rest)


def multiply_transposed(left: Array, right: Array, out: Array, block: int) -> None:
    """Write leftᵀ·right, a sum over the rows of both, into `out`.

    For each `block` of rows there are as many columns of `left` as make a product of the same size: blocks of `out`
    itself, so that nothing has to be added up. Columns that cannot be shared out evenly are taken all at once.
    """
    rows, columns = left.shape
    parts = math.ceil(rows / block)
    if columns % parts or rows * out.size <= UNPACKED:
        np.dot(left.T, right, out)
    else:
        stack = left.reshape(rows, parts, -1).transpose(1, 2, 0)
        np.matmul(stack, right, out=out.reshape(parts, -1, right.shape[1]))
