"""Where everything of a drawing stands. Geometry only; `backprop.figure.svg` prints it.

`backprop.figure.network_layout` and `backprop.figure.graph_layout` make layouts.

The drawing is a column that flows downwards, so that one drawing serves a phone and a desk: at
the narrowest page it is shown 288 px wide, and all its text is still 12 px high. Lengths are in
units of a drawing 320 wide.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

NARROWEST = 320
NARROWEST_PIXELS = 288
MARGIN = 6
CELL_WIDTH = 66
CELL_HEIGHT = 62
PITCH = 78
INNER_GAP = 18
ENTRY_WIDTH = 60
ENTRY_HEIGHT = 58

Point = tuple[float, float]
Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class Cell:
    """A node's box; (`x`, `y`) is its upper left corner."""

    node: int
    x: float
    y: float

    @classmethod
    def centered(cls, node: int, center: float, y: float) -> Cell:
        """The cell whose middle is at `center`."""
        return cls(node, center - CELL_WIDTH / 2, y)

    @property
    def center(self) -> float:
        return self.x + CELL_WIDTH / 2

    @property
    def right(self) -> float:
        return self.x + CELL_WIDTH

    @property
    def bottom(self) -> float:
        return self.y + CELL_HEIGHT


@dataclass(frozen=True, slots=True)
class Shell:
    """The outline around a unit's two cells, with the name of the operation between them.

    Without width and height only the name is there.
    """

    x: float
    y: float
    width: float
    height: float
    text: str
    text_x: float
    text_y: float
    anchor: Anchor


@dataclass(frozen=True, slots=True)
class Edge:
    """A line from what `source` made to `consumer`.

    `positions` are the arguments of `consumer` that the line stands for: the source, and the
    weight on the edge if there is one. It runs straight down through each of the `lanes`, x and the
    heights between which it keeps to it: past the cells that stand between.
    """

    source: int
    consumer: int
    positions: tuple[int, ...]
    start: Point
    end: Point
    lanes: tuple[tuple[float, float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Label:
    """A parameter's symbol and numbers beside the drawing's lines; (`x`, `y`) is its first line.

    An entry of a matrix has its numbers below the symbol, as a cell has.
    """

    node: int
    x: float
    y: float
    anchor: Anchor
    always: bool
    entry: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """A whole drawing, `width` × `height`."""

    width: float
    height: float
    cells: tuple[Cell, ...]
    shells: tuple[Shell, ...]
    edges: tuple[Edge, ...]
    labels: tuple[Label, ...]


def spread(count: int, width: float) -> list[float]:
    """The middles of `count` equal parts of `width`."""
    return [width * (2 * place + 1) / (2 * count) for place in range(count)]


def width_for(most_cells: int) -> float:
    """How wide a drawing must be for `most_cells` cells side by side."""
    return max(NARROWEST, 2 * MARGIN + PITCH * most_cells)
