"""Formulas as trees of terms, free of any notation; `backprop.figure` prints them.

`term` reads the text of a primitive's row (`w1*x1 + b`) and puts a reader's symbols or numbers in
the place of the row's arguments, so that what is shown is what is computed.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter, is_
from typing import Literal, dataclass_transform

from backprop.matrix_terms import Applied, Entrywise, Juxtaposed, Matrix, Transposed
from backprop.primitives import CALLED

Role = Literal["value", "parameter", "cotangent", "local"]


@dataclass_transform(frozen_default=True)
def _value[T](kind: type[T]) -> type[T]:
    """A dataclass that types forbid to change. Where Python forbids it as well, a term takes twice as long to make, and
    a figure has hundreds of them."""
    return dataclass(slots=True, unsafe_hash=True)(kind)


@_value
class Symbol:
    """A named quantity of the graph, such as w11."""

    name: str


@_value
class Number:
    """A number that was computed or given."""

    value: float


@_value
class Constant:
    """A whole number that belongs to the formula itself, such as the 1 in 1 − h²."""

    value: int


@_value
class Sum:
    """term + term + …; a subtracted term is a `Negative`."""

    terms: tuple[Term, ...]


@_value
class Product:
    """factor · factor · …"""

    factors: tuple[Term, ...]


@_value
class Negative:
    """−term"""

    term: Term


@_value
class Quotient:
    """numerator / denominator"""

    numerator: Term
    denominator: Term


@_value
class Power:
    """base to the exponent"""

    base: Term
    exponent: Term


@_value
class Call:
    """function(argument, …)"""

    function: str
    arguments: tuple[Term, ...]


@_value
class Partial:
    """∂of/∂by, for two named quantities."""

    of: str
    by: str


@_value
class Marked:
    """A term and the role it plays in the step; printers tint it, nothing else."""

    role: Role
    term: Term


@_value
class Group:
    """A term in parentheses."""

    term: Term


OfMatrices = Matrix | Transposed | Juxtaposed | Entrywise | Applied
Term = (
    Symbol
    | Number
    | Constant
    | Sum
    | Product
    | Negative
    | Quotient
    | Power
    | Call
    | Partial
    | Marked
    | Group
    | OfMatrices
)


# Asked of most terms: a union of classes would be made anew each time.
NAMED = (Symbol, Partial)
SIGNED = (Sum, Negative)
COMPOSED = (Sum, Product, Negative, Quotient, Power)

# Constants that a row's text names.
SYMBOLS: dict[str, Term] = {"pi": Symbol("π")}


def term(text: str, bindings: Mapping[str, Term]) -> Term:
    """The tree of a row's text, with `bindings` in the place of its names."""
    return _read(_parsed(text), bindings)


@lru_cache(maxsize=512)
def _parsed(text: str) -> ast.expr:
    return ast.parse(text, mode="eval").body


def _read(node: ast.expr, bindings: Mapping[str, Term]) -> Term:
    match node:
        case ast.Name(id=name):
            return bindings.get(name) or SYMBOLS[name]
        case ast.Constant(value=int(value)):
            return Constant(value)
        case ast.Constant(value=float(value)):
            return Number(value)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return Negative(_read(operand, bindings))
        case ast.BinOp(left=left, op=operator, right=right):
            return _binary(operator, _read(left, bindings), _read(right, bindings))
        case ast.Call(func=ast.Name(id=function), args=arguments) if written := CALLED[function].shown:
            return _read(_parsed(written(*map(ast.unparse, arguments))), bindings)
        case ast.Call(func=ast.Name(id=function), args=arguments):
            return Call(function, tuple(_read(each, bindings) for each in arguments))
    raise AssertionError(f"a row holds text that has no notation: {ast.unparse(node)}")


def _binary(operator: ast.operator, left: Term, right: Term) -> Term:
    match operator:
        case ast.Add():
            return Sum((*_parts(left, Sum), right))
        case ast.Sub():
            return Sum((*_parts(left, Sum), Negative(right)))
        case ast.Mult():
            return Product((*_parts(left, Product), right))
        case ast.Div():
            return Quotient(left, right)
        case ast.Pow():
            return Power(left, right)
    raise AssertionError(f"a row holds the operator {operator!r}, which has no notation")


def _parts(term: Term, kind: type[Sum] | type[Product]) -> tuple[Term, ...]:
    if isinstance(term, Sum) and kind is Sum:
        return term.terms
    if isinstance(term, Product) and kind is Product:
        return term.factors
    return (term,)


# How a comparison is written that is 1 where it holds and 0 elsewhere.
COMPARED = {"above": (">",), "below": ("<",), "at_least": ("≥",), "at_most": ("≤",), "inside": ("<", "<")}


def compared(call: Call) -> tuple[tuple[Term, ...], tuple[str, ...]] | None:
    """The operands and the signs between them where the call is a comparison, else None."""
    match call:
        case Call("step", (operand,)):
            return (operand, Constant(0)), (">",)
        case Call("inside", (operand, low, high)):
            return (low, operand, high), COMPARED["inside"]
        case Call(function, operands) if function in COMPARED:
            return operands, COMPARED[function]
    return None


def function_name(function: str) -> str:
    """What a function is called in formulas."""
    return (CALLED[function].plain if function in CALLED else "") or function.replace("_", " ")


def replaced(term: Term, others: Mapping[Term, Term]) -> Term:
    """The term with others in the place of what they stand for, at any depth."""
    if not others:
        return term
    if term in others:
        return others[term]
    match term:
        case Marked(role, inner):
            return Marked(role, replaced(inner, others))
        case Group(inner):
            return Group(replaced(inner, others))
        case Negative(inner):
            return Negative(replaced(inner, others))
        case Sum(terms):
            return Sum(tuple(replaced(each, others) for each in terms))
        case Product(factors):
            return Product(tuple(replaced(each, others) for each in factors))
        case Quotient(above, below):
            return Quotient(replaced(above, others), replaced(below, others))
        case Power(base, exponent):
            return Power(replaced(base, others), replaced(exponent, others))
        case Call(function, arguments):
            return Call(function, tuple(replaced(each, others) for each in arguments))
    return term


def unmarked(term: Term) -> Term:
    """The term without the marks on its outside."""
    while isinstance(term, Marked):
        term = term.term
    return term


def parenthesized(term: Term, leading: bool = True) -> Term:
    """The same formula with a `Group` wherever a reader needs parentheses; as a rule a part that needs none is itself.

    A negative number stands bare only at the start: 0.8 × (−0.5).
    """
    match term:
        case Marked(role, inner):
            done = parenthesized(inner, leading)
            if isinstance(done, Group):
                return Group(Marked(role, done.term))
            return term if done is inner else Marked(role, done)
        case Number(value) if value < 0 and not leading:
            return Group(term)
        case Sum(terms):
            summands = tuple([_summand(each, leading and not i) for i, each in enumerate(terms)])
            return term if all(map(is_, summands, terms)) else Sum(summands)
        case Product(terms):
            factors = tuple([_factor(each, leading and not i) for i, each in enumerate(terms)])
            return term if all(map(is_, factors, terms)) else Product(factors)
        case Negative(inner):
            return Negative(_factor(inner, False))
        case Quotient(above, below):
            return Quotient(parenthesized(above), parenthesized(below))
        case Power(base, exponent):
            return Power(_base(base), parenthesized(exponent))
        case Call(function, arguments):
            return Call(function, tuple(parenthesized(each) for each in arguments))
    return term


def _summand(term: Term, leading: bool) -> Term:
    if isinstance(unmarked(term), Sum):
        return Group(parenthesized(term))
    return parenthesized(term, leading)


def _factor(term: Term, leading: bool) -> Term:
    if isinstance(unmarked(term), SIGNED):
        return Group(parenthesized(term))
    return parenthesized(term, leading)


def _base(term: Term) -> Term:
    if isinstance(unmarked(term), COMPOSED):
        return Group(parenthesized(term))
    return parenthesized(term, False)


def has_number(term: Term) -> bool:
    """Whether a computed number stands anywhere in the term."""
    return isinstance(term, Number) or any(map(has_number, within(term)))


def has_symbol(term: Term) -> bool:
    """Whether a name stands anywhere in the term, so that it is no matter of numbers alone."""
    if isinstance(term, NAMED):
        return term not in SYMBOLS.values()
    return any(map(has_symbol, within(term)))


def functions(term: Term) -> list[str]:
    """The names of the functions that the term calls, from left to right."""
    found, waiting = [], [term]
    while waiting:
        each = waiting.pop()
        if isinstance(each, Call):
            found.append(each.function)
        if inner := within(each):
            waiting.extend(reversed(inner))
    return found


def leaves(term: Term) -> list[Term]:
    """The symbols, numbers, constants and partials of a term, from left to right."""
    found, waiting = [], [term]
    while waiting:
        each = waiting.pop()
        if inner := within(each):
            waiting.extend(reversed(inner))
        else:
            found.append(each)
    return found


def within(term: Term) -> tuple[Term, ...]:
    """The terms that a term is made of."""
    inner = WITHIN.get(type(term))
    return inner(term) if inner else ()


# Asked of every term again and again: a match would try one class after the other.
WITHIN: dict[type, Callable[..., tuple[Term, ...]]] = {
    Marked: lambda term: (term.term,),
    Group: lambda term: (term.term,),
    Negative: lambda term: (term.term,),
    Sum: attrgetter("terms"),
    Product: attrgetter("factors"),
    Call: attrgetter("arguments"),
    Quotient: attrgetter("numerator", "denominator"),
    Power: attrgetter("base", "exponent"),
}
