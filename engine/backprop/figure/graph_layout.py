"""The layout of any graph: given values on top, every operation below everything that it reads.

Numbers that belong to the formula itself get no cell: they stand beside the operation that reads them.
"""

from __future__ import annotations

from collections.abc import Sequence

from backprop.figure.layout import (
    CELL_HEIGHT,
    MARGIN,
    Cell,
    Edge,
    Layout,
    Shell,
    spread,
    width_for,
)
from backprop.figure.numbers import brief
from backprop.figure.words import operation_name
from backprop.graph import Graph

ROW_GAP = 50


def graph_layout(graph: Graph) -> Layout:
    """Lay out `graph` in rows, with the name of each operation beside its cell."""
    rows = _rows(graph)
    width = width_for(max(len(row) for row in rows))
    cells: dict[int, Cell] = {}
    for level, row in enumerate(rows):
        ordered = _ordered(graph, row, cells)
        for node, center in zip(ordered, spread(len(row), width), strict=True):
            cells[node] = Cell.centered(node, center, MARGIN + level * (CELL_HEIGHT + ROW_GAP))
    height = 2 * MARGIN + len(rows) * (CELL_HEIGHT + ROW_GAP) - ROW_GAP
    in_order = tuple(cells[index] for index in sorted(cells))
    names = tuple(_operation(graph, cell) for cell in in_order if graph.nodes[cell.node].operation)
    return Layout(width, height, in_order, names, tuple(_edges(graph, cells)), ())


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


def _ordered(graph: Graph, row: Sequence[int], placed: dict[int, Cell]) -> list[int]:
    """The row from left to right: each node near the middle of what it reads."""

    def middle(index: int) -> tuple[float, int]:
        centers = [placed[parent].center for parent in graph.nodes[index].parents if parent in placed]
        return (sum(centers) / len(centers) if centers else index, index)

    return sorted(row, key=middle)


def _operation(graph: Graph, cell: Cell) -> Shell:
    node = graph.nodes[cell.node]
    assert node.operation is not None
    name = operation_name(node.operation.name)
    if node.operation.name == "power":
        name = f"{name} {node.operation.size}"
    for position, parent in enumerate(node.parents):
        if graph.nodes[parent].constant is not None:
            number = brief(graph.nodes[parent].constant or 0)
            name = f"{name} {number}" if position else f"{number} {name}"
    return Shell(cell.x, cell.y, 0, 0, name, cell.center + 9, cell.y - 7, "start")


def _edges(graph: Graph, cells: dict[int, Cell]) -> list[Edge]:
    """One line per pair of nodes, whichever and however many arguments it stands for."""
    edges = []
    for node in graph.nodes:
        for parent in sorted(set(node.parents) & cells.keys()):
            positions = tuple(i for i, each in enumerate(node.parents) if each == parent)
            source, consumer = cells[parent], cells[node.index]
            ends = (source.center, source.bottom), (consumer.center, consumer.y)
            edges.append(Edge(parent, node.index, positions, *ends, knee=consumer.y - ROW_GAP))
    return edges
