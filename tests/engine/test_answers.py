"""Answers: every named slip is recognised from its own number, no right answer is ever accused."""

from __future__ import annotations

import json
import math
import random
from collections.abc import Callable, Mapping

import pytest

from backprop.figure.answers import judge, read_answer
from backprop.figure.frames import run_of
from backprop.figure.numbers import plain
from backprop.figure.questions import Question
from backprop.figure.slips import SLIPS, results
from backprop.figure.specification import Specification
from backprop.languages import words
from backprop.session import answer

Numbers = Mapping[str, float]
# These are made where a mean is asked for: tests/engine/test_samples.py.
OF_SAMPLES = ("forgot_mean", "one_sample")
SMALL: dict[str, object] = {"network": [1, 2, 1]}
DEEP: dict[str, object] = {"network": [1, 2, 2, 2, 1]}
TWO_INPUTS: dict[str, object] = {"network": [2, 2, 1]}
SIGMOID: dict[str, object] = {"network": [1, 2, 1], "activation": "sigmoid"}
BAYDIN: dict[str, object] = {"expression": "log(x1) + x1*x2 - sin(x2)", "values": {"x1": 2, "x2": 5}}
FORK: dict[str, object] = {"expression": "a = x*x; a*exp(x)", "values": {"x": 0.7}}
THREE: dict[str, object] = {"expression": "x*y + y*z + y*x", "values": {"x": 0.7, "y": -1.3, "z": 2.2}}


def asked(shape: Mapping[str, object], title: str, kind: str = "backward", rate: float = 0.1) -> Question:
    """The question for the step of that phase whose target has this name; `part sum` is one of split sums."""
    specification = Specification.from_mapping(shape)
    run, telling = run_of(specification), specification.telling
    for place, step in enumerate(run.steps):
        named = run.names[step.target] == title
        if named and kind in (step.phase, getattr(step, "part", ""), f"{step.phase} {getattr(step, 'part', '')}"):
            bug = telling.bug == "overwrite"
            return Question(run.graph, run.values, run.steps, place, rate, telling.by, bug)
    raise AssertionError(f"no {kind} step at {title}")


def quantities(question: Question) -> dict[str, float]:
    """Values by name, and gradients as dName, as far as the figure has computed them."""
    names = [node.name for node in question.graph.nodes]
    known = dict(zip(names, question.values, strict=True))
    derived = {f"d{names[step.target]}": step.result for step in question.steps if step.phase != "forward"}
    return {**known, **derived}


def updated(q: Numbers, name: str) -> float:
    return q[name] - 0.1 * q[f"d{name}"]


# Figure, step, slip, and the number that somebody who slips this way gets: written out here by hand.
Case = tuple[Mapping[str, object], str, str, str, Callable[[Numbers], float]]
CASES: list[Case] = [
    (SMALL, "z1", "forward", "forgot_bias", lambda q: q["w11"] * q["x"]),
    (SMALL, "z2", "forward", "added_for_multiplied", lambda q: q["w12"] + q["x"] + q["b2"]),
    (SMALL, "h1", "forward", "forgot_function", lambda q: q["z1"]),
    (SMALL, "h1", "forward", "derivative_for_value", lambda q: 1 - q["h1"] ** 2),
    (SMALL, "zo", "forward", "missing_term", lambda q: q["wo1"] * q["h1"] + q["bo"]),
    (SMALL, "zo", "forward", "wrong_sign_of_part", lambda q: q["wo1"] * q["h1"] - q["wo2"] * q["h2"] + q["bo"]),
    (SMALL, "yhat", "forward", "wrong_sign", lambda q: -q["yhat"]),
    (SMALL, "L", "forward", "forgot_number", lambda q: (q["yhat"] - q["y"]) ** 2),
    (SMALL, "L", "forward", "forgot_square", lambda q: 0.5 * (q["yhat"] - q["y"])),
    (SMALL, "yhat", "backward", "wrong_sign", lambda q: q["y"] - q["yhat"]),
    (SMALL, "wo1", "backward", "forgot_local", lambda q: q["dzo"]),
    (SMALL, "wo1", "backward", "forgot_arriving", lambda q: q["h1"]),
    (SMALL, "wo1", "backward", "other_factor", lambda q: q["dzo"] * q["h2"]),
    (SMALL, "wo1", "backward", "value_for_gradient", lambda q: q["wo1"]),
    (SMALL, "h1", "backward", "forgot_local", lambda q: q["dzo"]),
    (SMALL, "h1", "backward", "updated_weight", lambda q: q["dzo"] * updated(q, "wo1")),
    (SMALL, "h1", "backward", "other_factor", lambda q: q["dzo"] * q["h1"]),
    (SMALL, "z1", "backward", "value_for_derivative", lambda q: q["dh1"] * q["h1"]),
    (SMALL, "z1", "backward", "forgot_one_minus", lambda q: q["dh1"] * q["h1"] ** 2),
    (SMALL, "z1", "backward", "forgot_square", lambda q: q["dh1"] * (1 - q["h1"])),
    (SMALL, "z1", "backward", "argument_for_value", lambda q: q["dh1"] * (1 - q["z1"] ** 2)),
    (SMALL, "z1", "backward", "updated_weight", lambda q: q["dzo"] * updated(q, "wo1") * (1 - q["h1"] ** 2)),
    (SMALL, "w11", "backward", "skipped_link", lambda q: q["dh1"] * q["x"]),
    (SMALL, "b2", "backward", "skipped_link", lambda q: q["dh2"]),
    (SIGMOID, "z2", "backward", "value_for_derivative", lambda q: q["dh2"] * q["h2"]),
    (SIGMOID, "z2", "backward", "forgot_one_minus", lambda q: q["dh2"] * q["h2"] * q["h2"]),
    (SIGMOID, "h2", "forward", "forgot_function", lambda q: q["z2"]),
    (DEEP, "h2_1", "backward", "missing_path", lambda q: q["dz3_1"] * q["w3_11"]),
    (DEEP, "h1_2", "backward", "missing_path", lambda q: q["dz2_2"] * q["w2_22"]),
    (DEEP, "h1_1", "backward", "forgot_local", lambda q: q["dz2_1"] + q["dz2_2"]),
    (
        DEEP, "h2_1", "backward", "wrong_sign_of_part",
        lambda q: q["dz3_1"] * q["w3_11"] - q["dz3_2"] * q["w3_12"],
    ),
    (
        DEEP, "h1_1", "backward", "updated_weight",
        lambda q: q["dz2_1"] * updated(q, "w2_11") + q["dz2_2"] * updated(q, "w2_12"),
    ),
    (DEEP, "z1_1", "backward", "value_for_derivative", lambda q: q["dh1_1"] * q["h1_1"]),
    (DEEP, "w1_11", "backward", "skipped_link", lambda q: q["dh1_1"] * q["x"]),
    ({**DEEP, "sums": "split"}, "h1_1", "backward sum", "missing_path", lambda q: q["dz2_1"] * q["w2_11"]),
    ({**DEEP, "sums": "split"}, "h1_1", "contribution", "forgot_local", lambda q: q["dz2_1"]),
    (TWO_INPUTS, "z1", "forward", "missing_term", lambda q: q["w11"] * q["x1"] + q["b1"]),
    (BAYDIN, "v1", "forward", "common_logarithm", lambda q: math.log10(q["x1"])),
    (BAYDIN, "v4", "forward", "degrees", lambda q: math.sin(math.radians(q["x2"]))),
    (BAYDIN, "v2", "forward", "added_for_multiplied", lambda q: q["x1"] + q["x2"]),
    (BAYDIN, "x1", "backward", "missing_path", lambda q: q["x2"]),
    (BAYDIN, "x2", "backward", "wrong_sign_of_part", lambda q: q["x1"] + math.cos(q["x2"])),
    (FORK, "x", "backward", "missing_path", lambda q: q["a"] * math.exp(q["x"])),
    (THREE, "y", "backward", "missing_path", lambda q: q["x"] + q["z"]),
    ({**BAYDIN, "mode": "forward", "by": "x1"}, "v2", "tangent", "wrong_sign", lambda q: -q["x2"]),
    ({**FORK, "mode": "forward"}, "a", "tangent", "missing_path", lambda q: q["x"]),
    ({**FORK, "mode": "forward"}, "y", "tangent", "missing_path", lambda q: q["da"] * math.exp(q["x"])),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=[f"{case[1]}-{case[2]}-{case[3]}" for case in CASES])
def test_each_slip_is_named_from_its_own_number(case: Case) -> None:
    """Typed with the digits that a figure shows, the sentence is that of the slip, in the figure's symbols."""
    shape, target, kind, slip, number = case
    question = asked(shape, target, kind)
    verdict = judge(question, plain(number(quantities(question))))
    assert (verdict.kind, verdict.slip) == ("slip", slip)
    assert "{" not in verdict.sentence


def test_the_bug_on_purpose_is_what_the_figure_asks_for() -> None:
    """With the bug, the right answer is the figure's number; the true gradient is told from it."""
    wrong, true = asked({**DEEP, "bug": "overwrite"}, "h1_1"), asked(DEEP, "h1_1")
    assert judge(wrong, plain(wrong.step.result)).kind == "right"
    assert judge(wrong, plain(true.step.result)).slip == "added_despite_bug"


@pytest.mark.parametrize("fixed", [["w11"], ["wo1"], ["b1", "b2", "bo"], ["w11", "w12", "wo1", "wo2"]], ids=str)
def test_what_is_held_fixed_moves_in_no_slip(fixed: list[str]) -> None:
    """Every step judges a wrong answer; a weight is updated too early only where training changes it."""
    shape = {**SMALL, "fixed": fixed}
    run = run_of(Specification.from_mapping(shape))
    for place in range(len(run.steps)):
        assert judge(Question.about(run, place, 0.1), "123").kind == "wrong"
    question = asked(shape, "h1")
    q = quantities(question)
    early = q["dzo"] * q["wo1"] if "wo1" in fixed else q["dzo"] * updated(q, "wo1")
    assert judge(question, plain(early)).slip == ("" if "wo1" in fixed else "updated_weight")


def test_every_slip_of_the_table_is_met() -> None:
    """None stands there in vain, and each has a sentence."""
    assert {case[3] for case in CASES} | {"added_despite_bug", *OF_SAMPLES} == set(SLIPS)
    assert set(SLIPS) == set(words.SLIPS) | set(words.FORWARD_SLIPS)


def test_the_learning_rate_is_the_readers() -> None:
    """The slip of the updated weight uses the rate of the figure's training."""
    for rate in (0.05, 0.5):
        question = asked(SMALL, "h1", rate=rate)
        q = quantities(question)
        typed = plain(q["dzo"] * (q["wo1"] - rate * q["dwo1"]))
        assert judge(question, typed).slip == "updated_weight"
    assert judge(asked(SMALL, "h1", rate=0.05), typed).slip != "updated_weight"


SHAPES = [
    *(
        {"network": widths, "activation": activation}
        for widths in ([1, 2, 1], [2, 3, 1], [1, 2, 2, 2, 1])
        for activation in ("tanh", "sigmoid", "relu", "softplus", "identity")
    ),
    {"network": [2, 2, 2], "loss": "softmax-cross-entropy"},
    {"network": [2, 2, 1], "loss": "binary-cross-entropy"},
    {"network": [1, 2, 2, 1], "sums": "split"},
    {"network": [1, 2, 2, 1], "bug": "overwrite"},
    BAYDIN,
    THREE,
    {**BAYDIN, "mode": "forward", "by": "x2"},
]


# What the losses of `SHAPES` can have.
TARGETS = {"softmax-cross-entropy": {"y1": 0.3, "y2": 0.7}, "binary-cross-entropy": {"y": 0.3}}


def questions(shape: Mapping[str, object], choose: random.Random) -> list[Question]:
    """Every step of the figure, with random numbers."""
    graph = run_of(Specification.from_mapping(shape)).graph
    positive = "expression" in shape
    values = {node.name: choose.uniform(0.2 if positive else -2, 2) for node in graph.given}
    values |= TARGETS.get(str(shape.get("loss")), {})
    specification = Specification.from_mapping({**shape, "values": values})
    run, telling = run_of(specification), specification.telling
    bug = telling.bug == "overwrite"
    return [Question(run.graph, run.values, run.steps, place, 0.1, telling.by, bug) for place in range(len(run.steps))]


@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_no_right_answer_is_accused(shape: Mapping[str, object]) -> None:
    """The result as shown, in full, and rounded to two, three and six digits, on random numbers."""
    choose = random.Random("answers")
    for _ in range(8):
        for question in questions(shape, choose):
            result = question.step.result
            typed = [plain(result), repr(result), *(f"{result:.{digits - 1}e}" for digits in (2, 3, 6))]
            for text in typed:
                assert judge(question, text).kind == "right", (text, result, question.node.name)


@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_whatever_is_typed_gets_a_sentence(shape: Mapping[str, object]) -> None:
    """No slip fails on any figure, and none gives a number that is not finite."""
    choose = random.Random("sentences")
    for question in questions(shape, choose):
        for name in SLIPS:
            assert all(map(math.isfinite, results(name, question))), name
        for text in ("0", "1", "-3.7", "1e300", str(choose.uniform(-1, 1))):
            assert judge(question, text).sentence.endswith((".", "?"))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0.25", 0.25),
        (".25", 0.25),
        ("−0,25", -0.25),
        (" 2.5e-1 ", 0.25),
        ("1.5×10⁻⁵", 1.5e-5),
        ("−1.5×10⁵", -1.5e5),
        ("1.5*10^-5", 1.5e-5),
        ("1.5x10^3", 1500),
        ("0.8*0.5 + 0.1", 0.5),
        ("0,8·0,5+0,1", 0.5),
        ("(1−0.5^2)×2", 1.5),
        ("tanh(0.5)", math.tanh(0.5)),
        ("max(1, 2)", 2),
    ],
)
def test_numbers_as_people_and_pages_write_them(text: str, value: float) -> None:
    """Decimal comma, true minus, powers of ten as the figure prints them, and formulas of numbers."""
    read = read_answer(text)
    assert read is not None
    assert read.value == pytest.approx(value, rel=1e-15)


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "-", ".", "abc", "x1*2", "1;2", "__import__('os')", "1e999", "1/0", "9" * 400, "((1", "<b>"),
        *("1.5e999", "5e400", "1.5×10⁹⁹⁹", "1e99999", "1.5e999+1", "9**9**9**9", f"1.{'0' * 90}e999"),
    ],
)
def test_what_is_no_number_is_said_to_be_none(text: str) -> None:
    """Whatever stands there, nothing is raised and nothing is run."""
    assert judge(asked(SMALL, "z1", "forward"), text).kind == "unreadable"


@pytest.mark.parametrize("text", ["0.0e999", "0e99999", "1e-999", "1.5e-999", f"1e-{'9' * 90}", "0.0e-999"])
def test_an_exponent_of_any_length_is_read(text: str) -> None:
    """Such a number is 0, exactly or as near as Python comes, and no power of ten overflows on the way."""
    assert judge(asked(SMALL, "z1", "forward"), text).kind == "wrong"
    assert judge(asked({"expression": "x - x", "values": {"x": 1}}, "y", "forward"), text).kind == "right"


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("0.46212", "right"),
        ("0.462", "right"),
        ("0.46", "right"),
        ("0.463", "near"),
        ("0.563", "wrong"),
        ("0.47", "near"),
        ("0.5", "slip"),
    ],
)
def test_right_is_right_to_the_digits_that_were_typed(typed: str, kind: str) -> None:
    """tanh 0.5 = 0.46212: two digits at least; a digit that is wrong is wrong."""
    assert judge(asked(SMALL, "h1", "forward"), typed).kind == kind


@pytest.mark.parametrize(
    ("result", "typed", "kind"),
    [
        (15.3, "15", "right"),
        (15.3, "15.", "right"),
        (15.3, "1.5e1", "right"),
        (15.3, "16", "near"),
        (5.3, "5", "coarse"),
        (20.3, "20", "right"),
        (24, "20", "wrong"),
        (152, "150", "right"),
        (152, "1.5e2", "right"),
        (152, "150.", "near"),
        (152, "150.0", "near"),
        (152, "153", "near"),
        (100.4, "100", "right"),
        (152345, "150000", "right"),
        (152345, "152000", "right"),
        (152345, "151000", "near"),
        (1560, "15e2", "near"),
        (1530, "15e2", "right"),
    ],
)
def test_whole_numbers_are_right_to_their_digits_too(result: float, typed: str, kind: str) -> None:
    """A point makes no difference, but for zeros at the end: without one they count as rounded."""
    question = asked({"expression": "x + 1", "values": {"x": result - 1}}, "y", "forward")
    assert judge(question, typed).kind == kind


def test_one_digit_is_too_coarse() -> None:
    """A single digit that rounds the result gets a hint, neither praise nor blame."""
    assert judge(asked(SMALL, "z1"), "-0.2").kind == "coarse"
    assert judge(asked(SMALL, "z1", "forward"), "0.5").kind == "right"


ROUNDED: list[tuple[Mapping[str, object], str, str, str]] = [
    ({**SMALL, "values": {"y": 0.5689}}, "yhat", "0.0007", "right"),  # 0.5696 − 0.5689 for 0.0006697
    ({**SMALL, "values": {"y": 0.5696}}, "yhat", "0", "rounded"),  # 0.5696 − 0.5696 for −3.027e-5
    ({**SMALL, "values": {"y": 0.5696}}, "yhat", "-3.027e-5", "right"),
    ({**SMALL, "values": {"b1": 5}}, "z1", "0", "rounded"),  # 0.498 × (1 − 1²) for 4.063e-5
    ({**SMALL, "values": {"b1": 5}}, "z1", "0.4976*(1 - 1^2)", "rounded"),
    ({**SMALL, "values": {"b1": 5}}, "z1", "4.063e-5", "right"),
    ({**SMALL, "values": {"b1": 5}}, "z1", "0.1", "wrong"),
]


@pytest.mark.parametrize(("shape", "target", "typed", "kind"), ROUNDED)
def test_what_the_rounded_numbers_make_is_right_where_it_is_near(
    shape: Mapping[str, object], target: str, typed: str, kind: str
) -> None:
    """Where terms nearly cancel, the numbers shown give another result than the exact ones: right where the two are
    near; else the reader is sent to the table, whose digits suffice."""
    verdict = judge(asked(shape, target), typed)
    assert verdict.kind == kind
    assert ("table below the figure" in verdict.sentence) == (kind == "rounded")


def test_the_digits_of_the_table_suffice() -> None:
    """As `rounded` says."""
    question = asked({**SMALL, "values": {"b1": 5}}, "z1")
    q = quantities(question)
    assert judge(question, f"{q['dh1']:.10g}*(1 - {q['h1']:.10g}^2)").kind == "right"


def request(**parts: object) -> dict[str, object]:
    whole: dict[str, object] = json.loads(answer(json.dumps({"call": "judge", "specification": SMALL, **parts})))
    return whole


def test_the_session_judges() -> None:
    """A request with step and answer gets a verdict; the reader's own numbers count."""
    assert request(step=1, answer="0.5")["kind"] == "right"
    changed = {**SMALL, "values": {"x": 1}}
    assert request(step=1, answer="0.9", specification=changed)["kind"] == "right"
    assert request(step=13, answer="−0.2304") == {
        "kind": "slip",
        "sentence": "That is ∂L/∂zₒ, what arrives. The local derivative ∂zₒ/∂h₁ is missing: multiply by it.",
        "slip": "forgot_local",
    }


@pytest.mark.parametrize(
    ("parts", "argument"),
    [
        ({"answer": "1"}, "step"),
        ({"step": 0, "answer": "1"}, "step"),
        ({"step": 21, "answer": "1"}, "step"),
        ({"step": True, "answer": "1"}, "step"),
        ({"step": 1, "answer": 5}, "answer"),
        ({"step": 1, "answer": "1" * 2000}, "answer"),
        ({"step": 1, "answer": "1", "rate": "fast"}, "rate"),
    ],
)
def test_a_bad_request_is_told_what_is_wrong(parts: dict[str, object], argument: str) -> None:
    """Named by argument, with a remedy; nothing is raised."""
    error = request(**parts)["error"]
    assert isinstance(error, dict)
    assert error["argument"] == argument
