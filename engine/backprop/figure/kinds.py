"""The kinds of steps, one row each: how a step of that kind is named, written, told, asked for and checked.

What a reader is told of a kind stands in `TITLES`, `STATUS` and `DRAWING` of each language, under the name of the kind.
A sweep of `backprop.figure.sweeps` yields its steps.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from backprop import composite_formulas, formulas
from backprop.composites import CLOSED_BACKWARD, CLOSED_FORWARD, CompositeStep
from backprop.figure import sentences
from backprop.figure.sweeps import AnyStep
from backprop.graph import Graph
from backprop.languages import words
from backprop.steps import MEAN, MEAN_GRADIENT, MEAN_TANGENT, WHOLE, Step

Edge = tuple[int, int]


def _into(graph: Graph, step: AnyStep) -> Iterable[Edge]:
    """The edges of all that the target reads."""
    return ((step.target, position) for position in range(len(graph.nodes[step.target].parents)))


def _into_derived(_: Graph, step: AnyStep) -> Iterable[Edge]:
    """The edges of what the target reads and that has a derivative."""
    return ((step.target, part.position) for part in step.contributions)


def _out_of(_: Graph, step: Step) -> Iterable[Edge]:
    """The edges to what reads the target, as far as this step is about them."""
    return ((part.consumer, part.position) for part in step.contributions)


def _through_boxes(_: Graph, step: CompositeStep) -> Iterable[Edge]:
    """The edges between what stands in sight."""
    return step.edges


def _none(_: Graph, __: AnyStep) -> Iterable[Edge]:
    """No edge: what other samples have runs along none of this drawing."""
    return ()


def _formula(graph: Graph, values: Sequence[float], step: Step, _: str) -> formulas.Formula:
    return formulas.step_formula(graph, values, step)


@dataclass(frozen=True, slots=True)
class Kind:
    """What a step of this kind is; its functions take graph, values and step, in this order.

    `phase` (forward, backward or tangent), which the page has too, gives color and direction. `formula`, which also
    takes what forward mode derives by, and `sentence` write the step; `edges` are those along which it runs, by
    consumer and position. `told` is the kind that has the same templates, if one has. `gathers`: the result takes in
    all that arrives at the target. `only_adds`: its products are steps of their own. `adds_up`: the result is added
    to what is known. `averages`: the result is a mean over samples. `unchecked` is the language's name of the reason
    why a check has nothing to compare.
    """

    name: str
    phase: str
    formula: Callable[[Graph, Sequence[float], Any, str], formulas.Formula]
    sentence: Callable[[Graph, Sequence[float], Any], str]
    edges: Callable[[Graph, Any], Iterable[Edge]]
    told: str = ""
    gathers: bool = False
    only_adds: bool = False
    adds_up: bool = False
    averages: bool = False
    unchecked: str = ""

    @property
    def derives(self) -> bool:
        """Whether the step finds a derivative, and not a value."""
        return self.phase != "forward"

    @property
    def is_drawn(self) -> bool:
        """Whether the drawing of one sample has a place for the result: of means, for gradients by parameters alone."""
        return not self.averages or self.phase == "backward"

    @property
    def title(self) -> str:
        """The template of the step's heading."""
        return words.TITLES[self.told or self.name]

    @property
    def status(self) -> str:
        """The template of what is announced."""
        return words.STATUS[self.told or self.name]

    @property
    def drawing(self) -> str:
        """The template of the drawing's label."""
        return words.DRAWING[self.told or self.name]

    @property
    def reason(self) -> str:
        """Why a check has nothing to compare, or nothing."""
        return str(getattr(words, self.unchecked)) if self.unchecked else ""


ROWS = (
    Kind("forward", "forward", _formula, sentences.forward, _into, unchecked="CHECK_NOTHING"),
    Kind("backward", "backward", _formula, sentences.backward, _out_of, gathers=True),
    Kind(
        "contribution", "backward", _formula, sentences.backward, _out_of,
        adds_up=True, unchecked="CHECK_PART",
    ),
    Kind("sum", "backward", _formula, sentences.backward, _out_of, told="backward", gathers=True, only_adds=True),
    Kind(
        MEAN, "forward", formulas.mean_formula, sentences.mean_loss, _none,
        averages=True, unchecked="CHECK_NOTHING",
    ),
    Kind(
        MEAN_GRADIENT, "backward", formulas.mean_formula, sentences.mean_gradient, _none,
        averages=True,
    ),
    Kind(MEAN_TANGENT, "tangent", formulas.mean_formula, sentences.mean_tangent, _none, averages=True),
    Kind(
        CLOSED_FORWARD, "forward", composite_formulas.composite_formula, sentences.closed_forward, _through_boxes,
        told="forward", unchecked="CHECK_NOTHING",
    ),
    Kind(
        CLOSED_BACKWARD, "backward", composite_formulas.composite_formula, sentences.closed_backward, _through_boxes,
        told="backward", gathers=True,
    ),
    Kind("tangent", "tangent", formulas.tangent_formula, sentences.tangent, _into_derived),
)  # fmt: skip
KINDS = {row.name: row for row in ROWS}


def kind_of(step: AnyStep) -> Kind:
    """The row of a step: of a part of a gradient or a step named by its sweep, by that; else by its phase."""
    return KINDS[step.part if isinstance(step, Step) and step.part != WHOLE else step.phase]
