"""Where everything of a drawing stands, in both directions in which it may run."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise
from pathlib import Path

import pytest
import yaml

from backprop import languages
from backprop.figure.frames import stepped_scene
from backprop.figure.layout import (
    CELL_HEIGHT,
    CELL_WIDTH,
    HEAD_HALF_WIDTH,
    HEAD_LENGTH,
    NAME_TOP,
    NEAR,
    SIGN_HEIGHT,
    SIGN_LEFT,
    SIGN_TOP,
    TURN,
    Box,
    Cell,
    Edge,
    Label,
    Layout,
    Point,
    box_of,
)
from backprop.figure.network_layout import network_layout
from backprop.figure.specification import Specification
from backprop.figure.subjects import SteppedSubject, scene_of
from backprop.figure.svg import BOTH_HEIGHT, LABEL_WIDTH
from backprop.network import multilayer_perceptron
from tests.support.fences import fences
from tests.support.figures import Described, random_figures
from tests.support.kinds import CLOSED as BOXES
from tests.support.kinds import KINDS

SHAPES = [(1, 1), (1, 2, 1), (1, 2, 2, 2, 1), (2, 3, 2), (3, 6, 6, 1), (2, 5, 3), (1, 8, 8)]
BAYDIN: Described = {"expression": "log(x1) + x1*x2 - sin(x2)", "values": {"x1": 2, "x2": 5}}
CLOSED: Described = {"expression": "u = tanh(w*x + b)", "residual": "u_xx + u", "values": {"w": 1, "x": 1, "b": 0}}
SOFTMAX: Described = {"network": [2, 3], "loss": "softmax-cross-entropy"}
NETWORKS: list[Described] = [{"network": list(widths)} for widths in SHAPES[:-1]]
NETWORKS += [{"network": [2, 2, 2], "output": "leaky-relu(0.1)"}]  # an output reads two values, but one score
LANGUAGES = sorted(path.stem for path in Path(languages.__path__[0]).glob("[a-z]*.py"))
LABEL_TOP = 11  # from the upper edge of a label's ground to its middle
FIGURES: list[Described] = [
    BAYDIN,
    CLOSED,
    SOFTMAX,
    SOFTMAX | {"fused": True},
    *NETWORKS,
    *map(dict, BOXES),
]
BY_CHANCE = [f"random-{number}" for number in range(30)]
# By their names, because every process of a run collects these tests, and making the figures takes a second.
CASES: list[Described | str] = [*FIGURES, *BY_CHANCE]


def name_of(case: Described | str) -> str:
    return case if isinstance(case, str) else str(case.get("network", case.get("expression")))[:40]


def layout_of(case: Described | str) -> Layout:
    described = random_figures(len(BY_CHANCE))[BY_CHANCE.index(case)] if isinstance(case, str) else case
    specification = Specification.from_mapping({"name": "f", **described})
    with specification.spoken():
        return stepped_scene(specification).layout


def stepped_fences() -> Iterator[tuple[str, Described]]:
    """The figures of this site that a drawing of cells belongs to."""
    for place, text in fences().items():
        described = yaml.safe_load(text)
        if isinstance(Specification.from_mapping(described).subject, SteppedSubject):
            yield place, described


def drawn(edge: Edge) -> list[Point]:
    """Points along its line, close enough for crossings to be seen."""
    points = [edge.start]
    for y, left, right in edge.lanes:
        points += [(left, y), (right, y)]
    points.append(edge.end)
    bends = list(pairwise(points))
    line = [edge.start]
    for (x1, y1), (x2, y2) in bends:
        for part in range(1, 17):
            along = part / 16
            eased = along * along * (3 - 2 * along)
            line.append((x1 + along * (x2 - x1), y1 + eased * (y2 - y1)))
    return line


def cross(one: Edge, other: Edge) -> bool:
    """Whether two lines that share no end pass through each other."""

    def height(line: list[Point], x: float) -> float:
        (x1, y1), (x2, y2) = next(pair for pair in pairwise(line) if pair[0][0] <= x <= pair[1][0])
        return y1 + (y2 - y1) * (x - x1) / (x2 - x1)

    lines = drawn(one), drawn(other)
    left, right = max(line[0][0] for line in lines), min(line[-1][0] for line in lines)
    if left >= right:
        return False
    steps = [left + (right - left) * step / 200 for step in range(201)]
    apart = [height(lines[0], x) - height(lines[1], x) for x in steps]
    signs = {gap > 0 for gap in apart if abs(gap) > 0.5}
    return len(signs) == 2


def crossings(layout: Layout) -> int:
    return sum(
        cross(one, other)
        for one, other in combinations(layout.edges, 2)
        if one.source != other.source and one.consumer != other.consumer
    )


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_nothing_covers_anything_in_either_direction(case: Described | str) -> None:
    """Cells and labels keep clear by the size of a cell, which is the same after a turn; all inside the drawing."""
    layout = layout_of(case)
    placed: list[Cell | Label] = [*layout.cells, *(label for label in layout.labels if label.always)]
    for one, other in combinations(placed, 2):
        assert abs(one.x - other.x) > CELL_WIDTH - 0.2 or abs(one.y - other.y) > CELL_HEIGHT - 0.2, (one, other)
    for left, top, right, bottom in map(box_of, placed):
        assert 0 < left < right < layout.width
        assert 0 < top < bottom < layout.height


def turned(box: Box) -> Box:
    """Where a drawing runs downwards, of what lies in it as it is."""
    left, top, right, bottom = box
    return top / TURN, left * TURN, bottom / TURN, right * TURN


def signs(layout: Layout, *, down: bool) -> list[tuple[str, Box]]:
    """What names operations, where it is drawn."""
    found = []
    for each in layout.operators:
        x, y = (each.y / TURN, each.x * TURN) if down else (each.x, each.y)
        top = y + (SIGN_TOP if each.width == SIGN_HEIGHT else NAME_TOP)
        left = x - NEAR - each.width if down and each.is_long else x + SIGN_LEFT
        found.append((each.text, (left, top, left + each.width, top + SIGN_HEIGHT)))
    return found


def heads(layout: Layout) -> list[Box]:
    """Where arrowheads can be, forward and backward."""
    tips = [(x, x - HEAD_LENGTH, y) for edge in layout.edges for x, y in [edge.end]]
    tips += [(x, x + HEAD_LENGTH, y) for edge in layout.edges for x, y in [edge.start]]
    return [(min(x, to), y - HEAD_HALF_WIDTH, max(x, to), y + HEAD_HALF_WIDTH) for x, to, y in tips]


def meet(one: Box, other: Box) -> bool:
    return min(one[2], other[2]) > max(one[0], other[0]) and min(one[3], other[3]) > max(one[1], other[1])


def test_no_sign_and_no_label_lies_on_an_arrowhead_in_either_direction() -> None:
    """Of all figures of the site, of every kind and some by chance, with the names of operations in each language;
    every sign is inside the drawing, and lies on no other."""
    figures = [*stepped_fences(), *((str(each), {**each}) for each in KINDS)]
    looked_at = [(f"{name} {lang}", layout_of({**each, "lang": lang})) for name, each in figures for lang in LANGUAGES]
    looked_at += [(str(each), layout_of(each)) for each in CASES]
    assert sum(operator.is_long for _, layout in looked_at for operator in layout.operators) > 100
    for name, layout in looked_at:
        for down in (False, True):
            tips = [turned(head) for head in heads(layout)] if down else heads(layout)
            drawn = signs(layout, down=down)
            for text, sign in drawn:
                assert not any(meet(sign, tip) for tip in tips), (name, text, down)
                assert 0 < sign[0] < sign[2] < layout.sizes[down][0], (name, text, down)
                assert sign[1] > 0, (name, text, down)
            for (text, sign), (_, other) in combinations(drawn, 2):
                assert not meet(sign, other), (name, text, down)
            for label in layout.labels:
                x, y = (label.y / TURN, label.x * TURN) if down else (label.x, label.y)
                box = (x - LABEL_WIDTH / 2, y - LABEL_TOP, x + LABEL_WIDTH / 2, y - LABEL_TOP + BOTH_HEIGHT)
                assert label.entry or not any(meet(box, tip) for tip in tips), (name, label, down)


def test_a_turn_leaves_a_cell_as_it_is() -> None:
    assert (CELL_HEIGHT / TURN, CELL_WIDTH * TURN) == (CELL_WIDTH, CELL_HEIGHT)


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_every_line_runs_to_the_right_and_past_cells(case: Described | str) -> None:
    """From the right of its source to the left of its consumer; through no cell that stands between."""
    layout = layout_of(case)
    cells = {cell.node: cell for cell in layout.cells}
    for edge in layout.edges:
        assert edge.start == cells[edge.source].right
        assert edge.end == cells[edge.consumer].left
        line = drawn(edge)
        assert all(one[0] < other[0] for one, other in pairwise(line))
        for left, top, right, bottom in map(box_of, layout.cells):
            assert not any(left < x < right and top < y < bottom for x, y in line[1:-1]), edge


@pytest.mark.parametrize("widths", SHAPES)
def test_every_argument_has_an_edge_or_is_a_bias(widths: tuple[int, ...]) -> None:
    """A step can light the way along every edge of the graph."""
    network = multilayer_perceptron(widths)
    layout = network_layout(network)
    drawn = {(edge.consumer, position) for edge in layout.edges for position in edge.positions}
    biases = {unit.bias for layer in network.layers for unit in layer}
    for node in network.graph.nodes:
        for position, parent in enumerate(node.parents):
            assert ((node.index, position) in drawn) != (parent in biases)


@pytest.mark.parametrize("described", [BAYDIN, CLOSED])
def test_cells_of_an_expression_are_its_values(described: Described) -> None:
    """Every operation and given value has a box of its own; constants have none."""
    subject = Specification.from_mapping({"name": "f", **described}).subject
    assert isinstance(subject, SteppedSubject)
    scene = scene_of(subject)
    wanted = {node.index for node in scene.graph.nodes if node.constant is None}
    assert {cell.node for cell in scene.layout.cells} == wanted
