"""Gradient checks: the backward pass beside two estimates that know nothing of it.

Central differences: (f(x + h) − f(x − h)) / 2h. The step h = ∛ε · max(1, |x|), with ε = 2⁻⁵²,
balances truncation, |f‴|h²/6, against rounding, ε|f|/h; `expected_error` adds the two, with f‴
estimated from wider differences. Complex step: Im f(x + ih) / h with h = 10⁻²⁰, which subtracts
nothing and so errs by rounding only. Sources: Press et al., *Numerical recipes* (2007), section
5.7; Squire & Trapp, *Using complex variables to estimate derivatives of real functions* (1998).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from backprop.errors import GraphError, NonFiniteError
from backprop.graph import Graph, evaluate
from backprop.primitives import COMPLEX_FUNCTIONS
from backprop.rows import Primitive, compile_text
from backprop.steps import gradients

EPSILON = 2.0**-52
COMPLEX_STEP = 1e-20
ROUNDINGS = 16

Method = Literal["central-difference", "complex-step"]


@dataclass(frozen=True, slots=True)
class Check:
    """`gradient` by `name` beside its `estimate`, made with the step size `step`."""

    name: str
    method: Method
    gradient: float
    estimate: float
    step: float
    expected_error: float

    @property
    def difference(self) -> float:
        """|gradient − estimate|."""
        return abs(self.gradient - self.estimate)

    @property
    def agrees(self) -> bool:
        """Whether the difference is no larger than the expected error."""
        return self.difference <= self.expected_error


def check_gradients(
    graph: Graph,
    values: Mapping[str, float],
    method: Method = "central-difference",
    step: float | None = None,
) -> tuple[Check, ...]:
    """One check for each wanted gradient; `step` replaces the step size that would be chosen.

    Near a kink (ReLU, |x|, max) a central difference may straddle it and disagree.
    Errors: GraphError for an unknown method, NonFiniteError for a step that is not positive, and
    what `evaluate` raises, also where a step leaves the domain of an operation.
    """
    if step is not None and not 0 < step < math.inf:
        raise NonFiniteError("step", step, "give a positive finite number")
    if method not in ("central-difference", "complex-step"):
        raise GraphError("method", method, "use central-difference or complex-step")
    found = gradients(graph, evaluate(graph, values))
    names = [graph.nodes[index].name for index in sorted(graph.wanted)]
    estimate = _central if method == "central-difference" else _complex
    return tuple(Check(name, method, found[name], *estimate(graph, values, name, step)) for name in names)


def _central(graph: Graph, values: Mapping[str, float], name: str, step: float | None) -> tuple[float, float, float]:
    x = float(values[name])
    h = step or chosen_step(x)

    def at(places: int) -> float:
        return evaluate(graph, {**values, name: x + places * h})[graph.output]

    near = (at(1) - at(-1)) / (2 * h)
    third = abs((at(2) - at(-2)) / (4 * h) - near) * 2 / h**2
    largest = max(abs(each) for each in evaluate(graph, values))
    rounding = ROUNDINGS * EPSILON * (largest / h + abs(near) * max(1.0, abs(x) / h))
    return near, h, third * h**2 / 6 * 4 + rounding


def chosen_step(x: float) -> float:
    """∛ε · max(1, |x|), as a power of two so that x ± h is rounded least."""
    return float(2.0 ** round(math.log2(EPSILON ** (1 / 3) * max(1.0, abs(x)))))


def _complex(graph: Graph, values: Mapping[str, float], name: str, step: float | None) -> tuple[float, float, float]:
    h = step or COMPLEX_STEP
    results: list[complex] = []
    for node in graph.nodes:
        if node.operation is not None:
            function = _complex_function(node.operation)
            results.append(function(*[results[parent] for parent in node.parents]))
        elif node.constant is not None:
            results.append(complex(node.constant))
        else:
            results.append(complex(values[node.name], h if node.name == name else 0.0))
    estimate = results[graph.output].imag / h
    slopes = max(abs(each.imag) / h for each in results)
    truncation = abs(estimate) * (h * h if h > EPSILON else 0.0) * 10
    operations = len(graph.nodes)
    return estimate, h, truncation + operations * ROUNDINGS * EPSILON * max(slopes, abs(estimate))


@lru_cache(maxsize=1024)
def _complex_function(row: Primitive) -> Callable[..., complex]:
    function = compile_text(row.arguments, row.value, COMPLEX_FUNCTIONS)
    # Python refuses 0 to a complex power; beside the real axis it is 0 too, as long as the exponent is positive.
    return function if row.name != "pow" else lambda a, b: 0j if a == 0 and b.real > 0 else function(a, b)
