"""The exercises of a Markdown page, found as its fences, by lines: no host is at hand that would read the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_OPENS = re.compile(r"(?P<before>[> \t]*)(?P<signs>`{3,}|~{3,})\s*(?P<head>[^`]*)")
_EXERCISE = re.compile(r"\{?\s*\.?exercise\b")
"""As SuperFences, MyST and Pandoc have it."""
_LANGUAGE = re.compile(r"---\n(?:.*\n)*?lang:[ \t]*[\"']?(?P<tag>[\w-]+)(?:.*\n)*?---\n")
"""In what stands before a page."""


@dataclass(frozen=True, slots=True)
class Fence:
    """The YAML in a fence, and the line of the page that opens it, from 1."""

    source: str
    line: int


def exercises(page: str) -> Iterator[Fence]:
    """Those of a page, in their order; what another fence shows of one is none."""
    lines = enumerate(page.split("\n"), 1)
    for number, line in lines:
        if opens := _OPENS.fullmatch(line):
            body = list(_body(lines, opens["before"], opens["signs"]))
            if _EXERCISE.match(opens["head"]):
                yield Fence("".join(f"{each}\n" for each in body), number)


def language(page: str) -> str:
    """The tag of its language, where it says one at its head."""
    found = _LANGUAGE.match(page)
    return found["tag"] if found else ""


def _body(lines: Iterator[tuple[int, str]], before: str, signs: str) -> Iterator[str]:
    """The lines up to the fence's end, or that of the page, without what stands before all of them."""
    for _, line in lines:
        inner = line.strip("> \t")
        if len(inner) >= len(signs) and set(inner) == set(signs):
            return
        yield line.removeprefix(before)
