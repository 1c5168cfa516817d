"""What a row of the table of operations is, and how its text is compiled.

A row is text: the value as a Python expression in the row's arguments, and one local partial
derivative per argument, in the arguments and `out`, the value itself. Everything else is read
off this text: the functions that compute (`Primitive.compute`, `Primitive.local`), derivatives
of any order (`Primitive.partial` on traced operands, because every function that a text calls is
a row again, or made of rows), straight-line programs (`backprop.compiled`), the formulas that a reader sees
(`backprop.formulas`), and which products cost nothing because a partial is 1.
Only the table's own text is ever compiled; no text of an author or a reader is.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from backprop.functions import FUNCTIONS

Size = int | tuple[int, ...]
Real = Callable[..., float]
Complex = Callable[..., complex]

_NAME = re.compile(r"[A-Za-z]\w*")
_SQUARE = re.compile(r"(\b[A-Za-z]\w*|\([^()]+\))\*\*2\b")


@dataclass(frozen=True)
class Function:
    """What the name of a row means where a text calls it: on floats, on complex numbers, in three libraries.

    `complex` is the analytic continuation that the complex step needs; None where only partials call the
    function. A library's text is a name of that library, or a `lambda` that a program defines; no text for
    JAX or PyTorch: as for NumPy, with the library's own prefix. `plain` and `tex` are the name in formulas, and
    `shown` gives, from the texts of the arguments, the formula to be written in the place of a call.
    `cost` is that of a call with so many arguments, in the measure of
    `backprop.counting`, where it is not 2 for each.
    """

    real: Real
    complex: Complex | None
    numpy: str
    jax: str = ""
    pytorch: str = ""
    plain: str = ""
    tex: str = ""
    shown: Callable[..., str] | None = None
    cost: Callable[[int], int] | None = None

    def text(self, library: str) -> str:
        """The function in `library`: numpy, jax or pytorch."""
        prefix = {"numpy": "np.", "jax": "jnp.", "pytorch": "torch."}[library]
        own: str = getattr(self, library)
        return own or self.numpy.replace("np.", prefix)


@dataclass(frozen=True)
class Primitive:
    """One row: `value` in terms of `arguments`; `partials[i]` = ∂value/∂arguments[i].

    `size` tells the members of a family apart (inputs of an affine row, exponent of a power). `kinks` has
    for each argument a text that is 0 just where the value has no derivative by it, and a convention decides; no text
    where there is no such place. `sides` has for each a text whose sign tells the cases apart that sentences tell of,
    where the sign of the partial does not. `function` says what a call of
    the row's name in a text means. `activation` holds what an activation of networks takes beside z. `shared`
    names the functions whose calls in a partial are written as the node that holds their value, if there is one.
    """

    name: str
    arguments: tuple[str, ...]
    value: str
    partials: tuple[str, ...]
    function: Function | None = None
    size: Size | None = None
    kinks: tuple[str, ...] = ()
    sides: tuple[str, ...] = ()
    offered: bool = True
    activation: tuple[float, ...] | None = None
    shared: tuple[str, ...] = ()

    @cached_property
    def compute(self) -> Real:
        """The value as a function of the arguments (floats)."""
        return compile_text(self.arguments, self.value, FUNCTIONS)

    @cached_property
    def local(self) -> tuple[Real, ...]:
        """The local partials, each a function of the arguments and then of the value."""
        return tuple(self.partial(position, FUNCTIONS) for position in range(len(self.partials)))

    def partial(self, position: int, functions: Mapping[str, Callable[..., Any]]) -> Callable[..., Any]:
        """One local partial, calling `functions` by name: on floats, complex or traced numbers."""
        return compile_text((*self.arguments, "out"), self.partials[position], functions)

    def is_one(self, position: int) -> bool:
        """Whether a local partial is 1 whatever the numbers are, as that of a sum is."""
        return self.partials[position] == "1"

    def at_kink(self, *arguments: float) -> bool:
        """Whether the value has a kink or a jump just there, by any of the arguments."""
        return any(self.at_kink_by(position, *arguments) for position in range(len(self.kinks)))

    def at_kink_by(self, position: int, *arguments: float) -> bool:
        """The same for the argument at `position`."""
        text = self.kinks[position] if self.kinks else ""
        return bool(text) and _compiled(self.arguments, text)(*arguments) == 0

    def side(self, position: int, slope: float, *arguments: float) -> int:
        """The sign, −1, 0 or 1, that tells the cases of the argument at `position` apart, where it has this slope."""
        text = self.sides[position] if self.sides else ""
        number = _compiled(self.arguments, text)(*arguments) if text else slope
        return (number > 0) - (number < 0)

    def is_flat(self, position: int) -> bool:
        """Whether a local partial is 0 whatever the numbers are: the value only ever jumps."""
        return self.partials[position] == "0"

    @cached_property
    def names_in_local(self) -> tuple[tuple[str, ...], ...]:
        """For each local partial the names, among the arguments and `out`, that it reads."""
        known = (*self.arguments, "out")
        return tuple(tuple(name for name in known if name in set(_NAME.findall(partial))) for partial in self.partials)


@dataclass(frozen=True)
class Family:
    """Rows of one name that differ in size: `member` makes the row of a size, `function` is as in a row.

    `least` and `most` are how many arguments a formula may give; `offered` as in a row.
    """

    name: str
    member: Callable[[Any], Primitive]
    function: Function | None = None
    least: int = 1
    most: int = 256
    offered: bool = False
    # How many arguments go with one of a size: two for those that take pairs.
    stride: int = 1


CONSTANTS = {"pi": math.pi}


def executable(text: str) -> str:
    """A row's text as it is executed: a square as a product, which every platform rounds alike."""
    return _SQUARE.sub(r"(\1*\1)", text)


def compile_text(
    arguments: tuple[str, ...], text: str, functions: Mapping[str, Callable[..., Any]]
) -> Callable[..., Any]:
    """A function of `arguments` that computes a text of this table."""
    source = f"lambda {', '.join(arguments)}: {executable(text)}"
    return eval(source, {"__builtins__": {}, **CONSTANTS, **functions})  # type: ignore[no-any-return]  # noqa: S307


@lru_cache(maxsize=1024)
def _compiled(arguments: tuple[str, ...], text: str) -> Real:
    return compile_text(arguments, text, FUNCTIONS)
