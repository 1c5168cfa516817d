"""The wrong step among those of matrices: a product that stands the other way round, with the transposed result."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from backprop.chance import Chance
from backprop.exercise.drawn import Drawn, reads_as
from backprop.exercise.languages import words
from backprop.exercise.matrices import Found, found, transposed
from backprop.exercise.tasks import LETTERS, DullError, Task, asked, bug_way
from backprop.figure.hints import displayed
from backprop.figure.layers.matrices import Grid
from backprop.figure.layers.steps import MatrixStep, Operand
from backprop.figure.sentences import filled

TRANSPOSED = "transposed"
PRODUCT = "weights"
"""The rule of the only steps with the slip: no other one reads their result."""


def about(drawn: Drawn) -> list[str]:
    """The slip, where steps are of matrices."""
    return [TRANSPOSED] if found(drawn) else []


def bug(drawn: Drawn, chance: Chance) -> Task:
    """One of these steps has its product the other way round. Which one?"""
    steps = {name: each for name, each in found(drawn).items() if each.step.phase == "backward"}
    possible = [name for name, each in steps.items() if each.step.rule == PRODUCT and _differs(each)]
    if not possible:
        raise DullError(f"no step in which the slip {TRANSPOSED} shows")
    wrong = chance.one_of(possible)
    options = tuple(_shown(each, _turned(each.step) if name == wrong else each.step) for name, each in steps.items())
    answer = LETTERS[list(steps).index(wrong)]
    hints = (*words.TURNED_HINTS, filled(words.BUG_KIND, slip=words.BUGS[TRANSPOSED]))
    told = f'<p class="bp-sentence">{steps[wrong].shown.sentence(steps[wrong].step)}</p>'
    way = bug_way(answer, TRANSPOSED) + _shown(steps[wrong], steps[wrong].step) + told
    return Task("bug", wrong, asked("bug in matrices"), answer, way, hints, options, tuple(steps), TRANSPOSED)


def _differs(each: Found) -> bool:
    """Whether its transposed matrix is another one for whoever reads it."""
    turned = transposed(each.entries, each.shape)
    return each.shape != each.shape[::-1] or not all(map(reads_as, turned, each.entries))


def _turned(step: MatrixStep) -> MatrixStep:
    """B A transposed in the place of A B: the transposed result, by its own rules rightly."""
    assert step.target is not None
    way = tuple(_reversed(step.operands))
    nodes = tuple(zip(*step.target.grid.nodes, strict=True))
    return replace(step, target=replace(step.target, grid=Grid(step.target.grid.name, nodes)), way=way)


def _reversed(operands: Sequence[Operand]) -> Iterator[Operand]:
    for each in reversed(operands):
        yield replace(each, transposed=not each.transposed)


def _shown(each: Found, step: MatrixStep) -> str:
    """The formula, and its matrices with their numbers; what a row is would tell which one is turned."""
    return displayed(*each.shown.writer.formulas(step)) + each.shown.grids.alone(step, named=False)
