"""What a figure is about, as arguments of a command: an expression, a network or a program, and numbers by name."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from backprop.errors import SpecificationError
from backprop.figure.frames import run_of
from backprop.figure.runs import Run
from backprop.figure.specification import Specification
from backprop.terminal.files import text_of

WIDTHS = "write the widths from input to output as whole numbers with commas between them, such as 1,2,1"
NUMBERS = "write NAME=NUMBER, such as x=0.8 or x=1/3"


def add_subject(to: argparse.ArgumentParser) -> None:
    """The arguments that say what the figure is about; `run` reads them."""
    add_formula(to)
    add_other_subjects(to)


def add_formula(to: argparse.ArgumentParser) -> None:
    """Its arguments without a name."""
    to.add_argument(
        "subject",
        nargs="*",
        metavar="EXPRESSION NAME=NUMBER",
        help='a formula such as "exp(sin(x**2))", and its numbers; put -- before one that begins with a minus',
    )


def add_other_subjects(to: argparse.ArgumentParser) -> None:
    """Its options."""
    group = to.add_argument_group("what to step through, instead of an expression")
    group.add_argument("--network", metavar="WIDTHS", help="from input to output, such as 1,2,1")
    group.add_argument("--activation", metavar="NAME", help="with --network: tanh, sigmoid, relu … (default: tanh)")
    group.add_argument("--loss", metavar="NAME", help="with --network (default: half-squared-error)")
    group.add_argument("--python", metavar="FILE", help="a small program; - reads it here")
    told = to.add_argument_group("how")
    told.add_argument("--residual", metavar="FORMULA", help="the expression is u; step through this residual, squared")
    told.add_argument("--by", metavar="NAME", help="forward mode, along this given value")


def parsed(reader: argparse.ArgumentParser, arguments: Sequence[str]) -> argparse.Namespace:
    """Options and the subject in any order; what follows -- is part of the subject, whatever it begins with."""
    end = list(arguments).index("--") if "--" in arguments else len(arguments)
    given = reader.parse_intermixed_args(arguments[:end])
    given.subject = [*given.subject, *arguments[end + 1 :]]
    return given


def run(given: argparse.Namespace) -> Run:
    """The steps of what the arguments describe. Raises SpecificationError."""
    return run_of(Specification.from_mapping(_mapping(given)))


def _mapping(given: argparse.Namespace) -> dict[str, object]:
    subject, rest = _subject(given)
    told = {key: getattr(given, key) for key in ("activation", "loss", "residual", "by") if getattr(given, key)}
    return {**subject, **told, **({"mode": "forward"} if given.by else {}), "values": dict(map(_number, rest))}


def _subject(given: argparse.Namespace) -> tuple[dict[str, object], list[str]]:
    if given.network:
        return {"network": _widths(given.network)}, given.subject
    if given.python:
        return {"python": text_of(given.python)}, given.subject
    if not given.subject:
        raise SpecificationError("the expression", "nothing", 'give one, such as "exp(sin(x**2))" x=0.8; see --help')
    expression, *rest = given.subject
    if Path(expression).suffix in (".yaml", ".yml") and Path(expression).is_file():
        raise SpecificationError(
            "the expression",
            expression,
            "that is a file for `backprop figure`; write a formula, or --network or --python",
        )
    return {"expression": expression}, rest


def _widths(text: str) -> list[int]:
    """As they are written here, with commas; whether they make a network is not asked yet."""
    widths = text.split(",")
    if not all(each.strip().isdecimal() for each in widths):
        raise SpecificationError("--network", text, WIDTHS)
    return [int(each) for each in widths]


def _number(text: str) -> tuple[str, object]:
    """Name and number of x=0.8, or of W=[[1, 2], [3, 4]] for a program."""
    name, sign, value = text.partition("=")
    if not sign or not name.strip() or not value.strip():
        raise SpecificationError("an argument", text, NUMBERS)
    try:
        return name.strip(), json.loads(value) if value.lstrip().startswith("[") else value
    except ValueError as problem:
        raise SpecificationError(name, value, "list numbers, such as [[0.1, 0.2], [0.3, 0.4]]") from problem


def one_of(to: argparse.ArgumentParser, formats: Iterable[tuple[str, str]]) -> None:
    """Options of which at most one can be given; `format` is its name, or None."""
    group = to.add_argument_group("how to print").add_mutually_exclusive_group()
    for name, said in formats:
        group.add_argument(f"--{name}", dest="format", action="store_const", const=name, help=said)
