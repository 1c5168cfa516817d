"""Graphs from expressions written as text, such as `log(x1) + x1*x2 - sin(x2)`.

The text is parsed with `ast` against a list of what is allowed, and never evaluated:

    text        = statement (";" or new line) statement …
    statement   = name "=" sum | sum          the last one is the output
    sum         = + - * / ** on decimal numbers, names, pi, parentheses and function calls
    comparison  = sum ">" sum, and with < >= <=: 1 where it holds, else 0, as the condition of where(…)
    function    = exp log ln sqrt sin … : whatever `backprop.primitives` offers

A name is a word of letters and digits; lambda and λ, theta_1 and θ_1 are the same name. − is a minus.
Names that nothing assigns are given values, in the order in which they appear. Each operation is
one node, in evaluation order, called v1, v2, … as in Baydin et al. (2018), table 2; one that a
statement assigns has the name assigned. The result is `y` unless it is assigned, or `f` where `y` is
given.
Operations on numbers alone are computed at once: 1/2 is one constant. A statement may have 250
operations and parentheses, the text 2,000 operations.
"""

from __future__ import annotations

import ast
import math
import re
from collections.abc import Callable, Sequence
from difflib import get_close_matches
from functools import partial
from itertools import pairwise
from typing import Never

from backprop.errors import BackpropError, ExpressionError
from backprop.family_table import FAMILY_ROWS
from backprop.graph import Graph, GraphBuilder, look
from backprop.languages import words
from backprop.parsing import UnreadableError, parsed
from backprop.primitives import FAMILIES
from backprop.table import ROWS
from backprop.tokens import DEEPEST_NESTING
from backprop.tracing import Operand, Traced, Tracer, finish, free_letter

SECOND_OUTPUT = "f"
CONSTANTS = {"pi": math.pi}
# In a value there are no names, so that e means what it means in mathematics.
CONSTANTS_OF_VALUES = {**CONSTANTS, "e": math.e}
# Beyond them the C libraries of two machines may differ.
SAME_EVERYWHERE = 12
ALIASES = {"ln": "log"}
# What else a function is called, and how it is written here.
OTHER_NAMES = {
    "sigma": "sigmoid(x)",
    "logistic": "sigmoid(x)",
    "log10": "log(x)/log(10)",
    "lg": "log(x)/log(10)",
    "root": "sqrt(x)",
    **{"tg": "tan(x)", "arcsin": "asin(x)", "arccos": "acos(x)", "arctan": "atan(x)", "sec": "1/cos(x)"},
    **{"csc": "1/sin(x)", "cot": "cos(x)/sin(x)", "ctg": "cos(x)/sin(x)", "sech": "1/cosh(x)", "csch": "1/sinh(x)"},
    **{"coth": "cosh(x)/sinh(x)", "artanh": "log((1 + x)/(1 - x))/2", "atanh": "log((1 + x)/(1 - x))/2"},
    **{"arsinh": "log(x + sqrt(x**2 + 1))", "asinh": "log(x + sqrt(x**2 + 1))", "pow": "x**y", "exp2": "2**x"},
}
# Each is 1 where it holds, and 0 elsewhere.
COMPARISONS: dict[type[ast.cmpop], str] = {ast.Gt: "above", ast.Lt: "below", ast.GtE: "at_least", ast.LtE: "at_most"}
# How few and how many arguments a function takes.
ARITIES: dict[str, tuple[int, int]] = {
    "ln": (1, 1),
    **{row.name: (len(row.arguments), len(row.arguments)) for row in ROWS if row.offered},
    **{row.name: (row.least, row.most) for row in FAMILY_ROWS if row.offered},
}

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,29}")


def expression(text: str, parameters: Sequence[str] = (), output: str = "y") -> Graph:
    """The graph of an expression; `parameters` names the values that training may change.

    The gradient by every given value is wanted, and the backward pass visits the operations in
    the reverse of their order. Errors: ExpressionError, which points at the column.
    """
    try:
        return _built(parsed(text), parameters, output)
    except UnreadableError as refused:
        raise refused.error(text) from refused


def constant(text: str) -> float:
    """The number that a formula of numbers stands for: 1/3, 2*pi, e, sqrt(2).

    Errors: ExpressionError, also for a name, which has no number here.
    """
    try:
        statement, *more = parsed(text)
        if more or not isinstance(statement, ast.Expr):
            raise UnreadableError(statement, None, words.FORMULAS["one"])
        reader = Reader(GraphBuilder(), {}, [])
        reader.known |= CONSTANTS_OF_VALUES
        for node in ast.walk(statement.value):
            if isinstance(node, ast.Name) and node.id not in (*reader.known, *ARITIES):
                raise UnreadableError(node, node.id, words.FORMULAS["constant"])
        result = reader.operand(statement.value)
    except UnreadableError as refused:
        raise refused.error(text) from refused
    assert isinstance(result, float)
    inexact = any(isinstance(node, ast.Call | ast.Pow) for node in ast.walk(statement))
    return float(f"{result:.{SAME_EVERYWHERE}g}") if inexact else result


def _built(statements: Sequence[ast.stmt], parameters: Sequence[str], output: str) -> Graph:
    _check_alike(statements)
    given = _given_names(statements)
    for name in parameters:
        if name not in given:
            raise ExpressionError(name, f"name parameters among {', '.join(given)}", 1)
    builder = GraphBuilder()
    indices = {name: builder.give(name, name in parameters) for name in given}
    assigned = _assigned_names(statements)
    for each in statements:
        _check_called(each, {*given, *assigned})
    reader = Reader(builder, indices, [*given, *assigned])
    for statement in statements[:-1]:
        if not isinstance(statement, ast.Assign):
            raise UnreadableError(statement, None, "give it one, as in q = x + y")
        reader.assign(statement)
    return reader.graph(statements[-1], output)


class Reader:
    """Builds one graph, statement by statement; `known` holds what each name stands for."""

    def __init__(self, builder: GraphBuilder, given: dict[str, int], names: Sequence[str]) -> None:
        self.tracer = Tracer(builder, free_letter(names))
        self.given = tuple(given.values())
        self.known: dict[str, Operand] = {name: self.tracer.wrap(index) for name, index in given.items()}

    def graph(self, last: ast.stmt, output: str) -> Graph:
        """The graph whose result is the last statement's."""
        if isinstance(last, ast.Assign):
            self.assign(last)
            result, name = self.known[_target(last)], _target(last)
        else:
            assert isinstance(last, ast.Expr)
            result = self.operand(last.value)
            name = output if output not in self.known else SECOND_OUTPUT
        return finish(self.tracer, self.tracer.lift(result), self.given, name)

    def assign(self, statement: ast.Assign) -> None:
        """Work out a statement, and know its name."""
        name = _target(statement)
        if name in self.known:
            raise UnreadableError(statement, name, "give each name one value")
        self.known[name] = self.named(statement.value, name)

    def named(self, node: ast.expr, name: str) -> Operand:
        """The operand that `node` stands for, called `name` where that is a new node: not in q = +x."""
        builder = self.tracer.builder
        before = len(builder.nodes)
        result = self.operand(node)
        if isinstance(result, Traced) and result.index >= before:
            self.tracer.take_back(builder.nodes[result.index].name)
            builder.rename(result.index, name)
        return result

    def operand(self, node: ast.expr, depth: int = 0) -> Operand:
        """The operand that `node` stands for; sums of any length nest no deeper than their terms."""
        if depth > DEEPEST_NESTING:
            raise UnreadableError(node, None, words.FORMULAS["levels"].format(most=DEEPEST_NESTING))
        spine: list[ast.BinOp] = []
        while isinstance(node, ast.BinOp):
            spine.append(node)
            node = node.left
        result = self._leaf(node, depth)
        for operation in reversed(spine):
            right = self.operand(operation.right, depth + 1)
            result = self._binary(operation, result, right)
        return result

    def _leaf(self, node: ast.expr, depth: int) -> Operand:
        match node:
            case ast.Constant():
                return _number(node)
            case ast.Name(id=name):
                return self._named(node, name)
            case ast.UnaryOp(op=ast.USub(), operand=inner):
                operand = self.operand(inner, depth + 1)
                return self._computed(node, lambda: -operand)
            case ast.UnaryOp(op=ast.UAdd(), operand=inner):
                return self.operand(inner, depth + 1)
            case ast.Call(func=ast.Name(id=name), args=arguments, keywords=[]):
                self._check_call(node, name, arguments)
                operands = [self.operand(each, depth + 1) for each in arguments]
                return self._call(node, ALIASES.get(name, name), operands)
            case ast.Compare(left=left, ops=[sign], comparators=[right]) if type(sign) in COMPARISONS:
                return self._call(
                    node, COMPARISONS[type(sign)], [self.operand(left, depth + 1), self.operand(right, depth + 1)]
                )
        return _refused(node)

    def _named(self, node: ast.expr, name: str) -> Operand:
        if name in self.known:
            return self.known[name]
        if name in CONSTANTS:
            return CONSTANTS[name]
        raise UnreadableError(node, name, "assign it before this place")

    def _check_call(self, node: ast.Call, name: str, arguments: list[ast.expr]) -> None:
        if name not in ARITIES:
            raise UnreadableError(node.func, None, _function_remedy(name))
        least, most = ARITIES[name]
        if not least <= len(arguments) <= most or len(arguments) % stride(name):
            count = f"{least} argument{'s' * (least > 1)}" + (" or more" if most > least else "")
            expected = count if stride(name) == 1 else "as many arguments of the second kind as of the first"
            number = _with_comma(arguments)
            remedy = words.FORMULAS["comma"].format(number=number) if number else f"give {expected}"
            raise UnreadableError(node, f"{name} of {len(arguments)} arguments", remedy)

    def _call(self, node: ast.expr, function: str, operands: list[Operand]) -> Operand:
        return self._computed(node, partial(self.tracer.call, function, *operands))

    def _binary(self, node: ast.BinOp, left: Operand, right: Operand) -> Operand:
        match node.op:
            case ast.Add():
                return self._computed(node, lambda: left + right)
            case ast.Sub():
                return self._computed(node, lambda: left - right)
            case ast.Mult():
                return self._computed(node, lambda: left * right)
            case ast.Div():
                return self._computed(node, lambda: left / right)
            case ast.Pow():
                return self._computed(node, lambda: left**right)
        raise UnreadableError(node, None, "use + - * / **")

    def _computed(self, node: ast.expr, compute: Callable[[], object]) -> Operand:
        """The result of one operation; on constants alone it must be a finite number."""
        try:
            result = compute()
        except BackpropError as problem:
            raise UnreadableError(node, None, problem.remedy) from problem
        except (ArithmeticError, ValueError) as problem:
            raise UnreadableError(node, None, words.FORMULAS["undefined"]) from problem
        if isinstance(result, Traced):
            return result
        if not isinstance(result, float) or not math.isfinite(result):
            raise UnreadableError(node, None, words.FORMULAS["undefined"])
        return result


def _refused(node: ast.expr) -> Never:
    """What Python's grammar has, and a formula has not; with what to write for it."""
    match node:
        case ast.Call(func=func, keywords=[]) if not isinstance(func, ast.Name | ast.Attribute):
            raise UnreadableError(node, None, words.FORMULAS["between"])
        case ast.Tuple(elts=elements) if number := _with_comma(elements):
            raise UnreadableError(node, None, words.FORMULAS["comma"].format(number=number))
        case ast.BoolOp(op=ast.And()) | ast.Compare(ops=[_, _, *_]):
            raise UnreadableError(node, None, words.FORMULAS["both"])
        case ast.IfExp():
            raise UnreadableError(node, None, words.FORMULAS["sign"].format(sign="where(x > 0, x, 0)"))
    raise UnreadableError(node, None, words.FORMULAS["allowed"])


def _with_comma(elements: Sequence[ast.expr]) -> str:
    """The number, with a point, that a comma without a space parts into what it ends with and what it begins with."""
    for before, after in pairwise(elements):
        first, second = _outer(before, -1), _outer(after, 0)
        if before.end_col_offset == after.col_offset - 1 and first.isdecimal() and second.isdecimal():
            return f"{first}.{second}"
    return ""


def _outer(node: ast.expr, side: int) -> str:
    """The number with which a sum or a product ends (-1) or begins (0); nothing where it is something else."""
    while isinstance(node, ast.BinOp):
        node = node.left if side == 0 else node.right
    return str(node.value) if isinstance(node, ast.Constant) else ""


def meant_by(name: str) -> str:
    """What to write for a name that stands for nothing here, and in mathematics for something; or nothing."""
    if name == "e":
        return words.FORMULAS["exp"]
    return words.FORMULAS["sign"].format(sign=OTHER_NAMES[name]) if name in OTHER_NAMES else ""


def hinted(name: str, remedy: str) -> str:
    """The hint, if there is one for the name, before the remedy for any name."""
    return f"write exp(x) for e to the power x, or {remedy}" if name == "e" else remedy


def _function_remedy(name: str) -> str:
    """What to write for a call of something that is no function."""
    if found := meant_by(name):
        return found
    close = get_close_matches(name.lower(), ARITIES, n=1)
    hint = words.FORMULAS["close" if close else "call"].format(close=close[0] if close else "", name=name)
    return hint + words.FORMULAS["functions"].format(known=", ".join(ARITIES))


def stride(name: str) -> int:
    """How many arguments of the function `name` go together."""
    return FAMILIES[name].stride if name in FAMILIES else 1


def _given_names(statements: Sequence[ast.stmt]) -> list[str]:
    """The names that no statement assigns and that are read as numbers, as they appear."""
    assigned, functions = set(_assigned_names(statements)), set[ast.expr]()
    names: list[ast.Name] = []
    for node in (each for statement in statements for each in ast.walk(statement)):
        if isinstance(node, ast.Call):
            functions.add(node.func)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            names.append(node)
    given = dict[str, None]()
    for name in sorted(names, key=lambda each: (each.lineno, each.col_offset)):
        if name in functions or name.id in assigned or name.id in CONSTANTS:
            continue
        _check_name(name, name.id)
        given[name.id] = None
    return list(given)


def _check_called(statement: ast.stmt, names: set[str]) -> None:
    """Refuse a function of several arguments that is called here where the text has a value of that name."""
    for node in ast.walk(statement):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
            raise UnreadableError(node, node.func.id, "use another name for the value: this is a function")


def _check_alike(statements: Sequence[ast.stmt]) -> None:
    """Of two names that are typeset alike a reader could not tell which is meant."""
    seen = dict[str, str]()
    names = [node for statement in statements for node in ast.walk(statement) if isinstance(node, ast.Name)]
    for node in sorted(names, key=lambda each: (each.lineno, each.col_offset)):
        other = seen.setdefault(look(node.id), node.id)
        if other != node.id:
            raise UnreadableError(node, node.id, words.FORMULAS["alike"].format(other=other))


def _assigned_names(statements: Sequence[ast.stmt]) -> list[str]:
    return [_target(each) for each in statements if isinstance(each, ast.Assign)]


def _target(statement: ast.Assign) -> str:
    match statement.targets:
        case [ast.Name(id=name) as target]:
            _check_name(target, name)
            return name
    raise UnreadableError(statement, None, "assign to one plain name")


def _check_name(node: ast.expr, name: str) -> None:
    # A function of one argument that is not called is one whose argument was forgotten.
    if name in CONSTANTS or ARITIES.get(name, (2, 2))[1] == 1:
        raise UnreadableError(node, name, "it has a meaning of its own: use it so, or use another name")
    if not _NAME.fullmatch(name) or "__" in name:
        raise UnreadableError(node, name, "use at most 30 letters and digits, beginning with a letter")


def _number(node: ast.Constant) -> float:
    if isinstance(node.value, bool) or not isinstance(node.value, int | float):
        raise UnreadableError(node, None, words.FORMULAS["allowed"])
    try:
        number = float(node.value)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        raise UnreadableError(node, None, words.FORMULAS["overflows"])
    return number
