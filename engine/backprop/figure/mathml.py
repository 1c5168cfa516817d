"""Prints terms as MathML, with the role of each marked term as a class for the page to tint.

What a term is about stands on it by the names of the graph: data-n on a symbol its own, data-d on a derivative
the names of what it is of and by.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from html import escape
from itertools import pairwise

from backprop.figure import text
from backprop.figure.numbers import NOT_A_NUMBER, REMEMBERED, localised, mantissa_and_exponent
from backprop.figure.symbols import parts, spoken
from backprop.formulas import Formula
from backprop.languages import language, words
from backprop.matrix_terms import Applied, Entrywise, Juxtaposed, Matrix, Shape, Transposed
from backprop.notation import Notation, notation
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
)

LONGEST_LINE = 33  # characters of running text: what fits a page 320 px wide
LONG = 6  # lines of a formula from which on it takes more of the window, and they stand closer
INDENT = '<mspace width="1.5em"></mspace>'
APPLY = "<mo>&#x2061;</mo>"
BESIDE = '<mo>&#x2062;</mo><mspace width="0.4em"></mspace>'  # so that the shapes below do not touch


def display(formulas: Sequence[Formula], blanks: str = "") -> str:
    """The formulas as one displayed block, aligned at their relation signs; below them `blanks`, a
    line for the reader to complete."""
    rows = [row for formula in formulas for row in _rows(formula)]
    if blanks:
        alone = print_term(formulas[-1].target) if not formulas[-1].lines else ""
        # Beside nothing but text an operator is no operator, and has no room: so it is a letter.
        rows.append(_row(alone, "=", f'<mi class="bp-blank">{escape(blanks)}</mi>'))
    kinds = "bp-lines bp-long" if len(rows) >= LONG else "bp-lines"
    return f'<math display="block"><mtable class="{kinds}">{"".join(rows)}</mtable></math>'


def inline(term: Term) -> str:
    """One term within a sentence."""
    return f"<math>{print_term(term)}</math>"


def named(name: str) -> str:
    """A symbol that is all there is, and how it is said."""
    return f'<math aria-label="{escape(spoken(name))}">{print_term(Symbol(name))}</math>'


def in_one_line(formula: Formula) -> str:
    """The formula within a sentence, however long it is."""
    lines = (f"<mo>{_relation(line)}</mo>{print_term(line)}" for line in formula.lines)
    return f"<math>{print_term(formula.target)}{''.join(lines)}</math>"


def _relation(line: Term) -> str:
    return "=" if text.shown_exactly(line) else "≈"


def print_term(term: Term) -> str:
    """One term, without the <math> around it."""
    match term:
        case Marked(role, inner):
            return _classed(print_term(inner), f"bp-{role}")
        case Symbol(name):
            return _named(name, notation())
        case Number(value):
            return _number(value, language())
        case Constant(value):
            return f"<mn>{value}</mn>"
        case Group(inner):
            return f"<mrow><mo>(</mo>{print_term(inner)}<mo>)</mo></mrow>"
        case Negative(inner):
            return f"<mrow><mo>−</mo>{print_term(inner)}</mrow>"
        case Sum(terms):
            return f"<mrow>{_joined(terms)}</mrow>"
        case Product(factors):
            return f"<mrow>{_multiplied(factors)}</mrow>"
        case Quotient(above, below):
            return f"<mfrac>{print_term(above)}{print_term(below)}</mfrac>"
        case Power(base, exponent):
            return f"<msup>{print_term(text.base_of_power(base))}{print_term(exponent)}</msup>"
        case Partial(of, by):
            return _of_by(of, by, notation())
        case Call():
            return _call(term)
        case Matrix() | Transposed() | Juxtaposed() | Entrywise() | Applied():
            return _with_matrices(term)


def _rows(formula: Formula) -> list[str]:
    target, way = print_term(formula.target), formula.way
    rows: list[str] = []
    for place, line in enumerate(formula.lines):
        relation = "←" if formula.assigns and not place else _relation(line)
        for piece in _pieces(line):
            rows.append(_row(target, relation, piece, on_the_way=place < way))
            target, relation = "", ""
    return rows


def _row(target: str, relation: str, right: str, *, on_the_way: bool = False) -> str:
    """A row that is on the way to the numbers has a class for it: a step that is over goes without."""
    sign = f"<mo>{relation}</mo>" if relation else INDENT
    return f"<mtr{' class="bp-way"' if on_the_way else ''}><mtd>{target}</mtd><mtd>{sign}{_bare(right)}</mtd></mtr>"


def _bare(printed: str) -> str:
    """Without a row around it, which a cell of a table is itself; a sign at the start needs its own."""
    if printed.startswith("<mrow>") and not printed.startswith("<mrow><mo>"):
        return printed.removeprefix("<mrow>").removesuffix("</mrow>")
    return printed


def _pieces(line: Term) -> list[str]:
    """One line, or several where a sum would be too wide for a phone."""
    bare = unmarked(line)
    if isinstance(bare, Product) and isinstance(bare.factors[-1], Group) and _is_long(bare):
        return _bracketed(bare)
    if isinstance(bare, Sum) and _is_long(bare):
        return [f"<mrow>{_joined(row, first=not i)}</mrow>" for i, row in enumerate(_filled(bare.terms))]
    return [print_term(line)]


def _is_long(term: Term) -> bool:
    return len(text.print_term(term)) > LONGEST_LINE


def _bracketed(product: Product) -> list[str]:
    """A product that ends with a sum in parentheses: these open in the first line and close in the last one."""
    *before, group = product.factors
    assert isinstance(group, Group)
    first, *others = _pieces(group.term)
    opening = f"{_multiplied(before)}<mo>{_times(before[-1], group)}</mo><mo>(</mo>"
    rows = [f"{opening}{_inner(first)}", *map(_inner, others)]
    return [f"<mrow>{row}{'<mo>)</mo>' if row is rows[-1] else ''}</mrow>" for row in rows]


def _inner(printed: str) -> str:
    return printed.removeprefix("<mrow>").removesuffix("</mrow>") if printed.startswith("<mrow>") else printed


def _filled(terms: Sequence[Term]) -> list[list[Term]]:
    """The terms in rows, as many to a row as fit."""
    rows: list[list[Term]] = [[]]
    for each in terms:
        if rows[-1] and _is_long(Sum((*rows[-1], each))):
            rows.append([])
        rows[-1].append(each)
    return rows


def _joined(terms: Sequence[Term], first: bool = True) -> str:
    """A sum, or the rest of one, whose sign at the start stands between two terms all the same."""
    printed = ""
    for place, each in enumerate(terms):
        form = "" if first or place else ' form="infix"'
        if isinstance(each, Negative):
            printed += f"<mo{form}>−</mo>{print_term(each.term)}"
        else:
            printed += ("" if first and not place else f"<mo{form}>+</mo>") + print_term(each)
    return printed


def _multiplied(factors: Sequence[Term]) -> str:
    printed = print_term(factors[0])
    for before, factor in pairwise(factors):
        beside = isinstance(unmarked(before), Quotient) and isinstance(unmarked(factor), OfMatrices)
        printed += (BESIDE if beside else f"<mo>{_times(before, factor)}</mo>") + print_term(factor)
    return printed


def _times(before: Term, factor: Term) -> str:
    """× between numbers, · otherwise; nothing after a fraction such as ½, unless a digit follows: ½2."""
    if isinstance(unmarked(before), Quotient) and not text.print_term(factor)[0].isdigit():
        return "&#x2062;"
    return "×" if has_number(before) or has_number(factor) else "·"


@lru_cache(REMEMBERED)
def _named(name: str, _: Notation) -> str:
    return _attributed(_symbol(name), f'data-n="{escape(name)}"')


@lru_cache(REMEMBERED)
def _of_by(of: str, by: str, _: Notation) -> str:
    return _attributed(_derivative(of, by), f'data-d="{escape(f"{of} {by}")}"')


def _symbol(name: str) -> str:
    return _printed(name, notation())


@lru_cache(REMEMBERED)
def _printed(name: str, _: Notation) -> str:
    symbol = parts(name)
    letter = f"<mi>{escape(symbol.letter)}</mi>"
    if symbol.hat:
        letter = f'<mover accent="true">{letter}<mo stretchy="false">^</mo></mover>'
    layer = "" if symbol.layer is None else f"<mtext>({symbol.layer})</mtext>"
    if not symbol.index:
        return f"<msup>{letter}{layer}</msup>" if layer else letter
    index = "".join(_index(character) for character in symbol.index)
    index = f"<mrow>{index}</mrow>" if index.count("<m") > 1 else index
    return f"<msubsup>{letter}{index}{layer}</msubsup>" if layer else f"<msub>{letter}{index}</msub>"


def _index(character: str) -> str:
    tag = "mn" if character.isdigit() else "mo" if character == "," else "mi"
    return f"<{tag}>{character}</{tag}>"


@lru_cache(REMEMBERED)
def _number(value: float, _: str) -> str:
    number = mantissa_and_exponent(value)
    mantissa = localised(number.mantissa)
    if number.mantissa == NOT_A_NUMBER:
        return f"<mi>{mantissa}</mi>"
    if number.exponent is None:
        return f"<mn>{mantissa}</mn>"
    exponent = str(number.exponent).replace("-", "−")
    power = f"<msup><mn>10</mn><mn>{exponent}</mn></msup>"
    return f"<mrow><mn>{mantissa}</mn><mo>×</mo>{power}</mrow>"


def _with_matrices(term: OfMatrices) -> str:
    match term:
        case Matrix() | Transposed():
            return _shaped(_matrix(term), term.shape)
        case Juxtaposed(factors):
            return f"<mrow>{BESIDE.join(map(print_term, factors))}</mrow>"
        case Entrywise(factors):
            return f"<mrow>{'<mo>⊙</mo>'.join(map(print_term, factors))}</mrow>"
        case Applied(function, argument, slope):
            name = f"<mi>{escape(function_name(function))}</mi>"
            name = f"<msup>{name}<mo>′</mo></msup>" if slope else name
            return f"<mrow>{name}{APPLY}<mo>(</mo>{print_term(argument)}<mo>)</mo></mrow>"


def _matrix(matrix: Matrix | Transposed) -> str:
    """A matrix without its shape; what is transposed stands in parentheses if it is a fraction."""
    if isinstance(matrix, Transposed):
        bare = _matrix(matrix.matrix)
        is_fraction = matrix.matrix.of and bare.startswith("<mfrac")
        base = f"<mrow><mo>(</mo>{bare}<mo>)</mo></mrow>" if is_fraction else bare
        return f"<msup>{base}<mi>T</mi></msup>"
    if matrix.of:
        return _derivative(matrix.of, matrix.name)
    return _symbol(matrix.name)


def _shaped(printed: str, shape: Shape | None) -> str:
    if shape is None:
        return printed
    rows, columns = shape
    return f'<munder class="bp-shaped">{printed}<mrow><mn>{rows}</mn><mo>×</mo><mn>{columns}</mn></mrow></munder>'


def _derivative(of: str, by: str) -> str:
    """∂L/∂z, or δ where a notation has this letter for it."""
    if letter := notation().delta_of(of, by):
        return _symbol(letter)
    return f"<mfrac>{_partial(of)}{_partial(by)}</mfrac>"


def _partial(name: str) -> str:
    return f"<mrow><mi>∂</mi>{_symbol(name)}</mrow>"


def _call(call: Call) -> str:
    if comparison := compared(call):
        operands, signs = comparison
        first, *rest = map(print_term, operands)
        between = (f"<mo>{escape(sign)}</mo>{each}" for sign, each in zip(signs, rest, strict=True))
        return f"<mrow><mo>[</mo>{first}{''.join(between)}<mo>]</mo></mrow>"
    arguments = f"<mo>{words.ARGUMENT_SIGN}</mo>".join(map(print_term, call.arguments))
    return f"<mrow><mi>{escape(function_name(call.function))}</mi>{APPLY}<mo>(</mo>{arguments}<mo>)</mo></mrow>"


@lru_cache(REMEMBERED)
def _classed(printed: str, name: str) -> str:
    """Give the class to the one element that `printed` is."""
    opening, rest = printed.split(">", 1)
    if ' class="' in opening:
        return f"{opening.replace(' class="', f' class="{name} ', 1)}>{rest}"
    return _attributed(printed, f'class="{name}"')


def _attributed(printed: str, attribute: str) -> str:
    """Give the attribute to the one element that `printed` is."""
    opening, rest = printed.split(">", 1)
    return f"{opening} {attribute}>{rest}"
