"""What a figure of steps stands on: a graph, and how it is drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from backprop.composites import Closed, Composite
from backprop.figure.layout import Layout
from backprop.graph import Graph
from backprop.program.tracing import Program


@dataclass(frozen=True, slots=True)
class Scene:
    """A graph and its drawing; `defaults` are values for given nodes that nobody named.

    `description` is a sentence with places for {forward} and {backward}, the numbers of steps, and {each}, what these
    are for; `program` is the program
    that made the graph, if one did; `apart` is the graph with the same names in which what is one operation here is
    several. Where the graph is that of one of several samples, `mean` is what the mean of their losses is called.
    `predictions` are the outputs of a network. `composites` are the boxes that can be closed; if some are, `closed` is
    the graph with them. `wholes` are those that are one operation unless they are opened, with the names of what is in
    them then.
    """

    graph: Graph
    layout: Layout
    defaults: Mapping[str, float]
    description: str
    program: Program | None = None
    apart: Graph | None = None
    mean: str = ""
    predictions: tuple[int, ...] = ()
    composites: tuple[Composite, ...] = ()
    closed: Closed | None = None
    wholes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def sizes(graph: Graph) -> tuple[int, int]:
    """How many given values and how many operations there are."""
    return len(graph.given), sum(node.operation is not None for node in graph.nodes)
