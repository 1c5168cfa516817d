"""The way to the number of a step: the steps before it, from the given values on, each in one line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from backprop.exercise.drawn import Drawn
from backprop.exercise.tasks import in_a_line
from backprop.figure.kinds import kind_of
from backprop.figure.questions import Part
from backprop.figure.subjects import SampledSubject
from backprop.figure.sweeps import AnyStep
from backprop.graph import Node
from backprop.steps import Contribution, MeanStep
from backprop.tangents import TangentContribution

_NAME = re.compile(r"[A-Za-z_]\w*")


def before(drawn: Drawn, name: str) -> tuple[str, ...]:
    """What is worked out before the step that finds `name`, as HTML; of a mean, the steps of each of its samples."""
    step = drawn.step(name)
    if not isinstance(step, MeanStep):
        return tuple(_lines(drawn, needed(drawn, name)))
    lines: list[str] = []
    for each in _samples(drawn):
        own = _own(each, step)
        lines += _lines(each, [*needed(each, own), own]) if own in each.places else ()
    return tuple(lines)


def of_factor(drawn: Drawn, part: Part) -> tuple[str, ...]:
    """What is worked out before the local derivative of a step."""
    read = [name for name in _of_local(drawn, part.node, part.position) if name in drawn.places]
    steps = {each for name in read for each in (*needed(drawn, name), name)}
    return tuple(_lines(drawn, sorted(steps, key=drawn.places.__getitem__)))


def needed(drawn: Drawn, name: str) -> list[str]:
    """The steps that the one that finds `name` reads, and those that they read, in the order of the figure."""
    steps, waiting = set[str](), [name]
    while waiting:
        for each in _reads(drawn, drawn.step(waiting.pop())):
            if each in drawn.places and each not in steps:
                steps.add(each)
                waiting.append(each)
    return sorted(steps, key=drawn.places.__getitem__)


def _reads(drawn: Drawn, step: AnyStep) -> Iterator[str]:
    """What goes into a step, whether it is given or found."""
    graph = drawn.run.graph
    if isinstance(step, MeanStep):
        yield _own(drawn, step)
    elif kind_of(step).derives:
        for part in step.contributions:
            yield _arriving(drawn, part)
            node = graph.nodes[part.consumer if isinstance(part, Contribution) else step.target]
            yield from _of_local(drawn, node, part.position)
    else:
        yield from (graph.nodes[parent].name for parent in graph.nodes[step.target].parents)


def _arriving(drawn: Drawn, part: Contribution | TangentContribution) -> str:
    names = drawn.run.names
    if isinstance(part, Contribution):
        return f"d{names[drawn.run.graph.output]}/d{names[part.consumer]}"
    return f"d{names[part.source]}/d{drawn.run.telling.by}"


def _of_local(drawn: Drawn, node: Node, position: int) -> Iterator[str]:
    """The values in a local derivative: its text names arguments, and the value itself as `out`."""
    assert node.operation is not None
    graph, row = drawn.run.graph, node.operation
    held = {**dict(zip(row.arguments, node.parents, strict=True)), "out": node.index}
    for word in dict.fromkeys(_NAME.findall(row.partials[position])):
        if word in held:
            yield graph.nodes[held[word]].name
    # σ(z) is written as the node that holds it.
    for each in graph.nodes if row.shared else ():
        if each.operation and each.operation.name in row.shared:
            yield each.name


def _own(drawn: Drawn, step: MeanStep) -> str:
    """What the sample that is shown has, where a step takes the mean of it."""
    names = drawn.run.names
    output, target = names[drawn.run.graph.output], names[step.target]
    if step.phase == "tangent":
        return f"d{output}/d{drawn.run.telling.by}"
    return f"d{output}/d{target}" if kind_of(step).derives else output


def _samples(drawn: Drawn) -> Iterator[Drawn]:
    """The figure with each of its samples shown."""
    subject = drawn.specification.subject
    assert isinstance(subject, SampledSubject)
    assert subject.samples is not None
    for shown, sample in enumerate(subject.samples):
        turned = replace(subject, samples=replace(subject.samples, shown=shown))
        values = {**drawn.specification.values, **sample}
        yield Drawn(replace(drawn.specification, subject=turned, values=values))


def _lines(drawn: Drawn, names: list[str]) -> Iterator[str]:
    yield from (in_a_line(drawn, name) for name in names)
