"""Numbers of a figure by name, written as the figure writes them, for the text around it."""

from __future__ import annotations

from backprop.counting import multiplications
from backprop.figure import words
from backprop.figure.numbers import grouped, plain
from backprop.figure.plot import exact
from backprop.figure.runs import Run
from backprop.figure.specification import PlotSubject, Specification
from backprop.figure.subjects import SteppedSubject, scene_of
from backprop.graph import Graph, evaluate
from backprop.steps import gradients


def quotable(specification: Specification) -> dict[str, str]:
    """Every number that text may quote: z1, dL/dw11, parameters, multiplications with reuse."""
    if not isinstance(specification.subject, SteppedSubject):
        return _plotted(specification.subject)
    scene = scene_of(specification.subject)
    graph, values = scene.graph, evaluate(scene.graph, specification.values)
    run = Run(specification.name, scene, values, specification.telling)
    output, counts = graph.nodes[graph.output].name, multiplications(graph)
    by = specification.telling.by
    derived = {
        graph.nodes[step.target].name: plain(step.result) for step in run.steps if step.phase != "forward"
    }
    return {
        **{node.name: plain(values[node.index]) for node in graph.nodes},
        **{(f"d{name}/d{by}" if by else f"d{output}/d{name}"): value for name, value in derived.items()},
        **({} if by else _overwritten(graph, values)),
        **{
            f"multiplications {name}": grouped(getattr(counts, key))
            for key, name in words.COUNTED.items()
        },
        "parameters": grouped(len(graph.parameters)),
        "forward steps": grouped(run.turn),
        "backward steps": grouped(len(run.steps) - run.turn),
    }


def _overwritten(graph: Graph, values: list[float]) -> dict[str, str]:
    """What a program that overwrites instead of adding would give."""
    output, wrong = graph.nodes[graph.output].name, gradients(graph, values, overwrite=True)
    return {f"d{output}/d{name} overwritten": plain(value) for name, value in wrong.items()}


def _plotted(subject: PlotSubject) -> dict[str, str]:
    plot = subject.plot()
    points = {
        f"{each.name} at {exact(x)}": exact(value)
        for each in plot.series
        for x, value in zip(plot.xs, each.values, strict=True)
    }
    return points | {name: plain(value) for name, value in subject.quotes().items()}
