"""What helps a reader who is to find a step: which edge, which rule, which factors. None of it says the result."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from backprop.figure import mathml, narration
from backprop.figure.kinds import kind_of
from backprop.figure.runs import Run
from backprop.figure.sentences import filled, symbol
from backprop.figure.sweeps import AnyStep
from backprop.formulas import Formula
from backprop.languages import words
from backprop.terms import Term, has_symbol


def hints(run: Run, step: AnyStep) -> tuple[str, str, str]:
    """The stages, as HTML."""
    return _edge(run, step), narration.sentence(run.graph, run.values, step), displayed(in_symbols(run, step))


def formula_of(run: Run, step: AnyStep) -> Formula:
    """The whole formula of a step."""
    return kind_of(step).formula(run.graph, run.values, step, run.telling.by)


def in_symbols(run: Run, step: AnyStep) -> Formula:
    """The formula of a step as far as it has names."""
    whole = formula_of(run, step)
    return Formula(whole.target, tuple(_with_names(whole)) or whole.lines[:-1][:1])


def displayed(*formulas: Formula) -> str:
    """Formulas on lines of their own."""
    return f'<div class="bp-formula" translate="no">{mathml.display(list(formulas))}</div>'


def _with_names(formula: Formula) -> Iterator[Term]:
    return (line for line in formula.lines[:-1] if has_symbol(line))


def _edge(run: Run, step: AnyStep) -> str:
    graph, kind = run.graph, kind_of(step)
    if kind.averages:
        return escape(words.EDGES["mean"])
    if not kind.derives:
        read = (graph.nodes[parent] for parent in graph.nodes[step.target].parents)
        named = dict.fromkeys(symbol(node.name) for node in read if node.constant is None)
        found = mathml.inline(formula_of(run, step).target)
        return filled(words.EDGES["forward"], it=found, read=words.listed(list(named)))
    ends = dict.fromkeys(symbol(graph.nodes[consumer].name) for consumer, _ in kind.edges(graph, step))
    template = words.EDGES[kind.phase]
    return filled(template, target=symbol(graph.nodes[step.target].name), ends=words.listed(list(ends)))
