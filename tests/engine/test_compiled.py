"""Straight-line programs and the tape: the same numbers as the steps, to the last bit."""

from __future__ import annotations

import pytest

from backprop.compiled import MOST_OPERATIONS, compile_graph, straight_line
from backprop.derivatives import derivative
from backprop.errors import BackpropError, DomainError, NonFiniteError
from backprop.expression import expression
from backprop.figure.frames import stepped_scene
from backprop.figure.specification import Specification
from backprop.graph import Graph, GraphBuilder, evaluate
from backprop.network import default_values, multilayer_perceptron
from backprop.steps import gradients
from backprop.tape import Tape
from backprop.training import train
from tests.engine.networks import example


def _stepped(graph: Graph, values: dict[str, float]) -> tuple[float, ...]:
    results = evaluate(graph, values)
    found = gradients(graph, results)
    wanted = (graph.nodes[index].name for index in sorted(graph.wanted))
    return (results[graph.output], *(found[name] for name in wanted))


@pytest.mark.parametrize("seed", range(40))
def test_random_networks_give_the_same_bits(seed: int) -> None:
    """Program, tape and steps compute the same texts in the same order."""
    made = example(seed)
    graph = made.network.graph
    compiled = compile_graph(graph)
    numbers = [made.values[name] for name in compiled.given]
    expected = _stepped(graph, made.values)
    assert compiled.value_and_gradients(*numbers) == expected
    assert compiled.value(*numbers) == expected[0]
    tape = Tape(graph)
    assert tape.value_and_gradients(*numbers) == expected
    assert tape.value(*numbers) == expected[0]


@pytest.mark.parametrize(
    "text",
    [
        "log(x1) + x1*x2 - sin(x2)",
        "a = x1*x2; b = a*a; c = a + b*a; max(c, a)*min(a, 2) - abs(b)/sqrt(x2)",
        "x1**x2 + 2**x1 + x1**3 + x2**-2 + (-3)*x1 - 0.5",
        "x1 + " * 60 + "x2",
    ],
)
def test_expressions_give_the_same_bits(text: str) -> None:
    """Constants, powers, kinks and long sums are written out faithfully."""
    graph = expression(text)
    values = {"x1": 1.3, "x2": 0.7}
    compiled = compile_graph(graph)
    expected = _stepped(graph, values)
    assert compiled.value_and_gradients(*(values[name] for name in compiled.given)) == expected


def test_derivatives_compile_too() -> None:
    """A second derivative is a graph like any other."""
    graph = derivative(expression("tanh(w*x + b)"), "x", "x")
    values = {"w": 1.5, "x": 0.7, "b": -0.4}
    compiled = compile_graph(graph)
    numbers = [values[name] for name in compiled.given]
    assert compiled.value_and_gradients(*numbers) == _stepped(graph, values)


def test_long_graphs_run_on_the_tape() -> None:
    """Above the limit there is no program, and the numbers stay the same."""
    graph = expression("; ".join(["a0 = x*y", *(f"a{i} = sin(a{i - 1}) + x" for i in range(1, 700))]))
    compiled = compile_graph(graph)
    assert sum(node.operation is not None for node in graph.nodes) > MOST_OPERATIONS
    assert compiled.source is None
    values = {"x": 0.3, "y": -0.2}
    assert compiled.value_and_gradients(0.3, -0.2) == _stepped(graph, values)
    assert compiled.value(0.3, -0.2) == _stepped(graph, values)[0]


@pytest.mark.parametrize("repeats", [1, 1200])
@pytest.mark.parametrize(
    ("text", "x", "error", "words"),
    [
        ("a = log(x); a", -1.0, DomainError, r"a is log\(-1\)"),
        ("a = 1/x; a", 0.0, DomainError, r"a is div\(1, 0\)"),
        ("a = exp(x); a", 1000.0, NonFiniteError, r"a is exp\(1000\)"),
        ("a = x**0.5; a", -1.0, DomainError, r"a is pow\(-1, 0.5\)"),
        ("a = x*1e300; a", 1e10, NonFiniteError, r"a is mul\(10000000000, 1e\+300\)"),
        ("a = sqrt(x); a", 0.0, DomainError, r"derivative of a is sqrt\(0\)"),
        ("a = x + 1; a", float("nan"), NonFiniteError, "x is nan"),
    ],
)
def test_errors_name_the_node_as_the_steps_do(
    text: str, x: float, error: type[BackpropError], words: str, repeats: int
) -> None:
    """Where a program or the tape fails, the error is that of the steps."""
    first, last = text.split("; ")
    more = "".join(f"; b{i} = 0*x" for i in range(repeats))
    graph = expression(f"{first}{more}; {last} + b0")
    compiled = compile_graph(graph)
    assert (compiled.source is None) == (repeats > 1000)
    with pytest.raises(error, match=words):
        compiled.value_and_gradients(x)
    if "derivative" not in words:
        with pytest.raises(error, match=words):
            compiled.value(x)


@pytest.mark.parametrize("statements", [1, 6])
def test_a_value_needs_no_derivative(statements: int) -> None:
    """√x + 200x + 200x + … has the value 0 at 0, where it has no derivative."""
    sums = (f"a{i + 1} = a{i}" + " + x" * 200 for i in range(statements))
    compiled = compile_graph(expression("; ".join(["v = sqrt(x); a0 = v + x", *sums])))
    assert (compiled.source is None) == (statements > 5)
    assert compiled.value(0.0) == 0.0
    with pytest.raises(DomainError, match=r"derivative of v is sqrt\(0\)"):
        compiled.value_and_gradients(0.0)


def test_programs_hold_no_name_of_an_author() -> None:
    """A hostile name of a node stands nowhere in what is compiled."""
    builder = GraphBuilder()
    x = builder.give("x); import os; (", parameter=True)
    graph = builder.graph(builder.apply("L]", "tanh", (x,)))
    assert "import" not in straight_line(graph)
    assert compile_graph(graph).value_and_gradients(0.0) == (0.0, 1.0)


def test_an_output_that_does_not_depend_has_zero_gradients() -> None:
    """Wanted values that do not reach the output get 0, the output itself 1."""
    builder = GraphBuilder()
    x, y = builder.give("x"), builder.give("y")
    output = builder.apply("L", "tanh", (x,))
    graph = builder.graph(output, [x, y, output])
    expected = _stepped(graph, {"x": 0.5, "y": 1.0})
    assert expected[2:] == (0.0, 1.0)
    assert compile_graph(graph).value_and_gradients(0.5, 1.0) == expected
    assert Tape(graph).value_and_gradients(0.5, 1.0) == expected


def test_the_program_is_the_same_each_time() -> None:
    """No counter, address or hash order gets into a program."""
    network = multilayer_perceptron([2, 3, 2])
    again = multilayer_perceptron([2, 3, 2])
    assert straight_line(network.graph) == straight_line(again.graph)
    assert default_values(network) == default_values(again)


CANCELLING = "0.1*x + 0.2*x - 0.3*x"


@pytest.mark.parametrize("text", [CANCELLING, " + ".join([CANCELLING] * 20), f"v = {CANCELLING}; u = 3*v; u*u + v"])
def test_what_cancels_is_zero_everywhere(text: str) -> None:
    """What rounding leaves of parts that cancel is no slope."""
    graph = expression(text)
    expected = _stepped(graph, {"x": 0.7})
    assert expected[1] == 0
    assert compile_graph(graph).value_and_gradients(0.7) == expected
    assert Tape(graph).value_and_gradients(0.7) == expected


def test_a_training_does_not_move_the_bias_that_all_outputs_of_a_softmax_share() -> None:
    """Its gradient is p1 − y1 + p2 − y2 + p3 − y3, which is 0."""
    wiring = {"bias": "shared", "loss": "softmax-cross-entropy", "fused": True}
    specification = Specification.from_mapping({"name": "a", "title": "a", "network": [2, 2, 3], **wiring})
    graph = stepped_scene(specification).graph
    last = list(train(graph, specification.values, rate=0.5, updates=20))[-1]
    assert last.parameters["bo"] == specification.values["bo"]
    assert last.parameters["wo11"] != specification.values["wo11"]
