"""What is wrong with what an author wrote: found in one place, said in a log and in the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from backprop.errors import counted

LONGEST_SHOWN = 60
HEADLINE = "This figure could not be drawn"


@dataclass(frozen=True, slots=True)
class Problem:
    """`key` was given `value`; `remedy` says what would work; `line` counts from 1."""

    key: str
    value: str
    remedy: str
    line: int

    def __str__(self) -> str:
        return f"{counted(self.key)} is {self.value}: {self.remedy}"


class FigureError(Exception):
    """A description that makes no figure, with all that is wrong; lines count from its first.

    SuperFences takes a ValueError for "show this as code", so this must not be one.
    """

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("; ".join(map(str, problems)))
        self.problems = tuple(problems)

    def __reduce__(self) -> tuple[type[FigureError], tuple[tuple[Problem, ...]]]:
        """As one process tells another of it."""
        return type(self), (self.problems,)


def shown(value: object) -> str:
    """Write `value` on one line of at most `LONGEST_SHOWN` characters; text that reads as a number in quotes.

    Without them "x is 0.5: give a number" would hide that 0.5 stands in quotes in the fence.
    """
    if value is None or isinstance(value, bool):
        return "empty" if value is None else str(value).lower()
    text = one_line(str(value))
    return f'"{text}"' if isinstance(value, str) and _reads_as_number(value) else text


def one_line(text: str) -> str:
    """Write `text` on one line of at most `LONGEST_SHOWN` characters."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_SHOWN else line[: LONGEST_SHOWN - 1] + "…"


def _reads_as_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def placeholder(messages: Sequence[str], source: str, headline: str = HEADLINE) -> str:
    """HTML that stands in the page where the figure would: what is wrong, and the fence as written.

    It has the classes of a Markdown admonition too, so that a theme shows it without our CSS.
    """
    items = "".join(f"<li>{escape(message)}</li>" for message in messages)
    return (
        '<div class="bp-error admonition failure" role="note" data-search-exclude="true">'
        f'<p class="admonition-title">{headline}</p><ul>{items}</ul>'
        f'<pre tabindex="0"><code>{escape(source)}</code></pre></div>'
    )
