"""A network told in matrices: the drawing, text and status after each step, as `figure.runs` tells one in scalars."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape

from backprop.batches import batch, values_of
from backprop.errors import BackpropError
from backprop.figure import announcing, mathml, narration, symbols
from backprop.figure.layers.drawing import Drawer, layout
from backprop.figure.layers.formulas import Writer
from backprop.figure.layers.grids import Grids
from backprop.figure.layers.matrices import Grid, matrices_of
from backprop.figure.layers.steps import MatrixStep, matrix_steps
from backprop.figure.numbers import plain
from backprop.figure.runs import Run, Told
from backprop.figure.scenes import Scene
from backprop.figure.sentences import filled, symbol
from backprop.figure.telling import Telling
from backprop.formulas import Formula
from backprop.graph import evaluate
from backprop.languages import words
from backprop.layer_building import EPSILON
from backprop.matrix_terms import Matrix
from backprop.network import Network
from backprop.notation import notation
from backprop.steps import Step
from backprop.terms import Number, Symbol

READ_BY_ACTIVATION = ("activation", "together", "slope", "shares")  # the rules that are about what it reads
MOST_LISTED = 6  # entries at a kink
CELL = re.compile("(?<=<mtd>).*?(?=</mtd>)")
TAG = re.compile("(</?m[^>]*>(?:(?<=<mrow>)<mo>)?)")  # with the sign with which a row begins
# Names of what drawings of scalars have, which is not drawn here.
UNNEEDED = re.compile(' (data-[nd]="[^"]*"|display="block"|class="bp-(way|lines)")')


def _short(formula: str) -> str:
    """The formula of a scalar step without what it has from others and is not needed here: there are a hundred of them.
    The style sheet has all formulas displayed and knows these as lines, none is seen in a past step, and products need
    no bounds."""
    bare = UNNEEDED.sub("", formula)
    return CELL.sub(lambda cell: _unbound(cell[0]), bare)


def _unbound(cell: str) -> str:
    """The content of a cell of a formula without bounds of terms that stand directly in it and begin with no sign."""
    parts, within, bounds = [], 0, list[bool]()
    for part in TAG.split(cell):
        if part.startswith("</mrow"):
            dropped = bounds.pop()
        elif part.startswith("<mrow"):
            dropped = not within and part == "<mrow>"
            bounds.append(dropped)
        else:
            dropped = False
        if not dropped:
            parts.append(part)
            within += part.count("<m") - part.count("</")
    return "".join(parts)


class LayersRun:
    """The matrix steps of `network` with a row of numbers for each sample, told as `telling` says. Where probability
    and loss are one operation in `network`, they are two in `apart`."""

    def __init__(
        self,
        name: str,
        scene: Scene,
        network: Network,
        rows: Sequence[Mapping[str, float]],
        telling: Telling,
        apart: Network | None = None,
    ) -> None:
        columns = telling.batch == "columns"
        self.name, self.scene, self.telling, self.columns = name, scene, telling, columns
        self._apart, self._rows = apart, rows
        self.batch = batch(network, len(rows), columns=columns)
        self.graph = self.batch.graph
        self.values = evaluate(self.graph, values_of(self.batch, network, rows))
        self.scalars = Run(name, Scene(self.graph, scene.layout, {}, scene.description), self.values, Telling())
        self.matrices = matrices_of(self.batch, columns=columns)
        scalars = [step for step in self.scalars.steps if isinstance(step, Step)]
        self.steps = matrix_steps(self.matrices, self.batch, scalars)
        self.turn = sum(step.phase == "forward" for step in self.steps)
        self.writer = Writer(self.matrices, self.batch, self.values)
        self.loss = Grid(self.graph.nodes[self.graph.output].name, ((self.graph.output,),))
        self.layout = layout(self.matrices, self.loss)
        names = [node.name for node in self.graph.nodes]
        self.drawer = Drawer(self.layout, names, self.graph.parameters)
        gradients = {each.target: each for each in scalars if each.phase == "backward"}
        self.grids = Grids(self.writer, self.values, gradients)

    def description(self) -> str:
        """The figure in one sentence, and how the samples stand."""
        forward = words.counted(self.turn, *words.FORWARD_STEPS)
        backward = words.counted(len(self.steps) - self.turn, *words.BACKWARD_STEPS)
        told = self.scene.description.format(forward=forward, backward=backward, each=words.EACH_MATRIX)
        delta = f" {words.DELTA_OF_MATRICES}" if notation().delta else ""
        return f"{told} {words.describe_batch(len(self.batch.samples), columns=self.columns)}{delta}"

    def table(self) -> str:
        """All values and derivatives with more digits, as an HTML table."""
        return self.scalars.table()

    def said(self) -> list[list[float]]:
        """Of each sample its predictions and its loss."""
        each = zip(self.batch.samples, self.batch.losses, strict=True)
        shown = [(*(unit.activation for unit in sample.layers[-1]), loss) for sample, loss in each]
        return [[self.values[index] for index in indices] for indices in shown]

    def frames(self) -> Iterator[Told]:
        """The frame of each step, from the given values on."""
        return map(self.frame, range(len(self.steps) + 1))

    def frame(self, number: int) -> Told:
        """Phase, drawing, text and status after the step with this number; 0 are the given values."""
        return self._stepped(number) if number else self._given()

    def anchors(self) -> Iterator[str]:
        """What follows the figure's name in the ids of scalar steps."""
        for number, step in enumerate(self.steps, 1):
            yield from (f"step-{number}-{self._name(scalar.target)}" for scalar in _listed(step))

    def formulas(self, number: int) -> tuple[Formula, ...]:
        """What the step with this number shows in symbols."""
        return tuple(self.writer.formulas(self.steps[number - 1])) if number else self._given_formulas()

    def _given_formulas(self) -> tuple[Formula, ...]:
        return tuple(Formula(Symbol(grid.name), (Matrix(grid.name, grid.shape),)) for grid in self.writer.given())

    def _given(self) -> Told:
        orders = words.BATCH_GIVEN["columns" if self.columns else "rows"]
        text = self._heading(0, words.TITLES["given"]) + self.grids.given() + _sentence(escape(orders))
        return (
            "given",
            self._drawing(0, words.DRAWING["given"]),
            text,
            words.STATUS["given"].format(total=len(self.steps)),
        )

    def _stepped(self, number: int) -> Told:
        step = self.steps[number - 1]
        name = step.target.grid.name if step.target else self.loss.name
        title = filled(words.TITLES[step.phase], target=mathml.inline(Symbol(name)))
        shown = mathml.display(self.formulas(number))
        text = (
            self._heading(number, title)
            + f'<div class="bp-formula" translate="no">{shown}</div>'
            + self.grids.of(step, f"{escape(self.name)}-step-{number}")
            + _sentence(self.sentence(step))
            + (self._one_after_the_other() if step.rule == "from_loss" else "")
            + self._entries(number, step)
        )
        told = step.phase if step.target else "loss"
        label = words.MATRIX_DRAWING[told].format(**self._holes(number, step, name))
        return step.phase, self._drawing(number, label), text, self._status(number, step, name)

    def _one_after_the_other(self) -> str:
        """The two steps that are one here, with their numbers, and why they give the same."""
        if self._apart is None:
            return ""
        try:
            run = LayersRun(self.name, self.scene, self._apart, self._rows, self.telling)
        except BackpropError:
            return _sentence(escape(words.APART_IMPOSSIBLE))
        steps = run.steps[run.turn : run.turn + 2]
        reason = _sentence(escape(words.APART["together" if steps[0].layer.together else "alone"]))
        shown = (mathml.display(run.writer.formulas(step)) + "</div>" + run.grids.alone(step) for step in steps)
        return reason + "".join(f'<div class="bp-formula" translate="no">{each}' for each in shown)

    def _holes(self, number: int, step: MatrixStep, name: str) -> dict[str, object]:
        rows, columns = _shape(step)
        shape = words.MATRIX_SHAPE.format(rows=rows, columns=columns) if step.target else plain(step.scalars[-1].result)
        return {"number": number, "total": len(self.steps), "spoken": symbols.spoken(name), "shape": shape}

    def _status(self, number: int, step: MatrixStep, name: str) -> str:
        """A matrix of a single number is announced as that number."""
        holes, shape = self._holes(number, step, name), _shape(step)
        if shape == (1, 1):
            value = announcing.valued(self.graph, self.values, step.scalars[-1])
            return words.STATUS[step.phase].format(**holes, value=narration.aloud(value))
        told = announcing.matrix_of(self.graph, self.values, step.scalars, shape[1])
        return f"{words.MATRIX_STATUS[step.phase].format(**holes)} {narration.aloud(told)}"

    def sentence(self, step: MatrixStep) -> str:
        """What the formula says, entry by entry, and why something stands transposed."""
        template = " ".join(words.MATRICES[self._told(key, step)] for key in self._keys(step))
        grids = self._grids(step).items()
        named = {key: mathml.inline(Matrix(grid.name, None)) for key, grid in grids}
        derived = {f"d{key}": mathml.inline(Matrix(grid.name, None, self.loss.name)) for key, grid in grids}
        function = escape(words.operation_name(step.layer.function))
        past = [mathml.inline(Matrix(each.grid.name, None)) for each in step.operands[2:]]
        sums = words.listed(past) if past else ""
        told = filled(template, **named, **derived, function=function, epsilon=plain(EPSILON), sums=sums)
        return f"{told} {self._slope(step)} {self._kinks(step)}".strip() if step.rule == "slope" else told

    def _keys(self, step: MatrixStep) -> Iterator[str]:
        """What is said: of a sum how its bias comes in, too, and of a gradient what else arrives."""
        if step.rule in ("affine", "linear"):
            yield from ("product", "one bias" if step.layer.one_bias else step.rule)
        else:
            yield step.rule
        if step.rule == "below" and len(step.operands) > 2:
            yield "past"

    def _told(self, key: str, step: MatrixStep) -> str:
        """The name of the sentence: there may be one for this order of the samples, or for what it is about."""
        normal = step.layer.normal
        kinds = ["columns" if self.columns else "rows"]
        kinds += ["of one"] if len(self.batch.samples) == 1 else []
        kinds += ["of units"] if normal and normal.of_units else []
        return next((each for kind in kinds if (each := f"{key} {kind}") in words.MATRICES), key)

    def _grids(self, step: MatrixStep) -> dict[str, Grid]:
        """By their letters in sentences, the matrices of the layer."""
        layer = step.layer
        z = layer.argument if step.rule in READ_BY_ACTIVATION else layer.preactivation
        grids = {"x": layer.below, "w": layer.weights, "z": z, "h": layer.activation, "y": self.matrices.targets}
        grids |= {"b": layer.bias} if layer.bias else {}
        grids |= {"m": layer.dropout.mask} if layer.dropout else {}
        grids |= {"u": layer.kept, "r": layer.skip.source, "s": layer.skip.total} if layer.skip else {}
        if normal := layer.normal:
            grids |= {"mu": normal.mean, "c": normal.centred, "v": normal.variance, "n": normal.normalized}
            grids |= {"gamma": normal.scale, "beta": normal.shift, "a": normal.scaled}
        return grids

    def _slope(self, step: MatrixStep) -> str:
        formula = self.writer.slope(step.layer)
        return filled(words.SLOPE, slope=mathml.inline(formula.target), formula=mathml.inline(formula.lines[0]))

    def _kinks(self, step: MatrixStep) -> str:
        """At which entries there is no slope, and what is taken instead."""
        parts = [(part.consumer, part.position, part.local) for each in step.scalars for part in each.contributions]
        found = list(narration.at_kinks(self.graph, self.values, parts))
        if not found:
            return ""
        names = [symbol(self._name(index)) for index, *_ in found]
        listed = words.listed(names if len(names) <= MOST_LISTED else [*names[:MOST_LISTED], "…"])
        return filled(words.MATRIX_KINK, entries=listed, local=mathml.inline(Number(found[0][-1])))

    def _entries(self, number: int, step: MatrixStep) -> str:
        """The scalar steps that the step stands for, each of which leads back to the matrix."""
        back = f"#{escape(self.name)}-step-{number}"
        rows = []
        for scalar in _listed(step):
            shown = _short(mathml.display([self.writer.scalar(scalar)]))
            anchor = f"{escape(self.name)}-step-{number}-{escape(self._name(scalar.target))}"
            rows.append(
                f'<li id="{anchor}"><div class="bp-formula">{shown}</div>'
                f'<a href="{back}" aria-label="{escape(words.ENTRY_BACK)}">↑</a></li>'
            )
        if not rows:
            return ""
        summary = words.ENTRIES.format(count=words.counted(len(rows), *words.SCALAR_STEPS))
        listed = f'<ul translate="no">{"".join(rows)}</ul>'
        return f'<details class="bp-entries"><summary>{escape(summary)}</summary>{listed}</details>'

    def _heading(self, number: int, title: str) -> str:
        return f'<h3 class="bp-title"><a href="#{escape(self.name)}-step-{number}">{title}</a></h3>'

    def _drawing(self, number: int, label: str) -> str:
        done = self.steps[:number]
        values = {node.index: self.values[node.index] for node in self.graph.given}
        gradients: dict[int, float] = {}
        for step in done:
            known = values if step.phase == "forward" else gradients
            known |= {scalar.target: scalar.result for scalar in step.scalars}
        return self.drawer.draw(values, gradients, done[-1] if done else None, label)

    def unshaped(self) -> str:
        """The drawing of the given values that tells no shape of what is to be found."""
        given = {node.index: self.values[node.index] for node in self.graph.given}
        drawer = self.drawer.unshaped(self.matrices, {grid.name for grid in self.writer.given()})
        return drawer.draw(given, {}, None, words.DRAWING["given"])

    def _name(self, node: int) -> str:
        return self.graph.nodes[node].name


def _listed(step: MatrixStep) -> tuple[Step, ...]:
    """The scalar steps that stand below the step: of the loss of one sample none, which the formula shows."""
    return step.scalars if step.target or len(step.scalars) > 1 else ()


def _shape(step: MatrixStep) -> tuple[int, int]:
    return step.target.grid.shape if step.target else (1, 1)


def _sentence(told: str) -> str:
    return f'<p class="bp-sentence">{told}</p>'
