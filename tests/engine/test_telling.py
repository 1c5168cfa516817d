"""Other ways of telling a figure: forward mode, split sums, the bug, blanks, residuals."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from backprop.errors import BackpropError, ExpressionError, SpecificationError
from backprop.figure.frames import Figure, build_figure
from backprop.figure.quotes import quotable
from backprop.figure.specification import Specification
from backprop.graph import evaluate
from backprop.languages import words
from backprop.residuals import residual_loss
from backprop.steps import gradients

CASES = {case["id"]: case for case in json.loads((Path(__file__).parents[1] / "cases.json").read_text())["cases"]}
BAYDIN = {"expression": "log(x1) + x1*x2 - sin(x2)", "values": {"x1": 2, "x2": 5}}
FORK = {"expression": "x*sin(x)", "values": {"x": 2}}


def figure(mapping: Mapping[str, object]) -> Figure:
    return build_figure(Specification.from_mapping(mapping))


def quoted(mapping: Mapping[str, object]) -> dict[str, str]:
    return quotable(Specification.from_mapping(mapping))


def told(status: str) -> str:
    """The number that a step is announced with, without those that it is made of."""
    return status.rsplit(" is ", 1)[1].partition(":")[0].removesuffix(".")


@pytest.mark.parametrize(("by", "key"), [("x1", "y_dot_x1"), ("x2", "y_dot_x2")])
def test_forward_mode_gives_the_published_derivative(by: str, key: str) -> None:
    """The last tangent of each sweep is that of Baydin and others, table 2."""
    mapping = {**BAYDIN, "mode": "forward", "by": by}
    expected = float(CASES["baydin-tables-2-3"]["expected"][key])
    assert quoted(mapping)[f"dy/d{by}"] == f"{expected:.4g}"
    made = figure(mapping)
    assert made.backward_steps == 0
    assert made.frames[-1].phase == "tangent"
    assert f"The derivative of y by x {by[-1]} is {expected:.4g}" in made.frames[-1].status


def test_a_tangent_is_told_right_after_its_value() -> None:
    """Forward mode carries both along; what does not depend on the input has no tangent."""
    made = figure({**BAYDIN, "mode": "forward", "by": "x1"})
    phases = [frame.phase for frame in made.frames]
    assert phases == ["given", *["forward", "tangent"] * 3, "forward", "forward", "tangent"]


def test_split_sums_tell_each_part_and_then_the_sum() -> None:
    """sin 2 along one way, 2 cos 2 along the other."""
    made = figure({**FORK, "sums": "split"})
    said = [frame.status for frame in made.frames if "at x is" in frame.status]
    parts = [math.sin(2), 2 * math.cos(2)]
    shown = [f"{value:.4g}".replace("-", "minus ") for value in (*parts, sum(parts))]
    assert [told(text) for text in said] == shown


def test_the_bug_keeps_the_last_contribution() -> None:
    """Its sentence says so, and so does the table of the figure without the bug."""
    made = figure({**FORK, "bug": "overwrite"})
    wrong = f"{2 * math.cos(2):.4g}".replace("-", "minus ")
    assert told(made.frames[-1].status) == wrong
    assert "Here is the bug" in made.frames[-1].text
    assert "Overwritten" in figure(FORK).table


def test_overwriting_does_no_harm_to_the_chapters_network() -> None:
    """Every parameter has one path to the loss, so the table has no column for the bug; deeper, it has."""
    assert "Overwritten" not in figure({"network": [1, 2, 1]}).table
    assert "Overwritten" in figure({"network": [1, 2, 2, 1]}).table
    numbers = quoted({"network": [1, 2, 2, 2, 1]})
    assert numbers["dL/dw1_11 overwritten"] != numbers["dL/dw1_11"]
    assert numbers["dL/dwo1 overwritten"] == numbers["dL/dwo1"]


def test_blanks_hide_the_result_until_it_is_asked_for() -> None:
    """In the last two steps drawing, status and formula leave it out, that of the first in the second too; the answer
    holds it."""
    whole, faded = figure({"network": [1, 1, 1]}), figure({"network": [1, 1, 1], "fade": 2})
    assert [a == b for a, b in zip(whole.frames, faded.frames, strict=True)].count(False) == 2
    for blanks, (before, after) in enumerate(zip(whole.frames[-2:], faded.frames[-2:], strict=True), 1):
        result = told(before.status)
        assert result not in after.status
        assert after.drawing.count(">?</text>") == blanks
        asked, answer = after.text.split("<details", 1)
        formula = re.findall(r"<mn[^>]*>([^<]*)</mn></mtd></mtr></mtable>", answer)
        assert formula
        assert formula[0].replace("−", "minus ") == result
        assert formula[0] not in asked


@pytest.mark.parametrize(
    ("telling", "asked"),
    [
        ({}, [words.FADED, words.FADED_PRODUCTS]),
        ({"bug": "overwrite"}, [words.FADED, words.FADED_OVERWRITTEN]),
        ({"mode": "forward", "by": "x"}, [words.FADED_VALUE, words.FADED, words.FADED_VALUE, words.FADED]),
        ({"sums": "split"}, [words.FADED, words.FADED, words.FADED, words.FADED_SUM]),
        ({"sums": "split", "bug": "overwrite"}, [words.FADED, words.FADED, words.FADED, words.FADED_OVERWRITTEN]),
    ],
)
def test_a_blank_asks_for_what_is_to_be_done(telling: dict[str, str], asked: list[str]) -> None:
    """At the sine it is one product; at x two gradients meet."""
    frames = figure({**FORK, **telling, "fade": 20}).frames
    found = [re.findall(r"Your turn[^<]*", frame.text) for frame in frames]
    assert [each for task in found for each in task] == asked


def test_a_figure_without_options_says_nothing_of_them() -> None:
    """The mapping that goes to the page is as short as before."""
    assert set(Specification.from_mapping(FORK).to_mapping()) == {"name", "title", "expression", "values"}


@pytest.mark.parametrize(
    ("extra", "argument", "remedy"),
    [
        ({"mode": "sideways"}, "mode", "use one of backward, forward"),
        ({"mode": "forward", "by": "z"}, "by", "use one of x"),
        ({"by": "x"}, "by", "mode: forward"),
        ({"mode": "forward", "sums": "split"}, "sums", "leave this out"),
        ({"bug": "overwrites"}, "bug", "did you mean overwrite?"),
        ({"fade": -1}, "fade", "whole number from 0"),
        ({"fade": True}, "fade", "whole number from 0"),
        ({"residual": "y_x +"}, "residual", "at column"),
        ({"residual": "y_z"}, "residual", "differentiate by one of x"),
        ({"residual": "2"}, "residual", "depends on u"),
        ({"residual": "a = u"}, "residual", "write the residual alone"),
        ({"residual": "u; u"}, "residual", "one formula"),
    ],
)
def test_a_wrong_option_names_key_and_remedy(extra: dict[str, object], argument: str, remedy: str) -> None:
    """As for every other key."""
    text = str(FORK["expression"]) if "y_" in str(extra) else f"u = {FORK['expression']}"
    text = f"y = {FORK['expression']}" if "y_" in str(extra) else text
    with pytest.raises(BackpropError) as caught:
        Specification.from_mapping({**FORK, "expression": text, **extra})
    assert caught.value.argument == argument
    assert remedy in caught.value.remedy


def test_a_residuals_derivatives_are_those_of_the_closed_form() -> None:
    """u_x, u_xx of tanh(wx + b) to 12 digits, and the gradient of ½(u_xx + u)² by both parameters."""
    case = CASES["pinn-tanh-closed-form"]
    values = {name: float(text) for name, text in case["inputs"].items()}
    expected = {name: float(text) for name, text in case["expected"].items()}
    graph = residual_loss("u = tanh(w*x + b)", "u_xx + u")
    found = dict(zip((node.name for node in graph.nodes), evaluate(graph, values), strict=True))
    for name in ("u", "u_x", "u_xx"):
        assert found[name] == pytest.approx(expected[name], rel=1e-12)
    slope, r = 1 - expected["u"] ** 2, expected["u_xx"] + expected["u"]
    assert found["L"] == pytest.approx(r**2 / 2, rel=1e-12)
    gradient = gradients(graph, list(found.values()))
    assert gradient["w"] == pytest.approx(r * (expected["duxx_dw"] + slope * values["x"]), rel=1e-11)
    assert gradient["b"] == pytest.approx(r * (expected["duxx_db"] + slope), rel=1e-11)
    assert "x" not in gradient


@pytest.mark.parametrize(
    ("solution", "residual", "values"),
    [
        ("u = 1 - 0.5*tanh(p*x + q*t)", "u_t + u*u_x - 0.1*u_xx", {"p": 2.5, "q": -2.5, "x": 0.3, "t": 0.2}),
        ("u = exp(w*x + v*t)", "u_t - 0.5*u_xx", {"w": 2.0, "v": 2.0, "x": 0.3, "t": 0.2}),
    ],
)
def test_one_neuron_solves_burgers_and_heat(solution: str, residual: str, values: dict[str, float]) -> None:
    """The residual is 0 to the last digits, and no longer where a weight is wrong."""
    graph = residual_loss(solution, residual)
    place = graph.by_name["r"]
    assert evaluate(graph, values)[place] == pytest.approx(0, abs=1e-13)
    name = next(iter(values))
    assert abs(evaluate(graph, values | {name: values[name] + 0.5})[place]) > 1e-3


@pytest.mark.parametrize(
    ("solution", "residual", "column", "remedy"),
    [
        # Higher orders than four would make graphs that nobody reads.
        ("u = sin(x)", "u_xxxxx", 1, "at most 4"),
        ("u = tanh(w*x)", "u + 3*u_z", 7, "by one of w, x"),
        ("u = tanh(w*x)", "u + u_xz", 5, "by one of w, x"),
        ("u = tanh(w*x1)", "u_x1 + u", 1, "one small letter"),
        ("u = tanh(w*x)", "u + u_", 5, "one small letter"),
        ("u = tanh(wa*xb)", "u_x + u", 1, "one small letter"),
    ],
)
def test_a_derivative_that_cannot_be_is_refused_at_its_column(
    solution: str, residual: str, column: int, remedy: str
) -> None:
    """The message says what would work."""
    with pytest.raises(ExpressionError, match=remedy) as caught:
        residual_loss(solution, residual)
    assert caught.value.column == column


@pytest.mark.parametrize(
    ("solution", "residual", "names"),
    [
        ("u = w*x*x", "u_x + u", ["w", "x", "v1", "u", "v2", "u_x", "r", "v3", "2", "L"]),
        ("u = w*x*x", "+u_x", ["w", "x", "v1", "u", "v2", "u_x", "v3", "2", "L"]),
        ("r*x*x", "u_x + u", ["r", "x", "v1", "u", "v2", "u_x", "v3", "v4", "2", "L"]),
        ("r = w*x; r*x", "u + u", ["w", "x", "r", "u", "v1", "v2", "2", "L"]),
        ("u_1*x", "u + u_1", ["u_1", "x", "u", "r", "v1", "2", "L"]),
    ],
)
def test_the_residual_is_r_unless_the_formula_has_one(solution: str, residual: str, names: list[str]) -> None:
    """A name of the formula stays what it is."""
    assert [node.name for node in residual_loss(solution, residual).nodes] == names


def test_predict_is_true_or_false() -> None:
    """The key stays in the figure's specification, changes no frame, and takes nothing else."""
    shape = {"network": [1, 2, 1], "name": "n"}
    asking = Specification.from_mapping({**shape, "predict": True})
    assert asking.to_mapping()["predict"] is True
    assert "predict" not in Specification.from_mapping({**shape, "predict": False}).to_mapping()
    assert build_figure(asking).frames == build_figure(Specification.from_mapping(shape)).frames
    with pytest.raises(SpecificationError, match="true or false"):
        Specification.from_mapping({**shape, "predict": "yes"})


@pytest.mark.parametrize(("base", "is_told"), [(0, True), (2, False)])
def test_a_logarithm_of_zero_is_told_to_be_a_limit(base: float, is_told: bool) -> None:
    """∂(a**b)/∂b at a = 0 is 0·ln(0), of which only the limit exists."""
    figure = build_figure(
        Specification.from_mapping({"name": "p", "expression": "y = a**b", "values": {"a": base, "b": 1}})
    )
    (step,) = (frame for frame in figure.frames if frame.status.startswith("Step 3"))
    assert (words.LIMIT in step.text) is is_told
