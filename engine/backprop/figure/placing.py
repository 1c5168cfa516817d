"""Where a label goes that is drawn only while a step is about it: beside its line, clear of what always stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from backprop.figure.layout import ENTRY_HEIGHT, ENTRY_WIDTH, Anchor, Cell, Label, Point, Shell
from backprop.figure.lettering import before, inside, name_width

ROOM = 80  # of a symbol with layer and index, and a number of usual length
ABOVE, BELOW = 18, 23  # the first line's foot, where the second line holds the gradient
NAME_ABOVE, NAME_BELOW = 12, 4

OFFSET = 12
LIFT = 18
ALONG = (0.5, 0.6, 0.4, 0.7, 0.3, 0.2)

# Left, top, right and bottom.
Box = tuple[float, float, float, float]
Place = tuple[float, float, Anchor]


def box_of(label: Label, width: float) -> Box:
    """What a label takes of a drawing so wide."""
    if label.entry:
        left, top = label.x - ENTRY_WIDTH / 2, label.y - ABOVE
        return left, top, left + ENTRY_WIDTH, top + ENTRY_HEIGHT
    return _box((label.x, label.y, label.anchor), width)


def box_of_cell(cell: Cell) -> Box:
    """What a cell takes."""
    return cell.x, cell.y, cell.right, cell.bottom


def box_of_name(shell: Shell) -> Box:
    """What the name of a shell's operation takes."""
    width = name_width(shell.text)
    left = shell.text_x - before(shell.anchor, width)
    return left, shell.text_y - NAME_ABOVE, left + width, shell.text_y + NAME_BELOW


def beside(start: Point, end: Point, first: Place, standing: Sequence[Box], width: float) -> Place:
    """The place by the line that covers least of what is `standing`; `first`, where that is as good as any."""
    return min((first, *_places(start, end)), key=lambda place: _covered(_box(place, width), standing))


def uncovered(place: Place, standing: Sequence[Box], width: float) -> Box | None:
    """What a label takes there, if nothing stands in it."""
    box = _box(place, width)
    return None if _covered(box, standing) else box


def flatness(start: Point, end: Point) -> float:
    """From 0, for a line that runs straight down, to 1."""
    return min(1, abs(end[0] - start[0]) / (1.5 * (end[1] - start[1])))


def _places(start: Point, end: Point) -> Iterator[Place]:
    """On both sides of the line: above it on the side that it falls to, below it on the other."""
    lift = LIFT * flatness(start, end)
    for along, side in product(ALONG, (-1, 1)):
        x, y = _on_line(start, end, along)
        falls = side * (end[0] - start[0]) >= 0
        yield x + side * OFFSET, y + (-lift if falls else lift), "end" if side < 0 else "start"


def _on_line(start: Point, end: Point, along: float) -> Point:
    """A point of the curve that leaves and arrives straight down; it is half way where it has fallen half."""
    eased = along * along * (3 - 2 * along)
    return start[0] + eased * (end[0] - start[0]), start[1] + along * (end[1] - start[1])


def _box(place: Place, width: float) -> Box:
    x, y, anchor = place
    left = inside(x, anchor, ROOM, width) - before(anchor, ROOM)
    return left, y - ABOVE, left + ROOM, y + BELOW


def _covered(box: Box, standing: Sequence[Box]) -> float:
    overlaps = (
        (min(box[2], each[2]) - max(box[0], each[0]), min(box[3], each[3]) - max(box[1], each[1])) for each in standing
    )
    return sum(across * down for across, down in overlaps if across > 0 and down > 0)
