"""The keys that are no number of a step, found anew: counts and shapes by closed forms, orders by what is wired to
what; the options of a choice, a formula as it is written and every line of a worked trace with decimals and
differences.

Of the engine it takes what is wired to what, the numbers that were drawn, and which slip a trace has where.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal, localcontext
from itertools import pairwise

from backprop.exercise.drawn import Drawn
from backprop.exercise.papers import Paper
from backprop.exercise.reading import read_formula
from backprop.exercise.tasks import LETTERS, Task
from backprop.exercise.turned import TRANSPOSED
from backprop.graph import Graph
from backprop.steps import MeanStep
from tests.engine import decimal_keys, high_precision
from tests.engine.decimal_keys import DIGITS, STEP, given_of, node_value

RATE = Decimal("0.1")
SHOWN_DIGITS = 4
NUMBER = re.compile(r"\(?(−?[\d.]+)(?:×10(−?\d+))?\)?")


def require(made: Paper, task: Task) -> None:
    """Of a task of whatever kind; those about one number are for `decimal_keys`."""
    with localcontext() as context, made.drawn.specification.spoken():
        context.prec = DIGITS
        if task.kind in KINDS:
            KINDS[task.kind](made, task)


def _widths(drawn: Drawn) -> list[int]:
    widths = drawn.specification.to_mapping()["network"]
    assert isinstance(widths, list)
    return widths


def _count(made: Paper, task: Task) -> None:
    assert int(task.answer) == (_products(made.drawn, task.about) if "/" in task.about else _counted(made.drawn, task))


def _counted(drawn: Drawn, task: Task) -> int:
    """Two steps for each unit (or layer, in matrices), and the loss; back from there to all that was found or is a
    parameter, and in matrices to the inputs."""
    widths, layers = _widths(drawn), drawn.specification.telling.view == "layers"
    parameters = sum((below + 1) * width for below, width in pairwise(widths))
    found = 2 * (len(widths) - 1 if layers else sum(widths[1:]))
    back = found + (found + 1 if layers else parameters)
    return {"parameters": parameters, "forward steps": found + 1, "backward steps": back}[task.about]


def _products(drawn: Drawn, name: str) -> int:
    """How often a node on the way to the output reads it."""
    graph, target = drawn.run.graph, drawn.step(name).target
    return sum(node.parents.count(target) for node in graph.nodes if node.index in _up(graph, graph.output))


def _up(graph: Graph, last: int) -> set[int]:
    """What a node depends on, and itself: nodes stand behind all that they read."""
    found = {last}
    for node in reversed(graph.nodes):
        if node.index in found:
            found.update(node.parents)
    return found


def _shape(made: Paper, task: Task) -> None:
    """Of a network with one hidden layer: a row or a column for each sample, and a weight from each unit to each."""
    inputs, hidden, outputs = _widths(made.drawn)
    samples = made.drawn.run.samples
    name, count = task.about.rpartition("/d")[2] or task.about, len(samples) if samples else 1
    weights = {"W": (hidden, inputs), "Wo": (outputs, hidden)}
    units = {"X": inputs, "Z": hidden, "H": hidden, "b": hidden, "Zo": outputs, "Yhat": outputs, "bo": outputs}
    if name not in weights:
        pair = (1 if name in ("b", "bo") else count, units[name])
        columns = made.drawn.specification.to_mapping().get("batch") == "columns"
        weights[name] = pair[::-1] if columns else pair
    assert task.answer == "{}×{}".format(*weights[name])


def _order(made: Paper, task: Task) -> None:
    """The key, the key backwards and with neighbours exchanged, each as the wiring says."""
    key = [LETTERS.index(letter) for letter in task.answer.split()]
    assert _works(made.drawn, task, key)
    ways = [key[::-1], *([*key[:at], key[at + 1], key[at], *key[at + 2 :]] for at in range(len(key) - 1))]
    for way in ways:
        verdict = made.judge(made.tasks.index(task), " ".join(LETTERS[each] for each in way))
        assert (verdict.kind == "right") == _works(made.drawn, task, way), (task, way)


def _works(drawn: Drawn, task: Task, way: Sequence[int]) -> bool:
    """Whether none goes before one of a value that is found from its own, whose gradient it needs."""
    targets = [drawn.step(task.behind[place]).target for place in way]
    assert not drawn.run.samples
    assert len(set(targets)) == len(targets)
    return not any(
        one in _up(drawn.run.graph, later) for place, one in enumerate(targets) for later in targets[place + 1 :]
    )


def _choice(made: Paper, task: Task) -> None:
    """One option reads as the right number, and it is that of the key."""
    ((_, right),) = decimal_keys.expected(made, task)
    fits = [letter for letter, option in zip(LETTERS, task.options, strict=False) if _reads(option, right)]
    assert fits == [task.answer]


def _formula(made: Paper, task: Task) -> None:
    """The key as it is written, of values and of slopes by differences."""
    read = read_formula(task.answer, made.drawn)
    assert read
    graph, names = read
    found = _values(graph, {place: _called(made, task, name) for place, name in names.items()}, {})[graph.output]
    ((_, right),) = decimal_keys.expected(made, task)
    assert math.isclose(found, right, rel_tol=1e-9), task


def _called(made: Paper, task: Task, name: str) -> Decimal:
    graph = made.drawn.run.graph
    if name in graph.by_name:
        return _values(graph, given_of(made.drawn.run), {})[graph.by_name[name]]
    ((_, right),) = decimal_keys.expected(made, replace(task, about=name))
    return Decimal(right)


def _bug(made: Paper, task: Task) -> None:
    """Each line but the wrong one follows from those before it; the wrong one is what its slip makes of them."""
    if task.slip == TRANSPOSED:
        return
    found: dict[int, Decimal] = {made.drawn.run.graph.output: Decimal(1)}
    for letter, name, option in zip(LETTERS, task.behind, task.options, strict=False):
        step = made.drawn.step(name)
        if isinstance(step, MeanStep):
            parts = _of_samples(made.drawn, step.target, found[step.target])
            wrong = [sum(parts, Decimal(0))]
            follows = wrong[0] / len(parts)
        else:
            values = _values(made.drawn.run.graph, given_of(made.drawn.run), {})
            follows = sum(_products_at(made.drawn, step.target, values, found), Decimal(0))
            wrong = list(WRONG[task.slip](made.drawn, step.target, found)) if name == task.about else []
        assert _reads(option, float(follows)) == (letter != task.answer), (task, name, float(follows))
        if letter == task.answer:
            (follows,) = [each for each in wrong if _reads(option, float(each))][:1]
        if not isinstance(step, MeanStep):
            found[step.target] = follows


def _of_samples(drawn: Drawn, target: int, own: Decimal) -> list[Decimal]:
    """The gradient of each sample, of which the one that is shown has that of the trace."""
    samples, graph = drawn.run.samples, drawn.run.graph
    assert samples
    return [
        own
        if place == samples.shown
        else _slope(graph, {**given_of(drawn.run), **{name: Decimal(each) for name, each in row.items()}}, target)
        for place, row in enumerate(samples)
    ]


Found = Mapping[int, Decimal]


def _wrong_sign(drawn: Drawn, target: int, found: Found) -> Iterator[Decimal]:
    yield -sum(_products_at(drawn, target, _values(drawn.run.graph, given_of(drawn.run), {}), found), Decimal(0))


def _overwritten(drawn: Drawn, target: int, found: Found) -> Iterator[Decimal]:
    """Any one of the products that meet."""
    yield from _products_at(drawn, target, _values(drawn.run.graph, given_of(drawn.run), {}), found)


def _updated_weight(drawn: Drawn, target: int, found: Found) -> Iterator[Decimal]:
    """The products with parameters one update further, and the values as they were."""
    graph, given = drawn.run.graph, given_of(drawn.run)
    values = _values(graph, given, {})
    for index in graph.parameters:
        values[index] -= RATE * _slope(graph, given, index)
    yield sum(_products_at(drawn, target, values, found), Decimal(0))


BY_VALUE: Mapping[str, Callable[[Decimal], Decimal]] = {
    "tanh": lambda out: 1 - out**2,
    "sigmoid": lambda out: out * (1 - out),
    "exp": lambda out: out,
}
"""Derivatives as they are written with the value after the function."""


def _wrong_place(drawn: Drawn, target: int, found: Found) -> Iterator[Decimal]:
    """The same with the value before it, where that is all that arrives."""
    graph = drawn.run.graph
    (reader,) = (node for node in graph.nodes if target in node.parents and node.index in found)
    assert reader.operation
    yield found[reader.index] * BY_VALUE[reader.operation.name](_values(graph, given_of(drawn.run), {})[target])


WRONG: Mapping[str, Callable[[Drawn, int, Found], Iterator[Decimal]]] = {
    "wrong_sign": _wrong_sign,
    "overwritten": _overwritten,
    "updated_weight": _updated_weight,
    "wrong_place": _wrong_place,
}


def _values(graph: Graph, given: Mapping[str, Decimal], moved: Found) -> list[Decimal]:
    values: list[Decimal] = []
    for node in graph.nodes:
        values.append(node_value(node, given, values) + moved.get(node.index, Decimal(0)))
    return values


def _slope(graph: Graph, given: Mapping[str, Decimal], by: int) -> Decimal:
    up, down = (_values(graph, given, {by: side})[graph.output] for side in (STEP, -STEP))
    return (up - down) / (2 * STEP)


def _products_at(drawn: Drawn, target: int, values: Sequence[Decimal], found: Found) -> Iterator[Decimal]:
    """What arrives at a node along each way, with the gradients that the trace has so far."""
    for node in drawn.run.graph.nodes:
        if node.operation is None or node.index not in found:
            continue
        compute = high_precision.oracle(node.operation.name, node.operation.size)
        read = [values[at] for at in node.parents]
        for place in (place for place, at in enumerate(node.parents) if at == target):
            up, down = (compute(*read[:place], read[place] + side, *read[place + 1 :]) for side in (STEP, -STEP))
            yield found[node.index] * (up - down) / (2 * STEP)


def _reads(option: str, value: float) -> bool:
    """Whether the number at the end of an option is this one, to the digits that are shown."""
    text = re.split("[=≈]", re.sub(r"<[^>]*>|\s", "", option))[-1]
    match = NUMBER.fullmatch(text)
    assert match, option
    shown = float(match[1].replace("−", "-")) * 10.0 ** int((match[2] or "0").replace("−", "-"))
    if not shown:
        return not value
    return abs(shown - value) <= 0.50001 * 10.0 ** (math.floor(math.log10(abs(shown))) + 1 - SHOWN_DIGITS)


KINDS: Mapping[str, Callable[[Paper, Task], None]] = {
    "order": _order,
    "choice": _choice,
    "formula": _formula,
    "bug": _bug,
    "shape": _shape,
    "count": _count,
}
