"""A class set of an exercise: a sheet with numbers of its own for each student, and one key, as files of a folder.

A file is written whole or not at all, and left alone where it is as it should be: a run that was stopped goes on where
it was. The same list and exercise give the same bytes. Names stand in the sheets, and in no name of a file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from backprop_web import engine, exercises, finished, languages, whole
from backprop_web.assets import add
from backprop_web.document import Document
from backprop_web.engine import Asked
from backprop_web.hashes import short_hash
from backprop_web.site import Settings, Site
from backprop_web.tags import style_tag

STYLES = ("math", "style", "exercise")
FONT = "font"
KEY = "key.html"
KEPT = ".parts"


@dataclass(frozen=True, slots=True)
class Student:
    """Who gets the paper with this number."""

    name: str
    number: int


Told = Callable[[int, int], None]


def write(read: Document, language: str, students: Sequence[Student], folder: Path, told: Told) -> int:
    """Write the sheets and the key into `folder`; how many sheets were made anew. `told` gets how many are there, and
    how many there will be. Raises FigureError."""
    folder.mkdir(parents=True, exist_ok=True)
    files = Site(Settings(live=False)).runtime.files
    for role in (*STYLES, FONT):
        if role in files:
            add(folder, files[role])
    tags = "".join(style_tag(files[role], "") for role in STYLES if role in files)
    made_by = (engine.digest(), languages.digest(), finished.package())
    stamp = short_hash(repr((sorted(read.mapping.items()), language, made_by, tags)).encode())
    whole_mark = _mark(f"{stamp} {students}")
    if _is_done(folder / KEY, whole_mark) and all((folder / sheet_name(each)).is_file() for each in students):
        return 0
    made = 0
    for place, student in enumerate(students, 1):
        made += _sheet(read, language, student, folder, tags, stamp)
        told(place, len(students))
    _key(read, language, students, folder, tags, whole_mark)
    return made


def _mark(text: str) -> str:
    """By what stands at its end a file is known to be as it should be."""
    return f"<!-- {short_hash(text.encode())} -->\n"


def _is_done(path: Path, mark: str) -> bool:
    return path.is_file() and path.read_text("utf-8").endswith(mark)


def sheet_name(student: Student) -> str:
    """The file of a sheet."""
    return f"sheet-{student.number:06}.html"


def _sheet(read: Document, language: str, student: Student, folder: Path, tags: str, stamp: str) -> bool:
    """Whether it had to be made."""
    sheet, part = folder / sheet_name(student), folder / KEPT / f"{student.number:06}.html"
    mark = _mark(f"{stamp} {student}")
    if part.is_file() and _is_done(sheet, mark):
        return False
    asked = exercises.asked(read, language, {}, student.number)
    part.parent.mkdir(exist_ok=True)
    _replace(part, f'<section class="bp-exercise"><h2>{_head(student, asked.code)}</h2>{asked.key}</section>\n')
    _replace(sheet, whole.page(escape(asked.title), asked.language, tags, _content(asked, student)) + mark)
    return True


def _content(asked: Asked, student: Student) -> str:
    name = escape(languages.controls(asked.language)["student"].format(name=student.name))
    return (
        f'<main class="bp-exercise"><p class="bp-exercise-title">{escape(asked.title)}</p>'
        f'<p class="bp-student">{name}</p><div class="bp-paper">{asked.questions}</div></main>'
    )


def _key(read: Document, language: str, students: Sequence[Student], folder: Path, tags: str, mark: str) -> None:
    """All keys in one file, from what each sheet has left of its own, which is taken away."""
    parts = "".join(_parts(students, folder))
    title = escape(f"{read.mapping.get('title', '')}: {languages.controls(language)['key_of']}")
    _replace(folder / KEY, whole.page(title, language, tags, f"<main><h1>{title}</h1>{parts}</main>") + mark)
    for part in (folder / KEPT).iterdir():
        part.unlink()
    (folder / KEPT).rmdir()


def _parts(students: Sequence[Student], folder: Path) -> Iterator[str]:
    for student in students:
        yield (folder / KEPT / f"{student.number:06}.html").read_text("utf-8")


def _head(student: Student, code: str) -> str:
    return f"{student.number} {escape(student.name)} <code>{escape(code)}</code>"


def _replace(path: Path, text: str) -> None:
    unfinished = path.with_name(f"{path.name}.unfinished")
    unfinished.write_text(text, encoding="utf-8", newline="\n")
    unfinished.replace(path)
