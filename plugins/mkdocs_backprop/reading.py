"""All that reads Markdown, as one: the fence, the formulas and the quoted numbers of the file being rendered."""

from __future__ import annotations

import re
from html import escape

from backprop_web.page import Page
from backprop_web.site import Logger
from mkdocs_backprop.fence import FigureFence
from mkdocs_backprop.mathml import Formulas
from mkdocs_backprop.place import Place
from mkdocs_backprop.quotes import PATTERN, Quotes

WITHIN_CODE = "its fence is part of the indented code above it: leave a line empty between them"
NO_JINJA = "Macro Syntax Error"
"""What the plugin macros puts in the place of a whole page, with the line that it could not read."""


class Reading:
    """Knows for all of them which file is rendered, and which page it makes."""

    def __init__(self, logger: Logger, *, narrow: bool = False) -> None:
        """`narrow`: as of a fence."""
        self.logger = logger
        self.fence = FigureFence(logger, narrow=narrow)
        self.formulas, self.quotes = Formulas(logger), Quotes(logger)

    def open(self, name: str, text: str, page: Page) -> None:
        """Say that the file `name`, which holds `text`, is rendered from now on, into `page`."""
        self._at(Place(name, text, page))
        self.fence.warn_of_unread()

    def require_quotes(self, html: str) -> None:
        """Warn of quoted numbers that never came here, because something before took the double braces."""
        place = self.fence.place
        for match in re.finditer(PATTERN, place.text):
            if (match[0] not in html or NO_JINJA in html) and f'data-quote="{match[1]}: ' not in html:
                self.logger.warning(
                    f"{place.line_of(match[0])}: {match[0]} was taken by another plugin before it could be read: "
                    f"write `backprop {match[1]}: {match[2]}`, as code"
                )

    def require_shown(self, html: str) -> None:
        """Warn of a figure or an exercise that was read, and that Markdown has put back as the text that it was.

        Where its fence is indented, it was to be shown as text.
        """
        place = self.fence.place
        page = place.page
        for name in [*(each.name for each in page.figures), *(each.name for each in page.exercises)]:
            # To compile a pattern of its own for each figure would take longer than to read one.
            if f'id="{escape(name)}"' in html:
                continue
            if written := re.search(rf"^name:[ \t]*{re.escape(name)}[ \t]*$", place.text, re.MULTILINE):
                line = place.text.count("\n", 0, written.start()) + 1
                self.logger.warning(f"{place.name}, line {line}: {name} was read and is not in the page: {WITHIN_CODE}")

    def close(self, anchors: set[str]) -> set[str]:
        """All ids of the page that was rendered: `anchors`, the host's, and those of its figures.

        What is rendered before the next file is opened (an excerpt, say) belongs to none.
        """
        place = self.fence.place
        self._at(Place())
        for taken in sorted(anchors & place.page.ids):
            self.logger.warning(
                f"{place.name}: the id {taken} is that of a heading or link and of a figure: "
                "choose another name for the figure, or write `{ #another-id }` at the heading"
            )
        return anchors | place.page.ids

    def _at(self, place: Place) -> None:
        self.fence.place = self.formulas.place = self.quotes.place = place
