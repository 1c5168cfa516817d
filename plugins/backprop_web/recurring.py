"""Makes the drawings of a figure's steps small: what several of them draw alike stands in the page once.

From one step to the next a drawing changes in a few places. Each part of it (a group, a line, a text)
that recurs, and each run of parts that recurs, is kept as an element with an id and drawn by a `<use>`
wherever it stood. So every step still has its whole drawing without any script, in a fifth of the bytes.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import chain, pairwise

# Not `href`, which instant navigation of Material for MkDocs writes anew on every element that has one: on
# <use> it cannot be written, and the script of the page would stop.
REFERENCE = '<use xlink:href="#{}"/>'
PART = re.compile(r"<g .*?</g>|<path [^>]*/>|<text .*?</text>")
FEWEST_RUNS = 3
Pair = tuple[str, str]
# The page puts a number into its place, in each drawing by itself.
UNSHARED = ' q"'


@dataclass(frozen=True, slots=True)
class Shared:
    """`drawings` in which what recurs is a reference, and what they refer to: elements by id."""

    drawings: tuple[str, ...]
    parts: dict[str, str]

    def definitions(self) -> str:
        """The parts as one SVG element that takes no room."""
        kept = "".join(self.parts.values())
        attributes = 'width="0" height="0" aria-hidden="true" data-search-exclude="true"'
        return f'<svg class="bp-parts" {attributes}><defs>{kept}</defs></svg>'


def share(name: str, drawings: Sequence[str]) -> Shared:
    """Share the parts of the steps' drawings, as the engine prints them, of the figure `name`."""
    found = [list(PART.finditer(drawing)) for drawing in drawings]
    rows = [[part[0] for part in parts] for parts in found]
    counts = {part: count for part, count in Counter(chain.from_iterable(rows)).items() if UNSHARED not in part}
    once = _References(name)
    printed = [[once.to(part) if counts.get(part, 1) > 1 else part for part in row] for row in rows]
    neighbours = _Neighbours(printed)
    while pair := neighbours.most_frequent():
        neighbours.replace(pair, once.to_run(pair))
    shared = map(_refilled, drawings, found, neighbours.rows)
    return Shared(tuple(shared), _without_detours(once.elements, neighbours.rows))


class _References:
    """Gives ids to what recurs; `elements` by id."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.elements: dict[str, str] = {}
        self._known: dict[str, str] = {}

    def to(self, part: str) -> str:
        """The reference to a part, which gets its id as the first attribute of its one element."""
        if part not in self._known:
            tag, rest = part.split(" ", 1)
            self._known[part] = self._add(f'{tag} id="{{}}" {{}}', rest)
        return self._known[part]

    def to_run(self, pair: tuple[str, str]) -> str:
        return self._add('<g id="{}">{}</g>', "".join(pair))

    def _add(self, template: str, content: str) -> str:
        identifier = f"{escape(self.name)}.{len(self.elements)}"
        self.elements[identifier] = template.format(identifier, content)
        return REFERENCE.format(identifier)


class _Neighbours:
    """Rows of parts, and how often each pair of neighbours occurs in them: counted once, then kept up to date."""

    def __init__(self, rows: list[list[str]]) -> None:
        self.rows = rows
        self._apart = {part for row in rows for part in row if UNSHARED in part}
        self._counts: dict[Pair, int] = {}
        self._places: defaultdict[Pair, set[int]] = defaultdict(set)
        for place, row in enumerate(rows):
            self._count(place, 0, len(row), 1)

    def most_frequent(self) -> Pair | None:
        """The pair that recurs most, the first of several, if a reference to it saves bytes."""
        most = max(self._counts.values(), default=0)
        if most < FEWEST_RUNS:
            return None
        known = {pair for pair, count in self._counts.items() if count == most}
        pairs = known if len(known) == 1 else (pair for row in self.rows for pair in pairwise(row))
        return next(pair for pair in pairs if pair in known)

    def replace(self, pair: Pair, reference: str) -> None:
        """Put a reference in the place of the pair, wherever it occurs."""
        for place in self._places.pop(pair):
            row, at = self.rows[place], 0
            while (at := _index(row, pair[0], at)) < len(row) - 1:
                if row[at + 1] == pair[1]:
                    self._count(place, at - 1, at + 3, -1)
                    row[at : at + 2] = [reference]
                    self._count(place, at - 1, at + 2, 1)
                at += 1

    def _count(self, place: int, start: int, end: int, sign: int) -> None:
        """Count the pairs in a part of a row, or take them off."""
        counts, apart = self._counts, self._apart
        for pair in pairwise(self.rows[place][max(start, 0) : end]):
            # Most figures leave nothing to the reader, and have nothing that must stay apart.
            if not apart or apart.isdisjoint(pair):
                counts[pair] = counts.get(pair, 0) + sign
                self._places[pair].add(place)


def _index(row: list[str], part: str, start: int) -> int:
    """Where the part stands, from `start` on; behind the row where it does not."""
    try:
        return row.index(part, start)
    except ValueError:
        return len(row)


def _without_detours(elements: dict[str, str], rows: list[list[str]]) -> dict[str, str]:
    """The elements, where one that only one other refers to stands in the place of the reference."""
    kept = dict(elements)
    everything = "".join(["".join(row) for row in rows] + list(kept.values()))
    used = Counter(re.findall(r'xlink:href="#([^"]+)"', everything))
    for identifier in list(kept):
        reference = REFERENCE.format(identifier)
        holders = (key for key, text in kept.items() if reference in text)
        if used[identifier] == 1 and (holder := next(holders, None)):
            whole = kept.pop(identifier).replace(f' id="{identifier}"', "", 1)
            kept[holder] = kept[holder].replace(reference, _ungrouped(whole))
    return kept


def _ungrouped(element: str) -> str:
    """The content of a plain group, or the element."""
    return element.removeprefix("<g>").removesuffix("</g>") if element.startswith("<g>") else element


def _refilled(drawing: str, parts: list[re.Match[str]], row: list[str]) -> str:
    """The drawing with `row` in the place of its parts, which follow one another without a gap."""
    return drawing[: parts[0].start()] + "".join(row) + drawing[parts[-1].end() :] if parts else drawing
