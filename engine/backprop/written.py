"""A traced graph as a program that makes it again: one line for each operation, which calls the result by its name.

`backprop.expression` and `backprop.program` read such lines, and so a graph of any Python function becomes a figure.
"""

from __future__ import annotations

import re

from backprop.errors import GraphError
from backprop.expression import ARITIES
from backprop.graph import Graph, Node
from backprop.source import Writer

COMPARISONS = {"above": "a > b", "below": "a < b", "at_least": "a >= b", "at_most": "a <= b"}
# Signs and letters, and no call of a function.
_ARITHMETIC = re.compile(r"[\w\s+*/.-]+")


def program_of(graph: Graph) -> str:
    """The lines. GraphError for an operation that formulas do not have: an affine sum, a loss of a network."""
    writer = Writer(lambda node: node.name, lambda node: node.name, form=str)
    lines = [f"{node.name} = {_right_side(writer, graph, node)}" for node in graph.nodes if node.operation is not None]
    if not lines:
        raise GraphError("graph", "a graph without operations", "work something out")
    return "\n".join(lines) + "\n"


def _right_side(writer: Writer, graph: Graph, node: Node) -> str:
    row = node.operation
    assert row is not None
    if row.name in COMPARISONS:
        return writer.text(graph, node, COMPARISONS[row.name])
    if _ARITHMETIC.fullmatch(row.value):
        return writer.text(graph, node, row.value)
    if row.name not in ARITIES:
        raise GraphError("operation", row.name, "use the functions of backprop.operations, and + - * / **")
    return writer.text(graph, node, f"{row.name}({', '.join(row.arguments)})")
