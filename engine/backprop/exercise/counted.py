"""Tasks about whole numbers: the shape of a matrix, and how many there are of something."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from backprop.chance import Chance
from backprop.exercise.drawn import Drawn
from backprop.exercise.languages import words
from backprop.exercise.matrices import found, told_transposed
from backprop.exercise.reading import read_shape
from backprop.exercise.tasks import DullError, Task, asked, in_line, in_symbols, term_of
from backprop.figure.answers import Verdict, read_answer
from backprop.figure.hints import displayed, formula_of
from backprop.figure.layers.formulas import Writer
from backprop.figure.layers.run import LayersRun
from backprop.figure.sentences import filled
from backprop.figure.subjects import NetworkSubject
from backprop.languages import words as shared
from backprop.wiring import PLAIN

COUNTS: dict[str, Callable[[Drawn], int]] = {
    "parameters": lambda drawn: len(drawn.run.graph.parameters),
    "forward steps": lambda drawn: drawn.shown.turn,
    "backward steps": lambda drawn: len(drawn.shown.steps) - drawn.shown.turn,
}
EXAMPLES = ((2, 3), (4, 7))
"""Shapes as they may be written."""
PASSES = {"forward steps": "backward steps", "backward steps": "forward steps"}
"""Each with the other one, by which it is taken for it."""


def counts(drawn: Drawn) -> list[str]:
    """Those of the table, where its words hold, and the gradients to which several products add up."""
    several = [name for name in drawn.backward if len(drawn.step(name).contributions) > 1]
    return [*(COUNTS if _is_usual(drawn) else ()), *several]


def _is_usual(drawn: Drawn) -> bool:
    """Whether it is what the ways to count speak of: both passes of a network of weights and biases alone, without the
    means of several samples."""
    subject, telling = drawn.specification.subject, drawn.specification.telling
    if not isinstance(subject, NetworkSubject) or subject.wiring != PLAIN or telling.mode != "backward":
        return False
    return telling.view == "layers" or subject.samples is None


def count(drawn: Drawn, name: str, _: Chance) -> Task:
    """How many parameters does it have? How many products add up to dL/dh1?"""
    if name in PASSES and COUNTS[name](drawn) == COUNTS[PASSES[name]](drawn):
        raise DullError("a slip that gives the right answer")
    if name in COUNTS:
        told = f"{escape(words.COUNT_WAYS[name])}{_named(drawn, name)}"
        way = f'<p class="bp-sentence">{told}</p>'
        in_matrices = name == "backward steps" and isinstance(drawn.shown, LayersRun)
        question, hints = asked(f"count {name}{' in matrices' * in_matrices}"), words.COUNT_HINTS[name]
    else:
        way, hints = displayed(in_symbols(drawn, name)), words.COUNT_HINTS["products"]
        question = asked("count products", it=in_line(term_of(drawn, name)))
    return Task("count", name, question, str(_counted(drawn, name)), way, hints)


def _named(drawn: Drawn, name: str) -> str:
    """What the steps of a pass find, one by one; nothing of what is no pass."""
    if name not in PASSES:
        return ""
    shown = drawn.shown
    if isinstance(shown, LayersRun):
        # Without their shapes, which may be another question.
        writer = Writer(shown.matrices, shown.batch, shown.values, shaped=False)
        found = [writer.formulas(step)[0].target for step in shown.steps]
    else:
        found = [formula_of(shown, step).target for step in shown.steps]
    own = found[: shown.turn] if name == "forward steps" else found[shown.turn :]
    return f" {filled(words.COUNTED, found=shared.listed(list(map(in_line, own))))}"


def _counted(drawn: Drawn, name: str) -> int:
    return COUNTS[name](drawn) if name in COUNTS else len(drawn.step(name).contributions)


def judge_count(drawn: Drawn, task: Task, text: str) -> Verdict:
    """Right or not; some wrong counts have a reason."""
    answer = read_answer(text)
    if answer is None or answer.value != int(answer.value):
        return Verdict("unreadable", words.NO_WHOLE)
    if int(answer.value) == _counted(drawn, task.about):
        return Verdict("right", words.RIGHT.format(answer=task.answer))
    if task.about == "parameters" and int(answer.value) == _weights(drawn):
        return Verdict("slip", words.FORGOT_BIASES, "forgot_biases")
    other = PASSES.get(task.about)
    if other and int(answer.value) == COUNTS[other](drawn):
        return Verdict("slip", words.OTHER_PASS[task.about], "other_pass")
    return Verdict("wrong", words.WRONG_COUNT)


def _weights(drawn: Drawn) -> int:
    graph = drawn.run.graph
    return sum(graph.nodes[index].name.startswith("w") for index in graph.parameters)


def shapes(drawn: Drawn) -> list[str]:
    """The matrices that steps find: Z, dL/dW."""
    return list(found(drawn))


def shape(drawn: Drawn, name: str, _: Chance) -> Task:
    """How many rows and columns has dL/dW?"""
    matrix = found(drawn)[name]
    rows, columns = matrix.shape
    if rows == columns:
        raise DullError("a shape that the transposed matrix has, too")
    key = "gradient" if matrix.step.phase == "backward" else "value"
    question, way = asked("shape", it=in_line(matrix.term)), displayed(*matrix.formulas)
    return Task("shape", name, question, f"{rows}×{columns}", way, words.SHAPE_HINTS[key])


def judge_shape(drawn: Drawn, task: Task, text: str) -> Verdict:
    """Right, transposed, or wrong."""
    read, right = read_shape(text), found(drawn)[task.about].shape
    if read is None:
        # Not the answer, nor what it is the other way round of.
        example = next(each for each in EXAMPLES if sorted(each) != sorted(right))
        return Verdict("unreadable", words.NO_SHAPE.format(example="{}×{}".format(*example)))
    if read == right:
        return Verdict("right", words.RIGHT.format(answer=task.answer))
    if read == right[::-1]:
        return Verdict("slip", told_transposed(drawn), "transposed")
    return Verdict("wrong", words.WRONG_SHAPE)
