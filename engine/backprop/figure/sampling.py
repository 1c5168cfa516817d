"""Reads the samples of a figure: a list of mappings that all give a number to the same names."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from backprop.errors import SpecificationError
from backprop.figure.reading import did_you_mean, read_numbers, read_whole
from backprop.figure.scenes import Scene
from backprop.graph import renamed
from backprop.samples import Samples
from backprop.steps import loss_name

# The number of the sample that is shown: a key, and in the page a field of that name.
SHOWN = "sample"
EXAMPLE = "such as {x: 0.5, y: 1}"

Rows = list[dict[str, float]]


def read_rows(value: object, least: int, most: int) -> Rows:
    """The numbers of each sample; an error names the sample by its place in the list, which counts from 0."""
    if not isinstance(value, list | tuple) or not least <= len(value) <= most:
        shown = f"{len(value)} samples" if isinstance(value, list | tuple) and value else value
        raise SpecificationError("samples", shown, f"list {least} to {most} samples, {EXAMPLE}")
    rows = [read_numbers(f"samples.{place}", each, within=f"samples.{place}.") for place, each in enumerate(value)]
    for place, row in enumerate(rows):
        if not row:
            raise SpecificationError(f"samples.{place}", "empty", f"list names and numbers, {EXAMPLE}")
    return rows


def chosen(mapping: Mapping[str, object]) -> Mapping[str, object]:
    """The mapping with the sample that a reader chose, which the page has among its values."""
    values = mapping.get("values")
    if "samples" not in mapping or not isinstance(values, Mapping) or SHOWN not in values:
        return mapping
    others = {name: value for name, value in values.items() if name != SHOWN}
    return {**mapping, SHOWN: values[SHOWN], "values": others}


def gathered(mapping: Mapping[str, object]) -> Mapping[str, object]:
    """A mapping as authors write it: the numbers of the sample in sight stand in that sample alone."""
    mapping = chosen(mapping)
    samples, values, shown = mapping.get("samples"), mapping.get("values"), mapping.get(SHOWN, 1)
    if not isinstance(samples, list) or not all(isinstance(row, Mapping) for row in samples):
        return mapping
    if not isinstance(values, Mapping) or not isinstance(shown, int) or not 1 <= shown <= len(samples):
        return mapping
    rows = [dict(row) for row in samples]
    given = rows[shown - 1]
    given.update((name, values[name]) for name in given if name in values)
    others = {name: value for name, value in values.items() if name not in given}
    return {**mapping, "samples": rows, "values": others}


def read_shown(mapping: Mapping[str, object], count: int) -> int:
    """The place of the sample that is stepped; authors count from 1."""
    return read_whole(mapping, SHOWN, (1, count), 1) - 1


def alike(rows: Rows, names: Sequence[str], fixed: Collection[str], shown: int = 0) -> Samples:
    """The rows as samples, each of which gives just `names`; `fixed` are those that are the same for all of them."""
    for place, row in enumerate(rows):
        for name, value in row.items():
            if name not in names:
                raise SpecificationError(f"samples.{place}.{name}", value, _surplus(name, names, fixed))
        for name in names:
            if name not in row:
                remedy = f"give {name} a number here too: every sample gives {', '.join(names)}"
                raise SpecificationError(f"samples.{place}", in_braces(row), remedy)
    return Samples(tuple(names), tuple(tuple(row[name] for name in names) for row in rows), shown)


def _surplus(name: str, names: Sequence[str], fixed: Collection[str]) -> str:
    if name in fixed:
        return f"leave {name} out here: it is the same for every sample, which gives {', '.join(names)}"
    return f"there is no {name} here; {did_you_mean(name, names)}"


def of_sample(scene: Scene, samples: Samples | None) -> Scene:
    """The scene of the shown one of the samples: its loss is called L1 or L2, since L is the mean of all."""
    if samples is None:
        return scene
    graph = scene.graph
    mean = graph.nodes[graph.output].name
    names = [loss_name(mean, place) for place in range(len(samples))]
    if taken := [name for name in (*names, SHOWN) if name in graph.by_name]:
        remedy = "give it another name: with samples, something else is called so"
        raise SpecificationError("expression", taken[0], remedy)
    own = names[samples.shown]
    apart = renamed(scene.apart, scene.apart.output, own) if scene.apart else None
    defaults = {**scene.defaults, **samples.one}
    return replace(scene, graph=renamed(graph, graph.output, own), apart=apart, defaults=defaults, mean=mean)


def in_braces(sample: Mapping[str, float]) -> str:
    """A sample as its author wrote it, or nearly so."""
    return f"{{{', '.join(f'{name}: {value:g}' for name, value in sample.items())}}}"
