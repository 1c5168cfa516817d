"""What is asked of a drawn figure: a task as plain data, and the words and hints that all tasks share."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape

from backprop.exercise.drawn import Drawn
from backprop.exercise.languages import words
from backprop.figure import hints, mathml, narration
from backprop.figure.hints import displayed, formula_of
from backprop.figure.sentences import filled
from backprop.figure.text import print_term
from backprop.formulas import Formula
from backprop.terms import Term, has_symbol

LETTERS = "abcdefghijklmnopqrstuvwxyz"


class DullError(Exception):
    """A task that is not worth asking; the text says why."""


@dataclass(frozen=True, slots=True)
class Task:
    """`question`, `way` (the whole worked step), the same in one `line`, if that can be, the steps `before` it, the
    `hints` in their stages and the `options` are HTML; `answer` is text as a reader could type it. `about` names what
    is asked for; `behind` says what each option stands for, and `slip` the one that the trace has. `example` is what an
    answer can look like."""

    kind: str
    about: str
    question: str
    answer: str
    way: str
    hints: tuple[str, ...]
    options: tuple[str, ...] = ()
    behind: tuple[str, ...] = ()
    slip: str = ""
    before: tuple[str, ...] = ()
    line: str = ""
    example: str = ""


def term_of(drawn: Drawn, name: str) -> Term:
    """What the step that finds `name` finds, as formulas have it."""
    return formula_of(drawn.run, drawn.step(name)).target


def in_line(term: Term) -> str:
    """A term within a sentence."""
    return mathml.inline(term)


def asked(kind: str, **holes: object) -> str:
    """The question of a kind."""
    return filled(words.QUESTIONS[kind], **holes)


def step_hints(drawn: Drawn, name: str, key: str = "") -> tuple[str, ...]:
    """Which edge, which rule, which factors; the last two stop before they say the `key`, where one is given."""
    edge, rule, _ = hints.hints(drawn.run, drawn.step(name))
    formula = in_symbols(drawn, name)
    lines = tuple(line for line in formula.lines if not _says(print_term(line), key))
    told = escape(words.GROWTH) if _says(re.sub("<[^>]*>", "", rule), key) else rule
    return edge, told, displayed(Formula(formula.target, lines)) if lines else escape(words.FACTORS)


def _says(text: str, key: str) -> bool:
    """Whether a text has the key, and not as a part of a longer number or name."""
    return bool(key) and re.search(rf"(?<![\w.,]){re.escape(key)}(?!\w|[.,]\d)", text) is not None


def in_symbols(drawn: Drawn, name: str) -> Formula:
    """The formula of a step as far as it has names."""
    return hints.in_symbols(drawn.run, drawn.step(name))


def short(formula: Formula) -> Formula:
    """With names, with numbers, and what came out: enough to check it."""
    named = [line for line in formula.lines[:-1] if has_symbol(line)]
    numbers = [line for line in formula.lines[:-1] if not has_symbol(line)]
    return Formula(formula.target, (*named[-1:], *numbers[:1], formula.lines[-1]))


def bug_way(letter: str, slip: str) -> str:
    """Which of the steps has the slip, before the way to it."""
    return f'<p class="bp-sentence">{filled(words.BUG_AT, letter=letter, slip=words.BUGS[slip])}</p>'


def in_a_line(drawn: Drawn, name: str) -> str:
    """The step in one line."""
    return mathml.in_one_line(short(formula_of(drawn.run, drawn.step(name))))


def worked(drawn: Drawn, name: str) -> str:
    """The step as its figure tells it: the formula down to the number, and the rule."""
    return f"{displayed(formula_of(drawn.run, drawn.step(name)))}{_rule(drawn, name)}"


def worked_in_symbols(drawn: Drawn, name: str) -> str:
    """The step without its numbers, for which another question may ask."""
    return f"{displayed(in_symbols(drawn, name))}{_rule(drawn, name)}"


def _rule(drawn: Drawn, name: str) -> str:
    run = drawn.run
    return f'<p class="bp-sentence">{narration.sentence(run.graph, run.values, drawn.step(name))}</p>'
