"""A formula that an author wrote, and its partial derivatives, on whole arrays of numbers.

The text is read as every expression is, into a graph of rows; the texts of the rows are then compiled with the
functions of NumPy, which the table of operations names, in the place of those on floats.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache

import numpy as np

from backprop.dense_activations import Array
from backprop.expression import expression
from backprop.primitives import CALLED
from backprop.rows import Function, Primitive, compile_text

PREFIX = "np."

Numbers = Array | float


def _on_arrays(function: Function) -> Callable[..., Array]:
    """NumPy's own function; of one that it does not have, the one on floats, entry by entry."""
    found = getattr(np, function.numpy.removeprefix(PREFIX), None) if function.numpy.startswith(PREFIX) else None
    return found or np.vectorize(function.real, otypes=[float])


FUNCTIONS = {name: _on_arrays(function) for name, function in CALLED.items()}


@cache
def _value(row: Primitive) -> Callable[..., Numbers]:
    return compile_text(row.arguments, row.value, FUNCTIONS)


@cache
def _partial(row: Primitive, position: int) -> Callable[..., Numbers]:
    return row.partial(position, FUNCTIONS)


class Formula:
    """The formula `text` of its `names`. Raises ExpressionError where it cannot be read."""

    def __init__(self, text: str) -> None:
        self.graph = expression(text)
        self.names = tuple(node.name for node in self.graph.given)

    def value(self, given: Mapping[str, Numbers]) -> Numbers:
        """Its value for arrays or numbers by name; an infinity or NaN where it has none."""
        return self._values(given)[self.graph.output]

    def partials(self, given: Mapping[str, Numbers], names: Iterable[str]) -> list[Numbers]:
        """Its derivative by each of the names, 0 for one that it does not have: one backward pass."""
        values = self._values(given)
        found: dict[int, Numbers] = {self.graph.output: 1.0}
        with np.errstate(all="ignore"):
            for node in reversed(self.graph.nodes):
                if node.operation is None or node.index not in found:
                    continue
                arguments = [values[parent] for parent in node.parents]
                for position, parent in enumerate(node.parents):
                    if self.graph.nodes[parent].constant is None:
                        local = _partial(node.operation, position)(*arguments, values[node.index])
                        found[parent] = found.get(parent, 0.0) + found[node.index] * local
        return [found.get(self.graph.by_name.get(name, -1), 0.0) for name in names]

    def _values(self, given: Mapping[str, Numbers]) -> list[Numbers]:
        values: list[Numbers] = []
        with np.errstate(all="ignore"):
            for node in self.graph.nodes:
                if node.operation is not None:
                    values.append(_value(node.operation)(*(values[parent] for parent in node.parents)))
                else:
                    values.append(given[node.name] if node.constant is None else node.constant)
        return values
