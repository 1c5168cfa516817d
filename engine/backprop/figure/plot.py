"""A line plot as SVG, on plain or logarithmic scales, with its numbers as a table beside it.

Lines differ by dash and marker as well as colour, and carry their names at their ends.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from backprop.figure.numbers import grouped, plain, superscript

WIDTH, HEIGHT = 320, 270
SIZES = ((WIDTH, HEIGHT), (WIDTH, HEIGHT))  # on a desk and on a phone
LEFT, RIGHT, TOP, BOTTOM = 40, 208, 26, 226
TICK = 5
LINE_HEIGHT = 15
LONGEST_NAME = 14  # letters that have room beside the plot
MARKER = 3.2
MOST_MARKED = 20
MOST_LABELS, FEWER_LABELS = 12, 8
MOST_ROWS = 40
TICKS = 4
COLORS = 4
DOT, SQUARE, LEGEND_HEIGHT = 4, 12, 20
# A smaller spread than this part of the values is rounding: ticks so close would be one number.
FLAT = 1e-12
# Powers of ten and quarters of a number are still numbers other than 0.
SMALLEST = 10 * sys.float_info.min


@dataclass(frozen=True, slots=True)
class Series:
    """One line: its `name` and its value for every x of the plot, or for the first ones; > 0 where the scale is
    logarithmic."""

    name: str
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Dot:
    """A sample at its place; its `text` stands beside it."""

    x: float
    y: float
    kind: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class Patch:
    """A rectangle of the plane that is of one kind, which gives its color."""

    kind: int
    left: float
    right: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Plot:
    """Several series over the same `xs` (increasing, at least two).

    With `dots` on it, and under it `patches`, whose kinds the `legend` tells in order; then no series has a name at its
    end. `marked`: lines have markers. The scale has room for `reached` too, which other plots beside this one have.
    """

    x_name: str
    y_name: str
    xs: tuple[float, ...]
    series: tuple[Series, ...]
    log_x: bool = False
    log_y: bool = True
    dots: tuple[Dot, ...] = ()
    patches: tuple[Patch, ...] = ()
    legend: tuple[str, ...] = ()
    marked: bool = True
    reached: tuple[float, ...] = ()


def drawing(plot: Plot, label: str) -> str:
    """The plot as one SVG element, described by `label`."""
    return svg(printed(plot), label)


def printed(plot: Plot) -> str:
    """What stands in that element."""
    scale = _Scale(plot)
    body = _patches(plot, scale) + _axes(plot, scale)
    if not plot.patches:
        body += "".join(_line(number, each, plot, scale) for number, each in enumerate(plot.series, 1))
    body += "".join(_dot(each, plot, scale) for each in plot.dots)
    names = _legend(plot) if plot.legend else _names(plot, scale)
    return body + names


def svg(body: str, label: str, kind: str = "") -> str:
    """What is drawn as one SVG element, described by `label`; of a class of its own where it stands among steps."""
    marked = f'class="{kind}" ' if kind else ""
    return f'<svg {marked}viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(label)}">{body}</svg>'


def table(plot: Plot) -> str:
    """The plot's numbers as an HTML table, one row per x; of a long plot evenly chosen rows."""
    head = "".join(
        f'<th scope="col">{escape(name)}</th>' for name in (plot.x_name, *(each.name for each in plot.series))
    )
    rows = "".join(
        f'<tr><th scope="row">{exact(plot.xs[place])}</th>'
        + "".join(f"<td>{exact(each.values[place]) if place < len(each.values) else ''}</td>" for each in plot.series)
        + "</tr>"
        for place in chosen(len(plot.xs))
    )
    return f'<table><thead><tr>{head}</tr></thead><tbody translate="no">{rows}</tbody></table>'


def chosen(count: int) -> list[int]:
    """The places of the table's rows: all, or evenly spaced ones with the first and the last."""
    if count <= MOST_ROWS:
        return list(range(count))
    step = math.ceil((count - 1) / (MOST_ROWS // 2))
    return [*range(0, count - 1, step), count - 1]


def can_be_logarithmic(values: Sequence[float]) -> bool:
    """Whether a logarithmic scale has a place for each: not for 0, nor for less."""
    return min(values) >= SMALLEST


def exact(value: float) -> str:
    """Whole numbers in full, others to four digits."""
    return grouped(value) if value == int(value) else plain(value)


class Axis:
    """Maps values to places between `start` and `end`; `ticks` are where numbers stand."""

    def __init__(self, values: Sequence[float], ends: tuple[float, float], log: bool, marked: Sequence[float]) -> None:
        self.start, self.end = ends
        self.log = log
        if log:
            low = math.floor(math.log10(min(values)) + 1e-9)
            high = max(low + 1, math.ceil(math.log10(max(values)) - 1e-9))
            self.low, self.high = float(low), float(high)
            every = math.ceil((high - low) / MOST_LABELS)
            self.ticks = [10.0**n for n in range(low, high + 1, every)]
        elif marked:
            self.low, self.high = min(values), max(values)
            self.ticks = list(_spaced(marked))
        else:
            self.ticks = round_ticks(min(values), max(values))
            self.low, self.high = self.ticks[0], self.ticks[-1]

    def place(self, value: float) -> float:
        share = ((math.log10(value) if self.log else value) - self.low) / (self.high - self.low)
        return self.start + (self.end - self.start) * share

    def text(self, tick: float) -> str:
        return _power(round(math.log10(tick))) if self.log else exact(tick)


def _spread(low: float, high: float) -> float:
    """What the ticks have to span: high − low, or for equal numbers their size."""
    size = max(abs(low), abs(high))
    spread = high - low if high - low > FLAT * size else size
    return spread if spread >= SMALLEST else 1.0


def round_ticks(low: float, high: float, most: int = TICKS) -> list[float]:
    """Multiples of 1, 2 or 5 times a power of ten that enclose low to high, with at most so many steps between."""
    spread = _spread(low, high)
    power = 10.0 ** math.floor(math.log10(spread / most))
    step = next(power * each for each in (1, 2, 5, 10) if spread / (power * each) <= most)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [each * step for each in range(first, max(last, first + 1) + 1)]


class _Scale:
    def __init__(self, plot: Plot) -> None:
        values = [value for each in plot.series for value in each.values] + [dot.y for dot in plot.dots]
        values += plot.reached
        few = plot.xs if len(plot.xs) <= MOST_MARKED else ()
        self.across = Axis(plot.xs, (LEFT, RIGHT), plot.log_x, few)
        self.up = Axis(values, (BOTTOM, TOP), plot.log_y, ())
        self.x, self.y = self.across.place, self.up.place


def _axes(plot: Plot, scale: _Scale) -> str:
    lines = f"M{LEFT} {TOP}V{BOTTOM}H{RIGHT}"
    grid = "".join(f"M{LEFT} {short(scale.y(tick))}H{RIGHT}" for tick in scale.up.ticks[1:])
    marked = plot.xs if len(plot.xs) <= MOST_MARKED else scale.across.ticks
    ticks = "".join(f"M{short(scale.x(x))} {BOTTOM}v{TICK}" for x in marked)
    texts = "".join(text_at(LEFT - 6, scale.y(tick) + 4, scale.up.text(tick), "end") for tick in scale.up.ticks)
    texts += "".join(text_at(scale.x(x), BOTTOM + 19, scale.across.text(x), "middle") for x in scale.across.ticks)
    texts += text_at((LEFT + RIGHT) / 2, BOTTOM + 38, plot.x_name, "middle")
    texts += text_at(4, 14, plot.y_name, "start")
    return f'<path class="grid" d="{grid}"/><path class="axis" d="{lines}{ticks}"/>{texts}'


def _patches(plot: Plot, scale: _Scale) -> str:
    """One path for each kind."""
    found: dict[int, str] = {}
    for each in sorted(plot.patches, key=lambda patch: patch.kind):
        left, top, width = scale.x(each.left), scale.y(each.high), scale.x(each.right) - scale.x(each.left)
        area = f"M{short(left)} {short(top)}h{short(width)}v{short(scale.y(each.low) - top)}h{short(-width)}z"
        found[each.kind] = found.get(each.kind, "") + area
    return "".join(f'<path class="patch r{_color(kind)}" d="{areas}"/>' for kind, areas in found.items())


def _color(kind: int) -> int:
    """Of more kinds than there are colors, some have the same."""
    return (kind - 1) % COLORS + 1


def _legend(plot: Plot) -> str:
    """A square and a name for each kind of patch."""
    made = ""
    for place, name in enumerate(plot.legend):
        y = TOP + place * LEGEND_HEIGHT
        square = f"M{RIGHT + 9} {y}h{SQUARE}v{SQUARE}h-{SQUARE}z"
        made += f'<path class="patch key r{_color(place + 1)}" d="{square}"/>'
        made += text_at(RIGHT + 9 + SQUARE + 5, y + SQUARE - 1, name, "start")
    return made


def _dot(dot: Dot, plot: Plot, scale: _Scale) -> str:
    """In the color of the line, or of the patches, that it belongs to."""
    x, y = scale.x(dot.x), scale.y(dot.y)
    kind = f"r{_color(dot.kind)}" if plot.patches else f"k{dot.kind}"
    text = text_at(x + DOT + 3, y - DOT, dot.text, "start", "dotted") if dot.text else ""
    return f'<circle class="dot {kind}" cx="{short(x)}" cy="{short(y)}" r="{DOT}"/>{text}'


def _line(number: int, series: Series, plot: Plot, scale: _Scale) -> str:
    points = [(scale.x(x), scale.y(y)) for x, y in zip(plot.xs, series.values, strict=False)]
    path = "M" + "L".join(f"{short(x)} {short(y)}" for x, y in points)
    if not plot.marked:
        return f'<path class="line k{number}" d="{path}"/>'
    marked = points if len(points) <= MOST_MARKED else points[:: math.ceil(len(points) / 8)]
    markers = "".join(_marker(number, x, y) for x, y in marked)
    return f'<path class="line k{number}" d="{path}"/><path class="mark k{number}" d="{markers}"/>'


def _marker(number: int, x: float, y: float) -> str:
    """A square, a diamond or a triangle around (x, y)."""
    m = MARKER
    if number == 1:
        return f"M{short(x - m)} {short(y - m)}h{short(2 * m)}v{short(2 * m)}h-{short(2 * m)}z"
    if number == 2:
        corner = m * 1.4
        return (
            f"M{short(x)} {short(y - corner)}l{short(corner)} {short(corner)}l-{short(corner)} {short(corner)}"
            f"l-{short(corner)} -{short(corner)}z"
        )
    return f"M{short(x)} {short(y - m * 1.3)}l{short(m * 1.3)} {short(m * 2.3)}h-{short(m * 2.6)}z"


def _names(plot: Plot, scale: _Scale) -> str:
    """Each line's name at its end, on several lines where it is long, moved apart where lines end close together."""
    ends = sorted((scale.y(each.values[-1]), number, each.name) for number, each in enumerate(plot.series, 1))
    placed, above = "", -math.inf
    for y, number, name in ends:
        for part in _parted(name):
            above = max(y + 4, above + LINE_HEIGHT)
            placed += text_at(RIGHT + 9, above, part, "start", f"name k{number}")
    return placed


def _parted(name: str) -> list[str]:
    """The words of a name in lines that have room."""
    lines: list[str] = []
    for word in name.split():
        if lines and len(lines[-1]) + 1 + len(word) <= LONGEST_NAME:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _spaced(xs: Sequence[float]) -> Sequence[float]:
    return xs if len(xs) <= MOST_LABELS else xs[:: math.ceil(len(xs) / FEWER_LABELS)]


def _power(exponent: int) -> str:
    return str(10**exponent) if 0 <= exponent <= 2 else f"10{superscript(exponent)}"


def text_at(x: float, y: float, content: str, anchor: str, name: str = "") -> str:
    classes = f"{anchor} {name}".strip()
    return f'<text class="{classes}" x="{short(x)}" y="{short(y)}">{escape(content)}</text>'


def short(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
