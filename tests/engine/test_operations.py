"""Every function that a formula may call goes through figure, check and programs; kinks follow one rule."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping

import pytest

from backprop.checking import Method, check_gradients
from backprop.derivatives import derivative
from backprop.errors import BackpropError, DomainError, ExpressionError
from backprop.expression import expression
from backprop.figure import tex
from backprop.figure.answers import judge
from backprop.figure.frames import build_figure, run_of
from backprop.figure.narration import sentence
from backprop.figure.practice import checked
from backprop.figure.questions import Question
from backprop.figure.quotes import quotable
from backprop.figure.specification import Specification
from backprop.graph import evaluate
from backprop.languages import words
from backprop.primitives import primitive
from backprop.steps import gradients
from tests.support.calls import CALLS
from tests.support.programs import reproduces

METHODS: tuple[Method, ...] = ("central-difference", "complex-step")


@pytest.mark.parametrize(("text", "values"), CALLS, ids=[text for text, _ in CALLS])
def test_every_function_goes_through_figure_check_and_programs(text: str, values: dict[str, float]) -> None:
    """Each is drawn and told in its own words, agrees with both checks, and with the NumPy program of it."""
    asked = Specification.from_mapping({"expression": text, "values": values})
    frames = build_figure(asked).frames
    assert not any(words.FORWARD_OTHER[9:] in frame.text for frame in frames)
    run = run_of(asked)
    for number in range(len(run.steps) + 1):
        assert "_" not in re.sub(r"_\{|\\log_2", "", tex.display_all(run.formulas(number)))
    graph = expression(text)
    for method in METHODS:
        for check in check_gradients(graph, values, method):
            assert check.agrees, check
    reproduces(graph, values, "numpy")


@pytest.mark.parametrize(("text", "values"), CALLS, ids=[text for text, _ in CALLS])
@pytest.mark.usefixtures("jax")
def test_jax_gives_the_same_derivatives(text: str, values: dict[str, float]) -> None:
    """The program for JAX, which differentiates by itself, and that of the slope, which has operations of its own."""
    graph = expression(text)
    reproduces(graph, values, "jax")
    reproduces(derivative(graph, next(iter(values))), values, "jax")


# Formula, values, and the gradients that the one rule gives: of all slopes between those of the two sides the one
# nearest to 0, in equal shares where arguments tie; a number of the formula takes the whole share.
KINKS: list[tuple[str, dict[str, float], dict[str, float]]] = [
    ("relu(x)", {"x": 0}, {"x": 0}),
    ("max(x, 0)", {"x": 0}, {"x": 0}),
    ("max(0, x)", {"x": 0}, {"x": 0}),
    ("min(x, 0)", {"x": 0}, {"x": 0}),
    ("-min(-x, 0)", {"x": 0}, {"x": 0}),
    ("abs(x)", {"x": 0}, {"x": 0}),
    ("leaky_relu(x, 0.1)", {"x": 0}, {"x": 0.1}),
    ("leaky_relu(x, -1)", {"x": 0}, {"x": 0}),
    ("max(x, x/10)", {"x": 0}, {"x": 0.55}),
    ("elu(x, 0.5)", {"x": 0}, {"x": 0.5}),
    ("elu(x, 3)", {"x": 0}, {"x": 1}),
    ("clip(x, -1, 1)", {"x": 1}, {"x": 0}),
    ("hinge(p, t)", {"p": 1, "t": 1}, {"p": 0, "t": 0}),
    ("max(a, b)", {"a": 1, "b": 1}, {"a": 1 / 2, "b": 1 / 2}),
    ("min(a, b)", {"a": 1, "b": 1}, {"a": 1 / 2, "b": 1 / 2}),
    ("max(a, b, c)", {"a": 1, "b": 1, "c": 1}, {"a": 1 / 3, "b": 1 / 3, "c": 1 / 3}),
    ("max(c, a, b)", {"a": 1, "b": 1, "c": 1}, {"a": 1 / 3, "b": 1 / 3, "c": 1 / 3}),
    ("max(a, b, c)", {"a": 1, "b": 1, "c": 0}, {"a": 1 / 2, "b": 1 / 2, "c": 0}),
    ("max(a, b, 1)", {"a": 1, "b": 1}, {"a": 0, "b": 0}),
    ("relu(x) - relu(-x)", {"x": 0}, {"x": 0}),
]


@pytest.mark.parametrize(("text", "values", "expected"), KINKS, ids=[text for text, *_ in KINKS])
def test_one_rule_decides_at_a_kink_and_is_said_there(
    text: str, values: dict[str, float], expected: dict[str, float]
) -> None:
    """The slope nearest to 0, in equal shares; the step says that it is a convention and what it may cost."""
    graph = expression(text)
    found = gradients(graph, evaluate(graph, values))
    assert {name: found[name] for name in expected} == pytest.approx(expected)
    for telling in ({}, {"mode": "forward"}):
        frames = build_figure(Specification.from_mapping({"expression": text, "values": values, **telling})).frames
        assert any("By convention the slope nearest to 0" in frame.text for frame in frames)
        assert any("need not give the derivative of the whole" in frame.text for frame in frames)
    reproduces(graph, values, "numpy")


@pytest.mark.parametrize(("text", "values", "expected"), KINKS, ids=[text for text, *_ in KINKS])
def test_nothing_is_said_of_a_kink_beside_it(text: str, values: dict[str, float], expected: dict[str, float]) -> None:
    """A little to the side the rules of the parts are right."""
    moved = {name: value + 0.01 * place for place, (name, value) in enumerate(values.items(), 1)}
    frames = build_figure(Specification.from_mapping({"expression": text, "values": moved})).frames
    assert not any("By convention" in frame.text for frame in frames)


# Formulas with a kink where v, which is w·x, is 0, 1 or 3.
BENT = [
    ("relu(w*x)", 0), ("abs(w*x)", 0), ("max(w*x, 0)", 0), ("min(w*x, 3, 2*w)", 3), ("leaky_relu(w*x, 0.1)", 0),
    ("elu(w*x, 3)", 0), ("clip(w*x, -1, 3)", 3), ("hard_tanh(w*x)", 1), ("hard_sigmoid(w*x)", 3), ("huber(w*x, 1)", 1),
]  # fmt: skip


def told(text: str, residual: str, x: float) -> list[tuple[str, str]]:
    """Phase and text of each step of the gradient of a residual."""
    described = {"expression": text, "residual": residual, "values": {"x": x, "w": 2}}
    frames = build_figure(Specification.from_mapping(described)).frames
    return [(frame.phase, re.sub("<[^>]+>", "", frame.text)) for frame in frames]


@pytest.mark.parametrize(("text", "kink"), BENT, ids=[text for text, _ in BENT])
def test_a_derivative_that_is_an_operation_tells_of_the_kink(text: str, kink: float) -> None:
    """Forward, that the slope was chosen; backward through it, that there is none; and nothing beside the kink."""
    # The slope of a Huber loss has the kink, it has none itself.
    residual = "u_xx" if text.startswith("huber") else "u_x"
    there = told(text, residual, kink / 2)
    forward, backward = ([each for phase, each in there if phase == kind] for kind in ("forward", "backward"))
    assert sum("By convention" in each or "by convention" in each for each in forward) == 1
    assert any("just here, where no derivative exists" in each for each in backward)
    assert not any("convention" in each for _, each in told(text, residual, kink / 2 + 0.1))


@pytest.mark.parametrize("name", ["inside", "leaky_slope", "elu_slope", "larger", "smaller", "step", "sign", "above"])
@pytest.mark.parametrize(
    "point", [(0.0, 0.0, 0.0), (0.0, -1.0, 0.5), (1.0, 1.0, 0.0), (2.0, 1.0, 1.0), (-1.0, 0.5, 2.0)]
)
def test_slopes_know_where_they_jump(name: str, point: tuple[float, ...]) -> None:
    """By each argument where the value on one side is not that on the other; nowhere else, as far as it is level."""
    row = primitive(name, 3) if name in ("larger", "smaller") else primitive(name)
    given = point[: len(row.arguments)]
    for position in range(len(given)):

        def moved(step: float, position: int = position) -> float:
            return row.compute(*(each + step * (place == position) for place, each in enumerate(given)))

        jumps = abs(moved(1e-9) - moved(-1e-9)) > 1e-6 or abs(moved(1e-9) - moved(0)) > 1e-6
        if jumps:
            assert row.at_kink_by(position, *given), (position, given)
        is_interval = name != "inside" or given[1] < given[2]
        if row.is_flat(position) and is_interval and not jumps:
            assert not row.at_kink_by(position, *given), (position, given)


@pytest.mark.parametrize(
    ("text", "values", "said"),
    [
        ("a**b", {"a": -2, "b": 0.5}, "make the exponent b = 0.5 whole"),
        ("a**(2*c)", {"a": -2, "c": 0.25}, "make the exponent v1 = 0.5 whole"),
        ("a**0.5", {"a": -2}, "make the exponent 0.5 whole"),
        ("a**b", {"a": 0, "b": -1}, "with the exponent b = -1:"),
    ],
)
def test_an_exponent_is_called_by_its_name(text: str, values: dict[str, float], said: str) -> None:
    """A reader changes the symbol, not the number."""
    with pytest.raises(DomainError) as caught:
        build_figure(Specification.from_mapping({"expression": text, "values": values}))
    assert said in caught.value.remedy


# What is level on both sides of a jump; the values, and what is said of the derivative by each.
BESIDE = [
    ("step(x)", {"x": 0}, {"x": "jumps just here"}),
    ("sign(x)", {"x": 0}, {"x": "jumps just here"}),
    ("where(a > b, 1, 2)*c", {"a": 1, "b": 1, "c": 3}, {"a": "jumps just here", "c": "the other factor"}),
    ("where(a <= b, 1, 2) + 1", {"a": 1, "b": 1}, {"a": "jumps just here", "b": "jumps just here"}),
    ("max(a, b, c) + 1", {"a": 1, "b": 1, "c": 0}, {"a": "has a kink", "c": "is not the largest"}),
    ("min(a, b, c) + 1", {"a": 1, "b": 1, "c": 2}, {"a": "has a kink", "c": "is not the smallest"}),
    ("clip(x, a, b) + 1", {"x": 1, "a": 1, "b": 3}, {"x": "has a kink", "a": "has a kink", "b": "Nothing is cut"}),
    ("leaky_relu(x, s) + 1", {"x": 0, "s": 0.1}, {"x": "has a kink", "s": "was multiplied by s"}),
    ("elu(x, s) + 1", {"x": 0, "s": 3}, {"x": "has a kink", "s": "the exponential of x minus 1"}),
    ("hinge(p, q, s, t) + 1", {"p": 1, "q": 0, "s": 1, "t": 1}, {"p": "has a kink", "q": "is below 1"}),
]


@pytest.mark.parametrize(("text", "values", "said"), BESIDE, ids=[text for text, *_ in BESIDE])
def test_a_kink_is_told_of_where_it_is_and_a_jump_is_none(
    text: str, values: dict[str, float], said: dict[str, str]
) -> None:
    """Only by the arguments that are at it; a function that jumps has no slopes on its two sides to choose from."""
    run = run_of(Specification.from_mapping({"expression": text, "values": values}))
    for step in run.steps:
        name = run.graph.nodes[step.target].name
        if step.phase == "backward" and name in said:
            told = re.sub("<[^>]+>", "", sentence(run.graph, run.values, step))
            assert said[name] in told
            assert ("kink" in told) == (said[name] == "has a kink")


@pytest.mark.parametrize("count", range(2, 7))
def test_the_largest_of_several_is_one_step(count: int) -> None:
    """Not a chain of pairs, in which the order would decide about a tie."""
    names = [f"a{place}" for place in range(count)]
    for function in ("max", "min"):
        graph = expression(f"{function}({', '.join(names)})")
        assert sum(node.operation is not None for node in graph.nodes) == 1
        found = gradients(graph, evaluate(graph, dict.fromkeys(names, 2.0)))
        assert [found[name] for name in names] == [1 / count] * count


@pytest.mark.parametrize(
    ("text", "values", "name", "expected"),
    [
        ("0**x", {"x": 2}, "x", 0.0),
        ("a**b", {"a": 0, "b": 1}, "b", 0.0),
        ("a**b", {"a": 0, "b": 1}, "a", 1.0),
        ("a**b", {"a": 0, "b": 2.5}, "b", 0.0),
        ("a**b", {"a": 0, "b": 2}, "a", 0.0),
        ("a**b", {"a": 0, "b": 0}, "a", 0.0),
    ],
)
def test_a_power_of_zero_has_the_derivatives_that_exist(
    text: str, values: Mapping[str, float], name: str, expected: float
) -> None:
    """0 to any positive power is 0, so its derivative by the exponent is 0."""
    graph = expression(text)
    assert gradients(graph, evaluate(graph, values), keep_undefined=True)[name] == expected
    quoted = quotable(Specification.from_mapping({"expression": text, "values": values}))
    assert quoted[f"dy/d{name}"] == f"{expected:g}"


@pytest.mark.parametrize(
    ("text", "values", "exists", "missing"),
    [
        ("a**b", {"a": -2, "b": 2}, {"a": "−4"}, ["b"]),
        ("a**b", {"a": -2, "b": -3}, {"a": "−0.1875"}, ["b"]),
        ("a**(2*c) + a", {"a": -2, "c": 1}, {"a": "−3"}, ["v1", "c"]),
        ("a**b", {"a": 0, "b": 0.5}, {"b": "0"}, ["a"]),
        ("a**b", {"a": 0, "b": 0}, {"a": "0"}, ["b"]),
        ("sqrt(x) + z*z", {"x": 0, "z": 3}, {"z": "6"}, ["x"]),
    ],
)
def test_what_does_not_exist_keeps_nothing_else_from_being_shown(
    text: str, values: dict[str, float], exists: dict[str, str], missing: list[str]
) -> None:
    """The derivatives that exist have their numbers; the others say that there is none, and why."""
    described = {"expression": text, "values": values}
    quoted = quotable(Specification.from_mapping(described))
    assert {name: quoted[f"dy/d{name}"] for name in exists} == exists
    assert {quoted[f"dy/d{name}"] for name in missing} == {"undefined"}
    figure = build_figure(Specification.from_mapping(described))
    told = [frame for frame in figure.frames if "There is no derivative by" in frame.text]
    assert len(told) == len(missing)
    assert all(frame.status.endswith("is undefined.") for frame in told)
    assert all("nan" not in f"{frame.drawing}{re.sub('<[^>]+>', '', frame.text)}" for frame in figure.frames)
    run = run_of(Specification.from_mapping(described))
    for number, step in enumerate(run.steps, 1):
        sentence, _ = checked(Specification.from_mapping(described), run, number)
        assert sentence
        assert judge(Question(run.graph, run.values, run.steps, number - 1, 0.1), "undefined").kind in (
            ("right",) if math.isnan(step.result) else ("unreadable",)
        )


@pytest.mark.parametrize(
    ("described", "by", "remedy"),
    [
        ({"expression": "(-2)**b", "values": {"b": 2}}, "by b", "make the exponent a number"),
        ({"expression": "a**b", "values": {"a": -2, "b": 2}, "mode": "forward", "by": "b"}, "by b", "exponent"),
        ({"expression": "sqrt(x)", "values": {"x": 0}}, "by x", "not defined there"),
        ({"expression": "0**x", "values": {"x": 0}}, "by x", "the logarithm of 0 does not exist: change a number"),
        ({"expression": "x**0.5", "values": {"x": 0}}, "by x", "0 has no slope or value with the exponent 0.5"),
    ],
)
def test_a_derivative_that_was_asked_for_alone_is_refused_by_name(
    described: dict[str, object], by: str, remedy: str
) -> None:
    """Where nothing else is left to show; the message names what it was to be differentiated by."""
    with pytest.raises(BackpropError, match=remedy) as caught:
        build_figure(Specification.from_mapping(described))
    assert f"there is none {by}: " in caught.value.remedy
    assert "fused" not in caught.value.remedy


@pytest.mark.parametrize(
    ("text", "values", "remedy"),
    [
        ("clip(x, 2, -1)", {"x": 0}, "lower bound"),
        ("huber(x, 0)", {"x": 1}, "width above 0"),
        ("huber(x, -1)", {"x": 1}, "width above 0"),
        ("where(x, x, 1)", {"x": 0.5}, "a comparison as its condition"),
        ("a**b", {"a": -2, "b": 0.5}, "make the exponent b = 0.5 whole"),
        ("a**b", {"a": 0, "b": -1.5}, "0 has no slope or value with the exponent b = -1.5"),
    ],
)
def test_what_an_operation_cannot_take_is_refused_with_the_remedy(
    text: str, values: Mapping[str, float], remedy: str
) -> None:
    """Bounds in the wrong order, a width that is none."""
    graph = expression(text)
    with pytest.raises(BackpropError, match=remedy):
        evaluate(graph, values)


@pytest.mark.parametrize(
    ("text", "column", "remedy"),
    [
        ("clip(x, 1)", 1, "give 3 arguments"),
        ("atan(x, y)", 1, "give 1 argument"),
        ("kl(p, q, r)", 1, "as many arguments"),
        ("sum = a + b; sum(a, b)", 14, "another name"),
        ("atan + 1", 1, "meaning of its own"),
    ],
)
def test_a_call_with_other_arguments_is_refused(text: str, column: int, remedy: str) -> None:
    """The message says how many arguments the function takes."""
    with pytest.raises(ExpressionError, match=remedy) as caught:
        expression(text)
    assert caught.value.column == column


def test_a_function_of_several_numbers_that_is_not_called_may_name_a_value() -> None:
    """A mean, a sum and a ratio are what values are often called."""
    graph = expression("sum = a + b; mean = sum/2; ratio*mean")
    assert [node.name for node in graph.given] == ["a", "b", "ratio"]


@pytest.mark.parametrize(
    ("sign", "a", "value"),
    [(">", 2, 2), (">", 1, -1), ("<", 0, 0), ("<", 1, -1), (">=", 1, 1), (">=", 0.5, -1), ("<=", 1, 1), ("<=", 2, -1)],
)
def test_a_comparison_chooses(sign: str, a: float, value: float) -> None:
    """Of two values the one that the condition names, at the boundary too, and its derivative."""
    graph = expression(f"where(a {sign} 1, a, -1)")
    values = evaluate(graph, {"a": a})
    assert values[graph.output] == value
    assert gradients(graph, values)["a"] == float(value != -1)


SENTENCES = [
    ("e = exp(n); e*e", {"n": 1}, "e is the exponential of n"),
    ("x**2 + 1", {"x": 3}, "v1 is the square of x."),
    ("x**2 + 1", {"x": 3}, "twice what is squared, x."),
    ("x**3 + 1", {"x": 3}, "v1 is the cube of x."),
    ("x**-1 + 1", {"x": 3}, "v1 is one over x."),
    ("x**5 + 1", {"x": 3}, "the exponent, 5, times the next lower power"),
    ("x/2 + 1", {"x": 3}, "x is divided by 2, so its local derivative is one over 2."),
    ("2/x + 1", {"x": 3}, "x is the denominator: its local derivative is minus the quotient v1"),
    ("relu(x) + 1", {"x": 3}, "x is positive, so ReLU lets the gradient through"),
    ("relu(x) + 1", {"x": -3}, "x is negative, so ReLU blocks"),
    ("abs(x) + 1", {"x": -3}, "turns the sign of the gradient"),
    ("max(a, b) + 1", {"a": 1, "b": 2}, "a is not the largest"),
    ("max(a, b) + 1", {"a": 1, "b": 2}, "here b."),
    ("min(a, b) + 1", {"a": 1, "b": 2}, "a is the smallest, so it gets"),
    ("a - b", {"a": 1, "b": 2}, "b is subtracted"),
    ("x*3 + 1", {"x": 1}, "the other factor, 3."),
    ("a**b + 1", {"a": 2, "b": 3}, "b is the exponent"),
]


@pytest.mark.parametrize(("text", "values", "sentence"), SENTENCES, ids=[each for *_, each in SENTENCES])
def test_a_sentence_says_what_happened_with_these_numbers(text: str, values: dict[str, float], sentence: str) -> None:
    """The rule that applies here, and none that does not."""
    frames = build_figure(Specification.from_mapping({"expression": text, "values": values})).frames
    assert any(sentence in re.sub("<[^>]+>", "", frame.text) for frame in frames)
