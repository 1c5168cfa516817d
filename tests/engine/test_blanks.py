"""Steps that are left to the reader: nothing says their number before it is due, and hints lead there in stages."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from html import unescape
from itertools import pairwise

import pytest

from backprop.figure.frames import Figure, build_figure
from backprop.figure.numbers import MORE_DIGITS, plain
from backprop.figure.specification import Specification
from backprop.session import answer

SAMPLES = [{"x": 1.37, "y": 2}, {"x": 2.41, "y": 3}]
PINN = {"expression": "u = tanh(w*x + b)", "residual": "u_xx + u", "values": {"w": 1.5, "b": -0.4, "x": 0.7}}
TWICE = {"expression": "y = x*sin(x)", "values": {"x": 2.3}, "fade": 4}
CASES: dict[str, Mapping[str, object]] = {
    "network": {"network": [1, 2, 1], "fade": 13},
    "German": {"network": [1, 2, 1], "fade": 13, "lang": "de"},
    "forward mode": {**TWICE, "expression": "y = x*sin(x) + cos(x)", "mode": "forward", "fade": 9},
    "split": {**TWICE, "sums": "split"},
    "overwritten": {**TWICE, "bug": "overwrite"},
    "samples": {"network": [1, 1], "samples": SAMPLES, "fade": 6},
    "fused": {"network": [2, 2], "loss": "softmax-cross-entropy", "fused": True, "fade": 5},
    "closed": {"network": [1, 2, 1], "closed": "all", "fade": 5},
    "residual": {**PINN, "fade": 9},
}
LATE = re.compile(r'<text class="[gv] w e"[^>]*>.*?</text>')
"""In drawings of later steps, hidden until the answer before them is open."""
ANSWER = re.compile('<details class="bp-answer".*?</details>')
SHORTEST = 4
"""Shorter numbers stand everywhere."""


def drawn(case: Mapping[str, object]) -> Figure:
    return build_figure(Specification.from_mapping({"name": "own", "title": "Own", **case}))


def numbers(html: str) -> set[str]:
    """The long ones in all text and labels, without signs."""
    return {each for each in re.findall(r"[\d.,]*\d", html) if len(each) >= SHORTEST}


def blanks(figure: Figure) -> Iterator[tuple[int, float]]:
    """The steps that are left to the reader, and what is found there."""
    for number, frame in enumerate(figure.frames):
        if "bp-answer" in frame.text:
            yield number, figure.run.steps[number - 1].result


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_nothing_gives_a_number_away_before_it_is_due(case: Mapping[str, object]) -> None:
    """Not drawing, text, label or status of its own step or of one before it, no hint and no table; unless a step that
    is told, or what is given, has the same."""
    specification = Specification.from_mapping({"name": "own", "title": "Own", **case})
    figure, asked = drawn(case), 0
    told = set[str]().union(*(numbers(each.text) for each in figure.frames if "bp-answer" not in each.text))
    for number, result in blanks(figure):
        with specification.spoken():
            shown, full = (plain(result, digits).removeprefix("−") for digits in (4, MORE_DIGITS))
        if shown in told or len(shown) < SHORTEST:
            continue
        asked += 1
        for frame in figure.frames[: number + 1]:
            seen = f"{LATE.sub('', frame.drawing)} {ANSWER.sub('', frame.text)} {frame.status}"
            assert shown not in numbers(seen), number
        assert shown not in numbers(" ".join(hints(case, number)))
        assert not {full, shown} & numbers(figure.table)
        assert shown in numbers(" ".join(ANSWER.findall(figure.frames[number].text)))
    assert asked


def hints(case: Mapping[str, object], step: int) -> list[str]:
    request = {"call": "hint", "specification": {"name": "own", "title": "Own", **case}, "step": step}
    given = [json.loads(answer(json.dumps({**request, "stage": stage}))) for stage in range(3)]
    assert [each["stages"] for each in given] == [3] * 3
    return [each["html"] for each in given]


def test_hints_say_edge_rule_and_factors() -> None:
    """In the language of the figure; what is wrong with a request is told."""
    edge, rule, factors = hints({"network": [1, 2, 1]}, 10)
    assert "Its gradient comes back along the edges from there" in edge
    assert "local derivative" in rule
    assert "<mfrac" in factors
    assert "Der Gradient kommt auf den Kanten" in hints({"network": [1, 2, 1], "lang": "de"}, 10)[0]
    request = {"call": "hint", "specification": {"network": [1, 1]}, "step": 1, "stage": 3}
    assert json.loads(answer(json.dumps(request)))["error"]["argument"] == "stage"


@pytest.mark.parametrize("name", ["network", "forward mode", "fused", "closed", "residual"])
def test_a_drawing_is_completed_as_later_ones_have_it(name: str) -> None:
    """What stands with an answer, for a script to put in the place of the blank, is the text that the next drawing has
    there once the answer is open."""
    found = 0
    for frame, later in pairwise(drawn(CASES[name]).frames):
        late = {re.sub(' e(?=")| visibility="hidden"', "", each) for each in LATE.findall(later.drawing)}
        for text in re.findall('data-drawn="([^"]+)"', frame.text):
            assert unescape(text).replace(' display="none"', "") in late
            found += 1
    assert found > 1
