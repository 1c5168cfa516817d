"""Other numbers for a figure, drawn by chance: short decimals, about as large as those that it has.

What the figure is stays as it is: its samples, its masks, what no gradient step moves, and the kind of its targets.
Where a draw is dull (see `backprop.figure.lively`), chance goes on to the next. What makes the figure's own numbers
dull, too, is of the figure, such as a sample that is the mean of all.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from backprop.chance import Chance
from backprop.errors import BackpropError
from backprop.figure import lively
from backprop.figure.frames import run_of, stepped_scene
from backprop.figure.kinds import kind_of
from backprop.figure.programs import ProgramSubject
from backprop.figure.runs import Run
from backprop.figure.specification import Specification
from backprop.figure.subjects import NetworkSubject, network_of
from backprop.graph import Graph
from backprop.losses import ANY, EACH, LOSSES, ROWS, SHARED

TRIES = 40
"""So many take the largest figure less time than a page waits for an answer."""
USUAL = 0.5
"""The size of what is drawn for a 0."""
LEAST = 0.25
"""The size from which tenths are drawn; from ten times as much, ones, and so on. There are 5 to 50 to choose from."""

Values = Mapping[str, float]
COMPARED = {name: row.targets for row in ROWS for name in (row.operation, row.fused) if row.targets != ANY}
"""The operations that compare probabilities, and what their targets can be."""


def fresh(specification: Specification, seed: int) -> dict[str, float]:
    """The given values with other numbers, the same for the same seed; none where no draw is worth showing."""
    telling = replace(specification.telling, view="scalars")
    plain = replace(specification, telling=telling)
    names, targets = _drawable(plain)
    own = set(_dull(run_of(plain)))
    for attempt in range(TRIES):
        chance = Chance(seed, attempt)
        values = {**plain.values, **_drawn(plain, names, chance), **_compared(plain.values, targets, chance)}
        if values != plain.values and _is_lively(replace(plain, values=values), own):
            return values
    return {}


def _drawable(plain: Specification) -> tuple[list[str], list[tuple[str, list[str]]]]:
    """The names of what is drawn freely, and the targets that are compared with probabilities, loss by loss."""
    graph, subject = stepped_scene(plain).graph, plain.subject
    targets = list(_targets(graph, subject if isinstance(subject, NetworkSubject) else None))
    stay = {name for _, names in targets for name in names}
    if plain.samples:
        # The data are what the figure is about: only parameters are drawn.
        stay.update(plain.samples.names)
        targets = []
    if isinstance(subject, NetworkSubject):
        stay.update(subject.wiring.fixed, subject.wiring.masks)
    if isinstance(subject, ProgramSubject):
        stay.update(_switches(graph, subject, plain.values))
    return [name for name in plain.values if name not in stay], targets


def _targets(graph: Graph, subject: NetworkSubject | None) -> Iterator[tuple[str, list[str]]]:
    if subject:
        network, kind = network_of(subject), LOSSES[subject.loss].targets
        if kind != ANY:
            yield kind, [network.graph.nodes[index].name for index in network.targets]
        return
    for node in graph.nodes:
        if node.operation and node.operation.name in COMPARED:
            compared = [graph.nodes[parent] for parent in node.parents[len(node.parents) // 2 :]]
            yield COMPARED[node.operation.name], [each.name for each in compared if not each.operation]


def _switches(graph: Graph, subject: ProgramSubject, values: Values) -> Iterator[str]:
    """What is 0 or 1 in a program and no parameter: a mask, a share, the entries of a matrix that picks rows."""
    for node in graph.given:
        if values[node.name] in (0, 1) and not (subject.parameters and node.index in graph.wanted):
            yield node.name


def _drawn(plain: Specification, names: Sequence[str], chance: Chance) -> dict[str, float]:
    # Formulas and programs may ask for positive numbers: only in networks are both signs as good.
    both = isinstance(plain.subject, NetworkSubject)
    return {name: _number(plain.values[name], both, chance) for name in names}


def _number(now: float, both: bool, chance: Chance) -> float:
    size = abs(now) or USUAL
    unit = math.floor(math.log10(size / LEAST)) - 1
    drawn = float(f"{1 + chance.below(round(2 * size / 10.0**unit))}e{unit}")
    negative = chance.below(2) == 1 if both or not now else now < 0
    return -drawn if negative else drawn


def _compared(values: Values, targets: Sequence[tuple[str, list[str]]], chance: Chance) -> dict[str, float]:
    """Targets within their range: 0 or 1 for each, or the shares in another order."""
    found: dict[str, float] = {}
    for kind, names in targets:
        if kind == EACH:
            found |= {name: float(chance.below(2)) for name in names}
        elif kind == SHARED:
            found |= zip(names, chance.some_of([values[name] for name in names], len(names)), strict=True)
    return found


def _is_lively(drawn: Specification, own: Collection[str]) -> bool:
    try:
        run = run_of(drawn)
    except BackpropError:
        return False
    return all(reason in own for reason in _dull(run)) and _is_readable(run)


def _dull(run: Run) -> Iterator[str]:
    yield from lively.of_results(run)
    yield from lively.of_slopes(run)


def _is_readable(run: Run) -> bool:
    """Whether no result is very large, and some derivative is not very small."""
    derived = [abs(step.result) for step in run.steps if kind_of(step).derives]
    return max(derived) >= lively.SMALLEST and all(abs(step.result) < lively.LARGEST for step in run.steps)
