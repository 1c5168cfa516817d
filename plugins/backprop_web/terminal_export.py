"""`backprop export FILE`: an exercise for a course platform."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from backprop.errors import SpecificationError
from backprop.terminal.files import HERE
from backprop_web import terminal_sources
from backprop_web.document import Document
from backprop_web.problems import FigureError
from backprop_web.terminal import PICTURES, SPEECH, reader_of, refuse, told
from backprop_web.terminal_worksheet import students

MOST = 500
"""So many papers are more than any class has students, and as much as platforms like to take at once."""
DESCRIPTION = """\
Write the exercise of FILE for a course platform: as a package of QTI 2.1, with qti3 of QTI 3.0, as Moodle XML for a
question bank, or as a SCORM 1.2 package, 9 MB: the exercise as in a page, which reports the score. The drawings are in
all of them, with texts that stand for them. Without --count or --students the questions have the numbers of
the author's own paper. With one of them there are as many papers, of which the platform gives each student one; of a
list it takes the numbers, and no name. The same exercise gives the same bytes."""
EXAMPLES = """\
  backprop export two-order --to qti --out exercise.zip
  backprop export two-order --to moodle --count 20 --out exercise.xml
  backprop export exercise.yaml --to moodle --students list.csv --out exercise.xml
  backprop export exercise.yaml --to scorm --out exercise.zip"""
DRAWN_IN_THE_PAGE = "--to is scorm: leave --count and --students out, since readers draw numbers in the page"
AUTHORS_OWN = [0]


def command(arguments: Sequence[str]) -> int:
    """Write the file; the result is the exit code, 2 where something has to be mended first."""
    given = reader().parse_args(arguments)
    source = terminal_sources.source(given.file, given.lang)
    try:
        if given.out == HERE and sys.stdout.isatty():
            raise ValueError(
                SPEECH.said("the output is -, which is this terminal: name a file, such as --out exercise.zip")
            )
        made = FORMATS[given.to](source.read(), _numbers(given))
    except FigureError as error:
        return refuse(told(error.problems, source.file, source.before))
    except ModuleNotFoundError as error:
        return refuse([SPEECH.said(PICTURES, name=error.name)])
    except SpecificationError:
        raise
    except ValueError as problem:
        return refuse([str(problem)])
    if given.out == HERE:
        sys.stdout.flush()
        sys.stdout.buffer.write(made)
    else:
        Path(given.out).write_bytes(made)
    return 0


def _qti(read: Document, numbers: Sequence[int]) -> bytes:
    from backprop_web.courses import qti, questions

    return qti.package(questions.papers(read, numbers))


def _qti3(read: Document, numbers: Sequence[int]) -> bytes:
    from backprop_web.courses import qti3, questions

    return qti3.package(questions.papers(read, numbers))


def _moodle(read: Document, numbers: Sequence[int]) -> bytes:
    from backprop_web.courses import moodle, questions

    return moodle.quiz(questions.papers(read, numbers))


def _scorm(read: Document, numbers: Sequence[int]) -> bytes:
    from backprop_web.courses import scorm

    if numbers != AUTHORS_OWN:
        raise ValueError(SPEECH.said(DRAWN_IN_THE_PAGE))
    return scorm.package(read)


FORMATS: dict[str, Callable[[Document, Sequence[int]], bytes]] = {
    "qti": _qti,
    "qti3": _qti3,
    "moodle": _moodle,
    "scorm": _scorm,
}
"""Imported when they are asked for, since the packages for pictures may be missing."""


def _numbers(given: argparse.Namespace) -> list[int]:
    """Those of the papers that are asked for."""
    if given.students:
        numbers = [student.number for student in students(given.students)]
        if not 1 <= len(numbers) <= MOST:
            said = SPEECH.said(
                "{file} has {count} students: list 1 to {most}", file=given.students, count=len(numbers), most=MOST
            )
            raise ValueError(said)
        return numbers
    if given.count is None:
        return AUTHORS_OWN
    if not 1 <= given.count <= MOST:
        said = SPEECH.said("--count is {count}: give a whole number from 1 to {most}", count=given.count, most=MOST)
        raise ValueError(said)
    return list(range(1, given.count + 1))


def reader() -> argparse.ArgumentParser:
    """Of its arguments."""
    parser = reader_of("export", DESCRIPTION, EXAMPLES)
    terminal_sources.add_to(parser)
    parser.add_argument("--to", required=True, choices=sorted(FORMATS), help="what the platform reads")
    parser.add_argument("--out", required=True, metavar="FILE", help="where to write; - prints, which a pipe needs")
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--count", type=int, metavar="N", help="so many papers, the first with number 1")
    how.add_argument("--students", metavar="FILE", help="a paper for each line of a list, as for worksheet")
    return parser
