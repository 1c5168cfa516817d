"""The numbers of matrices as HTML tables, which wrap where a page is narrow and are read as tables.

Each cell says by a mark which quantity it is: v: a value, g: a derivative of the loss, s: a slope, with the name of
the node. A cell of the result leads to its scalar step, and names the marks of the row and the column that make it.
Rows and columns have heads that are heard and not seen: sample 2, from input 1.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from backprop.figure import mathml, symbols
from backprop.figure.layers.formulas import Writer
from backprop.figure.layers.steps import MatrixStep, Operand
from backprop.figure.numbers import is_exact, plain
from backprop.languages import words
from backprop.matrix_terms import Shape
from backprop.steps import Step

MARKS = {"value": "v", "cotangent": "g", "local": "s"}
LEADS = {"activation", "together"}  # the rules whose grids follow the name of a function
MAKES = {"from_loss": "→", "shares": "→"}  # those whose grids make the result in another way than they stand there


@dataclass(frozen=True, slots=True)
class Grids:
    """Prints the grids of one figure: `values` by node, `gradients` the backward steps by node."""

    writer: Writer
    values: Sequence[float]
    gradients: Mapping[int, Step]

    def of(self, step: MatrixStep, anchor: str) -> str:
        """The grids that make the step's result, and the result, whose cells lead to ids that begin with `anchor`."""
        if step.target is None:
            return ""
        cells = [[self._result(scalar, step, anchor) for scalar in row] for row in self._rows(step)]
        return self._made_of(step, self._table(step.target, cells))

    def alone(self, step: MatrixStep, *, named: bool = True) -> str:
        """The same where no scalar steps stand below, to which its cells could lead; not `named`, without saying what
        rows and columns are, which may be for the reader to find."""
        return self._made_of(step, self._operand(step.target, named=named), named) if step.target else ""

    def _made_of(self, step: MatrixStep, result: str, named: bool = True) -> str:
        sign = MAKES.get(step.rule) or ("=" if self._is_exact(step) else "≈")
        return _wrapped([*self._way(step, named), self._part(sign, result)])

    def given(self, *, shaped: bool = True) -> str:
        """All matrices that are given; not `shaped`, without saying how many rows and columns they have, and what
        these are."""
        return _wrapped([self._part("", self._operand(Operand(grid), shaped, shaped)) for grid in self.writer.given()])

    def _way(self, step: MatrixStep, named: bool) -> Iterator[str]:
        leads = step.rule in LEADS and step.layer.function != "identity"
        sign = words.operation_name(step.layer.function) if leads else ""
        for each in step.way:
            if isinstance(each, str):
                sign = f"{sign} {each}".strip()
            else:
                yield self._part(sign, self._operand(each, named=named))
                sign = ""
        if sign:
            yield self._part(sign, "")

    def _part(self, sign: str, table: str) -> str:
        said = f'<span class="bp-sign">{escape(sign)}</span>' if sign else ""
        return f'<div class="bp-part">{said}{table}</div>'

    def _operand(self, operand: Operand, shaped: bool = True, named: bool = True) -> str:
        rows = [[self._cell(operand, node) for node in row] for row in operand.grid.nodes]
        turned = [list(row) for row in zip(*rows, strict=True)] if operand.transposed else rows
        return self._table(operand, turned, shaped, named)

    def _table(self, operand: Operand, rows: Sequence[Sequence[str]], shaped: bool = True, named: bool = True) -> str:
        name = mathml.inline(self.writer.operand(operand, shaped=False))
        label = escape(spoken(operand, self.writer.output, (len(rows), len(rows[0])) if shaped else None))
        return (
            # No caption: the label says it already, and a caption that is hidden is an empty one to who listens.
            f'<span class="bp-name" aria-hidden="true">{name}</span>'
            f'<table class="bp-grid bp-{self.writer.role(operand)}" aria-label="{label}">'
            f"{_body(operand, rows, named)}</table>"
        )

    def _cell(self, operand: Operand, node: int) -> str:
        if operand.kind == "ones":
            return "<td>1</td>"
        return f'<td data-q="{MARKS[operand.kind]}:{self._name(node)}">{plain(self.number(operand, node))}</td>'

    def number(self, operand: Operand, node: int) -> float:
        """What an entry is in the operand."""
        if operand.kind == "value":
            return self.values[node]
        step = self.gradients[node]
        return step.result if operand.kind == "cotangent" else step.contributions[0].local

    def _result(self, scalar: Step, step: MatrixStep, anchor: str) -> str:
        name = self._name(scalar.target)
        kind = "g" if scalar.phase == "backward" else "v"
        made = " ".join(dict.fromkeys(self._made(scalar, {each.kind for each in step.operands})))
        link = f'<a href="#{anchor}-{name}">{plain(scalar.result)}</a>'
        return f'<td data-q="{kind}:{name}" data-made="{made}">{link}</td>'

    def _made(self, scalar: Step, kinds: set[str]) -> Iterator[str]:
        graph = self.writer.graph
        if scalar.phase == "forward":
            yield from self._values(graph.nodes[scalar.target].parents)
        for each in scalar.contributions:
            consumer = self._name(each.consumer)
            if "cotangent" in kinds:
                yield f"g:{consumer}"
            if "local" in kinds:
                yield f"s:{self._name(scalar.target)}"
            elif "value" in kinds:
                yield from self._values(graph.read_by_local(each.consumer, each.position))

    def _values(self, nodes: Iterable[int]) -> Iterator[str]:
        """Of these what stands in grids."""
        nodes = (node for node in nodes if self.writer.graph.nodes[node].constant is None)
        return (f"v:{self._name(node)}" for node in nodes)

    def _rows(self, step: MatrixStep) -> list[tuple[Step, ...]]:
        assert step.target is not None
        _, columns = step.target.grid.shape
        return [step.scalars[start : start + columns] for start in range(0, len(step.scalars), columns)]

    def _is_exact(self, step: MatrixStep) -> bool:
        read = [
            self.number(operand, node)
            for operand in step.operands
            if operand.kind != "ones"
            for row in operand.grid.nodes
            for node in row
        ]
        return all(map(is_exact, (*read, *(each.result for each in step.scalars))))

    def _name(self, node: int) -> str:
        return escape(self.writer.graph.nodes[node].name)


def _body(operand: Operand, rows: Sequence[Sequence[str]], named: bool) -> str:
    """The rows, with a head on each side that has several lines; a single number has its column's."""
    down, across = (operand.grid.down, operand.grid.across) if named else ("", "")
    if operand.transposed:
        down, across = across, down
    left = [_head("row", down, place) if len(rows) > 1 else "" for place in range(len(rows))]
    above = [_head("col", across, place) for place in range(len(rows[0]))]
    corner = "<td></td>" if left[0] else ""
    head = "" if left[0] and len(above) == 1 else f"<thead><tr>{corner}{''.join(above)}</tr></thead>"
    body = "".join(f"<tr>{first}{''.join(row)}</tr>" for first, row in zip(left, rows, strict=True))
    return f"{head}<tbody>{body}</tbody>"


def _head(scope: str, line: str, place: int) -> str:
    name = words.LINES[line].format(number=place + 1) if line else str(place + 1)
    return f'<th scope="{scope}">{escape(name)}</th>'


def spoken(operand: Operand, output: str, shape: Shape | None) -> str:
    """The operand as a screen reader should say it: W transposed, 2 by 3."""
    template = words.GRID[operand.kind]
    name = template.format(name=symbols.spoken(operand.grid.name), output=symbols.spoken(output))
    name = words.GRID_TRANSPOSED.format(name=name) if operand.transposed else name
    if shape is None:
        return name
    return words.GRID_SHAPED.format(name=name, rows=shape[0], columns=shape[1])


def _wrapped(parts: Sequence[str]) -> str:
    return f'<div class="bp-grids" translate="no">{"".join(parts)}</div>'
