"""The one table of operations: whatever can be computed, differentiated, written in a formula or exported.

`backprop.table` and `backprop.family_table` hold the rows, `backprop.rows` says what stands in one. What else a reader
meets of an operation is one entry under its name in the words of a language, `backprop.languages`. Everything else
reads this table: the syntax of expressions, traced Python, the checks by complex steps, programs for NumPy, JAX and
PyTorch, drawings and formulas.
"""

from __future__ import annotations

from functools import lru_cache

from backprop.errors import GraphError, ShapeError
from backprop.family_table import FAMILY_ROWS, OTHERS
from backprop.functions import FUNCTIONS
from backprop.rows import Complex, Family, Function, Primitive, Size
from backprop.table import ROWS

LARGEST_SIZE = 256

PRIMITIVES: dict[str, Primitive] = {row.name: row for row in ROWS}
FAMILIES: dict[str, Family] = {row.name: row for row in FAMILY_ROWS}
CALLED: dict[str, Function] = {
    **{row.name: row.function for row in (*ROWS, *FAMILY_ROWS) if row.function is not None},
    **OTHERS,
}
FUNCTIONS.update({name: function.real for name, function in CALLED.items()})
COMPLEX_FUNCTIONS: dict[str, Complex] = {
    name: function.complex for name, function in CALLED.items() if function.complex is not None
}
ACTIVATIONS = tuple(row.name.replace("_", "-") for row in ROWS if row.activation is not None)


@lru_cache(maxsize=256)
def primitive(name: str, size: Size | None = None) -> Primitive:
    """The row called `name`; a family (affine, power, the losses) also needs its `size`.

    The size of a power is its exponent, of any other family the number of inputs, outputs or
    scores, from 1 to `LARGEST_SIZE`. Errors: GraphError for the name, ShapeError for the size.
    """
    if name in PRIMITIVES:
        return PRIMITIVES[name]
    if name not in FAMILIES or size is None:
        raise GraphError("primitive", name, f"use one of {', '.join([*PRIMITIVES, *FAMILIES])}")
    count = size[0] if isinstance(size, tuple) else size
    if abs(count) > LARGEST_SIZE or (count < 1 and name != "power"):
        raise ShapeError(f"size of {name}", size, f"give a whole number from 1 to {LARGEST_SIZE}")
    return FAMILIES[name].member(size)
