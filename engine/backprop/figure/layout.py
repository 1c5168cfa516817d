"""Where everything of a drawing stands. Geometry only; `backprop.figure.svg` prints it.

`backprop.figure.network_layout` and `backprop.figure.graph_layout` make layouts. A drawing runs from left to right:
what is computed later stands further right. Where a page is too narrow, as on a phone, its style sheet turns the
drawing so that it runs downwards: x and y change places, and both are scaled so that a cell's box falls upon itself.
So what keeps clear of others by the size of a cell keeps clear in both directions; text is turned back and stays
upright. Lengths are in units in which a drawing's smallest letters are 13.4 high.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

from backprop.figure.lettering import name_width

MARGIN = 10
ABOVE, BELOW = 22, 10  # more where, turned, the longest weights stand at the left edge
CELL_WIDTH = 70
CELL_HEIGHT = 56
SIGN_HEIGHT, SIGN_PADDING = 19, 6  # of the sign of an operation, or its name, at a cell's upper left corner
SIGN_TOP, NAME_TOP = -43, -47  # a sign covers the corner; a name, which may be long, nothing of the symbol
HEAD_LENGTH, HEAD_HALF_WIDTH = 11, 6  # of an arrow: wider than any line
SIGN_LEFT, SHORT, NEAR = -42, 34, 8
"""Where it begins; a longer one, where a drawing runs downwards, ends that far left of the cell's middle: an arrowhead
arrives there."""
SAFE = 54  # of a name that has room wherever cells keep clear
FONTS = 0.8  # of the room that is kept for a name, what it takes in most fonts
SHELL = 5  # from a cell to the outline that makes it a closed box
TURN = CELL_HEIGHT / CELL_WIDTH
NARROWEST, NARROWEST_PIXELS = 320, 288  # of a page on which a drawing runs downwards
WIDE, WIDE_PIXELS = 759, 680  # of one on which it runs to the right

Point = tuple[float, float]
Box = tuple[float, float, float, float]
"""Left, top, right and bottom."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A node's box around (`x`, `y`)."""

    node: int
    x: float
    y: float

    @property
    def left(self) -> Point:
        """Where lines arrive."""
        return self.x - CELL_WIDTH / 2, self.y

    @property
    def right(self) -> Point:
        """Where lines leave."""
        return self.x + CELL_WIDTH / 2, self.y


@dataclass(frozen=True, slots=True)
class Operator:
    """The name of the operation that made a cell's value, at the corner of the cell around (`x`, `y`); it is to be no
    wider than its `room`."""

    x: float
    y: float
    text: str
    room: float = math.inf

    @property
    def wanted(self) -> int:
        """How wide it would be."""
        return max(SIGN_HEIGHT, name_width(self.text) + 2 * SIGN_PADDING)

    @property
    def width(self) -> int:
        """Of the circle around it, which is as long as it needs, or as there is room for."""
        return math.floor(min(self.wanted, self.room))

    @property
    def text_room(self) -> int | None:
        """How wide its letters are to be, where most fonts have wider ones."""
        room = self.width - 2 * SIGN_PADDING
        return room if room < FONTS * name_width(self.text) else None

    @property
    def is_long(self) -> bool:
        """Whether it would lie on the arrowhead where the drawing runs downwards."""
        return self.width > SHORT


@dataclass(frozen=True, slots=True)
class Heading:
    """Words around (`x`, `y`)."""

    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True)
class Edge:
    """A line from what `source` made to `consumer`.

    `positions` are the arguments of `consumer` that the line stands for: the source, and the weight on the edge if
    there is one. It runs straight to the right through each of the `lanes`, y and the two x between which it keeps
    to it: past the cells that stand between.
    """

    source: int
    consumer: int
    positions: tuple[int, ...]
    start: Point
    end: Point
    lanes: tuple[tuple[float, float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Label:
    """A parameter's symbol and numbers around (`x`, `y`), on a line or beside a cell; it takes a cell's room.

    An entry of a matrix has its numbers below the symbol, as a cell has. Not `always` there: only while a step is
    about it.
    """

    node: int
    x: float
    y: float
    always: bool = True
    entry: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """A whole drawing, `width` × `height`; `shells` are the outlines around a unit's cells."""

    width: float
    height: float
    cells: tuple[Cell, ...]
    edges: tuple[Edge, ...]
    operators: tuple[Operator, ...] = ()
    shells: tuple[Box, ...] = ()
    labels: tuple[Label, ...] = ()
    headings: tuple[Heading, ...] = ()

    @property
    def sizes(self) -> tuple[Point, Point]:
        """Width and height where it runs to the right, and where it runs downwards."""
        return (self.width, self.height), (self.height / TURN, self.width * TURN)


def lowered(layout: Layout, down: float) -> Layout:
    """The same, that much further down."""

    def lower(edge: Edge) -> Edge:
        (x, y), (to_x, to_y) = edge.start, edge.end
        lanes = tuple((lane + down, left, right) for lane, left, right in edge.lanes)
        return replace(edge, start=(x, y + down), end=(to_x, to_y + down), lanes=lanes)

    return Layout(
        layout.width,
        layout.height + down,
        cells=tuple(replace(each, y=each.y + down) for each in layout.cells),
        edges=tuple(map(lower, layout.edges)),
        operators=tuple(replace(each, y=each.y + down) for each in layout.operators),
        shells=tuple((x, y + down, to_x, to_y + down) for x, y, to_x, to_y in layout.shells),
        labels=tuple(replace(each, y=each.y + down) for each in layout.labels),
        headings=tuple(replace(each, y=each.y + down) for each in layout.headings),
    )


def with_room(layout: Layout) -> Layout:
    """With names that keep clear of what stands beside them, and room for the long ones that stand at the left edge
    where the drawing runs downwards."""
    layout = replace(layout, operators=tuple(replace(each, room=_room(layout, each)) for each in layout.operators))
    missing = [(each.width + NEAR + 1) * TURN - each.y for each in layout.operators if each.is_long]
    return lowered(layout, math.ceil(max(missing))) if max(missing, default=0) > 0 else layout


def _room(layout: Layout, operator: Operator) -> float:
    """How wide a name can be, whichever way the drawing runs: from its left end to the right, or, where it is long,
    from its right end to the left."""
    if operator.wanted <= SAFE:
        return math.inf
    others = [each for each in layout.cells if (each.x, each.y) != (operator.x, operator.y)]
    left = operator.x + SIGN_LEFT
    ahead = [box[0] for each in others for box in _around(each.x, each.y) if _is_beside(box, operator.y)]
    right = operator.y / TURN - NEAR
    behind = [
        box[2]
        for each in others
        for box in _around(each.y / TURN, each.x * TURN, down=True)
        if _is_beside(box, operator.x * TURN)
    ]
    free = min((x for x in [*ahead, layout.width] if x > left), default=math.inf) - left
    return max(SHORT + 1, min(free, right - max((x for x in behind if x < right), default=-math.inf)) - 1)


def _is_beside(box: Box, y: float) -> bool:
    """Whether it stands at the height of the name at a cell."""
    return box[1] < y + NAME_TOP + SIGN_HEIGHT and y + NAME_TOP < box[3]


def _around(x: float, y: float, *, down: bool = False) -> Iterator[Box]:
    """What takes room at a cell, besides a long name: the cell, where arrows arrive, and a sign."""
    across, half = CELL_WIDTH / 2, CELL_HEIGHT / 2
    yield x - across, y - half, x + across, y + half
    yield x + SIGN_LEFT, y + NAME_TOP, x - NEAR, y + SIGN_TOP + SIGN_HEIGHT
    if down:
        yield x - HEAD_HALF_WIDTH / TURN, y - half - HEAD_LENGTH * TURN, x + HEAD_HALF_WIDTH / TURN, y - half
    else:
        yield x - across - HEAD_LENGTH, y - HEAD_HALF_WIDTH, x - across, y + HEAD_HALF_WIDTH


def box_of(placed: Cell | Label) -> Box:
    """The room of a cell or a label, in both directions."""
    across, down = CELL_WIDTH / 2, CELL_HEIGHT / 2
    return placed.x - across, placed.y - down, placed.x + across, placed.y + down


def closed_shell(cell: Cell) -> Box:
    """The outline around a cell that is a closed box."""
    left, top, right, bottom = box_of(cell)
    return left - SHELL, top - SHELL, right + SHELL, bottom + SHELL


def around(boxes: list[Box]) -> Box:
    """The box around all of them."""
    left, top, right, bottom = zip(*boxes, strict=True)
    return min(left), min(top), max(right), max(bottom)


def column(count: int, pitch: float) -> list[float]:
    """The middles of `count` boxes below one another, with their common middle at 0."""
    return [pitch * (place - (count - 1) / 2) for place in range(count)]
