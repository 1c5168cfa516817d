"""Biases, fixed parameters, dropout, skips and layer normalisation, beside array programs that know no graph."""

from __future__ import annotations

import random
from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray

from backprop.errors import BackpropError
from backprop.figure.frames import build_figure, run_of
from backprop.figure.practice import trained
from backprop.figure.specification import Specification
from backprop.graph import evaluate
from backprop.network import multilayer_perceptron
from backprop.steps import gradients
from backprop.wiring import Wiring
from tests.support.programs import reproduces

Array = NDArray[np.complex128]
STEP = 1e-30
WIDTHS = [3, 3, 3, 2]
WIRINGS = {
    "plain": Wiring(),
    "shared": Wiring(bias="shared"),
    "none": Wiring(bias="none"),
    "dropout": Wiring(dropout=(("h1_1", 0.0), ("h1_3", 1.5), ("h2_2", 2.0))),
    "skip": Wiring(skip=((0, 1), (1, 2))),
    "far skip": Wiring(skip=((0, 2),)),
    "normalized": Wiring(normalize="layer"),
    "all": Wiring(bias="shared", dropout=(("h1_2", 2.0),), skip=((0, 1), (0, 2)), normalize="layer"),
}


def _loss(wiring: Wiring, values: dict[str, complex]) -> complex:
    """Half the squared error of a tanh network, by arrays."""

    def row(letter: str, layer: int, count: int) -> Array:
        last = layer == len(WIDTHS) - 1
        return np.array([values[f"{letter}o{k}" if last else f"{letter}{layer}_{k}"] for k in range(1, count + 1)])

    made = {0: np.array([values[f"x{k}"] for k in range(1, 4)])}
    for layer, (below, width) in enumerate(pairwise(WIDTHS), 1):
        last = layer == len(WIDTHS) - 1
        start = "wo" if last else f"w{layer}_"
        matrix = np.array([[values[f"{start}{i}{j}"] for i in range(1, below + 1)] for j in range(1, width + 1)])
        z = matrix @ made[layer - 1]
        if wiring.bias == "own":
            z = z + row("b", layer, width)
        # The mean over the units would take it out again.
        if wiring.bias == "shared" and (last or wiring.normalize == "none"):
            z = z + values["bo" if last else f"b{layer}"]
        if last:
            made[layer] = z
            continue
        if wiring.normalize == "layer":
            centred = z - z.mean()
            spread = np.sqrt((centred**2).mean() + 1e-5)
            z = row("gamma", layer, width) * centred / spread + row("beta", layer, width)
        h = np.tanh(z)
        masks = dict(wiring.dropout)
        h = h * np.array([masks.get(f"h{layer}_{k}", 1.0) for k in range(1, width + 1)])
        for begin, end in wiring.skip:
            h = h + made[begin] if end == layer else h
        made[layer] = h
    targets = np.array([values["y1"], values["y2"]])
    return complex(0.5 * ((made[len(WIDTHS) - 1] - targets) ** 2).sum())


@pytest.mark.parametrize("name", WIRINGS)
def test_gradients_are_those_of_an_array_program(name: str) -> None:
    """By complex steps, for every parameter; and the program to take away prints them."""
    wiring = WIRINGS[name]
    graph = multilayer_perceptron(WIDTHS, wiring=wiring).graph
    source = random.Random(name)
    values = {node.name: round(source.uniform(-1.5, 1.5), 3) for node in graph.given} | wiring.masks
    found = evaluate(graph, values)
    assert found[graph.output] == pytest.approx(_loss(wiring, dict(values)).real, rel=1e-12)
    slopes = gradients(graph, found)
    for index in graph.wanted:
        parameter = graph.nodes[index].name
        moved = _loss(wiring, {**values, parameter: values[parameter] + STEP * 1j})
        assert slopes[parameter] == pytest.approx(moved.imag / STEP, rel=1e-9, abs=1e-14), parameter
    reproduces(graph, values, "numpy")


@pytest.mark.parametrize("name", [name for name in WIRINGS if name != "plain"])
def test_every_step_of_such_a_figure_is_told(name: str) -> None:
    """A figure of the wiring reads back, and no symbol stands twice in its drawing."""
    wiring = WIRINGS[name]
    mapping: dict[str, object] = {"network": WIDTHS, "bias": wiring.bias, "normalize": wiring.normalize}
    mapping |= {"dropout": dict(wiring.dropout)} if wiring.dropout else {}
    mapping |= {"skip": [list(pair) for pair in wiring.skip]} if wiring.skip else {}
    specification = Specification.from_mapping(mapping)
    assert Specification.from_mapping(specification.to_mapping()) == specification
    run = run_of(specification)
    placed = [*(each.node for each in run.layout.cells), *(each.node for each in run.layout.labels if each.always)]
    assert len(placed) == len(set(placed))
    assert set(placed) == {node.index for node in run.graph.nodes if node.constant is None}
    lines = {(edge.consumer, position) for edge in run.layout.edges for position in edge.positions}
    beside = {label.node for label in run.layout.labels}
    for node in run.graph.nodes:
        for position, parent in enumerate(node.parents):
            if run.graph.nodes[parent].constant is None and parent not in beside:
                assert (node.index, position) in lines, (node.name, position)


def test_fixed_parameters_have_no_step_and_stay() -> None:
    """Nor has what leads to fixed ones alone; it is said, and training leaves them."""
    fixed = ["w11", "b1", "w12", "b2"]
    specification = Specification.from_mapping({"network": [1, 2, 1], "fixed": fixed})
    run = run_of(specification)
    targets = {run.names[step.target] for step in run.steps if step.phase == "backward"}
    assert targets == {"yhat", "zo", "wo1", "wo2", "bo"}
    assert "held fixed" in build_figure(specification).structure
    done = trained(specification, run, 0.1, 3, {})
    assert done.names == ("wo1", "wo2", "bo")


def test_a_mask_can_be_changed_and_a_fence_says_how_it_starts() -> None:
    mapping = {"network": [1, 2, 1], "dropout": {"h1": 0}}
    assert Specification.from_mapping(mapping).values["m1"] == 0
    assert Specification.from_mapping({**mapping, "values": {"m1": 2}}).values["m1"] == 2


NETWORK = {"network": [2, 2, 2, 1]}
SAMPLES = [{"x1": 0, "x2": 1, "y": 1}, {"x1": 1, "x2": 0.5, "y": 0}, {"x1": -1, "x2": 2, "y": 0.5}]
NORMALIZED = {**NETWORK, "normalize": "batch", "view": "layers", "samples": SAMPLES}


@pytest.mark.parametrize(
    ("mapping", "argument", "remedy"),
    [
        ({**NETWORK, "bias": "one"}, "bias", "use one of own, shared, none"),
        ({**NETWORK, "bias": "none", "values": {"bo": 1}}, "bo", "there is no bo here"),
        ({**NETWORK, "fixed": "w11"}, "fixed", "list names of parameters"),
        ({**NETWORK, "fixed": ["w11"]}, "fixed", "name parameters among w1_11"),
        ({**NETWORK, "fixed": ["x1"]}, "fixed", "name parameters among w1_11"),
        ({**NETWORK, "fixed": ["bo", "bo"]}, "fixed", "list each parameter once"),
        ({"network": [1, 1], "fixed": ["wo1", "bo"]}, "fixed", "leave a parameter out"),
        ({**NETWORK, "dropout": ["h1"]}, "dropout", "list names and numbers"),
        ({**NETWORK, "dropout": {"h1": 0}}, "dropout", "name hidden units among h1_1, h1_2, h2_1, h2_2"),
        ({**NETWORK, "dropout": {"yhat": 0}}, "dropout", "name hidden units among"),
        ({"network": [1, 1], "dropout": {"h1": 0}}, "dropout", "nothing is hidden"),
        ({**NETWORK, "skip": 1}, "skip", "list pairs of layers"),
        ({**NETWORK, "skip": [[0]]}, "skip.0", "list 2 to 2 whole numbers"),
        ({**NETWORK, "skip": [[1, 1]]}, "skip", "name an earlier layer and a later hidden one"),
        ({**NETWORK, "skip": [[0, 3]]}, "skip", "name an earlier layer and a later hidden one"),
        ({**NETWORK, "skip": [[0, 2], [1, 2]]}, "skip", "let only one connection end at layer 2"),
        ({"network": [1, 2, 1], "skip": [[0, 1]]}, "skip", "these have 1 and 2"),
        ({"network": [1, 1], "skip": [[0, 1]]}, "skip", "there is no hidden layer"),
        ({**NETWORK, "normalize": "rows"}, "normalize", "use one of none, layer, batch"),
        ({**NETWORK, "normalize": "batch"}, "normalize", "add the line view: layers"),
        ({**NETWORK, "normalize": "batch", "samples": SAMPLES}, "normalize", "add the line view: layers"),
        ({**NETWORK, "normalize": "batch", "samples": SAMPLES, "view": "curve"}, "normalize", "add the line view"),
        ({**NETWORK, "normalize": "batch", "view": "layers"}, "normalize", "list two samples or more"),
        ({**NORMALIZED, "samples": SAMPLES[:1]}, "samples", "list 2 to 20 samples"),
        ({**NORMALIZED, "network": [2, 1]}, "normalize", "there is no hidden layer"),
        ({**NORMALIZED, "values": {"b1_1": 1}}, "b1_1", "there is no b1_1 here"),
        ({**NORMALIZED, "fixed": ["gamma1_1"]}, "fixed", "all of a matrix or none of it: gamma1_1, gamma1_2"),
        ({**NORMALIZED, "normalize": "layer", "fixed": ["beta1_1"]}, "fixed", "all of a matrix or none of it: beta1_1"),
        ({**NORMALIZED, "samples": SAMPLES * 3}, "network", "at most 200 scalar steps; these are"),
        ({"network": [1, 1, 1], "normalize": "layer"}, "normalize", "two units or more"),
        ({"network": [2, 8, 3, 1], "normalize": "layer"}, "network", "at most 60 operations"),
        ({**NETWORK, "view": "layers", "dropout": {"h3": 0}}, "dropout", "name hidden units among h1_1"),
        ({**NETWORK, "view": "layers", "fixed": ["wo1"]}, "fixed", "hold all of a matrix or none of it: wo1, wo2"),
        ({"expression": "x*x", "values": {"x": 1}, "bias": "none"}, "bias", "use one of expression"),
    ],
)
def test_what_cannot_be_names_key_and_remedy(mapping: dict[str, object], argument: str, remedy: str) -> None:
    with pytest.raises(BackpropError) as caught:
        build_figure(Specification.from_mapping(mapping))
    assert caught.value.argument == argument
    assert remedy in caught.value.remedy
