"""What is asked of a drawn figure: a task as plain data, and the words and hints that all tasks share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from backprop.exercise.drawn import Drawn
from backprop.exercise.languages import words
from backprop.figure import mathml, narration
from backprop.figure.kinds import kind_of
from backprop.figure.sentences import filled, symbol
from backprop.formulas import Formula
from backprop.languages import words as shared
from backprop.terms import Term, has_symbol

LETTERS = "abcdefghijklmnopqrstuvwxyz"


class DullError(Exception):
    """A task that is not worth asking; the text says why."""


@dataclass(frozen=True, slots=True)
class Task:
    """`question`, `way` (the whole worked step), the `hints` in their stages and the `options` are HTML; `answer` is
    text as a reader could type it. `about` names what is asked for; `behind` says what each option stands for, and
    `slip` the one that the trace has."""

    kind: str
    about: str
    question: str
    answer: str
    way: str
    hints: tuple[str, ...]
    options: tuple[str, ...] = ()
    behind: tuple[str, ...] = ()
    slip: str = ""


def term_of(drawn: Drawn, name: str) -> Term:
    """What the step that finds `name` finds, as formulas have it."""
    return _formula(drawn, name).target


def _formula(drawn: Drawn, name: str) -> Formula:
    run, step = drawn.run, drawn.step(name)
    return kind_of(step).formula(run.graph, run.values, step, run.telling.by)


def in_line(term: Term) -> str:
    """A term within a sentence."""
    return mathml.inline(term)


def displayed(*formulas: Formula) -> str:
    """Formulas on lines of their own."""
    return f'<div class="bp-formula" translate="no">{mathml.display(list(formulas))}</div>'


def asked(kind: str, **holes: object) -> str:
    """The question of a kind."""
    return filled(words.QUESTIONS[kind], **holes)


def step_hints(drawn: Drawn, name: str) -> tuple[str, ...]:
    """Which edge, which rule, which factors."""
    run, step = drawn.run, drawn.step(name)
    return (_edge(drawn, name), narration.sentence(run.graph, run.values, step), displayed(in_symbols(drawn, name)))


def _edge(drawn: Drawn, name: str) -> str:
    graph, step = drawn.run.graph, drawn.step(name)
    kind = kind_of(step)
    if kind.averages:
        return escape(words.EDGES["mean"])
    if not kind.derives:
        read = (graph.nodes[parent] for parent in graph.nodes[step.target].parents)
        named = dict.fromkeys(symbol(node.name) for node in read if node.constant is None)
        return filled(words.EDGES["forward"], it=in_line(term_of(drawn, name)), read=shared.listed(list(named)))
    ends = dict.fromkeys(symbol(graph.nodes[consumer].name) for consumer, _ in kind.edges(graph, step))
    template = words.EDGES[kind.phase]
    return filled(template, target=symbol(graph.nodes[step.target].name), ends=shared.listed(list(ends)))


def in_symbols(drawn: Drawn, name: str) -> Formula:
    """The formula of a step as far as it has names."""
    whole = _formula(drawn, name)
    return Formula(whole.target, tuple(_with_names(whole)) or whole.lines[:1])


def _with_names(formula: Formula) -> Iterator[Term]:
    return (line for line in formula.lines[:-1] if has_symbol(line))


def worked(drawn: Drawn, name: str) -> str:
    """The step as its figure tells it: the formula down to the number, and the rule."""
    run, step = drawn.run, drawn.step(name)
    told = narration.sentence(run.graph, run.values, step)
    return f'{displayed(_formula(drawn, name))}<p class="bp-sentence">{told}</p>'
