"""Papers of an exercise as a course platform gets them: what is given, a picture with its alternative, the tasks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as Tree

from backprop.exercise import sheets
from backprop_web import exercises, languages
from backprop_web.courses.portable import Portable, portable
from backprop_web.document import Document
from backprop_web.engine import Asked
from backprop_web.picture import Picture, dressed, rules
from backprop_web.site import Settings, Site

KIND = "bp-exercise"


@dataclass(frozen=True, slots=True)
class Question:
    """A task of a paper, with its `place` there, from 1, and what all tasks of the paper are about: `given`, which is
    HTML, and the `picture`, a PNG, with the text that stands for it."""

    place: int
    carried: Portable
    given: str
    picture: bytes
    alternative: str


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper by its `number` and `code`; `name` and `title` are those of the exercise."""

    name: str
    title: str
    language: str
    number: int
    code: str
    questions: tuple[Question, ...]


def papers(read: Document, numbers: Sequence[int]) -> Iterator[Paper]:
    """The papers with these numbers. Raises FigureError with all that is wrong with the exercise."""
    language = language_of(read)
    pictures = Pictures()
    for number in numbers:
        yield _paper(exercises.asked(read, language, {}, number), number, pictures)


def language_of(read: Document) -> str:
    """What the exercise speaks."""
    return languages.nearest(str(read.mapping.get("lang", languages.DEFAULT)))


def _paper(asked: Asked, number: int, pictures: Pictures) -> Paper:
    with asked.made.drawn.specification.spoken():
        drawing, given = sheets.drawing(asked.made), sheets.given(asked.made)
        carried = portable(asked.made)
    picture, alternative = pictures.of(drawing), f"{asked.title}. {_label(drawing)}"
    questions = (Question(place, each, given, picture, alternative) for place, each in enumerate(carried, 1))
    return Paper(asked.name, asked.title, asked.language, number, asked.code, tuple(questions))


def _label(drawing: str) -> str:
    return next(svg.attrib.get("aria-label", "") for svg in Tree.fromstring(f"<div>{drawing}</div>").iter("svg"))


class Pictures:
    """Makes pictures, for which the style sheets are read once."""

    def __init__(self) -> None:
        site = Site(Settings(live=False))
        site.page(KIND).figure({"name": "any", "title": "any", "network": [1, 1]})
        staged = site.stage()
        self._rules = rules(staged)
        self._font = next((asset.content for asset in staged if asset.name.endswith(".woff2")), None)

    def of(self, drawing: str) -> bytes:
        """PNG, which every platform shows, with the letters of formulas in it."""
        return Picture(dressed(drawing, self._rules), self._font).png()
