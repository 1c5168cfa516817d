"""The task to find the wrong step in a backward pass: one slip is made on purpose, and later steps go on with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from backprop.chance import Chance
from backprop.exercise import turned
from backprop.exercise.drawn import Drawn, reads_as
from backprop.exercise.languages import words
from backprop.exercise.reading import read_letters
from backprop.exercise.tasks import LETTERS, DullError, Task, asked, bug_way, short, worked
from backprop.figure.answers import Verdict
from backprop.figure.hints import displayed
from backprop.figure.kinds import kind_of
from backprop.figure.questions import Question
from backprop.figure.sentences import filled
from backprop.figure.slips import updated
from backprop.formulas import Formula
from backprop.graph import local_partial
from backprop.steps import Contribution, MeanStep, Step

MOST_STEPS = len(LETTERS)


@dataclass(frozen=True, slots=True)
class Traced:
    """A step as the trace has it, and the values with which it is written."""

    step: Step
    values: Sequence[float]


Slip = Callable[[Question, Step], Traced | None]


def _overwritten(asked: Question, step: Step) -> Traced | None:
    """Just the last of the products that arrive."""
    if isinstance(step, MeanStep) or len(step.contributions) < 2:
        return None
    last = step.contributions[-1:]
    return Traced(replace(step, contributions=last, result=last[0].product), asked.values)


def _wrong_sign(asked: Question, step: Step) -> Traced | None:
    if isinstance(step, MeanStep):
        return None
    return Traced(replace(step, result=-step.result), asked.values)


def _updated_weight(asked: Question, step: Step) -> Traced | None:
    """The parameters as they are after an update that came too early."""
    return None if isinstance(step, MeanStep) else _with_values(asked, step, updated(asked))


def _wrong_place(asked: Question, step: Step) -> Traced | None:
    """The local derivative at the value before the function, where its text wants the value after it."""
    if isinstance(step, MeanStep):
        return None
    values = list(asked.values)
    for part in step.contributions:
        node = asked.graph.nodes[part.consumer]
        if node.operation and len(node.parents) == 1 and "out" in node.operation.partials[part.position]:
            values[node.index] = asked.values[node.parents[0]]
    return _with_values(asked, step, values)


def _with_values(asked: Question, step: Step, values: Sequence[float]) -> Traced | None:
    """The step with its local derivatives at other values; nothing where that makes no difference."""
    parts = tuple(replace(part, local=_local(asked, part, values)) for part in step.contributions)
    result = sum(part.product for part in parts)
    return None if result == step.result else Traced(replace(step, contributions=parts, result=result), values)


def _local(asked: Question, part: Contribution, values: Sequence[float]) -> float:
    node = asked.graph.nodes[part.consumer]
    return local_partial(node, part.position, [values[parent] for parent in node.parents], values[node.index])


def _lost_mean(asked: Question, step: Step) -> Traced | None:
    """The sum over the samples, not their mean."""
    return Traced(replace(step, result=sum(step.parts)), asked.values) if isinstance(step, MeanStep) else None


SLIPS: dict[str, Slip] = {
    "overwritten": _overwritten,
    "updated_weight": _updated_weight,
    "wrong_place": _wrong_place,
    "wrong_sign": _wrong_sign,
    "lost_mean": _lost_mean,
}


def about(_: Drawn) -> list[str]:
    """The slips; which step has it, chance decides."""
    return list(SLIPS)


def bug(drawn: Drawn, slip: str, chance: Chance) -> Task:
    """One of these steps is wrong. Which one?"""
    if slip == turned.TRANSPOSED:
        return turned.bug(drawn, chance)
    names = [name for name in drawn.backward if kind_of(drawn.step(name)).phase == "backward"]
    if len(names) > MOST_STEPS:
        raise DullError("a trace of too many steps")
    possible = [name for name in names if _differs(drawn, name, slip)]
    if not possible:
        raise DullError(f"no step in which the slip {slip} shows")
    wrong = chance.one_of(possible)
    options = tuple(displayed(formula) for formula in _trace(drawn, names, wrong, slip))
    answer = LETTERS[names.index(wrong)]
    hints = (*words.BUG_HINTS, filled(words.BUG_KIND, slip=words.BUGS[slip]))
    way = bug_way(answer, slip) + worked(drawn, wrong)
    return Task("bug", wrong, asked("bug"), answer, way, hints, options, tuple(names), slip)


def _differs(drawn: Drawn, name: str, slip: str) -> bool:
    step = drawn.step(name)
    assert isinstance(step, Step)
    made = SLIPS[slip](drawn.question(name), step)
    return made is not None and not reads_as(made.step.result, step.result) and 0 not in (made.step.result, step.result)


def _trace(drawn: Drawn, names: Sequence[str], wrong: str, slip: str) -> Iterator[Formula]:
    """The formula of each step, from the wrong one on with what it gave."""
    graph, found = drawn.run.graph, dict[int, float]()
    for name in names:
        step = _going_on(drawn, drawn.step(name), found)
        made = Traced(step, drawn.run.values)
        if name == wrong:
            made = SLIPS[slip](drawn.question(name), step) or made
        if not isinstance(step, MeanStep):
            found[step.target] = made.step.result
        yield short(kind_of(step).formula(graph, made.values, made.step, ""))


def _going_on(drawn: Drawn, step: object, found: dict[int, float]) -> Step:
    """The step with the gradients that the trace has found so far; a mean, with that of the sample that is shown."""
    assert isinstance(step, Step)
    if isinstance(step, MeanStep):
        samples, own = drawn.run.samples, found.get(step.target)
        if samples is None or own is None:
            return step
        shown = samples.shown
        gradients = (*step.parts[:shown], own, *step.parts[shown + 1 :])
        return replace(step, parts=gradients, result=sum(gradients) / len(gradients))
    parts = tuple(replace(part, cotangent=found.get(part.consumer, part.cotangent)) for part in step.contributions)
    return replace(step, contributions=parts, result=sum(part.product for part in parts))


def judge(drawn: Drawn, task: Task, text: str) -> Verdict:
    """The wrong step, one that only goes on with it, or a right one."""
    places = read_letters(text, len(task.options))
    if places is None or len(places) != 1:
        return Verdict("unreadable", words.NO_LETTER)
    chosen = task.behind[places[0]]
    if chosen == task.about:
        return Verdict("right", filled(words.BUG_FOUND, slip=words.BUGS[task.slip]))
    follows = task.slip != turned.TRANSPOSED and task.about in drawn.needs(chosen)
    return Verdict(
        "slip" if follows else "wrong",
        words.BUG_FOLLOWS if follows else words.BUG_NOT_THERE,
        "follows" if follows else "",
    )
