"""Numbers of a figure quoted in prose: {{ one-two-one: dL/dw11 }} becomes what the figure shows.

`backprop one-two-one: dL/dw11`, as code, is the same, for pages on which double braces are taken: by the plugin
macros, by Jinja, by Liquid.

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

from backprop_web.page import HiddenError, QuoteError
from backprop_web.site import Logger
from mkdocs_backprop.place import Place

PATTERN = r"\{\{\s*([a-z][a-z0-9-]*):\s*([^{}\n]+?)\s*\}\}"
CODE = r"(?<![\\`])(`+)(?!`)(.+?)(?<!`)\1(?!`)"
IN_CODE = re.compile(r"backprop\s+([a-z][a-z0-9-]*):\s*(\S[^\n]*?)\s*")
BEFORE_EMPHASIS = 187
BEFORE_CODE = 191
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
        md.inlinePatterns.register(_QuotingAsCode(CODE, self), "bp-quote-as-code", BEFORE_CODE)

    def find(self, figure: str, name: str, source: str) -> str | None:
        """The number `name` of `figure` as text; a warning and None where there is none."""
        try:
            return self.place.page.number(figure, name)
        except QuoteError as error:
            if figure in self.place.page.broken:
                # One mistake, one warning: that of the figure, on this page, however often it is quoted.
                self.logger.debug(f"{self.place.line_of(source)}: {error}")
                return None
            self._warn(error, self.place.line_of(source), figure)
            return None

    def _warn(self, error: QuoteError, place: str, figure: str) -> None:
        if figure not in self.place.page.quotable or isinstance(error, HiddenError):
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
        return self._quoted(found, found)

    def _quoted(
        self, what: re.Match[str], found: re.Match[str]
    ) -> tuple[ElementTree.Element | None, int | None, int | None]:
        """The number that `what` names in the place of all that was `found`."""
        number = self.quotes.find(what[1], what[2], found[0])
        if number is None:
            return None, None, None
        element = ElementTree.Element(
            "span", {"class": "bp-quote", "translate": "no", "data-quote": f"{what[1]}: {what[2]}"}
        )
        element.text = number
        return element, found.start(), found.end()


class _QuotingAsCode(_Quoting):
    """Finds every piece of code, so that what only looks like one within another is none."""

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, found: re.Match[str], data: str
    ) -> tuple[ElementTree.Element | None, int | None, int | None]:
        what = IN_CODE.fullmatch(found[2]) if found[1] == "`" else None
        return self._quoted(what, found) if what else (None, None, None)
