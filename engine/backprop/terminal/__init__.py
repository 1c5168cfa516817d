"""The command `backprop`: the steps of a figure in a terminal, and what is made of them.

Without a command it prints steps. Commands of its own stand in `COMMANDS`, those that need HTML come with another
distribution, see `backprop.extras`. The exit code is 0; 1 where numbers that were to be compared differ; 2 where
something could not be read, which is told with place, value and remedy.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from difflib import get_close_matches

from backprop.errors import BackpropError, SpecificationError
from backprop.expression import meant_by
from backprop.extras import DISTRIBUTION, extra
from backprop.terminal import checking, completing, grading, steps
from backprop.terminal.speech import SPEECH

WRONG_INPUT = 2
NO_FILE = "the file is {name}: it is not there; name one that is, or - to read it here"
NOT_INSTALLED = "the command {name} is not installed: install the distribution {distribution} beside this one"
COMMANDS: dict[str, Callable[[Sequence[str]], int]] = {
    "check": checking.command,
    "completion": completing.command,
    "grade": grading.command,
}
ELSEWHERE = ("exercises", "export", "figure", "render", "worksheet")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command with `arguments`, by default those of the process; the result is the exit code."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    if reconfigure := getattr(sys.stdout, "reconfigure", None):
        reconfigure(encoding="utf-8")  # formulas have letters that not every terminal's own encoding has
    try:
        code = _run(given)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever reads it, such as `head`, has had enough. What is left goes nowhere, or Python would complain when
        # it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except BackpropError as problem:
        return _refuse(_in_a_terminal(problem))
    except FileNotFoundError as problem:
        return _refuse(SPEECH.said(NO_FILE, name=problem.filename))
    except (OSError, UnicodeDecodeError) as problem:
        return _refuse(str(problem))
    return code


def _run(given: Sequence[str]) -> int:
    name = given[0] if given else ""
    if name in COMMANDS:
        return COMMANDS[name](given[1:])
    if name not in ELSEWHERE:
        # A word that is nearly a command, with words behind it that are no numbers: no formula is written so.
        near = get_close_matches(name, [*COMMANDS, *ELSEWHERE], n=1)
        if near and given[1:] and not any("=" in each for each in given[1:]):
            return _refuse(f"{name}: {SPEECH.said('there is no such command: did you mean {name}?', name=near[0])}")
        return steps.command(given)
    command = extra(name)
    if command is None:
        return _refuse(SPEECH.said(NOT_INSTALLED, name=name, distribution=DISTRIBUTION))
    return int(command(given[1:]))


def _in_a_terminal(problem: BackpropError) -> str:
    """The remedy for a number that is missing is written otherwise in a fence."""
    if isinstance(problem, SpecificationError) and problem.value == "missing":
        told = SPEECH.said("{name} is missing: add {name}=0.5 at the end", name=problem.argument)
        return f"{told}; {meant_by(problem.argument)}" if meant_by(problem.argument) else told
    return SPEECH.mistake(problem)


def _refuse(message: str) -> int:
    print(f"backprop: {message}", file=sys.stderr)
    return WRONG_INPUT
