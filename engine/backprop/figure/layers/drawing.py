"""The drawing of a network as its matrices: a block for each, in the order in which they are known, with a grid of its
values and, below each, the derivative of the loss by it.

Colors and outlines come from the style sheet, by class: on a block (k) those that cells have (see `figure.svg`), on an
entry (n) p where it is a parameter. data-n is the name of the block's matrix, or of the entry's node.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from html import escape

from backprop.figure.layers.matrices import Grid, Layer, Matrices
from backprop.figure.layers.steps import MatrixStep
from backprop.figure.layout import CELL_HEIGHT, CELL_WIDTH, NARROWEST, Point
from backprop.figure.lettering import number_width
from backprop.figure.numbers import plain
from backprop.figure.svg import framed, symbol

ENTRY_WIDTH, ENTRY_HEIGHT = 46, 34
ENTRY_ROOM = ENTRY_WIDTH - 4
SMALLER = 0.89  # than in a cell are numbers here, of which none gets bold
MARGIN, PADDING = 6, 4
HEAD = 24  # above a block, for its letter and its shape
ACROSS, DOWN, BETWEEN = 10, 8, 14  # between blocks, between their rows, and between layers
VALUE, GRADIENT = 14, 30  # where the numbers of an entry stand
WIDEST = 570  # as far as a layer has no wider matrix

Pile = tuple[Grid, ...]
"""Blocks that stand one below the other."""


@dataclass(frozen=True, slots=True)
class Block:
    """A matrix in the drawing; (`x`, `y`) is the corner of its outline, above which its letter stands.

    One whose shape is for the reader to find is `hidden`: its outline has room for one entry.
    """

    grid: Grid
    x: float
    y: float
    hidden: bool = False

    @property
    def size(self) -> Point:
        """Width and height of the outline."""
        rows, columns = (1, 1) if self.hidden else self.grid.shape
        return columns * ENTRY_WIDTH + 2 * PADDING, rows * ENTRY_HEIGHT + 2 * PADDING


@dataclass(frozen=True, slots=True)
class Layout:
    """A whole drawing, `width` × `height`."""

    width: float
    height: float
    blocks: tuple[Block, ...]

    @property
    def sizes(self) -> tuple[Point, Point]:
        """Width and height on a desk and on a phone; its bands lie in both."""
        return (self.width, self.height), (self.width, self.height)


def layout(matrices: Matrices, loss: Grid, hidden: Collection[str] = ()) -> Layout:
    """A band for each layer, from what it reads to what it makes; the inputs stand in the first one, the targets and
    the loss in the last. Of the matrices called `hidden` no outline tells the shape."""
    bands = [_piles(layer, matrices.columns) for layer in matrices.layers]
    bands[0].insert(0, (matrices.inputs,))
    bands[-1] += [(matrices.targets,), (loss,)]
    widest = max(_size(pile, hidden)[0] for band in bands for pile in band)
    width = max(WIDEST, widest) + 2 * MARGIN
    blocks: list[Block] = []
    bottom = float(MARGIN - BETWEEN)
    for band in bands:
        placed, bottom = _placed(band, bottom + BETWEEN, width, hidden)
        blocks += placed
    right = max(block.x + block.size[0] for block in blocks)
    return Layout(max(NARROWEST, right + MARGIN), bottom + MARGIN, tuple(blocks))


def _piles(layer: Layer, columns: bool) -> list[Pile]:
    """What stands side by side; what lies stands in a pile, such as a bias below its weights."""

    def piled(*grids: Grid, lie: bool = not columns) -> list[Pile]:
        return [grids] if lie else [(each,) for each in grids]

    found = [*piled(*layer.affine), (layer.preactivation,)]
    if normal := layer.normal:
        lie = columns if normal.of_units else not columns
        found += [*piled(normal.mean, normal.variance, lie=lie), (normal.centred,), (normal.normalized,)]
        found += [*piled(normal.scale, normal.shift), (normal.scaled,)]
    found.append((layer.activation,))
    if layer.dropout:
        found += [(layer.dropout.mask,), (layer.dropout.dropped,)]
    return [*found, (layer.skip.total,)] if layer.skip else found


def _placed(band: Sequence[Pile], top: float, width: float, hidden: Collection[str]) -> tuple[list[Block], float]:
    """The blocks from left to right, in as many rows as they need; and where the last of them ends."""
    blocks: list[Block] = []
    x, y, bottom = float(MARGIN), top, top
    for pile in band:
        across, down = _size(pile, hidden)
        if x > MARGIN and x + across > width - MARGIN:
            x, y = float(MARGIN), bottom + DOWN
        below = y
        for grid in pile:
            blocks.append(Block(grid, x, below + HEAD, grid.name in hidden))
            below += _size((grid,), hidden)[1] + DOWN
        bottom = max(bottom, y + down)
        x += across + ACROSS
    return blocks, bottom


def _size(pile: Pile, hidden: Collection[str]) -> Point:
    """Width and height with the letters above the blocks."""
    sizes = [Block(grid, 0, 0, grid.name in hidden).size for grid in pile]
    return max(width for width, _ in sizes), sum(height + HEAD for _, height in sizes) + DOWN * (len(pile) - 1)


@dataclass(frozen=True, slots=True)
class Drawer:
    """Draws one network in any state; `names` of the nodes, which of them are parameters, and whether matrices are
    `shaped`, with their rows and columns told."""

    layout: Layout
    names: Sequence[str]
    parameters: frozenset[int]
    shaped: bool = True

    def draw(
        self, values: Mapping[int, float], gradients: Mapping[int, float], step: MatrixStep | None, label: str
    ) -> str:
        """The drawing with what is known, and with the blocks marked that the step is about."""
        marks = _marks(step, self.layout.blocks[-1].grid)
        parts = [self._block(block, values, marks) for block in self.layout.blocks]
        for block in self.layout.blocks:
            parts += self._entries(block, values, gradients)
        width, height = self.layout.width, self.layout.height
        about = f' data-about="{box}"' if (box := self._about(marks)) else ""
        opening = (
            f'<svg viewBox="0 0 {_number(width)} {_number(height)}"{about} role="img" aria-label="{escape(label)}">'
        )
        return framed(self.layout.sizes, f"{opening}<g>{''.join(parts)}</g></svg>", turns=False)

    def unshaped(self, matrices: Matrices, given: Collection[str]) -> Drawer:
        """The same for an exercise about shapes: neither numbers nor outlines tell those of what is not `given`."""
        blocks = [block.grid for block in self.layout.blocks]
        hidden = {grid.name for grid in blocks}.difference(given)
        return replace(self, layout=layout(matrices, blocks[-1], hidden), shaped=False)

    def _block(self, block: Block, values: Mapping[int, float], marks: Mapping[str, str]) -> str:
        known = ["d"] if block.grid.nodes[0][0] in values else []
        classes = " ".join(["k", *known, *marks.get(block.grid.name, "").split()])
        width, height = map(_number, block.size)
        rows, columns = block.grid.shape
        shape = f'<tspan class="s" dx="6">{rows}×{columns}</tspan>' if self.shaped else ""
        name, level = symbol(block.grid.name)
        shape = shape.replace(' dx="6"', f' dx="6" dy="{-level}"') if level else shape
        place = f"translate({_number(block.x)} {_number(block.y)})"
        return (
            f'<g class="{classes}" data-n="{escape(block.grid.name)}" transform="{place}">'
            f'<rect width="{width}" height="{height}" rx="6"/><text x="2" y="-7">{name}{shape}</text></g>'
        )

    def _entries(self, block: Block, values: Mapping[int, float], gradients: Mapping[int, float]) -> Iterator[str]:
        for row, nodes in enumerate(block.grid.nodes):
            for column, node in enumerate(nodes):
                if node not in values:
                    continue
                x = block.x + PADDING + ENTRY_WIDTH * (column + 0.5)
                y = block.y + PADDING + ENTRY_HEIGHT * row
                text = _text("v", VALUE, values[node])
                text += _text("g", GRADIENT, gradients[node]) if node in gradients else ""
                kind = "n p" if node in self.parameters else "n"
                place = f"translate({_number(x)} {_number(y)})"
                yield f'<g class="{kind}" data-n="{escape(self.names[node])}" transform="{place}">{text}</g>'

    def _about(self, marks: Mapping[str, str]) -> str:
        """What of a drawing with cells the middles of its cells are, for the blocks that the step is about."""
        blocks = [block for block in self.layout.blocks if block.grid.name in marks]
        if not blocks:
            return ""
        left, top = min(each.x for each in blocks), min(each.y for each in blocks) - HEAD
        right = max(each.x + each.size[0] for each in blocks)
        bottom = max(each.y + each.size[1] for each in blocks)
        across, down = CELL_WIDTH / 2, CELL_HEIGHT / 2
        return " ".join(map(_number, (left + across, top + down, right - across, bottom - down)))


def _marks(step: MatrixStep | None, loss: Grid) -> dict[str, str]:
    """The classes of the blocks that a step is about, by name."""
    if step is None:
        return {}
    now = "nf" if step.phase == "forward" else "nb"
    found: dict[str, str] = {}
    for each in step.operands:
        kind = {"value": "r" if now == "nf" else "l", "cotangent": "a", "local": "l"}.get(each.kind, "")
        if kind:
            found[each.grid.name] = kind
    if step.target is None:
        last = step.layer
        found |= {last.activation.name: "r"}
    found[loss.name if step.target is None else step.target.grid.name] = now
    return found


def _text(kind: str, y: int, value: float) -> str:
    text = plain(value)
    fits = SMALLER * number_width(text) <= ENTRY_ROOM
    squeezed = "" if fits else f' textLength="{ENTRY_ROOM}" lengthAdjust="spacingAndGlyphs"'
    return f'<text class="{kind}" y="{y}"{squeezed}>{text}</text>'


@lru_cache(1024)
def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
