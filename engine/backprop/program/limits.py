"""How much a program may do, counted in a way that is the same on every machine.

Time and memory are bounded by counting: every expression, statement and entry of a list costs a step, and no whole
number grows beyond `LARGEST_NUMBER`. So the same program ends at the same place wherever it is traced.
"""

from __future__ import annotations

import ast

LONGEST_TEXT = 4000
LONGEST_STATEMENT = 250
LONGEST_NUMBER = 30
LONGEST_INDENT = 60
DEEPEST_NESTING = 40
MOST_LINES = 120
MOST_BRANCHES = 40
MOST_STEPS = 20_000
MOST_DEPTH = 240
MOST_ENTRIES = 2000
MOST_GIVEN = 400
LARGEST_NUMBER = 10**15
# What a call of one of the program's own functions adds to the depth, besides the expressions in it.
DEPTH_OF_CALL = 4


class RefusedError(Exception):
    """Something in the program cannot be done; `value` None stands for the text of `node`."""

    def __init__(self, node: ast.AST, value: str | None, remedy: str) -> None:
        super().__init__(remedy)
        self.node, self.value, self.remedy = node, value, remedy


class WrongError(Exception):
    """An operation cannot be done; whoever evaluates knows at which node of the program."""

    def __init__(self, value: str | None, remedy: str) -> None:
        super().__init__(remedy)
        self.value, self.remedy = value, remedy


class Budget:
    """Counts what is spent."""

    def __init__(self) -> None:
        self.steps = 0

    def spend(self, steps: int = 1) -> None:
        """WrongError when more than `MOST_STEPS` were spent."""
        self.steps += steps
        if self.steps > MOST_STEPS:
            raise WrongError("this program", f"let it take at most {MOST_STEPS:,} steps: shorten its loops and lists")


def checked(result: object) -> int | float | bool:
    """A plain number that an operation gave; WrongError for one that is too large, infinite or complex."""
    match result:
        case bool():
            return result
        case int() if -LARGEST_NUMBER <= result <= LARGEST_NUMBER:
            return result
        case int():
            raise WrongError(None, "use whole numbers up to 10^15")
        case float() if result - result == 0:
            return result
    raise WrongError(None, "the operation is not defined there, or overflows")
