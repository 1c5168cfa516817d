"""Where a label goes on its line, clear of what stands."""

from __future__ import annotations

from collections.abc import Sequence

from backprop.figure.layout import CELL_HEIGHT, CELL_WIDTH, Box, Label, Point, box_of

HAIR = 0.1
ALONG = (0.5, 0.39, 0.61, 0.3, 0.7)  # of the way


def on_line(start: Point, end: Point, along: float) -> Point:
    """A point of the curve that leaves and arrives straight, a Bézier curve of degree 3; to whole units."""
    across = along * (1.5 - 1.5 * along + along * along)
    down = along * along * (3 - 2 * along)
    return round(start[0] + across * (end[0] - start[0])), round(start[1] + down * (end[1] - start[1]))


def least_covering(start: Point, end: Point, standing: Sequence[Box]) -> Point:
    """The place on the line where a label covers least of what is `standing`."""
    places = (on_line(start, end, along) for along in ALONG)
    return min(places, key=lambda place: sum(_overlap(box_of(Label(0, *place)), each) for each in standing))


def apart(places: Sequence[Point]) -> bool:
    """Whether labels at all of these places cover no part of one another."""
    return all(
        abs(x - other_x) > CELL_WIDTH - HAIR or abs(y - other_y) > CELL_HEIGHT - HAIR
        for number, (x, y) in enumerate(places)
        for other_x, other_y in places[:number]
    )


def _overlap(one: Box, other: Box) -> float:
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return across * down if across > 0 and down > 0 else 0.0
