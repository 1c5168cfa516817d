"""Prints a layout as SVG, in the state after one step.

The drawing runs to the right; a style sheet may turn it downwards (see `backprop.figure.layout`). So it is one group,
and each of its texts stands in a group around whose origin it is turned back. The `viewBox` is as wide and high as the
drawing needs in one direction or the other; two empty SVGs behind it have its size in each.

Values and gradients are text. Colour, width, dash and the size of a cell's box come from the
page's style sheet, by class: on cells (c) and parameters (p) nf and nb now (the step's
result, forward or backward), a its cotangent arrives, l its value makes the local derivative, r
it is read, and on cells d done; on a number v the value and g the gradient, of which q stands for one to be worked out,
with the step in data-due whose answer has it, and w is what a script puts there once that is open; on edges (e) f
passed forward, b passed backward, nf and nb active now, h the head of an arrow, and where a gradient flows s0 to s9 how
large it is, by half powers of ten up to 1 at s6, and n that it is negative; o is an operator, name a long one, t a
heading.
What a part is about stands on it by the names of the graph: data-n on a cell or parameter its own, data-e on
edges the name of the node that they lead to, and then of those that they come from, in the order of the lines.
On the whole, data-about is the box around the middles of what the step is about.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape
from typing import NamedTuple

from backprop.figure.layout import (
    CELL_WIDTH,
    HEAD_HALF_WIDTH,
    HEAD_LENGTH,
    NAME_TOP,
    NARROWEST,
    SIGN_HEIGHT,
    SIGN_LEFT,
    SIGN_TOP,
    TURN,
    WIDE,
    Box,
    Cell,
    Edge,
    Heading,
    Label,
    Layout,
    Operator,
    Point,
)
from backprop.figure.lettering import LAYER_WIDTH, gap_after, number_width, symbol_width, word_width
from backprop.figure.numbers import REMEMBERED, plain
from backprop.figure.symbols import HAT, drawn, parts
from backprop.languages import language, words
from backprop.notation import Notation, notation

ACTIVE = ("nf", "nb")
RAISED, LOWERED = -7, 5  # where the layer and the index of a symbol stand
CELL_ROOM = CELL_WIDTH - 4  # for a number
SYMBOL, VALUE, GRADIENT = -11, 6, 22  # where the rows of a cell stand around its middle
ON_LINE, BELOW_LINE = 5, 22  # where those of a parameter on a line stand
LABEL_WIDTH, BOTH_HEIGHT = 64, 38  # of the ground behind them, where it is not as the style sheet says
SIGN_FOOT = 14
SIZES = tuple(10 ** (half / 4) for half in range(-11, 6, 2))  # between them are the sizes of gradients that look alike


@dataclass(frozen=True, kw_only=True, slots=True)
class State:
    """What is known after a step, by node: `values`, `gradients`; and what the step touches.

    Edges are named by consumer and argument position; `flows` is what the gradient is that flows up some of them.
    `backward`: derivatives flow up; if not and `differentiating`, they flow down with the values. The gradients of the
    nodes `blanks` are for the reader to work out, and the values of the nodes `unknown`: each in the step that it has.
    """

    values: Mapping[int, float]
    gradients: Mapping[int, float]
    target: int | None
    arriving: frozenset[int]
    local: frozenset[int]
    active: frozenset[tuple[int, int]]
    passed: frozenset[tuple[int, int]]
    backward: bool
    differentiating: bool = False
    blanks: Mapping[int, int] = field(default_factory=dict)
    unknown: Mapping[int, int] = field(default_factory=dict)
    flows: Mapping[tuple[int, int], float] = field(default_factory=dict)


class Still:
    """What no step changes in the drawings of a figure whose nodes have these `names`."""

    def __init__(self, layout: Layout, names: Sequence[str]) -> None:
        self.layout, self.names = layout, names
        self.escaped = list(map(escape, names))
        self.lines = [_Line(each, _keys(each), self.escaped[each.source], _curve(each)) for each in layout.edges]
        self.outlines = _outlines(layout.shells)
        self.signs = "".join((*map(_operator, layout.operators), *map(_heading, layout.headings)))
        side = max(layout.width, layout.height / TURN)
        self.size = f'viewBox="0 0 {_point((side, side * TURN))}" preserveAspectRatio="xMinYMin slice"'


class _Line(NamedTuple):
    """An edge: its arguments as consumer and position, its source's name as attributes have it, and its path."""

    edge: Edge
    keys: tuple[tuple[int, int], ...]
    source: str
    curve: str


def _keys(edge: Edge) -> tuple[tuple[int, int], ...]:
    return tuple([(edge.consumer, position) for position in edge.positions])


def drawing(still: Still, state: State, label: str) -> str:
    """The drawing as SVG, described by `label`, with the room that it takes."""
    layout, printer = still.layout, _Printer(still, state, language(), notation())
    labels = printer.shown(layout.labels)
    # These are looked at on the line only.
    twice = {each.node for each in labels if not each.always}
    body = [
        still.outlines,
        printer.edges(),
        *map(printer.cell, layout.cells),
        still.signs,
        *(printer.label(each, marked=not _is_again(each, twice)) for each in labels),
    ]
    placed: list[Cell | Label] = [*layout.cells, *(each for each in labels if not _is_again(each, twice))]
    about = f' data-about="{box}"' if (box := printer.about(placed)) else ""
    opening = f'<svg {still.size}{about} role="img" aria-label="{escape(label)}">'
    return framed(layout.sizes, f"{opening}<g>{''.join(body)}</g></svg>")


def answered(layout: Layout, state: State) -> str:
    """What drawings have in the place of a blank that is due with this step, once the reader has found the number."""
    placed: list[Cell | Label] = [*layout.cells, *layout.labels]
    found = next((each for each in placed if each.node == state.target), None)
    if found is None:
        return ""
    if not (state.backward or state.differentiating):
        return _number_row(VALUE, "v w", state.values[found.node], CELL_ROOM)
    on_line = isinstance(found, Label) and not found.entry
    y, room = (BELOW_LINE, None) if on_line else (GRADIENT, CELL_ROOM)
    return _number_row(y, "g w", state.gradients[found.node], room)


def framed(sizes: tuple[Point, Point], drawn: str, *, turns: bool = True) -> str:
    """With the room that it takes in both directions; where one is too long for a page, in a frame to scroll in."""
    (across, _), (down, _) = sizes
    fits = {"bp-fits-across": across <= WIDE, "bp-fits-down": down <= NARROWEST}
    scrolls = not all(fits.values())
    # Most drawings that need it in one direction need it in both.
    marks = {"bp-flat": not turns} | (fits if scrolls else {})
    kind = " ".join(["bp-frame", *(mark for mark, holds in marks.items() if holds)])
    scroller = f' tabindex="0" role="group" aria-label="{escape(words.WIDE_DRAWING)}"' if scrolls else ""
    return f'<div class="{kind}"{scroller}>{drawn}{rooms(sizes)}</div>'


def rooms(sizes: tuple[Point, Point], larger: float = 1) -> str:
    """Two empty SVGs as large as a drawing is, running to the right and downwards, or so many times larger.

    They stand in the page once for each step: the style sheet knows them by their order.
    """
    return "".join(
        f'<svg width="{_number(width * larger)}" height="{_number(height * larger)}" aria-hidden="true"></svg>'
        for width, height in sizes
    )


class _Look(NamedTuple):
    """All that decides how a node is drawn, its place aside: what is known of it, the classes that the step gives it,
    and language and notation. `value_due` and `gradient_due` are the steps that the reader finds them in, or None."""

    name: str
    classes: str
    value: float | None
    gradient: float | None
    value_due: int | None
    gradient_due: int | None
    language: str
    notation: Notation


@dataclass(frozen=True, slots=True)
class _Printer:
    still: Still
    state: State
    language: str
    notation: Notation

    def cell(self, cell: Cell) -> str:
        return _cell((cell.x, cell.y), self._look("c", cell.node))

    def label(self, label: Label, *, marked: bool) -> str:
        place = (label.x, label.y)
        if label.entry:
            return _entry(place, self._look("p m", label.node, marked=marked))
        return _label(place, self._look("p", label.node, marked=marked))

    def _look(self, kind: str, node: int, *, marked: bool = True) -> _Look:
        state, classes = self.state, kind
        if kind == "c" and node in state.values:
            classes += " d"
        if marked and node == state.target:
            classes += f" {self._now}"
        if marked and node in state.arriving:
            classes += " a"
        if marked and node in state.local:
            classes += " r" if self._now == "nf" else " l"
        known = (state.values.get(node), state.gradients.get(node))
        due = (state.unknown.get(node), state.blanks.get(node))
        return _Look(self.still.names[node], classes, *known, *due, self.language, self.notation)

    @property
    def _now(self) -> str:
        return "nb" if self.state.backward or self.state.differentiating else "nf"

    def shown(self, labels: Sequence[Label]) -> list[Label]:
        """The labels that always stand, and one more when a step touches just that one."""
        touched = self.state.local | {self.state.target}
        passing = [each for each in labels if not each.always and each.node in touched]
        return [each for each in labels if each.always] + (passing if len(passing) == 1 else [])

    def about(self, placed: Sequence[Cell | Label]) -> str:
        """Least and largest x and y of what the step computes and what goes into that; "" where there is nothing."""
        touched = self.state.local | self.state.arriving | {self.state.target}
        middles = [(each.x, each.y) for each in placed if each.node in touched]
        if not middles:
            return ""
        xs, ys = zip(*middles, strict=True)
        return f"{_point((min(xs), min(ys)))} {_point((max(xs), max(ys)))}"

    def edges(self) -> str:
        """One path for the edges of a kind that lead to one node, so that from step to step few paths
        change; the active ones last, so that nothing covers them."""
        alike: dict[tuple[str, int], list[_Line]] = {}
        for line in self.still.lines:
            alike.setdefault((self._edge_kind(line), line.edge.consumer), []).append(line)
        ordered = sorted(alike.items(), key=lambda item: _is_active(item[0][0]))
        lines = [self._lines(f"e {kind}".strip(), consumer, group) for (kind, consumer), group in ordered]
        active = [line for (kind, _), group in ordered if _is_active(kind) for line in group]
        return "".join((*lines, *map(self._head, active)))

    def _lines(self, kind: str, consumer: int, lines: Sequence[_Line]) -> str:
        names = " ".join([self.still.escaped[consumer], *[line.source for line in lines]])
        return f'<path class="{kind}" data-e="{names}" d="{"".join([line.curve for line in lines])}"/>'

    def _edge_kind(self, line: _Line) -> str:
        state = self.state
        if not state.active.isdisjoint(line.keys):
            return self._now + self._flow([key for key in line.keys if key in state.active])
        if not state.passed.isdisjoint(line.keys):
            return "b" + self._flow(line.keys)
        return "f" if line.edge.consumer in state.values else ""

    def _flow(self, keys: Sequence[tuple[int, int]]) -> str:
        """Size and sign of the gradient along the first of these that has one: to the source, before the weight."""
        flow = next((self.state.flows[key] for key in keys if key in self.state.flows), None)
        if flow is None:
            return ""
        return f" s{bisect(SIZES, abs(flow))}" + (" n" if flow < 0 else "")

    def _head(self, line: _Line) -> str:
        """An arrow head at what the step computes; none where that is the weight on the edge."""
        edge = line.edge
        if self.state.target == edge.consumer:
            return f'<path class="h {self._now}" d="{_triangle(edge.start, edge.end)}"/>'
        if self.state.target == edge.source:
            sign = " n" if self._edge_kind(line).endswith(" n") else ""
            return f'<path class="h nb{sign}" d="{_triangle(edge.end, edge.start)}"/>'
        return ""


# From one step to the next, most nodes look as they did.
@lru_cache(REMEMBERED)
def _cell(place: Point, look: _Look) -> str:
    return _group(place, look, f"<rect/>{_rows(look)}")


@lru_cache(REMEMBERED)
def _entry(place: Point, look: _Look) -> str:
    return _group(place, look, _rows(look))


@lru_cache(REMEMBERED)
def _label(place: Point, look: _Look) -> str:
    assert look.value is not None
    text, level = symbol(look.name)
    value, gap = plain(look.value), gap_after(look.name)
    rows = _row(ON_LINE, "", f'{text}<tspan class="v" dx="{gap}" dy="{-level}">{value}</tspan>')
    width, height = symbol_width(look.name) + gap + number_width(value), ""
    if look.gradient is not None:
        rows += _found(BELOW_LINE, "g", look.gradient, look.gradient_due)
        width = max(width, number_width(plain(look.gradient)))
        height = f' height="{BOTH_HEIGHT}"'
    half = width // 2 + 2
    wide = f' x="-{half}" width="{2 * half}"' if 2 * half > LABEL_WIDTH else ""
    return _group(place, look, f"<rect{wide}{height}/>{rows}")


def _rows(look: _Look) -> str:
    rows = _row(SYMBOL, "", symbol(look.name)[0], _squeezed(CELL_ROOM) if word_width(look.name) > CELL_ROOM else "")
    if look.value is not None:
        rows += _found(VALUE, "v", look.value, look.value_due, CELL_ROOM)
    if look.gradient is not None:
        rows += _found(GRADIENT, "g", look.gradient, look.gradient_due, CELL_ROOM)
    return rows


def _found(y: int, kind: str, number: float, due: int | None, room: int | None = None) -> str:
    """A number, or the blank that the reader finds it for."""
    if due is None:
        return _number_row(y, kind, number, room)
    return _row(y, f"{kind} q", words.BLANK, f' data-due="{due}"')


def _group(place: Point, look: _Look, content: str) -> str:
    return f'<g class="{look.classes}" data-n="{escape(look.name)}" {_placed(place)}>{content}</g>'


def _is_active(kind: str) -> bool:
    return kind.startswith(ACTIVE)


def symbol(name: str) -> tuple[str, int]:
    """A symbol with its index as SVG text content, and how far below the line it ends."""
    return _symbol(name, notation())


@lru_cache(REMEMBERED)
def _symbol(name: str, _: Notation) -> tuple[str, int]:
    read = parts(name)
    text, level = escape(drawn(read.letter)) + (HAT if read.hat else ""), 0
    if read.layer is not None:
        text += f'<tspan dy="{RAISED}">({read.layer})</tspan>'
        level = RAISED
    if read.index:
        back = f' dx="-{LAYER_WIDTH}"' if read.layer is not None else ""
        text += f'<tspan dy="{LOWERED - level}"{back}>{"".join(map(drawn, read.index))}</tspan>'
        level = LOWERED
    return text, level


def _is_again(label: Label, twice: Collection[int]) -> bool:
    """Whether it stands in a matrix, and this step has the same on its line."""
    return label.entry and label.node in twice


def _outlines(shells: Sequence[Box]) -> str:
    outlines = "".join(
        f"M{_point((left, top))}h{_number(right - left)}v{_number(bottom - top)}h-{_number(right - left)}z"
        for left, top, right, bottom in shells
    )
    return f'<path class="u" d="{outlines}"/>' if outlines else ""


def _operator(operator: Operator) -> str:
    """A circle with a sign in it, as long as the name needs.

    A long one (name) would lie on the arrowhead where the drawing runs downwards. The style sheet mirrors it there, so
    that it ends left of the head, and its letters once more around their middle.
    """
    width = operator.width
    top = SIGN_TOP if width == SIGN_HEIGHT else NAME_TOP
    middle, foot = SIGN_LEFT + width / 2, top + SIGN_FOOT
    kind, text = "o", f'<text x="{_number(middle)}" y="{foot}">{escape(operator.text)}</text>'
    if operator.is_long:
        squeezed = _squeezed(operator.text_room) if operator.text_room else ""
        name = f"<text{squeezed}>{escape(operator.text)}</text>"
        kind, text = "o name", f"<g><g {_placed((middle, foot))}>{name}</g></g>"
    return f'<g class="{kind}" {_placed((operator.x, operator.y))}><rect y="{top}" width="{width}"/>{text}</g>'


def _heading(heading: Heading) -> str:
    return f'<g class="t" {_placed((heading.x, heading.y))}><text>{escape(heading.text)}</text></g>'


def _placed(place: Point) -> str:
    return f'transform="translate({_point(place)})"'


def _number_row(y: int, name: str, value: float, room: int | None = None) -> str:
    """A number, drawn narrower where it has less than its `room`."""
    text = plain(value)
    fits = room is None or number_width(text) <= room
    return _row(y, name, text, "" if fits else _squeezed(room))


def _squeezed(room: int | None) -> str:
    """Attributes of a text that would be wider than its room."""
    return f' textLength="{room}" lengthAdjust="spacingAndGlyphs"'


def _row(y: int, name: str, content: str, shown: str = "") -> str:
    kind = f' class="{name}"' if name else ""
    down = f' y="{y}"' if y else ""
    return f"<text{kind}{down}{shown}>{content}</text>"


def _curve(edge: Edge) -> str:
    path, place = f"M{_point(edge.start)}", edge.start
    for y, left, right in edge.lanes:
        path += f"{_bend(place, (left, y))}h{_number(right - left)}"
        place = (right, y)
    return path + _bend(place, edge.end)


def _bend(start: Point, end: Point) -> str:
    """From `start` on to `end`, leaving and arriving straight."""
    across, down = end[0] - start[0], end[1] - start[1]
    if not down:
        return f"h{_number(across)}"
    middle = _number(across / 2)
    return f"c{middle} 0 {middle} {_number(down)} {_point((across, down))}"


def _triangle(start: Point, end: Point) -> str:
    """A triangle at `end`, pointing the way the line arrives there."""
    back = -HEAD_LENGTH if end[0] > start[0] else HEAD_LENGTH
    return f"M{_point(end)}l{back}-{HEAD_HALF_WIDTH}v{2 * HEAD_HALF_WIDTH}z"


@lru_cache(REMEMBERED)
def _point(point: Point) -> str:
    return f"{_number(point[0])} {_number(point[1])}"


@lru_cache(REMEMBERED)
def _number(value: float) -> str:
    # 0.0 and −0.0 are equal and so are remembered as one; adding 0.0 makes them alike.
    return f"{value + 0.0:.1f}".removesuffix(".0")
