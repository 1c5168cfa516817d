"""The tracer of a program: it notes for every operation where in the program it was made."""

from __future__ import annotations

from dataclasses import dataclass

from backprop.graph import GraphBuilder
from backprop.rows import Size
from backprop.tracing import Tracer

MOST_OPERATIONS = 1000
TEMPORARY = "#"


@dataclass(frozen=True, slots=True)
class Call:
    """The call with this `number`, from 1, of the program's function `name`, from `line`."""

    name: str
    number: int
    line: int


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a node comes from: the `line` that made it, and the calls that it was made within, outermost first."""

    line: int
    calls: tuple[Call, ...] = ()

    @property
    def lines(self) -> tuple[int, ...]:
        """The lines of the calls and then the line itself."""
        return (*(call.line for call in self.calls), self.line)


class Recorder(Tracer):
    """Appends operations, and keeps the origin of each; `line` and `calls` say where the program is."""

    most = MOST_OPERATIONS

    def __init__(self, builder: GraphBuilder) -> None:
        super().__init__(builder, "v")
        self.line = 1
        self.calls: tuple[Call, ...] = ()
        self.origins: dict[int, Origin] = {}
        self._called: dict[str, int] = {}

    def append(self, operation: str, parents: tuple[int, ...], size: Size | None, name: str | None = None) -> int:
        """As a tracer does, noting the origin; names are given when the program has ended."""
        index = super().append(operation, parents, size, name or temporary_name(self.builder))
        self.note(index)
        return index

    def note(self, index: int) -> None:
        """The node was made here."""
        self.origins[index] = Origin(self.line, self.calls)

    def enter(self, name: str) -> tuple[int, tuple[Call, ...]]:
        """Go into a function of the program; returns what `leave` needs."""
        before = self.line, self.calls
        number = self._called[name] = self._called.get(name, 0) + 1
        self.calls = (*self.calls, Call(name, number, self.line))
        return before

    def leave(self, before: tuple[int, tuple[Call, ...]]) -> None:
        """Go back to where the function was called."""
        self.line, self.calls = before


def temporary_name(builder: GraphBuilder) -> str:
    """A name until the program has ended, that no program can write."""
    return f"{TEMPORARY}{len(builder.nodes)}"
