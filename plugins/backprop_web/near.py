"""Blocks that were meant for a figure, and that hosts show as text or code without a word: their language is nearly
ours, or their fence was not read as one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from backprop_web.problems import Problem

MISSPELLED = "did you mean {word}? as it stands, the page shows the text of the fence"

UNCLOSED = "end it by a line that holds {fence} alone, indented as the line that opens it"
WITHIN_LINE = "have the host read fences, such as by the extension `fenced_code`, and leave a line empty before each"
DIRECTED = "write {directive} in its place, or list it in `myst_fence_as_directive`, or use the directive of that name"
OPENED = re.compile(r"\s*(`{3,}|~{3,})[ \t]*\{?[ \t]*\.?([\w-]+)[ \t]*\}?[ \t]*(?:\n|$)")
"""A line that opens a fence, at the start of a paragraph."""
JOINED = re.compile(r"\s*([\w-]+)[ \t]*\n\s*[a-z]+:[^\n]*\n\s*[a-z]+:")
"""How a fence begins of which a host made a piece of code within a line: at least two keys."""


def misspelled(language: str, names: Sequence[str], line: int, written: str = "") -> Problem | None:
    """What is wrong with a block in `line` whose language is nearly one of `names`, `written` with all around it."""
    word = next((name for name in names if is_near(language.lower(), name)), None)
    if word is None:
        return None
    return Problem("the language of the fence", written or language, MISSPELLED.format(word=word), line)


def as_text(paragraph: str, names: Sequence[str], line: int) -> Problem | None:
    """What is wrong with a paragraph, begun in `line`, that is the text of a fence of one of `names`."""
    if (found := OPENED.match(paragraph)) and found[2] in names:
        return Problem("the end of the fence", "missing", UNCLOSED.format(fence=found[1]), line)
    return None


def as_code(code: str, names: Sequence[str], line: int) -> Problem | None:
    """What is wrong with a piece of code within a line that is such a fence."""
    if (found := JOINED.match(code)) and found[1] in names:
        return Problem("the fence", "read as code within a line", WITHIN_LINE, line)
    return None


def undirected(language: str, names: Sequence[str], line: int) -> Problem | None:
    """What is wrong with a block of code that was to be a directive, or nearly."""
    if language not in names:
        return misspelled(language, names, line)
    return Problem("the language of the fence", language, DIRECTED.format(directive=f"{{{language}}}"), line)


def is_near(word: str, name: str) -> bool:
    """Whether they are the same but for one letter: left out, put in, another one, or two that changed places."""
    if word == name:
        return True
    start = next((at for at, (one, other) in enumerate(zip(word, name, strict=False)) if one != other), None)
    if start is None:
        return abs(len(word) - len(name)) == 1
    rest, wanted = word[start:], name[start:]
    swapped = rest[1::-1] + rest[2:]
    return rest[1:] == wanted or rest == wanted[1:] or rest[1:] == wanted[1:] or swapped == wanted
