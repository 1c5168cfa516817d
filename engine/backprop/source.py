"""A graph written out as lines of Python, from the texts of its rows.

`backprop.compiled` runs such lines, `backprop.export` shows them. A row's text becomes a line by
putting the names of nodes, or constants, in the place of its arguments.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from backprop.graph import RESIDUE, Graph, Node
from backprop.rows import executable
from backprop.steps import nodes_reaching

TERMS_A_LINE = 20

_NAME = re.compile(r"[A-Za-z]\w*")


@dataclass(frozen=True, slots=True)
class Writer:
    """How values, cotangents and functions are called in the lines, and which `form` of a row's
    text is written; functions not listed keep the name that they have in the table. With `exact`, a sum whose parts
    cancel but for rounding is 0, as `backprop.graph.total` has it."""

    value: Callable[[Node], str]
    cotangent: Callable[[Node], str]
    functions: Mapping[str, str] = field(default_factory=dict)
    form: Callable[[str], str] = executable
    exact: bool = False

    def forward(self, graph: Graph) -> list[str]:
        """One line for each operation, in evaluation order."""
        return [
            f"{self.value(node)} = {self.text(graph, node, node.operation.value)}"
            for node in graph.nodes
            if node.operation is not None
        ]

    def backward(self, graph: Graph) -> list[str]:
        """One line for each cotangent that the wanted gradients need, in backward order."""
        needed = nodes_reaching(graph)
        terms: dict[int, list[str]] = {index: [] for index in graph.wanted | needed}
        lines: list[str] = []
        for index in graph.backward_order:
            if index not in terms:
                continue
            node = graph.nodes[index]
            if index != graph.output:
                summed = _summed if self.exact and len(terms[index]) > 1 else _assigned
                lines += summed(self.cotangent(node), terms[index])
            elif index in graph.wanted:
                lines += _assigned(self.cotangent(node), ["1.0"])
            for position, parent in enumerate(node.parents):
                if parent in needed:
                    terms[parent].append(self._product(graph, node, position))
        return lines

    def text(self, graph: Graph, node: Node, text: str) -> str:
        """A text of the node's row, with its operands in the place of the row's arguments."""
        assert node.operation is not None
        parents = (graph.nodes[parent] for parent in node.parents)
        operands = {name: self._operand(parent) for name, parent in zip(node.operation.arguments, parents, strict=True)}
        names = {**self.functions, **operands, "out": self.value(node)}
        return _NAME.sub(lambda match: names.get(match[0], match[0]), self.form(text))

    def _operand(self, node: Node) -> str:
        if node.constant is None:
            return self.value(node)
        return repr(node.constant) if node.constant >= 0 else f"({node.constant!r})"

    def _product(self, graph: Graph, node: Node, position: int) -> str:
        assert node.operation is not None
        local = self.text(graph, node, node.operation.partials[position])
        factor = local if local.replace("_", "").isalnum() else f"({local})"
        if node.index == graph.output:
            return factor
        cotangent = self.cotangent(node)
        return cotangent if local == "1" else f"{cotangent}*{factor}"


def _summed(name: str, terms: list[str]) -> list[str]:
    """The same, and then 0 where no more than rounding is left of the terms: `unrounded` is `backprop.graph`'s."""
    kept = [f"t{place}" for place in range(len(terms))]
    lines = _assigned(name, [f"({each} := {text})" for each, text in zip(kept, terms, strict=True)])
    sizes = _assigned("size", [f"abs({each})" for each in kept])
    return [
        *lines,
        f"if -{RESIDUE} < {name} < {RESIDUE}:",
        *(f"    {line}" for line in sizes),
        f"    {name} = unrounded({name}, size)",
    ]


def _assigned(name: str, terms: list[str]) -> list[str]:
    """name = the sum of the terms, from left to right, a few of them a line."""
    if not terms:
        return [f"{name} = 0.0"]
    if len(terms) == 1 and terms[0].startswith("("):
        return [f"{name} = {terms[0][1:-1]}"]
    groups = [terms[i : i + TERMS_A_LINE] for i in range(0, len(terms), TERMS_A_LINE)]
    lines = [f"{name} = {' + '.join(groups[0])}"]
    for group in groups[1:]:
        lines.append(f"{name} = {' + '.join([name, *group])}")
    return lines
