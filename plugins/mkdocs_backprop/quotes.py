"""Numbers of a figure quoted in prose: {{ one-two-one: dL/dw11 }} becomes what the figure shows.

A quoted number is worked out by the engine when the site is built, so text and figure cannot drift
apart. The figure may stand before or after the text, on the same page.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable
from difflib import get_close_matches
from xml.etree import ElementTree

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor

from mkdocs_backprop.fence import Logger
from mkdocs_backprop.place import Page

PATTERN = r"\{\{\s*([a-z][a-z0-9-]*):\s*([^{}\n]+?)\s*\}\}"
BEFORE_EMPHASIS = 187
MOST_NAMED = 3
# A figure has a hundred and more: a warning that named them all would hide what it says.
IN_FULL = "every name that can be quoted is in the log at the level DEBUG, as `mkdocs build --verbose` shows it"


class Quotes(Extension):
    """Python-Markdown extension; fences are read before inline text, so all figures are known."""

    def __init__(self, logger: Logger | None = None) -> None:
        super().__init__()
        self.logger = logger or logging.getLogger("mkdocs_backprop")
        self.page = Page()

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802, the name that Markdown calls
        md.inlinePatterns.register(_Quoting(PATTERN, self), "bp-quote", BEFORE_EMPHASIS)

    def find(self, figure: str, name: str, source: str) -> str | None:
        """The number `name` of `figure` as text; a warning and None where there is none."""
        figures = self.page.quotable
        if figure not in figures:
            others = f"the figures of this page are {', '.join(figures)}" if figures else "draw it on this page"
            self._warn(source, f"figure {figure} of a quoted number", f"{_nearest(figure, figures)}{others}")
            return None
        numbers = figures[figure]()
        if name not in numbers:
            self._warn(source, f"quoted number {name} of {figure}", f"{_nearest(name, numbers)}{IN_FULL}")
            self.logger.debug(f"{figure} has these numbers: {'; '.join(numbers)}")
            return None
        return numbers[name]

    def _warn(self, source: str, what: str, remedy: str) -> None:
        self.logger.warning(f"{self.page.line_of(source)}: the {what} is unknown: {remedy}")


class _Quoting(InlineProcessor):
    def __init__(self, pattern: str, quotes: Quotes) -> None:
        super().__init__(pattern)
        self.quotes = quotes

    def handleMatch(  # type: ignore[override]  # noqa: N802, the name that Markdown calls
        self, found: re.Match[str], data: str
    ) -> tuple[ElementTree.Element | None, int | None, int | None]:
        number = self.quotes.find(found[1], found[2], found[0])
        if number is None:
            return None, None, None
        element = ElementTree.Element("span", {"class": "bp-quote", "data-quote": f"{found[1]}: {found[2]}"})
        element.text = number
        return element, found.start(), found.end()


def _nearest(wrong: str, known: Iterable[str]) -> str:
    """A question with what is spelled most like `wrong`; empty where nothing is."""
    close = get_close_matches(wrong, list(known), n=MOST_NAMED)
    return f"did you mean {' or '.join(close)}? " if close else ""
