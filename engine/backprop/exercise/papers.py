"""A paper: what an exercise, its seed and a number make, which is the same on every machine and for ever."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from backprop.chance import Chance
from backprop.errors import DomainError, NonFiniteError, SpecificationError
from backprop.exercise import dull, matrices, numbers
from backprop.exercise.drawn import Drawn
from backprop.exercise.kinds import KINDS
from backprop.exercise.languages import words
from backprop.exercise.specification import Ask, Exercise
from backprop.exercise.tasks import DullError, Task, in_line
from backprop.exercise.turned import TRANSPOSED
from backprop.figure.answers import Answer, Verdict, read_answer
from backprop.figure.numbers import plain
from backprop.figure.reading import did_you_mean
from backprop.terms import Number

TRIES = 400
MORE_TRIES = 8000
"""For the papers after the author's own: of sets of which one draw in a hundred is worth solving, 400 tries leave one
paper in fifty without any, and a class has more. A message soon is worth more where nothing was found yet."""
MOST_NAMED = 3
LARGEST_NUMBER = 999_999


@dataclass(frozen=True, slots=True)
class Paper:
    """The paper with this `number` of an exercise, whose author's own has 0: the drawn figure and its tasks."""

    exercise: Exercise
    number: int
    drawn: Drawn
    tasks: tuple[Task, ...]

    @property
    def lang(self) -> str:
        """The language that it speaks."""
        return self.drawn.specification.lang

    def judge(self, place: int, text: str) -> Verdict:
        """What an answer to the task at `place`, counted from 0, is worth."""
        task = self.tasks[place]
        with self.drawn.specification.spoken():
            verdict = KINDS[task.kind].judge(self.drawn, task, text)
            if not self._confirms(place, text, verdict):
                return verdict
            return replace(verdict, sentence=verdict.sentence.partition(". ")[2])

    def _confirms(self, place: int, text: str, verdict: Verdict) -> bool:
        """Whether its first sentence says of a number what it is, and another task asks for that number."""
        task, typed = self.tasks[place], read_answer(text)
        if verdict.sentence == words.ONLY_HERE:
            typed = Answer(self.drawn.step(task.about).result)
        elif verdict.kind != "slip" or not verdict.sentence.startswith(words.CLAIM):
            return False
        return typed is not None and any(typed.agrees(each) for each in self._asked_elsewhere(place))

    def _asked_elsewhere(self, place: int) -> Iterator[float]:
        """The numbers that the other tasks ask for; only of a count the other counts."""
        for task in (*self.tasks[:place], *self.tasks[place + 1 :]):
            if find := KINDS[task.kind].numbers:
                yield from find(self.drawn, task)
            elif task.kind == self.tasks[place].kind == "count":
                yield float(task.answer)


def paper(exercise: Exercise, number: int = 0) -> Paper:
    """The first draw that is worth solving. SpecificationError where the sets leave none, with what is in the way."""
    if not 0 <= number <= LARGEST_NUMBER:
        raise SpecificationError("number", number, f"give a whole number from 0 to {LARGEST_NUMBER}")
    reasons: Counter[str] = Counter()
    tries = MORE_TRIES if number else TRIES
    for attempt in range(tries):
        if attempt == TRIES:
            # Sets that leave the author none leave nobody any: that is said now, and not after twenty times as long.
            paper(exercise)
        try:
            return _drawn(exercise, number, Chance(exercise.seed, number, attempt))
        except DullError as reason:
            reasons[str(reason)] += 1
    told = "; ".join(f"{reason} ({count})" for reason, count in reasons.most_common(MOST_NAMED))
    nothing = f"dull in {tries} of {tries} draws"
    if reasons.most_common(1)[0][0] == dull.OFF_TABLE:
        name, at = next(_off_table(exercise, number))
        finer = (
            f"nothing is left that is worth solving: {told}; leave out table, or give it a finer step: "
            f"{name} is looked up at {at}, which it does not have"
        )
        raise SpecificationError("draw", nothing, finer)
    remedy = f"nothing is left that is worth solving: {told}; give other numbers, or ask for something else"
    raise SpecificationError("draw", nothing, remedy)


def _off_table(exercise: Exercise, number: int) -> Iterator[tuple[str, str]]:
    """The numbers of the draws that its table does not have, and what is found by them."""
    for attempt in range(TRIES):
        drawn = Drawn(exercise.sets.draw(exercise.base, Chance(exercise.seed, number, attempt)))
        with suppress(DomainError, NonFiniteError):
            if found := dull.off_table(exercise, drawn):
                yield found[0], plain(found[1])


def _drawn(exercise: Exercise, number: int, chance: Chance) -> Paper:
    specification = exercise.sets.draw(exercise.base, chance)
    drawn = Drawn(specification)
    with specification.spoken():
        try:
            _require_lively(dull.of_figure(exercise, drawn))
            return Paper(exercise, number, drawn, tuple(_apart(drawn, list(_tasks(exercise, drawn, chance)))))
        except (DomainError, NonFiniteError) as problem:
            raise DullError("numbers with which it cannot be computed") from problem


def _tasks(exercise: Exercise, drawn: Drawn, chance: Chance) -> Iterator[Task]:
    taken: set[tuple[str, str]] = set()
    for place, ask in enumerate(exercise.ask):
        names = [name for name in _names(place, ask, drawn) if (ask.kind, name) not in taken]
        if not names:
            raise DullError("more tasks of a kind than there are names for them")
        name, task = _first_lively(drawn, ask, chance.some_of(names, len(names)), chance)
        taken.add((ask.kind, name))
        yield task


def _asked(drawn: Drawn, task: Task) -> set[str]:
    """The numbers that it asks for, as options have them."""
    find = KINDS[task.kind].numbers
    return {in_line(Number(number)) for number in find(drawn, task)} if find else set()


def _apart(drawn: Drawn, tasks: Sequence[Task]) -> Iterator[Task]:
    """The tasks, of which no choice has an option that answers another one, and no hint answers a later one."""
    asked = [_asked(drawn, task) for task in tasks]
    for place, task in enumerate(tasks):
        others = set[str]().union(*asked[:place], *asked[place + 1 :])
        kept = numbers.without(task, others) if task.kind == "choice" else task
        yield numbers.with_hints_before(drawn, kept, tasks[place + 1 :])


def _first_lively(drawn: Drawn, ask: Ask, names: list[str], chance: Chance) -> tuple[str, Task]:
    """A task about the first of the names for which it is not dull; why it is for the last, if it is for all."""
    why = DullError("nothing to ask for")
    for name in names:
        try:
            _require_lively(dull.of_step(drawn, ask.kind, name))
            task = KINDS[ask.kind].make(drawn, name, chance)
        except DullError as reason:
            why = reason
        else:
            return name, task
    raise why


def _names(place: int, ask: Ask, drawn: Drawn) -> list[str]:
    """What a task can be about. SpecificationError for what the figure does not have."""
    known = list(KINDS[ask.kind].about(drawn))
    named = KINDS[ask.kind].named(drawn)
    if ask.kind in dull.OF_SHAPES and drawn.specification.telling.view != "layers":
        raise SpecificationError(
            f"ask.{place}",
            ask.kind,
            "write view: layers, where steps of a network are of matrices, or ask for something else",
        )
    if ask.among and known == [""]:
        raise SpecificationError(
            f"ask.{place}.{ask.kind}", ask.among[0], f"write {ask.kind} without a name: it is about all gradients"
        )
    among = [matrices.called(name, known) if ask.kind in dull.OF_SHAPES else name for name in ask.among]
    for name in among:
        if ask.kind == "bug" and name == TRANSPOSED and not named:
            remedy = "write view: layers, where steps of a network are of matrices, or name another slip"
            raise SpecificationError(f"ask.{place}.{ask.kind}", name, remedy)
        if name not in (*known, *named):
            raise SpecificationError(f"ask.{place}.{ask.kind}", name, did_you_mean(name, known))
    return among or known


def _require_lively(reasons: Iterator[str]) -> None:
    for reason in reasons:
        raise DullError(reason)
