"""Prints terms and formulas as TeX, for a reader who takes a formula along."""

from __future__ import annotations

from collections.abc import Sequence

from backprop.figure import numbers
from backprop.figure.symbols import parts
from backprop.figure.text import base_of_power, shown_exactly
from backprop.formulas import DOTS, Formula
from backprop.greek import NAMES
from backprop.languages import words
from backprop.matrix_terms import Applied, Entrywise, Juxtaposed, Matrix, Transposed
from backprop.notation import notation
from backprop.primitives import CALLED
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
)

# The forms of ε and φ that the drawings have.
GREEK = {letter: rf"\{name}" for letter, name in NAMES.items()} | {"ε": r"\varepsilon", "φ": r"\varphi"}
# That of a column of ones, too.
LETTERS = {**GREEK, "𝟏": r"\mathbf{1}"}
SIGNS = {"≥": r"\ge", "≤": r"\le"}


def display(formula: Formula) -> str:
    """The formula as an `aligned` block; ≈ stands where a number is rounded, dots where it has no lines."""
    return display_all((formula,))


def display_all(formulas: Sequence[Formula]) -> str:
    """The formulas as one `aligned` block."""
    rows = [row for formula in formulas for row in _rows(formula)]
    return "\\begin{aligned}\n" + " \\\\\n".join(rows) + "\n\\end{aligned}"


def _rows(formula: Formula) -> list[str]:
    relations = ("=" if shown_exactly(line) else r"\approx" for line in formula.lines)
    rows = [f"&{relation} {print_term(line)}" for relation, line in zip(relations, formula.lines, strict=True)]
    first, *more = rows or [r"&= \ldots"]
    return [f"{print_term(formula.target)} {first}", *more]


def print_term(term: Term) -> str:
    """One term as TeX."""
    match term:
        case Marked(_, inner):
            return print_term(inner)
        case Symbol(name):
            return _symbol(name)
        case Number(value):
            return _number(value)
        case Constant(value):
            return str(value)
        case Group(inner):
            return rf"\left({print_term(inner)}\right)"
        case Negative(inner):
            return f"-{print_term(inner)}"
        case Sum(terms):
            return _joined(terms)
        case Product(factors):
            sign = r" \times " if has_number(term) else r" \cdot "
            return sign.join(print_term(each) for each in factors)
        case Quotient(above, below):
            return rf"\frac{{{print_term(above)}}}{{{print_term(below)}}}"
        case Power(base, exponent):
            return f"{_below_power(base_of_power(base))}^{{{print_term(exponent)}}}"
        case Partial(of, by):
            return _derivative(of, by)
        case Call():
            return _call(term)
        case Matrix() | Transposed() | Juxtaposed() | Entrywise() | Applied():
            return _with_matrices(term)


def _with_matrices(term: OfMatrices) -> str:
    match term:
        case Matrix() | Transposed():
            shape = " \\times ".join(map(str, term.shape or ()))
            return rf"\underset{{{shape}}}{{{_matrix(term)}}}" if shape else _matrix(term)
        case Juxtaposed(factors):
            return r" \, ".join(map(print_term, factors))
        case Entrywise(factors):
            return r" \odot ".join(map(print_term, factors))
        case Applied(function, argument, slope):
            return rf"{_called(function)}{"'" * slope}\left({print_term(argument)}\right)"


def _called(function: str) -> str:
    return (CALLED[function].tex if function in CALLED else "") or rf"\operatorname{{{function_name(function)}}}"


def _call(call: Call) -> str:
    if comparison := compared(call):
        operands, signs = comparison
        first, *rest = map(print_term, operands)
        between = (f" {SIGNS.get(sign, sign)} {each}" for sign, each in zip(signs, rest, strict=True))
        return rf"\left[{first}{''.join(between)}\right]"
    name = _called(call.function)
    arguments = f"{words.ARGUMENT_SIGN} ".join(map(print_term, call.arguments))
    return rf"{name}\left({arguments}\right)"


def _below_power(base: Term) -> str:
    """In braces where it has a superscript of its own, since TeX refuses a second one: the layer of h in h²."""
    printed = print_term(base)
    return printed if printed.startswith(r"\left(") or "^" not in printed else f"{{{printed}}}"


def _joined(terms: Sequence[Term]) -> str:
    printed = print_term(terms[0])
    for each in terms[1:]:
        sign, bare = (" - ", each.term) if isinstance(each, Negative) else (" + ", each)
        printed += sign + print_term(bare)
    return printed


def _symbol(name: str) -> str:
    symbol = parts(name)
    letter = _letter(symbol.letter)
    letter = rf"\hat{{{letter}}}" if symbol.hat else letter
    layer = "" if symbol.layer is None else f"^{{({symbol.layer})}}"
    return letter + layer + (f"_{{{symbol.index}}}" if symbol.index else "")


def _matrix(matrix: Matrix | Transposed) -> str:
    """A matrix without its shape."""
    if isinstance(matrix, Transposed):
        bare = _matrix(matrix.matrix)
        return rf"\left({bare}\right)^\top" if matrix.matrix.of else f"{{{bare}}}^\\top"
    if matrix.of:
        return _derivative(matrix.of, matrix.name)
    return _symbol(matrix.name)


def _derivative(of: str, by: str) -> str:
    if letter := notation().delta_of(of, by):
        return _symbol(letter)
    return rf"\frac{{\partial {_symbol(of)}}}{{\partial {_symbol(by)}}}"


def _letter(written: str) -> str:
    if written in LETTERS:
        return LETTERS[written]
    if written == DOTS.name:
        return r"\dots"
    word = written.replace("_", r"\_")
    return word if len(word) == 1 else rf"\mathrm{{{word}}}"


def _number(value: float) -> str:
    number = numbers.mantissa_and_exponent(value)
    if number.mantissa == numbers.NOT_A_NUMBER:
        return rf"\text{{{numbers.localised(number.mantissa)}}}"
    # In braces, because TeX sets a space after a comma.
    sign = words.DECIMAL_SIGN
    mantissa = number.mantissa.replace(numbers.MINUS, "-").replace(".", sign if sign == "." else f"{{{sign}}}")
    return mantissa if number.exponent is None else rf"{mantissa} \times 10^{{{number.exponent}}}"
