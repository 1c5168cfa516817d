"""Backward and forward sweeps: sums at forks, the overwrite bug, tangents."""

from __future__ import annotations

import random

import pytest

from backprop.errors import DomainError, GraphError, NonFiniteError
from backprop.expression import expression
from backprop.graph import Graph, GraphBuilder, evaluate
from backprop.network import default_values, multilayer_perceptron
from backprop.steps import backward_steps, gradients
from backprop.tangents import directional_derivative, tangent_steps
from backprop.wiring import Wiring
from tests.engine.networks import example

DEEP = multilayer_perceptron([1, 2, 2, 1])
DEEP_VALUES = evaluate(DEEP.graph, default_values(DEEP))


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("outputs", [2, 3])
def test_what_cancels_but_for_rounding_is_0(outputs: int, seed: int) -> None:
    """Softmax probabilities less targets add up to 0, so one bias of all scores has the gradient 0, not 1e-16."""
    network = multilayer_perceptron([2, 2, outputs], "tanh", "softmax-cross-entropy", wiring=Wiring(bias="shared"))
    choose = random.Random(seed)
    given = {name: choose.uniform(-2, 2) for name in default_values(network) if not name.startswith("y")}
    values = evaluate(network.graph, {**default_values(network), **given})
    found = gradients(network.graph, values)
    assert found["bo"] == 0.0
    assert all(abs(slope) > 1e-12 for name, slope in found.items() if name.startswith("wo"))
    forward = directional_derivative(network.graph, values, {"bo": 1.0})
    assert forward == 0.0


def test_what_is_small_and_no_rounding_stays() -> None:
    """1e-14 of the parts is no rounding."""
    graph = expression("a*x - b*x", ["x"])
    values = evaluate(graph, {"a": 1 + 1e-14, "b": 1.0, "x": 2.0})
    assert gradients(graph, values)["x"] == pytest.approx(1e-14, rel=1e-2)


def test_split_sums_show_each_contribution_and_then_the_sum() -> None:
    """At a fork each product is a step, and the sum follows; elsewhere nothing changes."""
    whole = list(backward_steps(DEEP.graph, DEEP_VALUES))
    split = list(backward_steps(DEEP.graph, DEEP_VALUES, split_sums=True))
    assert [step.part for step in whole] == ["whole"] * len(whole)
    forked = {step.target for step in whole if len(step.contributions) > 1}
    assert {DEEP.graph.nodes[index].name for index in forked} == {"h1_1", "h1_2"}
    assert [s.result for s in split if s.part != "contribution"] == [s.result for s in whole]
    for index in forked:
        parts = [step for step in split if step.target == index]
        assert [step.part for step in parts] == ["contribution", "contribution", "sum"]
        assert parts[2].result == parts[0].result + parts[1].result


def test_overwriting_is_right_on_the_chapters_network_and_wrong_on_a_deeper_one() -> None:
    """With one path from every parameter the bug passes; where gradients meet it does not."""
    small = multilayer_perceptron([1, 2, 1])
    values = evaluate(small.graph, default_values(small))
    right, wrong = (gradients(small.graph, values, overwrite=flag) for flag in (False, True))
    assert right == wrong
    right, wrong = (gradients(DEEP.graph, DEEP_VALUES, overwrite=flag) for flag in (False, True))
    differing = {name for name, value in right.items() if value != wrong[name]}
    assert differing == {"h1_1", "h1_2", "z1_1", "z1_2", "w1_11", "w1_12", "b1_1", "b1_2"}


@pytest.mark.parametrize("seed", range(30))
def test_both_sweeps_give_the_same_derivative(seed: int) -> None:
    """The tangent along a direction is the gradient times the direction."""
    made = example(seed)
    graph = made.network.graph
    values = evaluate(graph, made.values)
    direction = {graph.nodes[i].name: (-1.0) ** i * (1 + i % 3) for i in sorted(graph.wanted)}
    found = gradients(graph, values)
    expected = sum(found[name] * each for name, each in direction.items())
    tangent = directional_derivative(graph, values, direction)
    size = sum(abs(found[name] * each) for name, each in direction.items())
    assert tangent == pytest.approx(expected, rel=1e-10, abs=1e-13 * size)


def test_tangent_steps_visit_only_what_depends_on_the_direction() -> None:
    """Along x2 the logarithm has no tangent; each step is the sum of its products."""
    graph = expression("log(x1) + x1*x2 - sin(x2)")
    values = evaluate(graph, {"x1": 2.0, "x2": 5.0})
    steps = list(tangent_steps(graph, values, {"x2": 1.0}))
    assert [graph.nodes[step.target].name for step in steps] == ["v2", "v3", "v4", "y"]
    for step in steps:
        assert step.phase == "tangent"
        assert step.result == sum(each.product for each in step.contributions)


def test_a_direction_names_given_values() -> None:
    """Neither an operation nor an unknown name is a direction."""
    graph = expression("x*x + 1")
    values = evaluate(graph, {"x": 1.0})
    for name in ("v1", "1", "nothing"):
        with pytest.raises(GraphError, match=name):
            list(tangent_steps(graph, values, {name: 1.0}))
    assert directional_derivative(expression("x*y"), [1.0, 2.0, 2.0], {}) == 0.0


@pytest.mark.parametrize(
    ("text", "numbers", "error", "words"),
    [
        ("sqrt(x)", {"x": 0.0}, DomainError, "derivative of y is sqrt(0)"),
        ("x**0.5", {"x": 0.0}, DomainError, "derivative of y is pow(0, 0.5)"),
        ("x*1e200*1e200", {"x": 1e-200}, NonFiniteError, "gradient by x is inf"),
    ],
)
def test_errors_of_the_backward_pass_name_their_place(
    text: str, numbers: dict[str, float], error: type[Exception], words: str
) -> None:
    """A local partial or a product without a finite value names node, operation and value."""
    graph = expression(text)
    with pytest.raises(error, match=words.replace("(", r"\(").replace(")", r"\)")):
        list(backward_steps(graph, evaluate(graph, numbers)))


def test_partials_that_nobody_asks_for_are_not_computed() -> None:
    """By its base alone, (−2)**y is differentiated without the logarithm of −2."""
    graph = expression("x**y", parameters=["x"])
    builder = GraphBuilder(graph)
    only_x = builder.graph(graph.output, [graph.by_name["x"]])
    assert gradients(only_x, evaluate(only_x, {"x": -2.0, "y": 2.0})) == {"x": -4.0}


def _graph(**extra: object) -> Graph:
    builder = GraphBuilder()
    x = builder.give("x")
    y = builder.apply("y", "tanh", (x,))
    return builder.graph(y, [x], **extra)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("values", "error", "words"),
    [
        ({}, GraphError, "x is missing"),
        ({"x": 1.0, "z": 2.0}, GraphError, "name is z"),
        ({"x": "one"}, GraphError, "x is one: give a number"),
        ({"x": None}, GraphError, "x is None: give a number"),
        ({"x": float("nan")}, NonFiniteError, "x is nan"),
        ({"x": float("inf")}, NonFiniteError, "x is inf"),
        ({"x": 10**400}, GraphError, "give a number"),
    ],
)
def test_bad_values_are_refused_by_name(values: dict[str, float], error: type[Exception], words: str) -> None:
    """Missing, unknown, not a number, not finite: the message names the value's name."""
    with pytest.raises(error, match=words):
        evaluate(_graph(), values)


def test_a_graph_has_no_cycles_and_no_strange_nodes() -> None:
    """An operation reads earlier nodes only; output, wanted and order name nodes that exist."""
    builder = GraphBuilder()
    x = builder.give("x")
    for parents in [(1,), (-1,), (5,)]:
        with pytest.raises(GraphError, match="added before"):
            builder.apply("y", "tanh", parents)
    with pytest.raises(GraphError, match="takes 1 arguments"):
        builder.apply("y", "tanh", (x, x))
    with pytest.raises(GraphError, match="a name of its own"):
        builder.give("x")
    for arguments in [(7, [x]), (x, [9])]:
        with pytest.raises(GraphError, match="index of one"):
            builder.graph(*arguments)
    with pytest.raises(GraphError, match="visit y before"):
        _graph(backward_order=[0, 1])
    with pytest.raises(GraphError, match="nothing"):
        _graph().node("nothing")
