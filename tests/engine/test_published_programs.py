"""Published examples that are programs: all their numbers to twelve digits, all printed ones within their rounding."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from backprop.expression import expression
from backprop.graph import evaluate
from backprop.steps import gradients
from tools.examples import Figures, flat, places_apart
from tools.program_examples import PROGRAM_EXAMPLES, ProgramExample

CASES: dict[str, dict[str, Any]] = {
    case["id"]: case for case in json.loads((Path(__file__).parents[1] / "cases.json").read_text("utf-8"))["cases"]
}
CONVOLUTION = ProgramExample(
    case="own-conv1d-shared",
    title="",
    name="convolution",
    before=(),
    python="y = [w @ x[i:i + 2] + b for i in range(3)]\nL = sum(each**2 for each in y)/2",
    values={"x": [1, 2, -1, 3], "w": [0.5, -1], "b": 0.25},
    parameters=(),
    quantities={},
    remark="",
)
# What the expected numbers of each case are, where it is not said by their keys.
EXPECTED: dict[str, dict[str, str]] = {
    "postnetwork-3-2-2-softmax": {},
    "han-kamber-3-2-1": {},
    "surafelml-2-2-1-bce": {
        **{"a1[0]": "a1_1", "a1[1]": "a1_2", "yhat = sigmoid(z2)": "yhat", "loss": "L", "d2": "d z2"},
        **{"dL_dw11": "d W11", "dL_dw12": "d W12", "dL_dw21": "d W21", "dL_dw22": "d W22"},
    },
    "ailab-2-2-2-shared-bias": {"db1": "d b1", "db2": "d b2"},
    "cs231n-two-layer-dead-relu": {
        **{"z[0]": "z1", "z[1]": "z2", "h[0]": "h1", "h[1]": "h2", "dz1[0]": "d z1", "dz1[1]": "d z2"},
        **{f"dW1 row {j}[{i}]": f"d W{j + 1}{i + 1}" for j in range(2) for i in range(2)},
    },
    "coursera-dlai-logistic-batch3": {
        **{f"dw of update 100[{i}]": f"d w{i + 1} at 99 rate 0.009" for i in range(2)},
        "db of update 100": "d b at 99 rate 0.009",
    },
    "bn-rnn-bptt-3": {f"da[{i}]": f"d a{i + 1}" for i in range(3)}
    | {"dL_dWxh": "d wx", "dL_dWhh": "d wh", "dL_dWhy": "d wy"},
    "alexkode-batchnorm-3": {f"dx for dout=1,1,1[{i}]": f"d x{i + 1}" for i in range(3)},
    "own-conv1d-shared": {
        **{f"y[{i}]": f"y{i + 1}" for i in range(3)},
        **{f"dL_dx[{i}]": f"d x{i + 1}" for i in range(4)},
    },
}
# What asks for other numbers than those of the figure.
OTHER = ("dx for dout=1,0,0",)


def programs() -> list[ProgramExample]:
    return [*PROGRAM_EXAMPLES, CONVOLUTION]


def quantity(example: ProgramExample, key: str) -> str:
    """What an expected number is: as printed ones are, as said here, or as the key itself says."""
    said = {**example.quantities, **EXPECTED[example.case]}
    return said.get(key) or key.replace("dL_d", "d ")


@pytest.mark.parametrize("example", programs(), ids=lambda each: each.case)
def test_all_expected_numbers_are_computed(example: ProgramExample) -> None:
    """Those of the case were computed elsewhere, with 20 digits."""
    case, figure = CASES[example.case], Figures.of(example)
    keys = {key: number for key, number in flat(case["expected"]).items() if not key.startswith(OTHER)}
    assert len(keys) > 5
    for key, number in keys.items():
        assert figure.quantity(quantity(example, key)) == pytest.approx(float(number), rel=1e-12, abs=1e-15), key


@pytest.mark.parametrize("example", PROGRAM_EXAMPLES, ids=lambda each: each.case)
def test_all_printed_numbers_are_computed_within_their_rounding(example: ProgramExample) -> None:
    """Every one but those that the source has wrong, and these differ; a double's own digits have one of rounding."""
    printed, figure = flat(CASES[example.case]["published"]), Figures.of(example)
    assert set(example.quantities) == set(printed)
    for key, what in example.quantities.items():
        number, found = printed[key], figure.quantity(what)
        if len(number.replace("-", "").replace(".", "").lstrip("0")) > 16:
            agrees = found == pytest.approx(float(number), rel=1e-15)
        else:
            agrees = places_apart(number, found) == 0
        assert agrees == (key not in example.wrong), key


def test_one_output_of_the_normalisation_moves_all_inputs() -> None:
    """The case's other gradients: what arrives at the first output alone."""
    (example,) = (each for each in PROGRAM_EXAMPLES if each.case == "alexkode-batchnorm-3")
    figure = Figures.of(ProgramExample(**{**vars(example), "values": {**example.values, "d": [1, 0, 0]}}))
    for place, number in enumerate(CASES[example.case]["expected"]["dx for dout=1,0,0"], 1):
        assert figure.quantity(f"d x{place}") == pytest.approx(float(number), abs=1e-15)


@pytest.mark.parametrize(
    ("case", "formula", "values", "slopes"),
    [
        ("torch-27134-zero-base", "a**b", {"a": 0.0, "b": 1.0}, {"a": 1.0, "b": 0.0}),
        ("theano-4568-max-tie", "max(a, b)", {"a": 1.0, "b": 1.0}, {"a": 0.5, "b": 0.5}),
    ],
)
def test_slopes_that_other_libraries_were_asked_for(
    case: str, formula: str, values: dict[str, float], slopes: dict[str, float]
) -> None:
    """Numbers from the issues themselves."""
    graph = expression(formula)
    assert gradients(graph, evaluate(graph, values)) == slopes
    expected = CASES[case]["expected"]
    if case.startswith("torch"):
        assert [expected[key] for key in ("value", "dda (one-sided)", "ddb")] == ["0", "1", "0"]
    else:
        assert sum(slopes.values()) == 1


def test_one_function_has_one_slope_however_it_is_spelt() -> None:
    """The case "jax-37821-max-zero": any slope from 0 to 1 would do, but the same for both."""
    found = set()
    for formula in ("max(x, 0)", "relu(x)", "max(0, x)", "where(x > 0, x, 0)"):
        graph = expression(formula)
        found.add(gradients(graph, evaluate(graph, {"x": 0.0}))["x"])
    assert CASES["jax-37821-max-zero"]["expected"] == {"subdifferential": "[0,1]"}
    assert len(found) == 1
    assert 0 <= found.pop() <= 1
