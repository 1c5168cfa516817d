"""Several samples of one computation, such as the rows of a data set: what differs from sample to sample.

The loss over all of them is the mean of their own losses, L = (L1 + L2 + … + Ln)/n, and so is each gradient by a
parameter, which is the same for every sample. Source: Goodfellow, Bengio & Courville (2016), section 5.9.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from backprop.errors import DomainError, NonFiniteError
from backprop.graph import Graph, evaluate, total
from backprop.languages import words
from backprop.steps import MEAN, MEAN_GRADIENT, MEAN_TANGENT, MeanStep, gradients
from backprop.tangents import tangent_steps


@dataclass(frozen=True, slots=True)
class Samples:
    """The `names` of the given values that differ (inputs, targets), and for each sample a row of their numbers.

    `shown` is the place, counted from 0, of the sample whose steps a figure shows.
    """

    names: tuple[str, ...]
    rows: tuple[tuple[float, ...], ...]
    shown: int = 0

    def __len__(self) -> int:
        """How many samples there are."""
        return len(self.rows)

    def __iter__(self) -> Iterator[dict[str, float]]:
        """Each sample as names and numbers."""
        return (dict(zip(self.names, row, strict=True)) for row in self.rows)

    @property
    def one(self) -> dict[str, float]:
        """The sample whose steps are shown."""
        return dict(zip(self.names, self.rows[self.shown], strict=True))

    def changed(self, values: Mapping[str, float]) -> Samples:
        """The same samples, but the numbers of the one that is shown are those of `values`."""
        rows = list(self.rows)
        rows[self.shown] = tuple(values[name] for name in self.names)
        return replace(self, rows=tuple(rows))


def values_of_each(graph: Graph, given: Mapping[str, float], samples: Samples) -> list[list[float]]:
    """The values of all nodes for each sample; `given` has the parameters. An error says in which sample it is."""
    found = []
    for place, sample in enumerate(samples, 1):
        try:
            found.append(evaluate(graph, {**given, **sample}))
        except (DomainError, NonFiniteError) as problem:
            where = words.ERRORS["in_sample"].format(what=problem.argument, number=place)
            raise type(problem)(where, problem.value, problem.remedy) from problem
    return found


def mean_loss(graph: Graph, each: Sequence[Sequence[float]], of: str) -> MeanStep:
    """The step to the mean of the losses, from the values of `each` sample."""
    losses = tuple(values[graph.output] for values in each)
    return MeanStep("forward", graph.output, _mean(losses), part=MEAN, parts=losses, of=of)


def mean_gradients(
    graph: Graph, each: Sequence[Sequence[float]], of: str, *, overwrite: bool = False
) -> Iterator[MeanStep]:
    """A step for each parameter, in the order in which the backward pass comes to them."""
    found = [gradients(graph, values, overwrite=overwrite, keep_undefined=True) for values in each]
    for name in found[0]:
        if (index := graph.by_name[name]) in graph.wanted:
            parts = tuple(slopes[name] for slopes in found)
            yield MeanStep("backward", index, _mean(parts), part=MEAN_GRADIENT, parts=parts, of=of)


def mean_tangent(graph: Graph, each: Sequence[Sequence[float]], of: str, by: str) -> MeanStep:
    """The step to the derivative of the mean loss by the given value `by`, which is the same for every sample."""
    parts = tuple(_tangent(graph, values, by) for values in each)
    return MeanStep("tangent", graph.by_name[by], _mean(parts), part=MEAN_TANGENT, parts=parts, of=of)


def _tangent(graph: Graph, values: Sequence[float], by: str) -> float:
    """That of the loss of one sample; 0 if it does not depend on the value."""
    found = {step.target: step.result for step in tangent_steps(graph, values, {by: 1.0})}
    return found.get(graph.output, 0.0)


def _mean(numbers: Sequence[float]) -> float:
    return total(numbers) / len(numbers)
