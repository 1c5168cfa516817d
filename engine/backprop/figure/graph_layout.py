"""The layout of any graph: given values on the left, every operation to the right of everything that it reads.

Numbers that belong to the formula itself get no cell: they stand beside the operation that reads them.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, pairwise

from backprop.figure.layout import (
    ABOVE,
    BELOW,
    CELL_HEIGHT,
    CELL_WIDTH,
    MARGIN,
    Cell,
    Edge,
    Layout,
    Operator,
    closed_shell,
    with_room,
)
from backprop.figure.numbers import plain
from backprop.graph import Graph
from backprop.languages import words

LEVEL = CELL_WIDTH + 40
PITCH = 76
GAP = PITCH - CELL_HEIGHT
LANE_HEIGHT = 22
LANE_MARGIN = 6
SWEEPS = 8
STRAIGHT = 8  # times as much as to a cell, a lane is drawn to the lane that it goes on from

Slot = int | tuple[int, int]
Neighbours = dict[Slot, list[Slot]]


def graph_layout(graph: Graph, closed: Mapping[int, str] | None = None) -> Layout:
    """Lay out `graph` in levels, with the name of each operation at its cell; of a `closed` box, its label.

    The method is the layered one of Sugiyama, Tagawa and Toda (1981): levels by longest path, barycentre sweeps, and
    places by least squares. A line that leads past a level has a lane of its own there. Each level is ordered by what
    its slots, cells and lanes, are connected with before and after it, so that few lines cross.
    """
    labels, levels = closed or {}, _levels(graph)
    links = _links(graph, levels)
    before, after = _neighbours(levels, links)
    slots = _ordered(_with_lanes(levels, links), before, after)
    places = _placed(slots, before, after)
    top = min(places[slot] - _height(slot) / 2 for slot in places)
    places = {slot: round(y - top + ABOVE - GAP / 2) for slot, y in places.items()}
    level = {node: number for number, nodes in enumerate(levels) for node in nodes}
    cells = {node: Cell(node, _left(level[node]) + CELL_WIDTH / 2, places[node]) for node in sorted(level)}
    drawn = Layout(
        _left(len(levels) - 1) + CELL_WIDTH + MARGIN,
        max(places[slot] + _height(slot) / 2 for slot in places) + BELOW - GAP / 2,
        cells=tuple(cells.values()),
        edges=tuple(_edges(graph, cells, level, places)),
        operators=tuple(
            Operator(cell.x, cell.y, label) if (label := labels.get(cell.node)) else operator_of(graph, cell)
            for cell in cells.values()
            if graph.nodes[cell.node].operation
        ),
        shells=tuple(closed_shell(cells[node]) for node in labels),
    )
    return with_room(drawn)


def _left(level: int) -> float:
    return MARGIN + level * LEVEL


def _height(slot: Slot) -> float:
    """What a slot takes, with the room to the next one."""
    return PITCH if isinstance(slot, int) else LANE_HEIGHT


def _levels(graph: Graph) -> list[list[int]]:
    """Nodes by depth; a given value stands one level before the first operation that reads it."""
    depth: dict[int, int] = {}
    for node in graph.nodes:
        above = [depth[parent] for parent in node.parents if graph.nodes[parent].operation]
        depth[node.index] = 1 + max(above, default=0) if node.operation else 0
    for node in graph.given:
        readers = [each.index for each in graph.nodes if node.index in each.parents]
        depth[node.index] = min((depth[reader] for reader in readers), default=1) - 1
    levels: list[list[int]] = [[] for _ in range(max(depth.values()) + 1)]
    for index in sorted(depth):
        if graph.nodes[index].constant is None:
            levels[depth[index]].append(index)
    return levels


def _links(graph: Graph, levels: Sequence[Sequence[int]]) -> list[tuple[Slot, Slot]]:
    """Which slot is connected with which one in the next level; the lane of a source in a level is the pair
    of source and level, shared by all lines from there that lead past."""
    level = {node: number for number, nodes in enumerate(levels) for node in nodes}
    links: dict[tuple[Slot, Slot], None] = {}
    for node in graph.nodes:
        for parent in sorted(set(node.parents) & level.keys()):
            between = range(level[parent] + 1, level[node.index])
            way: list[Slot] = [parent, *((parent, number) for number in between), node.index]
            links |= dict.fromkeys(pairwise(way))
    return list(links)


def _with_lanes(levels: Sequence[Sequence[int]], links: Sequence[tuple[Slot, Slot]]) -> list[list[Slot]]:
    slots: list[list[Slot]] = [list(nodes) for nodes in levels]
    for lane in dict.fromkeys(end for _, end in links if not isinstance(end, int)):
        slots[lane[1]].append(lane)
    return slots


def _neighbours(levels: Sequence[Sequence[int]], links: Sequence[tuple[Slot, Slot]]) -> tuple[Neighbours, Neighbours]:
    """What each slot is connected with in the level before and in the one after."""
    slots = [slot for level in _with_lanes(levels, links) for slot in level]
    before: Neighbours = {slot: [] for slot in slots}
    after: Neighbours = {slot: [] for slot in slots}
    for start, end in links:
        before[end].append(start)
        after[start].append(end)
    return before, after


def _ordered(levels: list[list[Slot]], before: Neighbours, after: Neighbours) -> list[list[Slot]]:
    """The levels, each sorted by the mean place of what its slots are connected with, to and fro by turns;
    of all orders seen, the one with the fewest crossings."""
    best, fewest = [list(level) for level in levels], crossings(levels, after)
    for sweep in range(SWEEPS):
        connected = before if sweep % 2 == 0 else after
        for number in range(1, len(levels)) if sweep % 2 == 0 else range(len(levels) - 2, -1, -1):
            near = levels[number - 1 if sweep % 2 == 0 else number + 1]
            levels[number] = _sorted(levels[number], near, connected)
        if (count := crossings(levels, after)) < fewest:
            best, fewest = [list(level) for level in levels], count
    return best


def _sorted(level: Sequence[Slot], near: Sequence[Slot], connected: Neighbours) -> list[Slot]:
    place = {slot: (number + 0.5) / len(near) for number, slot in enumerate(near)}
    own = {slot: (number + 0.5) / len(level) for number, slot in enumerate(level)}

    def middle(slot: Slot) -> float:
        others = [place[each] for each in connected[slot] if each in place]
        return sum(others) / len(others) if others else own[slot]

    return sorted(level, key=middle)


def crossings(levels: Sequence[Sequence[Slot]], after: Neighbours) -> int:
    """How many pairs of lines between neighbouring levels cross."""
    count = 0
    for first, second in pairwise(levels):
        place = {slot: number for number, slot in enumerate(second)}
        ends = [(i, place[end]) for i, slot in enumerate(first) for end in after[slot]]
        count += sum((a < c and b > d) or (a > c and b < d) for (a, b), (c, d) in combinations(ends, 2))
    return count


def _placed(levels: Sequence[Sequence[Slot]], before: Neighbours, after: Neighbours) -> dict[Slot, float]:
    """The middles of all slots: each level as near as it can be to what it is connected with, to and fro by turns,
    and at last to both, in its order and with the room that each slot takes."""
    places = {slot: y for level in levels for slot, y in zip(level, _stacked(level), strict=True)}
    both = {slot: before[slot] + after[slot] for slot in places}
    for sweep in range(SWEEPS):
        connected = both if sweep >= SWEEPS - 2 else before if sweep % 2 == 0 else after
        for level in levels if sweep % 2 == 0 else reversed(levels):
            places |= zip(level, _nearest(level, connected, places), strict=True)
    _straighten(levels, after, places)
    return places


def _straighten(levels: Sequence[Sequence[Slot]], after: Neighbours, places: dict[Slot, float]) -> None:
    """Give all lanes from one source one height, where there is such a height: that of an end, if it can be."""
    lanes: dict[int, list[Slot]] = {}
    for slot in (slot for level in levels for slot in level if not isinstance(slot, int)):
        lanes.setdefault(slot[0], []).append(slot)
    rooms = {slot: (level, number) for level in levels for number, slot in enumerate(level)}
    for source, chain in lanes.items():
        lows, highs = zip(*(_free(*rooms[slot], places) for slot in chain), strict=True)
        low, high = max(lows), min(highs)
        if low <= high:
            middle = sum(places[slot] for slot in chain) / len(chain)
            ends = [
                places[end] for end in (source, *(end for slot in chain for end in after[slot] if isinstance(end, int)))
            ]
            inside = [end for end in ends if low <= end <= high] or [min(high, max(low, middle))]
            y = min(inside, key=lambda end: abs(end - middle))
            places |= dict.fromkeys(chain, y)


def _free(level: Sequence[Slot], number: int, places: dict[Slot, float]) -> tuple[float, float]:
    """Between which heights a slot can move while the others of its level stay."""

    def room(other: Slot) -> float:
        return (_height(level[number]) + _height(other)) / 2

    above = level[number - 1] if number else None
    below = level[number + 1] if number + 1 < len(level) else None
    low = -math.inf if above is None else places[above] + room(above)
    return low, math.inf if below is None else places[below] - room(below)


def _stacked(level: Sequence[Slot]) -> list[float]:
    """The slots' middles, close together around 0."""
    y, middles = -sum(map(_height, level)) / 2, []
    for slot in level:
        middles.append(y + _height(slot) / 2)
        y += _height(slot)
    return middles


def _nearest(level: Sequence[Slot], connected: Neighbours, places: dict[Slot, float]) -> list[float]:
    """The places in this order that are, in sum of squares, nearest to the mean of what each slot is connected with.

    Slots that would come too near form a block, which stands at the mean of what its slots want.
    """
    offsets = _stacked(level)
    blocks: list[tuple[float, float, int]] = []  # what a block wants, its weight, how many slots it has
    for slot, offset in zip(level, offsets, strict=True):
        weights = [_weight(slot, each) for each in connected[slot]]
        wanted = sum(w * places[each] for w, each in zip(weights, connected[slot], strict=True))
        weight = sum(weights)
        block = (wanted / weight if weight else places[slot]) - offset, weight or 0.01, 1
        while blocks and blocks[-1][0] > block[0]:
            block = _merged(blocks.pop(), block)
        blocks.append(block)
    shifts = [shift for shift, _, count in blocks for _ in range(count)]
    return [shift + offset for shift, offset in zip(shifts, offsets, strict=True)]


def _weight(slot: Slot, other: Slot) -> int:
    """How much a line wants to be straight: one that leads far, where it goes on, more than others."""
    return 1 if isinstance(slot, int) or isinstance(other, int) else STRAIGHT


def _merged(one: tuple[float, float, int], other: tuple[float, float, int]) -> tuple[float, float, int]:
    weight = one[1] + other[1]
    return (one[0] * one[1] + other[0] * other[1]) / weight, weight, one[2] + other[2]


def operator_of(graph: Graph, cell: Cell) -> Operator:
    """What the drawing writes at a cell, with the numbers of the formula that it reads."""
    node = graph.nodes[cell.node]
    assert node.operation is not None
    name = words.operation_name(node.operation.name)
    if node.operation.name == "power":
        name = f"{name} {node.operation.size}"
    for position, parent in enumerate(node.parents):
        if graph.nodes[parent].constant is not None:
            number = plain(graph.nodes[parent].constant or 0)
            name = f"{name} {number}" if position else f"{number} {name}"
    return Operator(cell.x, cell.y, name)


def _edges(graph: Graph, cells: dict[int, Cell], level: dict[int, int], places: dict[Slot, float]) -> Iterator[Edge]:
    """One line per pair of nodes, whichever and however many arguments it stands for."""
    for node in graph.nodes:
        for parent in sorted(set(node.parents) & cells.keys()):
            positions = tuple(i for i, each in enumerate(node.parents) if each == parent)
            lanes = tuple(
                (places[parent, number], _left(number) - LANE_MARGIN, _left(number) + CELL_WIDTH + LANE_MARGIN)
                for number in range(level[parent] + 1, level[node.index])
            )
            yield Edge(parent, node.index, positions, cells[parent].right, cells[node.index].left, lanes)
