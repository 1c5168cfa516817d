"""The order in which a figure takes its steps: one sweep for each `mode` of a fence.

A kind of step comes into figures by a sweep that yields it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from backprop import samples, steps, tangents
from backprop.composites import Closed
from backprop.graph import Graph

AnyStep = steps.Step | tangents.TangentStep


@dataclass(frozen=True, slots=True)
class Asked:
    """What a sweep is made of; `by`, `split` and `overwrite` as `backprop.figure.telling` has them.

    Of several samples, `values` are those of the one that is shown, `each` has those of all, and `mean` is what the
    mean of their losses is called. `closed` is the graph with what stands in closed boxes, if something does.
    """

    graph: Graph
    values: Sequence[float]
    by: str = ""
    split: bool = False
    overwrite: bool = False
    each: Sequence[Sequence[float]] = ()
    mean: str = ""
    closed: Closed | None = None


def backward(asked: Asked) -> Iterator[AnyStep]:
    """All values, then all gradients; of several samples those of one, and at the end of each pass the means."""
    if not asked.closed:
        return _backward(asked)
    return replace(asked.closed, in_rows=not asked.overwrite).steps(_backward(asked))


def _backward(asked: Asked) -> Iterator[steps.Step]:
    graph, values = asked.graph, asked.values
    yield from steps.forward_steps(graph, values)
    if asked.each:
        yield samples.mean_loss(graph, asked.each, asked.mean)
    yield from steps.backward_steps(
        graph, values, split_sums=asked.split, overwrite=asked.overwrite, keep_undefined=True
    )  # fmt: skip
    if asked.each:
        yield from samples.mean_gradients(graph, asked.each, asked.mean, overwrite=asked.overwrite)


def forward(asked: Asked) -> Iterator[AnyStep]:
    """Each value, and at once its derivative by one given value; of several samples those of one, then the means."""
    derived = {step.target: step for step in tangents.tangent_steps(asked.graph, asked.values, {asked.by: 1.0})}
    for step in steps.forward_steps(asked.graph, asked.values):
        yield step
        if step.target in derived:
            yield derived[step.target]
    if asked.each:
        yield samples.mean_loss(asked.graph, asked.each, asked.mean)
        yield samples.mean_tangent(asked.graph, asked.each, asked.mean, asked.by)


SWEEPS: dict[str, Callable[[Asked], Iterator[AnyStep]]] = {
    "backward": backward,
    "forward": forward,
}
