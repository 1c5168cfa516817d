"""The layout of a multilayer perceptron: inputs on the left, layers as columns, the loss on the right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from backprop.figure.layout import (
    ABOVE,
    BELOW,
    CELL_HEIGHT,
    CELL_WIDTH,
    MARGIN,
    Box,
    Cell,
    Edge,
    Heading,
    Label,
    Layout,
    Operator,
    around,
    box_of,
    column,
)
from backprop.figure.placing import apart, least_covering, on_line
from backprop.languages import words
from backprop.network import Network, Unit

GAP = 25  # between the columns of a unit, and before the loss
WEIGHTED_GAP = 120  # before a layer, where its weights stand on their lines
COMPETING_GAP = 64  # between scores and shares of a softmax, each of which reads all scores
PITCH = 84  # of units below one another
PITCH_WITH_BIAS = 112  # of two, which have their biases between them
PITCH_CROSSED = 168  # of two that read two: a third of it is the height of a label
PITCH_WITH_TARGET = 152  # of outputs, which have their targets between them
BIAS_BELOW = 56  # its unit
MOST_LABELLED = 2  # units of a layer whose parameters stand at them; those of more stand in a matrix
LANE = 6
ONE_SOURCE, SOURCES = 0.5, 0.387  # how far along its line a weight stands; there, a line has risen by a half, a third
HEADING = 124  # before the first entry of a matrix


def network_layout(network: Network) -> Layout:
    """Lay out a multilayer perceptron from the inputs (left) to the loss (right)."""
    return _NetworkLayout(network).layout()


class _NetworkLayout:
    """Lays out around y = 0, and moves everything into place at last."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.cells: dict[int, Cell] = {}
        self.edges: list[Edge] = []
        self.operators: list[Operator] = []
        self.shells: list[Box] = []
        self.labels: list[Label] = []
        self.headings: list[Heading] = []
        widths = [len(network.inputs), *map(len, network.layers)]
        self.crossed = any(one == other == 2 for one, other in pairwise(widths))
        last = network.graph.nodes[network.layers[-1][0].activation]
        scores = {unit.preactivation for unit in network.layers[-1]}
        self.competing = len(scores) > 1 and scores <= set(last.parents)
        # Fused, the loss reads the scores, and the probabilities stand beside.
        self.fused = network.layers[-1][0].preactivation in network.graph.nodes[network.graph.output].parents

    def layout(self) -> Layout:
        x = MARGIN + CELL_WIDTH / 2
        self._place(self.network.inputs, x, self._pitch(len(self.network.inputs)))
        below = self.network.inputs
        in_matrix: list[int] = []
        for number, layer in enumerate(self.network.layers):
            x = self._layer(layer, x + CELL_WIDTH + WEIGHTED_GAP, final=number + 1 == len(self.network.layers))
            if not self._weights(below, layer):
                in_matrix.append(number)
            below = tuple(unit.activation for unit in layer)
        self._loss(x + CELL_WIDTH + GAP)
        for number in in_matrix:
            self._matrix(number)
        return self._moved()

    def _place(self, nodes: Sequence[int], x: float, pitch: float) -> None:
        for node, y in zip(nodes, column(len(nodes), pitch), strict=True):
            self.cells[node] = Cell(node, x, y)

    def _pitch(self, count: int) -> float:
        if count > MOST_LABELLED:
            return PITCH
        return PITCH_CROSSED if self.crossed else PITCH_WITH_BIAS

    def _layer(self, layer: Sequence[Unit], x: float, final: bool) -> float:
        """Two columns, z and h; where the second is."""
        pitch = self._pitch(len(layer))
        if final and len(layer) > 1:
            pitch = max(pitch, PITCH_WITH_TARGET)
        self._place([unit.preactivation for unit in layer], x, pitch)
        right = x + CELL_WIDTH + (COMPETING_GAP if final and self.competing else GAP)
        self._place([unit.activation for unit in layer], right, pitch)
        for unit in layer:
            z, h = self.cells[unit.preactivation], self.cells[unit.activation]
            self.shells.append(around([box_of(z), box_of(h)]))
            self.operators.append(Operator(h.x, h.y, self._activation(unit)))
            self._read(unit, layer if final and self.competing else [unit])
            if len(layer) <= MOST_LABELLED:
                self.labels.append(Label(unit.bias, z.x, z.y + BIAS_BELOW))
        return right

    def _read(self, unit: Unit, read: Iterable[Unit]) -> None:
        """The lines on which an activation reads its own pre-activation or, in a softmax, those of all units."""
        parents = self.network.graph.nodes[unit.activation].parents
        for each in read:
            self._edge(each.preactivation, unit.activation, (parents.index(each.preactivation),))

    def _activation(self, unit: Unit) -> str:
        """What a drawing calls the unit's activation."""
        operation = self.network.graph.nodes[unit.activation].operation
        assert operation is not None
        return words.operation_name(operation.name)

    def _edge(
        self, source: int, consumer: int, positions: tuple[int, ...], lanes: tuple[tuple[float, float, float], ...] = ()
    ) -> Edge:
        edge = Edge(source, consumer, positions, self.cells[source].right, self.cells[consumer].left, lanes)
        self.edges.append(edge)
        return edge

    def _weights(self, below: Sequence[int], layer: Sequence[Unit]) -> bool:
        """Lines into a layer, and the weights on them; whether all find room there, at every step."""
        lines: list[tuple[int, Edge]] = []
        for unit in layer:
            for place, (source, weight) in enumerate(zip(below, unit.weights, strict=True)):
                lines.append((weight, self._edge(source, unit.preactivation, (place, len(unit.weights) + 1 + place))))
        along = ONE_SOURCE if len(below) == 1 else SOURCES
        places = [on_line(edge.start, edge.end, along) for _, edge in lines]
        if len(layer) <= MOST_LABELLED and apart(places):
            self.labels += (Label(weight, x, y) for (weight, _), (x, y) in zip(lines, places, strict=True))
            return True
        standing = self._boxes()
        for weight, edge in lines:
            x, y = least_covering(edge.start, edge.end, standing)
            self.labels.append(Label(weight, x, y, always=False))
        return False

    def _loss(self, x: float) -> None:
        """The targets below their outputs, and the loss at the right of both."""
        outputs, targets, loss = self.network.layers[-1], self.network.targets, self.network.graph.output
        cells = [self.cells[unit.activation] for unit in outputs]
        pitch = PITCH if len(outputs) == 1 else (cells[1].y - cells[0].y) / 2
        for target, cell in zip(targets, cells, strict=True):
            self.cells[target] = Cell(target, cell.x, cell.y + pitch)
        self.cells[loss] = Cell(loss, x, sum(cell.y for cell in cells) / len(cells))
        for place, (unit, cell) in enumerate(zip(outputs, cells, strict=True)):
            # Fused, the line leads past the probability.
            past = cell.y - CELL_HEIGHT / 2 - LANE, cell.left[0], cell.right[0]
            source = unit.preactivation if self.fused else unit.activation
            self._edge(source, loss, (place,), (past,) if self.fused else ())
        for place, target in enumerate(targets):
            self._edge(target, loss, (len(outputs) + place,))

    def _matrix(self, number: int) -> None:
        """The parameters of a layer below the drawing, a row for each unit; biases that stand there are left out."""
        layer = self.network.layers[number]
        standing = {each.node for each in self.labels if each.always}
        rows = [[each for each in (*unit.weights, unit.bias) if each not in standing] for unit in layer]
        first = MARGIN + HEADING + CELL_WIDTH
        y = self._bottom() + CELL_HEIGHT
        head = words.WEIGHTS[number + 1 == len(self.network.layers)].format(number=number + 1)
        self.headings.append(Heading(first - HEADING, y, head))
        for row, nodes in enumerate(rows):
            for place, node in enumerate(nodes):
                self.labels.append(Label(node, first + CELL_WIDTH * place, y + CELL_HEIGHT * row, entry=True))

    def _bottom(self) -> float:
        return around(self._boxes())[3]

    def _boxes(self) -> list[Box]:
        return [*map(box_of, self.cells.values()), *map(box_of, self.labels)]

    def _moved(self) -> Layout:
        """Everything, with the upper edge at 0."""
        _, top, right, bottom = around(self._boxes())
        down = ABOVE - top

        def lowered(edge: Edge) -> Edge:
            (x, y), (to_x, to_y) = edge.start, edge.end
            lanes = tuple((lane + down, left, right) for lane, left, right in edge.lanes)
            return replace(edge, start=(x, y + down), end=(to_x, to_y + down), lanes=lanes)

        return Layout(
            right + MARGIN,
            bottom + down + BELOW,
            cells=tuple(replace(each, y=each.y + down) for each in self.cells.values()),
            edges=tuple(map(lowered, self.edges)),
            operators=tuple(replace(each, y=each.y + down) for each in self.operators),
            shells=tuple((x, y + down, to_x, to_y + down) for x, y, to_x, to_y in self.shells),
            labels=tuple(replace(each, y=each.y + down) for each in self.labels),
            headings=tuple(replace(each, y=each.y + down) for each in self.headings),
        )
