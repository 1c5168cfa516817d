"""Makes the drawings of a figure's steps small: what several of them draw alike stands in the page once.

From one step to the next a drawing changes in a few places. Each part of it (a group, a line, a text)
that recurs, and each run of parts that recurs, is kept as an element with an id and drawn by a `<use>`
wherever it stood. So every step still has its whole drawing without any script, in a fifth of the bytes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import chain
from operator import add

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
BETWEEN_ROWS = "\0"


@dataclass(frozen=True, slots=True)
class Shared:
    """`drawings` in which what recurs is a reference, and what they refer to: elements by id."""

    drawings: tuple[str, ...]
    parts: dict[str, str]

    def definitions(self) -> str:
        """The parts as one SVG element that takes no room.

        A class keeps translators off, since `translate` is no attribute of SVG's.
        """
        kept = "".join(self.parts.values())
        attributes = 'width="0" height="0" aria-hidden="true" data-search-exclude="true"'
        return f'<svg class="bp-parts notranslate" {attributes}><defs>{kept}</defs></svg>'


def share(name: str, drawings: Sequence[str]) -> Shared:
    """Share the parts of the steps' drawings, as the engine prints them, of the figure `name`."""
    texts = [PART.findall(drawing) for drawing in drawings]
    known = _Known(name, Counter(chain.from_iterable(texts)))
    neighbours = _Neighbours([[known.numbers[text] for text in row] for row in texts], known.apart)
    while pair := neighbours.most_frequent():
        neighbours.replace(pair, known.add(pair))
    rows = neighbours.rows
    printed = ("".join([known.printed[part] for part in row]) for row in rows)
    return Shared(tuple(map(_refilled, drawings, texts, printed)), known.elements(rows))


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

    A part is a letter and all rows are one text, in which pairs are found and replaced sooner than in lists. Of a pair
    that was there from the start the count only falls, and that of a pair with a reference in it once the reference is
    everywhere: so those too rare to be of use are not counted on.
    """

    def __init__(self, rows: Iterable[Sequence[int]], apart: frozenset[int]) -> None:
        letters = ["".join([chr(part + 1) for part in row]) for row in rows]
        self._text = f"{BETWEEN_ROWS}{BETWEEN_ROWS.join(letters)}{BETWEEN_ROWS}"
        self._apart = frozenset((BETWEEN_ROWS, *(chr(part + 1) for part in apart)))
        self._counts: dict[str, int] = {}
        self._count(Counter(map(add, self._text, self._text[1:])))

    @property
    def rows(self) -> list[list[int]]:
        """The parts in each, by number."""
        return [[ord(letter) - 1 for letter in row] for row in self._text[1:-1].split(BETWEEN_ROWS)]

    def most_frequent(self) -> Pair | None:
        """The pair that recurs most, the first of several, if a reference to it saves bytes."""
        counts = self._counts
        if not counts:
            return None
        most = max(counts.values())
        first = min([pair for pair, count in counts.items() if count == most], key=self._text.find)
        return ord(first[0]) - 1, ord(first[1]) - 1

    def replace(self, pair: Pair, reference: int) -> None:
        """Put a reference in the place of the pair, wherever it occurs."""
        first, second, new = (chr(part + 1) for part in (*pair, reference))
        between = self._text.split(first + second)
        self._text = new.join(between)
        before = "".join([each[-1:] for each in between[:-1]])
        after = "".join([each[:1] for each in between[1:]])
        made = {}
        del self._counts[first + second]
        for letter in set(before):
            made[letter + new] = count = before.count(letter)
            self._discount(letter + first, count)
        for letter in set(after):
            made[new + letter] = count = after.count(letter)
            self._discount(second + letter, count)
        # Nothing stands between two that follow one another.
        if adjacent := len(between) - 1 - len(before):
            made[new + new] = adjacent
            self._discount(second + first, adjacent)
        self._count(made)

    def _count(self, made: Mapping[str, int]) -> None:
        """Add pairs that were not there, unless they are rare or must stay apart."""
        for pair, count in made.items():
            if count >= FEWEST_RUNS and self._apart.isdisjoint(pair):
                self._counts[pair] = count

    def _discount(self, pair: str, count: int) -> None:
        """Take as many away."""
        if pair in self._counts:
            self._counts[pair] -= count
            if self._counts[pair] < FEWEST_RUNS:
                del self._counts[pair]


def _refilled(drawing: str, parts: Sequence[str], row: str) -> str:
    """The drawing with `row` in the place of its parts, which follow one another without a gap."""
    if not parts:
        return drawing
    return drawing[: drawing.index(parts[0])] + row + drawing[drawing.rindex(parts[-1]) + len(parts[-1]) :]
