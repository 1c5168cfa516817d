"""Figures of several samples: what may stand in a fence, and the mean of the samples' losses and gradients."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from backprop.errors import BackpropError
from backprop.figure.answers import judge
from backprop.figure.frames import build_figure, run_of, shown_run
from backprop.figure.kinds import kind_of
from backprop.figure.practice import checked
from backprop.figure.questions import Question
from backprop.figure.quotes import quotable
from backprop.figure.rows import name_of, rows
from backprop.figure.runs import Run
from backprop.figure.sampled import table
from backprop.figure.specification import Specification
from backprop.figure.subjects import scene_of
from backprop.samples import Samples
from backprop.session import answer
from backprop.training import train

XOR = [{"x1": a, "x2": b, "y": a ^ b} for a in (0, 1) for b in (0, 1)]
GATE = {"network": [2, 2, 1], "loss": "binary-cross-entropy", "samples": XOR}
LINE = {
    "expression": "(w*x + b - y)**2/2",
    "values": {"w": 0.5, "b": 0.1},
    "samples": [{"x": 1, "y": 2}, {"x": "1/2", "y": "−1"}, {"y": 0.25, "x": -2}],
}


def test_samples_are_names_and_rows() -> None:
    """In the order of the graph, whatever order an author has; one of them is shown."""
    samples = Specification.from_mapping({**LINE, "sample": 3}).samples
    assert samples == Samples(("x", "y"), ((1.0, 2.0), (0.5, -1.0), (-2.0, 0.25)), shown=2)
    assert list(samples) == [{"x": 1.0, "y": 2.0}, {"x": 0.5, "y": -1.0}, {"x": -2.0, "y": 0.25}]
    assert samples.one == {"x": -2.0, "y": 0.25}


@pytest.mark.parametrize("mapping", [GATE, LINE, {**GATE, "sample": 4}, {**LINE, "sample": 2}])
def test_a_specification_is_read_back_from_what_it_writes(mapping: dict[str, object]) -> None:
    specification = Specification.from_mapping(mapping)
    assert Specification.from_mapping(specification.to_mapping()) == specification


def test_a_changed_number_is_one_of_the_sample_in_sight() -> None:
    """As the page sends it, which knows nothing but fields."""
    built = Specification.from_mapping({**LINE, "sample": 2}).to_mapping()
    changed = Specification.from_mapping({**built, "values": {**built["values"], "x": 7.0}})  # type: ignore[dict-item]
    assert changed.samples is not None
    assert changed.samples.rows == ((1.0, 2.0), (7.0, -1.0), (-2.0, 0.25))


def test_a_wrong_target_is_told_where_it_stands() -> None:
    """In the fence, in the sample; in the page, in the field of that name."""
    with pytest.raises(BackpropError) as caught:
        Specification.from_mapping({**GATE, "samples": [{**XOR[0], "y": 2}, XOR[1]]})
    assert caught.value.argument == "samples.0.y"
    built = Specification.from_mapping(GATE).to_mapping()
    with pytest.raises(BackpropError) as caught:
        Specification.from_mapping({**built, "values": {**built["values"], "y": 2}})  # type: ignore[dict-item]
    assert caught.value.argument == "y"


def test_what_the_samples_leave_of_a_formula_are_its_parameters() -> None:
    """So it can be trained, as a network can."""
    subject = Specification.from_mapping(LINE).subject
    graph = scene_of(subject).graph  # type: ignore[arg-type]
    assert {graph.nodes[index].name for index in graph.parameters} == {"w", "b"}
    assert graph.wanted == graph.parameters


@pytest.mark.parametrize(
    ("mapping", "argument", "remedy"),
    [
        ({**GATE, "samples": []}, "samples", "list 2 to 20 samples"),
        ({**GATE, "samples": "xor"}, "samples", "list 2 to 20 samples"),
        ({**GATE, "samples": {"x1": [0, 1]}}, "samples", "list 2 to 20 samples"),
        ({**GATE, "samples": XOR * 6}, "samples", "list 2 to 20 samples"),
        ({**GATE, "samples": [3, XOR[0]]}, "samples.0", "list names and numbers"),
        ({**GATE, "samples": [*XOR, {}]}, "samples.4", "list names and numbers"),
        ({**GATE, "samples": [*XOR, {"x1": 0, "y": 1}]}, "samples.4", "give x2 a number"),
        ({**GATE, "samples": [*XOR, {**XOR[0], "w11": 1}]}, "samples.4.w11", "the same for every sample"),
        ({**GATE, "samples": [*XOR, {**XOR[0], "x3": 1}]}, "samples.4.x3", "there is no x3 here; use one of x1, x2, y"),
        ({**GATE, "samples": [*XOR, {**XOR[0], "x1": True}]}, "samples.4.x1", "give a number"),
        ({**GATE, "samples": [*XOR, {**XOR[0], "x1": 1e7}]}, "samples.4.x1", "give a number"),
        ({**GATE, "samples": [*XOR, {**XOR[0], "y": -1}]}, "samples.4.y", "0 to 1"),
        ({**GATE, "sample": 5}, "sample", "from 1 to 4"),
        ({**GATE, "sample": 0}, "sample", "from 1 to 4"),
        ({**GATE, "sample": True}, "sample", "from 1 to 4"),
        ({"network": [1, 1], "sample": 1}, "sample", "list the samples"),
        ({**LINE, "samples": [{"x": 1, "y": 1, "w": 1, "b": 1}] * 2}, "samples.0", "leave a name"),
        ({**LINE, "samples": [{"x": 1, "y": 1}, {"x": 1}]}, "samples.1", "give y a number"),
        ({**LINE, "samples": [{"q": 1}] * 2}, "samples.0.q", "there is no q here"),
        ({**LINE, "samples": [{"x": 1}] * 2}, "y", "add y"),
        ({"python": "y = x", "samples": XOR}, "samples", "use one of"),
    ],
)
def test_wrong_samples_name_place_and_remedy(mapping: dict[str, object], argument: str, remedy: str) -> None:
    """The place counts from 0, as all places of a fence do."""
    with pytest.raises(BackpropError) as caught:
        Specification.from_mapping(mapping)
    assert caught.value.argument == argument
    assert remedy in caught.value.remedy


def run(mapping: Mapping[str, object]) -> Run:
    return run_of(Specification.from_mapping(mapping))


def found(mapping: Mapping[str, object]) -> dict[str, float]:
    """What the steps find, by the names that quotes have."""
    made = run(mapping)
    return {name_of(made, step): step.result for step in made.steps}


def gate_loss(values: dict[str, float]) -> float:
    """The mean cross-entropy of the gate, written out by hand."""
    v, total = values, 0.0
    for sample in XOR:
        h1 = math.tanh(v["w11"] * sample["x1"] + v["w21"] * sample["x2"] + v["b1"])
        h2 = math.tanh(v["w12"] * sample["x1"] + v["w22"] * sample["x2"] + v["b2"])
        p = 1 / (1 + math.exp(-(v["wo1"] * h1 + v["wo2"] * h2 + v["bo"])))
        total -= math.log(p if sample["y"] else 1 - p)
    return total / 4


def test_the_loss_is_the_mean_and_so_is_every_gradient() -> None:
    """Beside a loss that is written out by hand, and its finite differences."""
    values = dict(Specification.from_mapping(GATE).values)
    steps = found(GATE)
    assert steps["L"] == pytest.approx(gate_loss(values), rel=1e-14)
    weights = [name for name in values if name[0] in "wb"]
    assert len(weights) == 9
    for name in weights:
        up, down = ({**values, name: values[name] + by} for by in (1e-5, -1e-5))
        estimate = (gate_loss(up) - gate_loss(down)) / 2e-5
        assert steps[f"dL/d{name}"] == pytest.approx(estimate, rel=1e-6, abs=1e-10)


def test_a_course_that_prints_a_batch_of_three() -> None:
    """Logistic regression: cost and gradients of the batch, and the weights after 100 updates."""
    cases = json.loads((Path(__file__).parents[1] / "cases.json").read_text("utf-8"))["cases"]
    (case,) = (each for each in cases if each["id"] == "coursera-dlai-logistic-batch3")
    columns = zip(
        *([float(x) for x in row] for row in (*case["inputs"]["X (rows = features)"], case["inputs"]["Y"])), strict=True
    )
    samples = [dict(zip(("x1", "x2", "y"), column, strict=True)) for column in columns]
    mapping = {
        **{"network": [2, 1], "loss": "binary-cross-entropy", "fused": True, "samples": samples},
        "values": {"wo1": 1, "wo2": 2, "bo": 2},
    }
    expected, steps = case["expected"], found(mapping)
    assert steps["L"] == pytest.approx(float(expected["cost"]), rel=1e-12)
    gradients = [steps[f"dL/d{name}"] for name in ("wo1", "wo2", "bo")]
    assert gradients == pytest.approx([*map(float, expected["dw"]), float(expected["db"])], rel=1e-12)
    made = run(mapping)
    given = dict(Specification.from_mapping(mapping).values)
    *_, last = train(made.graph, given, rate=0.009, updates=100, samples=samples)
    after = [*map(float, expected["w after 100"]), float(expected["b after 100"])]
    assert [last.parameters[name] for name in ("wo1", "wo2", "bo")] == pytest.approx(after, rel=1e-12)


@pytest.mark.parametrize("mapping", [GATE, LINE, {**GATE, "sums": "split"}, {**GATE, "bug": "overwrite"}])
def test_the_means_are_those_of_the_samples_own_figures(mapping: dict[str, object]) -> None:
    """Each sample as a figure of its own, with the names that it has there."""
    samples = mapping["samples"]
    assert isinstance(samples, list)
    own = [found({**mapping, "sample": number}) for number in range(1, len(samples) + 1)]
    for name, value in own[0].items():
        if name == "L" or name.startswith("dL/"):
            each = [steps[name.replace("L", f"L{number}")] for number, steps in enumerate(own, 1)]
            assert value == pytest.approx(sum(each) / len(each), rel=1e-15, abs=1e-18)
            assert all(steps[name] == value for steps in own)


@pytest.mark.parametrize(
    ("samples", "formula"),
    [
        (2, "= 1/2·(∂L₁/∂w + ∂L₂/∂w)"),
        (4, "= 1/4·(∂L₁/∂w + ∂L₂/∂w + ∂L₃/∂w + ∂L₄/∂w)"),
        (5, "= 1/5·(∂L₁/∂w + ∂L₂/∂w + … + ∂L₅/∂w)"),
    ],
)
def test_a_mean_is_written_with_all_numbers(samples: int, formula: str) -> None:
    """(w·x)²/2 has the gradient w·x² by w: here 2, 8, 18, …"""
    mapping = {"expression": "(w*x)**2/2", "values": {"w": 2}, "samples": [{"x": x + 1} for x in range(samples)]}
    row = rows(run(mapping))[-1]
    parts = [2.0 * (x + 1) ** 2 for x in range(samples)]
    numbers = f"= 1/{samples} × ({' + '.join(f'{part:g}' for part in parts)})"
    assert row.name == "dL/dw"
    assert row.lines == (formula, numbers, f"= {sum(parts) / samples:g}")


def test_a_long_mean_is_broken_into_lines() -> None:
    """As sums are, for a narrow window; the parentheses open in the first line and close in the last one."""
    mapping = {"expression": "(w*x)**2/2", "values": {"w": 0.123}, "samples": [{"x": x / 7} for x in range(12)]}
    text = build_figure(Specification.from_mapping(mapping)).frames[-1].text
    lines = text.split("<mtr")[1:]
    assert len(lines) > 5
    whole = text.count("<mo>(</mo>"), text.count("<mo>)</mo>")
    assert whole[0] == whole[1]
    assert lines[-2].split("</mtr>")[0].endswith("<mo>)</mo></mtd>")


def table_of(described: dict[str, object]) -> str:
    """The samples of a figure as a table, the same whether it shows scalars or matrices."""
    shown = run(described)
    text = table(shown, shown.samples)
    if shown.samples:
        assert text == table(shown_run(Specification.from_mapping({**described, "view": "layers"})), shown.samples)
    return text


def test_the_table_of_the_samples_has_what_the_network_makes_of_each() -> None:
    """For readers without scripts, too; the sample in sight is marked."""
    html = table_of({**GATE, "sample": 3})
    body = html.split("<tbody")[1].split("</tbody>")[0].split("<tr")[1:]
    values = dict(Specification.from_mapping(GATE).values)
    for number, (row, sample) in enumerate(zip(body, XOR, strict=True), 1):
        numbers = quotable(Specification.from_mapping({**GATE, "sample": number}))
        cells = [f"{sample[name]}" for name in ("x1", "x2", "y")] + [numbers["p"], numbers[f"L{number}"]]
        assert row.endswith("".join(f"<td>{cell}</td>" for cell in cells) + "</tr>")
        assert ("aria-current" in row) == (number == 3)
    assert f"<td>{round(gate_loss(values), 4)}</td></tr></tfoot>" in html
    assert table_of({"network": [1, 1]}) == ""


def test_a_chosen_sample_is_drawn_as_if_the_author_had_chosen_it() -> None:
    """The page has its number among the others, and sends the numbers of the sample along."""
    built = Specification.from_mapping(GATE).to_mapping()
    values = {**built["values"], **XOR[2], "sample": 3}  # type: ignore[dict-item]
    asked = json.dumps({"call": "frames", "specification": {**built, "values": values}})
    written = Specification.from_mapping({**GATE, "sample": 3}).to_mapping()
    assert answer(asked) == answer(json.dumps({"call": "frames", "specification": written}))
    asked = json.dumps({"call": "samples", "specification": {**built, "values": values}})
    assert json.loads(answer(asked)) == {"table": table_of({**GATE, "sample": 3})}


@pytest.mark.parametrize(
    ("name", "slip", "wrong"),
    [
        ("dL/dbo", "forgot_mean", lambda parts: sum(parts)),
        ("dL/dbo", "one_sample", lambda parts: parts[1]),
        ("dL/dbo", "wrong_sign", lambda parts: -sum(parts) / 4),
        ("L", "forgot_mean", lambda parts: sum(parts)),
        ("L", "one_sample", lambda parts: parts[2]),
    ],
)
def test_an_answer_to_a_mean_is_judged(name: str, slip: str, wrong: object) -> None:
    """Right with the numbers that the figure shows; the slips are named."""
    made = run(GATE)
    (place,) = (place for place, step in enumerate(made.steps) if name_of(made, step) == name)
    question = Question.about(made, place, 0.1)
    parts = question.averaged
    assert judge(question, str(wrong(parts))).slip == slip  # type: ignore[operator]
    shown = f"({' + '.join(f'{part:.4g}' for part in parts)})/4"
    assert judge(question, shown).kind == "right"


def test_an_error_names_the_sample_that_it_is_about() -> None:
    """Only the steps of one are in sight."""
    mapping = {"expression": "log(x)*w", "values": {"w": 1}, "samples": [{"x": 1}, {"x": 2}, {"x": 0}]}
    with pytest.raises(BackpropError, match=r"v1 in sample 3 is log\(0\)"):
        run(mapping)


@pytest.mark.parametrize("mapping", [GATE, LINE, {**GATE, "sample": 3}])
def test_forward_mode_ends_at_the_derivative_of_the_mean(mapping: dict[str, object]) -> None:
    """By whichever parameter, it is the one that the backward pass finds; by default by the first that is none."""
    backward = {name_of(made, step): step.result for made in [run(mapping)] for step in made.steps}
    parameters = [name.removeprefix("dL/d") for name in backward if name.startswith("dL/d")]
    for name in parameters:
        made = run({**mapping, "mode": "forward", "by": name})
        assert name_of(made, made.steps[-1]) == f"dL/d{name}"
        assert made.steps[-1].result == pytest.approx(backward[f"dL/d{name}"], rel=1e-12, abs=1e-15)
        assert made.steps[-2].result == backward["L"]
    assert run({**mapping, "mode": "forward"}).telling.by in parameters


@pytest.mark.parametrize("mode", ["backward", "forward"])
@pytest.mark.parametrize("mapping", [GATE, LINE])
def test_a_mean_of_derivatives_is_checked_over_all_samples(mapping: dict[str, object], mode: str) -> None:
    """By estimates of the mean loss that know no chain rule; a wrong number does not pass."""
    specification = Specification.from_mapping({**mapping, "mode": mode})
    made = run_of(specification)
    places = [place for place, step in enumerate(made.steps, 1) if kind_of(step).averages and kind_of(step).derives]
    assert len(places) == (len(made.graph.parameters) if mode == "backward" else 1)
    for place in places:
        assert checked(specification, made, place)[0].startswith("The check agrees")
    step = made.steps[places[-1] - 1]
    made.steps[places[-1] - 1] = replace(step, result=step.result + 0.001)
    assert not checked(specification, made, places[-1])[0].startswith("The check agrees")


@pytest.mark.parametrize(
    ("mapping", "argument"),
    [
        ({**GATE, "mode": "forward", "by": "x1"}, "by"),
        ({"expression": "L1*x", "values": {"L1": 1}, "samples": [{"x": 1}, {"x": 2}]}, "expression"),
        ({"expression": "sample*x", "values": {"sample": 1}, "samples": [{"x": 1}, {"x": 2}]}, "expression"),
    ],
)
def test_what_does_not_go_with_samples_is_refused(mapping: dict[str, object], argument: str) -> None:
    """A derivative by what differs from sample to sample, and names that something else has."""
    with pytest.raises(BackpropError) as caught:
        run(mapping)
    assert caught.value.argument == argument


@pytest.mark.parametrize(("mapping", "inside"), [(LINE, "No operation"), (GATE, "No value inside the network")])
def test_the_given_values_are_told_of_a_formula_as_of_a_network(mapping: dict[str, object], inside: str) -> None:
    """A formula with samples has parameters, and is no network for that."""
    frames = build_figure(Specification.from_mapping({"name": "a", "title": "A", **mapping})).frames
    assert f"{inside} has been computed yet" in frames[0].text
