"""Tasks about the number of one step: its value, a factor, its formula, or a choice among what slips make of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from html import escape
from itertools import combinations

from backprop.chance import Chance
from backprop.errors import BackpropError
from backprop.exercise import ways
from backprop.exercise.drawn import Drawn, ambiguous, reads_as, slips_of, told_apart
from backprop.exercise.languages import words
from backprop.exercise.reading import nearest_names, number, read_formula, read_letters, unknown_name, value_at
from backprop.exercise.tasks import (
    LETTERS,
    DullError,
    Task,
    asked,
    in_a_line,
    in_line,
    in_symbols,
    step_hints,
    term_of,
    worked,
    worked_in_symbols,
)
from backprop.figure import mathml
from backprop.figure.answers import Answer, Verdict, judge, read_answer, slip_sentence, words_of_part
from backprop.figure.hints import displayed
from backprop.figure.kinds import kind_of
from backprop.figure.lively import LARGEST, SMALLEST
from backprop.figure.numbers import plain
from backprop.figure.questions import Part, Question
from backprop.figure.slips import results
from backprop.figure.text import print_term
from backprop.formulas import Formula, distinct, local_term, symbol_of
from backprop.graph import local_partial
from backprop.languages import words as shared
from backprop.steps import MeanStep
from backprop.terms import Number, Partial, has_symbol

LEAST_OPTIONS, MOST_OPTIONS = 3, 5
EQUAL = 1e-6
LEAST_NAMES = 2
OF_LOCALS = (
    *("wrong_sign", "value_for_derivative", "forgot_one_minus", "forgot_square", "forgot_number"),
    *("argument_for_value", "updated_weight", "other_factor"),
)
"""The slips that change a local derivative, and so a factor."""
NOT_LOCAL = "not_local"
"""The slip to give what arrives, or the product, in the place of the factor."""


def values(drawn: Drawn) -> list[str]:
    """The steps whose number can be asked for: all."""
    return list(drawn.places)


def value(drawn: Drawn, name: str, _: Chance) -> Task:
    """What is z1? What is dL/dw11?"""
    question = asked("value", it=in_line(term_of(drawn, name)))
    key, way, hints = plain(drawn.step(name).result), worked(drawn, name), step_hints(drawn, name)
    return Task("value", name, question, key, way, hints, before=ways.before(drawn, name), line=in_a_line(drawn, name))


def result_of(drawn: Drawn, task: Task) -> tuple[float]:
    """The number that is asked for."""
    return (drawn.step(task.about).result,)


def judge_value(drawn: Drawn, task: Task, text: str) -> Verdict:
    """As the prediction of a step is."""
    return judge(drawn.question(task.about), text)


def factors(drawn: Drawn) -> list[str]:
    """Local derivatives, dzo/dh1, of steps of which they are a factor."""
    return [factor for factor, _ in _factors(drawn)]


def _factors(drawn: Drawn) -> Iterator[tuple[str, tuple[str, int]]]:
    """With each factor the step that it is of, and the place of its part there; none that a node is read by twice."""
    graph = drawn.run.graph
    for name in drawn.backward:
        step = drawn.step(name)
        if isinstance(step, MeanStep) or kind_of(step).phase != "backward":
            continue
        ends = [graph.nodes[part.node.index].name for part in drawn.question(name).parts]
        for place, end in enumerate(ends):
            if ends.count(end) == 1 and end != graph.nodes[graph.output].name:
                yield f"d{end}/d{graph.nodes[step.target].name}", (name, place)


def factor(drawn: Drawn, name: str, _: Chance) -> Task:
    """What is dzo/dh1, as a number?"""
    step, place = dict(_factors(drawn))[name]
    part = drawn.question(step).parts[place]
    target = drawn.run.graph.nodes[drawn.step(step).target].name
    if abs(part.local) in (0.0, 1.0) or not part.arriving:
        raise DullError("a factor that is 0 or 1, or that nothing arrives at")
    if not SMALLEST <= abs(part.local) < LARGEST:
        raise DullError("an answer that is very small or very large")
    for reason in ambiguous(part.local, factor_slips(drawn, name), reads_as):
        raise DullError(reason)
    term, key = Partial(part.node.name, target), plain(part.local)
    graph = drawn.run.graph
    written = local_term(graph, part.node, part.position, lambda node: symbol_of(graph, node))
    # No more than the factor: the product may be another question.
    named = displayed(Formula(term, (written,))) if has_symbol(written) else escape(words.GROWTH)
    hints = (*step_hints(drawn, step, key)[:2], named)
    local = Formula(term, distinct((written, Number(part.local))))
    way, line, before = displayed(local), mathml.in_one_line(local), ways.of_factor(drawn, part)
    question = asked("factor", it=in_line(term))
    return Task("factor", step, question, key, way, hints, behind=(name,), before=before, line=line)


def local_of(drawn: Drawn, task: Task) -> tuple[float]:
    """The factor that is asked for."""
    _, part = _factor(drawn, task.behind[0])
    return (part.local,)


def _factor(drawn: Drawn, name: str) -> tuple[Question, Part]:
    """The step of which it is a factor, and its part there."""
    step, place = dict(_factors(drawn))[name]
    question = drawn.question(step)
    return question, question.parts[place]


def factor_slips(drawn: Drawn, name: str) -> dict[str, list[float]]:
    """What each slip makes of a factor, as `slips_of` does of a step."""
    found = [_factor(where, name) for where in (drawn, *drawn.near)]
    made = {slip: [_slipped(slip, *each) for each in found] for slip in OF_LOCALS}
    made[NOT_LOCAL] = [[part.arriving, part.product] for _, part in found]
    return told_apart([part.local for _, part in found], made)


def _slipped(slip: str, question: Question, part: Part) -> list[float]:
    """The factors with which the step would be what the slip makes of it."""
    others = question.step.result - part.product
    return [(result - others) / part.arriving for result in results(slip, question)]


def judge_factor(drawn: Drawn, task: Task, text: str) -> Verdict:
    """By what the step would be with this factor."""
    question, part = _factor(drawn, task.behind[0])
    answer = read_answer(text)
    if answer is None:
        return judge(question, "")
    if answer.agrees(part.local):
        return Verdict("right", words.RIGHT.format(answer=plain(part.local)))
    for slip, made in factor_slips(drawn, task.behind[0]).items():
        if any(answer.agrees(each) for each in made) and _is_true(slip, question, part, answer):
            own = slip == NOT_LOCAL
            sentence = words.NOT_LOCAL if own else _factor_sentence(slip, question, part, answer)
            return Verdict("slip", sentence, slip)
    return Verdict("wrong", words.WRONG)


def _is_true(slip: str, question: Question, part: Part, answer: Answer) -> bool:
    """Whether the sentence about the slip holds of what is typed: in a sum of paths it may come of another path."""
    claimed = {"wrong_sign": -part.local, "value_for_derivative": question.values[part.node.index]}
    return slip not in claimed or answer.agrees(claimed[slip])


def _factor_sentence(slip: str, question: Question, part: Part, answer: Answer) -> str:
    """The slip in words that fit a question for a local derivative alone, in which nothing is multiplied."""
    graph, node, told = question.graph, part.node, words_of_part(question, part)
    arguments, result = question.arguments_of(node), question.values[node.index]
    for place, parent in enumerate(node.parents) if slip == "other_factor" else ():
        if place != part.position and answer.agrees(local_partial(node, place, arguments, result)):
            value = print_term(local_term(graph, node, place, lambda each: symbol_of(graph, each)))
            found = print_term(Partial(node.name, graph.nodes[parent].name))
            return words.OTHER_DERIVATIVE.format_map({**told, "value": value, "found": found})
    return (words.FACTOR_SLIPS.get(slip) or shared.SLIPS[slip]).format_map(told)


def formulas(drawn: Drawn) -> list[str]:
    """Derivatives whose formula has more than a number."""
    return [
        name for name in drawn.backward if drawn.step(name).contributions and not isinstance(drawn.step(name), MeanStep)
    ]


def formula(drawn: Drawn, name: str, _: Chance) -> Task:
    """Write dL/dh1 with names."""
    lines = in_symbols(drawn, name).lines
    # Of what a sum passes on unchanged, there is but the number.
    read = read_formula(print_term(lines[-1]), drawn) if lines else None
    if read is None or len(read[1]) < LEAST_NAMES:
        raise DullError("a formula of one name, or one that cannot be typed")
    question = asked("formula", it=in_line(term_of(drawn, name)))
    key = print_term(lines[-1])
    way, line = worked_in_symbols(drawn, name), mathml.in_one_line(Formula(term_of(drawn, name), lines))
    return Task("formula", name, question, key, way, step_hints(drawn, name, key), line=line, example=example(drawn))


def example(drawn: Drawn) -> str:
    """A product of two names of this figure, such as dL/dzo*h1, that is no answer to anything in it."""
    results = [step.result for step in drawn.run.steps]
    names = [node.name for node in drawn.run.graph.nodes if node.constant is None]
    pairs = [(gradient, name) for gradient in drawn.backward for name in reversed(names)]
    free = (
        pair
        for pair in pairs
        if not any(_equal(number(drawn, pair[0]) * number(drawn, pair[1]), each) for each in results)
    )
    return "*".join(next(free, pairs[0]))


def _unreadable(drawn: Drawn, text: str) -> str:
    if name := unknown_name(text, drawn):
        return words.NO_NAME.format(name=name, names=shared.listed(nearest_names(name, drawn)))
    return words.NO_FORMULA.format(example=example(drawn))


def judge_formula(drawn: Drawn, task: Task, text: str) -> Verdict:
    """By its value here and close by, so that any way of writing is right; likewise for the slips."""
    read = read_formula(text, drawn)
    if read is None:
        return Verdict("unreadable", _unreadable(drawn, text))
    if task.about in read[1].values():
        return Verdict("wrong", words.IS_ASKED)
    wheres = (drawn, *drawn.near)
    try:
        found = [value_at(read, where) for where in wheres]
    except BackpropError as problem:
        return Verdict("wrong", str(problem))
    questions = [where.question(task.about) for where in wheres]
    if all(_equal(value, question.step.result) for value, question in zip(found, questions, strict=True)):
        return Verdict("right", words.RIGHT.format(answer=task.answer))
    for slip in slips_of(drawn, task.about):
        ways = zip(*(results(slip, question) for question in questions), strict=False)
        if any(all(map(_equal, found, way)) for way in ways):
            return Verdict("slip", slip_sentence(slip, questions[0], Answer(found[0])), slip)
    at_hand = _equal(found[0], questions[0].step.result)
    return Verdict("wrong", words.ONLY_HERE if at_hand else words.WRONG_FORMULA)


def _equal(one: float, other: float) -> bool:
    return abs(one - other) <= EQUAL * max(abs(one), abs(other), EQUAL)


def choice(drawn: Drawn, name: str, chance: Chance) -> Task:
    """Which of these is dL/dw11?"""
    right = drawn.step(name).result
    offered = {"": right} | {slip: found[0] for slip, found in slips_of(drawn, name).items()}
    for one, other in combinations(list(offered), 2):
        if one in offered and other in offered and reads_as(offered[one], offered[other]):
            del offered[other]
    if len(offered) < LEAST_OPTIONS:
        raise DullError("too few slips to choose among")
    wrong = chance.some_of([slip for slip in offered if slip], MOST_OPTIONS - 1)
    behind = tuple(chance.some_of(["", *wrong], MOST_OPTIONS))
    options = tuple(in_line(Number(offered[slip])) for slip in behind)
    made = value(drawn, name, chance)
    question, answer = asked("choice", it=in_line(term_of(drawn, name))), LETTERS[behind.index("")]
    return replace(made, kind="choice", question=question, answer=answer, options=options, behind=behind)


def with_hints_before(drawn: Drawn, task: Task, later: Iterable[Task]) -> Task:
    """The task with hints that do not say the formula that a later one asks for."""
    for other in later:
        if other.kind == "formula" and other.about == task.about and task.kind in ("value", "choice"):
            return replace(task, hints=step_hints(drawn, task.about, other.answer))
    return task


def without(choice: Task, hidden: Collection[str]) -> Task:
    """The choice without the options that look so."""
    kept = [place for place, option in enumerate(choice.options) if option not in hidden]
    right = LETTERS.index(choice.answer)
    if right not in kept or len(kept) < LEAST_OPTIONS:
        raise DullError("options of which one answers another task")
    options, behind = (tuple(each[place] for place in kept) for each in (choice.options, choice.behind))
    return replace(choice, answer=LETTERS[kept.index(right)], options=options, behind=behind)


def judge_choice(drawn: Drawn, task: Task, text: str) -> Verdict:
    """By the slip that an option comes of."""
    places = read_letters(text, len(task.options))
    if places is None or len(places) != 1:
        return Verdict("unreadable", words.NO_LETTER)
    slip = task.behind[places[0]]
    if not slip:
        return Verdict("right", words.RIGHT.format(answer=plain(drawn.step(task.about).result)))
    made = Answer(slips_of(drawn, task.about)[slip][0])
    return Verdict("slip", slip_sentence(slip, drawn.question(task.about), made), slip)
