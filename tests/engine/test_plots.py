"""The plots: costs, a descent, and a network trained on a differential equation."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from backprop.counting import operation_costs
from backprop.errors import BackpropError
from backprop.figure.curves import CurveSubject
from backprop.figure.frames import PlotFigure, build
from backprop.figure.quotes import quotable
from backprop.figure.specification import Specification
from backprop.network import multilayer_perceptron

COST = {"name": "cost", "count": "operations", "widths": [1, 4, 16]}
DESCENT = {
    "name": "descent",
    "descent": "1/2*(w*x - y)**2",
    "start": {"w": 0},
    "samples": [{"x": 1, "y": 1}, {"x": 2, "y": 2}],
    "rate": 0.1,
    "updates": 3,
}
COUNT = {"name": "count", "count": "multiplications", "depths": [1, 2, 3]}
# Its loss is 0.5 at first, and exactly 0 after one update.
EXACT = {
    **{"name": "exact", "descent": "1/2*(w*x - y)**2", "start": {"w": 1}, "samples": [{"x": 1, "y": 2}]},
    **{"rate": 1, "updates": 2},
}
FLAT = {**EXACT, "name": "flat", "descent": "y + 0*w*x"}
BELOW_ZERO = {**EXACT, "name": "below-zero", "descent": "w*x - y"}
TINY = {**EXACT, "name": "tiny", "descent": "(w*x)**2 + 0*y", "start": {"w": 1e-161}, "rate": 0.001}
HEAT = {"name": "heat", "physics": "heat", "hidden": [4], "updates": 20}


VANISHING = {"name": "vanishing", "signal": "gradients", "activation": ["sigmoid", "relu"], "depths": 4, "width": 3}
DEEPER = {"name": "deeper", "signal": "activations", "depths": [4, 6, 13], "width": 2}
DEAD = {"name": "dead", "signal": "dead-units", "activation": "relu", "initial": "he", "depths": 5, "width": 3}
STILL = {"name": "still", "signal": "gradients", "initial": "zeros", "depths": 3, "width": 2}
CURVE = {"name": "curve", "network": [1, 2, 1], "view": "curve"}
FAR = {**CURVE, "name": "far", "activation": "elu", "values": {"w11": -40}}
XOR = [{"x1": a, "x2": b, "y": a ^ b} for a in (0, 1) for b in (0, 1)]
CURVE_OF_SAMPLES = {"name": "several", "network": [2, 2, 1], "view": "curve", "samples": XOR, "sample": 3}
LINEAR = {"name": "linear", "network": [2, 1], "output": "sigmoid", "view": "curve"}
BINARY = {"name": "binary", "network": [2, 1], "loss": "binary-cross-entropy", "view": "curve"}

COST_IN_DEPTH = {"name": "deep-cost", "count": "operations", "width": 2, "depths": [1, 8, 20]}
PLOTS = [COST, COST_IN_DEPTH, COUNT, DESCENT, EXACT, FLAT, BELOW_ZERO, TINY]
PLOTS += [VANISHING, DEEPER, DEAD, STILL, CURVE, FAR, CURVE_OF_SAMPLES, LINEAR, BINARY]


@pytest.mark.parametrize("mapping", [*PLOTS, *({**HEAT, "show": s} for s in ("solution", "error", "residual", "loss"))])
def test_a_plot_is_a_drawing_and_a_table_of_its_numbers(mapping: dict[str, object]) -> None:
    """Well-formed, inside its box, described, and the mapping reads back."""
    specification = Specification.from_mapping(mapping)
    assert Specification.from_mapping(specification.to_mapping()) == specification
    plot = build(specification)
    assert isinstance(plot, PlotFigure)
    drawing = ElementTree.fromstring(plot.drawing)
    assert drawing.get("role") == "img"
    assert (drawing.get("aria-label") or "").endswith(".")
    width, height = (float(each) for each in (drawing.get("viewBox") or "").split()[2:])
    for text in drawing.iter("text"):
        assert 0 <= float(text.get("x") or "") <= width
        assert 0 <= float(text.get("y") or "") <= height
    assert len(ElementTree.fromstring(plot.table).findall(".//tr")) >= 4


def test_operations_are_counted_on_the_graphs_themselves() -> None:
    """Both passes for each width, and what they come to for each parameter."""
    numbers = quotable(Specification.from_mapping(COST))
    for width in (1, 4, 16):
        graph = multilayer_perceptron([1, width, width, 1]).graph
        costs = operation_costs(graph)
        assert int(numbers[f"forward at {len(graph.parameters)}"].replace("\u202f", "")) == costs.forward
        assert int(numbers[f"backward at {len(graph.parameters)}"].replace("\u202f", "")) == costs.backward
        assert int(numbers[f"forward mode at {len(graph.parameters)}"].replace("\u202f", "")) == costs.forward_mode
    assert float(numbers["largest ratio"]) < 4


def test_a_descent_is_the_one_worked_out_by_hand() -> None:
    """For a straight line through 0 the error shrinks by 1 − rate · mean x² at each update."""
    numbers = quotable(Specification.from_mapping(DESCENT))
    left = (1 - 0.1 * 2.5) ** 3
    assert float(numbers["last w"]) == pytest.approx(1 - left, rel=1e-3)
    assert float(numbers["mean loss at 3"]) == pytest.approx(2.5 / 2 * left**2, rel=1e-3)


@pytest.mark.parametrize("mapping", [CURVE, FAR, CURVE_OF_SAMPLES, LINEAR, BINARY], ids=lambda each: str(each["name"]))
def test_units_are_on_the_curve_that_is_drawn(mapping: dict[str, object]) -> None:
    """Between two neighbours of the curve's points, and so is each slope on its own curve."""
    subject = Specification.from_mapping(mapping).subject
    assert isinstance(subject, CurveSubject)
    plot = subject.plot()
    for dot in plot.dots:
        heights = plot.series[dot.kind - 1].values
        place = next(place for place, x in enumerate(plot.xs) if x >= dot.x)
        ends = heights[max(0, place - 1) : place + 1]
        assert min(ends) - 0.01 <= dot.y <= max(ends) + 0.01


def test_a_sample_without_a_name_is_shown_as_it_was_written() -> None:
    """So that it is found among the others."""
    with pytest.raises(BackpropError) as caught:
        Specification.from_mapping({**DESCENT, "samples": [{"x": 1, "y": 2}, {"x": 3}]})
    assert caught.value.value == "{x: 3}"


@pytest.mark.parametrize(
    ("mapping", "argument", "remedy"),
    [
        ({**COST, "depths": [1, 2]}, "depths", "use one of widths"),
        ({"count": "operations", "widths": [1]}, "widths", "list 2 to 20"),
        ({"count": "operations", "widths": [4, 1, 4]}, "widths", "list every number once; 4 stands there twice"),
        ({**COUNT, "depths": [2, 2]}, "depths", "list every number once; 2 stands there twice"),
        ({**DESCENT, "samples": []}, "samples", "list 1 to 50"),
        ({**DESCENT, "samples": [3]}, "samples.0", "list names and numbers"),
        ({**DESCENT, "start": None}, "start", "list names and numbers"),
        ({**DESCENT, "start": {"q": 0.25}}, "start", "name parameters among w, x, y"),
        ({**DESCENT, "start": {"w": 1, "x": 2, "y": 3}}, "start", "leave a name of descent to the samples"),
        ({**DESCENT, "samples": [{"x": 1, "y": 2}, {"x": 3}]}, "samples.1", "every sample gives x, y"),
        ({**DESCENT, "samples": [{"x": 1}]}, "samples.0", "every sample gives x, y"),
        ({**DESCENT, "samples": [{"x": 1, "y": 2, "z": 3}]}, "samples.0.z", "there is no z here"),
        ({**DESCENT, "samples": [{"x": 1, "y": 2, "w": 3}]}, "samples.0.w", "the same for every sample"),
        ({**DESCENT, "updates": 0}, "updates", "whole number from 1"),
        ({**DESCENT, "rate": "fast"}, "rate", "give a number"),
        ({**DESCENT, "descent": "w*"}, "descent", "cannot be read"),
        ({**DESCENT, "values": {"x": 1}}, "values", "leave this out"),
        ({**VANISHING, "signal": "weights"}, "signal", "use one of gradients, activations, dead-units"),
        ({**VANISHING, "activation": "tan"}, "activation", "did you mean tanh"),
        ({**VANISHING, "activation": ["tanh"] * 2}, "activation", "list every line once; number 2 stands there twice"),
        ({**VANISHING, "activation": ["tanh", "relu", "elu", "silu"]}, "activation", "list 2 to 3"),
        ({**VANISHING, "initial": ["he", "xavier", "zeros"]}, "activation", "or a list of 3, one for each"),
        ({**VANISHING, "initial": "he(0"}, "initial", "use one of xavier"),
        ({**VANISHING, "depths": 31}, "depths", "from 2 to 30"),
        ({**VANISHING, "depths": True}, "depths", "from 2 to 30"),
        ({**VANISHING, "width": 13}, "width", "from 1 to 12"),
        ({**VANISHING, "seed": "x"}, "seed", "from 0 to 999999"),
        ({**VANISHING, "view": "curve"}, "view", "use one of signal, activation"),
        ({**CURVE, "mode": "forward"}, "mode", "nothing is stepped through"),
        ({**CURVE, "batch": "rows"}, "batch", "add the line view: layers"),
        ({**CURVE, "network": [1, 2, 2, 1], "activation": ["tanh", "relu"]}, "view", "cannot be tanh and relu"),
        (
            {**BINARY, "network": [2, 2], "loss": "softmax-cross-entropy"},
            "view",
            "softmax is no function of one number",
        ),
        ({**VANISHING, "initial": ["xavier(1)", "xavier(1.0)"], "activation": "relu"}, "initial", "number 2 stands"),
        ({**VANISHING, "activation": ["leaky-relu(0.2)", "leaky-relu(.20)"]}, "activation", "number 2 stands there"),
        ({"expression": "x**2", "values": {"x": 1}, "view": "curve"}, "view", "only a network has layers"),
        ({**HEAT, "physics": "wave"}, "physics", "use one of heat"),
        ({**HEAT, "show": "all"}, "show", "use one of solution, error, residual, loss"),
        ({**HEAT, "updates": 1_000_000}, "updates", "from 10 to 5000"),
    ],
)
def test_a_wrong_plot_names_key_and_remedy(mapping: dict[str, object], argument: str, remedy: str) -> None:
    """As for figures of steps."""
    with pytest.raises(BackpropError) as caught:
        build(Specification.from_mapping(mapping))
    assert caught.value.argument == argument
    assert remedy in caught.value.remedy
