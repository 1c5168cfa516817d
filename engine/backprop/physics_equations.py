"""The terms of a physics-informed network's loss: the equation inside the domain, and what is known at its edges.

The network sees every input
brought from its interval to the one from −1 to 1, whatever the units; derivatives by the inputs themselves are those by
what it sees, divided by half the length of the interval, once or twice.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import product

import numpy as np

from backprop.dense import Layer, LayerGradient, gradient
from backprop.dense_activations import Array
from backprop.dense_layers import is_finite
from backprop.errors import SpecificationError
from backprop.physics import Residual, ResidualLoss
from backprop.physics_formulas import Formula, Numbers
from backprop.physics_problem import UNKNOWN, Condition, Problem, parts_of

INSIDE = {1: 40, 2: 12}
"""Points inside, along each of so many inputs."""
ALONG = 21
"""Points along an edge where something is known."""
EVERYWHERE = "give a formula that is a finite number everywhere in the domain"


Gradient = Callable[[Sequence[Layer]], tuple[float, tuple[LayerGradient, ...]]]


@dataclass(frozen=True)
class Term:
    """A part of the loss: `weight` times what `gradient` gives with its gradient; `key` is what an author wrote it
    under, as `text`."""

    key: str
    text: str
    weight: float
    gradient: Gradient


class Scale:
    """Between a problem's inputs and what its network sees of them."""

    def __init__(self, problem: Problem) -> None:
        ends = np.array([each for _, each in problem.domain])
        self.middle, self.half = ends.mean(axis=1), (ends[:, 1] - ends[:, 0]) / 2

    def seen(self, points: Array) -> Array:
        """Points as the network sees them."""
        return np.asarray((points - self.middle) / self.half)

    def meant(self, seen: Array) -> Array:
        """The inputs at what the network sees."""
        return np.asarray(self.middle + self.half * seen)


def equation(problem: Problem, text: str) -> Residual:
    """The formula `text` = 0 as a residual of what the network sees."""
    formula, scale, inputs = Formula(text), Scale(problem), problem.inputs
    used = [[part in formula.names for part in parts_of((name,))[1:]] for name in inputs]
    orders = tuple(2 if second else int(first) for first, second in used)
    known = [name for name, order in zip(inputs, orders, strict=True) if order]
    twice = [name for name, order in zip(inputs, orders, strict=True) if order == 2]
    half = dict(zip(inputs, scale.half, strict=True))
    parts = ["u", *(f"u_{name}" for name in known), *(f"u_{name}{name}" for name in twice)]
    factors = [1.0, *(1 / half[name] for name in known), *(1 / half[name] ** 2 for name in twice)]

    def given(points: Array, jet: Sequence[Array]) -> dict[str, Numbers]:
        columns = np.split(scale.meant(points), len(inputs), axis=1)
        scaled = (factor * part for factor, part in zip(factors, jet, strict=True))
        return {
            **dict(problem.values),
            **dict(zip(inputs, columns, strict=True)),
            **dict(zip(parts, scaled, strict=True)),
        }

    def value(points: Array, *jet: Array) -> Array:
        return np.array(np.broadcast_to(formula.value(given(points, jet)), jet[0].shape))

    def partials(points: Array, *jet: Array) -> list[Numbers]:
        found = formula.partials(given(points, jet), parts)
        return [factor * each for factor, each in zip(factors, found, strict=True)]

    return Residual(orders, value, partials)


def terms(problem: Problem, known_weight: float) -> list[Term]:
    """The equation inside, and every condition; all points where something is known weigh alike, together so much.

    What is known of u itself is one term, as nothing has to be differentiated for it.
    """
    inside = ResidualLoss(_inside(len(problem.domain)), equation(problem, problem.residual))
    places = [_points(problem, each) for each in problem.known]
    share = known_weight / sum(map(len, places))
    found = [Term("physics", problem.residual, 1.0, inside.gradient)]
    plain: list[tuple[Array, Array]] = []
    for place, (each, points) in enumerate(zip(problem.known, places, strict=True)):
        key, seen = f"known.{place}.{each.part}", Scale(problem).seen(points)
        values = evaluated(problem, key, each.text, points)
        if each.part == UNKNOWN:
            plain.append((seen, values))
        else:
            slope = ResidualLoss(seen, equation(problem, f"{each.part} - ({each.text})"))
            found.append(Term(key, each.text, share * len(points), slope.gradient))
    if plain:
        seen, values = (np.concatenate(each) for each in zip(*plain, strict=True))
        found.append(Term("known", "u", share * len(seen), partial(gradient, x=seen, target=values[:, np.newaxis])))
    return found


def evaluated(problem: Problem, key: str, text: str, points: Array) -> Array:
    """A formula of the inputs at points, (points, inputs); SpecificationError where one of its values is none."""
    given = {**dict(problem.values), **dict(zip(problem.inputs, points.T, strict=True))}
    found = np.array(np.broadcast_to(Formula(text).value(given), len(points)))
    if not is_finite(found):
        raise SpecificationError(key, text, EVERYWHERE)
    return found


def _inside(inputs: int) -> Array:
    """Points as the network sees them, none on an edge."""
    line = (2 * np.arange(INSIDE[inputs]) + 1) / INSIDE[inputs] - 1
    return np.array(list(product(line, repeat=inputs)))


def _points(problem: Problem, condition: Condition) -> Array:
    """Where a condition holds: its inputs fixed, the others anywhere between their ends."""
    fixed = dict(condition.at)
    lines = [[fixed[name]] if name in fixed else np.linspace(*ends, ALONG) for name, ends in problem.domain]
    return np.array(list(product(*lines)))
