"""`backprop figure FILE`: a figure as one HTML file that opens by double-click."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from backprop_web import alone
from backprop_web.problems import FigureError

WRONG_INPUT = 2
HERE = "-"
DESCRIPTION = """\
Write the figure that FILE describes as one HTML file. It opens by double-click, needs no network, and
has every step; style, scripts and font are in it. FILE is what stands in a fence on a page."""
EXAMPLES = """\
examples:
  backprop figure tiny.yaml -o tiny.html
with tiny.yaml:
  name: tiny
  title: A network of my own
  network: [1, 2, 1]
  values: {x: 0.5, y: 0.8}"""


def command(arguments: Sequence[str]) -> int:
    """Write the file; the result is the exit code, 2 where FILE describes no figure."""
    given = _parser().parse_args(arguments)
    try:
        source = sys.stdin.read() if given.file == HERE else Path(given.file).read_text(encoding="utf-8-sig")
        made = alone.html(source)
    except FigureError as error:
        for problem in error.problems:
            print(f"backprop: line {problem.line} of {given.file}: {problem}", file=sys.stderr)
        return WRONG_INPUT
    if given.output == HERE:
        sys.stdout.write(made)
    else:
        Path(given.output).write_text(made, encoding="utf-8", newline="\n")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="backprop figure",
        description=DESCRIPTION,
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("file", metavar="FILE", help="the description, in YAML; - reads it here")
    parser.add_argument("-o", "--output", default=HERE, metavar="FILE", help="where to write; - prints (the default)")
    return parser
