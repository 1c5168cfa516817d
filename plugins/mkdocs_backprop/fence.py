"""The ```backprop fence: a SuperFences formatter for any host of Python-Markdown.

Elsewhere than in MkDocs, name it in the host's configuration of `pymdownx.superfences`:

    custom_fences:
      - name: backprop
        class: bp-figure
        format: !!python/name:mkdocs_backprop.fence.format_figure
        validator: !!python/name:mkdocs_backprop.fence.validate_figure

SuperFences shows a fence as code, without a word, when its formatter raises or its validator
refuses. So nothing here does either: what an author can mend is a WARNING, what only a programmer
can mend is an ERROR with its traceback, and both leave a placeholder in the page.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from markdown import Markdown

from backprop_web import messages
from backprop_web.page import FigureError
from backprop_web.problems import Problem, placeholder, shown
from backprop_web.site import Logger
from mkdocs_backprop.place import Place
from mkdocs_backprop.unread import unread

LANGUAGE, SANDBOX, EXERCISE = "backprop", "backprop-sandbox", "exercise"
OPENED = re.compile(
    r"^(?P<indent>[ \t>]*)(?P<fence>`{3,}|~{3,})[ \t]*\{?[ \t]*\.?(?:backprop|backprop-sandbox)[ \t}]*\n"
    r"(?P<body>.*?)^(?P=indent)(?P=fence)[ \t]*$",
    re.DOTALL | re.MULTILINE,
)
NAMES = (LANGUAGE, SANDBOX, EXERCISE)
BUG = "the engine failed on this figure; this is a fault of the program, not of the page"


def sources(markdown: str) -> Iterator[str]:
    """What stands in the fences of a file, as far as a look at its lines tells; SuperFences may find others."""
    for found in OPENED.finditer(markdown):
        lines = found["body"].splitlines()
        yield "\n".join(line.removeprefix(found["indent"]) for line in lines)


class FigureFence:
    """Turns fences into figures; `place` is the file that the host is rendering.

    With `narrow`, there stands of each figure of a page with a name what a search reads, until the host puts the whole
    in its place: so Markdown has not to carry drawings from one pass over the page to the next.
    """

    def __init__(self, logger: Logger | None = None, *, narrow: bool = False) -> None:
        self.logger, self.narrow = logger or logging.getLogger("mkdocs_backprop"), narrow
        self.place = Place()
        self.others: Collection[str] = ()

    def custom_fences(self) -> list[dict[str, object]]:
        """The entries for SuperFences' option `custom_fences`."""
        mine = {"class": "bp-figure", "format": self.format, "validator": self.validate, "reset": self.reset}
        return [{"name": name, **mine} for name in NAMES]

    def warn_of_unread(self) -> None:
        """Of what was meant for a figure, and never comes here."""
        for each in unread(self.place.text, NAMES, self.others):
            message = messages.message(each, self.place.page.language)
            self.logger.warning(f"{self.place.position(each.line, 0)}: {message}")

    def reset(self, md: Markdown) -> None:
        """Start a page anew for a host that renders one after the other and names none."""
        if not self.place.name:
            self.place = Place()

    def validate(
        self,
        language: str,
        inputs: dict[str, str],
        options: dict[str, Any],
        attrs: dict[str, str],
        md: Markdown,
    ) -> bool:
        """Accept every option, so that `format` can say what is wrong with it."""
        options.update(inputs)
        return True

    def format(
        self,
        source: str,
        language: str,
        class_name: str,
        options: dict[str, Any],
        md: Markdown,
        **header: object,
    ) -> str:
        """The figure's HTML, or a placeholder that says what is wrong; never raises."""
        line = self.place.locate(source, language)
        try:
            return self._figure(source, language, _on_the_fence_line(options, header), line)
        except FigureError as error:
            return self._refuse(error.problems, line, source)
        except Exception:
            message = f"{self.place.position(line, 0)}: {BUG}"
            self.logger.exception(message)
            return placeholder([message], source)

    def _figure(self, source: str, language: str, misplaced: dict[str, str], line: int | None) -> str:
        if misplaced:
            raise FigureError([_misplaced(key, value) for key, value in misplaced.items()])
        page = self.place.page
        if language == SANDBOX:
            return page.sandbox(source)
        if source in self.place.drawn:
            return self.place.drawn[source]
        if language != EXERCISE and self.narrow and self.place.name:
            return page.enter(source).narrow
        figure = self._exercise(source, line) if language == EXERCISE else page.figure(source)
        if not self.place.name:
            self.place.drawn[source] = figure
        return figure

    def _exercise(self, source: str, line: int | None) -> str:
        level = self.place.level(line)
        return self.place.page.exercise(source, **({"level": level} if level else {}))

    def _refuse(self, problems: Sequence[Problem], line: int | None, source: str) -> str:
        language = self.place.page.language
        told = [f"{self.place.position(line, each.line)}: {messages.message(each, language)}" for each in problems]
        for each in told:
            self.logger.warning(each)
        return placeholder(told, source, messages.headline(language))


def _on_the_fence_line(options: dict[str, Any], header: dict[str, Any]) -> dict[str, str]:
    identifier = {"id": header["id_value"]} if header.get("id_value") else {}
    classes = {"class": " ".join(header["classes"])} if header.get("classes") else {}
    return {**options, **identifier, **classes}


def _misplaced(key: str, value: object) -> Problem:
    remedy = "write it inside the fence, as a line such as `name: one-two-one`"
    return Problem(key, f"{shown(value)}, on the line that opens the fence", remedy, 0)


_figures = FigureFence()
format_figure = _figures.format
validate_figure = _figures.validate
