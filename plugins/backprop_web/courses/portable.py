"""A task as other platforms ask it, which can compare an answer and run no engine: numbers with a tolerance, what
each slip gives, what is told of each option, and all orders that are right.

A platform takes the same distance for any answer, and does not see how many digits were typed. So a number is right
within half a percent, which three digits always reach; where a slip gives a number that is too near for that, within
less, down to half a unit of the fourth digit, up to which no two answers to a task are alike.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations

from backprop.exercise.drawn import Drawn, slips_of
from backprop.exercise.kinds import KINDS
from backprop.exercise.matrices import found
from backprop.exercise.papers import Paper
from backprop.exercise.reading import read_shape
from backprop.exercise.tasks import LETTERS, Task
from backprop.figure.numbers import DIGITS

SHARES = (0.005, 0.002)
APART = 1.5
"""So many times as far as that the answer of a slip has to be: it is rounded, too."""
EXACT = ("count", "shape")
"""The kinds of which whole numbers are the answer."""
STATED = 12
"""No more digits leave the engine."""


@dataclass(frozen=True, slots=True)
class Told:
    """A wrong answer that a slip explains, and the sentence about it."""

    value: float
    sentence: str


@dataclass(frozen=True, slots=True)
class Field:
    """A number to be typed: right within `tolerance` of `value`; `wrong` are others that have a reason. The
    tolerance is about this `share` of the value, which is 0 where a slip is too near for any."""

    value: float
    tolerance: float
    wrong: tuple[Told, ...] = ()
    share: float = 0


@dataclass(frozen=True, slots=True)
class Portable:
    """A task: `rows` of fields, or what is `told` of each of its options, of which the letter `answer` is right, or the
    letters of its options in all `orders` that are right. Where it has none of these a person has to judge."""

    task: Task
    right: str = ""
    rows: tuple[tuple[Field, ...], ...] = ()
    told: tuple[str, ...] = ()
    orders: tuple[str, ...] = ()


def portable(paper: Paper) -> tuple[Portable, ...]:
    """The tasks of a paper, in its language."""
    return tuple(_portable(paper, place, task) for place, task in enumerate(paper.tasks))


def _portable(paper: Paper, place: int, task: Task) -> Portable:
    right = paper.judge(place, task.answer).sentence
    if task.kind == "formula":
        return Portable(task, right)
    if task.kind == "order":
        return Portable(task, right, orders=tuple(_orders(paper, place, task)))
    if task.options:
        letters = LETTERS[: len(task.options)]
        return Portable(task, right, told=tuple(paper.judge(place, letter).sentence for letter in letters))
    return Portable(task, right, rows=_rows(paper, place, task))


def _orders(paper: Paper, place: int, task: Task) -> Iterator[str]:
    for letters in permutations(LETTERS[: len(task.options)]):
        if paper.judge(place, " ".join(letters)).kind == "right":
            yield "".join(letters)


def _rows(paper: Paper, place: int, task: Task) -> tuple[tuple[Field, ...], ...]:
    if task.kind == "shape":
        return (tuple(Field(each, 0) for each in read_shape(task.answer) or ()),)
    if task.kind == "count":
        return ((Field(int(task.answer), 0),),)
    find = KINDS[task.kind].numbers
    assert find is not None
    values = [stated(value) for value in find(paper.drawn, task)]
    if task.kind == "matrix":
        columns = found(paper.drawn)[task.about].shape[1]
        fields = [Field(value, _tolerance(value or max(map(abs, values)), ())) for value in values]
        return tuple(tuple(fields[start : start + columns]) for start in range(0, len(fields), columns))
    wrong = tuple(_told(paper, place))
    return ((Field(values[0], _tolerance(values[0], wrong), wrong, _share(values[0], wrong)),),)


def stated(value: float) -> float:
    """As many of its digits as are the same on every machine."""
    return float(f"{value:.{STATED}g}")


def _tolerance(value: float, wrong: Sequence[Told]) -> float:
    """With one digit, so that it can be read."""
    if share := _share(value, wrong):
        return _part(value, share)
    return float(f"5e{int(f'{value:e}'.split('e')[1]) - DIGITS}")


def _share(value: float, wrong: Sequence[Told]) -> float:
    """How much of it: 0 where it is less than any of the shares."""
    wide = (share for share in SHARES if all(abs(each.value - value) > APART * _part(value, share) for each in wrong))
    return next(wide, 0)


def _part(value: float, share: float) -> float:
    return float(f"{share * abs(value):.0e}")


def _told(paper: Paper, place: int) -> Iterator[Told]:
    """The wrong answers that the engine names, once each."""
    taken: list[float] = []
    for value in map(stated, _candidates(paper.drawn, paper.tasks[place])):
        verdict = paper.judge(place, repr(value))
        if verdict.kind == "slip" and all(abs(value - other) > APART * _tolerance(other, ()) for other in taken):
            taken.append(value)
            yield Told(value, verdict.sentence)


def _candidates(drawn: Drawn, task: Task) -> Iterator[float]:
    """What slips make of the step, and of its factors, where one of these is asked for."""
    made = [value for values in slips_of(drawn, task.about).values() for value in values]
    if task.kind == "value":
        yield from made
        return
    question = drawn.question(task.about)
    for part in question.parts:
        others = question.step.result - part.product
        yield from (part.arriving, part.product)
        yield from ((value - others) / part.arriving for value in made if part.arriving)
