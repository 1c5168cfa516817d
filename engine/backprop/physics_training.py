"""A small physics-informed network for an author's problem, trained with the dense runtime, and looked at on the way.

The loss is the mean of r²/2 over points inside plus, times a weight, the mean half squared error at points where
something is known.
Optimiser: Adam (Kingma & Ba, arXiv:1412.6980, algorithm 1).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from backprop.dense import Layer, LayerGradient, initialise
from backprop.dense_activations import Array
from backprop.errors import NonFiniteError, SpecificationError
from backprop.physics import propagate
from backprop.physics_equations import EVERYWHERE, Scale, Term, equation, evaluated, terms
from backprop.physics_problem import Problem, Training

DECAY = (0.9, 0.999)
SMALL = 1e-8
LOOKS = 6
"""How often the network is looked at: after all updates, after half of them, and so on."""
SIDE = {1: 61, 2: 21}
"""Points along each of so many inputs at which it is looked at."""

Row = tuple[float, ...]


@dataclass(frozen=True)
class Look:
    """The network after so many `updates`, at every point of a study: u, the residual, its error if it is known."""

    updates: int
    loss: float
    solution: Row
    residual: Row
    error: Row


@dataclass(frozen=True)
class Study:
    """What training gives, as plain numbers: `losses` before every update and after the last.

    `axes` are the coordinates of the points along each input; the points are all of their combinations, the last input
    changing fastest, and `exact` the solution there, if it is known.
    """

    losses: Row
    axes: tuple[Row, ...]
    looks: tuple[Look, ...]
    exact: Row


def study(problem: Problem, training: Training) -> Study:
    """Train a tanh network and look at it; the same arguments give the same numbers.

    Raises SpecificationError for a formula that has no value somewhere, and for a rate that is too large.
    """
    axes = [np.linspace(*ends, SIDE[len(problem.domain)]) for _, ends in problem.domain]
    points = np.array(list(product(*axes)))
    exact = evaluated(problem, "exact", problem.exact, points) if problem.exact else None
    seen, residual = Scale(problem).seen(points), equation(problem, problem.residual)
    looks: list[Look] = []
    losses: list[float] = []
    for update, loss, layers in train(problem, training):
        losses.append(loss)
        if update in looks_of(training.updates):
            jet = propagate(layers, seen, residual.orders).jet
            u, r = jet[0][:, 0], residual.value(seen, *jet)[:, 0]
            looks.append(Look(update, loss, _plain(u), _plain(r), _plain(u - exact) if exact is not None else ()))
    known = _plain(exact) if exact is not None else ()
    return Study(tuple(losses), tuple(map(_plain, axes)), tuple(looks), known)


def looks_of(updates: int) -> list[int]:
    """After how many updates the network is looked at: before any, and then after ever twice as many."""
    return sorted({0, *(updates >> power for power in range(LOOKS))})


def _plain(array: Array) -> Row:
    """Numbers as they are shown: what is 0 but for rounding is 0."""
    return tuple(float(each) for each in np.round(array, 12) + 0.0)


def train(problem: Problem, training: Training) -> Iterator[tuple[int, float, tuple[Layer, ...]]]:
    """The network before every update and after the last: how many there were, the loss, and the layers, which the next
    update changes in place. The rate falls to 0 on the way."""
    layers = tuple(initialise((len(problem.domain), *training.hidden, 1)))
    parts = terms(problem, training.weight)
    arrays = [array for layer in layers for array in (layer.weight, layer.bias)]
    moments = [(np.zeros_like(array), np.zeros_like(array)) for array in arrays]
    for update in range(training.updates):
        loss, grads = _gradient(parts, layers, update, training.rate)
        yield update, loss, layers
        rate = training.rate * (1 - (update + 1) / training.updates)
        for array, grad, (first, second) in zip(arrays, grads, moments, strict=True):
            _adam(array, grad, first, second, update + 1, rate)
    yield training.updates, _gradient(parts, layers, training.updates, training.rate)[0], layers


def _gradient(parts: Sequence[Term], layers: Sequence[Layer], update: int, rate: float) -> tuple[float, list[Array]]:
    """The loss, and its gradient by every array of parameters."""
    loss = 0.0
    grads = [np.zeros_like(array) for layer in layers for array in (layer.weight, layer.bias)]
    for part in parts:
        try:
            own, by_own = part.gradient(layers)
        except NonFiniteError as problem:
            if update:
                raise SpecificationError("rate", rate, "give a smaller one: the loss grows without end") from problem
            raise SpecificationError(part.key, part.text, EVERYWHERE) from problem
        loss += part.weight * own
        for total, grad in zip(grads, _flat(by_own), strict=True):
            total += part.weight * grad
    return loss, grads


def _flat(grads: Sequence[LayerGradient]) -> list[Array]:
    return [array for layer in grads for array in layer]


def _adam(array: Array, grad: Array, first: Array, second: Array, update: int, rate: float) -> None:
    first += (1 - DECAY[0]) * (grad - first)
    second += (1 - DECAY[1]) * (grad**2 - second)
    ahead, spread = first / (1 - DECAY[0] ** update), second / (1 - DECAY[1] ** update)
    array -= rate * ahead / (np.sqrt(spread) + SMALL)
