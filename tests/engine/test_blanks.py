"""Steps that are left to the reader: nothing says their number before it is due, and hints lead there in stages."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from html import unescape
from random import Random

import pytest
import yaml

from backprop.figure.frames import Figure, build_figure
from backprop.figure.numbers import plain
from backprop.figure.specification import Specification
from backprop.losses import LOSSES
from backprop.session import answer
from tests.support.fences import fences
from tests.support.hidden import ANSWER, FEWEST, digits, given_away, left, numbers, told, ways

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
    "samples in forward mode": {"network": [1, 1], "samples": SAMPLES, "mode": "forward", "fade": 9},
}
FORMULAS = ("x*sin(x) + w*x", "w*x*x*cos(w)", "a = w*x; y = a*tanh(a) + a", "x*exp(w) + x*w*sin(x)")


def drawn(case: Mapping[str, object]) -> Figure:
    return build_figure(Specification.from_mapping({"name": "own", "title": "Own", **case}))


def said(figure: Figure) -> dict[str, str]:
    """All that the page has of the figure, answers aside: by step, and what stands around the steps."""
    steps = {
        f"step {number}": " ".join((frame.drawing, ANSWER.sub("", frame.text), frame.status))
        for number, frame in enumerate(figure.frames)
    }
    return {**steps, "around": " ".join((figure.structure, figure.table, figure.samples, figure.program))}


def leaks(figure: Figure) -> dict[str, set[float]]:
    """Where which number stands that only answers may say."""
    hidden = left(figure)
    known = told(figure)
    seen = {place: numbers(text) for place, text in said(figure).items()}
    if not given_away(hidden.values(), known, set().union(*seen.values())):
        return {}
    return {place: found for place, each in seen.items() if (found := given_away(hidden.values(), known, each))}


def site() -> Iterator[tuple[str, dict[str, object]]]:
    """The faded figures of the pages, in both languages."""
    for place, text in fences().items():
        case = yaml.safe_load(text)
        if case.get("fade"):
            yield from ((f"{place} {language}", {**case, "lang": language}) for language in ("en", "de"))


def by_chance(seed: int) -> dict[str, object]:
    """A faded figure of any kind, with numbers that need all their digits."""
    chance = Random(seed)

    def number() -> float:
        return round(chance.uniform(0.3, 2.7) * chance.choice((1, -1)), 3)

    subjects: tuple[dict[str, object], ...] = (
        {"expression": chance.choice(FORMULAS), "values": {"x": number(), "w": number()}},
        {"expression": chance.choice(FORMULAS), "values": {"x": number(), "w": number()}},
        {"expression": chance.choice(FORMULAS), "values": {"x": number(), "w": number()}},
        {"network": chance.choice(([1, 1], [1, 2, 1], [2, 2, 1])), "loss": chance.choice(tuple(LOSSES)[:2])},
        {"network": [1, 2, 1], "samples": [{"x": number(), "y": number()} for _ in range(2)]},
        {**PINN, "values": {"w": number(), "b": number(), "x": number()}},
    )
    telling: tuple[dict[str, object], ...] = (
        {},
        {"sums": "split"},
        {"bug": "overwrite"},
        {"sums": "split", "bug": "overwrite"},
        {"mode": "forward"},
    )
    language = chance.choice(("en", "de"))
    return {**chance.choice(subjects), **chance.choice(telling), "fade": chance.randint(1, 20), "lang": language}


@pytest.mark.parametrize("case", [pytest.param(case, id=name) for name, case in (*CASES.items(), *site())])
def test_nothing_gives_a_number_away_before_it_is_due(case: Mapping[str, object]) -> None:
    """Not drawing, text, label or status of its own step, of one before it or after it, no table, no hint; each stands
    in its own answer."""
    figure = drawn(case)
    assert leaks(figure) == {}
    hidden = left(figure)
    known = told(figure)
    for number, value in hidden.items():
        own = numbers(" ".join(ANSWER.findall(figure.frames[number].text)))
        assert ways(value) & own or digits(plain(value)) < FEWEST
        assert given_away(hidden.values(), known, numbers(" ".join(hints(case, number)))) == set()


def test_no_figure_gives_a_number_away() -> None:
    """Of 200 that chance makes."""
    found = 0
    for seed in range(200):
        figure = drawn(by_chance(seed))
        assert leaks(figure) == {}, seed
        found += len(left(figure))
    assert found > 1000


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("so it is −0.8323.", True),
        ("so it is -0.8323.", True),
        ("0.9093 + (−0.8323)", True),
        ("<mo>(</mo><mn>−0.8323</mn><mo>)</mo>", True),
        ("0.9093 − 0.8323", True),
        ('<p data-status="dy/dx is minus 0.8323">', True),
        ("minus 0,8323", True),
        ("−0.83229367", True),
        (r"\left(-0.8323\right)", True),
        ('<path d="M0.8323 2"/>', False),
        ("0.8324", False),
        ("10.8323", False),
    ],
)
def test_a_number_is_seen_in_whichever_way_it_is_written(said: str, found: bool) -> None:
    assert bool(given_away([-0.832293673], set(), numbers(said))) == found


def test_a_power_of_ten_is_seen() -> None:
    for said in ("1.234×10⁻⁵", "<mn>1.234</mn><mo>×</mo><msup><mn>10</mn><mn>−5</mn></msup>", r"1.234 \times 10^{-5}"):
        assert given_away([1.2341e-5], set(), numbers(said))


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


BLANK = re.compile(r'<text class="([gv]) q"[^>]* data-due="(\d+)">\?</text>')


@pytest.mark.parametrize(
    "case", [*CASES.values(), {**TWICE, "sums": "split", "fade": 2}], ids=[*CASES, "split at last"]
)
def test_with_all_answers_open_drawings_have_everything(case: Mapping[str, object]) -> None:
    """What stands with answers, for a script to put in the place of blanks, makes each drawing the one of a figure that
    leaves nothing to the reader; but for the width of lines, which is told with the step alone."""
    found = 0
    figure, whole = drawn(case), drawn({**case, "fade": 0})
    for frame, other in zip(figure.frames, whole.frames, strict=True):
        found += len(BLANK.findall(frame.drawing))
        assert texts(BLANK.sub(lambda blank: kept(figure, blank), frame.drawing)) == texts(other.drawing)
    assert found > 1


def kept(figure: Figure, blank: re.Match[str]) -> str:
    """What the answer holds that the blank is due with."""
    (text,) = re.findall('data-drawn="([^"]+)"', figure.frames[int(blank[2])].text)
    assert f'class="{blank[1]} w"' in unescape(text)
    return unescape(text).replace(" w", "", 1)


def texts(drawing: str) -> list[str]:
    return re.findall("<text.*?</text>", drawing)
