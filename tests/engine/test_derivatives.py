"""Derivatives as graphs: orders, names, stepping them, and gradients inside traced functions."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import pytest

from backprop.checking import check_gradients
from backprop.derivatives import derivative, derivative_name, gradient, gradient_graph
from backprop.errors import BackpropError, DomainError, GraphError
from backprop.expression import expression
from backprop.graph import Graph, evaluate
from backprop.network import multilayer_perceptron
from backprop.operations import cos, exp, maximum, normal_cdf, sigmoid, sin, softmax, softplus, tanh
from backprop.primitives import PRIMITIVES
from backprop.steps import backward_steps, forward_steps, gradients
from backprop.tracing import Operand, Traced, trace
from tests.engine.networks import example

X = 0.7
T, S = math.tanh(X), 1 / (1 + math.exp(-X))
DENSITY = math.exp(-X * X / 2) / math.sqrt(2 * math.pi)
CLOSED: dict[str, Sequence[float]] = {
    "exp": [math.exp(X)] * 4,
    "log": [1 / X, -1 / X**2, 2 / X**3, -6 / X**4],
    "sqrt": [X**-0.5 / 2, -(X**-1.5) / 4, 3 * X**-2.5 / 8, -15 * X**-3.5 / 16],
    "sin": [math.cos(X), -math.sin(X), -math.cos(X), math.sin(X)],
    "cos": [-math.sin(X), -math.cos(X), math.sin(X), math.cos(X)],
    "tanh": [
        1 - T**2,
        -2 * T * (1 - T**2),
        -2 * (1 - T**2) * (1 - 3 * T**2),
        8 * T * (1 - T**2) * (2 - 3 * T**2),
    ],
    "sigmoid": [
        S * (1 - S),
        S * (1 - S) * (1 - 2 * S),
        S * (1 - S) * (1 - 6 * S + 6 * S**2),
        S * (1 - S) * (1 - 2 * S) * (1 - 12 * S + 12 * S**2),
    ],
    "softplus": [S, S * (1 - S), S * (1 - S) * (1 - 2 * S), S * (1 - S) * (1 - 6 * S + 6 * S**2)],
    "normal_cdf": [DENSITY, -X * DENSITY, (X**2 - 1) * DENSITY, (3 * X - X**3) * DENSITY],
    "gelu": [
        math.erfc(-X / math.sqrt(2)) / 2 + X * DENSITY,
        (2 - X**2) * DENSITY,
        (X**3 - 4 * X) * DENSITY,
        (-(X**4) + 7 * X**2 - 4) * DENSITY,
    ],
    "relu": [1.0, 0.0, 0.0, 0.0],
    "abs": [1.0, 0.0, 0.0, 0.0],
    "neg": [-1.0, 0.0, 0.0, 0.0],
    "identity": [1.0, 0.0, 0.0, 0.0],
}


@pytest.mark.parametrize("row", CLOSED)
@pytest.mark.parametrize("order", [1, 2, 3, 4])
def test_rows_equal_their_closed_forms_to_order_four(row: str, order: int) -> None:
    """Nested reverse mode equals calculus by hand."""
    assert row in PRIMITIVES

    def function(x: Operand) -> Operand:
        assert isinstance(x, Traced)
        return x.tracer.apply(row, x)

    nested = derivative(trace(function), *["x"] * order)
    measured = evaluate(nested, {"x": X})[nested.output]
    assert measured == pytest.approx(CLOSED[row][order - 1], rel=1e-11, abs=1e-15)


def test_the_gradient_is_a_graph_that_steps() -> None:
    """u_x is computed forward step by step, and its own gradients backward step by step."""
    u_x = derivative(expression("u = tanh(w*x + b)"), "x")
    values = evaluate(u_x, {"w": 1.5, "x": 0.7, "b": -0.4})
    names = [u_x.nodes[step.target].name for step in forward_steps(u_x, values)]
    assert names == ["v1", "v2", "u", "v3", "u_v2", "u_x"]
    names = [u_x.nodes[step.target].name for step in backward_steps(u_x, values)]
    assert names[-1] in ("x", "b", "w")
    assert set(names) >= {"u_v2", "v3", "u", "w", "b", "x"}


def test_names_of_derivatives_are_those_of_the_field() -> None:
    """u_x, u_xx and u_xw; names of several letters stay apart."""
    names = [derivative_name("u", "x"), derivative_name("u_x", "x"), derivative_name("u_x", "w")]
    assert names == ["u_x", "u_xx", "u_xw"]
    assert derivative_name("L", "w11") == "L_w11"
    assert derivative_name("L_w11", "w12") == "L_w11_w12"


def test_the_hessian_is_symmetric() -> None:
    """∂²/∂x∂y equals ∂²/∂y∂x."""
    graph = expression("exp(x*y)*sin(x + y*y)")
    numbers = {"x": 0.3, "y": -0.8}
    results = []
    for names in ("xy", "yx"):
        nested = derivative(graph, *names)
        results.append(evaluate(nested, numbers)[nested.output])
    assert results[0] == pytest.approx(results[1], rel=1e-13)


def test_every_gradient_of_a_network_is_a_graph_too() -> None:
    """The graphs of ∂L/∂parameter give what the backward pass gives, for mixed activations."""
    for seed in range(12):
        made = example(seed)
        graph = made.network.graph
        found = gradients(graph, evaluate(graph, made.values))
        names = [graph.nodes[index].name for index in sorted(graph.parameters)][:6]
        for name, nested in zip(names, gradient_graph(graph, names), strict=True):
            measured = evaluate(nested, made.values)[nested.output]
            assert measured == pytest.approx(found[name], rel=1e-11, abs=1e-15)


def test_second_derivatives_of_a_network_agree_with_central_differences() -> None:
    """The gradient of a gradient graph is checked as any gradient is."""
    network = multilayer_perceptron([2, 3, 2], "silu", "softmax-cross-entropy")
    values = {node.name: 0.1 * (i % 7) - 0.25 for i, node in enumerate(network.graph.given)}
    (nested,) = gradient_graph(network.graph, ["w11"])
    for method in ("central-difference", "complex-step"):
        assert all(check.agrees for check in check_gradients(nested, values, method))


def _heat(x: Operand, t: Operand) -> Operand:
    u = exp(-t) * sin(x)
    (u_t,) = gradient(u, t)
    (u_x,) = gradient(u, x)
    (u_xx,) = gradient(u_x, x)
    return u_t - u_xx


def test_gradients_inside_a_traced_function() -> None:
    """exp(−t) sin x solves the heat equation u_t = u_xx."""
    graph = trace(_heat)
    assert abs(evaluate(graph, {"x": 0.4, "t": 0.3})[graph.output]) < 1e-16


def test_a_gradient_that_does_not_depend_is_zero() -> None:
    """Where nothing depends on the value, the derivative is the constant 0."""
    nested = derivative(expression("x*x + 0*y"), "x", "x", "x")
    assert evaluate(nested, {"x": 2.0, "y": 1.0})[nested.output] == 0.0
    assert derivative(trace(lambda x, y: x * x), "y").nodes[-1].name == "v1_y"


def test_a_derivative_keeps_the_domain() -> None:
    """1/x at −1 is a number, but log has no derivative there, at any order."""
    for order in (1, 2, 3):
        with pytest.raises(DomainError, match=r"log\(-1\)"):
            evaluate(derivative(expression("log(x)"), *["x"] * order), {"x": -1.0})


@pytest.mark.parametrize(
    ("names", "words"),
    [((), "one to 4"), (("x",) * 5, "one to 4"), (("v1",), "given value"), (("q",), "name is q")],
)
def test_bad_orders_and_names_are_refused(names: tuple[str, ...], words: str) -> None:
    """Order 0 and 5, an operation, an unknown name."""
    with pytest.raises(GraphError, match=words):
        derivative(expression("sin(x)*x"), *names)


def _softmax_of(x: Operand, y: Operand) -> Operand:
    return softmax(x, x, y) * 3 + 2**x - y / 2 + abs(x) ** 3 - +x


def test_tracing_covers_the_operators() -> None:
    """Operators from both sides, abs, softmax: the value is that of the same floats."""
    graph: Graph = trace(_softmax_of)
    value = evaluate(graph, {"x": 0.4, "y": -0.3})[graph.output]
    assert value == pytest.approx(_softmax_of(0.4, -0.3), rel=1e-14)
    assert all(check.agrees for check in check_gradients(graph, {"x": 0.4, "y": -0.3}))


@pytest.mark.parametrize("function", [sigmoid, softplus, normal_cdf, cos, tanh])
def test_operations_work_on_plain_numbers(function: Callable[..., Operand]) -> None:
    """The same functions compute on floats what their graphs compute."""
    graph = trace(lambda x: function(x))
    assert evaluate(graph, {"x": 0.3})[-1] == function(0.3)
    assert maximum(1.0, 2.0) == 2.0


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (lambda x: x if x > 0 else -x, "no branches"),
        (lambda x: 1.0 if x else 0.0, "no branches"),
        (lambda x: math.sin(x), "backprop.operations"),
        (lambda x: x + "1", "use traced numbers"),
        (lambda x: x * True, "use traced numbers"),
        (lambda x: "x", "use traced numbers"),
        (lambda *x: x[0], "plain function"),
        (lambda *, x: x, "plain function"),
        (math.sin, "plain function"),
        (lambda x: x * float("nan"), "finite"),
    ],
)
def test_functions_that_are_no_graph_are_refused(function: Callable[..., Operand], words: str) -> None:
    """Branches, `math`, text, unnamed arguments: an error with a remedy."""
    with pytest.raises(BackpropError, match=words):
        trace(function)


def test_two_traces_do_not_mix() -> None:
    """A traced number that escaped its function is refused by another one."""
    kept: list[Operand] = []
    trace(lambda x: kept.append(x) or x)  # type: ignore[func-returns-value]
    with pytest.raises(GraphError, match="two traces"):
        trace(lambda x: x * kept[0])
