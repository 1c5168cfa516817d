"""Sheets of exercises as PDF: their HTML, typeset, with the drawing as a picture."""

from __future__ import annotations

from html import escape

from backprop.exercise import sheets
from backprop_web.courses.alternative import alternative
from backprop_web.courses.questions import any_style
from backprop_web.engine import Asked
from backprop_web.typesetting import Press, body

SMALL = "#set text(size: 9pt)\n"
"""A key of a class is long, and nobody writes on it."""


class Printing:
    """What prints them; fonts and style are read once."""

    def __init__(self) -> None:
        self._press, self._style = Press(), any_style()

    def sheet(self, asked: Asked, content: str) -> bytes:
        """The sheet of a paper, whose HTML is `content`."""
        with asked.made.drawn.specification.spoken():
            drawing = sheets.drawing(asked.made)
        typeset = body(content, f"{asked.title}. {alternative(asked.made)}")
        return self._press.pdf(asked.title, asked.language, typeset, self._style.picture(drawing).png())

    def key(self, title: str, language: str, parts: str) -> bytes:
        """All keys, whose HTML is `parts`."""
        typeset = body(f"<h1>{escape(title)}</h1>{parts}")
        return self._press.pdf(title, language, f"{SMALL}{typeset}")
