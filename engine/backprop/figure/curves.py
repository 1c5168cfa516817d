"""The curve of a network's activation and that of its slope, with the points at which the units of the network are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from backprop.errors import SpecificationError
from backprop.figure import symbols
from backprop.figure.numbers import plain
from backprop.figure.plot import Dot, Plot, Series, round_ticks
from backprop.figure.subjects import NetworkSubject, network_of
from backprop.graph import evaluate
from backprop.languages import words
from backprop.layer_building import Unit
from backprop.losses import LOSSES
from backprop.network import activation_row
from backprop.primitives import FAMILIES
from backprop.signals import slope

# The curves are drawn at least so far to both sides of 0.
REACH = 4.0
# Even, so that there is a point at 0, where many activations have their kink.
PARTS = 160
MOST_LABELS, MOST_TOLD = 4, 6


@dataclass(frozen=True, slots=True)
class Point:
    """Where one unit is, and the slope there; with the sample of this number, where there are several."""

    name: str
    sample: int
    z: float
    height: float
    slope: float


@dataclass(frozen=True)
class CurveSubject:
    """The hidden units of a `network` with the numbers of `given`; of the outputs, where nothing is hidden."""

    network: NetworkSubject
    given: tuple[tuple[str, float], ...]

    @classmethod
    def of(cls, network: NetworkSubject, values: Mapping[str, float]) -> CurveSubject:
        """SpecificationError where the units have several activations, which no single curve can show, or one that
        reads several numbers."""
        subject = cls(network, tuple(values.items()))
        if len(several := subject._activations) > 1:
            remedy = f"give all hidden layers one activation: one curve cannot be {' and '.join(several)}"
            raise SpecificationError("view", "curve", remedy)
        if (own := several[0]) in FAMILIES:
            raise SpecificationError("view", "curve", f"add a hidden layer: {own} is no function of one number")
        return subject

    def to_mapping(self) -> dict[str, object]:
        """What a specification reads back, with the values beside it."""
        return {**self.network.to_mapping(), "view": "curve"}

    def description(self) -> str:
        """What is plotted, and where the units are."""
        function = words.operation_name(activation_row(self._activations[0])[0].name)
        told = [(_called(symbols.plain(each.name), each), plain(each.z), plain(each.slope)) for each in self.points]
        return words.describe_curve(function, told, plain(min(each.slope for each in self.points)), MOST_TOLD)

    def plot(self) -> Plot:
        """Both curves, by the row of the activation."""
        row, settings = activation_row(self._activations[0])
        places = [each.z for each in self.points]
        ends = round_ticks(min(-REACH, *places), max(REACH, *places))
        xs = tuple(ends[0] + (ends[-1] - ends[0]) * part / PARTS for part in range(PARTS + 1))
        heights = tuple(row.compute(x, *settings) for x in xs)
        slopes = tuple(row.local[0](x, *settings, height) for x, height in zip(xs, heights, strict=True))
        series = (Series(words.CURVE["value"], heights), Series(words.CURVE["slope"], slopes))
        return Plot("z", words.CURVE["axis"], xs, series, log_y=False, dots=tuple(self._dots()), marked=False)

    def quotes(self) -> dict[str, float]:
        """Where each unit is, and the slope there; with several samples, of each by its number."""
        return {
            **{_called(each.name, each): each.z for each in self.points},
            **{f"slope at {_called(each.name, each)}": each.slope for each in self.points},
            "least slope": min(each.slope for each in self.points),
        }

    @cached_property
    def points(self) -> tuple[Point, ...]:
        """Each unit with each sample."""
        samples = self.network.samples
        if samples is None:
            return tuple(self._points(dict(self.given), 0))
        rows = samples.changed(dict(self.given))
        return tuple(
            point for number, row in enumerate(rows, 1) for point in self._points({**dict(self.given), **row}, number)
        )

    def _points(self, given: Mapping[str, float], sample: int) -> Iterator[Point]:
        network = network_of(self.network)
        values = evaluate(network.graph, given)
        for unit in self._units:
            activation = network.graph.nodes[unit.activation]
            read = network.graph.nodes[activation.parents[0]]
            z, height = values[read.index], values[activation.index]
            yield Point(read.name, sample, z, height, slope(network, unit, values))

    @property
    def _units(self) -> list[Unit]:
        layers = network_of(self.network).layers
        return [unit for layer in layers[:-1] or layers for unit in layer]

    @property
    def _activations(self) -> tuple[str, ...]:
        """Those of the units, each once."""
        if len(self.network.network) == 2:
            return (LOSSES[self.network.loss].probability or self.network.output,)
        own = self.network.activation
        return (own,) if isinstance(own, str) else tuple(dict.fromkeys(own))

    def _dots(self) -> Iterator[Dot]:
        """A dot on each curve; of a few units the name, too."""
        for each in self.points:
            text = symbols.plain(each.name) if len(self.points) <= MOST_LABELS else ""
            yield Dot(each.z, each.height, 1, text)
            yield Dot(each.z, each.slope, 2)


def _called(name: str, point: Point) -> str:
    """The name, and that of the sample if there are several."""
    return words.OF_SAMPLE.format(name=name, number=point.sample) if point.sample else name
