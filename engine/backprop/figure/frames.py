"""A figure: every step of a specification as a frame of drawing and text, ready for a page.

The same function makes the frames at build time (CPython) and in the reader's browser (Pyodide).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from backprop.errors import SpecificationError
from backprop.figure import mathml, narration, plot, symbols, words
from backprop.figure.counts import CountSubject
from backprop.figure.layout import Layout
from backprop.figure.numbers import MINUS, MORE_DIGITS, grouped, plain
from backprop.figure.specification import Specification
from backprop.figure.subjects import scene_of
from backprop.figure.svg import State, drawing
from backprop.formulas import given_formulas, step_formula
from backprop.graph import Graph, evaluate
from backprop.steps import Step, backward_steps, forward_steps
from backprop.terms import Symbol


@dataclass(frozen=True, slots=True)
class Frame:
    """The figure after one step: `drawing` is SVG, `text` HTML, `status` a plain sentence."""

    phase: str
    drawing: str
    text: str
    status: str


@dataclass(frozen=True, slots=True)
class Field:
    """A number that the reader may change."""

    name: str
    symbol: str
    value: str
    spoken: str


@dataclass(frozen=True, slots=True)
class Figure:
    """Everything a page shows of one figure."""

    name: str
    title: str
    structure: str
    forward_steps: int
    backward_steps: int
    drawing_size: tuple[float, float]
    frames: tuple[Frame, ...]
    fields: tuple[Field, ...]
    table: str


@dataclass(frozen=True, slots=True)
class PlotFigure:
    """Everything a page shows of a plot: `drawing` is SVG, `table` an HTML table."""

    name: str
    title: str
    structure: str
    drawing: str
    table: str


def build(specification: Specification) -> Figure | PlotFigure:
    """The figure of a specification, whatever it is about."""
    if isinstance(specification.subject, CountSubject):
        return _build_plot(specification, specification.subject)
    return build_figure(specification)


def _build_plot(specification: Specification, subject: CountSubject) -> PlotFigure:
    drawn = subject.plot()
    ends = ", ".join(f"{each.name} {grouped(each.values[-1])}" for each in drawn.series)
    return PlotFigure(
        specification.name,
        specification.title,
        words.describe_counts(subject.width),
        plot.drawing(drawn, words.PLOT.format(ends=ends)),
        plot.table(drawn),
    )


def build_figure(specification: Specification) -> Figure:
    """Compute and print every step; NonFiniteError where the numbers overflow."""
    if isinstance(specification.subject, CountSubject):
        raise SpecificationError("count", specification.subject.count, "ask for a figure of steps")
    scene = scene_of(specification.subject)
    values = evaluate(scene.graph, specification.values)
    run = _Run(specification.name, scene.graph, scene.layout, values)
    forward, backward = len(run.forward), len(run.backward)
    return Figure(
        specification.name,
        specification.title,
        scene.description.format(forward=forward, backward=backward),
        forward,
        backward,
        (scene.layout.width, scene.layout.height),
        run.frames(),
        tuple(_field(node.name, values[node.index]) for node in scene.graph.given),
        run.table(),
    )


def _field(name: str, value: float) -> Field:
    text = repr(value).removesuffix(".0").replace("-", MINUS)
    return Field(name, mathml.inline(Symbol(name)), text, symbols.spoken(name))


class _Run:
    """One evaluation of a graph, told frame by frame."""

    def __init__(self, name: str, graph: Graph, layout: Layout, values: Sequence[float]) -> None:
        self.name, self.graph, self.layout, self.values = name, graph, layout, values
        self.names = [node.name for node in graph.nodes]
        self.forward = list(forward_steps(graph, values))
        self.backward = list(backward_steps(graph, values))
        self.steps = [*self.forward, *self.backward]

    def frames(self) -> tuple[Frame, ...]:
        return (self._given(), *(self._frame(i) for i in range(1, len(self.steps) + 1)))

    def table(self) -> str:
        """All values and gradients with `MORE_DIGITS` digits, as an HTML table."""
        gradients = {step.target: step.result for step in self.backward}
        rows = "".join(
            f'<tr><th scope="row">{mathml.inline(Symbol(node.name))}</th>'
            f"<td>{plain(self.values[node.index], MORE_DIGITS)}</td>"
            f"<td>{plain(gradients[node.index], MORE_DIGITS) if node.index in gradients else ''}"
            "</td></tr>"
            for node in self.graph.nodes
        )
        head = "".join(f'<th scope="col">{word}</th>' for word in words.TABLE_HEAD)
        return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"

    def _given(self) -> Frame:
        formula = mathml.display(given_formulas(self.graph, self.values))
        return Frame(
            "given",
            self._drawing(0, words.DRAWING["given"]),
            self._text(0, words.TITLES["given"], formula, words.GIVEN),
            words.STATUS["given"].format(total=len(self.steps)),
        )

    def _frame(self, number: int) -> Frame:
        step, total = self.steps[number - 1], len(self.steps)
        label = narration.status(words.DRAWING[step.phase], self.graph, step, number, total)
        formula = mathml.display([step_formula(self.graph, self.values, step)])
        title = narration.title(self.graph, step)
        return Frame(
            step.phase,
            self._drawing(number, label),
            self._text(number, title, formula, narration.sentence(self.graph, step)),
            narration.status(words.STATUS[step.phase], self.graph, step, number, total),
        )

    def _text(self, number: int, title: str, formula: str, sentence: str) -> str:
        link = f"#{escape(self.name)}-step-{number}"
        return (
            f'<h3 class="bp-title"><a href="{link}">'
            f'{escape(title)}</a></h3><div class="bp-formula">{formula}</div>'
            f'<p class="bp-sentence">{escape(sentence)}</p>'
        )

    def _drawing(self, number: int, label: str) -> str:
        return drawing(self.layout, self.names, self._state(number), label)

    def _state(self, number: int) -> State:
        done, step = self.steps[:number], self.steps[number - 1] if number else None
        known = {node.index: self.values[node.index] for node in self.graph.given}
        known |= {each.target: each.result for each in done if each.phase == "forward"}
        backward = [each for each in done if each.phase == "backward"]
        arriving, local, active = _touched(self.graph, step)
        return State(
            known,
            self._gradients(backward),
            step.target if step else None,
            arriving,
            local,
            active,
            frozenset((part.consumer, part.position) for each in backward for part in each.contributions),
            bool(backward),
        )

    def _gradients(self, done: Sequence[Step]) -> dict[int, float]:
        """The cotangents so far; the first step shows the seed ∂L/∂L = 1 as well."""
        seed = {self.graph.output: 1.0} if done else {}
        return seed | {each.target: each.result for each in done}


Nodes = frozenset[int]
Edges = frozenset[tuple[int, int]]


def _touched(graph: Graph, step: Step | None) -> tuple[Nodes, Nodes, Edges]:
    """Where a step's cotangents arrive, whose values it reads, along which edges it runs."""
    if step is None:
        return frozenset(), frozenset(), frozenset()
    if step.phase == "forward":
        parents = graph.nodes[step.target].parents
        edges = frozenset((step.target, position) for position in range(len(parents)))
        return frozenset(), frozenset(parents), edges
    edges = frozenset((part.consumer, part.position) for part in step.contributions)
    arriving = frozenset(consumer for consumer, _ in edges)
    local = frozenset(node for consumer, position in edges for node in graph.read_by_local(consumer, position))
    return arriving - {graph.output}, local, edges
