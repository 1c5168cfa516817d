"""Composite nodes: boxes that open and close, with the numbers of the open figure."""

from __future__ import annotations

import json
from collections.abc import Iterator
from random import Random

import pytest

from backprop.composites import CompositeStep
from backprop.errors import SpecificationError
from backprop.figure import rows
from backprop.figure.frames import build_figure, run_of
from backprop.figure.layout import Layout
from backprop.figure.runs import Run
from backprop.figure.specification import Specification
from backprop.figure.text import print_term
from backprop.losses import LOSSES
from backprop.primitives import ACTIVATIONS
from tests.support.kinds import CLOSED, OPENED, Mapped


def _run(mapping: Mapped, **changes: object) -> Run:
    return run_of(Specification.from_mapping({**mapping, **changes}))


def _opened(mapping: Mapped) -> Run:
    return _run(mapping, closed=[name for name in _asked(mapping) if name.startswith("-")])


def _random_networks() -> Iterator[Mapped]:
    chance = Random(13)
    for _ in range(40):
        loss = chance.choice(list(LOSSES))
        widths = [chance.randint(1, 3) for _ in range(chance.randint(2, 4))]
        widths[-1] = max(widths[-1], 2)
        yield {
            "network": widths,
            "activation": chance.choice(ACTIVATIONS),
            "loss": loss,
            "initial": "xavier(2)",
            "seed": chance.randint(0, 999),
            "closed": chance.choice(["all", "neurons"]) if len(widths) > 2 else [],
        }


NETWORKS = [*CLOSED, *_random_networks()]


@pytest.mark.parametrize("mapping", NETWORKS, ids=json.dumps)
def test_closed_boxes_have_the_numbers_of_open_ones(mapping: Mapped) -> None:
    """Whatever stands in both figures has the same values and gradients, to the bit, in the same order."""
    closed, opened = _run(mapping), _opened(mapping)
    hidden = closed.scene.closed.hidden if closed.scene.closed else frozenset()
    kept = [(step.phase, step.target, step.result) for step in opened.steps if step.target not in hidden]
    assert [(step.phase, step.target, step.result) for step in closed.steps] == kept
    assert closed.values == opened.values
    assert hidden or not [name for name in closed.telling.closed if not name.startswith("-")]


@pytest.mark.parametrize("mapping", OPENED, ids=json.dumps)
def test_an_open_softmax_or_loss_has_the_numbers_of_the_closed_one(mapping: Mapped) -> None:
    """And steps that the closed one does not have."""
    shut = [name for name in _asked(mapping) if not name.startswith("-")]
    whole, opened = _results(_run(mapping, closed=shut)), _results(_run(mapping))
    assert opened.keys() > whole.keys()
    assert {step: opened[step] for step in whole} == pytest.approx(whole, rel=1e-12, abs=1e-15)


def _asked(mapping: Mapped) -> list[str]:
    asked = mapping.get("closed", [])
    return [asked] if isinstance(asked, str) else list(asked)  # type: ignore[call-overload]


def _results(run: Run) -> dict[str, float]:
    return {rows.name_of(run, step): step.result for step in run.steps}


@pytest.mark.parametrize("mapping", NETWORKS, ids=json.dumps)
def test_the_gradient_at_an_end_is_the_sum_of_what_flows_there(mapping: Mapped) -> None:
    """What the drawing shows along the edges of a step adds up to its result."""
    for number, step in enumerate(_run(mapping).steps):
        if isinstance(step, CompositeStep) and step.phase == "backward":
            # Edges from one end are one line.
            flows = {end: flow for (end, _), flow in step.flows().items()}
            assert sum(flows.values()) == pytest.approx(step.result, rel=1e-12, abs=1e-15), number


def _parts(layout: Layout) -> tuple[set[int], set[int]]:
    placed = {cell.node for cell in layout.cells} | {label.node for label in layout.labels}
    return placed, {end for edge in layout.edges for end in (edge.source, edge.consumer)}


@pytest.mark.parametrize("mapping", CLOSED, ids=json.dumps)
def test_the_drawing_shows_what_is_in_sight(mapping: Mapped) -> None:
    """Nothing hidden stands there, everything else does, and a step lights up edges that are drawn."""
    run = _run(mapping)
    assert run.scene.closed is not None
    shown = {node.index for node in run.scene.closed.drawn.nodes if node.constant is None}
    placed, ends = _parts(run.layout)
    assert placed == shown
    assert ends <= shown
    graph = run.scene.closed.drawn
    drawn = {(edge.consumer, position) for edge in run.layout.edges for position in edge.positions}
    for step in run.steps:
        for consumer, position in step.edges if isinstance(step, CompositeStep) else ():
            # A bias or a shift stands at its cell, without a line.
            parent = graph.nodes[graph.nodes[consumer].parents[position]]
            assert (consumer, position) in drawn or parent.index in graph.parameters


@pytest.mark.parametrize("mapping", CLOSED, ids=json.dumps)
def test_a_figure_reads_back_what_it_closes(mapping: Mapped) -> None:
    """By the names of the boxes, so that a page can open and close each."""
    specification = Specification.from_mapping(mapping)
    again = Specification.from_mapping(json.loads(json.dumps(specification.to_mapping())))
    assert again.telling == specification.telling
    assert build_figure(again) == build_figure(specification)


def test_a_figure_says_what_is_in_its_boxes() -> None:
    """For the page to find each in the drawing: first what it is called, then the names of what it takes in."""
    assert build_figure(Specification.from_mapping({**NETWORK, **TITLE})).boxes == {
        "h1": ("h₁", "z1", "h1"),
        "h2": ("h₂", "z2", "h2"),
        "yhat": ("ŷ", "zo", "yhat"),
        "-loss": ("L", "r", "q", "L"),
    }
    softmax = {"network": [1, 2], "loss": "softmax-cross-entropy"}
    assert build_figure(Specification.from_mapping({**softmax, **TITLE})).boxes == {
        "loss": ("L", "p1", "p2", "L"),
        "-softmax": ("softmax", "e1", "e2", "S", "p1", "p2"),
    }
    normal = {"network": [1, 2, 2, 1], "normalize": "layer", "loss": "huber-loss"}
    assert build_figure(Specification.from_mapping({**normal, **TITLE})).boxes == {
        "yhat": ("ŷ", "zo", "yhat"),
        "norm1": ("norm1", "mu1", "c1_1", "c1_2", "v1", "n1_1", "n1_2"),
        "norm2": ("norm2", "mu2", "c2_1", "c2_2", "v2", "n2_1", "n2_2"),
    }
    called = build_figure(Specification.from_mapping({**PROGRAM, **TITLE})).boxes
    assert [box[0] for box in called.values()] == ["f-1", "f-2"]
    assert not {"2", *called["f-1"]} & {*called["f-2"]}


TITLE = {"name": "own", "title": "Own"}
NETWORK = {"network": [1, 2, 1]}
PROGRAM = {"python": "def f(a):\n    return tanh(2*a)\ny = f(f(x)) + x*x", "values": {"x": 0.5}}


@pytest.mark.parametrize(
    ("mapping", "closed", "names"),
    [
        (NETWORK, "all", ("h1", "h2", "yhat")),
        (NETWORK, ["h2"], ("h2",)),
        ({"network": [1, 2, 2], "loss": "softmax-cross-entropy"}, "loss", ("loss",)),
        ({"network": [1, 2, 2], "loss": "softmax-cross-entropy"}, ["loss", "neurons"], ("h1", "h2", "loss")),
        (NETWORK, "loss", ()),
        (NETWORK, "-loss", ("-loss",)),
        (NETWORK, ["all", "-h1", "-loss"], ("h2", "yhat", "-loss")),
        (NETWORK, ["all", "-neurons"], ()),
        (NETWORK, ["h1", "-all"], ("-loss",)),
        (
            {"network": [1, 2, 2], "loss": "softmax-cross-entropy"},
            ["all", "-softmax"],
            ("h1", "h2", "loss", "-softmax"),
        ),
        ({"network": [1, 2, 1], "normalize": "layer"}, "norms", ("norm",)),
        (PROGRAM, "f", ("f-1", "f-2")),
        (PROGRAM, ["f-2"], ("f-2",)),
        (PROGRAM, [], ()),
    ],
)
def test_a_fence_names_boxes(mapping: Mapped, closed: object, names: tuple[str, ...]) -> None:
    """All, a kind of them, or single ones."""
    assert Specification.from_mapping({**mapping, "closed": closed}).telling.closed == names


@pytest.mark.parametrize(
    ("mapping", "remedy"),
    [
        ({**NETWORK, "closed": "neuron"}, "did you mean neurons? use one of all, neurons, h1, h2, yhat, loss"),
        ({**NETWORK, "closed": "-softmax"}, "use one of all, neurons, h1, h2, yhat, loss"),
        ({**NETWORK, "loss": "huber-loss", "closed": "loss"}, "use one of all, neurons, h1, h2, yhat"),
        ({**NETWORK, "closed": 3}, "write all, or list what starts closed"),
        ({**NETWORK, "closed": "all", "sums": "split"}, "where sums are split all boxes are open"),
        ({**NETWORK, "closed": "all", "mode": "forward", "by": "x"}, "in forward mode all boxes are open"),
        ({**NETWORK, "closed": "all", "view": "layers"}, "a step is about matrices"),
        ({"expression": "x*x", "values": {"x": 1}, "closed": "all"}, "nothing in this figure makes a box"),
        ({**PROGRAM, "closed": "g"}, "use one of all, f, f-1, f-2"),
    ],
)
def test_what_cannot_be_closed_is_refused(mapping: Mapped, remedy: str) -> None:
    """With the boxes that there are."""
    with pytest.raises(SpecificationError, match="closed") as refused:
        Specification.from_mapping(mapping)
    assert remedy in refused.value.remedy


def test_a_neuron_is_one_step_with_its_whole_formula() -> None:
    """Forwards and backwards, as a textbook writes it."""
    run = _run({"network": [1, 2, 1], "closed": "neurons"})
    assert (run.turn, len(run.steps)) == (4, 4 + 10)
    assert _written(run, "h1") == ["tanh(w₁₁·x + b₁)", "tanh(0.8 × 0.5 + 0.1)", "tanh(0.5)", "0.4621"]
    assert _written(run, "dL/dw11") == [
        "∂L/∂h₁·∂h₁/∂w₁₁",
        "∂L/∂h₁·(1 − h₁²)·x",
        "−0.2765 × (1 − 0.4621²) × 0.5",
        "−0.2765 × 0.7864 × 0.5",
        "−0.1087",
    ]


def test_where_one_row_does_what_a_box_does_its_formula_is_written() -> None:
    """A softmax and its loss in one box have the gradient p − y."""
    run = _run({"network": [1, 2], "loss": "softmax-cross-entropy", "closed": "loss"})
    assert _written(run, "dL/dzo1")[0] == "exp(zₒ₁)/(exp(zₒ₁) + exp(zₒ₂)) − y₁"


def _written(run: Run, name: str) -> list[str]:
    number = next(place for place, step in enumerate(run.steps, 1) if rows.name_of(run, step) == name)
    (formula,) = run.formulas(number)
    return [*map(print_term, formula.lines)]
