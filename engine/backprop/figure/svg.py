"""Prints a layout as SVG, in the state after one step.

Values and gradients are text. Colour, width, dash and the size of a cell's box come from the
page's style sheet, by class: on cells (c) and parameters (p) d done, nf and nb now (the step's
result, forward or backward), a its cotangent arrives, l its value makes the local derivative, r
it is read; on a number g the gradient, of which q stands for one to be worked out and w is what it
is; on edges (e) f passed forward, b passed backward, nf and nb active now, h the head of an arrow.
What a part is about stands on it by the names of the graph: data-n on a cell or parameter its own, data-e on
edges the name of the node that they lead to, and then of those that they come from, in the order of the lines.
On the whole, data-about is the box around what the step is about.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape

from backprop.figure.layout import (
    CELL_WIDTH,
    ENTRY_WIDTH,
    NARROWEST,
    NARROWEST_PIXELS,
    Cell,
    Edge,
    Label,
    Layout,
    Point,
    Shell,
)
from backprop.figure.lettering import LAYER_WIDTH, gap_after, inside, name_width, number_width, symbol_width, word_width
from backprop.figure.numbers import REMEMBERED, plain
from backprop.figure.placing import box_of, box_of_cell
from backprop.figure.symbols import HAT, drawn, parts
from backprop.languages import words

ACTIVE = ("nf", "nb")
HEAD_LENGTH = 9
HEAD_HALF_WIDTH = 5
RAISED, LOWERED = -7, 5  # where the layer and the index of a symbol stand
CELL_ROOM, ENTRY_ROOM = CELL_WIDTH - 4, ENTRY_WIDTH - 6  # for a number
VALUE, GRADIENT = 19, 35  # where the numbers of a cell stand below its symbol
BASELINE = 20  # of a cell's symbol, below the cell's upper edge


@dataclass(frozen=True, kw_only=True, slots=True)
class State:
    """What is known after a step, by node: `values`, `gradients`; and what the step touches.

    Edges are named by consumer and argument position. `backward`: derivatives flow up; if not and
    `differentiating`, they flow down with the values. The gradients of the nodes `blanks` are for the
    reader to work out.
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
    blanks: frozenset[int] = frozenset()


def drawing(layout: Layout, names: Sequence[str], state: State, label: str) -> str:
    """The drawing as one SVG element, described by `label`."""
    printer = _Printer(names, state, layout.width)
    body = [
        _outlines(layout.shells),
        printer.edges(layout.edges),
        *(_name(each, layout.width) for each in layout.shells),
        *(printer.cell(cell) for cell in layout.cells),
        *(printer.label(each) for each in printer.shown(layout.labels)),
    ]
    size = f"0 0 {_point((layout.width, layout.height))}"
    about = f' data-about="{box}"' if (box := printer.about(layout)) else ""
    opening = f'<svg viewBox="{size}"{about} role="img" aria-label="{escape(label)}"'
    return _framed(layout.width, opening, "".join(body))


def _framed(width: float, opening: str, body: str) -> str:
    """The SVG; one too wide for a phone gets a frame to scroll in, so that text keeps 12 px."""
    least = least_width(width)
    if not least:
        return f"{opening}>{body}</svg>"
    frame = f'class="bp-wide" tabindex="0" role="group" aria-label="{escape(words.WIDE_DRAWING)}"'
    return f'<div {frame}>{opening} width="{least}">{body}</svg></div>'


def least_width(width: float) -> str:
    """The pixels that a drawing `width` wide must have on a page, or "" where any page has them."""
    return _number(width * NARROWEST_PIXELS / NARROWEST) if width > NARROWEST else ""


@dataclass(frozen=True, slots=True)
class _Printer:
    names: Sequence[str]
    state: State
    width: float

    def cell(self, cell: Cell) -> str:
        node, name = cell.node, self.names[cell.node]
        rows = _row(0, "", symbol(name)[0], _squeezed(CELL_ROOM) if word_width(name) > CELL_ROOM else "")
        if node in self.state.values:
            rows += _number_row(VALUE, "v", self.state.values[node], CELL_ROOM)
        if node in self.state.gradients:
            rows += self._gradient(GRADIENT, node, CELL_ROOM)
        return self._group("c", node, (cell.center, cell.y + BASELINE), f"<rect/>{rows}")

    def _entry(self, label: Label) -> str:
        """A parameter in a matrix, which has its numbers as cells have them."""
        rows = _row(0, "", symbol(self.names[label.node])[0])
        rows += _number_row(VALUE, "v", self.state.values[label.node], ENTRY_ROOM)
        if label.node in self.state.gradients:
            rows += self._gradient(GRADIENT, label.node, ENTRY_ROOM)
        return self._group("p m", label.node, (label.x, label.y), rows)

    def label(self, label: Label) -> str:
        if label.entry:
            return self._entry(label)
        node, name = label.node, self.names[label.node]
        text, level = symbol(name)
        value, gap = plain(self.state.values[node]), gap_after(name)
        rows = _row(0, "", f'{text}<tspan class="v" dx="{gap}" dy="{-level}">{value}</tspan>')
        width = symbol_width(name) + gap + number_width(value)
        if node in self.state.gradients:
            rows += self._gradient(VALUE, node)
            width = max(width, number_width(plain(self.state.gradients[node])))
        kind = "p" if label.anchor == "middle" else f"p {label.anchor}"
        return self._group(kind, node, (inside(label.x, label.anchor, width, self.width), label.y), rows)

    def _gradient(self, y: int, node: int, room: int | None = None) -> str:
        gradient = self.state.gradients[node]
        if node not in self.state.blanks:
            return _number_row(y, "g", gradient, room)
        # The page shows it in place of the blank once the reader opens the answer: of this step, or of an earlier one.
        when, hidden = ("", ' display="none"') if node == self.state.target else (" e", ' visibility="hidden"')
        return _row(y, f"g q{when}", words.BLANK) + _number_row(y, f"g w{when}", gradient, room, hidden)

    @property
    def _now(self) -> str:
        return "nb" if self.state.backward or self.state.differentiating else "nf"

    def shown(self, labels: Sequence[Label]) -> list[Label]:
        """The labels that always stand, and one more when a step touches just that one."""
        touched = self.state.local | {self.state.target}
        passing = [each for each in labels if not each.always and each.node in touched]
        return [each for each in labels if each.always] + (passing if len(passing) == 1 else [])

    def about(self, layout: Layout) -> str:
        """Left, top, right and bottom of what the step computes and what goes into that; "" where there is nothing."""
        touched = self.state.local | self.state.arriving | {self.state.target}
        boxes = [box_of_cell(cell) for cell in layout.cells if cell.node in touched]
        boxes += [box_of(each, layout.width) for each in self.shown(layout.labels) if each.node in touched]
        if not boxes:
            return ""
        left, top, right, bottom = zip(*boxes, strict=True)
        return f"{_point((min(left), min(top)))} {_point((max(right), max(bottom)))}"

    def edges(self, edges: Sequence[Edge]) -> str:
        """One path for the edges of a kind that lead to one node, so that from step to step few paths
        change; the active ones last, so that nothing covers them."""
        alike: dict[tuple[str, int], list[Edge]] = {}
        for edge in edges:
            alike.setdefault((self._edge_kind(edge), edge.consumer), []).append(edge)
        ordered = sorted(alike.items(), key=lambda item: item[0][0] in ACTIVE)
        lines = (self._lines(f"e {kind}".strip(), consumer, group) for (kind, consumer), group in ordered)
        active = [edge for (kind, _), group in ordered if kind in ACTIVE for edge in group]
        return "".join((*lines, *map(self._head, active)))

    def _lines(self, kind: str, consumer: int, edges: Sequence[Edge]) -> str:
        names = " ".join(self.names[node] for node in (consumer, *(edge.source for edge in edges)))
        return f'<path class="{kind}" data-e="{escape(names)}" d="{"".join(map(_curve, edges))}"/>'

    def _edge_kind(self, edge: Edge) -> str:
        keys = {(edge.consumer, position) for position in edge.positions}
        if keys & self.state.active:
            return self._now
        if keys & self.state.passed:
            return "b"
        return "f" if edge.consumer in self.state.values else ""

    def _head(self, edge: Edge) -> str:
        """An arrow head at what the step computes; none where that is the weight on the edge."""
        if self.state.target == edge.consumer:
            return f'<path class="h {self._now}" d="{_triangle(edge.start, edge.end)}"/>'
        if self.state.target == edge.source:
            return f'<path class="h nb" d="{_triangle(edge.end, edge.start)}"/>'
        return ""

    def _group(self, kind: str, node: int, place: Point, content: str) -> str:
        state = self.state
        marks = {
            "d": node in state.values,
            self._now: node == state.target,
            "a": node in state.arriving,
            "r" if self._now == "nf" else "l": node in state.local,
        }
        classes = " ".join([kind, *(mark for mark, holds in marks.items() if holds)])
        name = escape(self.names[node])
        return f'<g class="{classes}" data-n="{name}" transform="translate({_point(place)})">{content}</g>'


@lru_cache(REMEMBERED)
def symbol(name: str) -> tuple[str, int]:
    """A symbol with its index as SVG text content, and how far below the line it ends."""
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


def _outlines(shells: Sequence[Shell]) -> str:
    outlines = "".join(
        f"M{_point((each.x, each.y))}h{_number(each.width)}v{_number(each.height)}h-{_number(each.width)}z"
        for each in shells
        if each.width
    )
    return f'<path class="u" d="{outlines}"/>' if outlines else ""


def _name(shell: Shell, whole: float) -> str:
    """Printed after the lines, so that its halo keeps it legible where one passes."""
    x = inside(shell.text_x, shell.anchor, name_width(shell.text), whole)
    place = f'x="{_number(x)}" y="{_number(shell.text_y)}"'
    kind = "t" if shell.anchor == "middle" else f"t {shell.anchor}"
    return f'<text class="{kind}" {place}>{escape(shell.text)}</text>'


def _number_row(y: int, name: str, value: float, room: int | None = None, shown: str = "") -> str:
    """A number, drawn narrower where it has less than its `room`."""
    text = plain(value)
    fits = room is None or number_width(text) <= room
    return _row(y, name, text, shown if fits else shown + _squeezed(room))


def _squeezed(room: int | None) -> str:
    """Attributes of a text that would be wider than its room."""
    return f' textLength="{room}" lengthAdjust="spacingAndGlyphs"'


def _row(y: int, name: str, content: str, shown: str = "") -> str:
    kind = f' class="{name}"' if name else ""
    down = f' y="{y}"' if y else ""
    return f"<text{kind}{down}{shown}>{content}</text>"


@lru_cache(REMEMBERED)
def _curve(edge: Edge) -> str:
    if edge.start[1] == edge.end[1]:
        return f"M{_point(edge.start)}H{_number(edge.end[0])}"
    path, place = f"M{_point(edge.start)}", edge.start
    for x, top, bottom in edge.lanes:
        path += f"{_bend(place, (x, top))}V{_number(bottom)}"
        place = (x, bottom)
    return path + _bend(place, edge.end)


def _bend(start: Point, end: Point) -> str:
    """From `start` on to `end`, leaving and arriving straight down."""
    (x1, y1), (x2, y2) = start, end
    if x1 == x2:
        return f"V{_number(y2)}"
    bend = (y2 - y1) * 0.45
    return f"C{_point((x1, y1 + bend))} {_point((x2, y2 - bend))} {_point(end)}"


def _triangle(start: Point, end: Point) -> str:
    """A triangle at `end`, pointing the way the line arrives there: along an axis."""
    (x1, y1), (x2, y2) = start, end
    if y1 == y2:
        back = x2 - HEAD_LENGTH if x2 > x1 else x2 + HEAD_LENGTH
        corners = (back, y2 - HEAD_HALF_WIDTH), (back, y2 + HEAD_HALF_WIDTH)
    else:
        back = y2 - HEAD_LENGTH if y2 > y1 else y2 + HEAD_LENGTH
        corners = (x2 - HEAD_HALF_WIDTH, back), (x2 + HEAD_HALF_WIDTH, back)
    return f"M{_point(end)}L{_point(corners[0])} {_point(corners[1])}z"


@lru_cache(REMEMBERED)
def _point(point: Point) -> str:
    return f"{_number(point[0])} {_number(point[1])}"


@lru_cache(REMEMBERED)
def _number(value: float) -> str:
    # 0.0 and −0.0 are equal and so are remembered as one; adding 0.0 makes them alike.
    return f"{value + 0.0:.1f}".removesuffix(".0")
