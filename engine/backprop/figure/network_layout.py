"""The layout of a multilayer perceptron: inputs on the left, layers as columns, the loss on the right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from backprop.figure.graph_layout import operator_of
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
    Point,
    around,
    box_of,
    closed_shell,
    column,
    lowered,
    with_room,
)
from backprop.figure.placing import apart, least_covering, on_line
from backprop.languages import words
from backprop.layer_building import Unit
from backprop.network import Network

GAP = 25  # between the columns of a unit, and before the loss
WEIGHTED_GAP = 120  # before a layer, where its weights stand on their lines
LABELLED_GAP = 116  # before a cell on whose line a scale or a mask stands
SKIP_GAP = 56  # before a cell to which a skip leads, and beside the lane of it
COMPETING_GAP = 64  # before shares of a softmax and normalised sums, each of which reads all cells before it
PITCH = 84  # of units below one another
PITCH_WITH_BIAS = 112  # of two, which have their biases between them
PITCH_SCALED = 128  # of units with shifts below cells that have a badge
PITCH_CROSSED = 168  # of two that read two: a third of it is the height of a label
PITCH_WITH_TARGET = 152  # of outputs, which have their targets between them
BIAS_BELOW = 56  # its unit
MOST_LABELLED = 2  # units of a layer whose parameters stand at them; those of more stand in a matrix
LANE = 6
ONE_SOURCE, SOURCES = 0.5, 0.387  # how far along its line a weight stands; there, a line has risen by a half, a third
HEADING = 124  # before the first entry of a matrix


def network_layout(network: Network, closed: frozenset[int] = frozenset()) -> Layout:
    """Lay out a multilayer perceptron from the inputs (left) to the loss (right); `closed` are closed boxes."""
    return _NetworkLayout(network, closed).layout()


class _NetworkLayout:
    """Lays out around y = 0, and moves everything into place at last."""

    def __init__(self, network: Network, closed: frozenset[int]) -> None:
        self.network, self.closed = network, closed
        self.cells: dict[int, Cell] = {}
        self.edges: list[Edge] = []
        self.operators: list[Operator] = []
        self.shells: list[Box] = []
        self.labels: list[Label] = []
        self.headings: list[Heading] = []
        self.columns: dict[int, float] = {}
        """Of what a layer makes, the last column of the layer."""
        widths = [len(network.inputs), *map(len, network.layers)]
        self.crossed = any(one == other == 2 for one, other in pairwise(widths))
        last = network.graph.nodes[network.layers[-1][0].activation]
        scores = {unit.preactivation for unit in network.layers[-1]}
        self.competing = len(scores) > 1 and scores <= set(last.parents)
        # Fused, the loss reads the scores, and the probabilities stand beside.
        last_unit, read = network.layers[-1][0], network.graph.nodes[network.graph.output].parents
        self.fused = last_unit.preactivation != last_unit.activation and last_unit.preactivation in read

    def layout(self) -> Layout:
        x = MARGIN + CELL_WIDTH / 2
        self._place(self.network.inputs, x, self._pitch(len(self.network.inputs)))
        below = self.network.inputs
        in_matrix: list[int] = []
        for number, layer in enumerate(self.network.layers):
            x = self._layer(layer, x + CELL_WIDTH + WEIGHTED_GAP, final=number + 1 == len(self.network.layers))
            if not self._weights(below, layer):
                in_matrix.append(number)
            below = tuple(unit.output for unit in layer)
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
        """A column for z and one for each node that follows in its unit; where the last is."""
        pitch = self._pitch(len(layer))
        if final and len(layer) > 1:
            pitch = max(pitch, PITCH_WITH_TARGET)
        if any(len(self._beside(node)) > 1 for node in layer[0].chain[1:]):
            pitch = max(pitch, PITCH_SCALED)
        self._place([unit.preactivation for unit in layer], x, pitch)
        right = self._columns(layer, x, self.competing and final)
        for place, unit in enumerate(layer):
            z = self.cells[unit.preactivation]
            self.shells.append(around([self._outline(node) for node in unit.chain]))
            for node in unit.chain:
                if node in self.closed or node != unit.preactivation:
                    self._operator(node)
            if len(layer) <= MOST_LABELLED and unit.bias is not None and unit.bias not in _biases(layer[:place]):
                self.labels.append(Label(unit.bias, z.x, z.y + BIAS_BELOW))
        self.columns |= dict.fromkeys((unit.output for unit in layer), right)
        return right

    def _outline(self, node: int) -> Box:
        return closed_shell(self.cells[node]) if node in self.closed else box_of(self.cells[node])

    def _columns(self, layer: Sequence[Unit], x: float, competing: bool) -> float:
        """The cells after the weighted sums, and the lines to them; where the last column is."""
        for stage in range(1, max(len(unit.chain) for unit in layer)):
            reached = [unit for unit in layer if len(unit.chain) > stage]
            x = self._statistics(reached, stage, x)
            gap = COMPETING_GAP if competing else max(self._gap(unit.chain[stage]) for unit in reached)
            x += CELL_WIDTH + gap
            for unit in reached:
                self.cells[unit.chain[stage]] = Cell(unit.chain[stage], x, self.cells[unit.preactivation].y)
            for place, unit in enumerate(reached):
                self._arrive(unit, stage, place, layer if competing else [unit])
        return x

    def _statistics(self, units: Sequence[Unit], stage: int, x: float) -> float:
        """What all units of a stage read and none has in its row, a mean or a variance: below them, in its column."""
        for node in dict.fromkeys(parent for unit in units for parent in self._parents(unit.chain[stage])):
            if node in self.cells or self.network.graph.nodes[node].operation is None:
                continue
            x += CELL_WIDTH + GAP
            self.cells[node] = Cell(node, x, max(self.cells[unit.preactivation].y for unit in units) + PITCH_WITH_BIAS)
            self._operator(node)
            for position, parent in enumerate(self._parents(node)):
                self._edge(parent, node, (position,))
        return x

    def _gap(self, node: int) -> float:
        """The room before a cell: more where something stands on its line, or comes from afar."""
        if self._beside(node):
            return LABELLED_GAP
        if self._operation(node) == "layer_norm":
            return COMPETING_GAP
        return SKIP_GAP if self._operation(node) == "add" else GAP

    def _beside(self, node: int) -> list[int]:
        """The positions of given values that have no cell: scale and shift, or a mask."""
        given = {each.index for each in self.network.graph.given} - self.cells.keys()
        return [position for position, parent in enumerate(self._parents(node)) if parent in given]

    def _parents(self, node: int) -> tuple[int, ...]:
        return self.network.graph.nodes[node].parents

    def _operation(self, node: int) -> str:
        operation = self.network.graph.nodes[node].operation
        assert operation is not None
        return operation.name

    def _operator(self, node: int) -> None:
        cell = self.cells[node]
        self.operators.append(Operator(cell.x, cell.y, words.operation_name(self._operation(node))))

    def _arrive(self, unit: Unit, stage: int, place: int, read: Sequence[Unit]) -> None:
        """The lines to a cell, from the one before it and from elsewhere, and what stands at them."""
        node, before = unit.chain[stage], unit.chain[stage - 1]
        on_the_line = self._beside(node)[:1]
        for position in self._beside(node)[1:]:
            self.labels.append(
                Label(self._parents(node)[position], self.cells[node].x, self.cells[node].y + BIAS_BELOW)
            )
        if len(read) > 1:
            self._read(unit, read)
            return
        for position, parent in enumerate(self._parents(node)):
            if parent == before:
                edge = self._edge(parent, node, (*on_the_line, position))
                for each in on_the_line:
                    x, y = on_line(edge.start, edge.end, ONE_SOURCE)
                    self.labels.append(Label(self._parents(node)[each], x, y))
            elif parent in self.cells and self._operation(node) == "add":
                self._skip(parent, node, position, place)
            elif parent in self.cells:
                self._edge(parent, node, (position,))

    def _skip(self, source: int, node: int, position: int, place: int) -> None:
        """A line that leads past all cells between, above them."""
        top = min(cell.y for cell in self.cells.values()) - CELL_HEIGHT / 2
        lane = top - LANE * 2 * (place + 1)
        start, end = self.cells[source].right[0] + GAP, self.cells[node].left[0] - GAP
        self._edge(source, node, (position,), ((lane, start, end),))

    def _read(self, unit: Unit, read: Iterable[Unit]) -> None:
        """The lines on which an activation reads its own pre-activation or, in a softmax, those of all units."""
        parents = self.network.graph.nodes[unit.activation].parents
        for each in read:
            self._edge(each.preactivation, unit.activation, (parents.index(each.preactivation),))

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
            read = self._parents(unit.preactivation)
            for place, (source, weight) in enumerate(zip(below, unit.weights, strict=True)):
                positions = (len(read) - len(unit.weights) + place, place)
                lines.append((weight, self._edge(source, unit.preactivation, positions, self._past(source))))
        along = ONE_SOURCE if len(below) == 1 else SOURCES
        places = [on_line(_bent(edge), edge.end, along) for _, edge in lines]
        if len(layer) <= MOST_LABELLED and apart(places):
            self.labels += (Label(weight, x, y) for (weight, _), (x, y) in zip(lines, places, strict=True))
            return True
        standing = self._boxes()
        for weight, edge in lines:
            x, y = least_covering(_bent(edge), edge.end, standing)
            self.labels.append(Label(weight, x, y, always=False))
        return False

    def _past(self, source: int) -> tuple[tuple[float, float, float], ...]:
        """A lane for a line that starts before the last column of its layer: past the cells of others there."""
        cell = self.cells[source]
        right = self.columns.get(source, cell.x)
        return ((cell.y, cell.right[0] + GAP, right + CELL_WIDTH / 2),) if right > cell.x else ()

    def _loss(self, x: float) -> None:
        """The targets below their outputs, and the loss at the right of both."""
        outputs, targets, loss = self.network.layers[-1], self.network.targets, self.network.graph.output
        cells = [self.cells[unit.activation] for unit in outputs]
        pitch = PITCH if len(outputs) == 1 else (cells[1].y - cells[0].y) / 2
        # Below a cell that is all of its unit stands the bias: the target has a column of its own then.
        alone = outputs[0].preactivation == outputs[0].activation
        aside = CELL_WIDTH + GAP if alone else 0
        x += aside
        for target, cell in zip(targets, cells, strict=True):
            self.cells[target] = Cell(target, cell.x + aside, cell.y + pitch)
        if self.network.columns:
            self._opened([*self.network.columns, (loss,)], x, [cell.y for cell in cells])
            return
        self.cells[loss] = Cell(loss, x, sum(cell.y for cell in cells) / len(cells))
        if loss in self.closed:
            self.shells.append(self._outline(loss))
        for place, (unit, cell) in enumerate(zip(outputs, cells, strict=True)):
            # Fused, the line leads past the probability.
            past = cell.y - CELL_HEIGHT / 2 - LANE, cell.left[0], cell.right[0]
            source = unit.preactivation if self.fused else unit.activation
            beside = cell.y, cell.right[0] + GAP, cell.right[0] + aside
            self._edge(source, loss, (place,), (past,) if self.fused else (beside,) if alone else ())
        for place, target in enumerate(targets):
            self._edge(target, loss, (len(outputs) + place,))

    def _opened(self, columns: Sequence[Sequence[int]], x: float, rows: Sequence[float]) -> None:
        """What an open loss is made of: column by column, in the rows of the outputs; of all, in the middle."""
        graph = self.network.graph
        for place, made in enumerate(columns):
            ys = rows if len(made) == len(rows) else [sum(rows) / len(rows)]
            for node, y in zip(made, ys, strict=True):
                self.cells[node] = cell = Cell(node, x + place * (CELL_WIDTH + GAP), y)
                self.operators.append(operator_of(graph, cell))
                for position, parent in enumerate(self._parents(node)):
                    if graph.nodes[parent].constant is None:
                        self._edge(parent, node, (position,))

    def _matrix(self, number: int) -> None:
        """The parameters of a layer below the drawing, a row for each unit; biases that stand there are left out."""
        layer = self.network.layers[number]
        standing = {each.node for each in self.labels if each.always}
        biases = [
            () if unit.bias in (None, *_biases(layer[:place])) else (unit.bias,) for place, unit in enumerate(layer)
        ]
        rows = [
            [each for each in (*unit.weights, *bias) if each not in standing]
            for unit, bias in zip(layer, biases, strict=True)
        ]
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
        top = min([top, *(lane + ABOVE / 2 for edge in self.edges for lane, _, _ in edge.lanes)])
        drawn = Layout(
            right + MARGIN,
            bottom + BELOW,
            cells=tuple(self.cells.values()),
            edges=tuple(self.edges),
            operators=tuple(self.operators),
            shells=tuple(self.shells),
            labels=tuple(self.labels),
            headings=tuple(self.headings),
        )
        return with_room(lowered(drawn, ABOVE - top))


def _biases(units: Sequence[Unit]) -> list[int | None]:
    return [unit.bias for unit in units]


def _bent(edge: Edge) -> Point:
    """Where a line begins to bend: at its start, or after its last lane."""
    return (edge.lanes[-1][2], edge.lanes[-1][0]) if edge.lanes else edge.start
