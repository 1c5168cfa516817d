"""A figure as a short program to take away: PyTorch, JAX or plain NumPy.

The program holds the given numbers and the operations in evaluation order, and prints the output
and the wanted gradients, which are those of the figure to rounding. The NumPy program writes the
backward pass out line by line; the other two leave it to the library.
"""

from __future__ import annotations

import keyword
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Literal

from backprop.errors import GraphError
from backprop.graph import Graph, Node, evaluate
from backprop.primitives import CALLED
from backprop.source import Writer
from backprop.steps import nodes_reaching

Dialect = Literal["pytorch", "jax", "numpy"]
Body = Callable[[Graph, Mapping[str, float], Writer], list[str]]

# What a program reads or defines beside the values of the graph.
_USED = (
    "each",
    "float",
    "found",
    "function",
    "jax",
    "jnp",
    "len",
    "map",
    "math",
    "max",
    "min",
    "np",
    "one",
    "other",
    "print",
    "range",
    "result",
    "samples",
    "slopes",
    "torch",
    "total",
    "tuple",
    "zip",
)
_RESERVED = {*keyword.kwlist, *CALLED, *_USED}
_NAME = re.compile(r"[A-Za-z]\w*")


_IMPORTS = {
    "pytorch": ("import torch", "", "torch.set_default_dtype(torch.float64)"),
    "jax": ("import jax", "import jax.numpy as jnp", "", 'jax.config.update("jax_enable_x64", True)'),
    "numpy": ("import numpy as np",),
}
_CONSTANTS = {"pi": "math.pi"}


def program(graph: Graph, values: Mapping[str, float], dialect: Dialect) -> str:
    """The program of `graph` at `values` in one of three dialects, as Python source.

    It prints one line for the output and one for each wanted gradient: a name, a space and the
    number with all its digits. Errors: GraphError for an unknown dialect, and those of `evaluate`.
    """
    if dialect not in _IMPORTS:
        raise GraphError("dialect", dialect, f"use one of {', '.join(_IMPORTS)}")
    return as_program(graph, values, dialect, {"pytorch": _pytorch, "jax": _jax, "numpy": _numpy}[dialect])


def as_program(graph: Graph, values: Mapping[str, float], dialect: Dialect, write: Body) -> str:
    """What `write` makes of the graph, below the imports and functions that its lines need."""
    evaluate(graph, values)
    texts = {name: function.text(dialect) for name, function in CALLED.items()}
    direct = {name: text for name, text in texts.items() if not text.startswith("lambda")}
    body = write(graph, values, _writer(graph, direct))
    read = set(_NAME.findall("\n".join(body)))
    helpers = [f"{name} = {text}" for name, text in texts.items() if name in read and name not in direct]
    imports = list(_IMPORTS[dialect])
    if any("math." in each for each in (*helpers, *body)):
        imports.insert(0, "import math")
    blank = [""] if helpers else []
    return "\n".join([*imports, "", *helpers, *blank, *body, ""])


def _pytorch(graph: Graph, values: Mapping[str, float], writer: Writer) -> list[str]:
    output = writer.value(graph.nodes[graph.output])
    followed = _followed(graph)
    given = [
        f"{writer.value(node)} = torch.tensor({number_of(values, node)}"
        + (", requires_grad=True)" if node.index in followed else ")")
        for node in graph.given
    ]
    shown = [
        printed(_label(graph, node), f"{writer.value(node)}.grad.item()" if node.index in followed else "0.0")
        for node in wanted_of(graph)
    ]
    backward = [f"{output}.backward()"] if followed else []
    shown_output = printed(graph.nodes[graph.output].name, f"{output}.item()")
    return [*given, "", *writer.forward(graph), *backward, "", shown_output, *shown]


def _jax(graph: Graph, values: Mapping[str, float], writer: Writer) -> list[str]:
    output = graph.nodes[graph.output]
    arguments = [writer.value(node) for node in wanted_of(graph)]
    given = [f"{writer.value(node)} = {number_of(values, node)}" for node in graph.given]
    places = f"tuple(range({len(arguments)}))"
    call = f"jax.value_and_grad(function, argnums={places})({', '.join(arguments)})"
    shown = [printed(_label(graph, node), f"float(slopes[{place}])") for place, node in enumerate(wanted_of(graph))]
    return [
        *given,
        "",
        "",
        f"def function({', '.join(arguments)}):",
        *(f"    {line}" for line in writer.forward(graph)),
        f"    return {writer.value(output)}",
        "",
        "",
        f"result, slopes = {call}",
        printed(output.name, "float(result)"),
        *shown,
    ]


def _numpy(graph: Graph, values: Mapping[str, float], writer: Writer) -> list[str]:
    output = graph.nodes[graph.output]
    return [
        *(f"{writer.value(node)} = {number_of(values, node)}" for node in graph.given),
        "",
        *writer.forward(graph),
        "",
        *writer.backward(graph),
        "",
        printed(output.name, f"float({writer.value(output)})"),
        *(printed(_label(graph, each), f"float({writer.cotangent(each)})") for each in wanted_of(graph)),
    ]


def _writer(graph: Graph, calls: Mapping[str, str]) -> Writer:
    output = graph.nodes[graph.output].name
    taken = set(_RESERVED)
    values = {node.index: _free(node.name, node.index, taken) for node in graph.nodes}
    cotangents = {node.index: _free(f"d{output}_d{node.name}", node.index, taken) for node in graph.nodes}
    return Writer(
        lambda node: values[node.index],
        lambda node: cotangents[node.index],
        {**_CONSTANTS, **calls},
        form=str,
    )


def _free(name: str, index: int, taken: set[str]) -> str:
    """A Python name like `name` that is not taken; never anything but a plain name."""
    name = name if _NAME.fullmatch(name) and name.isascii() else f"n{index}"
    while name in taken:
        name += "_"
    taken.add(name)
    return name


def wanted_of(graph: Graph) -> Sequence[Node]:
    """The nodes whose gradients a program prints, in order."""
    return [graph.nodes[index] for index in sorted(graph.wanted)]


def _followed(graph: Graph) -> frozenset[int]:
    """The wanted nodes on which the output depends."""
    return graph.wanted & nodes_reaching(graph)


def number_of(values: Mapping[str, float], node: Node) -> str:
    """The number of a given node as a program has it."""
    return repr(float(values[node.name]))


def _label(graph: Graph, node: Node) -> str:
    return f"d{graph.nodes[graph.output].name}/d{node.name}"


def printed(label: str, value: str) -> str:
    """A line that prints a label and a number."""
    return f"print({label!r}, {value})"
