"""The layout of any graph: given values on top, every operation below everything that it reads.

Numbers that belong to the formula itself get no cell: they stand beside the operation that reads them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from backprop.figure.layout import (
    CELL_HEIGHT,
    MARGIN,
    NARROWEST,
    PITCH,
    Cell,
    Edge,
    Layout,
    Shell,
)
from backprop.figure.numbers import plain
from backprop.graph import Graph
from backprop.languages import words

ROW_GAP = 50
LANE_WIDTH = 18
LANE_MARGIN = 6
SWEEPS = 8

Slot = int | tuple[int, int]


def graph_layout(graph: Graph) -> Layout:
    """Lay out `graph` in rows, with the name of each operation beside its cell.

    The method is the layered one of Sugiyama, Tagawa and Toda (1981): rows by longest path, barycentre sweeps.
    A line that leads past a row has a lane of its own there. Each row is ordered by what its slots, cells
    and lanes, are connected with above and below, so that few lines cross.
    """
    rows = _rows(graph)
    links = _links(graph, rows)
    slots = _ordered(_with_lanes(rows, links), links)
    width = max(float(NARROWEST), *(sum(map(_width, row)) + 2 * MARGIN for row in slots))
    places = {slot: x for row in slots for slot, x in _placed(row, width)}
    level = {node: number for number, row in enumerate(rows) for node in row}
    cells = {node: Cell.centered(node, places[node], _top(level[node])) for node in sorted(level)}
    names = tuple(_operation(graph, cell) for cell in cells.values() if graph.nodes[cell.node].operation)
    edges = tuple(_edges(graph, cells, level, places))
    return Layout(width, _top(len(rows)) - ROW_GAP + MARGIN, tuple(cells.values()), names, edges, ())


def _top(level: int) -> float:
    return MARGIN + level * (CELL_HEIGHT + ROW_GAP)


def _width(slot: Slot) -> float:
    return PITCH if isinstance(slot, int) else LANE_WIDTH + 2 * LANE_MARGIN


def _rows(graph: Graph) -> list[list[int]]:
    """Nodes by depth; a given value stands one row above the first operation that reads it."""
    depth: dict[int, int] = {}
    for node in graph.nodes:
        above = [depth[parent] for parent in node.parents if graph.nodes[parent].operation]
        depth[node.index] = 1 + max(above, default=0) if node.operation else 0
    for node in graph.given:
        readers = [each.index for each in graph.nodes if node.index in each.parents]
        depth[node.index] = min((depth[reader] for reader in readers), default=1) - 1
    rows: list[list[int]] = [[] for _ in range(max(depth.values()) + 1)]
    for index in sorted(depth):
        if graph.nodes[index].constant is None:
            rows[depth[index]].append(index)
    return rows


def _links(graph: Graph, rows: Sequence[Sequence[int]]) -> list[tuple[Slot, Slot]]:
    """Which slot is connected with which one in the row below; the lane of a source in a row is the pair
    of source and row, shared by all lines from there that lead past."""
    level = {node: number for number, row in enumerate(rows) for node in row}
    links: dict[tuple[Slot, Slot], None] = {}
    for node in graph.nodes:
        for parent in sorted(set(node.parents) & level.keys()):
            between = range(level[parent] + 1, level[node.index])
            way: list[Slot] = [parent, *((parent, number) for number in between), node.index]
            links |= dict.fromkeys(pairwise(way))
    return list(links)


def _with_lanes(rows: Sequence[Sequence[int]], links: Sequence[tuple[Slot, Slot]]) -> list[list[Slot]]:
    slots: list[list[Slot]] = [list(row) for row in rows]
    for lane in dict.fromkeys(end for _, end in links if not isinstance(end, int)):
        slots[lane[1]].append(lane)
    return slots


def _ordered(rows: list[list[Slot]], links: Sequence[tuple[Slot, Slot]]) -> list[list[Slot]]:
    """The rows, each sorted by the mean place of what its slots are connected with, down and up by turns;
    of all orders seen, the one with the fewest crossings."""
    above: dict[Slot, list[Slot]] = {slot: [] for row in rows for slot in row}
    below: dict[Slot, list[Slot]] = {slot: [] for row in rows for slot in row}
    for start, end in links:
        above[end].append(start)
        below[start].append(end)
    best, fewest = [list(row) for row in rows], _crossings(rows, below)
    for sweep in range(SWEEPS):
        connected = above if sweep % 2 == 0 else below
        for number in range(1, len(rows)) if sweep % 2 == 0 else range(len(rows) - 2, -1, -1):
            near = rows[number - 1 if sweep % 2 == 0 else number + 1]
            rows[number] = _sorted(rows[number], near, connected)
        if (count := _crossings(rows, below)) < fewest:
            best, fewest = [list(row) for row in rows], count
    return best


def _sorted(row: Sequence[Slot], near: Sequence[Slot], connected: dict[Slot, list[Slot]]) -> list[Slot]:
    place = {slot: (number + 0.5) / len(near) for number, slot in enumerate(near)}
    own = {slot: (number + 0.5) / len(row) for number, slot in enumerate(row)}

    def middle(slot: Slot) -> float:
        others = [place[each] for each in connected[slot] if each in place]
        return sum(others) / len(others) if others else own[slot]

    return sorted(row, key=middle)


def _crossings(rows: Sequence[Sequence[Slot]], below: dict[Slot, list[Slot]]) -> int:
    count = 0
    for upper, lower in pairwise(rows):
        place = {slot: number for number, slot in enumerate(lower)}
        ends = [(i, place[end]) for i, slot in enumerate(upper) for end in below[slot]]
        count += sum((a < c and b > d) or (a > c and b < d) for (a, b), (c, d) in combinations(ends, 2))
    return count


def _placed(row: Sequence[Slot], width: float) -> Iterator[tuple[Slot, float]]:
    """The middles of the row's slots, with equal room around each."""
    spare = (width - sum(map(_width, row))) / len(row)
    x = 0.0
    for slot in row:
        yield slot, x + (_width(slot) + spare) / 2
        x += _width(slot) + spare


def _operation(graph: Graph, cell: Cell) -> Shell:
    node = graph.nodes[cell.node]
    assert node.operation is not None
    name = words.operation_name(node.operation.name)
    if node.operation.name == "power":
        name = f"{name} {node.operation.size}"
    for position, parent in enumerate(node.parents):
        if graph.nodes[parent].constant is not None:
            number = plain(graph.nodes[parent].constant or 0)
            name = f"{name} {number}" if position else f"{number} {name}"
    return Shell(cell.x, cell.y, 0, 0, name, cell.center + 9, cell.y - 7, "start")


def _edges(graph: Graph, cells: dict[int, Cell], level: dict[int, int], places: dict[Slot, float]) -> Iterator[Edge]:
    """One line per pair of nodes, whichever and however many arguments it stands for."""
    for node in graph.nodes:
        for parent in sorted(set(node.parents) & cells.keys()):
            positions = tuple(i for i, each in enumerate(node.parents) if each == parent)
            source, consumer = cells[parent], cells[node.index]
            ends = (source.center, source.bottom), (consumer.center, consumer.y)
            lanes = tuple(
                (places[parent, number], _top(number) - LANE_MARGIN, _top(number) + CELL_HEIGHT + LANE_MARGIN)
                for number in range(level[parent] + 1, level[node.index])
            )
            yield Edge(parent, node.index, positions, *ends, lanes)
