"""What the drawing of a paper shows, said without it: the formula and its steps, the lines of the program, or which
weight leads from where to where in a network. As HTML, or written with another pen.

It says no more than the drawing does: of a weighted sum what goes in, of a function its formula, and no result.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

from backprop.exercise.drawn import Drawn
from backprop.exercise.languages import words
from backprop.figure import mathml
from backprop.figure.layers.formulas import Writer
from backprop.figure.layers.run import LayersRun
from backprop.figure.programs import ProgramSubject
from backprop.figure.sentences import filled
from backprop.figure.subjects import ExpressionSubject, NetworkSubject
from backprop.formulas import Formula, distinct, symbol_of, value_term
from backprop.graph import Node
from backprop.steps import MeanStep
from backprop.terms import Symbol, Term

SUMS = ("affine", "linear")
"""The operations of which it is said what goes in: their formula is for the reader to know."""
NUMBERED = re.compile(r"[a-z]\d+")
"""How a step of a formula is called that nobody has called anything."""


@dataclass(frozen=True, slots=True)
class Pen:
    """How a symbol and a formula are written within a sentence."""

    term: Callable[[Term], str]
    formula: Callable[[Formula], str]


HTML = Pen(mathml.inline, mathml.in_one_line)


def said(drawn: Drawn) -> str:
    """All of it as HTML; the loss of a network is among its definitions."""
    subject = drawn.specification.subject
    if isinstance(subject, NetworkSubject):
        return f'<ul class="bp-wiring">{"".join(f"<li>{each}.</li>" for each in wiring(drawn, HTML))}</ul>'
    program = _program(subject.python) if isinstance(subject, ProgramSubject) else ""
    whole, steps = formulas(drawn)
    parted = f'<p class="bp-sentence">{escape(words.STEPS)}</p>{row(steps)}' if steps else ""
    return f"{program}{row(whole)}{parted}"


def row(formulas: Sequence[Formula]) -> str:
    """Short formulas side by side, as many as there is room for; nothing for none."""
    items = "".join(f"<li>{mathml.display([each])}</li>" for each in formulas)
    return f'<ul class="bp-given" translate="no">{items}</ul>' if items else ""


def _program(python: str) -> str:
    return f'<pre class="bp-source" translate="no"><code>{escape(python.strip())}</code></pre>'


def formulas(drawn: Drawn) -> tuple[list[Formula], list[Formula]]:
    """What an author's names are made of, and the steps as they are drawn, where these are others. Of a program, which
    says the first itself, only the steps."""
    run, subject = drawn.run, drawn.specification.subject
    steps = [
        Formula(whole.target, whole.lines[:1])
        for step, (whole, *_) in zip(run.steps, map(run.formulas, range(1, len(run.steps) + 1)), strict=True)
        if step.phase == "forward"
    ]
    if not isinstance(subject, ExpressionSubject):
        return [], steps
    numbered = {
        node.index for node in run.graph.nodes if _is_numbered(node, f"{subject.expression} {subject.residual}")
    }
    if not numbered:
        return steps, []
    targets = [step.target for step in run.steps if step.phase == "forward"]
    means = [isinstance(step, MeanStep) for step in run.steps if step.phase == "forward"]
    whole = [
        each if is_mean else Formula(each.target, distinct((_folded(drawn, run.graph.nodes[target], numbered),)))
        for each, target, is_mean in zip(steps, targets, means, strict=True)
        if target not in numbered
    ]
    return whole, steps


def _is_numbered(node: Node, text: str) -> bool:
    is_own = NUMBERED.fullmatch(node.name) and not re.search(rf"\b{node.name}\b", text)
    return node.operation is not None and bool(is_own)


def _folded(drawn: Drawn, node: Node, numbered: set[int]) -> Term:
    """What a node is made of, with all that has but a number for a name written out."""
    graph = drawn.run.graph

    def write(each: Node) -> Term:
        return _folded(drawn, each, numbered) if each.index in numbered else symbol_of(graph, each)

    return value_term(graph, node, write)


def wiring(drawn: Drawn, pen: Pen) -> Iterator[str]:
    """For each weighted sum of a network what goes into it, and what is made of it up to the next one."""
    told: list[str] = []
    for is_sum, each in _matrices(drawn.shown, pen) if isinstance(drawn.shown, LayersRun) else _units(drawn, pen):
        if is_sum and told:
            yield "; ".join(told)
            told = []
        told.append(each)
    yield "; ".join(told)


def _units(drawn: Drawn, pen: Pen) -> Iterator[tuple[bool, str]]:
    run = drawn.run
    for number, step in enumerate(run.steps[: run.turn], 1):
        node = run.graph.nodes[step.target]
        if node.index == run.graph.output or node.operation is None:
            continue
        if is_sum := node.operation.name in SUMS:
            read = dict(
                zip(node.operation.arguments, (run.graph.nodes[each].name for each in node.parents), strict=True)
            )
            pairs = [(read[f"x{end}"], name) for each, name in read.items() if each[0] == "w" for end in [each[1:]]]
            yield is_sum, _sum(node.name, words.INPUT, pairs, read.get("b", ""), pen)
        else:
            (whole, *_) = run.formulas(number)
            yield is_sum, pen.formula(Formula(whole.target, whole.lines[:1]))


def _matrices(shown: LayersRun, pen: Pen) -> Iterator[tuple[bool, str]]:
    writer = Writer(shown.matrices, shown.batch, shown.values, shaped=False)
    for step in shown.steps[: shown.turn]:
        if is_sum := step.rule in SUMS:
            layer = step.layer
            pair = (layer.below.name, layer.weights.name)
            bias = layer.bias.name if layer.bias else ""
            # In which order, and what is transposed, is for the student to know.
            yield is_sum, _sum(layer.preactivation.name, words.INPUT_OF_MATRICES, [pair], bias, pen)
        elif step.target:
            yield from ((is_sum, pen.formula(each)) for each in writer.formulas(step))


def _sum(target: str, product: str, pairs: Sequence[tuple[str, str]], bias: str, pen: Pen) -> str:
    def written(name: str) -> str:
        return pen.term(Symbol(name))

    inputs = words.PLUS.join(filled(product, value=written(value), weight=written(weight)) for value, weight in pairs)
    template = words.WIRED_WITH_BIAS if bias else words.WIRED
    return filled(template, target=written(target), inputs=inputs, bias=written(bias) if bias else "")
