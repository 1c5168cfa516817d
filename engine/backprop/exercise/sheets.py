"""A paper as HTML: the drawing with the given values, the tasks with room to write, and apart from them the key."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from html import escape

from backprop.exercise import dull, matrices, subject
from backprop.exercise.codes import Sheet, sheet_code
from backprop.exercise.languages import words
from backprop.exercise.papers import Paper
from backprop.exercise.tasks import LETTERS, Task
from backprop.exercise.turned import TRANSPOSED
from backprop.figure import narration, symbols
from backprop.figure.layers.run import LayersRun
from backprop.figure.numbers import plain
from backprop.figure.subjects import NetworkSubject, network_of
from backprop.figure.sweeps import AnyStep
from backprop.figure.symbols import spoken
from backprop.formulas import Formula, distinct, symbol_of, value_term
from backprop.languages import words as shared
from backprop.rows import Real
from backprop.steps import MeanStep
from backprop.terms import Term

"""Rows and columns beside the name of a matrix."""
DERIVATIVE = re.compile(r"d(\w+)/d(\w+)")
OF_MATRICES = ("matrix", "shape", "count", "bug")
"""The kinds that read no number by a name of its own, where steps are of matrices."""


def code_of(paper: Paper) -> str:
    """The code on its sheet."""
    return sheet_code(Sheet(paper.exercise.name, paper.exercise.seed, paper.number))


def questions(paper: Paper) -> str:
    """All but the key: nothing in it says what an answer is."""
    with paper.drawn.specification.spoken():
        tasks = "".join(_task(task, number, _shape(paper, task)) for number, task in enumerate(paper.tasks, 1))
        shown = f'<div class="bp-drawing" translate="no">{drawing(paper)}</div>'
        return f'{shown}{given(paper)}<ol class="bp-tasks">{tasks}</ol>{_code(paper)}'


def key(paper: Paper, *, compact: bool = False) -> str:
    """The answers, each with the whole way to it; a step that several need stands where it is needed first. `compact`
    for many papers: each step in one line, without the rule, which would be the same for all."""
    with paper.drawn.specification.spoken():
        return f'<ol class="bp-answers">{"".join(_answers(paper, compact))}</ol>'


def _answers(paper: Paper, compact: bool) -> Iterator[str]:
    seen: tuple[str, ...] = ()
    for task in paper.tasks:
        yield f"<li>{_in_lines(task, seen) if compact and task.line else solution(task, seen)}</li>"
        seen += (*task.before, task.line) if compact else task.before


def _in_lines(task: Task, seen: Collection[str]) -> str:
    steps = [step for step in (*task.before, task.line) if step not in seen]
    return f"{answer(task)}{_list('bp-before', steps)}"


def solution(task: Task, seen: Collection[str] = ()) -> str:
    """The right answer, and the whole way to it, without the steps that were seen before."""
    new = [step for step in task.before if step not in seen]
    # Matrices have blocks of their own.
    steps = "".join(new) if task.kind == "matrix" else _list("bp-before", new)
    return f"{answer(task)}{steps}{task.way}"


def answer(task: Task) -> str:
    """The right answer, as a sentence."""
    return f'<p class="bp-solution"><strong translate="no">{escape(task.answer)}</strong></p>'


def drawing(paper: Paper) -> str:
    """The figure before its first step, as its own drawing has it."""
    shown = paper.drawn.shown
    if isinstance(shown, LayersRun) and _asks_shapes(paper):
        return shown.unshaped()
    return shown.frame(0)[1]


def _asks_shapes(paper: Paper) -> bool:
    return any(task.kind == "shape" for task in paper.tasks)


def given(paper: Paper) -> str:
    """The given values as formulas, or as matrices where nothing else is asked for; what the drawing shows, in words
    and formulas; all samples, how they stand, and the tables in which functions are looked up."""
    shown = paper.drawn.shown
    if isinstance(shown, LayersRun) and all(task.kind in OF_MATRICES for task in paper.tasks):
        values, listed = shown.grids.given(shaped=not _asks_shapes(paper)), ""
    else:
        values, listed = subject.row(paper.drawn.run.formulas(0)), samples(paper)
    return f"{values}{stated(paper)}{listed}{subject.row(results(paper))}{tables(paper)}"


def stated(paper: Paper) -> str:
    """What the drawing shows, what the loss is, and how samples stand: what holds whatever the numbers are."""
    told = "".join(f'<p class="bp-sentence">{each}</p>' for each in conventions(paper))
    return subject.said(paper.drawn) + subject.row(definitions(paper)) + told


def definitions(paper: Paper) -> list[Formula]:
    """Of a network its loss, and in matrices each function of one entry: the drawing has no more than their names."""
    run, network = paper.drawn.run, paper.drawn.specification.subject
    said, in_matrices = dict[str, Formula](), isinstance(paper.drawn.shown, LayersRun)
    for number, step in enumerate(run.steps[: run.turn] if isinstance(network, NetworkSubject) else (), 1):
        assert isinstance(network, NetworkSubject)
        (whole,), row = run.formulas(number), run.graph.nodes[step.target].operation
        assert row is not None
        if isinstance(step, MeanStep):
            said["mean"] = Formula(whole.target, whole.lines[:1])
        elif _finds_loss(paper, step):
            said["loss"] = Formula(whole.target, distinct((_loss(network),)))
        elif in_matrices and row.name != "identity" and (row.activation is not None or row.name == "softmax"):
            said.setdefault(row.name, Formula(whole.target, whole.lines[:1]))
    return list(said.values())


def _loss(subject: NetworkSubject) -> Term:
    """What the loss is of the predictions, also where it is worked out with them in one."""
    graph = network_of(replace(subject, fused=False)).graph
    return value_term(graph, graph.nodes[graph.output], lambda node: symbol_of(graph, node))


def conventions(paper: Paper) -> Iterator[str]:
    """What neither the drawing nor a formula says, as HTML: a loss that is no formula in one line; what the
    second number of a function is; and of matrices,
    whether a sample is a row or a column of X, which their shapes hang on."""
    run, network, shown = paper.drawn.run, paper.drawn.specification.subject, paper.drawn.shown
    if isinstance(network, NetworkSubject) and network.loss == "huber-loss":
        (step,) = (each for each in run.steps if each.phase == "forward" and _finds_loss(paper, each))
        yield narration.sentence(run.graph, run.values, step)
    used = {node.operation.name for node in run.graph.nodes if node.operation}
    yield from (escape(said) for name, said in words.SECOND_NUMBERS.items() if name in used)
    if isinstance(shown, LayersRun):
        yield escape(words.STAND[shown.matrices.columns])


def _finds_loss(paper: Paper, step: AnyStep) -> bool:
    return step.target == paper.drawn.run.graph.output and not isinstance(step, MeanStep)


def samples(paper: Paper, told: Callable[[int, str, float], str] = lambda number, name, value: plain(value)) -> str:
    """All samples, where there are several; `told` writes a number of a sample, which are counted from 1."""
    found = paper.drawn.run.samples
    if found is None:
        return ""
    heads = "".join(f'<th scope="col">{escape(symbols.plain(name))}</th>' for name in found.names)
    cells = (
        (number, "".join(f"<td>{told(number, *each)}</td>" for each in sample.items()))
        for number, sample in enumerate(found, 1)
    )
    rows = (f'<tr><th scope="row">{number}</th>{row}</tr>' for number, row in cells)
    head = f'<tr><th scope="col">{escape(shared.SAMPLES["number"])}</th>{heads}</tr>'
    caption = escape(shared.SAMPLES["caption"])
    return (
        f'<table class="bp-numbers" translate="no"><caption>{caption}</caption>'
        f"<thead>{head}</thead><tbody>{''.join(rows)}</tbody></table>"
    )


def results(paper: Paper) -> list[Formula]:
    """Where a wrong step is to be found, the results of the forward pass, which the steps read."""
    if not any(task.kind == "bug" and task.slip != TRANSPOSED for task in paper.tasks):
        return []
    run = paper.drawn.run
    found = (run.formulas(number)[0] for number in range(1, run.turn + 1))
    return [Formula(each.target, each.lines[-1:]) for each in found]


def _list(kind: str, items: Sequence[str]) -> str:
    listed = "".join(f"<li>{item}</li>" for item in items)
    return f'<ul class="{kind}" translate="no">{listed}</ul>' if items else ""


def _shape(paper: Paper, task: Task) -> str:
    """For a page, how many rows and columns of fields a matrix is answered in, unless the paper asks for shapes."""
    if task.kind != "matrix" or _asks_shapes(paper):
        return ""
    rows, columns = matrices.shape_of(paper.drawn, task)
    return f' data-shape="{rows} {columns}"'


def _task(task: Task, number: int, shape: str) -> str:
    field = escape(words.SHEET["field"].format(number=number, question=in_words(task)))
    shown = f' data-example="{escape(task.example)}"' if task.example else ""
    options = _options(task) if task.options else ""
    room = f'<div class="bp-room" role="note" aria-label="{escape(words.SHEET["room"])}"></div>'
    return (
        f'<li class="bp-task" data-task="{task.kind}" data-label="{field}"{shape}{shown}>'
        f'<p class="bp-question">{task.question}</p>{options}{room}</li>'
    )


def in_words(task: Task) -> str:
    """The question as somebody says it, for the name of the field of its answer."""
    name = task.behind[0] if task.kind == "factor" else task.about
    it = spoken(name)
    if derived := DERIVATIVE.fullmatch(name):
        it = words.DERIVED.format(of=spoken(derived[1]), by=spoken(derived[2]))
        # The question for a factor has the noun itself.
        it = it if task.kind == "factor" else words.DERIVATIVE.format(found=it)
    kinds = (f"count {task.about}", "count products") if task.kind == "count" else (task.kind,)
    kinds = ("bug in matrices",) if task.slip == TRANSPOSED else kinds
    return next(words.QUESTIONS[kind] for kind in kinds if kind in words.QUESTIONS).format(it=it)


def _options(task: Task) -> str:
    items = (
        f'<li data-letter="{letter}"><span class="bp-letter">{letter}</span> {option}</li>'
        for letter, option in zip(LETTERS, task.options, strict=False)
    )
    return f'<ul class="bp-options">{"".join(items)}</ul>'


def tables(paper: Paper) -> str:
    """Of each function that nobody works out by hand, a table from 0 up to where the numbers of any paper are, and as
    far down."""
    return "".join(_table(paper.exercise.table, name, compute) for name, compute in _functions(paper))


def _functions(paper: Paper) -> Iterator[tuple[str, Real]]:
    rows = {node.operation.name: node.operation for node in dull.curves(paper.drawn.run.graph) if node.operation}
    yield from ((name, row.compute) for name, row in rows.items() if paper.exercise.table)


def _table(step: float, name: str, compute: Real) -> str:
    count = round(dull.REACH / step)
    caption = escape(words.SHEET["table"].format(function=shared.operation_name(name)))
    cells = "".join(
        f'<tr><th scope="row">{plain(value)}</th><td>{plain(compute(value))}</td></tr>'
        for value in (round(place * step, 10) for place in range(-count, count + 1))
    )
    head = f'<tr><th scope="col">z</th><th scope="col">{escape(shared.operation_name(name))}(z)</th></tr>'
    return (
        f'<table class="bp-lookup" translate="no"><caption>{caption}</caption>'
        f"<thead>{head}</thead><tbody>{cells}</tbody></table>"
    )


def _code(paper: Paper) -> str:
    told = words.SHEET["code"].format(code=code_of(paper))
    return f'<p class="bp-code" translate="no">{escape(told)}</p>'
