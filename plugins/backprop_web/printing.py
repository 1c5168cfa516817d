"""Sheets of exercises as PDF: their HTML, typeset, with the drawing as a picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from backprop.exercise import sheets
from backprop_web.courses.alternative import alternative
from backprop_web.courses.style import any_style
from backprop_web.engine import Asked
from backprop_web.typesetting import NEXT, Press, body

COLUMNS = "#set page(columns: 2, margin: 15mm)\n#show math.equation: set text(size: 8pt)\n"
SMALL = "#set text(size: 9pt)\n"
"""A key of a class is long, and nobody writes on it."""


@dataclass(frozen=True, slots=True)
class Typeset:
    """A sheet as Typst has it, and its drawing, by the name that it has there."""

    body: str
    name: str
    picture: bytes


class Printing:
    """What prints them; fonts, that in the file `font` among them, and style are read once. Raises NoFontError."""

    def __init__(self, font: Path | None = None) -> None:
        self.font, self._press, self._style = font, Press(font), any_style(on_paper=True)

    def missing(self, text: str) -> str:
        """The characters of a text that no font has, for which boxes would be printed."""
        return self._press.missing(text)

    def typeset(self, asked: Asked, content: str, name: str) -> Typeset:
        """The sheet of a paper, whose HTML is `content`."""
        with asked.made.drawn.specification.spoken():
            drawing = sheets.drawing(asked.made)
        typeset = body(content, name, f"{asked.title}. {alternative(asked.made)}")
        return Typeset(typeset, name, self._style.picture(drawing).png())

    def sheets(self, title: str, language: str, made: Sequence[Typeset]) -> bytes:
        """Sheets as one document, each on paper of its own."""
        pictures = {each.name: each.picture for each in made}
        return self._press.pdf(title, language, NEXT.join(each.body for each in made), pictures)

    def key(self, title: str, language: str, table: str) -> bytes:
        """The answers of a class, whose HTML is `table`."""
        return self._press.pdf(title, language, f"{SMALL}{_below(title, table)}")

    def ways(self, title: str, language: str, ways: str) -> bytes:
        """The ways to them, side by side, as few pages as can be read."""
        return self._press.pdf(title, language, f"{SMALL}{COLUMNS}{_below(title, ways)}")


def _below(title: str, html: str) -> str:
    return body(f"<h1>{escape(title)}</h1>{html}")
