"""Graphs from plain Python functions, by operator overloading.

`trace` calls the function once with traced numbers; each operation on one appends a node. The
arguments keep their names, operations are called v1, v2, … in evaluation order, as in Baydin et
al. (2018), table 2, and the result `y`. Where an argument is called like one of these, the
operations take the next free letter of `LETTERS`, and the result stays numbered.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Never

from backprop.errors import GraphError, ShapeError
from backprop.functions import FUNCTIONS
from backprop.graph import Graph, GraphBuilder
from backprop.primitives import FAMILIES, LARGEST_SIZE, primitive
from backprop.rows import Size

LETTERS = "vuqrst"
MOST_OPERATIONS = 2000


class Traced:
    """A number whose operations are recorded by its `tracer`; it stands for one node."""

    __slots__ = ("index", "tracer")
    __hash__ = None  # type: ignore[assignment]

    def __init__(self, tracer: Tracer, index: int) -> None:
        self.tracer, self.index = tracer, index

    def __add__(self, other: Operand) -> Operand:
        return self.tracer.apply("add", self, other)

    def __radd__(self, other: Operand) -> Operand:
        return self.tracer.apply("add", other, self)

    def __sub__(self, other: Operand) -> Operand:
        return self.tracer.apply("sub", self, other)

    def __rsub__(self, other: Operand) -> Operand:
        return self.tracer.apply("sub", other, self)

    def __mul__(self, other: Operand) -> Operand:
        return self.tracer.apply("mul", self, other)

    def __rmul__(self, other: Operand) -> Operand:
        return self.tracer.apply("mul", other, self)

    def __truediv__(self, other: Operand) -> Operand:
        return self.tracer.apply("div", self, other)

    def __rtruediv__(self, other: Operand) -> Operand:
        return self.tracer.apply("div", other, self)

    def __pow__(self, other: Operand) -> Operand:
        return self.tracer.power(self, other)

    def __rpow__(self, other: Operand) -> Operand:
        return self.tracer.apply("pow", other, self)

    def __neg__(self) -> Operand:
        return self.tracer.apply("neg", self)

    def __pos__(self) -> Operand:
        return self

    def __abs__(self) -> Operand:
        return self.tracer.apply("abs", self)

    def _decide(self, *_: object) -> Never:
        raise GraphError("what is compared", "a traced number", "a graph has no branches: use maximum, minimum or relu")

    def _convert(self, *_: object) -> Never:
        raise GraphError(
            "what should be a plain number", "a traced number", "call the functions of backprop.operations, not of math"
        )

    __bool__ = __lt__ = __le__ = __gt__ = __ge__ = __eq__ = __ne__ = _decide
    __float__ = __int__ = __index__ = __complex__ = _convert


Operand = Traced | float


class Tracer:
    """Appends operations to `builder`, at most `most`, calling them by the next free number."""

    most = MOST_OPERATIONS

    def __init__(self, builder: GraphBuilder, letter: str | None = None) -> None:
        self.builder = builder
        self.letter = letter or free_letter(node.name for node in builder.nodes if node.operation is None)
        self._count = 0
        self._number = 0

    def wrap(self, index: int) -> Operand:
        """The node `index` as an operand: a plain number where it is a constant."""
        constant = self.builder.nodes[index].constant
        return Traced(self, index) if constant is None else constant

    def lift(self, operand: Operand) -> int:
        """The index of the operand's node; a number becomes a constant."""
        if not isinstance(operand, Traced):
            return self.builder.constant(_number(operand))
        if operand.tracer is not self:
            raise GraphError("operand", "a number of another trace", "do not mix two traces")
        return operand.index

    def apply(self, operation: str, *operands: Operand, size: Size | None = None) -> Operand:
        """Append one operation on the operands and return its result."""
        parents = tuple(self.lift(operand) for operand in operands)
        return Traced(self, self.append(operation, parents, size))

    def append(self, operation: str, parents: tuple[int, ...], size: Size | None, name: str | None = None) -> int:
        """Append one operation on nodes and return its index; by default its name is the next."""
        if self._count >= self.most:
            raise ShapeError("operations", self._count + 1, f"use at most {self.most} operations")
        self._count += 1
        return self.builder.apply(name or self.next_name(), operation, parents, size)

    def power(self, base: Operand, exponent: Operand) -> Operand:
        """base ** exponent; a whole constant exponent belongs to the operation."""
        whole = whole_exponent(exponent)
        if whole is None:
            return self.apply("pow", base, exponent)
        return self.apply("power", base, size=whole)

    def call(self, function: str, *operands: Operand) -> Operand:
        """Append a function of the table; on plain numbers only, compute it."""
        if not any(isinstance(operand, Traced) for operand in operands):
            return computed(function, *operands)
        return self.apply(function, *operands, size=_size(function, operands))

    def next_name(self) -> str:
        """The first of v1, v2, … that follows the last one and is free."""
        self._number += 1
        while self.builder.knows(f"{self.letter}{self._number}"):
            self._number += 1
        return f"{self.letter}{self._number}"

    def take_back(self, name: str) -> None:
        """The node of this name got another one: the next node has it, so that no number is left out."""
        if name == f"{self.letter}{self._number}":
            self._number -= 1


def computed(function: str, *numbers: Operand) -> float:
    """A function of the table on plain numbers."""
    if function in FUNCTIONS:
        return FUNCTIONS[function](*numbers)
    return primitive(function, _size(function, numbers)).compute(*numbers)


def _size(function: str, operands: Sequence[Operand]) -> Size | None:
    """Which member of a family takes the operands; the largest of several is told which of them are numbers."""
    if function not in FAMILIES:
        return None
    count = len(operands) // FAMILIES[function].stride
    fixed = tuple(place for place, each in enumerate(operands) if not isinstance(each, Traced))
    return (count, *fixed) if function in ("max", "min") and fixed else count


def whole_exponent(exponent: Operand) -> int | None:
    """The exponent as a whole number where it is one that a power row takes, else None."""
    if isinstance(exponent, Traced) or abs(exponent) > LARGEST_SIZE:
        return None
    return int(exponent) if exponent == int(exponent) else None


def free_letter(names: Iterable[str]) -> str:
    """The first of `LETTERS` such that no name is this letter and a number."""
    taken = {name[0] for name in names if re.fullmatch(r"[a-z]\d+", name)}
    for letter in LETTERS:
        if letter not in taken:
            return letter
    raise GraphError("names", ", ".join(sorted(taken)), f"leave one letter of {LETTERS} free")


def trace(function: Callable[..., Operand], parameters: Sequence[str] = (), output: str = "y") -> Graph:
    """The graph of a plain Python function of numbers, such as `lambda x1, x2: x1*x2 + exp(x1)`.

    Its arguments are the given values; `parameters` names those that training may change. The
    gradient by every argument is wanted. `output` names the result where the name is free.
    Errors: GraphError for a function that branches on a traced number, calls `math`, or returns
    something else than a number.
    """
    builder = GraphBuilder()
    given = [builder.give(name, name in parameters) for name in argument_names(function)]
    tracer = Tracer(builder)
    result = function(*(tracer.wrap(index) for index in given))
    return finish(tracer, tracer.lift(result), given, output)


def finish(tracer: Tracer, result: int, wanted: Sequence[int], output: str | None) -> Graph:
    """Freeze the tracer's nodes into a graph of `result`, called `output` where that is free."""
    builder = tracer.builder
    if builder.nodes[result].operation is None:
        result = tracer.append("identity", (result,), None)
    if output is not None and not builder.knows(output):
        builder.rename(result, output)
    return builder.graph(result, wanted)


def argument_names(function: Callable[..., Operand]) -> tuple[str, ...]:
    """The names of a plain function's arguments, all of which are positional."""
    code = getattr(function, "__code__", None)
    if code is None or code.co_kwonlyargcount or code.co_flags & 0b1100:
        raise GraphError("function", function, "give a plain function without *args and keywords")
    return tuple(code.co_varnames[: code.co_argcount])


def _number(operand: object) -> float:
    if isinstance(operand, int | float) and not isinstance(operand, bool):
        return float(operand)
    raise GraphError("operand", repr(operand), "use traced numbers, int and float")
