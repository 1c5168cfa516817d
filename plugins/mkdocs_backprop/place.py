"""Where in a Markdown file a fence stands: SuperFences tells a formatter what, never where."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from backprop_web import messages
from backprop_web.page import Page

FENCES = ("```", "~~~")
INDENTATION = "> \t"
HEADING, LOWEST = re.compile(r"^(#{1,6}) ", re.MULTILINE), 6
FENCED = re.compile(r"^[> \t]*(?:`{3,}|~{3,}).*?^[> \t]*(?:`{3,}|~{3,})[ \t]*$", re.DOTALL | re.MULTILINE)


@dataclass(slots=True)
class Place:
    """The Markdown file being rendered: its name in messages, its text, front matter included, and the page it makes.

    A host that does not say which file it renders leaves name and text empty. `searched` is the line after the fence
    that was found last; `drawn`, where there is no name, the figures by their fences: what is rendered there, such as
    the excerpt of a post, may be rendered again for another page. `lines` are those of the text without what may stand
    before a fence within a list or a quotation.
    """

    name: str = ""
    text: str = ""
    page: Page = field(default_factory=Page)
    searched: int = 0
    drawn: dict[str, str] = field(default_factory=dict)
    lines: list[str] = field(init=False)

    def __post_init__(self) -> None:
        self.lines = [line.strip(INDENTATION) for line in self.text.split("\n")]

    def locate(self, source: str, language: str) -> int | None:
        """The line (from 1) of the next fence that holds `source`; None if the file has none.

        A fence may come from another file or from a macro, and then no line here is its line.
        """
        lines = self.lines
        wanted = [line.strip(INDENTATION) for line in source.split("\n")] if source else []
        start: int
        for start in (*range(self.searched, len(lines)), *range(self.searched)):
            if _opens(lines[start], language) and lines[start + 1 : start + 1 + len(wanted)] == wanted:
                self.searched = start + 1
                return start + 1
        return None

    def level(self, line: int | None) -> int | None:
        """The level of a heading below the section in which the fence on this line stands, if that is known."""
        above = self.text.split("\n")[: line or 0]
        # A fence may hold lines that begin with #, as programs do.
        parts = re.split(FENCED, "\n".join(above))
        found = HEADING.findall("\n".join(parts))
        return min(len(found[-1]) + 1, LOWEST) if found else None

    def position(self, fence: int | None, line: int) -> str:
        """Where to look, for a message: `line` counts from the fence's first."""
        language = self.page.language
        if fence is None:
            place = messages.line(line, language, of_a_fence=True)
            return f"{self.name}, {place}" if self.name else place
        return f"{self.name}, {messages.line(fence + line, language)}"

    def line_of(self, text: str) -> str:
        """Where `text` first stands, for a message."""
        before, found, _ = self.text.partition(text)
        line = before.count("\n") + 1
        return f"{self.name}, line {line}" if found and text else self.name or "a page"


def _opens(line: str, language: str) -> bool:
    return line.startswith(FENCES) and language in line
