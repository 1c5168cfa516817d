"""Papers of an exercise as a course platform gets them: what is given, a picture with its alternative, the tasks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from backprop.exercise import sheets
from backprop_web import exercises, languages
from backprop_web.courses.alternative import alternative
from backprop_web.courses.pictures import small
from backprop_web.courses.portable import Portable, portable
from backprop_web.courses.shared import Shared, shared
from backprop_web.document import Document
from backprop_web.engine import Asked
from backprop_web.picture import Style
from backprop_web.site import Settings, Site

KIND = "bp-exercise"


@dataclass(frozen=True)
class Question:
    """A task of a paper, with its `place` there, from 1, and what all tasks of the paper are about: `given`, which is
    HTML, and the `picture`, a PNG, with the text that stands for it."""

    place: int
    carried: Portable
    given: str
    picture: bytes
    alternative: str
    asked: Asked = field(repr=False)
    style: Style = field(repr=False)

    @cached_property
    def shared(self) -> Shared | None:
        """What it may have in common with questions of other papers."""
        with self.asked.made.drawn.specification.spoken():
            return shared(self.asked.made, self.carried, sheets.drawing(self.asked.made))

    @cached_property
    def bare(self) -> bytes:
        """The picture without its numbers, for all questions of which the shared part is the same."""
        assert self.shared
        return small(self.style.picture(self.shared.drawing).png())

    @property
    def bare_alternative(self) -> str:
        """The text that stands for it."""
        return f"{self.asked.title}. {alternative(self.asked.made, bare=True)}"


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
    style = any_style()
    for number in numbers:
        yield _paper(exercises.asked(read, language, {}, number), number, style)


def language_of(read: Document) -> str:
    """What the exercise speaks."""
    return languages.nearest(str(read.mapping.get("lang", languages.DEFAULT)))


def _paper(asked: Asked, number: int, style: Style) -> Paper:
    with asked.made.drawn.specification.spoken():
        drawing, given = sheets.drawing(asked.made), sheets.given(asked.made)
        carried = portable(asked.made)
    picture, told = small(style.picture(drawing).png()), f"{asked.title}. {alternative(asked.made)}"
    questions = (Question(place, each, given, picture, told, asked, style) for place, each in enumerate(carried, 1))
    return Paper(asked.name, asked.title, asked.language, number, asked.code, tuple(questions))


def any_style() -> Style:
    """What any figure is drawn in, which is read once for all papers."""
    site = Site(Settings(live=False))
    site.page(KIND).figure({"name": "any", "title": "any", "network": [1, 1]})
    return Style(site.stage())
