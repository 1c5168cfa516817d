"""Where in a Markdown file a fence stands: SuperFences tells a formatter what, never where."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from backprop_web.engine import Drawn, DrawnPlot

FENCES = ("```", "~~~")
INDENTATION = "> \t"


@dataclass(slots=True)
class Page:
    """The page being rendered: its name in messages, and its file's text, front matter included.

    A host that does not say which page it renders leaves both empty. `figures` are its figures
    and `ids` all their ids so far; `characters` is what its formulas show, and empty where
    there are none; `styles` are the styles of its formulas' parts by class; `quotable` makes the
    numbers of each figure by name; `searched` is the line after the fence that was found last.
    """

    name: str = ""
    text: str = ""
    figures: list[Drawn | DrawnPlot] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    characters: set[str] = field(default_factory=set)
    styles: dict[str, str] = field(default_factory=dict)
    quotable: dict[str, Callable[[], Mapping[str, str]]] = field(default_factory=dict)
    searched: int = 0

    def locate(self, source: str, language: str) -> int | None:
        """The line (from 1) of the next fence that holds `source`; None if the file has none.

        A fence may come from another file or from a macro, and then no line here is its line.
        """
        lines = [line.strip(INDENTATION) for line in self.text.split("\n")]
        wanted = [line.strip(INDENTATION) for line in source.split("\n")] if source else []
        start: int
        for start in (*range(self.searched, len(lines)), *range(self.searched)):
            body = lines[start + 1 : start + 1 + len(wanted)]
            if _opens(lines[start], language) and body == wanted:
                self.searched = start + 1
                return start + 1
        return None

    def position(self, fence: int | None, line: int) -> str:
        """Where to look, for a message: `line` counts from the fence's first."""
        if fence is None:
            place = f"line {line} of a backprop fence"
            return f"{self.name}, {place}" if self.name else place
        return f"{self.name}, line {fence + line}"

    def line_of(self, text: str) -> str:
        """Where `text` first stands, for a message."""
        before, found, _ = self.text.partition(text)
        line = before.count("\n") + 1
        return f"{self.name}, line {line}" if found and text else self.name or "a page"


def _opens(line: str, language: str) -> bool:
    return line.startswith(FENCES) and language in line
