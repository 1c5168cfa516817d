"""Prints terms as running text: z₁ = w₁₁·x + b₁ (for titles, labels and search engines)."""

from __future__ import annotations

from collections.abc import Sequence
from types import UnionType

from backprop.figure import numbers, symbols
from backprop.languages import words
from backprop.matrix_terms import Applied, Entrywise, Juxtaposed, Matrix, Transposed
from backprop.notation import notation
from backprop.terms import (
    Call,
    Constant,
    Group,
    Marked,
    Negative,
    Number,
    OfMatrices,
    Partial,
    Power,
    Product,
    Quotient,
    Sum,
    Symbol,
    Term,
    compared,
    function_name,
    has_number,
    unmarked,
    within,
)


def print_term(term: Term) -> str:
    """One term as Unicode text."""
    match term:
        case Marked(_, inner):
            return print_term(inner)
        case Symbol(name):
            return symbols.plain(name)
        case Number(value):
            return numbers.plain(value)
        case Constant(value):
            return str(value)
        case Group(inner):
            return f"({print_term(inner)})"
        case Negative(inner):
            return f"−{print_term(inner)}"
        case Sum(terms):
            return _joined(terms)
        case Product(factors):
            sign = " × " if has_number(term) else "·"
            return sign.join(print_term(each) for each in factors)
        case Quotient(above, below):
            return f"{_over(above, Sum)}/{_over(below, Sum | Product | Quotient)}"
        case Power(base, Constant(exponent)):
            return f"{print_term(base_of_power(base))}{numbers.superscript(exponent)}"
        case Power(base, exponent):
            return f"{print_term(base_of_power(base))}^({print_term(exponent)})"
        case Partial(of, by):
            return _derivative(of, by)
        case Call():
            return _call(term)
        case Matrix() | Transposed() | Juxtaposed() | Entrywise() | Applied():
            return _with_matrices(term)


def _over(term: Term, kinds: UnionType | type) -> str:
    """What stands above or below a fraction line, in parentheses where a line of text needs them."""
    printed = print_term(term)
    return f"({printed})" if isinstance(unmarked(term), kinds) else printed


def _with_matrices(term: OfMatrices) -> str:
    match term:
        case Matrix(name, _, of):
            return _derivative(of, name) if of else symbols.plain(name)
        case Transposed(matrix):
            return f"({print_term(matrix)})ᵀ" if matrix.of else f"{print_term(matrix)}ᵀ"
        case Juxtaposed(factors):
            return " ".join(map(print_term, factors))
        case Entrywise(factors):
            return " ⊙ ".join(map(print_term, factors))
        case Applied(function, argument, slope):
            return f"{function_name(function)}{'′' * slope}({print_term(argument)})"


def _call(call: Call) -> str:
    if comparison := compared(call):
        operands, signs = comparison
        signs = ("", *(f" {sign} " for sign in signs))
        return f"[{''.join(s + print_term(each) for s, each in zip(signs, operands, strict=True))}]"
    arguments = f"{words.ARGUMENT_SIGN} ".join(map(print_term, call.arguments))
    return f"{function_name(call.function)}({arguments})"


def base_of_power(base: Term) -> Term:
    """In parentheses where its number is written as a product, (1.5×10⁻⁵)², and a derivative: (∂L/∂w)²."""
    bare = unmarked(base)
    if isinstance(bare, Partial):
        return Group(base)
    is_product = isinstance(bare, Number) and numbers.mantissa_and_exponent(bare.value).exponent is not None
    return Group(base) if is_product else base


def shown_exactly(line: Term) -> bool:
    """Whether every number of the line is written without rounding, so that = stands and not ≈."""
    return numbers.is_exact(line.value) if isinstance(line, Number) else all(map(shown_exactly, within(line)))


def _joined(terms: Sequence[Term]) -> str:
    printed = print_term(terms[0])
    for each in terms[1:]:
        sign, bare = (" − ", each.term) if isinstance(each, Negative) else (" + ", each)
        printed += sign + print_term(bare)
    return printed


def _derivative(of: str, by: str) -> str:
    letter = notation().delta_of(of, by)
    return symbols.plain(letter) if letter else f"∂{symbols.plain(of)}/∂{symbols.plain(by)}"
