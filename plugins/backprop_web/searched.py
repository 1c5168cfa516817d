"""Pages as a search should read them: of each figure what stands there once, and not the same drawing for every step;
of each exercise its title, and not its key.

Material's search leaves aside what says so. That of other themes reads everything, and either takes longer to read a
figure than it took to draw it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape

OPENED = re.compile('<(?:(figure) class="bp-(?:figure|plot)"|(div) class="bp-exercise" role="group") id="[^"]*"')
ASIDE = ' data-search-exclude="true"'
FIGURE = '<figure class="bp-'
NARROW = re.compile(r'<figure class="bp-(?:figure|plot)" id="([^"]*)">')
"""How a figure begins that was narrowed, and no other."""
WITHIN_TEXT = re.compile(r"</?(?!p\b|ol\b|li\b)[a-z][^>]*>")
"""Tags that are of no use to a search, which takes the heading of a step for a part of the title of a section."""
ATTRIBUTES = re.compile(r"<(p|ol|li) [^>]*>")
TOLD = re.compile(r"(<li>[^<]+)<p>([^<]*)</p>")
"""A step: its title and its sentence. What a search pays for in a figure are its tags, of which half are these."""
EMPTY = "<p></p>"
MARK = re.compile("(<!--backprop-figure-[0-9]+-->)")
"""What stands for a figure where nothing reads it: a page with letters of formulas takes four bytes a character, and
each who adds to it copies all of it."""
BLOCKS = re.compile(r"</?(?:p|ol|li)>")

TOKEN = re.compile("\ue000([0-9]+)\ue001")
"""What stands for the text of a figure in what the search of MkDocs reads."""
SPACE = re.compile(r"[ \t\n\r\f\v]+")

Narrowed = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Apart:
    """A page taken apart: its `figures` and exercises, and what stands `around` them: before each, and at the end."""

    around: list[str]
    figures: list[Narrowed]

    def with_each(self, figures: Iterable[str]) -> str:
        """The page, with these in the places of its figures."""
        parts = [part for pair in zip(self.around, figures, strict=False) for part in pair]
        return "".join([*parts, self.around[-1]])

    def narrow(self) -> str:
        """The page as a search reads it."""
        return self.with_each(narrow for narrow, _ in self.figures)

    def marked(self) -> str:
        """The page with a short mark in the place of each figure."""
        return self.with_each(map(_mark, range(len(self.figures))))


def apart(html: str, *, flat: bool = False) -> Apart:
    """The page without what is aside in its figures and exercises, and each of them as it is now and as readers get
    it. With `flat`, without paragraphs and lists, for a search that has no use for these."""
    around: list[str] = []
    figures: list[Narrowed] = []
    end = 0
    for opened in OPENED.finditer(html):
        around.append(html[end : opened.start()])
        end = _end(html, opened.start())
        whole = html[opened.start() : end]
        is_narrow = NARROW.match(whole) is not None
        narrow = whole if is_narrow else f"{opened[0]}>{_text(whole)}</{opened[1] or opened[2]}>"
        figures.append((BLOCKS.sub(" ", narrow) if flat else narrow, shown(whole)))
    return Apart([*around, html[end:]], figures)


def narrow(figure: str) -> str:
    """What a search reads of a figure, as it was drawn."""
    opened = OPENED.match(figure)
    if opened is None or not figure.endswith(f"</{opened[1]}>"):
        return narrowed(figure)[0]
    return f"{opened[0]}>{_text(figure)}</{opened[1]}>"


def narrowed(html: str, *, flat: bool = False) -> tuple[str, list[Narrowed]]:
    """The page as a search reads it, and its figures."""
    found = apart(html, flat=flat)
    return found.narrow(), found.figures


def _mark(number: int) -> str:
    return f"<!--backprop-figure-{number}-->"


def marked(html: str, figures: Sequence[Narrowed]) -> str:
    """The page with a short mark in the place of each figure, whatever else was changed meanwhile."""
    return widened(html, [(narrow, _mark(number)) for number, (narrow, _) in enumerate(figures)])


def put_back(html: str, figures: Sequence[Narrowed]) -> str:
    """The page with its figures whole in the places of their marks."""
    wholes = {_mark(number): whole for number, (_, whole) in enumerate(figures)}
    parts = MARK.split(html)
    parts[1::2] = [wholes.get(mark, mark) for mark in parts[1::2]]
    return "".join(parts)


def indexed(narrow: str) -> str:
    """The text of a figure as the search of MkDocs keeps it."""
    text = BLOCKS.sub(" ", narrow[narrow.index(">") + 1 : narrow.rindex("<")])
    return SPACE.sub(" ", unescape(text).replace("\u00a0", " ")).strip()


def with_token(number: int, narrow: str) -> str:
    """A figure as a search reads it, with a token in the place of its text."""
    return f"{narrow[: narrow.index('>') + 1]}\ue000{number}\ue001{narrow[narrow.rindex('<') :]}"


def with_texts(text: str, texts: Sequence[str]) -> str:
    """What a search has read, with these texts in the places of their tokens."""
    known = dict(enumerate(texts))
    return TOKEN.sub(lambda found: known.get(int(found[1]), found[0]), text)


def completed(figures: Iterable[Narrowed], drawn: Mapping[str, str]) -> list[Narrowed]:
    """The figures as readers get them, where they came as a search reads them: `drawn` has the whole of each."""
    return [(narrow, drawn.get(whole, whole)) for narrow, whole in figures]


def shown(whole: str) -> str:
    """A figure as readers get it."""
    return whole.replace(ASIDE, "")


def widened(html: str, figures: Iterable[Narrowed]) -> str:
    """The page with its figures whole, whatever else was changed meanwhile."""
    places = sorted((html.find(narrow), narrow, whole) for narrow, whole in figures)
    kept, end = [], 0
    for at, narrow, whole in places:
        if at >= end:
            kept += [html[end:at], whole]
            end = at + len(narrow)
    return "".join([*kept, html[end:]])


def names(html: str) -> Iterator[str]:
    """The figures of which there stands in the page what a search reads."""
    at = html.find(FIGURE)
    while at >= 0:
        if found := NARROW.match(html, at):
            yield found[1]
        at = html.find(FIGURE, at + 1)


def _text(figure: str) -> str:
    """What is not aside, in paragraphs and lists."""
    kept, end = [], 0
    while (at := figure.find(ASIDE, end)) >= 0:
        start = figure.rindex("<", end, at)
        kept.append(figure[end:start])
        end = _end(figure, start)
    text = ATTRIBUTES.sub(r"<\1>", WITHIN_TEXT.sub("", "".join([*kept, figure[end:]])))
    return TOLD.sub(r"\1: \2", text.replace(EMPTY, ""))


def _end(html: str, start: int) -> int:
    """Where the element ends that begins there."""
    tag = html[start + 1 : html.index(" ", start)]
    opened, closed, at, depth = f"<{tag} ", f"</{tag}>", start, 0
    while True:
        end = html.index(closed, at) + len(closed)
        depth += html.count(opened, at, end) + html.count(f"<{tag}>", at, end) - 1
        if depth <= 0:
            return end
        at = end
