"""Numbers of a figure quoted in prose: {{ one-two-one: dL/dw11 }} becomes what the figure shows.

A quoted number is worked out by the engine when the site is built, so text and figure cannot drift
apart. The figure may stand before or after the text, on the same page.
"""

from __future__ import annotations

import logging
import re
from xml.etree import ElementTree

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor

from backprop_web.page import QuoteError
from backprop_web.site import Logger
from mkdocs_backprop.place import Place

PATTERN = r"\{\{\s*([a-z][a-z0-9-]*):\s*([^{}\n]+?)\s*\}\}"
BEFORE_EMPHASIS = 187
# A figure has a hundred and more: a warning that named them all would hide what it says.
IN_FULL = "every name that can be quoted is in the log at the level DEBUG, as `mkdocs build --verbose` shows it"


class Quotes(Extension):
    """Python-Markdown extension; fences are read before inline text, so all figures are known."""

    def __init__(self, logger: Logger | None = None) -> None:
        super().__init__()
        self.logger = logger or logging.getLogger("mkdocs_backprop")
        self.place = Place()

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802, the name that Markdown calls
        md.inlinePatterns.register(_Quoting(PATTERN, self), "bp-quote", BEFORE_EMPHASIS)

    def find(self, figure: str, name: str, source: str) -> str | None:
        """The number `name` of `figure` as text; a warning and None where there is none."""
        try:
            return self.place.page.number(figure, name)
        except QuoteError as error:
            self._warn(error, self.place.line_of(source), figure)
            return None

    def _warn(self, error: QuoteError, place: str, figure: str) -> None:
        if figure not in self.place.page.quotable:
            self.logger.warning(f"{place}: {error}")
            return
        self.logger.warning(f"{place}: the {error.what} is unknown: {error.question}{IN_FULL}")
        self.logger.debug(f"{figure} has these numbers: {'; '.join(error.known)}")


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
        element = ElementTree.Element(
            "span", {"class": "bp-quote", "translate": "no", "data-quote": f"{found[1]}: {found[2]}"}
        )
        element.text = number
        return element, found.start(), found.end()
