"""Fast repeat evaluation of one graph: straight-line Python made of the rows' texts.

A slider or a training loop asks the same graph for its value and gradients again and again. The
graph is written out as one function without loops or look-ups, from the same texts that the steps
compute with, in the same order, so the numbers are the same to the last bit. Above
`MOST_OPERATIONS`, or `MOST_ARGUMENTS` of them all, compiling takes too long, and the tape is used.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from backprop.functions import FUNCTIONS
from backprop.graph import Graph, evaluate, unrounded
from backprop.rows import CONSTANTS
from backprop.source import Writer
from backprop.steps import gradients
from backprop.tape import Tape

MOST_OPERATIONS = 1000
MOST_ARGUMENTS = 4000

_WRITER = Writer(lambda node: f"n{node.index}", lambda node: f"d{node.index}", exact=True)


@dataclass(frozen=True, slots=True)
class Compiled:
    """A graph as functions of its `given` values, in this order, as floats.

    `value` returns the output's value; `value_and_gradients` returns it and then the gradient by
    each of `wanted`. `source` is the straight-line program, or None where the tape runs.
    Errors: as `evaluate` and `backward_steps`, which are asked where a result is not finite.
    """

    given: tuple[str, ...]
    wanted: tuple[str, ...]
    source: str | None
    value: Callable[..., float]
    value_and_gradients: Callable[..., tuple[float, ...]]


def compile_graph(graph: Graph) -> Compiled:
    """Prepare `graph` for fast evaluation, as a straight-line program or, if it is long, a tape."""
    given = tuple(node.name for node in graph.given)
    wanted = tuple(graph.nodes[index].name for index in sorted(graph.wanted))
    operations = sum(node.operation is not None for node in graph.nodes)
    arguments = sum(len(node.parents) for node in graph.nodes)
    if operations > MOST_OPERATIONS or arguments > MOST_ARGUMENTS:
        return Compiled(given, wanted, None, *_on_tape(graph))
    source = straight_line(graph)
    builtins = {"ArithmeticError": ArithmeticError, "TypeError": TypeError, "ValueError": ValueError}
    names: dict[str, Any] = {"__builtins__": builtins, **CONSTANTS, **FUNCTIONS}
    names |= {"inf": math.inf, "stepped": partial(_stepped, graph), "unrounded": unrounded}
    exec(source, names)  # noqa: S102 - this table's own texts
    return Compiled(given, wanted, source, names["value"], names["value_and_gradients"])


def straight_line(graph: Graph) -> str:
    """The source of `value` and `value_and_gradients`: nK is the value of node K, dK its cotangent.

    Only texts of the table, numbers and such names stand in it, no name of an author's.
    """
    forward = _WRITER.forward(graph)
    both = [*forward, *_WRITER.backward(graph)]
    output, wanted = f"n{graph.output}", [f"d{index}" for index in sorted(graph.wanted)]
    return "\n".join(
        [
            *_function(graph, "value", forward, [output]),
            *_function(graph, "value_and_gradients", both, [output, *wanted]),
            "",
        ]
    )


def _function(graph: Graph, name: str, lines: Sequence[str], results: Sequence[str]) -> list[str]:
    """A function that lets `stepped` find the error where a line fails or a result is not finite.

    A negative number to a broken power is complex in Python; comparing it raises TypeError.
    """
    arguments = ", ".join(f"n{node.index}" for node in graph.given)
    alone = len(results) == 1 and name == "value"
    again = f"return stepped({arguments})" + ("[0]" if alone else "")
    return [
        f"def {name}({arguments}):",
        "    try:",
        *(f"        {line}" for line in lines or ["pass"]),
        f"        total = {results[0]}",
        *(f"        total += {result}" for result in results[1:]),
        "        if -inf < total < inf:",
        "            return " + (results[0] if alone else f"({', '.join(results)},)"),
        "    except (ArithmeticError, TypeError, ValueError):",
        "        pass",
        f"    {again}",
    ]


def _stepped(graph: Graph, *numbers: float) -> tuple[float, ...]:
    """The same results by the steps, which name the node of an error."""
    given = (node.name for node in graph.given)
    values = evaluate(graph, dict(zip(given, numbers, strict=True)))
    found = gradients(graph, values)
    wanted = (graph.nodes[index].name for index in sorted(graph.wanted))
    return (values[graph.output], *(found[name] for name in wanted))


def _on_tape(graph: Graph) -> tuple[Callable[..., float], Callable[..., tuple[float, ...]]]:
    tape = Tape(graph)

    def value(*numbers: float) -> float:
        try:
            result = tape.value(*numbers)
            if -math.inf < result < math.inf:
                return result
        except (ArithmeticError, TypeError, ValueError):
            pass
        return _stepped(graph, *numbers)[0]

    def value_and_gradients(*numbers: float) -> tuple[float, ...]:
        try:
            results = tape.value_and_gradients(*numbers)
            if -math.inf < sum(results) < math.inf:
                return results
        except (ArithmeticError, TypeError, ValueError):
            pass
        return _stepped(graph, *numbers)

    return value, value_and_gradients
