"""Functions for traced Python code: each works on plain numbers and on traced ones.

`from backprop.operations import exp, tanh` is to `backprop.trace` what `from math import …` is
to plain floats. The functions are the table's rows of the same names.
"""

from __future__ import annotations

from collections.abc import Callable

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


exp = _operation("exp")
log = _operation("log")
sqrt = _operation("sqrt")
sin = _operation("sin")
cos = _operation("cos")
tanh = _operation("tanh")
sigmoid = _operation("sigmoid")
relu = _operation("relu")
softplus = _operation("softplus")
gelu = _operation("gelu")
silu = _operation("silu")
maximum = _operation("max")
minimum = _operation("min")
normal_cdf = _operation("normal_cdf")
softmax = _operation("softmax")
log_softmax = _operation("log_softmax")
