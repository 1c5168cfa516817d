"""What a reader may do with a figure beside stepping through it: train it, and check its derivatives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape

from backprop.checking import Check, check_gradients
from backprop.errors import BackpropError, SpecificationError
from backprop.figure import plot, symbols, words
from backprop.figure.numbers import MORE_DIGITS, plain
from backprop.figure.reading import LARGEST_VALUE
from backprop.figure.runs import Run
from backprop.figure.specification import Specification
from backprop.graph import Graph
from backprop.steps import CONTRIBUTION, Step
from backprop.tangents import TangentStep
from backprop.training import TrainingState, train

MOST_UPDATES = 5000
MOST_POINTS = 1000
LOGARITHMIC = 20
ERROR_DIGITS = 2
METHODS = ("central-difference", "complex-step")


@dataclass(frozen=True, slots=True)
class Training:
    """The states from the specification's numbers on, and why there are fewer than asked for, if so."""

    names: tuple[str, ...]
    states: tuple[TrainingState, ...]
    stopped: str = ""


def trained(specification: Specification, run: Run, rate: float, updates: int) -> Training:
    """`updates` steps of gradient descent, or as many as there are before a number grows without bound.

    Every update comes after its whole backward pass. With the bug of the figure, if it has one.
    """
    if not run.graph.parameters:
        raise SpecificationError("figure", specification.name, "train a network: this figure has no parameters")
    states: list[TrainingState] = []
    stopped = ""
    overwrite = specification.telling.overwrites
    try:
        for state in train(run.graph, specification.values, rate=rate, updates=updates, overwrite=overwrite):
            if any(abs(value) > LARGEST_VALUE for value in state.parameters.values()):
                stopped = words.DIVERGED
                break
            states.append(state)
    except BackpropError:
        if not states:
            raise
        stopped = words.DIVERGED
    return Training(tuple(states[0].parameters), tuple(states), stopped)


def curve(updates: Sequence[float], losses: Sequence[float]) -> tuple[str, str]:
    """The losses after the `updates`, as a drawing and as a table; logarithmic where they span much."""
    low, high = min(losses), max(losses)
    drawn = plot.Plot(
        words.UPDATES,
        words.LOSS_OF_ONE,
        tuple(updates),
        (plot.Series(words.LOSS_OF_ONE, tuple(losses)),),
        log_y=plot.can_be_logarithmic(losses) and high > LOGARITHMIC * low,
    )
    ends = f"{words.LOSS_OF_ONE} {plot.exact(losses[-1])}"
    label = words.PLOT.format(y=words.LOSS_OF_ONE, x=words.UPDATES, last=plot.exact(updates[-1]), ends=ends)
    return plot.drawing(drawn, label), plot.table(drawn)


def checked(specification: Specification, run: Run, number: int) -> tuple[str, str]:
    """The derivative of step `number` beside two estimates: a sentence, and a table or nothing."""
    step = run.steps[number - 1]
    if isinstance(step, Step) and (step.phase == "forward" or step.part == CONTRIBUTION):
        return words.CHECK_NOTHING if step.phase == "forward" else words.CHECK_PART, ""
    checks = [_check(specification, run, step, method) for method in METHODS]
    return _sentence(run, step, checks), _table(checks)


def _check(specification: Specification, run: Run, step: Step | TangentStep, method: str) -> Check:
    graph, by = run.graph, run.names[step.target]
    values = dict(specification.values)
    if isinstance(step, TangentStep):
        by = specification.telling.by
        graph = replace(graph, output=step.target, wanted=frozenset({graph.by_name[by]}))
    else:
        graph = _opened(graph, step.target)
        values[by] = run.values[step.target]
    (found,) = check_gradients(graph, values, method)  # type: ignore[arg-type]
    return replace(found, gradient=step.result)


def _opened(graph: Graph, target: int) -> Graph:
    """The graph with `target` as a given value, so that it can be moved alone."""
    node = replace(graph.nodes[target], operation=None, parents=())
    nodes = (*graph.nodes[:target], node, *graph.nodes[target + 1 :])
    return replace(graph, nodes=nodes, wanted=frozenset({target}))


def _sentence(run: Run, step: Step | TangentStep, checks: Sequence[Check]) -> str:
    agree = all(check.agrees for check in checks)
    bug = run.telling.overwrites
    template = words.CHECK_AGREES if agree else words.CHECK_BUG if bug else words.CHECK_DIFFERS
    moved = run.telling.by if isinstance(step, TangentStep) else run.names[step.target]
    return template.format(target=symbols.plain(moved), step=plain(checks[0].step, ERROR_DIGITS))


def _table(checks: Sequence[Check]) -> str:
    head = "".join(f'<th scope="col">{escape(word)}</th>' for word in words.CHECK_HEAD)
    first = f"<td>{plain(checks[0].gradient, MORE_DIGITS)}</td><td></td><td></td><td></td>"
    rows = [(words.CHECK_METHODS["backpropagation"], first)]
    rows += [(words.CHECK_METHODS[check.method], _cells(check)) for check in checks]
    body = "".join(f'<tr><th scope="row">{escape(name)}</th>{cells}</tr>' for name, cells in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _cells(check: Check) -> str:
    errors = (check.step, check.difference, check.expected_error)
    shown = (plain(check.estimate, MORE_DIGITS), *(plain(each, ERROR_DIGITS) for each in errors))
    return "".join(f"<td>{each}</td>" for each in shown)


def read_updates(request: Mapping[str, object]) -> int:
    """How many updates a request asks for."""
    updates = request.get("updates")
    if isinstance(updates, bool) or not isinstance(updates, int) or not 0 <= updates <= MOST_UPDATES:
        raise SpecificationError("updates", updates, f"give a whole number from 0 to {MOST_UPDATES}")
    return updates


def read_points(request: Mapping[str, object], key: str) -> list[float]:
    """The numbers of one axis of a curve."""
    points = request.get(key)
    if not isinstance(points, list) or not 2 <= len(points) <= MOST_POINTS:
        raise SpecificationError(key, points, f"list 2 to {MOST_POINTS} numbers")
    if not all(isinstance(each, int | float) and abs(each) < float("inf") for each in points):
        raise SpecificationError(key, points, "list finite numbers")
    return [float(each) for each in points]
