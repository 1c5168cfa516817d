"""The layout of a multilayer perceptron: inputs on top, layers below one another, then the loss."""

from __future__ import annotations

from collections.abc import Sequence

from backprop.figure.layout import (
    CELL_HEIGHT,
    CELL_WIDTH,
    ENTRY_HEIGHT,
    ENTRY_WIDTH,
    INNER_GAP,
    MARGIN,
    Anchor,
    Cell,
    Edge,
    Label,
    Layout,
    Point,
    Shell,
    spread,
    width_for,
)
from backprop.figure.placing import (
    LIFT,
    OFFSET,
    Box,
    Place,
    beside,
    box_of,
    box_of_cell,
    box_of_name,
    flatness,
    uncovered,
)
from backprop.languages import words
from backprop.network import Network, Unit

LAYER_GAP = 80
TALL_LAYER_GAP = 104
CROSSED_LAYER_GAP = 150
BELOW_BIASES = 0.72  # of the way along a line: there, its weight stands clear of the longest bias above it
LOSS_GAP = 46
LANE = 5
COMPETING_GAP = 54  # between scores and shares of a softmax, each of which reads all scores
MATRIX_GAP = 62  # from what is above a matrix to the feet of its first row's symbols
ENTRY_BELOW = 40  # from there to the foot of its numbers

Line = tuple[int, Point, Point, Place]
"""A weight with both ends of its line, and where its label would stand if it could choose."""
MOST_BIASES = 3  # that fit side by side; of more, the one that a step is about is drawn, as of weights


def network_layout(network: Network) -> Layout:
    """Lay out a multilayer perceptron from the inputs (top) to the loss (bottom)."""
    return _NetworkLayout(network).layout()


class _NetworkLayout:
    def __init__(self, network: Network) -> None:
        self.network = network
        self.cells: dict[int, Cell] = {}
        self.shells: list[Shell] = []
        self.edges: list[Edge] = []
        self.labels: list[Label] = []
        self.crowded: list[tuple[int, list[Line]]] = []
        hidden, outputs = network.layers[:-1], len(network.layers[-1])
        last = network.graph.nodes[network.layers[-1][0].activation]
        self.together = outputs > 1 and len(last.parents) == outputs
        self.output_gap = COMPETING_GAP if self.together else INNER_GAP
        # Fused, the loss reads the scores, and the probabilities stand beside.
        self.fused = network.layers[-1][0].preactivation in network.graph.nodes[network.graph.output].parents
        needed = [len(network.inputs), outputs + 1, *map(len, hidden)]
        self.width = max(width_for(max(needed)), self._widest_matrix())

    def layout(self) -> Layout:
        y = self._row(self.network.inputs, MARGIN)
        below = self.network.inputs
        for layer in self.network.layers[:-1]:
            y = self._hidden(layer, y + _gap(layer))
            self._weights(below, layer)
            below = tuple(unit.activation for unit in layer)
        outputs = self.network.layers[-1]
        top = y + _gap(outputs)
        bottom = self._outputs(outputs, top)
        self._weights(below, outputs)
        if len(outputs) == 1:
            self._loss_beside(outputs[0], top, bottom)
        else:
            bottom = self._loss_below(outputs, bottom + INNER_GAP)
        bottom = self._place_crowded(bottom)
        return Layout(
            self.width,
            bottom + MARGIN,
            tuple(self.cells.values()),
            tuple(self.shells),
            tuple(self.edges),
            tuple(self.labels),
        )

    def _widest_matrix(self) -> float:
        """What the matrices would take, one column for each weight of a unit and one for the bias."""
        most = max((len(layer[0].weights) for layer in self.network.layers if _is_crowded(layer)), default=0)
        return 2 * MARGIN + ENTRY_WIDTH * (most + 1)

    def _place(self, node: int, center: float, y: float) -> Cell:
        self.cells[node] = Cell.centered(node, center, y)
        return self.cells[node]

    def _row(self, nodes: Sequence[int], y: float) -> float:
        for node, center in zip(nodes, spread(len(nodes), self.width), strict=True):
            self._place(node, center, y)
        return y + CELL_HEIGHT

    def _hidden(self, layer: Sequence[Unit], y: float) -> float:
        if len(layer) == 2:
            self._lying(layer[0], self.width / 4, y, outward=-1)
            self._lying(layer[1], self.width * 3 / 4, y, outward=1)
            return y + CELL_HEIGHT
        for unit, center in zip(layer, spread(len(layer), self.width), strict=True):
            self._standing(unit, center, y, self._activation(unit), beside=len(layer))
        return y + 2 * CELL_HEIGHT + INNER_GAP

    def _lying(self, unit: Unit, center: float, y: float, outward: int) -> None:
        """A unit whose z and h stand side by side, z on the outer side."""
        offset = outward * (CELL_WIDTH + INNER_GAP) / 2
        z = self._place(unit.preactivation, center + offset, y)
        h = self._place(unit.activation, center - offset, y)
        middle = y + CELL_HEIGHT / 2
        start = (z.center - outward * CELL_WIDTH / 2, middle)
        end = (h.center + outward * CELL_WIDTH / 2, middle)
        self.edges.append(Edge(unit.preactivation, unit.activation, (0,), start, end))
        left = min(z.x, h.x)
        width = 2 * CELL_WIDTH + INNER_GAP
        self.shells.append(Shell(left, y, width, CELL_HEIGHT, self._activation(unit), center, y - 6, "middle"))
        self._bias(unit, z.center, z.bottom + 21, "middle")

    def _standing(
        self, unit: Unit, center: float, y: float, activation: str, beside: int, gap: float = INNER_GAP
    ) -> None:
        """A unit whose h stands below its z, one of `beside` side by side; one alone has room for its bias."""
        z = self._place(unit.preactivation, center, y)
        h = self._place(unit.activation, center, y + CELL_HEIGHT + gap)
        ends = ((center, z.bottom), (center, h.y))
        self.edges.append(Edge(unit.preactivation, unit.activation, (self._position(unit),), *ends))
        height = 2 * CELL_HEIGHT + gap
        # Where lines cross between the two, the name stands close to the line that is the unit's own.
        self.shells.append(Shell(z.x, y, CELL_WIDTH, height, activation, center + 6, h.y - 5, "start"))
        if beside == 1:
            self._bias(unit, z.x - OFFSET, z.y + 24, "end")
        else:
            self._bias(unit, center - OFFSET, z.y - 24, "end", always=beside <= MOST_BIASES)

    def _activation(self, unit: Unit) -> str:
        """What a drawing calls the unit's activation."""
        operation = self.network.graph.nodes[unit.activation].operation
        assert operation is not None
        return words.operation_name(operation.name)

    def _position(self, unit: Unit) -> int:
        """Which argument of the activation the unit's own pre-activation is."""
        return self.network.graph.nodes[unit.activation].parents.index(unit.preactivation)

    def _bias(self, unit: Unit, x: float, y: float, anchor: Anchor, always: bool = True) -> None:
        self.labels.append(Label(unit.bias, x, y, anchor, always))

    def _outputs(self, layer: Sequence[Unit], y: float) -> float:
        centers = spread(len(layer), self.width)
        for unit, center in zip(layer, centers, strict=True):
            self._standing(unit, center, y, self._activation(unit), beside=len(layer), gap=self.output_gap)
        if self.together:
            self._competing(layer)
        return y + 2 * CELL_HEIGHT + self.output_gap

    def _competing(self, layer: Sequence[Unit]) -> None:
        """The lines on which each probability reads the scores of the others."""
        for place, source in enumerate(layer):
            for unit in layer:
                if unit is not source:
                    start, end = self.cells[source.preactivation], self.cells[unit.activation]
                    ends = (start.center, start.bottom), (end.center, end.y)
                    self.edges.append(Edge(source.preactivation, unit.activation, (place,), *ends))

    def _weights(self, below: Sequence[int], layer: Sequence[Unit]) -> None:
        lines: list[Line] = []
        along = BELOW_BIASES if len(below) == 2 else 0.5
        for unit in layer:
            consumer = self.cells[unit.preactivation]
            for place, (source, weight) in enumerate(zip(below, unit.weights, strict=True)):
                cell = self.cells[source]
                start, end = (cell.center, cell.bottom), (consumer.center, consumer.y)
                positions = (place, len(unit.weights) + 1 + place)
                self.edges.append(Edge(source, unit.preactivation, positions, start, end))
                lines.append((weight, start, end, self._weight_place(start, end, along)))
        if _is_crowded(layer):
            self.crowded.append((self.network.layers.index(tuple(layer)), lines))
        else:
            self.labels += (Label(weight, *place, always=True) for weight, *_, place in lines)

    def _weight_place(self, start: Point, end: Point, along: float) -> Place:
        """Beside the line, `along` of the way, and above it where the line runs flat."""
        x, y = (a + along * (b - a) for a, b in zip(start, end, strict=True))
        on_left = x < self.width / 2
        offset = -OFFSET if on_left else OFFSET
        return x + offset, y - 2 - LIFT * flatness(start, end), "end" if on_left else "start"

    def _place_crowded(self, bottom: float) -> float:
        """Weights of layers with many lines, once it is known what stands: each at its line where all of
        the layer find room; otherwise in a matrix, and at its line while a step is about it."""
        standing = [
            *(box_of(each, self.width) for each in self.labels if each.always),
            *map(box_of_cell, self.cells.values()),
            *map(box_of_name, self.shells),
        ]
        for number, lines in self.crowded:
            if labels := self._at_lines(lines, standing):
                self.labels += labels
                continue
            for weight, start, end, first in lines:
                self.labels.append(Label(weight, *beside(start, end, first, standing, self.width), always=False))
            bottom = self._matrix(number, bottom)
        return bottom

    def _at_lines(self, lines: Sequence[Line], standing: Sequence[Box]) -> list[Label]:
        """Labels for all of them that cover nothing, and not one another; none where there is no such place."""
        taken, labels = list(standing), []
        for weight, start, end, first in lines:
            place = beside(start, end, first, taken, self.width)
            box = uncovered(place, taken, self.width)
            if box is None:
                return []
            taken.append(box)
            labels.append(Label(weight, *place, always=True))
        return labels

    def _matrix(self, number: int, y: float) -> float:
        """The parameters of a layer below the drawing, a row for each unit; biases that stand there are left out."""
        layer = self.network.layers[number]
        standing = {each.node for each in self.labels if each.always}
        rows = [[each for each in (*unit.weights, unit.bias) if each not in standing] for unit in layer]
        left = (self.width - ENTRY_WIDTH * len(rows[0])) / 2
        head = words.WEIGHTS[number + 1 == len(self.network.layers)].format(number=number + 1)
        self.shells.append(Shell(left, y, 0, 0, head, self.width / 2, y + MATRIX_GAP - 24, "middle"))
        for row, nodes in enumerate(rows):
            for column, node in enumerate(nodes):
                x, top = left + ENTRY_WIDTH * (column + 0.5), y + MATRIX_GAP + ENTRY_HEIGHT * row
                self.labels.append(Label(node, x, top, "middle", always=True, entry=True))
        return y + MATRIX_GAP + ENTRY_HEIGHT * (len(rows) - 1) + ENTRY_BELOW

    def _loss_beside(self, output: Unit, top: float, bottom: float) -> None:
        """One output: the loss at its right, the target above the loss."""
        read = self.cells[output.preactivation if self.fused else output.activation]
        center = read.right + LOSS_GAP + CELL_WIDTH / 2
        # The loss stands beside what it reads, and the target where there is room.
        loss = self._place(self.network.graph.output, center, read.y)
        target = self._place(self.network.targets[0], center, bottom - CELL_HEIGHT if self.fused else top)
        level = loss.y + CELL_HEIGHT / 2
        self._loss_edge(read, 0, (read.right, level), (loss.x, level))
        ends = (target.y, loss.bottom) if self.fused else (target.bottom, loss.y)
        self._loss_edge(target, 1, (center, ends[0]), (center, ends[1]))

    def _loss_below(self, outputs: Sequence[Unit], y: float) -> float:
        """Several outputs: the loss below them, the targets on both sides of it."""
        count = len(outputs)
        centers = spread(count + 1, self.width)
        loss = self._place(self.network.graph.output, centers.pop(count // 2), y + LOSS_GAP)
        for place, unit in enumerate(outputs):
            cell = self.cells[unit.activation]
            source = self.cells[unit.preactivation] if self.fused else cell
            # Fused, the line leads past the probability.
            lanes = ((cell.x - LANE, cell.y - LANE, cell.bottom + LANE),) if self.fused else ()
            self._loss_edge(source, place, (source.center, source.bottom), (loss.center, loss.y), lanes)
        level = loss.y + CELL_HEIGHT / 2
        for place, (node, center) in enumerate(zip(self.network.targets, centers, strict=True)):
            target = self._place(node, center, loss.y)
            from_left = center < loss.center
            ends = (target.right, loss.x) if from_left else (target.x, loss.right)
            self._loss_edge(target, count + place, (ends[0], level), (ends[1], level))
        return loss.bottom

    def _loss_edge(
        self,
        source: Cell,
        position: int,
        start: Point,
        end: Point,
        lanes: tuple[tuple[float, float, float], ...] = (),
    ) -> None:
        loss = self.network.graph.output
        self.edges.append(Edge(source.node, loss, (position,), start, end, lanes))


def _is_crowded(layer: Sequence[Unit]) -> bool:
    return len(layer) * len(layer[0].weights) > 2


def _gap(layer: Sequence[Unit]) -> float:
    """Room above a layer; more where the biases stand there, and where four weights may stand at their lines."""
    if _is_crowded(layer) and len(layer) * len(layer[0].weights) <= 4:
        return CROSSED_LAYER_GAP
    return LAYER_GAP if len(layer) <= 2 else TALL_LAYER_GAP
