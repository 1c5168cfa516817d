"""The exceptions of the engine: one type per kind, each naming argument, value and remedy."""

from __future__ import annotations

import re

from backprop.languages import words

LONGEST_SHOWN = 60
_IN_A_LIST = re.compile(r"[a-z]+(?:\.\w+)+")
OWN = __file__.removesuffix("errors.py")


def shorten(value: object) -> str:
    """Write `value` on one line of at most `LONGEST_SHOWN` characters, for a message."""
    written = str(value).replace(".", words.DECIMAL_SIGN) if isinstance(value, float) else str(value)
    text = " ".join(written.split())
    return text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"


def counted(key: str) -> str:
    """A key as people count: samples.1.x, within the first of the samples, is samples.0.x where it is looked up."""
    if not _IN_A_LIST.fullmatch(key):
        return key
    return ".".join(str(int(part) + 1) if part.isdecimal() else part for part in key.split("."))


class BackpropError(ValueError):
    """What every error of the engine is: `argument` had `value`; `remedy` says what would work."""

    def __init__(self, argument: str, value: object, remedy: str) -> None:
        self.argument = argument
        self.value = shorten(value)
        self.remedy = remedy
        super().__init__(words.ERRORS["is"].format(argument=counted(argument), value=self.value, remedy=remedy))

    def described(self) -> dict[str, str]:
        """As a browser is told."""
        return {"argument": self.argument, "value": self.value, "remedy": self.remedy, "message": str(self)}

    def _render_traceback_(self) -> list[str]:
        """As a notebook shows it, by a convention of IPython: the author's last line that led here, and what is wrong
        with it; the way through the engine says no more."""
        # Here, since browsers get this module and no traceback.
        from traceback import extract_tb

        own = [each for each in extract_tb(self.__traceback__) if not each.filename.startswith(OWN)]
        where = [f"line {each.lineno}: {each.line}" for each in own[-1:] if each.line]
        return [*where, f"{type(self).__name__}: {self}"]


class SpecificationError(BackpropError):
    """A figure was described by a mapping that names no figure.

    `line` counts, from 1, within a value that is text of several lines; 0 stands for all of it.
    """

    def __init__(self, argument: str, value: object, remedy: str, line: int = 0) -> None:
        self.line = line
        super().__init__(argument, value, remedy)


class GraphError(BackpropError):
    """A graph was asked for that cannot exist, or for a node that it does not have."""


class ShapeError(BackpropError):
    """Sizes that do not fit together."""


class DomainError(BackpropError):
    """An operation was applied outside its domain (log of −1, division by 0)."""


class NonFiniteError(BackpropError):
    """A value that is not a finite number was given, or came out of an operation."""


class ExpressionError(BackpropError):
    """An expression cannot be read; `line` and `column` (both from 1) point at the place."""

    def __init__(self, value: object, remedy: str, column: int, line: int = 1) -> None:
        self.column = column
        self.line = line
        place = f"column {column}" if line == 1 else f"line {line}, column {column}"
        super().__init__(f"expression, {place},", value, remedy)


class ProgramError(BackpropError):
    """A program cannot be read or run; `line` and `column` (both from 1) point at the place."""

    def __init__(self, value: object, remedy: str, line: int, column: int = 1) -> None:
        self.line = line
        self.column = column
        super().__init__(f"python, line {line},", value, remedy)
