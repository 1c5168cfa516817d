"""Papers of an exercise as a course platform gets them: what is given, a picture with its alternative, the tasks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from backprop.exercise import sheets
from backprop_web import exercises, languages
from backprop_web.courses import style
from backprop_web.courses.alternative import alternative
from backprop_web.courses.pictures import small
from backprop_web.courses.portable import Portable, portable
from backprop_web.courses.shared import Shared, shared
from backprop_web.document import Document
from backprop_web.engine import Asked


class Painter:
    """Makes small pictures of drawings, each once and only where it is asked for: the questions of a paper have one in
    common, and where many papers are one question, none of theirs is shown."""

    def __init__(self) -> None:
        self._style, self._made = style.any_style(), dict[str, bytes]()

    def picture(self, drawing: str) -> bytes:
        """A PNG."""
        if drawing not in self._made:
            self._made[drawing] = small(self._style.picture(drawing).png())
        return self._made[drawing]


@dataclass(frozen=True)
class Question:
    """A task of a paper, with its `place` there, from 1, and what all tasks of the paper are about: `given`, which is
    HTML, and the `drawing`, with the text that stands for it."""

    place: int
    carried: Portable
    given: str
    drawing: str = field(repr=False)
    alternative: str
    asked: Asked = field(repr=False)
    painter: Painter = field(repr=False)

    @property
    def picture(self) -> bytes:
        """The drawing as a PNG."""
        return self.painter.picture(self.drawing)

    @cached_property
    def shared(self) -> Shared | None:
        """What it may have in common with questions of other papers."""
        with self.asked.made.drawn.specification.spoken():
            return shared(self.asked.made, self.carried, self.drawing)

    @property
    def bare_alternative(self) -> str:
        """The text that stands for the picture without its numbers."""
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
    painter = Painter()
    for number in numbers:
        yield _paper(exercises.asked(read, language, {}, number), number, painter)


def language_of(read: Document) -> str:
    """What the exercise speaks."""
    return languages.nearest(str(read.mapping.get("lang", languages.DEFAULT)))


def _paper(asked: Asked, number: int, painter: Painter) -> Paper:
    with asked.made.drawn.specification.spoken():
        drawing, given = sheets.drawing(asked.made), sheets.given(asked.made)
        carried = portable(asked.made)
    told = f"{asked.title}. {alternative(asked.made)}"
    questions = (Question(place, each, given, drawing, told, asked, painter) for place, each in enumerate(carried, 1))
    return Paper(asked.name, asked.title, asked.language, number, asked.code, tuple(questions))
