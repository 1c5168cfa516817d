"""Makes the drawings of a figure's steps small: what several of them draw alike stands in the page once.

From one step to the next a drawing changes in a few places. Each part of it (a group, a line, a text)
that recurs, and each run of parts that recurs, is kept as an element with an id and drawn by a `<use>`
wherever it stood. So every step still has its whole drawing without any script, in a fifth of the bytes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import chain, pairwise

# Not `href`, which instant navigation of Material for MkDocs writes anew on every element that has one: on
# <use> it cannot be written, and the script of the page would stop.
REFERENCE = '<use xlink:href="#{}"/>'
# A long name of an operation has two groups within its own.
# Within a group the pattern leaps from tag to tag, which takes half as long as to look at each letter.
PART = re.compile(r"<g [^<]*+(?:<(?!/g>)[^<]*+)*+</g>(?:</g></g>)?|<path [^>]*+>|<text .*?</text>")
FEWEST_RUNS = 3
Pair = tuple[int, int]
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
    texts = [PART.findall(drawing) for drawing in drawings]
    known = _Known(name, Counter(chain.from_iterable(texts)))
    neighbours = _Neighbours([[known.numbers[text] for text in row] for row in texts], known.apart)
    while pair := neighbours.most_frequent():
        neighbours.replace(pair, known.add(pair))
    rows = ("".join([known.printed[part] for part in row]) for row in neighbours.rows)
    return Shared(tuple(map(_refilled, drawings, texts, rows)), known.elements(neighbours.rows))


class _Known:
    """All parts and runs of them, each by a number, as numbers are compared sooner than drawings: how each is `printed`
    where it stands, and what of it is kept once. Those `apart` are not shared, nor are they part of a run."""

    def __init__(self, name: str, counts: Counter[str]) -> None:
        self.name = escape(name)
        self.numbers: dict[str, int] = {}
        self.printed: list[str] = []
        self.kept: dict[int, str | Pair] = {}
        for part, count in counts.items():
            self.numbers[part] = len(self.printed)
            if count > 1 and UNSHARED not in part:
                self.add(part)
            else:
                self.printed.append(part)
        self.apart = frozenset(number for part, number in self.numbers.items() if UNSHARED in part)

    def add(self, content: str | Pair) -> int:
        """The number of what is kept from now on under an id, and drawn by a reference."""
        number = len(self.printed)
        self.printed.append(REFERENCE.format(f"{self.name}.{len(self.kept)}"))
        self.kept[number] = content
        return number

    def elements(self, rows: Iterable[Sequence[int]]) -> dict[str, str]:
        """What is kept, by its id; where only one other refers to it, it stands in the place of the reference."""
        within = [part for content in self.kept.values() if not isinstance(content, str) for part in content]
        used = Counter(chain(within, *rows))
        for number in within:
            if used[number] == 1 and number in self.kept:
                self.printed[number] = ""
        elements = {}
        for place, (number, content) in enumerate(self.kept.items()):
            if self.printed[number]:
                identifier = f"{self.name}.{place}"
                elements[identifier] = self._element(identifier, content)
        return elements

    def _element(self, identifier: str, content: str | Pair) -> str:
        """Its id is the first attribute of the element."""
        if isinstance(content, str):
            tag, rest = content.split(" ", 1)
            return f'{tag} id="{identifier}" {rest}'
        return f'<g id="{identifier}">{self._inner(content)}</g>'

    def _inner(self, pair: Pair) -> str:
        return "".join(self.printed[part] or self._whole(self.kept[part]) for part in pair)

    def _whole(self, content: str | Pair) -> str:
        return content if isinstance(content, str) else self._inner(content)


class _Neighbours:
    """Rows of parts, and how often each pair of neighbours occurs in them: counted once, then kept up to date.

    Of a pair that was there from the start the count only falls, so those too rare to be of use are not counted on.
    """

    def __init__(self, rows: list[list[int]], apart: frozenset[int]) -> None:
        self.rows = rows
        self._apart = apart
        counts: Counter[Pair] = Counter()
        for row in rows:
            counts.update(pairwise(row))
        # Most figures leave nothing to the reader, and have nothing that must stay apart.
        self._counts = {
            pair: count
            for pair, count in counts.items()
            if count >= FEWEST_RUNS and (not apart or apart.isdisjoint(pair))
        }
        self._pairs = [set(pairwise(row)) for row in rows]

    def most_frequent(self) -> Pair | None:
        """The pair that recurs most, the first of several, if a reference to it saves bytes."""
        counts = self._counts
        most = max(counts.values(), default=0)
        if most < FEWEST_RUNS:
            return None
        found = {pair for pair, count in counts.items() if count == most}
        return next(pair for row in self.rows for pair in pairwise(row) if pair in found)

    def replace(self, pair: Pair, reference: int) -> None:
        """Put a reference in the place of the pair, wherever it occurs."""
        first, second = pair
        for row, pairs in zip(self.rows, self._pairs, strict=True):
            at = _index(row, first, 0) if pair in pairs else len(row)
            while at < len(row) - 1:
                if row[at + 1] == second:
                    if at:
                        before = row[at - 1]
                        self._change((before, first), (before, reference), pairs)
                    if at + 2 < len(row):
                        after = row[at + 2]
                        self._change((second, after), (reference, after), pairs)
                    row[at : at + 2] = [reference]
                at = _index(row, first, at + 1)
        del self._counts[pair]

    def _change(self, old: Pair, new: Pair, pairs: set[Pair]) -> None:
        """Count a pair that a row has in the place of another, unless it must stay apart."""
        counts = self._counts
        if old in counts:
            counts[old] -= 1
        if not self._apart or self._apart.isdisjoint(new):
            counts[new] = counts.get(new, 0) + 1
            pairs.add(new)


def _index(row: list[int], part: int, start: int) -> int:
    """Where the part stands, from `start` on; behind the row where it does not."""
    try:
        return row.index(part, start)
    except ValueError:
        return len(row)


def _refilled(drawing: str, parts: Sequence[str], row: str) -> str:
    """The drawing with `row` in the place of its parts, which follow one another without a gap."""
    if not parts:
        return drawing
    return drawing[: drawing.index(parts[0])] + row + drawing[drawing.rindex(parts[-1]) + len(parts[-1]) :]
