"""What the page asks for beside frames: training states, their curve, and the check of a derivative."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

import pytest

from backprop.figure.frames import run_of
from backprop.figure.specification import Specification
from backprop.network import default_values, multilayer_perceptron
from backprop.session import answer
from backprop.training import train

SMALL: dict[str, object] = {"network": [1, 2, 1]}
DEEP: dict[str, object] = {"network": [1, 2, 2, 2, 1]}
BAYDIN: dict[str, object] = {"expression": "log(x1) + x1*x2 - sin(x2)", "values": {"x1": 2, "x2": 5}}


def call(name: str, specification: Mapping[str, object] = SMALL, **parts: object) -> dict[str, object]:
    whole: dict[str, object] = json.loads(answer(json.dumps({"call": name, "specification": specification, **parts})))
    return whole


def test_training_is_that_of_the_engine_to_the_last_bit() -> None:
    """Update 0 is the figure's numbers; weights and gradients come in full."""
    done = call("train", rate=0.2, updates=5)
    network = multilayer_perceptron([1, 2, 1])
    states = list(train(network.graph, default_values(network), rate=0.2, updates=5))
    assert done["names"] == list(states[0].parameters)
    assert done["states"] == [
        [state.loss, list(state.parameters.values()), list(state.gradients.values()), []] for state in states
    ]
    assert done["stopped"] == ""


def test_training_goes_on_from_any_update() -> None:
    """Two batches give the same states as one: the weights that come back lose no digit."""
    whole, first = call("train", rate=0.1, updates=6), call("train", rate=0.1, updates=3)
    weights = dict(zip(first["names"], first["states"][-1][1], strict=True))  # type: ignore[call-overload, index]
    second = call("train", {**SMALL, "values": weights}, rate=0.1, updates=3)
    assert first["states"] + second["states"][1:] == whole["states"]  # type: ignore[index]


def test_a_training_that_diverges_keeps_the_last_good_state() -> None:
    """Nothing is raised: the states before it, every number within what a figure takes, and a sentence."""
    steep: dict[str, object] = {**SMALL, "activation": "identity", "values": {"x": 5}}
    done = call("train", steep, rate=10, updates=100)
    states = done["states"]
    assert isinstance(states, list)
    assert 1 <= len(states) < 100
    assert "smaller learning rate" in str(done["stopped"])
    weights = dict(zip(done["names"], states[-1][1], strict=True))  # type: ignore[call-overload]
    assert "frames" in call("frames", {**steep, "values": {"x": 5, **weights}})


def test_the_bug_trains_as_the_figure_shows_it() -> None:
    """With gradients overwritten where they should add, the first update moves by the figure's gradients."""
    bug = {**DEEP, "bug": "overwrite"}
    run = run_of(Specification.from_mapping(bug))
    shown = {run.names[step.target]: step.result for step in run.steps if step.phase == "backward"}
    done = call("train", bug, rate=0.1, updates=1)
    gradients = dict(zip(done["names"], done["states"][0][2], strict=True))  # type: ignore[call-overload, index]
    assert gradients == {name: shown[name] for name in gradients}


@pytest.mark.parametrize(
    ("name", "parts", "argument"),
    [
        ("train", {"rate": 0, "updates": 1}, "rate"),
        ("train", {"rate": -1, "updates": 1}, "rate"),
        ("train", {"rate": "fast", "updates": 1}, "rate"),
        ("train", {"updates": -1}, "updates"),
        ("train", {"updates": 10**9}, "updates"),
        ("train", {"updates": 1, "specification": BAYDIN}, "figure"),
        ("curve", {"updates": [0], "losses": [1]}, "updates"),
        ("curve", {"updates": [0, 1], "losses": [1, "x"]}, "losses"),
        ("curve", {"updates": [0, 1, 2], "losses": [1, 2]}, "losses"),
        ("check", {"step": 0}, "step"),
        ("check", {"step": 99}, "step"),
        ("dance", {}, "call"),
    ],
)
def test_a_bad_request_is_told_what_is_wrong(name: str, parts: dict[str, object], argument: str) -> None:
    """Named by argument; nothing is raised."""
    error = call(name, **parts)["error"]  # type: ignore[arg-type]
    assert isinstance(error, dict)
    assert error["argument"] == argument
    assert error["remedy"]


def test_the_curve_is_a_plot_with_a_table() -> None:
    """Every point is in the table; the scale is logarithmic where the losses span much, zero included."""
    narrow, wide = ([3, 2, 1.5], [1, 0.01, 0.0001])
    for losses in (narrow, wide, [1, 0, 0], [2, 2, 2], [1, 1 + 2**-52, 1], [0, 5e-324, 0], [1, 0.5, 5e-324]):
        curve = call("curve", updates=[0, 1, 2], losses=losses)
        assert str(curve["drawing"]).startswith("<svg")
        assert str(curve["table"]).count("<tr>") == 4
        assert ("10⁻⁴" in str(curve["drawing"])) == (losses is wide)


def cells(html: object) -> list[list[str]]:
    """The body of a table as text."""
    rows = re.findall(r"<tr>(.*?)</tr>", str(html))
    return [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in rows][1:]


SHAPES: list[dict[str, object]] = [
    SMALL,
    DEEP,
    {**DEEP, "activation": "gelu"},
    {"network": [2, 2, 2], "loss": "softmax-cross-entropy"},
    BAYDIN,
    {**BAYDIN, "mode": "forward"},
]


@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_every_derivative_of_a_figure_agrees_with_its_check(shape: dict[str, object]) -> None:
    """Gradients of parameters and of values inside, and tangents: both estimates agree, with their errors stated."""
    run = run_of(Specification.from_mapping(shape))
    for number, step in enumerate(run.steps, 1):
        found = call("check", shape, step=number)
        if step.phase == "forward":
            assert "Nothing to check" in str(found["sentence"])
            assert found["table"] == ""
            continue
        assert str(found["sentence"]).startswith("The check agrees"), run.names[step.target]
        rows = cells(found["table"])
        assert [row[0] for row in rows] == ["Chain rule", "Central difference", "Complex step"]
        assert all(all(row[1:]) for row in rows[1:])
        estimates = [float(row[1].replace("−", "-")) for row in rows if "×" not in row[1]]
        assert estimates == pytest.approx([step.result] * len(estimates), rel=1e-6)


EDGES: list[tuple[str, float]] = [
    ("sqrt(x)", 1e-6),
    ("log(x)", 1e-6),
    ("1/x", 2.0**-17),  # the step itself: a division by 0
    ("exp(x)", 709.7826),  # beyond it, the result is too large
]


@pytest.mark.parametrize(("formula", "x"), EDGES)
def test_a_check_at_the_edge_of_a_domain_does_not_blame_the_number(formula: str, x: float) -> None:
    """The central difference steps over the edge and says so; the complex step does not, and checks."""
    found = call("check", {"expression": formula, "values": {"x": x}}, step=2)
    assert "by the complex step alone" in str(found["sentence"])
    assert str(found["sentence"]).startswith("The check agrees")
    rows = cells(found["table"])
    assert [row[0] for row in rows] == ["Chain rule", "Central difference", "Complex step"]
    assert [len(row) for row in rows] == [5, 2, 5]
    assert "cannot be computed" in rows[1][1]


@pytest.mark.parametrize(("bug", "name"), [({}, "Chain rule"), ({"bug": "overwrite"}, "This program")])
def test_a_number_with_the_bug_does_not_go_by_the_name_of_the_chain_rule(bug: dict[str, object], name: str) -> None:
    """Or the table would read as if the chain rule were wrong."""
    shape = {**DEEP, **bug}
    last = len(run_of(Specification.from_mapping(shape)).steps)
    assert cells(call("check", shape, step=last)["table"])[0][0] == name


def test_the_bug_is_found_by_the_check() -> None:
    """Where a path was overwritten the check disagrees and says so; elsewhere it agrees."""
    bug = {**DEEP, "bug": "overwrite"}
    wrong, right = (run_of(Specification.from_mapping(each)) for each in (bug, DEEP))
    for number, (step, true) in enumerate(zip(wrong.steps, right.steps, strict=True), 1):
        if step.phase == "backward":
            agrees = str(call("check", bug, step=number)["sentence"]).startswith("The check agrees")
            assert agrees == (abs(step.result - true.result) < 1e-9), wrong.names[step.target]


def test_a_part_of_a_sum_is_checked_with_the_sum() -> None:
    """Its own step says so; the sum's step agrees."""
    split = {**DEEP, "sums": "split"}
    run = run_of(Specification.from_mapping(split))
    parts = [number for number, step in enumerate(run.steps, 1) if getattr(step, "part", "") == "contribution"]
    sums = [number for number, step in enumerate(run.steps, 1) if getattr(step, "part", "") == "sum"]
    assert "with their sum" in str(call("check", split, step=parts[0])["sentence"])
    assert "agrees" in str(call("check", split, step=sums[0])["sentence"])
