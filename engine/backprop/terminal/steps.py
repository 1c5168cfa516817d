"""`backprop EXPRESSION NAME=NUMBER …`: every step as a row."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence

from backprop.figure import rows
from backprop.figure.runs import Run
from backprop.terminal.describing import add_formula, add_other_subjects, one_of, parsed, run
from backprop.terminal.reader import Reader
from backprop.terminal.speech import in_own_language

DESCRIPTION = "Print every step of forward and backward pass: the formula, with its numbers, and the result."
EXAMPLES = """\
  backprop "exp(sin(x**2))" x=0.8
  backprop "log(x1) + x1*x2 - sin(x2)" x1=2 x2=5 --by x1
  backprop --network 1,2,1 x=0.5 y=0.8 --csv
  backprop "a*x**2" a=2 x=3 --json

commands:
  backprop check FILE.csv …     compare your gradients with these; see backprop check --help
  backprop exercises            the exercises of the collection, by their names; see backprop exercises --help
  backprop worksheet NAME …     a sheet with other numbers for each student; see backprop worksheet --help
  backprop export NAME …        an exercise for a course platform; see backprop export --help
  backprop grade FILE.csv       a table of what students handed in; see backprop grade --help
  backprop figure FILE.yaml …   a figure as one HTML file; see backprop figure --help
  backprop render SITE …        figures in a site that is built; see backprop render --help
  backprop completion SHELL     what a shell reads to complete all of this; see backprop completion --help"""
FORMATS = (
    ("json", "as one JSON object, numbers with 12 digits"),
    ("csv", "as comma-separated values"),
    ("tex", "the formulas as TeX"),
)
PRINTED: dict[str | None, Callable[[Run], str]] = {
    None: rows.table,
    "json": rows.as_json,
    "csv": rows.as_csv,
    "tex": rows.as_tex,
}


def command(arguments: Sequence[str]) -> int:
    """Print the steps."""
    made = reader()
    add_formula(made)
    given = parsed(made, arguments)
    with in_own_language(read_by_programs=given.format):
        sys.stdout.write(PRINTED[given.format](run(given)))
    return 0


def reader() -> argparse.ArgumentParser:
    """Of its options."""
    made = Reader("", DESCRIPTION, EXAMPLES)
    add_other_subjects(made)
    one_of(made, FORMATS)
    return made
