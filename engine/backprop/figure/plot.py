"""A line plot on a logarithmic scale as SVG, with its numbers as a table beside it.

Lines differ by dash and marker as well as colour, and carry their names at their ends.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from backprop.figure.numbers import grouped, plain, superscript

WIDTH, HEIGHT = 320, 270
LEFT, RIGHT, TOP, BOTTOM = 40, 226, 26, 226
TICK = 5
LINE_HEIGHT = 15
MARKER = 3.2


@dataclass(frozen=True, slots=True)
class Series:
    """One line: its `name` and its value (> 0) for every x of the plot."""

    name: str
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Plot:
    """Several series over the same `xs` (increasing, at least two)."""

    x_name: str
    y_name: str
    xs: tuple[float, ...]
    series: tuple[Series, ...]


def drawing(plot: Plot, label: str) -> str:
    """The plot as one SVG element, described by `label`."""
    scale = _Scale(plot)
    body = _axes(plot, scale) + "".join(
        _line(number, each, plot.xs, scale) for number, each in enumerate(plot.series, 1)
    )
    names = _names(plot, scale)
    opening = f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(label)}">'
    return f"{opening}{body}{names}</svg>"


def table(plot: Plot) -> str:
    """The plot's numbers as an HTML table, one row per x."""
    head = "".join(
        f'<th scope="col">{escape(name)}</th>' for name in (plot.x_name, *(each.name for each in plot.series))
    )
    rows = "".join(
        f'<tr><th scope="row">{_exact(x)}</th>'
        + "".join(f"<td>{_exact(each.values[place])}</td>" for each in plot.series)
        + "</tr>"
        for place, x in enumerate(plot.xs)
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _exact(value: float) -> str:
    return grouped(value) if value == int(value) else plain(value)


class _Scale:
    def __init__(self, plot: Plot) -> None:
        values = [value for each in plot.series for value in each.values]
        self.low = math.floor(math.log10(min(values)) + 1e-9)
        self.high = max(self.low + 1, math.ceil(math.log10(max(values)) - 1e-9))
        self.first, self.last = plot.xs[0], plot.xs[-1]

    def x(self, value: float) -> float:
        return LEFT + (RIGHT - LEFT) * (value - self.first) / (self.last - self.first)

    def y(self, value: float) -> float:
        share = (math.log10(value) - self.low) / (self.high - self.low)
        return BOTTOM - (BOTTOM - TOP) * share

    @property
    def decades(self) -> range:
        return range(self.low, self.high + 1)


def _axes(plot: Plot, scale: _Scale) -> str:
    lines = f"M{LEFT} {TOP}V{BOTTOM}H{RIGHT}"
    grid = "".join(f"M{LEFT} {_n(scale.y(10.0**n))}H{RIGHT}" for n in scale.decades[1:])
    ticks = "".join(f"M{_n(scale.x(x))} {BOTTOM}v{TICK}" for x in plot.xs)
    texts = "".join(_text(LEFT - 6, scale.y(10.0**n) + 4, _power(n), "end") for n in scale.decades)
    texts += "".join(_text(scale.x(x), BOTTOM + 19, _exact(x), "middle") for x in _spaced(plot.xs))
    texts += _text((LEFT + RIGHT) / 2, BOTTOM + 38, plot.x_name, "middle")
    texts += _text(4, 14, plot.y_name, "start")
    return f'<path class="grid" d="{grid}"/><path class="axis" d="{lines}{ticks}"/>{texts}'


def _line(number: int, series: Series, xs: Sequence[float], scale: _Scale) -> str:
    points = [(scale.x(x), scale.y(y)) for x, y in zip(xs, series.values, strict=True)]
    path = "M" + "L".join(f"{_n(x)} {_n(y)}" for x, y in points)
    markers = "".join(_marker(number, x, y) for x, y in points)
    return f'<path class="line k{number}" d="{path}"/><path class="mark k{number}" d="{markers}"/>'


def _marker(number: int, x: float, y: float) -> str:
    """A square, a diamond or a triangle around (x, y)."""
    m = MARKER
    if number == 1:
        return f"M{_n(x - m)} {_n(y - m)}h{_n(2 * m)}v{_n(2 * m)}h-{_n(2 * m)}z"
    if number == 2:
        corner = m * 1.4
        return (
            f"M{_n(x)} {_n(y - corner)}l{_n(corner)} {_n(corner)}l-{_n(corner)} {_n(corner)}"
            f"l-{_n(corner)} -{_n(corner)}z"
        )
    return f"M{_n(x)} {_n(y - m * 1.3)}l{_n(m * 1.3)} {_n(m * 2.3)}h-{_n(m * 2.6)}z"


def _names(plot: Plot, scale: _Scale) -> str:
    """Each line's name at its end, moved apart where lines end close together."""
    ends = sorted((scale.y(each.values[-1]), number, each.name) for number, each in enumerate(plot.series, 1))
    placed, above = "", -math.inf
    for y, number, name in ends:
        above = max(y + 4, above + LINE_HEIGHT)
        placed += _text(RIGHT + 9, above, name, "start", f"name k{number}")
    return placed


def _spaced(xs: Sequence[float]) -> Sequence[float]:
    return xs if len(xs) <= 12 else xs[:: math.ceil(len(xs) / 12)]


def _power(exponent: int) -> str:
    return str(10**exponent) if 0 <= exponent <= 2 else f"10{superscript(exponent)}"


def _text(x: float, y: float, content: str, anchor: str, name: str = "") -> str:
    classes = f"{anchor} {name}".strip()
    return f'<text class="{classes}" x="{_n(x)}" y="{_n(y)}">{escape(content)}</text>'


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
