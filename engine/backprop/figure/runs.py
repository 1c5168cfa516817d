"""One evaluation of a graph, told step by step: the drawing, text and status after each."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import cached_property
from html import escape

from backprop.composites import CompositeStep
from backprop.errors import BackpropError
from backprop.figure import announcing, mathml, narration, symbols
from backprop.figure.boxes import parted
from backprop.figure.kinds import kind_of
from backprop.figure.layout import Layout
from backprop.figure.listing import made_by
from backprop.figure.numbers import MORE_DIGITS, plain
from backprop.figure.progress import Progress
from backprop.figure.scenes import Scene, sizes
from backprop.figure.svg import State, Still, answered, drawing
from backprop.figure.sweeps import SWEEPS, AnyStep, Asked
from backprop.figure.telling import Telling
from backprop.formulas import Formula, given_formulas, step_formula
from backprop.graph import Graph, evaluate
from backprop.languages import words
from backprop.notation import notation
from backprop.samples import Samples, values_of_each
from backprop.steps import Step, backward_steps, gradients
from backprop.terms import Symbol

Told = tuple[str, str, str, str]


class Run:
    """The steps of one scene with its `values`, told as `telling` says; of several `samples`, those of one.

    `turn` is the number of steps before the backward pass; in forward mode that is all of them.
    """

    def __init__(
        self, name: str, scene: Scene, values: Sequence[float], telling: Telling, samples: Samples | None = None
    ) -> None:
        self.samples = samples
        self.name, self.scene, self.values, self.telling = name, scene, values, telling
        self.graph: Graph = scene.graph
        self.each = values_of_each(self.graph, self.given(), samples) if samples else []
        self.names = [node.name for node in self.graph.nodes]
        self.steps: list[AnyStep] = list(self._steps())
        asked = [each for each in self.steps if each.phase == "backward" and each.target in self.graph.wanted]
        if asked and all(math.isnan(each.result) for each in asked):
            # None of the derivatives exists, so there is nothing to show: the error says why.
            gradients(self.graph, self.values)
        self.kinds = list(map(kind_of, self.steps))
        self.turn = sum(step.phase != "backward" for step in self.steps)
        self.progress = self._progress()

    def given(self) -> dict[str, float]:
        """The numbers that are given, by name."""
        return {node.name: self.values[node.index] for node in self.graph.given}

    @property
    def layout(self) -> Layout:
        """Where everything of its drawings stands."""
        return self.scene.layout

    def description(self) -> str:
        """The figure in one sentence."""
        if self.telling.mode == "forward":
            told = words.describe_tangents(*sizes(self.graph), symbols.plain(self.telling.by))
            return f"{told} {self._sampled(words.SAMPLES_FORWARD)}" if self.samples else told
        forward = words.counted(self.turn, *words.FORWARD_STEPS)
        backward = words.counted(len(self.steps) - self.turn, *words.BACKWARD_STEPS)
        each = words.EACH_PART if self.telling.sums == "split" else words.EACH_STEP
        described = self.scene.description.format(forward=forward, backward=backward, each=each)
        if self.samples:
            number, mean = self.samples.shown + 1, symbols.plain(self.scene.mean)
            described = f"{described} {words.describe_samples(number, len(self.samples), mean)}"
        if count := len(parted(self.telling.closed)[1]):
            described = f"{described} {words.CLOSED_BOXES[count > 1].format(count=count)}"
        delta = f" {words.DELTA}" if notation().delta and not self.telling.by else ""
        return f"{described}{delta} {words.BUGGED}" if self.telling.overwrites else f"{described}{delta}"

    def _sampled(self, template: str) -> str:
        assert self.samples is not None
        mean = symbols.plain(self.scene.mean)
        return template.format(number=self.samples.shown + 1, count=len(self.samples), mean=mean)

    def said(self) -> list[list[float]]:
        """Of each sample its predictions and its loss."""
        shown = (*self.scene.predictions, self.graph.output)
        return [[values[index] for index in shown] for values in self.each]

    def frames(self) -> Iterator[Told]:
        """The frame of each step, from the given values on."""
        return map(self.frame, range(len(self.steps) + 1))

    def frame(self, number: int) -> Told:
        """Phase, drawing, text and status after the step with this number; 0 are the given values."""
        return self._stepped(number) if number else self._given()

    def table(self) -> str:
        """All values and derivatives with `MORE_DIGITS` digits, as an HTML table.

        Where overwriting instead of adding would change gradients, a column says what it gives.
        """
        derived = [step for step in self.steps if kind_of(step).derives]
        columns = [{step.target: step.result for step in derived if not kind_of(step).averages}]
        blank = frozenset(self._blank(derives=True))
        by, output = self.telling.by, mathml.inline(Symbol(self.names[self.graph.output]))
        head = words.TABLE_TANGENT if by else words.TABLE_GRADIENT
        heads = [head.format(by=mathml.inline(Symbol(by)) if by else "", output=output)]
        if not by and self.telling.bug == "none":
            overwritten = gradients(self.graph, self.values, overwrite=True, keep_undefined=True)
            shown = ((overwritten.get(self.names[target], value), value) for target, value in columns[0].items())
            if any(one != other and not math.isnan(other) for one, other in shown):
                columns.append({self.graph.by_name[name]: value for name, value in overwritten.items()})
                heads.append(words.TABLE_OVERWRITTEN)
        if self.samples and not by:
            columns.append({step.target: step.result for step in derived if kind_of(step).averages})
            heads.append(words.TABLE_GRADIENT.format(output=mathml.inline(Symbol(self.scene.mean))))
        drawn = self.scene.closed.drawn if self.scene.closed else self.graph
        rows = "".join(self._table_row(node.index, columns, blank) for node in drawn.nodes if node.constant is None)
        head = "".join(_head(word) for word in (*words.TABLE_HEAD, *heads))
        return f'<table><thead><tr>{head}</tr></thead><tbody translate="no">{rows}</tbody></table>'

    def _table_row(self, index: int, columns: Sequence[dict[int, float]], blank: Nodes) -> str:
        """What the reader is to find does not stand here."""
        cells = [words.BLANK if index in self.unknown else plain(self.values[index], MORE_DIGITS)]
        for column in columns:
            found = plain(column[index], MORE_DIGITS) if index in column else ""
            cells.append(words.BLANK if found and index in blank else found)
        printed = "".join(f"<td>{cell}</td>" for cell in cells)
        return f'<tr><th scope="row">{mathml.inline(Symbol(self.names[index]))}</th>{printed}</tr>'

    def _steps(self) -> Iterator[AnyStep]:
        telling = self.telling
        told = (telling.by, telling.sums == "split", telling.overwrites)
        asked = Asked(self.graph, self.values, *told, self.each, self.scene.mean, self.scene.closed)
        return SWEEPS[telling.mode](asked)

    def formulas(self, number: int) -> tuple[Formula, ...]:
        """What the step with this number shows; of a blank one, what it asks."""
        if number == 0:
            return given_formulas(self.graph, self.values)
        formula = self._formula(self.steps[number - 1])
        return (_asked(formula) if self.is_blank(number) else formula,)

    def _given(self) -> Told:
        formula = mathml.display(self.formulas(0))
        return (
            "given",
            self._drawing(0, words.DRAWING["given"]),
            self._text(0, words.TITLES["given"], _formula(formula), self._given_sentence()),
            words.STATUS["given"].format(total=len(self.steps)),
        )

    def _given_sentence(self) -> str:
        if self.scene.program:
            return words.GIVEN_PROGRAM
        return words.GIVEN if self.scene.predictions else words.GIVEN_EXPRESSION

    def _stepped(self, number: int) -> Told:
        step, total = self.steps[number - 1], len(self.steps)
        kind = kind_of(step)
        blank = self.is_blank(number)
        value = words.BLANK_SPOKEN if blank else plain(step.result)
        valued = value if blank else announcing.valued(self.graph, self.values, step)
        drawn, said = (
            narration.status(template, self.graph, step, number, total, value, self.telling.by)
            for template, value in ((kind.drawing, value), (kind.status, valued))
        )
        title = narration.title(self.graph, step, self.telling.by)
        sentence = narration.sentence(self.graph, self.values, step)
        formula = self._formula(step)
        sentence += narration.notation(self.graph, step, formula)
        if self.telling.overwrites:
            sentence += narration.overwritten(self.graph, step)
        text = self._text(number, title, self._formulas(number, formula, sentence), "" if blank else sentence)
        return step.phase, self._drawing(number, drawn), text, said

    def is_blank(self, number: int) -> bool:
        """Whether the reader fills this step in: one of the last ones of the sweep for derivatives."""
        return number > max(len(self.steps) - self.telling.fade, self.turn if not self.telling.by else 0)

    @cached_property
    def unknown(self) -> Nodes:
        """The nodes whose values the reader finds."""
        return frozenset(self._blank(derives=False))

    @cached_property
    def asks_mean(self) -> bool:
        """Whether the reader finds the mean of the samples' losses."""
        kinds = enumerate(self.kinds, 1)
        return any(kind.averages and not kind.derives and self.is_blank(place) for place, kind in kinds)

    def _blank(self, *, derives: bool) -> Iterator[int]:
        """What the reader finds: nodes whose derivative that is, or those whose value."""
        for place, (step, kind) in enumerate(zip(self.steps, self.kinds, strict=True), 1):
            if self.is_blank(place) and (kind.derives or kind.averages) == derives:
                yield step.target

    def _dues(self, *, derives: bool, until: int) -> dict[int, int]:
        """Of the nodes with a blank in the drawing after step `until`, the step whose answer has what stands there."""
        if not self.telling.fade:
            return {}
        told = enumerate(zip(self.steps[:until], self.kinds, strict=False), 1)
        return {
            step.target: self._due(place)
            for place, (step, kind) in told
            if self.is_blank(place) and kind.is_drawn and (kind.derives or kind.averages) == derives
        }

    def _due(self, number: int) -> int:
        """The last part of a sum makes it whole, so a drawing has both with the answer to the sum."""
        is_last_part = number < len(self.steps) and self.kinds[number].only_adds and not self.telling.overwrites
        return number + 1 if is_last_part else number

    def _formulas(self, number: int, formula: Formula, sentence: str) -> str:
        step = self.steps[number - 1]
        whole = _formula(mathml.display([formula])) + self._apart(step)
        if not self.is_blank(number):
            return whole
        asked = _asked(formula)
        answer = f'{whole}<p class="bp-sentence">{sentence}</p>'
        task = escape(narration.task(self.graph, step, overwrite=self.telling.overwrites))
        task += narration.notation(self.graph, step, asked)
        # By which a script completes drawings, in which it stands nowhere.
        drawn = escape(answered(self.layout, self._state(number))) if self._due(number) == number else ""
        return (
            f'{_formula(mathml.display([asked], blanks=words.BLANK_LINE))}<p class="bp-sentence">{task}</p>'
            f'<details class="bp-answer" data-drawn="{drawn}"><summary>{escape(words.ANSWER)}</summary>'
            f"{answer}</details>"
        )

    def _apart(self, step: AnyStep) -> str:
        """Of a step that takes several operations in one: the same derivative by way of each, and why both agree."""
        graph = self.scene.apart
        if graph is None or not isinstance(step, Step) or not step.contributions:
            return ""
        name = self.names[step.target]
        if step.contributions[0].consumer != self.graph.output or not name.startswith("z"):
            return ""
        try:
            values = evaluate(graph, self.given())
            (found,) = (each for each in backward_steps(graph, values) if graph.nodes[each.target].name == name)
        except BackpropError:
            return f'<p class="bp-sentence">{escape(words.APART_IMPOSSIBLE)}</p>'
        lines = mathml.display([step_formula(graph, values, found)])
        reason = words.APART["together" if len(found.contributions) > 1 else "alone"]
        return f'<p class="bp-sentence">{escape(reason)}</p>{_formula(lines)}'

    def _formula(self, step: AnyStep) -> Formula:
        return kind_of(step).formula(self.graph, self.values, step, self.telling.by)

    def _text(self, number: int, title: str, formulas: str, sentence: str) -> str:
        link = f"#{escape(self.name)}-step-{number}"
        heading = f'<h3 class="bp-title"><a href="{link}">{title}</a></h3>'
        said = f'<p class="bp-sentence">{sentence}</p>' if sentence else ""
        return heading + self._made_by(number) + formulas + said

    def _made_by(self, number: int) -> str:
        """Of a program: the line that made what the step is about."""
        program = self.scene.program
        return made_by(program, self.steps[number - 1].target) if program and number else ""

    def _drawing(self, number: int, label: str) -> str:
        return drawing(self._still, self._state(number), label)

    @cached_property
    def _still(self) -> Still:
        return Still(self.layout, self.names)

    def _progress(self) -> Progress:
        given = ((node.index, self.values[node.index]) for node in self.graph.given)
        by = self.telling.by
        progress = Progress(given, self.graph.by_name[by] if by else self.graph.output, is_by=bool(by))
        for number, (step, kind) in enumerate(zip(self.steps, self.kinds, strict=True), 1):
            progress.add(step, kind, kind.edges(self.graph, step), blank=self.is_blank(number))
        return progress

    def _state(self, number: int) -> State:
        step, progress = self.steps[number - 1] if number else None, self.progress
        arriving, local, active = _touched(self.graph, step)
        return State(
            values=dict(progress.values.after(number)),
            gradients=dict(progress.gradients.after(number)),
            target=step.target if step and self.kinds[number - 1].is_drawn else None,
            arriving=arriving,
            local=local,
            active=active,
            passed=frozenset(progress.passed.after(number)),
            backward=step is not None and step.phase == "backward",
            differentiating=step is not None and step.phase == "tangent",
            blanks=self._dues(derives=True, until=number),
            unknown=self._dues(derives=False, until=number),
            flows=dict(progress.flows.after(number)),
        )


def _head(word: str) -> str:
    # By the mark the page sees that overwriting would change something.
    mark = ' class="bp-overwritten"' if word == words.TABLE_OVERWRITTEN else ""
    return f'<th scope="col"{mark}>{word}</th>'


Nodes = frozenset[int]
Edges = frozenset[tuple[int, int]]


def _asked(formula: Formula) -> Formula:
    """The line that a reader goes on from; none where there is just the result."""
    return Formula(formula.target, formula.lines[:-1][:1])


def _formula(printed: str) -> str:
    return f'<div class="bp-formula" translate="no">{printed}</div>'


def _touched(graph: Graph, step: AnyStep | None) -> tuple[Nodes, Nodes, Edges]:
    """Where a step's derivatives arrive from, whose values it reads, along which edges it runs."""
    if step is None:
        return frozenset(), frozenset(), frozenset()
    kind = kind_of(step)
    edges = frozenset(kind.edges(graph, step))
    if isinstance(step, CompositeStep):
        return frozenset(consumer for consumer, _ in edges) - {graph.output, step.target}, step.reads, edges
    if not kind.derives:
        return frozenset(), frozenset(graph.nodes[step.target].parents), edges
    local = frozenset(node for consumer, position in edges for node in graph.read_by_local(consumer, position))
    if kind.phase == "tangent":
        return frozenset(graph.nodes[consumer].parents[position] for consumer, position in edges), local, edges
    return frozenset(consumer for consumer, _ in edges) - {graph.output}, local, edges
