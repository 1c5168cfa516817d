"""Arithmetic of a program: on plain numbers at once, on traced ones as nodes of the graph, on arrays entry by entry."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from math import prod

from backprop.errors import BackpropError
from backprop.primitives import LARGEST_SIZE
from backprop.program.arrays import Array, as_array, broadcast, stretched
from backprop.program.limits import MOST_ENTRIES, Budget, WrongError, checked
from backprop.program.recording import Recorder
from backprop.program.values import Datum, Instance, is_number, is_plain, noun_for
from backprop.tracing import Traced

UNDEFINED = "the operation is not defined there, or overflows"
NO_BRANCHES = "the graph must be the same for all numbers: use where, max, min or relu"
LARGEST_POWER = 64
# The operators by their signs: what computes, and the methods that a class of the program has for them.
SIGNS: dict[str, tuple[Callable[[Datum, Datum], Datum], str, str]] = {
    "+": (operator.add, "__add__", "__radd__"),
    "-": (operator.sub, "__sub__", "__rsub__"),
    "*": (operator.mul, "__mul__", "__rmul__"),
    "/": (operator.truediv, "__truediv__", "__rtruediv__"),
    "**": (operator.pow, "__pow__", ""),
    "//": (operator.floordiv, "", ""),
    "%": (operator.mod, "", ""),
    "@": (operator.matmul, "__matmul__", ""),
}
COMPARISONS: dict[str, Callable[[Datum, Datum], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
# Of traced numbers, as conditions for where: 1 where they hold, else 0.
CONDITIONS = {"<": "below", "<=": "at_most", ">": "above", ">=": "at_least"}


class Arithmetic:
    """Computes; `call_method` calls a method of an object of the program, if its class has it."""

    def __init__(self, recorder: Recorder, budget: Budget) -> None:
        self.recorder, self.budget = recorder, budget

    def call_method(self, owner: Instance, name: str, *arguments: Datum) -> Datum:
        """What the method returns, or NotImplemented where the class has none."""
        raise NotImplementedError

    def binary(self, sign: str, left: Datum, right: Datum) -> Datum:
        """left sign right"""
        self.budget.spend()
        compute, method, reflected = SIGNS[sign]
        if isinstance(left, Instance) or isinstance(right, Instance):
            return self._by_method(sign, left, right, method, reflected)
        if sign == "@":
            return self.matrix_product(left, right)
        if isinstance(left, Array) or isinstance(right, Array):
            return self.elementwise(lambda a, b: self.number(sign, compute, a, b), left, right)
        if is_number(left) and is_number(right):
            return self.number(sign, compute, left, right)
        return self._of_lists(sign, left, right)

    def _by_method(self, sign: str, left: Datum, right: Datum, method: str, reflected: str) -> Datum:
        for owner, name, other in ((left, method, right), (right, reflected, left)):
            if isinstance(owner, Instance) and name:
                result = self.call_method(owner, name, other)
                if result is not NotImplemented:
                    return result
        raise WrongError(f"{noun_for(left)} {sign} {noun_for(right)}", f"give the class a method {method or 'for it'}")

    def number(self, sign: str, compute: Callable[[Datum, Datum], Datum], left: Datum, right: Datum) -> Datum:
        """The operation on two numbers."""
        left, right = (int(each) if isinstance(each, bool) else each for each in (left, right))
        if isinstance(left, Traced) or isinstance(right, Traced):
            if sign in ("//", "%"):
                raise WrongError(f"{sign} on a traced number", "use + - * / **, which have derivatives everywhere")
            if sign == "+" and (found := _without_zero(left, right)) is not None:
                return found
            return self.traced(lambda: compute(left, right))
        if sign == "**" and type(left) is int and type(right) is int and abs(right) > LARGEST_POWER:
            left = float(left)
        return self.plain(lambda: compute(left, right))

    def plain(self, compute: Callable[[], Datum]) -> Datum:
        """A plain number that can be computed; WrongError else."""
        try:
            return checked(compute())
        except (ArithmeticError, ValueError, TypeError) as problem:
            raise WrongError(None, UNDEFINED) from problem

    def traced(self, compute: Callable[[], Datum]) -> Datum:
        """The result of an operation of the graph."""
        try:
            result = compute()
        except BackpropError as problem:
            raise WrongError(None, problem.remedy) from problem
        except (ArithmeticError, ValueError) as problem:
            raise WrongError(None, UNDEFINED) from problem
        return result if isinstance(result, Traced) else checked(result)

    def _of_lists(self, sign: str, left: Datum, right: Datum) -> Datum:
        lists = (list, tuple)
        if sign == "+" and isinstance(left, lists) and type(left) is type(right):
            self.budget.spend(len(left) + len(right))
            return type(left)([*left, *right])
        if sign == "*" and isinstance(left, lists) and type(right) is int:
            self.budget.spend(len(left) * max(right, 0))
            return left * right
        if sign == "*" and isinstance(right, lists):
            return self._of_lists(sign, right, left)
        remedy = "use numbers or arrays: np.array([…]) makes one of a list"
        raise WrongError(f"{noun_for(left)} {sign} {noun_for(right)}", remedy)

    def negative(self, value: Datum) -> Datum:
        """−value"""
        self.budget.spend()
        if isinstance(value, Instance):
            result = self.call_method(value, "__neg__")
            if result is NotImplemented:
                raise WrongError(f"− before {noun_for(value)}", "give the class a method __neg__")
            return result
        if isinstance(value, Array):
            return self.elementwise(self.negative, value)
        if isinstance(value, Traced):
            return self.traced(lambda: -value)
        if is_plain(value):
            return -value
        raise WrongError(f"− before {noun_for(value)}", "use a number or an array")

    def compare(self, sign: str, left: Datum, right: Datum) -> Datum:
        """left sign right: of plain numbers and texts whether it holds, of traced ones a condition for where."""
        self.budget.spend()
        if isinstance(left, Array) or isinstance(right, Array):
            return self.elementwise(lambda a, b: self.compare(sign, a, b), left, right)
        if isinstance(left, Traced) or isinstance(right, Traced):
            if sign in CONDITIONS and is_number(left) and is_number(right):
                return self.table(CONDITIONS[sign], left, right)
            raise WrongError(None, NO_BRANCHES)
        texts = sign in ("==", "!=") and isinstance(left, str | None) and isinstance(right, str | None)
        if texts or (is_plain(left) and is_plain(right)):
            return bool(COMPARISONS[sign](left, right))
        if sign in ("==", "!=") and (left is None or right is None or isinstance(left, str) or isinstance(right, str)):
            return sign == "!="
        raise WrongError(f"{noun_for(left)} {sign} {noun_for(right)}", "compare plain numbers")

    def truth(self, value: Datum) -> bool:
        """Whether an if or a while goes on with it."""
        if isinstance(value, Traced):
            raise WrongError(None, NO_BRANCHES)
        if is_plain(value) or isinstance(value, list | tuple | range | str | None):
            return bool(value)
        raise WrongError(noun_for(value), "a condition compares plain numbers, such as i > 0")

    def table(self, function: str, *numbers: Datum) -> Datum:
        """A function of the table of primitives, on numbers."""
        self.budget.spend(len(numbers))
        for each in numbers:
            if not is_number(each):
                raise WrongError(f"{function} of {noun_for(each)}", "give it numbers")
        numbers = tuple(int(each) if isinstance(each, bool) else each for each in numbers)
        if not any(isinstance(each, Traced) for each in numbers):
            return self.plain(lambda: self.recorder.call(function, *map(float, numbers)))
        return self.traced(lambda: self.recorder.call(function, *numbers))

    def elementwise(self, compute: Callable[..., Datum], *operands: Datum) -> Array:
        """The array of what `compute` makes of the entries, stretched to one shape."""
        arrays = [as_array(each) for each in operands]
        shape = arrays[0].shape
        for each in arrays[1:]:
            shape = broadcast(shape, each.shape)
        self.budget.spend(prod(shape))
        columns = [stretched(each, shape) for each in arrays]
        return Array(shape, [compute(*each) for each in zip(*columns, strict=True)])

    def spread(self, compute: Callable[..., Datum], *operands: Datum) -> Datum:
        """What `compute` makes of numbers, or an array of that where one of them is an array or a list."""
        if any(isinstance(each, Array | list | tuple) for each in operands):
            return self.elementwise(compute, *operands)
        return compute(*operands)

    def mapped(self, function: str, value: Datum) -> Datum:
        """A function of one number on a number, or on every entry of an array or list."""
        if is_number(value):
            return self.table(function, value)
        if not isinstance(value, Array | list | tuple):
            raise WrongError(f"{function} of {noun_for(value)}", "give it a number or an array")
        return self.elementwise(lambda each: self.table(function, each), value)

    def added(self, numbers: Sequence[Datum]) -> Datum:
        """The sum, of several traced numbers one operation; plain zeros, from which sums start, are left out."""
        for each in numbers:
            if not is_number(each):
                return self._added_one_by_one(numbers)
        kept = [each for each in numbers if isinstance(each, Traced) or each != 0]
        if len(kept) > 2 and any(isinstance(each, Traced) for each in kept) and len(kept) <= LARGEST_SIZE:
            return self.table("sum", *kept)
        return self._added_one_by_one(kept)

    def _added_one_by_one(self, numbers: Sequence[Datum]) -> Datum:
        total: Datum = numbers[0] if numbers else 0
        for each in numbers[1:]:
            total = self.binary("+", total, each)
        return total

    def dot(self, left: Sequence[Datum], right: Sequence[Datum]) -> Datum:
        """left[0]·right[0] + left[1]·right[1] + …, of traced numbers one operation."""
        one = len(left) > 1 and len(left) <= LARGEST_SIZE and any(isinstance(each, Traced) for each in (*left, *right))
        if one and all(map(is_number, (*left, *right))):
            return self.table("dot", *left, *right)
        return self.added([self.binary("*", a, b) for a, b in zip(left, right, strict=True)])

    def matrix_product(self, left: Datum, right: Datum) -> Datum:
        """left @ right, of vectors and matrices."""
        if is_number(left) or is_number(right):
            raise WrongError(f"{noun_for(left)} @ {noun_for(right)}", "use *, or give vectors and matrices")
        one, other = as_array(left), as_array(right)
        axes = (len(one.shape), len(other.shape))
        if not {*axes} <= {1, 2} or one.shape[-1] != other.shape[0]:
            remedy = "the last length on the left must be the first one on the right"
            raise WrongError(f"@ of the shapes {one.shape} and {other.shape}", remedy)
        shape = (*one.shape[:-1], *other.shape[1:])
        if prod(shape) * one.shape[-1] > MOST_ENTRIES:
            raise WrongError(f"@ of the shapes {one.shape} and {other.shape}", "use smaller matrices")
        rows = [each.entries for each in one.rows()] if axes[0] == 2 else [one.entries]
        columns = [each.entries for each in other.transposed().rows()] if axes[1] == 2 else [other.entries]
        products = [self.dot(row, column) for row in rows for column in columns]
        return Array(shape, products) if shape else products[0]


def _without_zero(left: Datum, right: Datum) -> Datum:
    """The other number where one is a plain 0, from which sums in loops start: adding it is no operation."""
    if is_plain(left) and left == 0:
        return right
    return left if is_plain(right) and right == 0 else None
