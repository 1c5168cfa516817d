"""Plots of what derivatives cost: multiplications three ways as a network gets deeper, and the
operations of both passes as it gets wider or deeper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from backprop.counting import multiplications, operation_costs
from backprop.errors import SpecificationError
from backprop.figure.plot import Plot, Series
from backprop.figure.reading import did_you_mean, read_choice, read_whole, read_whole_numbers
from backprop.graph import Graph
from backprop.languages import words
from backprop.network import multilayer_perceptron
from backprop.steps import nodes_reaching

MOST_WIDTH = 4
MOST_DEPTH = 20
WIDEST = 64


@dataclass(frozen=True, slots=True)
class CountSubject:
    """`multiplications` for networks with `depths` hidden layers of `width` units, or `operations` of both
    passes, and of forward mode, for those or for networks with two hidden layers of each of `widths` units."""

    count: str
    width: int = 2
    depths: tuple[int, ...] = ()
    widths: tuple[int, ...] = ()

    KEYS = ("count", "width", "depths", "widths")

    @classmethod
    def read(cls, mapping: Mapping[str, object]) -> CountSubject:
        """Check the keys; SpecificationError names key, value and remedy."""
        count = read_choice(mapping, "count", ("multiplications", "operations"))
        wider = count == "operations" and ("widths" in mapping or "depths" not in mapping)
        own = ("widths",) if wider else ("width", "depths")
        for key in set(cls.KEYS) & mapping.keys() - {"count", *own}:
            raise SpecificationError(key, mapping[key], did_you_mean(key, own))
        if wider:
            return cls(count, widths=_increasing(mapping, "widths", WIDEST))
        width = read_whole(mapping, "width", (1, MOST_WIDTH), 2)
        return cls(count, width, _increasing(mapping, "depths", MOST_DEPTH))

    def to_mapping(self) -> dict[str, object]:
        """What `read` reads back."""
        if self.widths:
            return {"count": self.count, "widths": list(self.widths)}
        return {"count": self.count, "width": self.width, "depths": list(self.depths)}

    def description(self) -> str:
        """What is counted, in one sentence."""
        if self.count == "operations":
            return words.describe_operations(0 if self.widths else self.width)
        return words.describe_counts(self.width)

    def plot(self) -> Plot:
        """Count, from the graphs themselves."""
        return self._operations() if self.count == "operations" else self._multiplications()

    def quotes(self) -> dict[str, float]:
        """Numbers of the plot that are no points of it."""
        if self.count != "operations":
            return self._sizes()
        plot = self.plot()
        forward, backward, _ = (each.values for each in plot.series)
        ratios = [b / f for f, b in zip(forward, backward, strict=True)]
        return {
            "least ratio": min(ratios),
            "largest ratio": max(ratios),
            "least operations per parameter": min(_per_parameter(plot)),
            "largest operations per parameter": max(_per_parameter(plot)),
        }

    def _graphs(self) -> list[Graph]:
        hidden = [[width] * 2 for width in self.widths] or [[self.width] * depth for depth in self.depths]
        return [multilayer_perceptron([1, *each, 1]).graph for each in hidden]

    def _sizes(self) -> dict[str, float]:
        """Parameters, and the backward steps that a figure of the network would have."""
        graphs = dict(zip(self.depths, self._graphs(), strict=True))
        return {
            **{f"parameters at {depth}": len(graph.parameters) for depth, graph in graphs.items()},
            **{f"backward steps at {d}": len(nodes_reaching(graph)) - 1 for d, graph in graphs.items()},
        }

    def _multiplications(self) -> Plot:
        counts = [multiplications(graph) for graph in self._graphs()]
        series = tuple(
            Series(name, tuple(float(getattr(each, key)) for each in counts)) for key, name in words.COUNTED.items()
        )
        return Plot(words.DEPTH, words.MULTIPLICATIONS, tuple(map(float, self.depths)), series)

    def _operations(self) -> Plot:
        graphs = self._graphs()
        costs = [operation_costs(graph) for graph in graphs]
        series = tuple(
            Series(name, tuple(float(getattr(each, key)) for each in costs)) for key, name in words.COSTS.items()
        )
        parameters = tuple(float(len(graph.parameters)) for graph in graphs)
        return Plot(words.PARAMETERS, words.OPERATIONS_AXIS, parameters, series, log_x=True)


def _increasing(mapping: Mapping[str, object], key: str, most: int) -> tuple[int, ...]:
    """The networks to count, from small to large, none twice: a line needs two points."""
    numbers = sorted(read_whole_numbers(mapping, key, (2, MOST_DEPTH), (1, most)))
    for number, following in pairwise(numbers):
        if number == following:
            raise SpecificationError(key, mapping[key], f"list every number once; {number} stands there twice")
    return tuple(numbers)


def _per_parameter(plot: Plot) -> list[float]:
    forward, backward, _ = (each.values for each in plot.series)
    return [(f + b) / p for f, b, p in zip(forward, backward, plot.xs, strict=True)]
