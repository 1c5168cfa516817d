"""Figures in the pages of a site that is built, by whatever generator: marked blocks of code become figures
and exercises.

Around them nothing changes, not a byte. A page with a mistake stays as it was, whole, and a page without a block, too:
to render a site twice is to render it once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from urllib import parse

from backprop_web import ahead, keys, languages
from backprop_web.assets import way_up
from backprop_web.blocks import EXERCISE, LANGUAGE, Block, Found, Quote, find
from backprop_web.page import FigureError, Page, QuoteError
from backprop_web.problems import Problem
from backprop_web.site import Site

NOT_TEXT = "the page is not UTF-8: have the generator write its pages in UTF-8"


@dataclass(frozen=True, slots=True)
class Part:
    """What stands from `start` to `end` of a page from now on."""

    start: int
    end: int
    html: str


@dataclass(slots=True)
class Rendered:
    """What came of a site: so many `figures` in so many `pages`, and the mistakes, each with file and line."""

    figures: int = 0
    pages: int = 0
    mistakes: list[str] = field(default_factory=list)


def render(folder: Path, site: Site) -> Rendered:
    """Put figures into every page below `folder`, and beside the pages what they need."""
    rendered = Rendered()
    pages = list(_with_figures(folder, rendered))
    tasks = (
        (block.source, _language(found), site.live)
        for _, _, found in pages
        for block in found.blocks
        if block.language == LANGUAGE
    )
    ahead.draw(site.figures, tasks, site.logger)
    for path, html, found in pages:
        _page(folder, path, html, found, site, rendered)
    keys.forget_others(folder)
    site.figures.cache.prune()
    return rendered


def _with_figures(folder: Path, rendered: Rendered) -> Iterator[tuple[Path, str, Found]]:
    for path in sorted(folder.rglob("*.html")):
        try:
            html = path.read_bytes().decode()
        except UnicodeDecodeError:
            rendered.mistakes.append(f"{path}: {NOT_TEXT}")
            continue
        found = find(html)
        rendered.mistakes += [f"{path}, line {each.line}: {each}" for each in found.unread]
        if found.blocks:
            yield path, html, found


def _language(found: Found) -> str:
    return languages.nearest(found.language or languages.DEFAULT)


def _page(folder: Path, path: Path, html: str, found: Found, site: Site, rendered: Rendered) -> None:
    name = path.relative_to(folder).as_posix()
    own, page = site.alone(name, _language(found), parse.quote(name))
    drawing = Drawing(page, found)
    if drawing.mistakes:
        rendered.mistakes += [f"{path}, line {line}: {said}" for line, said in sorted(drawing.mistakes)]
        return
    drawing.before_the_first(own.finish(page, way_up(name), folder))
    path.write_bytes(replaced(html, drawing.parts).encode())
    rendered.figures += len(found.blocks)
    rendered.pages += 1


class Drawing:
    """What was found in a page, drawn: the `parts` to put there, or the `mistakes`, each with its line."""

    def __init__(self, page: Page, found: Found) -> None:
        self.page, self.found = page, found
        self.parts: list[Part] = []
        self.mistakes: list[tuple[int, str]] = []
        for block in found.blocks:
            self._draw(block)
        for quote in found.quotes:
            self._number(quote)

    def before_the_first(self, tags: str) -> None:
        """Put the tags of the page before its first figure."""
        first = self.parts[0]
        self.parts[0] = Part(first.start, first.end, tags + first.html)

    def _draw(self, block: Block) -> None:
        before = set(self.page.ids)
        try:
            is_asked = block.language == EXERCISE
            html = self.page.exercise(block.source) if is_asked else self.page.figure(block.source)
            made = self.page.exercises[-1] if is_asked else self.page.figures[-1]
            self._require_free(made.name, self.page.ids - before)
        except FigureError as error:
            self.mistakes += [(_line(block, each.line), str(each)) for each in error.problems]
        else:
            self.parts.append(Part(block.start, block.end, html))

    def _require_free(self, name: str, ids: Iterable[str]) -> None:
        if taken := sorted(self.found.ids.intersection(ids)):
            remedy = f"something else in the page has the id {taken[0]}; choose another name"
            raise FigureError([Problem("name", name, remedy, 1)])

    def _number(self, quote: Quote) -> None:
        if not (quote.is_sure or quote.figure in self.page.quotable):
            return  # double braces of somebody else
        try:
            number = self.page.number(quote.figure, quote.number)
        except QuoteError as error:
            self.mistakes.append((quote.line, str(error)))
            return
        name = escape(f"{quote.figure}: {quote.number}")
        html = f'<span class="bp-quote" translate="no" data-quote="{name}">{escape(number)}</span>'
        self.parts.append(Part(quote.start, quote.end, html))


def _line(block: Block, line: int) -> int:
    """The line of the page of a line of the block."""
    return block.lines[min(max(line, 1), len(block.lines)) - 1]


def replaced(html: str, parts: Iterable[Part]) -> str:
    """The text with the parts in their places, and all else as it was."""
    return "".join(_pieces(html, sorted(parts, key=lambda part: part.start)))


def _pieces(html: str, parts: Iterable[Part]) -> Iterator[str]:
    end = 0
    for part in parts:
        yield html[end : part.start]
        yield part.html
        end = part.end
    yield html[end:]
