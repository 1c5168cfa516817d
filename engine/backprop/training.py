"""Gradient descent on any graph, plain or by one of the rules of `backprop.optimisers`.

One update: the forward pass and the backward pass over every sample, and only then every
parameter moves, by −rate × its mean gradient, or as the rule says. Source: Goodfellow, Bengio &
Courville (2016), section 4.3.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from backprop.compiled import compile_graph
from backprop.errors import GraphError, NonFiniteError
from backprop.graph import Graph, evaluate, total
from backprop.languages import words
from backprop.optimisers import OPTIMISERS
from backprop.steps import gradients

DIVERGED = "the training diverged: use a smaller rate"

Evaluation = tuple[float, dict[str, float]]
Kept = Mapping[str, tuple[float, ...]]


@dataclass(frozen=True, slots=True)
class TrainingState:
    """After `update` updates: the parameters, and the loss and gradients that they give.

    `loss` and `gradients` are means over the samples; `kept` is what the optimiser keeps of each parameter.
    """

    update: int
    loss: float
    parameters: dict[str, float]
    gradients: dict[str, float]
    kept: Kept = field(default_factory=dict)


def train(
    graph: Graph,
    values: Mapping[str, float],
    *,
    rate: float,
    updates: int,
    samples: Sequence[Mapping[str, float]] = (),
    overwrite: bool = False,
    optimiser: str = "gradient-descent",
    kept: Kept | None = None,
    made: int = 0,
) -> Iterator[TrainingState]:
    """States 0, 1, …, `updates` of gradient descent with learning rate `rate`.

    `values` gives every given value; each sample replaces some of them (inputs, targets). The
    parameters are the graph's, or its wanted values where it names none. With `overwrite` the
    backward pass keeps the last contribution at a fork instead of the sum, a bug to look at. `optimiser`
    is one of `OPTIMISERS`; a training goes on after `made` updates with what was `kept` of each parameter.
    Errors: GraphError, NonFiniteError for arguments and for a training that diverges.
    """
    if not 0 < rate < math.inf:
        raise NonFiniteError("rate", rate, words.ERRORS["positive"])
    if updates < 0:
        raise GraphError("updates", updates, "give 0 or more")
    if optimiser not in OPTIMISERS:
        raise GraphError("optimiser", optimiser, f"use one of {', '.join(OPTIMISERS)}")
    rows = [{**values, **sample} for sample in samples or ({},)]
    evaluate(graph, rows[0])
    names = _trained_names(graph)
    evaluation = _overwriting(graph) if overwrite else _adding(graph)
    rule = OPTIMISERS[optimiser]
    parameters = {name: float(values[name]) for name in names}
    held = {name: (kept or {}).get(name, (0.0,) * len(rule.keeps)) for name in names}
    for update in range(made, made + updates + 1):
        loss, slopes = _mean([evaluation({**row, **parameters}) for row in rows], names)
        yield TrainingState(update, loss, dict(parameters), slopes, dict(held))
        # After the last state nothing moves: an overflow there would be an error that nobody asked for.
        if update < made + updates:
            for name, value in parameters.items():
                moved, held[name] = rule.updated(value, slopes[name], held[name], rate, update + 1)
                parameters[name] = _finite(name, moved)


def _trained_names(graph: Graph) -> list[str]:
    return [graph.nodes[index].name for index in graph.trained or sorted(graph.wanted)]


def _adding(graph: Graph) -> Callable[[Mapping[str, float]], Evaluation]:
    compiled = compile_graph(graph)

    def evaluation(values: Mapping[str, float]) -> Evaluation:
        loss, *slopes = compiled.value_and_gradients(*(values[name] for name in compiled.given))
        return loss, dict(zip(compiled.wanted, slopes, strict=True))

    return evaluation


def _overwriting(graph: Graph) -> Callable[[Mapping[str, float]], Evaluation]:
    def evaluation(values: Mapping[str, float]) -> Evaluation:
        results = evaluate(graph, values)
        return results[graph.output], gradients(graph, results, overwrite=True)

    return evaluation


def _mean(evaluations: Sequence[Evaluation], names: Sequence[str]) -> Evaluation:
    count = len(evaluations)
    loss = sum(loss for loss, _ in evaluations) / count
    return loss, {name: total([slopes[name] for _, slopes in evaluations]) / count for name in names}


def _finite(name: str, value: float) -> float:
    if not math.isfinite(value):
        raise NonFiniteError(name, value, DIVERGED)
    return value
