"""What is known after each step of a run, and which edges it has passed: found once, as every drawing shows it."""

from __future__ import annotations

import math
from collections.abc import Iterable

from backprop.composites import CompositeStep
from backprop.figure.kinds import Edge, Kind
from backprop.figure.sweeps import AnyStep
from backprop.steps import Step

Found = tuple[int, float]
Flow = tuple[Edge, float]


class Growing[T]:
    """A list to which each step adds something, or nothing."""

    def __init__(self, start: Iterable[T] = ()) -> None:
        self._all = list(start)
        self._ends = [len(self._all)]

    def add(self, more: Iterable[T]) -> None:
        """What the next step adds."""
        self._all += more
        self._ends.append(len(self._all))

    def after(self, number: int) -> list[T]:
        """What is there after the step with this number; 0 is the start."""
        return self._all[: self._ends[number]]


class Progress:
    """Of a run in which the nodes `given` have values, and the derivative of `seed` is 1: from the first derivative on,
    or from the start where it `is_by`, what forward mode derives by.

    What is found of a node stands behind all that was found of it before.
    """

    def __init__(self, given: Iterable[Found], seed: int, *, is_by: bool) -> None:
        self._seed = (seed, 1.0)
        start = [self._seed] if is_by else []
        self._derivatives = dict(start)
        self.values, self.gradients = Growing(given), Growing(start)
        self.passed: Growing[Edge] = Growing()
        self.flows: Growing[Flow] = Growing()

    def add(self, step: AnyStep, kind: Kind, edges: Iterable[Edge], *, blank: bool) -> None:
        """The next step; what flows in a blank one the reader is to find."""
        self.values.add([] if kind.derives or kind.averages else [(step.target, step.result)])
        self.gradients.add(self._derived(step, kind) if kind.derives and kind.is_drawn else [])
        self.passed.add(edges if kind.derives else [])
        self.flows.add([] if kind.averages or blank else _flows(step))

    def _derived(self, step: AnyStep, kind: Kind) -> list[Found]:
        """What is known of its derivative then: so far at a sum told in parts."""
        known = self._derivatives
        seed = [] if known else [self._seed]
        known.update(seed)
        known[step.target] = known.get(step.target, 0.0) + step.result if kind.adds_up else step.result
        return [*seed, (step.target, known[step.target])]


def _flows(step: AnyStep) -> list[Flow]:
    """What gradient flows along each edge in a step."""
    if isinstance(step, CompositeStep):
        return [(edge, flow) for edge, flow in step.flows().items() if not math.isnan(flow)]
    if not isinstance(step, Step):
        return []
    parts = step.contributions
    return [((each.consumer, each.position), each.product) for each in parts if not math.isnan(each.product)]
