"""Expressions as text: what they mean, and what is refused where."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backprop.checking import check_gradients
from backprop.errors import BackpropError, ExpressionError
from backprop.expression import expression
from backprop.graph import Graph, evaluate
from backprop.steps import backward_steps, gradients
from backprop.tokens import DEEPEST_NESTING, LONGEST_STATEMENT

LEAVES = st.sampled_from(["x", "y", "z", "2", "0.5", "3.25", "pi"])


def _longer(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.tuples(inner, st.sampled_from(["+", "-", "*"]), inner).map("({0[0]} {0[1]} {0[2]})".format),
        st.tuples(inner, inner).map("({0[0]} / (2.5 + sin({0[1]})))".format),
        st.tuples(inner, st.sampled_from(["2", "3"])).map("tanh({0[0]})**{0[1]}".format),
        st.tuples(st.sampled_from(["sin", "cos", "tanh", "sigmoid", "softplus", "silu", "gelu"]), inner).map(
            "{0[0]}({0[1]})".format
        ),
        inner.map("(-{})".format),
    )


EXPRESSIONS = st.recursive(LEAVES, _longer, max_leaves=12)
FLOATS = st.floats(-2, 2, allow_nan=False)
MEANING: dict[str, Callable[..., float]] = {
    "sin": math.sin,
    "cos": math.cos,
    "tanh": math.tanh,
    "sigmoid": lambda a: 1 / (1 + math.exp(-a)),
    "softplus": lambda a: math.log(1 + math.exp(a)),
    "silu": lambda a: a / (1 + math.exp(-a)),
    "gelu": lambda a: a * (1 + math.erf(a / math.sqrt(2))) / 2,
}


def _values(graph: Graph, **numbers: float) -> dict[str, float]:
    return {node.name: numbers[node.name] for node in graph.given}


@given(text=EXPRESSIONS, x=FLOATS, y=FLOATS, z=FLOATS)
@settings(max_examples=150, deadline=None, derandomize=True)
def test_the_value_is_what_python_computes(text: str, x: float, y: float, z: float) -> None:
    """The graph's value equals the text's as a Python expression, to rounding."""
    graph = expression(f"r = {text} + x")
    values = _values(graph, x=x, y=y, z=z)
    try:
        value = evaluate(graph, values)[graph.output]
    except BackpropError:
        return
    names = {"x": x, "y": y, "z": z, "pi": math.pi}
    expected = eval(f"{text} + x", {**MEANING, **names})  # noqa: S307 - the test wrote this text
    assert value == pytest.approx(expected, rel=1e-9, abs=1e-9)


@given(text=EXPRESSIONS, x=FLOATS, y=FLOATS, z=FLOATS)
@settings(max_examples=150, deadline=None, derandomize=True)
def test_gradients_agree_with_the_complex_step(text: str, x: float, y: float, z: float) -> None:
    """The backward pass of any expression agrees with a method that uses no derivative rule."""
    graph = expression(f"r = {text} + x")
    values = _values(graph, x=x, y=y, z=z)
    try:
        largest = max(map(abs, evaluate(graph, values)))
        checks = check_gradients(graph, values, "complex-step")
    except BackpropError:
        return
    for check in checks:
        assert check.gradient == pytest.approx(check.estimate, rel=1e-8, abs=1e-9 * max(1.0, largest))


def test_operations_are_numbered_and_inputs_come_as_they_appear() -> None:
    """x1 and x2 stand first, then v1, v2, …, and the result is y."""
    graph = expression("log(x1) + x1*x2 - sin(x2)")
    names = [node.name for node in graph.nodes]
    assert names == ["x1", "x2", "v1", "v2", "v3", "v4", "y"]
    rows = [node.operation.name for node in graph.nodes if node.operation]
    assert rows == ["log", "mul", "add", "sin", "sub"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("v1 + v2*v1", ["v1", "v2", "u1", "y"]),
        ("y*2 + y", ["y", "2", "v1", "f"]),
        ("y*f", ["y", "f", "v1"]),
        ("q = x + 1; f = q*q", ["x", "1", "q", "f"]),
        ("q = x; q*q", ["x", "y"]),
        ("q = +x; q*x", ["x", "y"]),
        ("q = +x", ["x", "q"]),
        ("q = +(x*x); q*x", ["x", "q", "y"]),
        ("p = x*x; q = ++p; q + p", ["x", "p", "y"]),
        ("x", ["x", "y"]),
        ("z = a*b + 1; q = z*z; q*a + z", ["a", "b", "v1", "1", "z", "q", "v2", "y"]),
        ("1/2*x", ["x", "0.5", "y"]),
        ("-x**2", ["x", "v1", "y"]),
        ("max(a, b, c)", ["a", "b", "c", "y"]),
        ("a = 2\nb = a*x\nb + x", ["x", "2", "b", "y"]),
        ("ln(pi*x)", ["x", repr(math.pi), "v1", "y"]),
    ],
)
def test_names_follow_the_documented_scheme(text: str, names: list[str]) -> None:
    """Assigned names stay, numbers are folded into constants, a taken letter gives way."""
    assert [node.name for node in expression(text).nodes] == names


def test_the_backward_pass_reverses_the_list() -> None:
    """Cotangents are complete in the reverse of the evaluation order."""
    graph = expression("a = x*y; b = sin(a); c = a + b; d = c*b")
    steps = backward_steps(graph, evaluate(graph, {"x": 0.3, "y": 0.7}))
    assert [graph.nodes[step.target].name for step in steps] == ["c", "b", "a", "x", "y"]


def test_a_name_read_twice_gets_both_contributions() -> None:
    """x*x has the gradient 2x: each of its two arguments contributes."""
    graph = expression("x*x")
    assert gradients(graph, evaluate(graph, {"x": 3.0}))["x"] == 6.0


def test_two_thousand_operations_are_the_limit() -> None:
    """Eight statements of 250 additions are a graph; one more operation is refused."""
    text = "a0 = x" + "".join(f"; a{i} = a{i - 1}" + " + x" * 250 for i in range(1, 9))
    graph = expression(text)
    assert evaluate(graph, {"x": 1.0})[graph.output] == 2001.0
    with pytest.raises(ExpressionError, match="at most 2000 operations"):
        expression(text + "; a8 + x")


@pytest.mark.parametrize("operation", ["+", "-", "*", "**", "/"])
def test_a_statement_has_at_most_250_operations(operation: str) -> None:
    """A flat chain and one in lines within parentheses are refused at the operation too many."""
    chain = operation.join(["x"] * (LONGEST_STATEMENT + 2))
    with pytest.raises(ExpressionError, match="at most 250 operations a statement") as caught:
        expression(chain)
    assert caught.value.column == (LONGEST_STATEMENT + 1) * (1 + len(operation)) - len(operation) + 1
    with pytest.raises(ExpressionError, match="at most 250 operations a statement"):
        expression("(" + chain.replace(operation, operation + "\n") + ")")


@pytest.mark.parametrize(
    ("text", "column", "words"),
    [
        ("", 1, "write an expression"),
        ("   ", 1, "write an expression"),
        ("# x*y", 1, "listed functions"),
        ("  x.__class__", 3, "x.__class__"),
        ("().__class__.__bases__[0].__subclasses__()", 23, "listed functions"),
        ("().__class__.__bases__", 1, "().__class__.__bases__"),
        ("__class__ + 1", 1, "__class__"),
        ("__import__('os').system('true')", 12, "listed functions"),
        ("__import__(os).system(x)", 1, "listed functions"),
        ("1 + open(x)", 5, "one of the functions"),
        ("exec(x)", 1, "one of the functions"),
        ("lambda: 0", 7, "listed functions"),
        ("not x", 1, "listed functions"),
        ("x or y", 1, "listed functions"),
        ("x and y", 1, "(x > 0)*(x < 1)"),
        ("where(0 < x < 1, x, 2)", 7, "(x > 0)*(x < 1)"),
        ("x * 1,5", 1, "write 1.5, with a decimal point"),
        ("1,50*x + y", 1, "write 1.50, with a decimal point"),
        ("2 + 1,05*x", 7, "write 1.05, with a decimal point"),
        ("1,5x", 3, "write 1.5, with a decimal point"),
        ("sin(1,5*x)", 1, "write 1.5, with a decimal point"),
        ("sin(1, 5*x)", 1, "give 1 argument"),
        ("x, 1", 1, "listed functions"),
        ("cot(x)", 1, "write cos(x)/sin(x)"),
        ("arctan(x)", 1, "write atan(x)"),
        ("await x", 1, "listed functions"),
        ("[x for x in y]", 1, "listed functions"),
        ("(x for x in y)", 1, "listed functions"),
        ("x if x else y", 1, "write where(x > 0, x, 0)"),
        ("f'{x}'", 2, "listed functions"),
        ("x := 3", 3, "listed functions"),
        ("import os", 1, "write name = expression"),
        ("x[0]", 2, "listed functions"),
        ("x == y", 1, "listed functions"),
        ("a + 'b'", 5, "listed functions"),
        ("True*x", 1, "True"),
        ("2j*x", 1, "2j"),
        ("x // 2", 1, "use + - * / **"),
        ("sigmoid(x=1)", 1, "listed functions"),
        ("sigmoid(*x)", 9, "*x"),
        ("sin(x, y)", 1, "give 1 argument"),
        ("y + max(x)", 5, "2 arguments or more"),
        ("sin + 1", 1, "meaning of its own"),
        ("step*x", 1, "meaning of its own"),
        ("q = q + 1; q", 5, "assign it before"),
        ("x = 1; x = 2; x", 8, "one value"),
        ("x1*2 + x_1", 8, "written like x1"),
        ("a_1 = 2*x; a1 = 3; a_1*a1", 12, "written like a_1"),
        ("(a, b) = c", 1, "one plain name"),
        ("a = b = x", 1, "one plain name"),
        ("x; y", 1, "give it one"),
        ("a + 1/0", 5, "1/0"),
        ("a + log(-1)", 5, "log(-1)"),
        ("10**10**10*x", 1, "overflows"),
        ("(-8)**(1/3) + x", 1, "not defined"),
        ("1e999*x", 1, "overflows"),
        ("9" * 5000, 1, "cannot be read"),
        ("x y", 3, "write x*y for a product"),
        ("x +", 4, "cannot be read"),
        ("x^2", 2, "write **"),
        ("2·x", 2, "write *"),
        ("é + 1", 1, "listed functions"),
        ("x\0", 2, "'\\x00'"),
        ("a" * 31, 1, "at most 30"),
        ("x" * 20_001, 20_000, "at most 20000 characters"),
        ("(" * 1000 + "x" + ")" * 1000, DEEPEST_NESTING + 1, "parentheses"),
        ("-" * 5000 + "x", 251, "250 operations"),
        ("-" * 200 + "x", DEEPEST_NESTING + 2, "nest at most"),
        ("**".join(["x"] * 200), 304, "nest at most"),
        ("sin(" * 101 + "x" + ")" * 101, 404, "parentheses"),
    ],
)
def test_bad_text_is_refused_at_its_column(text: str, column: int, words: str) -> None:
    """Nothing is executed, nothing recurses deeply: one error type, with place and remedy."""
    with pytest.raises(ExpressionError) as caught:
        expression(text)
    assert caught.value.column == column
    assert words in str(caught.value)
    assert caught.value.remedy


def test_errors_in_later_lines_name_the_line() -> None:
    """Line and column are both counted from 1."""
    with pytest.raises(ExpressionError, match="line 2, column 5") as caught:
        expression("  a = 2\nb + z.q")
    assert (caught.value.line, caught.value.column) == (2, 5)


@pytest.mark.parametrize(
    "deep",
    ["[" * 99, "x if " * 3000, "not " * 5000, "x." * 5000 + "x", "f()" * 3000, "x=" * 6000 + "x"],
)
def test_whatever_the_parser_does_not_manage_is_an_expression_error(deep: str) -> None:
    """Neither MemoryError nor RecursionError of Python's parser gets out."""
    with pytest.raises(ExpressionError):
        expression(deep)


def test_parameters_must_be_given_values() -> None:
    """A parameter that the text does not read is refused."""
    with pytest.raises(ExpressionError, match="name parameters among x"):
        expression("x + 1", parameters=["w"])
