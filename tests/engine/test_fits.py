"""What a network says between its samples, as drawings: where curve, regions and samples stand."""

from __future__ import annotations

import json
import math
import re

import pytest

from backprop.figure.specification import Specification
from backprop.session import answer

LINE = {
    "network": [1, 1],
    "values": {"wo1": 2, "bo": -1},
    "samples": [{"x": -1, "y": -3}, {"x": 0, "y": 0}, {"x": 2, "y": 3}],
}
HALF = {
    **{"network": [2, 1], "output": "identity", "values": {"wo1": 1, "wo2": 0, "bo": 0}},
    "samples": [{"x1": 0, "x2": 0, "y": 0}, {"x1": 1, "x2": 1, "y": 1}, {"x1": 0, "x2": 1, "y": 1}],
}
CLASSES = {
    **{"network": [2, 3], "loss": "softmax-cross-entropy"},
    "values": {"wo11": 1, "wo21": 0, "wo12": 0, "wo22": 1, "wo13": 0, "wo23": 0, "bo1": 0, "bo2": 0, "bo3": 0.5},
    "samples": [
        {"x1": 1, "x2": 0, "y1": 1, "y2": 0, "y3": 0},
        {"x1": 0, "x2": 1, "y1": 0, "y2": 1, "y3": 0},
        {"x1": 0, "x2": 0, "y1": 0, "y2": 0, "y3": 1},
    ],
}


def fit(specification: object) -> dict[str, str]:
    found: dict[str, str] = json.loads(answer(json.dumps({"call": "fit", "specification": specification})))
    return found


def dots(drawing: str) -> list[tuple[float, float]]:
    return [
        (float(x), float(y)) for x, y in re.findall(r'<circle class="dot [kr]\d" cx="([\d.]+)" cy="([\d.]+)"', drawing)
    ]


def areas(drawing: str) -> dict[int, float]:
    """How much of the drawing each kind of patch covers."""
    found = {}
    for kind, path in re.findall(r'<path class="patch r(\d)" d="([^"]+)"', drawing):
        sides = re.findall(r"h([\d.]+)v([\d.]+)", path)
        found[int(kind)] = sum(float(width) * float(height) for width, height in sides)
    return found


def test_over_one_input_there_is_a_curve_with_the_samples_on_it() -> None:
    """2x − 1 meets the samples at −1 and 2, and is 1 below the one at 0."""
    done = fit(LINE)
    assert "3 samples" in done["sentence"]
    assert "is 1 away" in done["sentence"]
    path = re.search(r'<path class="line k1" d="M([^"]+)"', done["drawing"])
    assert path is not None
    curve = [tuple(map(float, point.split())) for point in path[1].split("L")]
    away = [min(math.dist(dot, point) for point in curve) for dot in dots(done["drawing"])]
    assert len(away) == 3
    assert away[0] < 3
    assert away[2] < 3
    assert away[1] > 5


POINTS = [{"x": -1, "y": -3}, {"x": 0, "y": 0}, {"x": 2, "y": 3}]


def formula(text: str, **values: float) -> dict[str, str]:
    return fit({"expression": text, "values": values, "samples": POINTS})


@pytest.mark.parametrize(
    ("text", "values", "most"),
    [
        ("(a*x + b - y)**2/2", {"a": 2, "b": -1}, "1"),
        ("d = y - (a*x + b); d*d", {"a": 2, "b": -1}, "1"),
        ("huber(a*x + b - y, 1) + 3*a**2", {"a": 2, "b": -1}, "1"),
        ("abs(a*exp(x) - y)", {"a": 1}, f"{math.exp(2) - 3:.4g}"),
        ("f = tanh(w*x + b); (f - y)**2", {"w": 1, "b": 0}, f"{3 - math.tanh(1):.4g}"),
    ],
)
def test_a_formula_of_one_input_has_a_curve_with_the_samples_on_it(
    text: str, values: dict[str, float], most: str
) -> None:
    """What it compares with the target; how far the farthest sample is, is arithmetic."""
    done = formula(text, **values)
    assert "compares with y, and the dots are the 3 samples" in done["sentence"]
    assert done["sentence"].endswith(f"is {most.removesuffix('.0')} away.")
    assert len(dots(done["drawing"])) == 3


def test_the_curve_of_a_line_is_that_of_the_network_that_is_one() -> None:
    """The same points in the drawing."""
    mine, theirs = (
        re.findall(r'<path class="line k1" d="M[^"]+"', each["drawing"])
        for each in (formula("(a*x + b - y)**2/2", a=2, b=-1), fit(LINE))
    )
    assert mine == theirs
    assert len(mine) == 1


@pytest.mark.parametrize(
    "text",
    [
        "(a*x - y + b)**2",  # what is compared goes on behind the target
        "(a*x - y)*b",
        "(a*x - y)**2 + y",  # the target stands there twice
        "(a - y)**2 + x",  # nothing that depends on an input
        "a*x*y + b",
        "log(1 + exp(-y*(a*x + b)))",
    ],
)
def test_a_formula_that_compares_nothing_with_a_sample_has_no_curve(text: str) -> None:
    values = {name: 1.0 for name in "ab" if re.search(rf"\b{name}\b", text)}
    assert formula(text, **values) == {"drawing": "", "sentence": ""}


def test_negative_ticks_have_the_minus_of_the_page() -> None:
    """Whole numbers too."""
    texts = re.findall(r"<text[^>]*>([^<]*)<", fit(LINE)["drawing"])
    assert "−2" in texts
    assert not [text for text in texts if "-" in text]


def test_over_two_inputs_there_are_regions() -> None:
    """The prediction is x1 alone, so the border stands upright at ½, and one sample lies on the wrong side."""
    done = fit(HALF)
    assert "2 of 3" in done["sentence"]
    found = areas(done["drawing"])
    assert set(found) == {1, 2, 3, 4}
    assert found[1] + found[2] == pytest.approx(found[3] + found[4], rel=0.02)
    assert len(dots(done["drawing"])) == 3


def test_of_several_outputs_the_largest_has_a_region() -> None:
    """Every sample lies in that of its class, which stands beside it."""
    done = fit(CLASSES)
    assert "3 of 3" in done["sentence"]
    assert set(areas(done["drawing"])) == {1, 2, 3}
    assert re.findall(r'dotted"[^>]*>(\d)<', done["drawing"]) == ["1", "2", "3"]


def test_a_saturated_network_can_be_drawn() -> None:
    """Where a probability is 0 or 1 to all digits its loss does not exist, but what it says does."""
    far = {"wo1": 900, "wo2": 900, "bo": -900}
    samples = [{"x1": 0, "x2": 0, "y": 0}, {"x1": 2, "x2": 2, "y": 1}]
    mapping = {"network": [2, 1], "loss": "binary-cross-entropy", "fused": True, "values": far, "samples": samples}
    assert "2 of 2" in fit(mapping)["sentence"]


@pytest.mark.parametrize(
    "mapping",
    [
        {"network": [1, 1]},
        {"network": [3, 1], "samples": [{"x1": 0, "x2": 0, "x3": 1, "y": 1}] * 2},
        {"expression": "(w*x*u - y)**2", "values": {"w": 1}, "samples": [{"x": 1, "u": 2, "y": 1}] * 2},
    ],
)
def test_where_nothing_can_be_drawn_the_answer_is_empty(mapping: dict[str, object]) -> None:
    """One sample has nothing between; of three inputs there is no plane; a formula has a curve over one input only."""
    assert fit(mapping) == {"drawing": "", "sentence": ""}


@pytest.mark.parametrize("samples", [[{"x": 1, "y": 1}] * 2, [{"x": 1e6, "y": 1}, {"x": -1e6, "y": 1}]])
def test_samples_at_one_place_or_far_apart_can_be_drawn(samples: list[dict[str, float]]) -> None:
    """No width to divide by, or much of it."""
    done = fit({"network": [1, 2, 1], "samples": samples})
    assert len(dots(done["drawing"])) == 2
    assert "nan" not in done["drawing"]


def test_the_drawing_is_the_same_each_time() -> None:
    written = Specification.from_mapping(HALF).to_mapping()
    assert fit(written) == fit(written)
