"""The text of an expression, checked and parsed; `backprop.expression` builds its graph."""

from __future__ import annotations

import ast

from backprop.errors import ExpressionError
from backprop.languages import words
from backprop.tokens import DEEPEST_NESTING, Spelled, checked, line_starts, name_of, place

LONGEST_TEXT = 20_000


class UnreadableError(Exception):
    """A node of the parsed text is not allowed; `value` None stands for its text."""

    def __init__(self, node: ast.expr | ast.stmt, value: str | None, remedy: str) -> None:
        self.node, self.value, self.remedy = node, value, remedy

    def error(self, text: str) -> ExpressionError:
        """The error that points at the node's place in `text`."""
        starts = line_starts(text)
        first = starts[self.node.lineno - 1] + self.node.col_offset
        last = starts[(self.node.end_lineno or 1) - 1] + (self.node.end_col_offset or 0)
        return ExpressionError(self.value or text[first:last] or "text", self.remedy, *place(text, first))


def parsed(text: str) -> list[ast.stmt]:
    """The statements of the text, with places in it; ExpressionError, UnreadableError for what cannot be read."""
    _check_length(text)
    spelled = checked(text)
    statements = _parsed(spelled, text)
    if not statements:
        raise ExpressionError(text, words.FORMULAS["example"], 1)
    for statement in statements:
        _place_nodes(statement, spelled, text)
        if not isinstance(statement, ast.Assign | ast.Expr):
            raise UnreadableError(statement, None, "write name = expression")
    return statements


def _check_length(text: str) -> None:
    if not isinstance(text, str) or not text.strip():
        raise ExpressionError(repr(text), words.FORMULAS["example"], 1)
    if len(text) > LONGEST_TEXT:
        remedy = words.FORMULAS["long"].format(most=LONGEST_TEXT)
        raise ExpressionError(f"{len(text)} characters long", remedy, LONGEST_TEXT)


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip(" "))


def _parsed(spelled: Spelled, text: str) -> list[ast.stmt]:
    try:
        return ast.parse(spelled.text[_indent(spelled.text) :]).body
    except SyntaxError as problem:
        line, column = problem.lineno or 1, max(problem.offset or 1, 1) - 1
        at = place(text, _author_index(spelled, line, column))
        raise ExpressionError(text, words.FORMULAS["unreadable"].format(why=problem.msg), *at) from problem
    except (RecursionError, MemoryError, ValueError) as problem:
        raise ExpressionError(text, words.FORMULAS["levels"].format(most=DEEPEST_NESTING), 1) from problem


def _author_index(spelled: Spelled, line: int, column: int) -> int:
    """The place in the author's text of a line (from 1) and a column (from 0) of the parsed one."""
    index = spelled.starts[line - 1] + column + (_indent(spelled.text) if line == 1 else 0)
    return spelled.places[min(index, len(spelled.places) - 1)]


def _place_nodes(statement: ast.stmt, spelled: Spelled, text: str) -> None:
    """Give every node its place in the author's text, and every name its own spelling."""
    for node in ast.walk(statement):
        if isinstance(node, ast.Name):
            node.id = name_of(node.id)
        if isinstance(node, ast.expr | ast.stmt):
            last = _author_index(spelled, node.end_lineno or 1, node.end_col_offset or 0)
            column, node.lineno = place(text, _author_index(spelled, node.lineno, node.col_offset))
            end, node.end_lineno = place(text, last)
            node.col_offset, node.end_col_offset = column - 1, end - 1
