"""Pages as a search should read them: of each figure what stands there once, and not the same drawing for every step;
of each exercise its title, and not its key.

Material's search leaves aside what says so. That of other themes reads everything, and either takes longer to read a
figure than it took to draw it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

OPENED = re.compile('<(?:(figure) class="bp-(?:figure|plot)"|(div) class="bp-exercise" role="group") id="[^"]*"')
ASIDE = ' data-search-exclude="true"'
WITHIN_TEXT = re.compile(r"</?(?!p\b|ol\b|li\b)[a-z][^>]*>")
"""Tags that are of no use to a search, which takes the heading of a step for a part of the title of a section."""
ATTRIBUTES = re.compile(r"<(p|ol|li) [^>]*>")

Narrowed = tuple[str, str]


def narrowed(html: str) -> tuple[str, list[Narrowed]]:
    """The page without what is aside in its figures and exercises, and each of them as it is now and as readers get
    it."""
    kept: list[str] = []
    figures: list[Narrowed] = []
    end = 0
    for opened in OPENED.finditer(html):
        kept.append(html[end : opened.start()])
        end = _end(html, opened.start())
        whole = html[opened.start() : end]
        figures.append((f"{opened[0]}>{_text(whole)}</{opened[1] or opened[2]}>", whole.replace(ASIDE, "")))
        kept.append(figures[-1][0])
    return "".join([*kept, html[end:]]), figures


def widened(html: str, figures: Iterable[Narrowed]) -> str:
    """The page with its figures whole, whatever else was changed meanwhile."""
    for narrow, whole in figures:
        html = html.replace(narrow, whole)
    return html


def _text(figure: str) -> str:
    """What is not aside, in paragraphs and lists."""
    kept, end = [], 0
    while (at := figure.find(ASIDE, end)) >= 0:
        start = figure.rindex("<", end, at)
        kept.append(figure[end:start])
        end = _end(figure, start)
    return ATTRIBUTES.sub(r"<\1>", WITHIN_TEXT.sub("", "".join([*kept, figure[end:]])))


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
