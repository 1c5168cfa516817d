"""`backprop grade FILE.csv`: the result codes that a class handed in, as a table."""

from __future__ import annotations

import argparse
import csv
import io
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from backprop.chance import VERSION
from backprop.columns import aligned
from backprop.errors import SpecificationError
from backprop.exercise.codes import PER_POINT, Result, read_result, read_sheet
from backprop.extras import extra
from backprop.terminal.describing import one_of
from backprop.terminal.lists import CODES, cells, listed
from backprop.terminal.reader import Reader
from backprop.terminal.repairing import is_like_a_code, slip_in
from backprop.terminal.slips import NAMES
from backprop.terminal.speech import SPEECH

DESCRIPTION = (
    "Read result codes, and tabulate them: points, time and slips, with a mark where a code has a slip of the pen, was "
    "handed in twice, or says what cannot be, and where a paper comes more than once. The exit code is 1 where "
    "something is marked. A code proves nothing against intent: all that makes it is in the page, and so in "
    "everybody's hands."
)
EXAMPLES = """\
  backprop grade codes.csv
  backprop grade codes.csv --csv > marks.csv
  backprop grade codes.csv --sheet two-order.v1.s207.n0.XXXX
  backprop grade codes.csv --exercise two-order
with codes.csv:
  name,code
  Ada,two-order.v1.s207.n23.p175.of3.t312.forgot-biases1.XXXX"""
CODE = "code"
HEADS = ("name", "exercise", "paper", "points", "of", "seconds", "slips", "mark")
NOTHING = "nothing handed in: ask for the result code"
NO_CODE = "no result code, but other text: ask for the line that the page shows at the end"
OF_PAPER = "the code of the paper, not of the result: ask for the one that is there when all questions are done"
ONE_PLACE = (
    "a slip of the pen in one place: sign {place} is {wrong}, and with {right} the checksum is right; compare it "
    "with the original"
)
# What a sentence has around a code: words with a colon, quotation marks, a full stop.
_AROUND = re.compile(r"""^(?:[^\d:]*:\s)?[\s"'“„«(\[]*|[\s.,;!?"'”“»)\]]+$""")
MISWRITTEN = "a slip of the pen in more than one place: let it be copied again"
COPIED, TWICE = "the same code as {others}", "the same paper as {others}"
IMPOSSIBLE = "more points than the tasks have"
OTHER_VERSION = "version {version} of the numbers that chance gives, not {own}"
OTHER_PAPER = "another paper than those of {name} with seed {seed}"
OTHER_TASKS = "another number of tasks than {tasks}"
PROOF = (
    "A code says which paper it is of and what the page counted, and a checksum finds slips of the pen; it does not "
    "prove who worked, or that anybody did."
)
MARKED = 1


@dataclass(frozen=True, slots=True)
class Handed:
    """What a line of the file has: who handed in what, and what is odd about it."""

    name: str
    result: Result | None
    text: str = ""
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Set:
    """The exercise that was to be done, and how many tasks it has, where that is known."""

    name: str
    seed: int
    tasks: int | None = None


def command(arguments: Sequence[str]) -> int:
    """Print the table; 1 where a line is marked."""
    given = reader().parse_args(list(arguments))
    own = _sheet(given.sheet) if given.sheet else _exercise(given.exercise) if given.exercise else None
    handed = list(_handed(given.file))
    handed = [replace(each, marks=tuple(_marks(each, handed, own))) for each in handed]
    sys.stdout.write(_as_csv(handed) if given.format else _as_text(handed))
    return MARKED if any(each.marks for each in handed) else 0


def reader() -> argparse.ArgumentParser:
    """Of its arguments."""
    made = Reader("grade", DESCRIPTION, EXAMPLES)
    made.add_argument(
        "file",
        metavar="FILE",
        help="a list with name and code, parted by commas, semicolons or tabs; - reads it here",
    )
    which = made.add_mutually_exclusive_group()
    which.add_argument(
        "--sheet", metavar="CODE", help="the code of a sheet of the exercise; codes of others are marked"
    )
    which.add_argument(
        "--exercise",
        metavar="FILE",
        help="the exercise, as worksheet takes it; codes of others, or of other tasks, are marked",
    )
    one_of(made, [("csv", "as comma-separated values")])
    return made


def _sheet(code: str) -> Set:
    if (sheet := read_sheet(code)) is None:
        raise SpecificationError("--sheet", code, "copy the code from a sheet of the exercise once more")
    return Set(sheet.name, sheet.seed)


def _exercise(file: str) -> Set:
    if (read := extra("exercise")) is None:
        raise SpecificationError("--exercise", file, "install mkdocs-backprop, which reads YAML, or give a --sheet")
    return Set(*read(file))


def _handed(file: str) -> Iterator[Handed]:
    found = listed(file)
    column = found.column(CODES)
    if column is None:
        first = ",".join(found.heads) or "empty"
        raise SpecificationError(f"line 1 of {file}", first, "begin with a line of heads: name,code")
    who = found.names() or [at for at in range(len(found.heads)) if at != column][:1] or [column]
    if len(found.heads) > len(who) + 1:
        print(found.told({"name": who, "code": [column]}), file=sys.stderr)
    for _, row in found.rows:
        text = _AROUND.sub("", cells(row, [column]))
        yield Handed(cells(row, who), read_result(text), text)


def _marks(each: Handed, handed: Sequence[Handed], own: Set | None) -> Iterator[str]:
    """What is odd about one of them, each as a sentence in English."""
    result = each.result
    if result is None:
        yield _unreadable(each.text)
        return
    others = [other for other in handed if other is not each and other.result and other.result.sheet == result.sheet]
    if copies := [other.name for other in others if other.result == result]:
        yield COPIED.format(others=", ".join(copies))
    again = [other.name for other in others if other.result != result]
    # The paper with number 0 is the one that the page begins with, which everybody has.
    if again and result.sheet.number:
        yield TWICE.format(others=", ".join(again))
    if result.points > PER_POINT * result.tasks:
        yield IMPOSSIBLE
    if result.sheet.version != VERSION:
        yield OTHER_VERSION.format(version=result.sheet.version, own=VERSION)
    if own and (result.sheet.name, result.sheet.seed) != (own.name, own.seed):
        yield OTHER_PAPER.format(name=own.name, seed=own.seed)
    elif own and own.tasks not in (None, result.tasks):
        yield OTHER_TASKS.format(tasks=own.tasks)


def _unreadable(text: str) -> str:
    """Why it is no result, and what to do about it."""
    if not text:
        return NOTHING
    if read_sheet(text):
        return OF_PAPER
    if slip := slip_in(text):
        return ONE_PLACE.format(place=slip.place, wrong=slip.wrong, right=slip.right)
    return MISWRITTEN if is_like_a_code(text) else NO_CODE


def _row(each: Handed) -> tuple[str, ...]:
    """All but the mark."""
    if each.result is None:
        return (each.name, *[""] * (len(HEADS) - 2))
    sheet, result = each.result.sheet, each.result
    slips = ", ".join(f"{name} {count}" for name, count in result.slips.items())
    points = f"{result.points / PER_POINT:g}"
    return (each.name, sheet.name, str(sheet.number), points, str(result.tasks), str(result.seconds), slips)


def _worded(each: Handed) -> tuple[str, ...]:
    """The same with its slips in words, which programs do not need."""
    *cells, slips = _row(each)
    return (*cells, _in_words(each.result.slips) if each.result else slips)


def _in_words(slips: Mapping[str, int]) -> str:
    return ", ".join(f"{SPEECH.said(NAMES.get(name, name))} ({count})" for name, count in slips.items())


def _as_csv(handed: Sequence[Handed]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADS)
    rows = [(*_row(each), "; ".join(each.marks)) for each in handed]
    # A cell that begins with one of these is a command to programs that calculate.
    writer.writerows([[f"'{cell}" if cell.startswith(("=", "+", "-", "@")) else cell for cell in row] for row in rows])
    return text.getvalue()


def _as_text(handed: Sequence[Handed]) -> str:
    slips: Counter[str] = Counter()
    for each in handed:
        slips.update(each.result.slips if each.result else {})
    often = _in_words(dict(slips.most_common()))
    told = [(*_worded(each), "; ".join(map(SPEECH.said, each.marks))) for each in handed]
    whole = SPEECH.said("slips of the class: {slips}", slips=often or SPEECH.said("none"))
    return "\n".join([*aligned([tuple(map(SPEECH.said, HEADS)), *told]), whole, SPEECH.said(PROOF)]) + "\n"
