"""`backprop grade FILE.csv`: the result codes that a class handed in, as a table."""

from __future__ import annotations

import argparse
import csv
import io
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from backprop.columns import aligned
from backprop.errors import SpecificationError
from backprop.exercise.codes import PER_POINT, Result, read_result
from backprop.terminal.describing import one_of, text_of
from backprop.terminal.reader import Reader
from backprop.terminal.speech import SPEECH

DESCRIPTION = (
    "Read result codes, and tabulate them: points, time and slips, with a mark where a code has a slip of the pen or a "
    "paper comes more than once. The exit code is 1 where something is marked. A code proves nothing against intent: "
    "all that makes it is in the page, and so in everybody's hands."
)
EXAMPLES = """\
  backprop grade codes.csv
  backprop grade codes.csv --csv > marks.csv
with codes.csv:
  name,code
  Ada,two-order.v1.s207.n23.p175.of3.t312.forgot-biases1.XXXX"""
CODE = "code"
HEADS = ("name", "exercise", "paper", "points", "of", "seconds", "slips", "mark")
UNREADABLE, TWICE = "not a code: ask for it again", "the same paper as {others}"
MARKED = 1


@dataclass(frozen=True, slots=True)
class Handed:
    """What a line of the file has: who handed in what."""

    name: str
    result: Result | None


def command(arguments: Sequence[str]) -> int:
    """Print the table; 1 where a line is marked."""
    given = reader().parse_args(list(arguments))
    handed = list(_handed(text_of(given.file), given.file))
    rows = list(_rows(handed))
    sys.stdout.write(_as_csv(rows) if given.format else _as_text(rows, handed))
    return MARKED if any(row[-1] for row in rows) else 0


def reader() -> argparse.ArgumentParser:
    """Of its arguments."""
    made = Reader("grade", DESCRIPTION, EXAMPLES)
    made.add_argument(
        "file", metavar="FILE", help="comma-separated values with the columns name and code; - reads them here"
    )
    one_of(made, [("csv", "as comma-separated values")])
    return made


def _handed(text: str, file: str) -> Iterator[Handed]:
    first = text.partition("\n")[0]
    lines = csv.DictReader(io.StringIO(text), delimiter=";" if ";" in first and "," not in first else ",")
    heads = {(head or "").strip().lower(): head for head in lines.fieldnames or ()}
    if CODE not in heads:
        raise SpecificationError(f"line 1 of {file}", first, "begin with a line of heads: name,code")
    who = heads.get("name") or next((head for head in heads.values() if head != heads[CODE]), heads[CODE])
    for line in lines:
        if (code := (line[heads[CODE]] or "").strip()) or (line[who] or "").strip():
            yield Handed((line[who] or "").strip(), read_result(code))


def _rows(handed: Sequence[Handed]) -> Iterator[tuple[str, ...]]:
    for each in handed:
        if each.result is None:
            yield (each.name, *[""] * (len(HEADS) - 2), UNREADABLE)
            continue
        sheet, result = each.result.sheet, each.result
        others = [other.name for other in handed if other is not each and other.result and other.result.sheet == sheet]
        # The paper with number 0 is the one that the page begins with, which everybody has.
        mark = TWICE.format(others=", ".join(others)) if others and sheet.number else ""
        points = f"{result.points / PER_POINT:g}"
        slips = ", ".join(f"{name} {count}" for name, count in result.slips.items())
        yield (each.name, sheet.name, str(sheet.number), points, str(result.tasks), str(result.seconds), slips, mark)


def _as_csv(rows: Sequence[tuple[str, ...]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADS)
    # A cell that begins with one of these is a command to programs that calculate.
    writer.writerows([[f"'{cell}" if cell.startswith(("=", "+", "-", "@")) else cell for cell in row] for row in rows])
    return text.getvalue()


def _as_text(rows: Sequence[tuple[str, ...]], handed: Sequence[Handed]) -> str:
    slips: Counter[str] = Counter()
    for each in handed:
        slips.update(each.result.slips if each.result else {})
    often = ", ".join(f"{name} {count}" for name, count in slips.most_common())
    heads = tuple(map(SPEECH.said, HEADS))
    told = [(*row[:-1], SPEECH.said(row[-1])) for row in rows]
    whole = SPEECH.said("slips of the class: {slips}", slips=often or SPEECH.said("none"))
    return "\n".join([*aligned([heads, *told]), whole]) + "\n"
