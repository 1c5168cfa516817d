"""How an author writes what a network is made of; what its quantities are called in values and links stays the same.

`weights` says which index of a weight comes first: from-to, where it leads from, or to-from. `layers` puts the layer
into each symbol as a superscript, or only where a network has several hidden layers, as names have it. With `delta`,
the derivative of the loss by a weighted sum z is δ, and by the matrix Z of them it is Δ. `arriving` is the word for
the gradient that comes to an operation from behind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple

WEIGHTS = ("from-to", "to-from")
LAYERS = ("names", "superscript")
ARRIVING = ("arriving", "upstream", "downstream")
_PAIR = re.compile(r"(o?,?)(\d+),(\d+)|(o?)(\d)(\d)")
_LOSS = re.compile(r"L\d*")
_SUM = re.compile(r"[zZ](o?\d*(_\d*)*)")
# Of one unit or of one layer; x, y, ŷ, p and L belong to no hidden layer.
_UNITS = ("w", "b", "z", "h", "m", "d", "s", "c", "n", "a", "v", "μ", "γ", "β", "δ", "Δ", "W", "Z", "H")
_SHARED = ("b", "v", "μ")


# What was printed is remembered by it, and a tuple is looked up several times as fast as a dataclass.
class Notation(NamedTuple):
    """`depth` is the number of layers of the network, without the inputs; 0 where the figure is about another thing."""

    weights: str = WEIGHTS[0]
    layers: str = LAYERS[0]
    delta: bool = False
    arriving: str = ARRIVING[0]
    depth: int = 0

    def placed(self, letter: str, layer: int | None, index: str) -> tuple[int | None, str]:
        """Layer and index of a symbol as they are to be written."""
        if letter in ("w",) and self.weights == "to-from":
            index = _turned(index)
        if self.layers != "superscript" or not self.depth or letter not in _UNITS or layer is not None:
            return layer, index
        if index.startswith("o"):
            return self.depth, index[1:].removeprefix(",")
        if self.depth > 2:
            return (int(index), "") if letter in _SHARED and index.isdigit() else (layer, index)
        return 1, index

    def delta_of(self, of: str, by: str) -> str:
        """What the derivative of `of` by `by` is called, if it has a letter of its own."""
        match = _SUM.fullmatch(by)
        if not (self.delta and self.depth and match and _LOSS.fullmatch(of)):
            return ""
        return ("Delta" if by[0] == "Z" else "delta") + match[1]


PLAIN = Notation()
_written: ContextVar[Notation] = ContextVar("notation", default=PLAIN)


def notation() -> Notation:
    """The one that is written at present."""
    return _written.get()


@contextmanager
def writing(chosen: Notation) -> Iterator[None]:
    """Write so for a while."""
    before = _written.set(chosen)
    try:
        yield
    finally:
        _written.reset(before)


def _turned(index: str) -> str:
    """12 as 21, and o1,12 as o12,1; a weight with a single index has none to turn."""
    match = _PAIR.fullmatch(index)
    if match is None:
        return index
    if match[2]:
        return f"{match[1]}{match[3]},{match[2]}"
    return f"{match[4]}{match[6]}{match[5]}"
