"""The primitives, as rows of one table.

A row is text: the value as a Python expression in the row's arguments, and one local partial
derivative per argument, in the arguments and `out`, the value itself. Everything else is read
off this text: the functions that compute (`Primitive.compute`, `Primitive.local`), the formulas
that a reader sees (`backprop.formulas`), and which products cost nothing because a partial is 1.
Only this table's own text is ever compiled; no text of an author or a reader is.

Formulas: Griewank & Walther, *Evaluating Derivatives* (2008), table 2.3, and for the losses
Goodfellow, Bengio & Courville, *Deep Learning* (2016), section 6.2.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from backprop.errors import GraphError


def sigmoid(a: float) -> float:
    """1 / (1 + exp(−a)), written so that neither branch can overflow."""
    if a >= 0:
        return 1 / (1 + math.exp(-a))
    return math.exp(a) / (1 + math.exp(a))


def relu(a: float) -> float:
    """max(a, 0)."""
    return a if a > 0 else 0.0


def step(a: float) -> float:
    """1 where a > 0, else 0: the derivative of ReLU, which takes 0 at the kink by convention."""
    return 1.0 if a > 0 else 0.0


FUNCTIONS: dict[str, Callable[..., float]] = {
    "exp": math.exp,
    "tanh": math.tanh,
    "sigmoid": sigmoid,
    "relu": relu,
    "step": step,
}

_NAME = re.compile(r"[A-Za-z]\w*")


@dataclass(frozen=True)
class Primitive:
    """One row: `value` in terms of `arguments`; `partials[i]` = ∂value/∂arguments[i]."""

    name: str
    arguments: tuple[str, ...]
    value: str
    partials: tuple[str, ...]

    @cached_property
    def compute(self) -> Callable[..., float]:
        """The value as a function of the arguments (floats)."""
        return _compiled(f"lambda {', '.join(self.arguments)}: {self.value}")

    @cached_property
    def local(self) -> tuple[Callable[..., float], ...]:
        """The local partials, each a function of the arguments and then of the value."""
        head = f"lambda {', '.join((*self.arguments, 'out'))}: "
        return tuple(_compiled(head + partial) for partial in self.partials)

    @cached_property
    def names_in_local(self) -> tuple[tuple[str, ...], ...]:
        """For each local partial the names, among the arguments and `out`, that it reads."""
        known = (*self.arguments, "out")
        return tuple(
            tuple(name for name in known if name in set(_NAME.findall(partial)))
            for partial in self.partials
        )


def _compiled(text: str) -> Callable[..., float]:
    return eval(text, {"__builtins__": {}, **FUNCTIONS})  # noqa: S307 - this table's own text


def affine(inputs: int) -> Primitive:
    """A weighted sum and a bias: w1*x1 + … + wn*xn + b, with `inputs` = n."""
    weights = tuple(f"w{i}" for i in range(1, inputs + 1))
    values = tuple(f"x{i}" for i in range(1, inputs + 1))
    products = [f"{w}*{x}" for w, x in zip(weights, values, strict=True)]
    return Primitive(
        "affine",
        (*weights, "b", *values),
        " + ".join([*products, "b"]),
        (*values, "1", *weights),
    )


def half_squared_error(outputs: int) -> Primitive:
    """½ (p1 − t1)² + … for predictions p and targets t, with `outputs` of each."""
    numbers = [""] if outputs == 1 else [str(i) for i in range(1, outputs + 1)]
    predictions = tuple(f"p{i}" for i in numbers)
    targets = tuple(f"t{i}" for i in numbers)
    pairs = list(zip(predictions, targets, strict=True))
    return Primitive(
        "half_squared_error",
        (*predictions, *targets),
        " + ".join(f"1/2*({p} - {t})**2" for p, t in pairs),
        (*(f"{p} - {t}" for p, t in pairs), *(f"{t} - {p}" for p, t in pairs)),
    )


ROWS = (
    Primitive("identity", ("a",), "a", ("1",)),
    Primitive("tanh", ("a",), "tanh(a)", ("1 - out**2",)),
    Primitive("sigmoid", ("a",), "sigmoid(a)", ("out*(1 - out)",)),
    Primitive("relu", ("a",), "relu(a)", ("step(a)",)),
)
FAMILIES: dict[str, Callable[[int], Primitive]] = {
    "affine": affine,
    "half_squared_error": half_squared_error,
}
PRIMITIVES: dict[str, Primitive] = {row.name: row for row in ROWS}


@lru_cache(maxsize=256)
def primitive(name: str, size: int | None = None) -> Primitive:
    """The row called `name`; a family (affine, losses) also needs its `size`."""
    if name in PRIMITIVES:
        return PRIMITIVES[name]
    if name in FAMILIES and size is not None:
        return FAMILIES[name](size)
    raise GraphError("primitive", name, f"use one of {', '.join([*PRIMITIVES, *FAMILIES])}")
