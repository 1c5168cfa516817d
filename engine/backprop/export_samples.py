"""A figure of several samples as a short program to take away: a loop over them, and the means."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from backprop.export import Dialect, as_program, number_of, printed, wanted_of
from backprop.graph import Graph
from backprop.samples import Samples
from backprop.source import Writer

INDENT = "    "


def program_of_samples(graph: Graph, values: Mapping[str, float], dialect: Dialect, samples: Samples, mean: str) -> str:
    """The program of `graph` for all samples, like `backprop.export.program`: it prints the mean loss, which is called
    `mean`, and the mean gradients."""

    def body(graph: Graph, values: Mapping[str, float], writer: Writer) -> list[str]:
        return LOOPS[dialect](graph, values, writer, samples, mean)

    return as_program(graph, values, dialect, body)


Loop = Callable[[Graph, Mapping[str, float], Writer, Samples, str], list[str]]


def _numpy(graph: Graph, values: Mapping[str, float], writer: Writer, samples: Samples, mean: str) -> list[str]:
    found = ", ".join(writer.cotangent(node) for node in wanted_of(graph))
    inside = [*writer.forward(graph), "", *writer.backward(graph), "", *_summed(graph, writer, found)]
    return [
        *_given(graph, values, writer, samples),
        *_begun(graph),
        f"for {_names(graph, writer, samples)} in samples:",
        *_indented(inside),
        "",
        *_means(graph, mean),
    ]


def _jax(graph: Graph, values: Mapping[str, float], writer: Writer, samples: Samples, mean: str) -> list[str]:
    wanted = [writer.value(node) for node in wanted_of(graph)]
    arguments = ", ".join([*wanted, *_each(graph, writer, samples)])
    call = f"jax.value_and_grad(function, argnums=tuple(range({len(wanted)})))({arguments})"
    inside = [f"result, found = {call}", "total += float(result)", _added("map(float, found)")]
    return [
        *_given(graph, values, writer, samples),
        "",
        "",
        f"def function({arguments}):",
        *_indented([*writer.forward(graph), f"return {writer.value(graph.nodes[graph.output])}"]),
        "",
        "",
        *_begun(graph),
        f"for {_names(graph, writer, samples)} in samples:",
        *_indented(inside),
        "",
        *_means(graph, mean),
    ]


def _pytorch(graph: Graph, values: Mapping[str, float], writer: Writer, samples: Samples, mean: str) -> list[str]:
    wanted, output = wanted_of(graph), writer.value(graph.nodes[graph.output])
    names = ", ".join(writer.value(node) for node in wanted)
    inside = [
        *writer.forward(graph),
        f"found = torch.autograd.grad({output}, ({names},), materialize_grads=True)",
        f"total += {output}.item()",
        _added("(each.item() for each in found)"),
    ]
    return [
        *_given(graph, values, writer, samples, "torch.tensor({}, requires_grad=True)"),
        *_begun(graph),
        f"for {_names(graph, writer, samples)} in torch.tensor(samples):",
        *_indented(inside),
        "",
        *_means(graph, mean),
    ]


LOOPS: dict[Dialect, Loop] = {"numpy": _numpy, "jax": _jax, "pytorch": _pytorch}


def _each(graph: Graph, writer: Writer, samples: Samples) -> list[str]:
    return [writer.value(graph.node(name)) for name in samples.names]


def _names(graph: Graph, writer: Writer, samples: Samples) -> str:
    """What a row is unpacked into; a single name needs its comma."""
    names = _each(graph, writer, samples)
    return ", ".join(names) if len(names) > 1 else f"({names[0]},)"


def _given(graph: Graph, values: Mapping[str, float], writer: Writer, samples: Samples, form: str = "{}") -> list[str]:
    """What is the same for every sample, and the samples."""
    fixed = [node for node in graph.given if node.name not in samples.names]
    rows = [f"{INDENT}({', '.join(map(repr, row))},)," for row in samples.rows]
    lines = [f"{writer.value(node)} = {form.format(number_of(values, node))}" for node in fixed]
    return [*lines, "samples = [", *(row.replace(",),", "),") if len(samples.names) > 1 else row for row in rows), "]"]


def _begun(graph: Graph) -> list[str]:
    return ["", f"total, slopes = 0.0, [0.0] * {len(wanted_of(graph))}"]


def _summed(graph: Graph, writer: Writer, found: str) -> list[str]:
    return [f"total += {writer.value(graph.nodes[graph.output])}", _added(f"({found},)")]


def _added(found: str) -> str:
    return f"slopes = [one + other for one, other in zip(slopes, {found})]"


def _indented(lines: Sequence[str]) -> list[str]:
    return [f"{INDENT}{line}" if line else "" for line in lines]


def _means(graph: Graph, mean: str) -> list[str]:
    labels = [f"d{mean}/d{node.name}" for node in wanted_of(graph)]
    slopes = (printed(label, f"float(slopes[{place}] / len(samples))") for place, label in enumerate(labels))
    return [printed(mean, "float(total / len(samples))"), *slopes]
