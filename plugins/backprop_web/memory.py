"""What one build took, at hand for the next one of the same process: under `serve` few figures change between two."""

from __future__ import annotations

from collections.abc import Callable

ROOM = 32_000_000
"""Letters of HTML at hand, each of one, two or four bytes; figures themselves are as many as a build holds anyway."""


class Memory[Figure]:
    """Figures under names that say all that they are made of, so that what is at hand never is of another engine. What
    a build does not ask for is forgotten with the next."""

    def __init__(self) -> None:
        self._earlier: dict[str, Figure] = {}
        self._taken: dict[str, Figure] = {}
        self._earlier_html: dict[bytes, str] = {}
        self._html: dict[bytes, str] = {}
        self._room = ROOM

    def begin(self) -> None:
        """A build begins."""
        self._earlier, self._taken = self._taken, {}
        self._earlier_html, self._html = self._html, {}
        self._room = ROOM

    def __contains__(self, name: str) -> bool:
        return name in self._taken or name in self._earlier

    def figure(self, name: str, make: Callable[[], Figure]) -> Figure:
        """The figure of this name, made where it is not at hand."""
        found = self._taken.get(name) or self._earlier.get(name) or make()
        self._taken[name] = found
        return found

    def html(self, packed: bytes, make: Callable[[], str]) -> str:
        """The HTML of what is packed so, made where it is not at hand; kept while there is room."""
        found = self._html.get(packed) or self._earlier_html.get(packed) or make()
        if packed not in self._html and len(found) <= self._room:
            self._html[packed] = found
            self._room -= len(found)
        return found
