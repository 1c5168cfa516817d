"""What the nodes of a program are called in the figure.

A node has the name that the program first assigns it to. A name that is assigned several times is numbered: h1, h2, …
The entries of an array or list carry its name and their place, from 1 as in mathematics: W[0][1] is W12, xs[0] is x1,
and h1_2 is entry 2 of the first h. Whatever the program gives no name is v1, v2, … in the order of evaluation, and
the result is y.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from backprop.graph import GraphBuilder, look
from backprop.program.arrays import MOST_AXES, Array, Shape
from backprop.program.limits import MOST_ENTRIES
from backprop.program.recording import TEMPORARY
from backprop.program.values import Datum
from backprop.tracing import Traced, free_letter

Place = tuple[int, ...]

RESULTS = ("y", "f")

_LETTER = re.compile(r"[A-Za-z]|yhat")
_PLURAL = re.compile(r"[A-Za-z]s")
_FITTING = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,29}")


class Names:
    """Which nodes the program has called what, in its order."""

    def __init__(self, builder: GraphBuilder) -> None:
        self.builder = builder
        self.wishes: dict[str, list[dict[int, Place]]] = {}
        self._named: set[int] = set()

    def wish(self, name: str, value: Datum) -> int:
        """The program calls this value so: a number, or the entries of a list or array. Returns how many they are."""
        seen, nodes = _nodes(value)
        found = {index: place for index, place in nodes.items() if self._waits(index)}
        if found and _FITTING.fullmatch(name) and "__" not in name:
            self._named.update(found)
            self.wishes.setdefault(name, []).append(found)
        return seen

    def _waits(self, index: int) -> bool:
        return index not in self._named and self.builder.nodes[index].name.startswith(TEMPORARY)

    def called(self, name: str) -> frozenset[int]:
        """The nodes that the program has called so."""
        return frozenset(index for found in self.wishes.get(name, ()) for index in found)

    def give(self, output: int) -> None:
        """Name all nodes that have no name yet; the output is not numbered."""
        builder = self.builder
        waiting = {node.index for node in builder.nodes if node.name.startswith(TEMPORARY)}
        for index, names in self._proposed(output):
            if index in waiting and (name := next((each for each in names if not builder.knows(each)), "")):
                builder.rename(index, name)
                waiting.discard(index)
        if output in waiting and (name := next((each for each in RESULTS if not builder.knows(each)), "")):
            builder.rename(output, name)
            waiting.discard(output)
        letter = free_letter(node.name for node in builder.nodes)
        for number, index in enumerate(sorted(waiting), 1):
            builder.rename(index, f"{letter}{number}")

    def _proposed(self, output: int) -> Iterator[tuple[int, Iterable[str]]]:
        yield from ((output, [name]) for name, events in self.wishes.items() if events[-1] == {output: ()})
        for name, events in self.wishes.items():
            for version, found in enumerate(events, 1):
                numbered = version if len(events) > 1 else None
                wide = any(number > 9 for place in found.values() for number in place)
                for index, place in found.items():
                    yield index, _spellings(name, numbered, place, wide)


def given_names(shapes: Iterable[tuple[str, Shape]]) -> dict[str, tuple[str, ...]]:
    """The names of the entries of what is given, row by row; for a number, its own name."""
    shapes = list(shapes)
    found = {name: (name,) for name, shape in shapes if not shape}
    taken = set(map(look, found))
    for name, shape in shapes:
        if shape:
            places = [tuple(index + 1 for index in place) for place in product(*map(range, shape))]
            wide = any(length > 9 for length in shape)
            spelled = zip(*(_spellings(name, None, place, wide) for place in places), strict=True)
            found[name] = next(names for names in spelled if taken.isdisjoint(map(look, names)))
            taken.update(map(look, found[name]))
    return {name: found[name] for name, _ in shapes}


def _nodes(value: Datum) -> tuple[int, dict[int, Place]]:
    """How many entries a value has, and the traced ones with their places. Of a list that holds itself, or very many
    lists, only the first are looked at."""
    seen, found = 0, dict[int, Place]()
    waiting: list[tuple[Datum, Place]] = [(value, ())]
    while waiting and seen < MOST_ENTRIES:
        each, place = waiting.pop()
        seen += 1
        if isinstance(each, Traced):
            found.setdefault(each.index, place)
        elif isinstance(each, Array):
            places = product(*(range(1, length + 1) for length in each.shape))
            waiting.extend(
                reversed([(entry, (*place, *inner)) for entry, inner in zip(each.entries, places, strict=True)])
            )
        elif isinstance(each, list | tuple) and len(place) < MOST_AXES:
            waiting.extend(reversed([(entry, (*place, number)) for number, entry in enumerate(each, 1)]))
    return seen + len(waiting), found


def _spellings(name: str, version: int | None, place: Place, wide: bool) -> Sequence[str]:
    """The ways to write a name, the best first; an entry of xs is an x."""
    one = name[0] if place and version is None and _PLURAL.fullmatch(name) else name
    parted = wide and len(place) > 1 and version is None
    joint = "" if _LETTER.fullmatch(one) and not parted else "_"
    parts = [] if version is None else [str(version)]
    parts += [("_" if wide else "").join(map(str, place))] if place else []
    written = "_".join(parts)
    if not written:
        return [name, f"{name}_n"]
    return [one + joint + written, f"{name}_{written}", f"{name}_n{written}", f"{name}_n_{written}"]
