"""What a network says between its samples: a curve over one input, or regions over two; and the curve of a formula.

A formula with samples has a curve where it compares something with a number of the sample that stands there alone, as
(a*x + b - y)**2 compares a*x + b with y, and where that something depends on one other number of the sample.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from backprop.compiled import compile_graph
from backprop.figure import plot, symbols
from backprop.figure.frames import run_of
from backprop.figure.numbers import plain
from backprop.figure.plot import Dot, Patch, Plot, Series
from backprop.figure.scenes import Scene
from backprop.figure.specification import Specification
from backprop.figure.subjects import ExpressionSubject, NetworkSubject, network_of, scene_of
from backprop.graph import Graph, Node
from backprop.languages import words
from backprop.samples import Samples

CURVE_POINTS = 60
GRID = 32
# Beyond the outermost samples, as a part of the distance between them.
MARGIN = 0.2
SHARES = (0.25, 0.5, 0.75)
MOST_KINDS = 4

Says = Callable[..., float]


@dataclass(frozen=True, slots=True)
class _Told:
    """The functions `says` tell what the outputs are, of `inputs`; `points` are inputs and targets of each sample."""

    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    says: tuple[Says, ...]
    points: list[tuple[list[float], list[float]]]

    def at(self, *point: float) -> list[float]:
        return [each(*point) for each in self.says]


def fit(specification: Specification, scene: Scene) -> tuple[str, str]:
    """The drawing, and a sentence of how well it goes; two empty texts where there is nothing to draw."""
    samples, subject = specification.samples, specification.subject
    if samples is None:
        return "", ""
    if isinstance(subject, ExpressionSubject):
        return _of_formula(specification.values, samples, subject)
    assert isinstance(subject, NetworkSubject)
    first = scene.predictions[0]
    inputs = tuple(name for name in samples.names if scene.graph.by_name[name] < first)
    if len(inputs) > 2:
        return "", ""
    across = _across(specification, subject)
    known = {**specification.values, **across}
    told = _Told(
        tuple(symbols.plain(name) for name in inputs),
        tuple(symbols.plain(scene.graph.nodes[index].name) for index in scene.predictions),
        tuple(_open(*each, known, inputs) for each in _functions(subject)),
        [_parted(sample, inputs) for sample in samples],
    )
    drawn, sentence = _curve(told, words.FIT["curve"]) if len(inputs) == 1 else _regions(told)
    sentence += f" {words.FIT['across']}" if across else ""
    return plot.drawing(drawn, sentence), sentence


def _of_formula(values: Mapping[str, float], samples: Samples, subject: ExpressionSubject) -> tuple[str, str]:
    graph = scene_of(subject).graph
    compared = next(_compared(graph, samples.names), None)
    if compared is None:
        return "", ""
    index, source, target = compared
    compiled = compile_graph(_until(graph, index))
    name, x, y = (symbols.plain(each) for each in (graph.nodes[index].name, source, target))
    says = _open(compiled.given, compiled.value, values, (source,))
    points = [([sample[source]], [sample[target]]) for sample in samples]
    told = words.FIT["curve of formula"].replace("{name}", name).replace("{target}", y)
    drawn, sentence = _curve(_Told((x,), (name,), (says,), points), told)
    return plot.drawing(drawn, sentence), sentence


def _compared(graph: Graph, names: Sequence[str]) -> Iterator[tuple[int, str, str]]:
    """What is compared with a number of the sample, the one other number that it depends on, and the name of the
    number that it is compared with."""
    readers: dict[int, list[Node]] = {}
    for node in graph.nodes:
        for parent in node.parents:
            readers.setdefault(parent, []).append(node)
    places = {graph.by_name[name]: name for name in names}
    for node in graph.nodes:
        if node.operation is None or node.operation.name != "sub" or not _stays(graph, node, readers):
            continue
        for index, target in (node.parents, node.parents[::-1]):
            sources = _given_for(graph, index) & places.keys()
            if target in places and len(readers[target]) == 1 and len(sources) == 1 and not sources & {target}:
                yield index, places[sources.pop()], places[target]


def _stays(graph: Graph, difference: Node, readers: Mapping[int, list[Node]]) -> bool:
    """Whether nothing is added to the difference, or multiplied with it, which would belong to what is compared."""
    read = {parent for reader in readers.get(difference.index, ()) for parent in reader.parents}
    return all(index == difference.index or graph.nodes[index].constant is not None for index in read)


def _given_for(graph: Graph, index: int) -> set[int]:
    """The given values that a node depends on."""
    found, waiting = set[int](), [index]
    while waiting:
        node = graph.nodes[waiting.pop()]
        waiting += node.parents
        found |= {node.index} if node.operation is None else set()
    return found


def _across(specification: Specification, subject: NetworkSubject) -> dict[str, float]:
    """Means and variances over the samples, which stay as they are where there is no sample."""
    network = network_of(subject)
    if not network.across:
        return {}
    run = run_of(specification)
    names = [network.graph.nodes[index].name for index in sorted(network.across)]
    return {name: run.values[run.graph.by_name[name]] for name in names}


def _parted(sample: Mapping[str, float], inputs: Sequence[str]) -> tuple[list[float], list[float]]:
    """A sample's inputs and its targets."""
    return [sample[name] for name in inputs], [value for name, value in sample.items() if name not in inputs]


@lru_cache(maxsize=8)
def _functions(subject: NetworkSubject) -> tuple[tuple[tuple[str, ...], Says], ...]:
    """For each output, the names that it is a function of, and the function."""
    scene, across = scene_of(subject), network_of(subject).across
    nodes = (replace(node, operation=None, parents=()) if node.index in across else node for node in scene.graph.nodes)
    graph = replace(scene.graph, nodes=tuple(nodes))
    compiled = (compile_graph(_until(graph, index)) for index in scene.predictions)
    return tuple((each.given, each.value) for each in compiled)


def _until(graph: Graph, output: int) -> Graph:
    """What comes before an output, without the loss, which need not exist everywhere."""
    nodes = graph.nodes[: output + 1]
    known = range(len(nodes))
    return replace(
        graph,
        nodes=nodes,
        output=output,
        wanted=frozenset(),
        backward_order=tuple(index for index in graph.backward_order if index in known),
        by_name={node.name: node.index for node in nodes},
    )


def _open(given: Sequence[str], value: Says, known: Mapping[str, float], inputs: Sequence[str]) -> Says:
    """The output as a function of the inputs alone."""

    def says(*point: float) -> float:
        now = {**known, **dict(zip(inputs, point, strict=True))}
        return value(*(now[name] for name in given))

    return says


def _widened(numbers: Sequence[float]) -> list[float]:
    """Round numbers that enclose all of these, with some room."""
    low, high = min(numbers), max(numbers)
    room = MARGIN * (high - low)
    return plot.round_ticks(low - room, high + room)


def _between(low: float, high: float, parts: int) -> list[float]:
    return [low + (high - low) * part / parts for part in range(parts + 1)]


def _curve(told: _Told, sentence: str) -> tuple[Plot, str]:
    points = told.points
    ends = _widened([x for (x,), _ in points])
    xs = tuple(_between(ends[0], ends[-1], CURVE_POINTS))
    columns = zip(*(told.at(x) for x in xs), strict=True)
    series = tuple(Series(name, tuple(column)) for name, column in zip(told.outputs, columns, strict=True))
    dots = tuple(Dot(x, y, kind) for (x,), targets in points for kind, y in enumerate(targets, 1))
    most = max(abs(one - y) for (x,), targets in points for one, y in zip(told.at(x), targets, strict=True))
    drawn = Plot(told.inputs[0], told.outputs[0], xs, series, log_y=False, dots=dots, marked=False)
    return drawn, sentence.format(most=plain(most), count=len(points))


def _regions(told: _Told) -> tuple[Plot, str]:
    points = told.points
    choose, names = _classes(told) if len(told.says) > 1 else _bands(told)
    across, up = (_widened([point[axis] for point, _ in points]) for axis in (0, 1))
    xs, ys = (_between(ends[0], ends[-1], GRID) for ends in (across, up))
    patches = tuple(_patches(told, choose, xs, ys))
    dots = tuple(Dot(x, y, choose(targets), _label(targets)) for (x, y), targets in points)
    x_name, y_name = told.inputs
    sides = (Series("", tuple(ys)),)
    right = sum(_side(choose(told.at(*point)), told) == _side(choose(targets), told) for point, targets in points)
    drawn = Plot(
        x_name, y_name, tuple(xs), sides, log_y=False, dots=dots, patches=patches, legend=tuple(names), marked=False
    )
    return drawn, words.FIT["regions"].format(right=right, count=len(points))


def _bands(told: _Told) -> tuple[Callable[[Sequence[float]], int], list[str]]:
    """Of one output: between the least and the largest target, four bands, with the border in their middle."""
    targets = [y for _, (y,) in told.points]
    low, high = min(targets), max(targets)
    spread = high - low or 1.0
    edges = [low + share * spread for share in SHARES]

    def choose(outputs: Sequence[float]) -> int:
        return 1 + sum(outputs[0] >= edge for edge in edges)

    (name,) = told.outputs
    shown = [plain(edge) for edge in edges]
    ends = [f"{name} < {shown[0]}", *(f"{one} – {other}" for one, other in pairwise(shown))]
    return choose, [*ends, f"{name} ≥ {shown[-1]}"]


def _classes(told: _Told) -> tuple[Callable[[Sequence[float]], int], list[str]]:
    """Of several outputs: which is the largest."""

    def choose(outputs: Sequence[float]) -> int:
        return 1 + max(range(len(outputs)), key=lambda place: outputs[place])

    return choose, [words.FIT["largest"].format(name=name) for name in told.outputs]


def _side(kind: int, told: _Told) -> int:
    """Of four bands only which side of the middle."""
    return kind if len(told.says) > 1 else int(kind > 1 + SHARES.index(0.5))


def _label(targets: Sequence[float]) -> str:
    """The target, or which of several is the largest."""
    return plain(targets[0]) if len(targets) == 1 else str(1 + max(range(len(targets)), key=lambda i: targets[i]))


def _patches(
    told: _Told, choose: Callable[[Sequence[float]], int], xs: Sequence[float], ys: Sequence[float]
) -> list[Patch]:
    """Rows of cells, each with what the network says at its middle; neighbours of a kind are one patch."""
    found: list[Patch] = []
    for low, high in pairwise(ys):
        row: list[Patch] = []
        for left, right in pairwise(xs):
            kind = choose(told.at((left + right) / 2, (low + high) / 2))
            if row and row[-1].kind == kind:
                row[-1] = replace(row[-1], right=right)
            else:
                row.append(Patch(kind, left, right, low, high))
        found += row
    return found
