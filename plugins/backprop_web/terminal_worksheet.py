"""`backprop worksheet FILE`: sheets of an exercise for a class, and the key."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from backprop.errors import SpecificationError
from backprop.exercise.papers import LARGEST_NUMBER
from backprop.terminal.lists import NUMBERS, Listed, cells, listed
from backprop_web import document, engine, exercises, languages, terminal_sources, worksheets
from backprop_web.problems import FigureError
from backprop_web.terminal import SPEECH, progress, reader_of, refuse, told
from backprop_web.worksheets import Student

if TYPE_CHECKING:
    from backprop_web.printing import Printing

PRINTING = (
    "PDF needs further packages: run pip install brotli cssselect2 fonttools resvg-py tinycss2 typst "
    "({name} is missing)"
)
SHEETS = "{count} sheets in {folder}, {made} of them new, and {key}"
SHEET = "1 sheet in {folder}, {made} new, and {key}"
TO_PRINT = "to print them all on both sides of the paper: {file}; on one side: the sheets' own files"
NO_FONT = "--font is {font}: give the file of a font, TTF, OTF or TTC"
OF_TITLE = "the title of the exercise"
BOXES = "{place}: no font here has {signs}"
MORE_BOXES = "so it is in {count} more lines"
FONTS = (
    "a PDF has boxes there: give --font FILE, a font that has these characters, such as one of the Noto fonts, or hand "
    "out the HTML sheets, for which browsers have fonts"
)
MOST_TOLD = 8
DESCRIPTION = """\
Write a sheet with numbers of its own for each student, and one key, as HTML, and with --pdf as PDF, too. FILE is the
name of an exercise of the collection, or has what stands in a fence `exercise`. Names stay on this machine; they stand
in the sheets and in no file's name. A run that was stopped goes on where it was. The same list and the same exercise
give the same bytes."""
EXAMPLES = """\
  backprop worksheet two-order --students list.csv --out sheets/
  backprop worksheet exercise.yaml --students list.csv --pdf
  backprop worksheet two-order --students list.csv --code two-order.v1.s207.n23.XXXX
with list.csv, in which number may be left out:
  name,number
  Ada,1"""

MISWRITTEN = "the code is {code}: it has a slip of the pen; copy it from the sheet again"
OF_ANOTHER = "the code is {code}: it is of {name} with seed {seed}, and FILE is {own_name} with {own_seed}"
NAMELESS = (
    "a code says no name: the sheet has a line for it; give --students FILE, the list of the class, and it is there"
)
NOT_LISTED = "the code is {code}: number {number} is not in the list; give the list of that class"
NO_NAME = "line 1 of {file} is {first}: begin with a line of heads that has name"
NO_NUMBER = "number in line {line} of {file} is {number}: give a whole number from 1 to {most}"
TAKEN = "number in line {line} of {file} is {number}, as in line {other}: give another"


def command(arguments: Sequence[str]) -> int:
    """Write the sheets; the result is the exit code, 2 where something has to be mended first."""
    made_by = reader()
    given = made_by.parse_args(arguments)
    if not given.code and not given.students:
        made_by.error("one of the arguments --students --code is required")
    source = terminal_sources.source(given.file, given.lang)
    try:
        read = source.read()
        language = languages.nearest(str(read.mapping.get("lang", languages.DEFAULT)))
        whom = list(students(given.students)) if given.students else []
        if given.code:
            whom = [_of_code(given.code, read, whom if given.students else None)]
        printing = _printing(given.font) if given.pdf or given.font else None
        if printing:
            _warn(printing, whom, read, given.students or "")
        folder = Path(given.out)
        if given.code:
            # Beside the sheets of the class its own key and a sheet without a name would take the place of theirs.
            folder /= worksheets.sheet_name(whom[0]).partition(".")[0]
        made = worksheets.write(read, language, whom, folder, progress, printing)
    except SpecificationError:
        raise
    except FigureError as error:
        return refuse(told(error.problems, source.file, source.before))
    except ModuleNotFoundError as error:
        return refuse([SPEECH.said(PRINTING, name=error.name)])
    except ValueError as problem:
        return refuse([str(problem)])
    written = {"count": len(whom), "folder": folder, "made": made, "key": worksheets.KEY}
    print(SPEECH.said(SHEET if len(whom) == 1 else SHEETS, **written))
    if printing and len(whom) > 1:
        print(SPEECH.said(TO_PRINT, file=worksheets.CLASS))
    return 0


def _printing(font: str | None) -> Printing:
    """Imported when it is asked for, since its packages may be missing. Raises ValueError for what is no font."""
    from backprop_web.printing import Printing
    from backprop_web.typesetting import NoFontError

    try:
        return Printing(Path(font) if font else None)
    except NoFontError as problem:
        raise ValueError(SPEECH.said(NO_FONT, font=font)) from problem


def _warn(printing: Printing, whom: Sequence[Student], read: document.Document, file: str) -> None:
    """Say in which lines of the list, or that in the title, characters are for which PDFs have boxes."""
    title = str(read.mapping.get("title", ""))
    missing = printing.missing(title + "".join(student.name for student in whom))
    written = [(SPEECH.said(OF_TITLE), title), *((_line(each, file), each.name) for each in whom)]
    found = [
        SPEECH.said(BOXES, place=place, signs=", ".join(dict.fromkeys(signs)))
        for place, text in written
        if (signs := [sign for sign in text if sign in missing])
    ]
    more = [SPEECH.said(MORE_BOXES, count=len(found) - MOST_TOLD)] if len(found) > MOST_TOLD else []
    refuse([*found[:MOST_TOLD], *more, SPEECH.said(FONTS)] if found else [])


def _line(student: Student, file: str) -> str:
    return SPEECH.said("line {line} of {file}", line=student.line, file=file) if student.line else student.name


def _of_code(code: str, read: document.Document, listed: Sequence[Student] | None) -> Student:
    """Whose sheet a code names, by a list; without one the sheet has a line for the name. Raises ValueError."""
    sheet = engine.sheet(code)
    if sheet is None:
        raise ValueError(SPEECH.said(MISWRITTEN, code=code))
    name, seed = read.mapping.get("name"), read.mapping.get("seed", 1)
    if sheet[:2] != (name, seed):
        other = {"name": sheet[0], "seed": sheet[1], "own_name": name, "own_seed": seed}
        raise ValueError(SPEECH.said(OF_ANOTHER, code=code, **other))
    if listed is None:
        print(SPEECH.said(NAMELESS), file=sys.stderr)
        return Student("", sheet[2])
    found = next((student for student in listed if student.number == sheet[2]), None)
    if found is None:
        raise ValueError(SPEECH.said(NOT_LISTED, code=code, number=sheet[2]))
    return found


def exercise(file: str) -> tuple[str, int, int]:
    """For `backprop grade`: name and seed of an exercise, and how many tasks it has. Raises SpecificationError."""
    source = terminal_sources.source(file)
    try:
        made = exercises.asked(source.read(), languages.DEFAULT, {}).made
    except FigureError as error:
        first = error.problems[0]
        place = f"{first.key}, line {source.before + first.line} of {source.file},"
        raise SpecificationError(place, first.value, first.remedy) from error
    return made.exercise.name, made.exercise.seed, len(made.tasks)


def students(file: str) -> Iterator[Student]:
    """Those of a list. Raises ValueError for one that cannot be read."""
    found = listed(file)
    who = found.names()
    numbers = next((at for at in found.columns(NUMBERS) if not _has_ids(found, at)), None)
    if not who:
        raise ValueError(SPEECH.said(NO_NAME, file=file, first=",".join(found.heads)))
    print(found.told({"name": who, "number": [] if numbers is None else [numbers]}), file=sys.stderr)
    taken: dict[int, int] = {}
    for place, (line, row) in enumerate(found.rows, 1):
        written = str(place) if numbers is None else cells(row, [numbers])
        if not written.isdecimal() or not 1 <= int(written) <= LARGEST_NUMBER:
            raise ValueError(SPEECH.said(NO_NUMBER, line=line, file=file, number=written, most=LARGEST_NUMBER))
        number = int(written)
        if number in taken:
            raise ValueError(SPEECH.said(TAKEN, line=line, file=file, number=number, other=taken[number]))
        taken[number] = line
        yield Student(cells(row, who), number, line)


def _has_ids(found: Listed, column: int) -> bool:
    """Whether a column has numbers that are too long for papers, under a head that says of what they are, such as
    Matrikel-Nr: they belong to the students, and no sheet is to show them."""
    written = [cells(row, [column]) for _, row in found.rows]
    is_plain = found.heads[column].lower().strip(".") in NUMBERS
    return not is_plain and any(each.isdecimal() and int(each) > LARGEST_NUMBER for each in written)


def reader() -> argparse.ArgumentParser:
    """Of its arguments."""
    parser = reader_of("worksheet", DESCRIPTION, EXAMPLES)
    terminal_sources.add_to(parser)
    parser.add_argument(
        "--students",
        metavar="FILE",
        help="a list with name, perhaps number, parted by commas, semicolons or tabs; - reads it here",
    )
    parser.add_argument(
        "--code",
        metavar="CODE",
        help="the code of one sheet, which is made again, with the name in a list if one is given",
    )
    parser.add_argument("--pdf", action="store_true", help="make a PDF of each, too, and class.pdf of all to print")
    parser.add_argument(
        "--font", metavar="FILE", help="with --pdf, the file of a font for names that the usual one cannot write"
    )
    parser.add_argument("--out", metavar="FOLDER", default="sheets", help="where to write (default: %(default)s)")
    return parser
