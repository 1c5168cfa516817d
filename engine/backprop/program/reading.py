"""The text of a program, checked sign by sign and parsed; no text of an author is ever compiled to code.

Python's parser gets only text that it can read without nesting deeply: in a browser, where the stack is small, that
would end the interpreter before it could raise an error.
"""

from __future__ import annotations

import ast
import keyword
import re

from backprop import tokens
from backprop.errors import ProgramError
from backprop.greek import spelled
from backprop.program.limits import (
    DEEPEST_NESTING,
    LONGEST_INDENT,
    LONGEST_NUMBER,
    LONGEST_STATEMENT,
    LONGEST_TEXT,
    MOST_BRANCHES,
    MOST_LINES,
)

EXAMPLE = "write a program, such as y = tanh(w*x + b)"
SIGNS = {**tokens.SIGNS, "−": "-", "\t": "spaces", "\\": "parentheses around the line"}
# A letter, digit or line, but none above or below the line, which Python takes for a part of a name.
_IN_WORD = r"[^\W⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉]"

_TOKEN = re.compile(
    r"(?P<comment>\#[^\n]*)"
    r"|(?P<prefixed>\b[A-Za-z]{1,3}(?=['\"]))"
    r"|(?P<string>'''[^\\]*?'''|\"\"\"[^\\]*?\"\"\"|'[^'\\\n]*'|\"[^\"\\\n]*\")"
    rf"|(?P<number>\d(?:{_IN_WORD}|\.)*(?:(?<=[eE])[-+]\d+)?)"
    r"|(?P<operation>\*\*|//|[-+*/%@~&(\[{<>]|\.(?=\s*[^\W\d])|:=|\b(?:" + "|".join(keyword.kwlist) + r")\b)"
    rf"|(?P<plain>(?!\d){_IN_WORD}+|[.,:=!;)\]}} \n])|(?P<other>[\s\S])"
)
_DECIMAL = re.compile(r"\d+\.?\d*([eE][-+]?\d+)?")


def parsed(text: str) -> ast.Module:
    """The syntax tree of a program; ProgramError where it cannot be read."""
    _check_text(text)
    try:
        tree = ast.parse(text)
    except SyntaxError as problem:
        place = (problem.lineno or 1, max(problem.offset or 1, 1))
        raise ProgramError(_line(text, place[0]), f"it cannot be read: {problem.msg}", *place) from problem
    except (RecursionError, MemoryError, ValueError) as problem:
        raise ProgramError(text, f"nest at most {DEEPEST_NESTING} levels", 1, 1) from problem
    if not tree.body:
        raise ProgramError(text, EXAMPLE, 1, 1)
    _spell(tree)
    return tree


def _spell(tree: ast.Module) -> None:
    """Give names in Greek letters the spelling in which they are kept: theta_1 for θ_1."""
    for node in ast.walk(tree):
        for field in ("id", "arg", "attr", "name"):
            if isinstance(name := getattr(node, field, None), str):
                setattr(node, field, spelled(name))


def _check_text(text: object) -> None:
    if not isinstance(text, str) or not text.strip():
        raise ProgramError("empty" if isinstance(text, str) else repr(text), EXAMPLE, 1, 1)
    if len(text) > LONGEST_TEXT:
        raise ProgramError(f"{len(text):,} characters long", f"write at most {LONGEST_TEXT:,} characters", 1, 1)
    if (lines := text.rstrip().count("\n") + 1) > MOST_LINES:
        raise ProgramError(f"{lines} lines long", f"write at most {MOST_LINES} lines", MOST_LINES + 1, 1)
    if deep := re.search(rf"^ {{{LONGEST_INDENT + 1}}}", text, re.MULTILINE):
        line = text.count("\n", 0, deep.start()) + 1
        raise ProgramError(_line(text, line), f"indent by at most {LONGEST_INDENT} spaces", line, LONGEST_INDENT)
    counts = _Counts(text)
    for token in _TOKEN.finditer(text):
        counts.take(token)


class _Counts:
    """What a statement holds so far, so that none nests deeply."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.depth = self.operations = self.branches = 0

    def take(self, token: re.Match[str]) -> None:
        sign, kind = token[0], token.lastgroup
        if kind == "other":
            self._refuse_sign(token)
        if kind == "prefixed":
            self._refuse(token, "write text in plain quotes, without letters before them")
        if kind == "number" and len(sign) > LONGEST_NUMBER:
            self._refuse(token, f"write numbers of at most {LONGEST_NUMBER} digits")
        if kind == "number" and not _DECIMAL.fullmatch(sign):
            self._refuse(token, "write a decimal number, such as 0.5 or 1e-3, and * between factors")
        if kind in ("operation", "plain"):
            self.depth += (sign in "([{") - (sign in ")]}")
        self.operations += kind == "operation"
        self.branches += sign == "elif"
        if kind == "plain" and sign in ";\n" and self.depth <= 0:
            self.operations = 0
        self._check(token)

    def _check(self, token: re.Match[str]) -> None:
        if self.operations > LONGEST_STATEMENT:
            self._refuse(token, f"use at most {LONGEST_STATEMENT} operations a statement: a = …, then b = a + …")
        if self.depth > DEEPEST_NESTING:
            self._refuse(token, f"nest at most {DEEPEST_NESTING} parentheses")
        if self.branches > MOST_BRANCHES:
            self._refuse(token, f"use elif at most {MOST_BRANCHES} times")

    def _refuse_sign(self, token: re.Match[str]) -> None:
        sign = token[0]
        if sign in ("'", '"'):
            self._refuse(token, "close the quotes on the same line")
        self._refuse(
            token, f"write {SIGNS[sign]}" if sign in SIGNS else "leave it out: no program here needs this sign"
        )

    def _refuse(self, token: re.Match[str], remedy: str) -> None:
        before = self.text[: token.start()]
        column = token.start() - (before.rfind("\n") + 1) + 1
        sign = token[0] if token[0].isprintable() else repr(token[0])
        raise ProgramError(sign, remedy, before.count("\n") + 1, column)


def _line(text: str, number: int) -> str:
    lines = text.splitlines()
    return lines[number - 1].strip() if 1 <= number <= len(lines) else text
