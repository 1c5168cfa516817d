"""The text of an expression, checked and parsed; `backprop.expression` builds its graph.

Python's parser sees only signs that an expression may have, and few enough operations at a time:
in a browser, where the stack is small, deep nesting would end the interpreter before it could raise
an error.
"""

from __future__ import annotations

import ast
import keyword
import re
from typing import Never

from backprop.errors import ExpressionError

LONGEST_TEXT = 20_000
LONGEST_STATEMENT = 250
DEEPEST_NESTING = 100
ALLOWED = "use numbers, names, + - * / ** and the listed functions"
EXAMPLE = "write an expression, such as x*y + sin(x)"
SIGNS = {"−": "-", "–": "-", "·": "*", "×": "*", "÷": "/", "^": "**"}

_TOKEN = re.compile(
    r"(?P<operation>\*\*|[-+*/(]|\.(?=\s*[A-Za-z_])|\b(?:" + "|".join(keyword.kwlist) + r")\b)"
    r"|(?P<plain>[A-Za-z0-9_]+|[.,=;) \n])|(?P<other>[\s\S])"
)


class RefusedError(Exception):
    """A node of the parsed text is not allowed; `value` None stands for its text."""

    def __init__(self, node: ast.expr | ast.stmt, value: str | None, remedy: str) -> None:
        self.node, self.value, self.remedy = node, value, remedy

    def error(self, text: str) -> ExpressionError:
        """The error that points at the node's place in `text`."""
        indent = _indent(text) if self.node.lineno == 1 else 0
        value = self.value or ast.get_source_segment(text[_indent(text) :], self.node) or "text"
        return ExpressionError(value, self.remedy, self.node.col_offset + 1 + indent, self.node.lineno)


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip(" "))


def parsed(text: str) -> list[ast.stmt]:
    """The statements of the text; ExpressionError, RefusedError for one that cannot be read."""
    _check_text(text)
    try:
        statements = ast.parse(text[_indent(text) :]).body
    except SyntaxError as problem:
        line = problem.lineno or 1
        column = max(problem.offset or 1, 1) + (_indent(text) if line == 1 else 0)
        raise ExpressionError(text, f"it cannot be read: {problem.msg}", column, line) from problem
    except (RecursionError, MemoryError, ValueError) as problem:
        raise ExpressionError(text, f"nest at most {DEEPEST_NESTING} levels", 1) from problem
    if not statements:
        raise ExpressionError(text, EXAMPLE, 1)
    for statement in statements:
        if not isinstance(statement, ast.Assign | ast.Expr):
            raise RefusedError(statement, None, "write name = expression")
    return statements


def _check_text(text: str) -> None:
    """Refuse other signs, and statements that may nest deeply, before they are parsed."""
    if not isinstance(text, str) or not text.strip():
        raise ExpressionError(repr(text), EXAMPLE, 1)
    if len(text) > LONGEST_TEXT:
        remedy = f"write at most {LONGEST_TEXT} characters"
        raise ExpressionError(f"{len(text)} characters long", remedy, LONGEST_TEXT)
    depth = operations = 0
    for token in _TOKEN.finditer(text):
        sign = token[0]
        if token.lastgroup == "other":
            _refuse_sign(text, token)
        depth += (sign == "(") - (sign == ")")
        operations += token.lastgroup == "operation"
        if depth <= 0 and sign in (";", "\n"):
            operations = 0
        if operations > LONGEST_STATEMENT:
            remedy = f"use at most {LONGEST_STATEMENT} operations a statement: a = …; b = a + …"
            raise ExpressionError(sign, remedy, *_place(text, token.start()))
        if depth > DEEPEST_NESTING:
            remedy = f"nest at most {DEEPEST_NESTING} parentheses"
            raise ExpressionError(sign, remedy, *_place(text, token.start()))


def _refuse_sign(text: str, token: re.Match[str]) -> Never:
    sign = token[0]
    remedy = f"write {SIGNS[sign]}" if sign in SIGNS else ALLOWED
    shown = sign if sign.isprintable() else repr(sign)
    raise ExpressionError(shown, remedy, *_place(text, token.start()))


def _place(text: str, index: int) -> tuple[int, int]:
    """Column and line of a character, both from 1."""
    before = text[:index]
    return index - (before.rfind("\n") + 1) + 1, before.count("\n") + 1
