"""A program beside its graph, as HTML: all of its lines, and those that made what a step is about."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from backprop.languages import words
from backprop.program.recording import Origin
from backprop.program.tracing import Program

MOST_PLACES = 3


def listing(program: Program) -> str:
    """The whole program as a numbered list, which may scroll and so can have the focus."""
    rows = "".join(f"<li><code>{escape(line)}</code></li>" for line in _lines(program))
    return f'<ol class="bp-program" tabindex="0" aria-label="{escape(words.PROGRAM)}">{rows}</ol>'


def made_by(program: Program, node: int) -> str:
    """The line that made the node, after the lines of the calls that led there; of a given value, where it is read.

    The page finds in the attribute the lines to light up; where there is no script, the lines stand here.
    """
    origin = program.origins.get(node)
    places = list(_places(origin)) if origin else list(_read_by(program, node))
    if not places:
        return ""
    rows = "".join(_row(program, *place) for place in places[-MOST_PLACES:])
    numbers = " ".join(str(line) for line, _ in places[-MOST_PLACES:])
    return f'<div class="bp-made" data-lines="{numbers}">{rows}</div>'


def _lines(program: Program) -> list[str]:
    return program.text.rstrip().split("\n")


def _places(origin: Origin) -> Iterator[tuple[int, str]]:
    """Each line with what it is called, the innermost last."""
    within = ""
    for line, call in zip(origin.lines, (*origin.calls, None), strict=True):
        yield line, within.format(line=line) if within else words.LINE.format(line=line)
        if call:
            within = words.LINE_IN.format(line="{line}", function=call.name, number=call.number)


def _read_by(program: Program, node: int) -> Iterator[tuple[int, str]]:
    readers = (each.index for each in program.graph.nodes if node in each.parents)
    lines = sorted({program.origins[reader].line for reader in readers})
    yield from ((line, words.LINE.format(line=line)) for line in lines[:MOST_PLACES])


def _row(program: Program, line: int, said: str) -> str:
    return f"<p><span>{escape(said)}</span> <code>{escape(_lines(program)[line - 1].strip())}</code></p>"
