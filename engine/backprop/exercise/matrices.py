"""The task to work out a matrix: each entry is judged as a step of its own, and a slip in all of them by its name."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from backprop.chance import Chance
from backprop.exercise.drawn import RATE, Drawn, alike, ambiguous, reads_as
from backprop.exercise.languages import words
from backprop.exercise.reading import read_matrix
from backprop.exercise.tasks import DullError, Task, asked, in_line
from backprop.figure.answers import Answer, Verdict, judge, read_answer, slip_sentence
from backprop.figure.hints import displayed
from backprop.figure.layers.run import LayersRun
from backprop.figure.layers.steps import MatrixStep
from backprop.figure.lively import LARGEST, SMALLEST, ZERO
from backprop.figure.numbers import plain
from backprop.figure.questions import Question
from backprop.figure.slips import SLIPS, results
from backprop.formulas import Formula
from backprop.matrix_terms import Shape
from backprop.terms import Term

NUMBERED = re.compile(r"(?<=[A-Za-z])\d$")
MOST_ENTRIES = 12
"""Nobody likes to type more."""


@dataclass(frozen=True, slots=True)
class Found:
    """A matrix that a step of `shown` finds."""

    shown: LayersRun
    step: MatrixStep

    @property
    def shape(self) -> Shape:
        """Rows and columns."""
        assert self.step.target is not None
        return self.step.target.grid.shape

    @property
    def term(self) -> Term:
        """The matrix as formulas have it."""
        assert self.step.target is not None
        return self.shown.writer.operand(self.step.target, shaped=False)

    @property
    def formulas(self) -> list[Formula]:
        """What it is made of."""
        return [Formula(each.target, each.lines) for each in self.shown.writer.formulas(self.step)]

    @property
    def grids(self) -> str:
        """The same with its numbers, as HTML."""
        return self.shown.grids.alone(self.step)

    @property
    def entries(self) -> list[float]:
        """Row by row."""
        return [scalar.result for scalar in self.step.scalars]

    @property
    def questions(self) -> list[Question]:
        """Each entry as a step that is asked for."""
        run = self.shown.scalars
        return [Question.about(run, run.steps.index(scalar), RATE) for scalar in self.step.scalars]


def found(drawn: Drawn) -> dict[str, Found]:
    """The matrices that steps find, by name: Z, dL/dW."""
    shown = drawn.shown
    if not isinstance(shown, LayersRun):
        return {}
    named: dict[str, Found] = {}
    for step in shown.steps:
        if step.target:
            name = step.target.grid.name
            named[f"d{shown.loss.name}/d{name}" if step.phase == "backward" else name] = Found(shown, step)
    return named


def called(name: str, known: Collection[str]) -> str:
    """A matrix as figures call it, by the number of its layer alone: Z1 is Z where there is one hidden layer, and Z1_
    where there are several."""
    if name in known or not (numbered := NUMBERED.search(name)):
        return name
    others = (f"{name}_", f"{name[: numbered.start()]}" if numbered[0] == "1" else name)
    return next((each for each in others if each in known), name)


def about(drawn: Drawn) -> list[str]:
    """Those with several entries."""
    return [name for name, each in found(drawn).items() if len(each.entries) > 1]


def matrix(drawn: Drawn, name: str, _: Chance) -> Task:
    """What is dL/dW, entry by entry?"""
    asked_for = found(drawn)[name]
    for reason in _dull(asked_for):
        raise DullError(reason)
    shown, step = asked_for.shown, asked_for.step
    formulas = displayed(*asked_for.formulas)
    shaped = words.SHAPE_HINTS["gradient" if step.phase == "backward" else "value"][1]
    hints = (shaped, shown.sentence(step), formulas)
    answer = "; ".join(" ".join(map(plain, row)) for row in _rows(asked_for.entries, asked_for.shape))
    way = f'{formulas}{asked_for.grids}<p class="bp-sentence">{shown.sentence(step)}</p>'
    return Task(
        "matrix", name, asked("matrix", it=in_line(asked_for.term)), answer, way, hints, before=_before(drawn, name)
    )


def _before(drawn: Drawn, name: str) -> tuple[str, ...]:
    """The matrices that one is made of, and those that they are made of, each with its numbers."""
    steps, waiting, all_found = set[str](), [name], found(drawn)
    while waiting:
        for each in _read_by(all_found[waiting.pop()]):
            if each in all_found and each not in steps:
                steps.add(each)
                waiting.append(each)
    return tuple(displayed(*each.formulas) + each.grids for key, each in all_found.items() if key in steps)


def _read_by(of: Found) -> Iterator[str]:
    for each in of.step.operands:
        yield f"d{of.shown.loss.name}/d{each.grid.name}" if each.kind == "cotangent" else each.grid.name


def _dull(asked_for: Found) -> Iterator[str]:
    entries = asked_for.entries
    if len(entries) > MOST_ENTRIES:
        yield f"a matrix with more than {MOST_ENTRIES} entries"
    if 2 * sum(abs(each) <= ZERO for each in entries) > len(entries):
        yield "a matrix that is mostly zero"
    if any(abs(each) > ZERO and not SMALLEST <= abs(each) < LARGEST for each in entries):
        yield "an answer that is very small or very large"
    turned = transposed(entries, asked_for.shape)
    if asked_for.shape == asked_for.shape[::-1] and _reads_as(turned, entries):
        yield "a matrix that is its own transposed one"
    made: dict[str, Sequence[Sequence[float]]] = {**slips_of(asked_for)}
    if asked_for.shape == asked_for.shape[::-1]:
        made["transposed"] = [turned]
    yield from ambiguous(entries, made, _reads_as)


def slips_of(asked_for: Found) -> dict[str, list[tuple[float, ...]]]:
    """What each slip makes of the matrix where it is made in every entry in which it can be; none that makes nothing of
    it, or what one before it makes."""
    entries, questions = asked_for.entries, asked_for.questions
    known, made = [tuple(entries)], dict[str, list[tuple[float, ...]]]()
    for slip in SLIPS:
        columns = [results(slip, question) or [question.step.result] for question in questions]
        ways = list(zip(*columns, strict=False))
        new = [way for way in dict.fromkeys(ways) if not any(alike(way, other) for other in known)]
        known += new
        if new:
            made[slip] = new
    return made


def judge_matrix(drawn: Drawn, task: Task, text: str) -> Verdict:
    """The shape, then all entries together, then the first that is wrong."""
    asked_for, read = found(drawn)[task.about], read_matrix(text)
    typed, shape = _flat(read)
    if read is None or (shape != asked_for.shape and any(read_answer(each) is None for each in typed)):
        return Verdict("unreadable", words.NO_MATRIX)
    turned = transposed(asked_for.entries, asked_for.shape)
    right = shape == asked_for.shape and _agrees(typed, asked_for.entries)
    if shape == asked_for.shape[::-1] and _agrees(typed, turned) and not right:
        return Verdict("slip", told_transposed(drawn), "transposed")
    if shape != asked_for.shape:
        return Verdict("wrong", words.WRONG_SHAPE)
    return _judged(asked_for, task, typed)


def told_transposed(drawn: Drawn) -> str:
    """The slip, and what tells rows from columns here."""
    shown = drawn.shown
    assert isinstance(shown, LayersRun)
    return words.TRANSPOSED.format(stand=words.STAND[shown.matrices.columns])


def symmetric(drawn: Drawn) -> bool:
    """Whether a given matrix is its own transposed one, so that nobody can tell its rows from its columns."""
    shown = drawn.shown
    if not isinstance(shown, LayersRun):
        return False
    grids = (grid for grid in shown.writer.given() if grid.shape[0] == grid.shape[1] > 1)
    values = (([shown.writer.values[node] for row in grid.nodes for node in row], grid.shape) for grid in grids)
    return any(_reads_as(transposed(entries, shape), entries) for entries, shape in values)


def _judged(asked_for: Found, task: Task, typed: Sequence[str]) -> Verdict:
    verdicts = _each(asked_for, typed)
    places = [place for place, each in enumerate(verdicts) if each.kind != "right"]
    if not places:
        return Verdict("right", words.RIGHT.format(answer=task.answer))
    wrong = next((place for place in places if verdicts[place].kind == "unreadable"), places[0])
    verdict, columns = verdicts[wrong], asked_for.shape[1]
    for slip, ways in slips_of(asked_for).items():
        if made := next((way for way in ways if _agrees(typed, way)), None):
            verdict = Verdict("slip", slip_sentence(slip, asked_for.questions[wrong], Answer(made[wrong])), slip)
            break
    told = words.AT_ENTRY.format(row=wrong // columns + 1, column=wrong % columns + 1, told=verdict.sentence)
    return Verdict(verdict.kind, told, verdict.slip)


def _each(asked_for: Found, typed: Sequence[str]) -> list[Verdict]:
    return [judge(question, each) for question, each in zip(asked_for.questions, typed, strict=True)]


def wrong_entries(drawn: Drawn, task: Task, text: str) -> list[int]:
    """The places, row by row, of the entries that are not right; none where the shape is not."""
    asked_for = found(drawn)[task.about]
    typed, shape = _flat(read_matrix(text))
    verdicts = _each(asked_for, typed) if shape == asked_for.shape else []
    return [place for place, each in enumerate(verdicts) if each.kind != "right"]


def shape_of(drawn: Drawn, task: Task) -> Shape:
    """Rows and columns of the matrix that is asked for."""
    return found(drawn)[task.about].shape


def entries_of(drawn: Drawn, task: Task) -> list[float]:
    """The numbers that are asked for."""
    return found(drawn)[task.about].entries


def _flat(rows: Sequence[Sequence[str]] | None) -> tuple[list[str], Shape]:
    """The entries row by row, and the shape."""
    return ([each for row in rows for each in row], (len(rows), len(rows[0]))) if rows else ([], (0, 0))


def _agrees(typed: Sequence[str], entries: Sequence[float]) -> bool:
    answers = [read_answer(each) for each in typed]
    return all(answer and answer.agrees(entry) for answer, entry in zip(answers, entries, strict=True))


def _reads_as(one: Sequence[float], other: Sequence[float]) -> bool:
    return all(map(reads_as, one, other))


def _rows(entries: Sequence[float], shape: Shape) -> list[Sequence[float]]:
    return [entries[start : start + shape[1]] for start in range(0, len(entries), shape[1])]


def transposed(entries: Sequence[float], shape: Shape) -> list[float]:
    """The entries of the transposed matrix, row by row."""
    return [each for column in zip(*_rows(entries, shape), strict=True) for each in column]
