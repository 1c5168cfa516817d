"""The primitives, as rows of one table.

A row is text: the value as a Python expression in the row's arguments, and one local partial
derivative per argument, in the arguments and `out`, the value itself. Everything else is read
off this text: the functions that compute (`Primitive.compute`, `Primitive.local`), derivatives
of any order (`Primitive.partial` on traced operands, because every function that a text calls is
a row again, or made of rows), straight-line programs (`backprop.compiled`), the formulas that a reader sees
(`backprop.formulas`), and which products cost nothing because a partial is 1.
Only this table's own text is ever compiled; no text of an author or a reader is.

Formulas: Griewank & Walther, *Evaluating Derivatives* (2008), table 2.3, and for the losses
Goodfellow, Bengio & Courville, *Deep Learning* (2016), section 6.2.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from backprop.errors import GraphError, ShapeError
from backprop.functions import FUNCTIONS

LARGEST_SIZE = 256

_NAME = re.compile(r"[A-Za-z]\w*")
_SQUARE = re.compile(r"(\b[A-Za-z]\w*|\([^()]+\))\*\*2\b")


@dataclass(frozen=True)
class Primitive:
    """One row: `value` in terms of `arguments`; `partials[i]` = ∂value/∂arguments[i].

    `size` tells the members of a family apart (inputs of an affine row, exponent of a power).
    """

    name: str
    arguments: tuple[str, ...]
    value: str
    partials: tuple[str, ...]
    size: int | None = None

    @cached_property
    def compute(self) -> Callable[..., float]:
        """The value as a function of the arguments (floats)."""
        return compile_text(self.arguments, self.value, FUNCTIONS)

    @cached_property
    def local(self) -> tuple[Callable[..., float], ...]:
        """The local partials, each a function of the arguments and then of the value."""
        return tuple(self.partial(position, FUNCTIONS) for position in range(len(self.partials)))

    def partial(self, position: int, functions: Mapping[str, Callable[..., Any]]) -> Callable[..., Any]:
        """One local partial, calling `functions` by name: on floats, complex or traced numbers."""
        return compile_text((*self.arguments, "out"), self.partials[position], functions)

    @cached_property
    def names_in_local(self) -> tuple[tuple[str, ...], ...]:
        """For each local partial the names, among the arguments and `out`, that it reads."""
        known = (*self.arguments, "out")
        return tuple(tuple(name for name in known if name in set(_NAME.findall(partial))) for partial in self.partials)


def executable(text: str) -> str:
    """A row's text as it is executed: a square as a product, which every platform rounds alike."""
    return _SQUARE.sub(r"(\1*\1)", text)


def compile_text(
    arguments: tuple[str, ...], text: str, functions: Mapping[str, Callable[..., Any]]
) -> Callable[..., Any]:
    """A function of `arguments` that computes a text of this table."""
    source = f"lambda {', '.join(arguments)}: {executable(text)}"
    return eval(source, {"__builtins__": {}, **functions})  # type: ignore[no-any-return]  # noqa: S307


def affine(inputs: int) -> Primitive:
    """A weighted sum and a bias: w1*x1 + … + wn*xn + b (w*x + b for one input), with `inputs` = n."""
    weights, values = _numbered("w", inputs), _numbered("x", inputs)
    products = [f"{w}*{x}" for w, x in zip(weights, values, strict=True)]
    return Primitive(
        "affine",
        (*weights, "b", *values),
        " + ".join([*products, "b"]),
        (*values, "1", *weights),
        inputs,
    )


def power(exponent: int) -> Primitive:
    """a to a whole `exponent`, which is part of the row and not an argument."""
    match exponent:
        case 0:
            partial = "0"
        case 1:
            partial = "1"
        case 2:
            partial = "2*a"
        case _:
            partial = f"{exponent}*a**{_whole(exponent - 1)}"
    return Primitive("power", ("a",), f"a**{_whole(exponent)}", (partial,), exponent)


def half_squared_error(outputs: int) -> Primitive:
    """½ (p1 − t1)² + … for predictions p and targets t, with `outputs` of each."""
    pairs = _pairs("p", outputs)
    return _loss(
        "half_squared_error",
        pairs,
        " + ".join(f"1/2*({p} - {t})**2" for p, t in pairs),
        [f"{p} - {t}" for p, t in pairs],
        [f"{t} - {p}" for p, t in pairs],
    )


def mean_squared_error(outputs: int) -> Primitive:
    """((p1 − t1)² + …) / n for n = `outputs` predictions p and targets t."""
    pairs = _pairs("p", outputs)
    total = " + ".join(f"({p} - {t})**2" for p, t in pairs)
    scale = {1: "2*", 2: ""}.get(outputs, f"2/{outputs}*")
    bracket = "{}" if outputs == 2 else "({})"
    return _loss(
        "mean_squared_error",
        pairs,
        total if outputs == 1 else f"({total})/{outputs}",
        [scale + bracket.format(f"{p} - {t}") for p, t in pairs],
        [scale + bracket.format(f"{t} - {p}") for p, t in pairs],
    )


def binary_cross_entropy(outputs: int) -> Primitive:
    """−t log σ(z) − (1 − t) log σ(−z), summed over `outputs` logits z and targets t in [0, 1]."""
    pairs = _pairs("z", outputs)
    return _loss(
        "binary_cross_entropy",
        pairs,
        " + ".join(f"{t}*softplus(-{z}) + (1 - {t})*softplus({z})" for z, t in pairs),
        [f"sigmoid({z}) - {t}" for z, t in pairs],
        [f"-{z}" for z, _ in pairs],
    )


def softmax_cross_entropy(outputs: int) -> Primitive:
    """−t1 log s1 − … for s the softmax of `outputs` scores z, and targets t (often 0 and 1)."""
    pairs = _pairs("z", outputs)
    scores = ", ".join(z for z, _ in pairs)
    total = " + ".join(t for _, t in pairs)
    weight = f"({total})" if outputs > 1 else total
    return _loss(
        "softmax_cross_entropy",
        pairs,
        "-(" + " + ".join(f"{t}*log_softmax({z}, {scores})" for z, t in pairs) + ")",
        [f"softmax({z}, {scores})*{weight} - {t}" for z, t in pairs],
        [f"-log_softmax({z}, {scores})" for z, _ in pairs],
    )


def log_softmax(scores: int) -> Primitive:
    """a − log(exp(z1) + … + exp(zn)), with `scores` = n; the logarithm is a − out."""
    names = _numbered("z", scores)
    listed = ", ".join(names)
    return Primitive(
        "log_softmax",
        ("a", *names),
        f"log_softmax(a, {listed})",
        ("1", *(f"-exp({z} - (a - out))" for z in names)),
        scores,
    )


def _loss(
    name: str,
    pairs: list[tuple[str, str]],
    value: str,
    by_prediction: list[str],
    by_target: list[str],
) -> Primitive:
    arguments = (*(first for first, _ in pairs), *(second for _, second in pairs))
    return Primitive(name, arguments, value, (*by_prediction, *by_target), len(pairs))


def _numbered(letter: str, count: int) -> tuple[str, ...]:
    return (letter,) if count == 1 else tuple(f"{letter}{i}" for i in range(1, count + 1))


def _pairs(prediction: str, outputs: int) -> list[tuple[str, str]]:
    return list(zip(_numbered(prediction, outputs), _numbered("t", outputs), strict=True))


def _whole(number: int) -> str:
    return str(number) if number >= 0 else f"({number})"


ROWS = (
    Primitive("add", ("a", "b"), "a + b", ("1", "1")),
    Primitive("sub", ("a", "b"), "a - b", ("1", "-1")),
    Primitive("mul", ("a", "b"), "a*b", ("b", "a")),
    Primitive("div", ("a", "b"), "a/b", ("1/b", "-out/b")),
    Primitive("neg", ("a",), "-a", ("-1",)),
    Primitive("pow", ("a", "b"), "a**b", ("b*a**(b - 1)", "log(a)*out")),
    Primitive("exp", ("a",), "exp(a)", ("out",)),
    Primitive("log", ("a",), "log(a)", ("1/a",)),
    Primitive("sqrt", ("a",), "sqrt(a)", ("1/(2*out)",)),
    Primitive("sin", ("a",), "sin(a)", ("cos(a)",)),
    Primitive("cos", ("a",), "cos(a)", ("-sin(a)",)),
    Primitive("identity", ("a",), "a", ("1",)),
    Primitive("tanh", ("a",), "tanh(a)", ("1 - out**2",)),
    Primitive("sigmoid", ("a",), "sigmoid(a)", ("out*(1 - out)",)),
    Primitive("relu", ("a",), "relu(a)", ("step(a)",)),
    Primitive("softplus", ("a",), "softplus(a)", ("sigmoid(a)",)),
    Primitive("gelu", ("a",), "a*normal_cdf(a)", ("normal_cdf(a) + a*normal_density(a)",)),
    Primitive("silu", ("a",), "a*sigmoid(a)", ("sigmoid(a) + out*(1 - sigmoid(a))",)),
    Primitive("abs", ("a",), "abs(a)", ("sign(a)",)),
    Primitive("max", ("a", "b"), "max(a, b)", ("larger(a, b)", "larger(b, a)")),
    Primitive("min", ("a", "b"), "min(a, b)", ("larger(b, a)", "larger(a, b)")),
    Primitive("normal_cdf", ("a",), "normal_cdf(a)", ("normal_density(a)",)),
    Primitive("normal_density", ("a",), "normal_density(a)", ("-a*out",)),
    Primitive("step", ("a",), "step(a)", ("0",)),
    Primitive("sign", ("a",), "sign(a)", ("0",)),
    Primitive("larger", ("a", "b"), "larger(a, b)", ("0", "0")),
)
FAMILIES: dict[str, Callable[[int], Primitive]] = {
    "affine": affine,
    "power": power,
    "half_squared_error": half_squared_error,
    "mean_squared_error": mean_squared_error,
    "binary_cross_entropy": binary_cross_entropy,
    "softmax_cross_entropy": softmax_cross_entropy,
    "log_softmax": log_softmax,
}
PRIMITIVES: dict[str, Primitive] = {row.name: row for row in ROWS}


@lru_cache(maxsize=256)
def primitive(name: str, size: int | None = None) -> Primitive:
    """The row called `name`; a family (affine, power, the losses) also needs its `size`.

    The size of a power is its exponent, of any other family the number of inputs, outputs or
    scores, from 1 to `LARGEST_SIZE`. Errors: GraphError for the name, ShapeError for the size.
    """
    if name in PRIMITIVES:
        return PRIMITIVES[name]
    if name not in FAMILIES or size is None:
        raise GraphError("primitive", name, f"use one of {', '.join([*PRIMITIVES, *FAMILIES])}")
    if abs(size) > LARGEST_SIZE or (size < 1 and name != "power"):
        raise ShapeError(f"size of {name}", size, f"give a whole number from 1 to {LARGEST_SIZE}")
    return FAMILIES[name](size)
