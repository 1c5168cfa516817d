"""Where commands have an exercise from: a file of YAML, a Markdown page, or the collection in this package."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path

from backprop.errors import SpecificationError
from backprop.terminal.files import HERE, text_of
from backprop.terminal.reader import Reader
from backprop.terminal.speech import language
from backprop_web import document, fences, languages
from backprop_web.document import Document
from backprop_web.problems import FigureError
from backprop_web.terminal import SPEECH

COLLECTION = Path(__file__).with_name("collection")
"""A page for each language, as `tools.exercises` writes them of the site's."""
PART = "#"
"""Between a page and the name of one of its exercises, as in an address."""
EXERCISE = "the exercise"
WHICH = "put # and the name of one behind it: {names}"
NOT_THERE = "{file} has these: {names}"
MEANT = "no file and no exercise of the collection is called so: did you mean {name}?"
UNKNOWN = "no file and no exercise of the collection is called so: backprop exercises lists their names"
FILE = "the exercise: a name of backprop exercises, a file of YAML, or PAGE.md#NAME; - reads it here"

LANG = "the language that it speaks where it says none (for a name by default that of the terminal)"


@dataclass(frozen=True, slots=True)
class Source:
    """The YAML of an exercise, the `file` that has it, after how many lines of it, and the language that it speaks
    where it does not say one."""

    text: str
    file: str
    before: int = 0
    language: str = ""

    def read(self) -> Document:
        """What it says. Raises FigureError."""
        found = document.read(self.text)
        if self.language:
            found.mapping.setdefault("lang", self.language)
        return found

    @property
    def name(self) -> str:
        """Its name, nothing where it cannot be read."""
        return _name(self.text)


@lru_cache(maxsize=256)
def _name(text: str) -> str:
    """Kept, because all of a collection are asked for theirs again and again, and YAML is slow to read."""
    try:
        return str(document.read(text).mapping.get("name", ""))
    except FigureError:
        return ""


def add_to(parser: Reader, told: str = FILE, nargs: str | None = None) -> None:
    """Let a command take an exercise, and the language that it is to speak."""
    parser.add_argument("file", metavar="FILE", nargs=nargs, help=told)
    known = sorted(page.stem for page in COLLECTION.glob("*.md"))
    parser.add_argument("--lang", choices=known, help=LANG)


def source(where: str, lang: str | None = None) -> Source:
    """The exercise there. Raises SpecificationError where there is none, or more than one."""
    file, _, name = where.partition(PART) if not Path(where).is_file() else (where, "", "")
    if file != HERE and not Path(file).exists() and _is_a_word(where):
        return _of_collection(where, lang)
    found = list(sources(file, lang))
    if not name and len(found) == 1:
        return found[0]
    names = {each.name: each for each in found}
    if name in names:
        return names[name]
    told = SPEECH.said(NOT_THERE if name else WHICH, file=file, names=", ".join(names))
    raise SpecificationError(SPEECH.said(EXERCISE), where, told)


def sources(file: str, lang: str | None = None) -> Iterator[Source]:
    """The exercises of a page, or the one that a file holds."""
    text = text_of(file)
    own = lang or fences.language(text)
    found = [Source(each.source, file, each.line, own and languages.nearest(own)) for each in fences.exercises(text)]
    yield from found or [Source(text, file, language=lang or "")]


def collection(lang: str | None = None) -> list[Source]:
    """That of a language, by default of the terminal's, or of the nearest that there is."""
    page = COLLECTION / f"{languages.nearest(lang or language())}.md"
    return [replace(each, file=each.name, before=0) for each in sources(str(page))]


def _is_a_word(where: str) -> bool:
    """What could be a name, and looks like no file."""
    return bool(where) and not set(where) & set("./\\#")


def _of_collection(name: str, lang: str | None) -> Source:
    names = {each.name: each for each in collection(lang)}
    if name in names:
        return names[name]
    near = get_close_matches(name, names, n=1)
    remedy = SPEECH.said(MEANT, name=near[0]) if near else SPEECH.said(UNKNOWN)
    raise SpecificationError(SPEECH.said(EXERCISE), name, remedy)
