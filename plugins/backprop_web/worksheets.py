"""A class set of an exercise: a sheet with numbers of its own for each student, and one key, as files of a folder.

A file is written whole or not at all, and left alone where it is as it should be: a run that was stopped goes on where
it was. The same list and exercise give the same bytes. Names stand in the sheets, and in no name of a file. All of it
is HTML and, where it is asked for, PDF. A large class is written by all processors.
"""

from __future__ import annotations

import signal
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from html import escape
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

from backprop.exercise.sheets import key
from backprop_web import ahead, engine, exercises, finished, languages, whole
from backprop_web.assets import add
from backprop_web.document import Document
from backprop_web.engine import Asked
from backprop_web.hashes import short_hash
from backprop_web.site import Settings, Site
from backprop_web.tags import style_tag

if TYPE_CHECKING:
    from backprop_web.printing import Printing

STYLES = ("math", "style", "exercise")
FONT = "font"
KEY = "key.html"
KEPT = ".parts"
PRINTED = ".pdf"
FEWEST = 16
"""For fewer sheets a process is not worth its start."""


@dataclass(frozen=True, slots=True)
class Student:
    """Who gets the paper with this number."""

    name: str
    number: int
    line: int = field(default=0, compare=False, repr=False)
    """Where the list has it, by which nothing of a sheet is known."""


@dataclass(frozen=True, slots=True)
class Order:
    """What all sheets of a class have in common: the exercise, its language, where they go, what stands in the head of
    each, and the `stamp` of all that they are made of."""

    read: Document
    language: str
    folder: Path
    tags: str
    stamp: str


Told = Callable[[int, int], None]


def write(
    read: Document,
    language: str,
    students: Sequence[Student],
    folder: Path,
    told: Told,
    printing: Printing | None = None,
) -> int:
    """Write the sheets and the key into `folder`; how many sheets were made anew. `told` gets how many are there, and
    how many there will be; `printing` makes PDFs of them, too. Raises FigureError."""
    folder.mkdir(parents=True, exist_ok=True)
    files = Site(Settings(live=False)).runtime.files
    for role in (*STYLES, FONT):
        if role in files:
            add(folder, files[role])
    tags = "".join(style_tag(files[role], "") for role in STYLES if role in files)
    made_by = (engine.digest(), languages.digest(), finished.package())
    is_printed = printing is not None
    # A font that is given or was installed since makes other PDFs where characters were missing.
    fonts = _printed_in(printing, students) if printing else None
    stamp = short_hash(repr((sorted(read.mapping.items()), language, made_by, tags, fonts)).encode())
    whole_mark = _mark(f"{stamp} {students}")
    sheets = [folder / sheet_name(each) for each in students]
    if _is_done(folder / KEY, whole_mark) and all(_is_there(each, is_printed) for each in (folder / KEY, *sheets)):
        return 0
    order, made = Order(read, language, folder, tags, stamp), 0
    with closing(_sheets(order, students, printing)) as written:
        for place, is_new in enumerate(written, 1):
            made += is_new
            told(place, len(students))
    _key(order, students, whole_mark, printing)
    return made


def _printed_in(printing: Printing, students: Sequence[Student]) -> tuple[str, str]:
    """What there is to say about the fonts of PDFs: a font of the teacher's own, and the characters that none has."""
    own = short_hash(printing.font.read_bytes()) if printing.font else ""
    return own, printing.missing("".join(student.name for student in students))


def _sheets(order: Order, students: Sequence[Student], printing: Printing | None) -> Generator[bool]:
    """Whether each had to be made, in their order."""
    processes = min(ahead.processors(), len(students) // FEWEST)
    if processes < 2:
        yield from (_sheet(order, student, printing) for student in students)
        return
    # A fork of a process with threads may hang.
    pool = ProcessPoolExecutor(
        processes, get_context("spawn"), _begin, (order, printing is not None, printing.font if printing else None)
    )
    try:
        yield from pool.map(_in_process, students)
    finally:
        pool.shutdown(cancel_futures=True)


_own: tuple[Order, Printing | None]
"""What a process that writes sheets was told when it began."""


def _begin(order: Order, is_printed: bool, font: Path | None) -> None:
    """The one that asked decides what happens when somebody stops it."""
    global _own
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if is_printed:
        from backprop_web.printing import Printing
    _own = order, Printing(font) if is_printed else None


def _in_process(student: Student) -> bool:
    order, printing = _own
    return _sheet(order, student, printing)


def _mark(text: str) -> str:
    """By what stands at its end a file is known to be as it should be."""
    return f"<!-- {short_hash(text.encode())} -->\n"


def _is_done(path: Path, mark: str) -> bool:
    return path.is_file() and path.read_text("utf-8").endswith(mark)


def sheet_name(student: Student) -> str:
    """The file of a sheet."""
    return f"sheet-{student.number:06}.html"


def _is_there(path: Path, is_printed: bool) -> bool:
    return path.is_file() and (not is_printed or path.with_suffix(PRINTED).is_file())


def _sheet(order: Order, student: Student, printing: Printing | None) -> bool:
    """Whether it had to be made."""
    sheet, part = order.folder / sheet_name(student), order.folder / KEPT / f"{student.number:06}.html"
    mark = _mark(f"{order.stamp} {student}")
    if part.is_file() and _is_done(sheet, mark) and _is_there(sheet, printing is not None):
        return False
    asked = exercises.asked(order.read, order.language, {}, student.number)
    part.parent.mkdir(exist_ok=True)
    section = (
        f'<section class="bp-exercise"><h2>{_head(student, asked.code)}</h2>{key(asked.made, compact=True)}</section>'
    )
    _replace(part, f"{_answers(student, asked)}\n{section}\n")
    content = _content(asked, student)
    _print(sheet, printing.sheet(asked, content) if printing else None)
    _replace(sheet, whole.page(escape(asked.title), asked.language, order.tags, content) + mark)
    return True


def _content(asked: Asked, student: Student) -> str:
    name = escape(languages.controls(asked.language)["student"].format(name=student.name))
    return (
        f'<main class="bp-exercise"><p class="bp-exercise-title">{escape(asked.title)}</p>'
        f'<p class="bp-student">{name}</p><div class="bp-paper">{asked.questions}</div></main>'
    )


def _key(order: Order, students: Sequence[Student], mark: str, printing: Printing | None) -> None:
    """All keys in one file, from what each sheet has left of its own, which is taken away."""
    folder, language = order.folder, order.language
    rows, parts = zip(*_parts(students, folder), strict=True) if students else ((), ())
    body = f"{_table(rows, language)}{''.join(parts)}"
    plain = f"{order.read.mapping.get('title', '')}: {languages.controls(language)['key_of']}"
    title = escape(plain)
    _print(folder / KEY, printing.key(plain, language, body) if printing else None)
    _replace(folder / KEY, whole.page(title, language, order.tags, f"<main><h1>{title}</h1>{body}</main>") + mark)
    for part in (folder / KEPT).iterdir():
        part.unlink()
    (folder / KEPT).rmdir()


def _parts(students: Sequence[Student], folder: Path) -> Iterator[tuple[str, str]]:
    """The row of the table and the ways of each sheet."""
    for student in students:
        row, _, ways = (folder / KEPT / f"{student.number:06}.html").read_text("utf-8").partition("\n")
        yield row, ways


def _answers(student: Student, asked: Asked) -> str:
    """The sheet in a row."""
    who = f'<th scope="row">{student.number}</th><td>{escape(student.name)}</td>'
    return f"<tr>{who}{''.join(f'<td>{escape(task.answer)}</td>' for task in asked.made.tasks)}</tr>"


def _table(rows: Sequence[str], language: str) -> str:
    """All answers in sight, before the ways to them."""
    if not rows:
        return ""
    words, count = languages.controls(language), rows[0].count("<td>") - 1
    names = (words["key_sheet"], words["key_name"], *(f"{place}." for place in range(1, count + 1)))
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in names)
    return (
        f'<div class="bp-exercise"><table class="bp-key-table"><thead><tr>{head}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table></div>"
    )


def _head(student: Student, code: str) -> str:
    return f"{student.number} {escape(student.name)} <code>{escape(code)}</code>"


def _print(path: Path, made: bytes | None) -> None:
    """The PDF beside an HTML file; where none is asked for, one of other numbers must not stay there."""
    if made is None:
        path.with_suffix(PRINTED).unlink(missing_ok=True)
    else:
        _replace(path.with_suffix(PRINTED), made)


def _replace(path: Path, content: str | bytes) -> None:
    unfinished = path.with_name(f"{path.name}.unfinished")
    unfinished.write_bytes(content.encode() if isinstance(content, str) else content)
    unfinished.replace(path)
