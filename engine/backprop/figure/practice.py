"""What a reader may do with a figure beside stepping through it: train it, and check its derivatives."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape

from backprop.checking import Check, check_gradients, chosen_step
from backprop.errors import BackpropError, DomainError, NonFiniteError, SpecificationError
from backprop.figure import plot, symbols
from backprop.figure.kinds import kind_of
from backprop.figure.numbers import MORE_DIGITS, plain
from backprop.figure.optimising import Optimising
from backprop.figure.reading import LARGEST_VALUE, read_whole
from backprop.figure.runs import Run
from backprop.figure.specification import Specification
from backprop.figure.sweeps import AnyStep
from backprop.graph import Graph
from backprop.languages import words
from backprop.training import TrainingState, train

MOST_UPDATES = 5000
MOST_POINTS = 1000
LOGARITHMIC = 20
ERROR_DIGITS = 2
METHODS = ("central-difference", "complex-step")
# The central difference also looks twice its step away, for its expected error.
STEPS_AWAY = 2


@dataclass(frozen=True, slots=True)
class Training:
    """The states from the specification's numbers on, and why there are fewer than asked for, if so."""

    names: tuple[str, ...]
    keeps: tuple[str, ...]
    states: tuple[TrainingState, ...]
    stopped: str = ""


def trained(
    specification: Specification, run: Run, rate: float, updates: int, request: Mapping[str, object]
) -> Training:
    """`updates` steps of the optimiser of the request, or as many as there are before a number grows without bound.

    Every update comes after its whole backward pass. With the bug of the figure, if it has one.
    """
    if not run.graph.parameters:
        raise SpecificationError("figure", specification.name, "train a network: this figure has no parameters")
    states: list[TrainingState] = []
    stopped = ""
    names = [run.names[index] for index in run.graph.trained]
    begun = Optimising.read(request, names)
    training = train(
        run.graph,
        run.given(),
        rate=rate,
        updates=updates,
        samples=list(run.samples or ()),
        overwrite=specification.telling.overwrites,
        optimiser=begun.optimiser.name,
        kept=begun.kept,
        made=begun.made,
    )
    try:
        for state in training:
            if any(abs(value) > LARGEST_VALUE for value in state.parameters.values()):
                stopped = words.DIVERGED
                break
            states.append(state)
    except BackpropError:
        if not states:
            raise
        stopped = words.DIVERGED
    return Training(tuple(names), begun.optimiser.keeps, tuple(states), stopped)


def curve(updates: Sequence[float], losses: Sequence[float], name: str) -> tuple[str, str]:
    """The losses after the `updates`, called `name`, as a drawing and as a table; logarithmic where they span much."""
    low, high = min(losses), max(losses)
    drawn = plot.Plot(
        words.UPDATES,
        name,
        tuple(updates),
        (plot.Series(name, tuple(losses)),),
        log_y=plot.can_be_logarithmic(losses) and high > LOGARITHMIC * low,
    )
    ends = f"{name} {plot.exact(losses[-1])}"
    label = words.PLOT.format(y=name, x=words.UPDATES, last=plot.exact(updates[-1]), ends=ends)
    return plot.drawing(drawn, label), plot.table(drawn)


def checked(specification: Specification, run: Run, number: int) -> tuple[str, str]:
    """The derivative of step `number` beside two estimates: a sentence, and a table or nothing."""
    step = run.steps[number - 1]
    if reason := kind_of(step).reason:
        return reason, ""
    if math.isnan(step.result):
        return words.CHECK_UNDEFINED, ""
    moved = _moved(specification, run, step)
    checks = [moved.check(method) for method in METHODS]
    return _sentence(run, moved, checks), _table(run, step, checks)


@dataclass(frozen=True, slots=True)
class _Moved:
    """A derivative to check: the value called `name` is moved alone, and the rest of `graph` follows. Of a mean over
    `samples`, the estimates are means, too."""

    graph: Graph
    values: Mapping[str, float]
    name: str
    derivative: float
    samples: Sequence[Mapping[str, float]] = ({},)

    def check(self, method: str) -> Check | None:
        """The check, or None where the steps of a central difference lead to where nothing can be computed."""
        try:
            checks = [
                check
                for sample in self.samples
                for check in check_gradients(self.graph, {**self.values, **sample}, method)  # type: ignore[arg-type]
            ]
        except (DomainError, NonFiniteError):
            # At the number itself the figure has computed the result, so the number is not to blame.
            if method == "central-difference":
                return None
            raise
        estimate, error = (
            sum(numbers) / len(checks)
            for numbers in zip(*((each.estimate, each.expected_error) for each in checks), strict=True)
        )
        return replace(checks[0], gradient=self.derivative, estimate=estimate, expected_error=error)

    @property
    def reach(self) -> float:
        """How far the central difference goes to either side."""
        return STEPS_AWAY * chosen_step(self.values[self.name])


def _moved(specification: Specification, run: Run, step: AnyStep) -> _Moved:
    graph, values, by = run.graph, dict(specification.values), run.names[step.target]
    if kind_of(step).averages:
        graph = replace(graph, wanted=frozenset({step.target}))
        return _Moved(graph, values, by, step.result, list(specification.samples or ()))
    if kind_of(step).phase == "tangent":
        by = specification.telling.by
        graph = replace(graph, output=step.target, wanted=frozenset({graph.by_name[by]}))
    else:
        graph = _opened(graph, step.target)
        values[by] = run.values[step.target]
    return _Moved(graph, values, by, step.result)


def _opened(graph: Graph, target: int) -> Graph:
    """The graph with `target` as a given value, so that it can be moved alone."""
    node = replace(graph.nodes[target], operation=None, parents=())
    nodes = (*graph.nodes[:target], node, *graph.nodes[target + 1 :])
    return replace(graph, nodes=nodes, wanted=frozenset({target}))


def _sentence(run: Run, moved: _Moved, checks: Sequence[Check | None]) -> str:
    made = [check for check in checks if check is not None]
    agree = all(check.agrees for check in made)
    if len(made) < len(checks):
        template, step = words.CHECK_EDGE if agree else words.CHECK_EDGE_DIFFERS, moved.reach
    else:
        template = words.CHECK_AGREES if agree else words.CHECK_BUG if run.telling.overwrites else words.CHECK_DIFFERS
        step = made[0].step
    return template.format(target=symbols.plain(moved.name), step=plain(step, ERROR_DIGITS))


def _table(run: Run, step: AnyStep, checks: Sequence[Check | None]) -> str:
    head = "".join(f'<th scope="col">{escape(word)}</th>' for word in words.CHECK_HEAD)
    first = f"<td>{plain(step.result, MORE_DIGITS)}</td><td></td><td></td><td></td>"
    # The program with the bug does not follow the chain rule, so its number must not go by that name.
    rows = [(words.CHECK_METHODS["overwrite" if run.telling.overwrites else "backpropagation"], first)]
    rows += [(words.CHECK_METHODS[method], _cells(check)) for method, check in zip(METHODS, checks, strict=True)]
    body = "".join(f'<tr><th scope="row">{escape(name)}</th>{cells}</tr>' for name, cells in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _cells(check: Check | None) -> str:
    if check is None:
        return f'<td colspan="{len(words.CHECK_HEAD) - 1}">{escape(words.CHECK_LEFT)}</td>'
    errors = (check.step, check.difference, check.expected_error)
    shown = (plain(check.estimate, MORE_DIGITS), *(plain(each, ERROR_DIGITS) for each in errors))
    return "".join(f"<td>{each}</td>" for each in shown)


def read_updates(request: Mapping[str, object]) -> int:
    """How many updates a request asks for."""
    return read_whole(request, "updates", (0, MOST_UPDATES))


def read_points(request: Mapping[str, object], key: str) -> list[float]:
    """The numbers of one axis of a curve."""
    points = request.get(key)
    if not isinstance(points, list) or not 2 <= len(points) <= MOST_POINTS:
        raise SpecificationError(key, points, f"list 2 to {MOST_POINTS} numbers")
    if not all(isinstance(each, int | float) and abs(each) < float("inf") for each in points):
        raise SpecificationError(key, points, "list finite numbers")
    return [float(each) for each in points]
