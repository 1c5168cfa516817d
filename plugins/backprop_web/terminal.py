"""`backprop figure FILE`: a figure as one HTML file that opens by double-click, or a step of it as a picture."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from backprop.terminal.files import HERE, text_of
from backprop.terminal.reader import Reader
from backprop.terminal.speech import ENGINE, Speech, language
from backprop_web import alone, messages
from backprop_web.problems import FigureError, Problem

WRONG_INPUT = 2
WIDTH = 30
PICTURES = (
    "pictures need further packages: run pip install brotli cssselect2 fonttools pillow resvg-py tinycss2 "
    "({name} is missing)"
)
SPEECH = Speech(("backprop_web.terminal_languages", ENGINE))
DESCRIPTION = """\
Write the figure that FILE describes as one HTML file. It opens by double-click, needs no network, and
has every step; style, scripts and font are in it. Or write a step's drawing as a picture, or all of them as
one that plays. FILE is what stands in a fence on a page."""
EXAMPLES = """\
  backprop figure tiny.yaml -o tiny.html
  backprop figure tiny.yaml --live -o tiny.html
  backprop figure tiny.yaml --png 9 -o step-9.png
  backprop figure tiny.yaml --gif -o tiny.gif
with tiny.yaml:
  name: tiny
  title: A network of my own
  network: [1, 2, 1]
  values: {x: 0.5, y: 0.8}"""


def command(arguments: Sequence[str]) -> int:
    """Write the file; the result is the exit code, 2 where FILE describes no figure."""
    given = reader().parse_args(arguments)
    try:
        source = text_of(given.file)
        if given.output == HERE and sys.stdout.isatty():
            return refuse([SPEECH.said("name a file to write to, such as -o {name}.html", name=Path(given.file).stem)])
        made = _made(source, given)
    except FigureError as error:
        return refuse(told(error.problems, given.file))
    except ModuleNotFoundError as error:
        return refuse([SPEECH.said(PICTURES, name=error.name)])
    if given.output == HERE:
        sys.stdout.flush()
        sys.stdout.buffer.write(made)
    else:
        Path(given.output).write_bytes(made)
    return 0


def _made(source: str, given: argparse.Namespace) -> bytes:
    """What is to be written. Pictures are imported when they are asked for, since their packages may be missing."""
    if given.gif:
        from backprop_web.film import gif

        return gif(source, progress)
    if given.svg is None and given.png is None:
        return alone.html(source, live=given.live).encode()
    from backprop_web.picture import picture

    if given.png is not None:
        return picture(source, given.png).png()
    return picture(source, given.svg).with_font().encode()


def progress(done: int, total: int) -> None:
    """A bar, where somebody looks."""
    if sys.stderr.isatty():
        filled = WIDTH * done // total
        end = "\n" if done == total else ""
        print(f"\r[{'#' * filled}{'.' * (WIDTH - filled)}] {done}/{total}", end=end, file=sys.stderr, flush=True)


def refuse(messages: Iterable[str]) -> int:
    """Tell what has to be mended first; the exit code for it."""
    for message in messages:
        print(f"backprop: {message}", file=sys.stderr)
    return WRONG_INPUT


def reader_of(name: str, description: str, examples: str) -> Reader:
    """A reader of the arguments of `backprop NAME`, without any yet."""
    return Reader(name, description, examples, SPEECH)


def told(problems: Iterable[Problem], file: str, before: int = 0) -> Iterator[str]:
    """What is wrong with a file, with the lines, which come after others of it, in the language of the terminal."""
    for each in problems:
        place = SPEECH.said("line {line} of {file}", line=before + each.line, file=file)
        yield f"{place}: {messages.message(each, language())}"


def reader() -> argparse.ArgumentParser:
    """Of its arguments."""
    parser = reader_of("figure", DESCRIPTION, EXAMPLES)
    parser.add_argument("file", metavar="FILE", help="the description, in YAML; - reads it here")
    parser.add_argument(
        "-o", "--output", default=HERE, metavar="FILE", help="where to write; - prints, which a pipe needs"
    )
    parser.add_argument(
        "--live", action="store_true", help="with Python in it, 11 MB, so that readers can change numbers"
    )
    pictures = parser.add_mutually_exclusive_group()
    pictures.add_argument(
        "--svg", type=int, metavar="STEP", help="write the drawing after this step as SVG, 0 for none"
    )
    pictures.add_argument("--png", type=int, metavar="STEP", help="the same as PNG, for slides")
    pictures.add_argument("--gif", action="store_true", help="write the drawings of all steps as a GIF that plays")
    return parser
