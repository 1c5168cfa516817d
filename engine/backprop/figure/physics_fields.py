"""Draws a field over two inputs: in colors and with contours, a bar beside it that says what they mean, and its axes.

Every contour is the edge of an area that lies over the one before, and their colors add up: one color for what is above
a level beyond 0, another one for what is below, both from the style sheet.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from backprop.figure.plot import BOTTOM, LEFT, RIGHT, TICK, TOP, Axis, exact, round_ticks, short, text_at
from backprop.physics_contours import areas

MOST_STEPS = 10
BAR, BAR_WIDTH = RIGHT + 16, 14
FEW_LEVELS = 12
MOST_SIZES = 6  # for each sign
SHARES = (1, 3)  # in each power of ten

Row = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """`rows[j][i]`, called `name`, at `across[i]` of one input and `up[j]` of the other, with contours at `levels`."""

    names: tuple[str, str]
    name: str
    across: Row
    up: Row
    rows: tuple[Row, ...]
    levels: Row


def even_levels(values: Sequence[float]) -> Row:
    """Round numbers between the least and the largest."""
    low, high = min(values), max(values)
    return tuple(each for each in round_ticks(low, high, MOST_STEPS) if low < each < high)


def levels_of_size(first: float, last: float) -> Row:
    """Of what shrinks in training from the `first` size to the `last`, for each sign: each some thrice the next."""
    sizes = [share * 10.0**power for power in range(-12, 7) for share in SHARES]
    shown = [size for size in sizes if last / 5 <= size <= max(first, last)][::-1]
    shown = shown[:: math.ceil(len(shown) / MOST_SIZES) or 1]
    return (*(-size for size in shown), *reversed(shown))


def printed(field: Field) -> str:
    """What stands in the SVG element of a plot."""
    axes = (_axis(field.across, (LEFT, RIGHT)), _axis(field.up, (BOTTOM, TOP)))
    layers = "".join(_layer(_path(field, level, axes), level) for level in _in_order(field.levels))
    return layers + _around(field, axes) + _bar(field)


def _axis(values: Row, ends: tuple[float, float]) -> Axis:
    """From the first to the last of the values, with a few round numbers."""
    low, high = values[0], values[-1]
    slack = (high - low) * 1e-9
    ticks = [each for each in round_ticks(low, high) if low - slack <= each <= high + slack]
    return Axis((low, high), ends, False, ticks)


def _in_order(levels: Row) -> Iterator[float]:
    """From 0 outwards: an area lies over those that hold it. 0 itself comes last, as a line alone."""
    yield from (level for level in reversed(levels) if level < 0)
    yield from (level for level in levels if level > 0)
    yield from (level for level in levels if level == 0)


def _layer(path: str, level: float) -> str:
    kind = "up" if level > 0 else "dn" if level < 0 else "zero"
    return f'<path class="{kind}" d="{path}"/>' if path else ""


def _path(field: Field, level: float, axes: tuple[Axis, Axis]) -> str:
    found = areas(field.across, field.up, field.rows, level, above=level >= 0)
    return "".join(_outline([(axes[0].place(x), axes[1].place(y)) for x, y in line]) for line in found)


def _outline(points: Sequence[tuple[float, float]]) -> str:
    """A closed line, each of its points relative to the one before, in tenths, without those that change nothing."""
    tenths = [(round(10 * x), round(10 * y)) for x, y in points]
    kept = [tenths[0]]
    for here, after in zip(tenths[1:], [*tenths[2:], tenths[1]], strict=True):
        (left, top), (x, y), (right, bottom) = kept[-1], here, after
        if (x - left) * (bottom - y) != (y - top) * (right - x):
            kept.append(here)
    steps = [(x - left, y - top) for (left, top), (x, y) in pairwise(kept)]
    moved = " ".join(_pair(step) for step in steps).replace(" -", "-")
    return f"M{_pair(kept[0])}l{moved}z" if len(steps) > 1 else ""


def _pair(tenths: tuple[int, int]) -> str:
    return f"{short(tenths[0] / 10)} {short(tenths[1] / 10)}"


def _around(field: Field, axes: tuple[Axis, Axis]) -> str:
    """The edge of the domain, with ticks and what they mean."""
    across, up = axes
    ticks = "".join(f"M{short(across.place(each))} {BOTTOM}v{TICK}" for each in across.ticks)
    ticks += "".join(f"M{LEFT} {short(up.place(each))}h-{TICK}" for each in up.ticks)
    texts = "".join(text_at(across.place(each), BOTTOM + 19, exact(each), "middle") for each in across.ticks)
    texts += "".join(text_at(LEFT - 8, up.place(each) + 4, exact(each), "end") for each in up.ticks)
    texts += text_at((LEFT + RIGHT) / 2, BOTTOM + 38, field.names[0], "middle")
    texts += text_at(LEFT, TOP - 10, field.names[1], "middle") + text_at(BAR, TOP - 10, field.name, "start")
    return f'<path class="axis" d="M{LEFT} {TOP}H{RIGHT}V{BOTTOM}H{LEFT}z{ticks}"/>{texts}'


def _bar(field: Field) -> str:
    """The colors between the levels, one above the other, as high as the field."""
    high = (BOTTOM - TOP) / (len(field.levels) + 1)
    made, every = "", 1 + len(field.levels) // FEW_LEVELS
    for level in _in_order(field.levels):
        y = BOTTOM - high * (1 + field.levels.index(level))
        end = TOP if level > 0 else BOTTOM
        made += _layer(f"M{BAR} {short(y)}h{BAR_WIDTH}V{end}h-{BAR_WIDTH}z", level)
    for place, level in enumerate(field.levels):
        if place % every == 0:
            made += text_at(BAR + BAR_WIDTH + 5, BOTTOM - high * (1 + place) + 4, exact(level), "start")
    return f'{made}<path class="axis" d="M{BAR} {TOP}h{BAR_WIDTH}V{BOTTOM}h-{BAR_WIDTH}z"/>'
