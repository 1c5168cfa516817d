"""Functions for traced Python code: each works on plain numbers and on traced ones.

`from backprop.operations import exp, tanh` is to `backprop.trace` what `from math import …` is
to plain floats. The functions are the table's rows of the same names.
"""

from __future__ import annotations

from collections.abc import Callable

from backprop.primitives import FAMILIES, PRIMITIVES
from backprop.tracing import Operand, Traced, computed


def _operation(name: str) -> Callable[..., Operand]:
    def apply(*operands: Operand) -> Operand:
        for operand in operands:
            if isinstance(operand, Traced):
                return operand.tracer.call(name, *operands)
        return computed(name, *operands)

    apply.__name__ = apply.__qualname__ = name
    apply.__doc__ = f"The row `{name}` of the table of primitives."
    return apply


def __getattr__(name: str) -> Callable[..., Operand]:
    """Every function that a formula may call, under its name there; `maximum` and `minimum` are max and min."""
    row = {"maximum": "max", "minimum": "min"}.get(name, name)
    if row in PRIMITIVES or row in FAMILIES:
        return _operation(row)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
