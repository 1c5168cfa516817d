"""Numbers of a figure by name, written as the figure writes them, for the text around it."""

from __future__ import annotations

from backprop.counting import multiplications
from backprop.figure import words
from backprop.figure.counts import CountSubject
from backprop.figure.numbers import grouped, plain
from backprop.figure.specification import Specification
from backprop.figure.subjects import scene_of
from backprop.graph import evaluate
from backprop.steps import backward_steps, forward_steps


def quotable(specification: Specification) -> dict[str, str]:
    """Every number that text may quote: z1, dL/dw11, parameters, multiplications with reuse."""
    if isinstance(specification.subject, CountSubject):
        return _plotted(specification.subject)
    graph = scene_of(specification.subject).graph
    values = evaluate(graph, specification.values)
    forward, backward = list(forward_steps(graph, values)), list(backward_steps(graph, values))
    output, counts = graph.nodes[graph.output].name, multiplications(graph)
    return {
        **{node.name: plain(values[node.index]) for node in graph.nodes},
        **{f"d{output}/d{graph.nodes[s.target].name}": plain(s.result) for s in backward},
        **{
            f"multiplications {name}": grouped(getattr(counts, key))
            for key, name in words.COUNTED.items()
        },
        "parameters": grouped(len(graph.parameters)),
        "forward steps": grouped(len(forward)),
        "backward steps": grouped(len(backward)),
    }


def _plotted(subject: CountSubject) -> dict[str, str]:
    plot = subject.plot()
    return {
        f"{each.name} at {grouped(x)}": grouped(value)
        for each in plot.series
        for x, value in zip(plot.xs, each.values, strict=True)
    }
