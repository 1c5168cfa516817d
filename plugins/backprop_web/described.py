"""From what an author or a reader wrote to a figure: checked, then drawn. The same in a build and in a browser."""

from __future__ import annotations

from collections.abc import Mapping

from backprop_web import document, engine, schema
from backprop_web.document import Document
from backprop_web.problems import FigureError, Problem


def read(description: str | Mapping[str, object]) -> Document:
    """What YAML, or a mapping, says. Raises FigureError for what is no YAML."""
    return document.read(description) if isinstance(description, str) else Document(dict(description), {})


def drawn(
    read: Document, language: str, notation: Mapping[str, object] | None = None
) -> engine.Drawn | engine.DrawnPlot:
    """The figure that a document describes, in the site's `notation` where it has none of its own. Raises FigureError
    with all that is wrong with it."""
    if problems := schema.problems(read):
        raise FigureError(problems)
    try:
        own = engine.notation_of(notation or {}, read.mapping)
        return engine.draw({"lang": language, **own, **read.mapping})
    except engine.NoFigureError as no:
        line = read.line_of_key(no.key, *schema.subjects())
        # A block of lines begins below its key, text in quotes beside it.
        line += no.line if str(read.mapping.get(no.key)).endswith("\n") else 0
        raise FigureError([Problem(no.key, no.value, no.remedy, line)]) from no
