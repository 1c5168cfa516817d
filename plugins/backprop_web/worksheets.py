"""A class set of an exercise: a sheet with numbers of its own for each student, and one key, as files of a folder.

A file is written whole or not at all, and left alone where it is as it should be: a run that was stopped goes on where
it was. The same list and exercise give the same bytes. Names stand in the sheets, and in no name of a file. All of it
is HTML and, where it is asked for, PDF. A large class is written by all processors.
"""

from __future__ import annotations

import signal
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from html import escape
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

from backprop_web import ahead, class_key, engine, exercises, finished, languages, whole
from backprop_web.assets import add
from backprop_web.document import Document
from backprop_web.engine import Asked
from backprop_web.hashes import short_hash
from backprop_web.site import Settings, Site
from backprop_web.tags import style_tag

if TYPE_CHECKING:
    from backprop_web.printing import Printing, Typeset

STYLES = ("math", "style", "exercise")
FONT = "font"
KEY, WAYS = "key.html", "key-ways.html"
"""Of the ways there is a PDF alone."""
CLASS = "class.pdf"
"""All sheets, which nobody has to open one by one to print them."""
KEPT = ".parts"
PRINTED, TYPESET, DRAWN = ".pdf", ".typ", ".png"
LINE = "_" * 32
"""Where somebody writes a name."""
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
    last = [(folder / WAYS).with_suffix(PRINTED), *([folder / CLASS] if len(students) > 1 else [])]
    is_whole = not is_printed or all(each.is_file() for each in last)
    if (
        is_whole
        and _is_done(folder / KEY, whole_mark)
        and all(_is_there(each, is_printed) for each in (folder / KEY, *sheets))
    ):
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
    sheet, part = order.folder / sheet_name(student), order.folder / KEPT / f"{student.number:06}.json"
    mark = _mark(f"{order.stamp} {student}")
    if part.is_file() and _is_done(sheet, mark) and _is_there(sheet, printing is not None):
        return False
    asked = exercises.asked(order.read, order.language, {}, student.number)
    part.parent.mkdir(exist_ok=True)
    _replace(part, class_key.row(student.number, student.name, asked).kept())
    content = _content(asked, student)
    typeset = printing.typeset(asked, content, part.with_suffix(DRAWN).name) if printing else None
    if typeset:
        _keep(part, typeset)
    _print(sheet, printing.sheets(asked.title, asked.language, [typeset]) if printing and typeset else None)
    _replace(sheet, whole.page(escape(asked.title), asked.language, order.tags, content) + mark)
    return True


def _keep(part: Path, typeset: Typeset) -> None:
    """Until the sheets of the class are printed together."""
    _replace(part.with_suffix(TYPESET), typeset.body)
    _replace(part.with_suffix(DRAWN), typeset.picture)


def _kept(part: Path) -> Typeset:
    from backprop_web.printing import Typeset

    drawn = part.with_suffix(DRAWN)
    return Typeset(part.with_suffix(TYPESET).read_text("utf-8"), drawn.name, drawn.read_bytes())


def _content(asked: Asked, student: Student) -> str:
    name = escape(languages.controls(asked.language)["student"].format(name=student.name or LINE))
    return (
        f'<main class="bp-exercise"><h1 class="bp-exercise-title">{escape(asked.title)}</h1>'
        f'<p class="bp-student">{name}</p><div class="bp-paper">{asked.questions}</div></main>'
    )


def _key(order: Order, students: Sequence[Student], mark: str, printing: Printing | None) -> None:
    """All keys in one file, from what each sheet has left of its own, which is taken away. On paper the ways, of which
    there are many pages, are a document of their own."""
    folder, language = order.folder, order.language
    parts = [folder / KEPT / f"{student.number:06}.json" for student in students]
    rows = [class_key.read(part.read_text("utf-8")) for part in parts]
    ways, words, title = class_key.ways(rows), languages.controls(language), order.read.mapping.get("title", "")
    after = "" if str(title).endswith(("?", "!", ".")) else ":"
    short, whole_title = (f"{title}{after} {words[name]}" for name in ("key", "key_of"))
    _print(folder / KEY, printing.key(short, language, class_key.table(rows, language)) if printing else None)
    _print(folder / WAYS, printing.ways(whole_title, language, ways) if printing else None)
    together = printing.sheets(str(title), language, [*map(_kept, parts)]) if printing and len(parts) > 1 else None
    _print(folder / CLASS, together)
    body = f"<main><h1>{escape(whole_title)}</h1>{class_key.table(rows, language, linked=True)}{ways}</main>"
    _replace(folder / KEY, whole.page(escape(whole_title), language, order.tags, body) + mark)
    for part in (folder / KEPT).iterdir():
        part.unlink()
    (folder / KEPT).rmdir()


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
