"""Programs to take away, run as a reader would run them."""

from __future__ import annotations

import contextlib
import io

import pytest

from backprop.export import Dialect, program
from backprop.graph import Graph, evaluate
from backprop.steps import gradients


def run(source: str) -> dict[str, float]:
    """The numbers that a program prints, by the labels it prints."""
    shown = io.StringIO()
    with contextlib.redirect_stdout(shown):
        exec(compile(source, "program", "exec"), {})  # noqa: S102 - this project wrote the program
    return {label: float(number) for label, number in map(str.split, shown.getvalue().splitlines())}


def reproduces(graph: Graph, values: dict[str, float], dialect: Dialect) -> None:
    """The program prints the figure's value and gradients."""
    results = evaluate(graph, values)
    found = gradients(graph, results)
    output = graph.nodes[graph.output].name
    expected = {output: results[graph.output]}
    for index in sorted(graph.wanted):
        name = graph.nodes[index].name
        expected[f"d{output}/d{name}"] = found[name]
    assert run(program(graph, values, dialect)) == pytest.approx(expected, rel=1e-10, abs=1e-13)
