"""Every published and recomputed case of tests/cases.json."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from backprop.derivatives import derivative, gradient
from backprop.expression import expression
from backprop.graph import Graph, GraphBuilder, evaluate
from backprop.network import multilayer_perceptron
from backprop.operations import tanh
from backprop.steps import backward_steps, gradients
from backprop.tangents import tangent_steps
from backprop.tracing import Operand, trace

CASES: dict[str, dict[str, Any]] = {
    case["id"]: case for case in json.loads((Path(__file__).parents[1] / "cases.json").read_text())["cases"]
}

# An expression for each case that is one, and what each expected key is called in its graph.
EXPRESSIONS: dict[str, tuple[str, dict[str, str]]] = {
    "cs231n-xyz": ("q = x + y; f = q*z", {}),
    "cs231n-sigmoid-neuron": (
        "dot = w0*x0 + w1*x1 + w2; neg = -dot; exponential = exp(neg); plus1 = exponential + 1; f = 1/plus1",
        {"exp": "exponential", "d_inv_in": "d_plus1", "d_exp_out": "d_exponential"},
    ),
    "cs231n-patterns": ("xy = x*y; largest = max(z, w); s = xy + largest; f = 2*s", {"max": "largest"}),
    "colah-e": ("c = a + b; d = b + 1; e = c*d", {}),
    "micrograd-issue-68-dag": ("c = a + b; d = a*b; e = c + d; f = c*d; y = e + f", {}),
}


def _numbers(case: Mapping[str, Any]) -> dict[str, float]:
    """The case's inputs by name; lists are numbered from 0: w0, w1, …"""
    found: dict[str, float] = {}
    for name, value in case["inputs"].items():
        if isinstance(value, list):
            found.update({f"{name}{i}": float(each) for i, each in enumerate(value)})
        elif name != "code":
            found[name] = float(value)
    return found


def _near(case: str, expected: str) -> object:
    relative = CASES[case]["tolerance"].get("float64_vs_expected_rtol", 1e-15)
    return pytest.approx(float(expected), rel=relative, abs=1e-16)


def _measured(graph: Graph, values: Mapping[str, float]) -> dict[str, float]:
    """Values by name, and gradients as d_name."""
    results = evaluate(graph, values)
    by_name = {node.name: results[node.index] for node in graph.nodes}
    return by_name | {f"d_{name}": each for name, each in gradients(graph, results).items()}


@pytest.mark.parametrize(
    ("case", "key"),
    [(case, key) for case in EXPRESSIONS for key, value in CASES[case]["expected"].items() if isinstance(value, str)],
)
def test_expressions_give_the_published_numbers(case: str, key: str) -> None:
    """Values and gradients to the stated tolerance; the printed digits as far as they go."""
    text, other_names = EXPRESSIONS[case]
    measured = _measured(expression(text), _numbers(CASES[case]))
    name = other_names.get(key) or re.sub(r"^d\w?_?d_?(?=\w)", "d_", key)
    name = name if name in measured else re.sub(r"^d_?", "d_", key)
    assert measured[name] == _near(case, CASES[case]["expected"][key])
    published = CASES[case]["published"]
    if isinstance(published, dict) and key in published:
        shown = CASES[case]["tolerance"].get("vs_published_abs", 0.0)
        assert measured[name] == pytest.approx(float(published[key]), abs=shown + 1e-12)


def test_baydins_traces_line_by_line() -> None:
    """Tables 2 and 3: names, values, tangents, and the adjoints in the order of the tables."""
    case = CASES["baydin-tables-2-3"]
    expected = case["expected"]
    graph = expression("ln(x1) + x1*x2 - sin(x2)")
    values = evaluate(graph, _numbers(case))
    assert [node.name for node in graph.nodes] == ["x1", "x2", "v1", "v2", "v3", "v4", "y"]
    measured = _measured(graph, _numbers(case))
    # The paper computes sin before the sum; in the text the sum stands first.
    for name, key in {"v1": "v1", "v2": "v2", "v4": "v3", "v3": "v4", "y": "y"}.items():
        assert measured[name] == _near(case["id"], expected[key])
    tangents = {graph.nodes[step.target].name: step.result for step in tangent_steps(graph, values, {"x1": 1.0})}
    assert tangents == {"v1": 0.5, "v2": 5.0, "v3": 5.5, "y": 5.5}
    arrived = [
        (graph.nodes[step.target].name, step.part, step.result)
        for step in backward_steps(graph, values, split_sums=True)
        if graph.nodes[step.target].name in ("x1", "x2")
    ]
    keys = {
        ("x2", "contribution"): ["v0_bar_contrib_v3", "v0_bar_contrib_v2"],
        ("x2", "sum"): ["x2_bar"],
        ("x1", "contribution"): ["v-1_bar_contrib_v2", "v-1_bar_contrib_v1"],
        ("x1", "sum"): ["x1_bar"],
    }
    for name, part, result in arrived:
        assert result == _near(case["id"], expected[keys[name, part].pop(0)])
    assert [name for name, *_ in arrived] == ["x2", "x1", "x2", "x2", "x1", "x1"]


def test_the_papers_evaluation_order_can_be_written() -> None:
    """With the statements in the paper's order the adjoint trace is table 3 itself."""
    graph = expression("v1 = ln(x1); v2 = x1*x2; v3 = sin(x2); v4 = v1 + v2; v5 = v4 - v3")
    order = [
        graph.nodes[step.target].name
        for step in backward_steps(graph, evaluate(graph, {"x1": 2, "x2": 5}), split_sums=True)
    ]
    assert order == ["v4", "v3", "v1", "v2", "x2", "x1", "x2", "x2", "x1", "x1"]


def test_autodidax_first_derivative_and_the_circle_of_sines() -> None:
    """f(x) = −(2 sin x) + x at 3, and sine differentiated four times."""
    case = CASES["jax-autodidax"]
    graph = expression("-(2*sin(x)) + x")
    measured = _measured(graph, {"x": 3.0})
    assert measured["y"] == _near(case["id"], case["expected"]["f"])
    assert measured["d_x"] == _near(case["id"], case["expected"]["f'"])
    for order in range(1, 5):
        nested = derivative(expression("sin(x)"), *["x"] * order)
        expected = case["expected"]["sin" + "'" * order]
        assert evaluate(nested, {"x": 3.0})[nested.output] == _near(case["id"], expected)


@pytest.mark.parametrize("row", [0, 1])
def test_pytorchs_tutorial(row: int) -> None:
    """Q = 3a³ − b² element by element, with an external gradient of 1."""
    case = CASES["pytorch-autograd-tutorial"]
    a, b = (float(case["inputs"][name][row]) for name in "ab")
    measured = _measured(expression("3*a**3 - b**2", output="Q"), {"a": a, "b": b})
    expected = {"Q": "Q", "d_a": "a.grad", "d_b": "b.grad"}
    for name, key in expected.items():
        assert measured[name] == float(case["expected"][key][row])


@pytest.mark.parametrize(
    ("key", "names"),
    [
        ("u", ""),
        ("u_x", "x"),
        ("u_xx", "xx"),
        ("u_xxx", "xxx"),
        ("u_xxxx", "xxxx"),
        ("dux_dw", "xw"),
        ("dux_db", "xb"),
        ("duxx_dw", "xxw"),
        ("duxx_db", "xxb"),
    ],
)
def test_a_tanh_neuron_to_the_fourth_derivative(key: str, names: str) -> None:
    """u = tanh(wx + b) and its derivatives equal the closed forms of the case."""
    case = CASES["pinn-tanh-closed-form"]
    graph = expression("u = tanh(w*x + b)")
    nested = derivative(graph, *names) if names else graph
    measured = evaluate(nested, _numbers(case))[nested.output]
    assert measured == _near(case["id"], case["expected"][key])
    if names == "xx":
        assert nested.nodes[nested.output].name == "u_xx"


def _burgers(x: Operand, t: Operand, w_x: Operand, w_t: Operand, b: Operand, w_o: Operand, b_o: Operand) -> Operand:
    u = w_o * tanh(w_x * x + w_t * t + b) + b_o
    u_x, u_t = gradient(u, x, t)
    (u_xx,) = gradient(u_x, x)
    return u_t + u * u_x - 0.1 * u_xx


def test_the_burgers_residual_of_a_travelling_wave() -> None:
    """The exact solution has no residual, and the control has the case's."""
    case = CASES["pinn-burgers-one-neuron"]
    inputs = case["inputs"]
    net = {name: float(each) for name, each in inputs["as_net"].items()}
    values = {"x": float(inputs["x"]), "t": float(inputs["t"]), **net}
    graph = trace(_burgers, output="r")
    assert abs(evaluate(graph, values)[graph.output]) <= case["tolerance"]["residual_abs"]
    control = evaluate(graph, {**values, "w_x": 2.0, "w_t": -2.0})[graph.output]
    expected = case["expected"]["control residual with w_x=2.0,w_t=-2.0"]
    assert control == _near(case["id"], expected)
    u = expression("u = w_o*tanh(w_x*x + w_t*t + b) + b_o")
    for key, names in {"u_t": "t", "u_x": "x", "u_xx": "xx"}.items():
        nested = derivative(u, *names)
        measured = evaluate(nested, values)[nested.output]
        assert measured == _near(case["id"], case["expected"][key])


def _chapter(output: str) -> Graph:
    """The chapter's network, ending at `output`, with every given gradient wanted."""
    network = multilayer_perceptron([1, 2, 1]).graph
    builder = GraphBuilder(network)
    return builder.graph(network.by_name[output], [node.index for node in network.given])


def test_the_chapters_input_gradient_is_a_sum() -> None:
    """∂L/∂x has two contributions, through z1 and z2."""
    case = CASES["own-1-2-1"]
    graph = _chapter("L")
    values = evaluate(graph, _numbers(case))
    step = next(s for s in backward_steps(graph, values) if s.target == graph.by_name["x"])
    found = {graph.nodes[each.consumer].name: each.product for each in step.contributions}
    for name, product in found.items():
        assert product == _near(case["id"], case["expected"][f"dL_dx_via_{name}"])
    assert step.result == _near(case["id"], case["expected"]["dL_dx"])


@pytest.mark.parametrize("order", [1, 2, 3])
def test_the_chapters_network_differentiated_by_its_input(order: int) -> None:
    """ŷ_x, ŷ_xx and ŷ_xxx of the 1-2-1 network."""
    case = CASES["own-1-2-1"]
    nested = derivative(_chapter("yhat"), *["x"] * order)
    measured = evaluate(nested, _numbers(case))[nested.output]
    key = "yhat_" + "x" * order
    assert measured == pytest.approx(float(case["expected"][key]), rel=1e-10)
    assert nested.nodes[nested.output].name == key


def _residual(
    x: Operand, w11: Operand, b1: Operand, w12: Operand, b2: Operand, wo1: Operand, wo2: Operand,
    bo: Operand,
) -> Operand:  # fmt: skip
    u = wo1 * tanh(w11 * x + b1) + wo2 * tanh(w12 * x + b2) + bo
    (u_x,) = gradient(u, x)
    (u_xx,) = gradient(u_x, x)
    residual = u_xx + u - u**3
    return residual**2 / 2


def test_the_gradient_of_a_squared_residual_by_every_parameter() -> None:
    """½(ŷ_xx + ŷ − ŷ³)² differentiated by the parameters, through two nested derivatives."""
    case = CASES["own-1-2-1"]
    graph = trace(_residual, output="loss")
    numbers = {name: each for name, each in _numbers(case).items() if name != "y"}
    found = gradients(graph, evaluate(graph, numbers))
    for name, expected in case["expected"]["grad_of_half_r^2"].items():
        assert found[name] == pytest.approx(float(expected), rel=1e-10)


def test_no_case_is_left_out() -> None:
    """Each case of the file is named by a test of this folder."""
    tests = "".join(path.read_text() for path in Path(__file__).parent.glob("test_*.py"))
    assert [name for name in CASES if f'"{name}"' not in tests] == []
