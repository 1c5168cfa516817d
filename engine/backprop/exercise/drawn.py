"""A figure whose numbers were drawn: its steps by name, what each depends on, and the same figure close by."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations

from backprop.errors import BackpropError
from backprop.figure.answers import Answer
from backprop.figure.frames import run_of, shown_run
from backprop.figure.kinds import kind_of
from backprop.figure.layers.run import LayersRun
from backprop.figure.numbers import DIGITS
from backprop.figure.questions import Question
from backprop.figure.rows import name_of
from backprop.figure.runs import Run
from backprop.figure.slips import SLIPS, results
from backprop.figure.specification import Specification
from backprop.figure.sweeps import AnyStep
from backprop.graph import evaluate
from backprop.steps import MeanStep

RATE = 0.1
"""The learning rate of the slip of a weight that has moved too early."""
CLOSE_BY = (1e-3, -7e-4)
"""How far the figures close by are: near enough to be on the same side of every kink."""
SAME = 1e-9


@dataclass(frozen=True)
class Drawn:
    """The figure of a paper; `steps` are in scalars, also where it shows matrices."""

    specification: Specification

    @cached_property
    def run(self) -> Run:
        """Its steps in scalars; of several samples those of the one that is shown, and the means."""
        if self.specification.telling.view == "layers":
            return run_of(replace(self.specification, telling=replace(self.specification.telling, view="scalars")))
        return run_of(self.specification)

    @cached_property
    def shown(self) -> Run | LayersRun:
        """What its drawing shows."""
        return shown_run(self.specification)

    @cached_property
    def places(self) -> dict[str, int]:
        """The place of each step by the name of what it finds: z1, dL/dw11."""
        return {name_of(self.run, step): place for place, step in enumerate(self.run.steps)}

    def step(self, name: str) -> AnyStep:
        """The step that finds `name`."""
        return self.run.steps[self.places[name]]

    def question(self, name: str) -> Question:
        """The step as a question."""
        return Question.about(self.run, self.places[name], RATE)

    @property
    def backward(self) -> list[str]:
        """What the steps for derivatives find, in their order."""
        return [name for name, place in self.places.items() if kind_of(self.run.steps[place]).derives]

    @cached_property
    def near(self) -> tuple[Drawn, ...]:
        """The same figure with numbers close by, as far as it can be computed there."""
        return tuple(self._near())

    def _near(self) -> Iterator[Drawn]:
        for distance in CLOSE_BY:
            values = _moved(self.specification.values, distance)
            other = Drawn(replace(self.specification, values=values))
            try:
                evaluate(self.run.graph, values)
                if len(other.run.steps) == len(self.run.steps):
                    yield other
            except BackpropError:
                continue

    def needs(self, name: str) -> set[str]:
        """The derivatives that must be known before this one."""
        found: set[str] = set()
        waiting = [name]
        while waiting:
            for each in self._reads(self.step(waiting.pop())):
                if each not in found:
                    found.add(each)
                    waiting.append(each)
        return found

    def _reads(self, step: AnyStep) -> Iterator[str]:
        output = self.run.names[self.run.graph.output]
        if isinstance(step, MeanStep):
            yield from (name for name in [f"d{output}/d{self.run.names[step.target]}"] if name in self.places)
        for part in step.contributions:
            consumer = getattr(part, "consumer", None)
            if consumer is not None and (name := f"d{output}/d{self.run.names[consumer]}") in self.places:
                yield name


def _moved(values: Mapping[str, float], distance: float) -> dict[str, float]:
    """Each number a little further, no two by the same share."""
    return {
        name: value + distance * (1 + 0.37 * place % 1) * (abs(value) or 1)
        for place, (name, value) in enumerate(values.items())
    }


def slips_of(drawn: Drawn, name: str) -> dict[str, list[float]]:
    """What each slip makes of a step, by its name: none that makes nothing of it, or the right result wherever the
    numbers are, or all that one before it makes."""
    questions = [where.question(name) for where in (drawn, *drawn.near)]
    right = [question.step.result for question in questions]
    return told_apart(right, {slip: [results(slip, question) for question in questions] for slip in SLIPS})


def told_apart(right: Sequence[float], made: Mapping[str, Sequence[Sequence[float]]]) -> dict[str, list[float]]:
    """Of what slips make here and close by, which is as many numbers in each place, what makes a difference."""
    found: dict[str, list[float]] = {}
    known = [tuple(right)]
    for slip, each in made.items():
        ways = list(zip(*each, strict=True)) if len({len(way) for way in each}) == 1 else []
        new = [way for way in dict.fromkeys(ways) if not any(alike(way, other) for other in known)]
        known += new
        if new:
            found[slip] = [way[0] for way in new]
    return found


def ambiguous[T](right: T, slips: Mapping[str, Sequence[T]], same: Callable[[T, T], bool]) -> Iterator[str]:
    """Why nobody could tell by an answer what was done; `same` tells whether two read the same."""
    if any(same(way, right) for ways in slips.values() for way in ways):
        yield "a slip that gives the right answer"
    if any(same(a, b) for one, other in combinations(slips.values(), 2) for a in one for b in other):
        yield "two slips with the same answer"


def alike(one: Sequence[float], other: Sequence[float]) -> bool:
    """Whether they are the same but for the last digits that a machine has."""
    return all(abs(a - b) <= SAME * max(1.0, abs(a), abs(b)) for a, b in zip(one, other, strict=True))


def reads_as(value: float, other: float) -> bool:
    """Whether who types `value` as it is shown can have meant `other`."""
    shown = float(f"{value:.{DIGITS - 1}e}")
    unit = float(f"1e{int(f'{shown:e}'.split('e')[1]) - DIGITS + 1}") if shown else 0.0
    return Answer(shown, unit, DIGITS).agrees(other)
