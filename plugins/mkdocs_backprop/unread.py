"""Fences that were meant for a figure and that SuperFences shows as text or code, without a word."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from backprop_web.near import UNCLOSED, misspelled
from backprop_web.problems import Problem

OPENING = re.compile(
    r"(?P<indent>[> \t]*)(?P<fence>`{3,}|~{3,})[ \t]*(?P<brace>\{?)[ \t]*(?P<dot>\.?)(?P<language>[\w#+-]*)[^`\n]*"
)


@dataclass(frozen=True, slots=True)
class _Open:
    line: int
    indent: str
    fence: str
    language: str

    def ends_at(self, line: str) -> bool:
        """By as many signs as it began with; fewer or more are text, so that one fence can show another."""
        return line.startswith(self.indent) and line[len(self.indent) :].rstrip() == self.fence

    def is_left_at(self, line: str) -> bool:
        """Where a line stands further out, the fence was none."""
        return bool(line.strip("> \t")) and not line.startswith(self.indent)


def unread(text: str, names: Sequence[str], others: Collection[str]) -> Iterator[Problem]:
    """Each opening line in a file that is nearly one of `names` and no language of `others`, or that is never ended."""
    open_: _Open | None = None
    for number, line in enumerate(text.expandtabs(4).splitlines(), 1):
        if open_ is None:
            # Most lines open nothing, which a plain search finds out sooner.
            if ("```" in line or "~~~" in line) and (found := OPENING.fullmatch(line)):
                open_ = _Open(number, found["indent"], found["fence"], found["language"])
                yield from _misspelled(found, number, names, others)
        elif open_.ends_at(line):
            open_ = None
        elif open_.is_left_at(line):
            yield from _unclosed(open_, names)
            open_ = None
    if open_ is not None:
        yield from _unclosed(open_, names)


def _misspelled(found: re.Match[str], line: int, names: Sequence[str], others: Collection[str]) -> Iterator[Problem]:
    language = found["language"]
    # The form of MyST, {backprop}, is a block of code without a language here.
    foreign = bool(found["brace"] and not found["dot"])
    if language in others or (language in names and not foreign):
        return
    written = f"{found['brace']}{found['dot']}{language}{'}' if found['brace'] else ''}"
    if problem := misspelled(language, names, line, written):
        yield problem


def _unclosed(opened: _Open, names: Sequence[str]) -> Iterator[Problem]:
    if opened.language in names:
        yield Problem("the end of the fence", "missing", UNCLOSED.format(fence=opened.fence), opened.line)
