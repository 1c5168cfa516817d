"""What a reader takes along: TeX of each step and programs that compute the figure's numbers."""

from __future__ import annotations

import ast
import json
import re
from typing import Any

import pytest

from backprop.figure.frames import run_of, shown_run
from backprop.figure.kinds import kind_of
from backprop.figure.rows import name_of
from backprop.figure.specification import Specification
from backprop.session import answer
from tests.support.programs import run

FIGURES: list[dict[str, Any]] = [
    {"network": [1, 2, 1]},
    {"network": [2, 3, 2], "activation": "gelu"},
    {"network": [1, 2, 1], "values": {"w11": -1e-7, "x": 2.5}, "fade": 3},
    {"expression": "log(x1) + x1*x2 - sin(x2)", "values": {"x1": 2, "x2": 5}, "sums": "split"},
    {"expression": "y = 2*x", "values": {"x": 2}, "fade": 1},
    {"expression": "log(x1) + x1*x2 - sin(x2)", "values": {"x1": 2, "x2": 5}, "mode": "forward"},
    {"expression": "u = tanh(w*x + b)", "residual": "u_xx + u", "values": {"w": 1.5, "b": -0.4, "x": 0.7}},
    {
        **{"network": [2, 2, 1], "loss": "binary-cross-entropy", "sample": 2},
        "samples": [{"x1": a, "x2": b, "y": a ^ b} for a in (0, 1) for b in (0, 1)],
    },
    {"expression": "total = tanh(w*x)", "values": {"w": 0.3}, "samples": [{"x": x / 3} for x in range(6)]},
    {
        **{"expression": "a = w*one; (a + b - each)**2", "values": {"w": 0.5, "b": 1, "samples": 2}},
        **{"expression": "a = w*one*samples; (a + b - each)**2"},
        "samples": [{"one": 1, "each": 0.5}, {"one": -2, "each": 3}],
    },
    {"expression": "f = 2*(x*y + max(z, w))", "values": {"x": 3, "y": -4, "z": 2, "w": -1}, "bug": "overwrite"},
]
# Beside those, what no program is made of, and a square of a name that has its layer above it.
WRITTEN: list[dict[str, Any]] = [
    *FIGURES,
    {"network": [1, 1, 2, 1]},
    *(
        {"network": [2, 2, 2], "view": "layers", "loss": "softmax-cross-entropy", "batch": each}
        for each in ("rows", "columns")
    ),
]
SUPERSCRIPT = r"\^(?:\{[^{}]*\}|\\top)"
DOUBLE = re.compile(rf"{SUPERSCRIPT}(?:_\{{[^{{}}]*\}})?{SUPERSCRIPT}")


def taken(figure: dict[str, Any], what: object, **more: object) -> dict[str, Any]:
    """The session's answer."""
    request = {"call": "takeaway", "specification": figure, "what": what, **more}
    read: dict[str, Any] = json.loads(answer(json.dumps(request)))
    return read


def expected(figure: dict[str, Any]) -> dict[str, float]:
    """The output and, in reverse mode without the bug, the gradients that the figure shows."""
    specification = Specification.from_mapping({**figure, "bug": "none"} if "bug" in figure else figure)
    shown = run_of(specification)
    if shown.samples:
        return {name_of(shown, step): step.result for step in shown.steps if kind_of(step).averages}
    output = shown.graph.nodes[shown.graph.output]
    found = {output.name: shown.values[output.index]}
    for step in shown.steps:
        if step.phase == "backward" and step.target in shown.graph.wanted:
            found[f"d{output.name}/d{shown.names[step.target]}"] = step.result
    return found


@pytest.mark.parametrize("figure", FIGURES, ids=str)
@pytest.mark.parametrize(("dialect", "package"), [("numpy", "numpy"), ("jax", "jax"), ("pytorch", "torch")])
def test_programs_compute_what_the_figure_shows(figure: dict[str, Any], dialect: str, package: str) -> None:
    """With the figure's present numbers; JAX and PyTorch where they are installed."""
    pytest.importorskip(package, reason=f"{package} is not installed; the NumPy programs were run")
    printed = run(taken(figure, dialect)["text"])
    shown = expected(figure)
    assert shown
    assert {name: printed[name] for name in shown} == pytest.approx(shown, rel=1e-9, abs=1e-13)


@pytest.mark.parametrize("figure", FIGURES, ids=str)
@pytest.mark.parametrize("dialect", ["numpy", "jax", "pytorch"])
def test_programs_are_python(figure: dict[str, Any], dialect: str) -> None:
    """Whether or not the package is installed that would run them."""
    assert ast.parse(taken(figure, dialect)["text"]).body


@pytest.mark.parametrize("figure", WRITTEN, ids=str)
def test_every_step_has_a_formula_in_tex(figure: dict[str, Any]) -> None:
    """One aligned block a step: braces and environments close, no character that TeX does not take as it is."""
    steps = len(shown_run(Specification.from_mapping(figure)).steps)
    for step in range(steps + 1):
        text = taken(figure, "tex", step=step)["text"]
        assert not DOUBLE.search(text), "TeX refuses a second superscript"
        assert text.startswith("\\begin{aligned}\n")
        assert text.endswith("\n\\end{aligned}")
        assert text.isascii()
        assert text.count("{") == text.count("}")
        assert text.count("\\left") == text.count("\\right")
        for row in text.splitlines()[1:-1]:
            assert row.count("&") == 1


def test_tex_says_what_the_page_says() -> None:
    """The chain rule with the present numbers; ≈ where they are rounded."""

    def gradient(symbol: str) -> str:
        return rf"\frac{{\partial L}}{{\partial {symbol}}}"

    assert taken({"network": [1, 2, 1]}, "tex", step=14)["text"].splitlines()[1:-1] == [
        rf"{gradient('h_{2}')} &= {gradient('z_{o}')} \cdot \frac{{\partial z_{{o}}}}{{\partial h_{{2}}}} \\",
        rf"&= {gradient('z_{o}')} \cdot w_{{o2}} \\",
        r"&\approx -0.2304 \times \left(-0.7\right) \\",
        r"&\approx 0.1613",
    ]


def test_a_blank_step_is_not_given_away() -> None:
    """Of a step for the reader to fill in, TeX has the line in sight and no number."""
    text = taken({"network": [1, 2, 1], "fade": 2}, "tex", step=20)["text"]
    assert len(text.splitlines()) == 3
    assert not any(character.isdigit() for character in text.replace("_{12}", "").replace("_{2}", ""))


@pytest.mark.parametrize(
    ("what", "step", "argument", "remedy"),
    [
        ("nump", 1, "what", "numpy"),
        ("", 1, "what", "tex"),
        (3, 1, "what", ""),
        ("tex", 21, "step", "0 to 20"),
        ("tex", -1, "step", "0 to 20"),
        ("tex", "1", "step", "0 to 20"),
        ("tex", True, "step", "0 to 20"),
    ],
)
def test_wrong_requests_name_the_remedy(what: object, step: object, argument: str, remedy: str) -> None:
    """Nothing is raised in the browser; a sentence comes back."""
    error = taken({"network": [1, 2, 1]}, what, step=step)["error"]
    assert error["argument"] == argument
    assert remedy in error["remedy"]
