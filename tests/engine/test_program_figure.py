"""Figures about programs: what a fence may give, what each step says of its line, what the page does with it."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from backprop.errors import BackpropError, SpecificationError
from backprop.figure.frames import build_figure
from backprop.figure.specification import Specification
from backprop.graph import evaluate
from backprop.session import answer
from backprop.steps import gradients

PERCEPTRON: dict[str, Any] = {
    "name": "perceptron",
    "python": (
        "def neuron(w, b):\n    z = w @ x + b\n    return tanh(z)\n\n"
        "h = [neuron(w, c) for w, c in zip(W, b)]\nL = 0.5*(h[0]*h[1] - y)**2\n"
    ),
    "values": {"W": [[0.3, -0.4], [0.7, 0.2]], "b": [0.1, 0.2], "x": [0.5, -1.5], "y": 0.4},
    "parameters": ["W", "b"],
}
MICROGRAD: dict[str, Any] = {"name": "own", "python": "a = Value(2)\nb = Value(-3)\na*b + a\n"}


def steps_of(mapping: dict[str, Any]) -> list[LexborHTMLParser]:
    return [LexborHTMLParser(frame.text) for frame in build_figure(Specification.from_mapping(mapping)).frames]


def call(name: str, specification: dict[str, Any], **more: object) -> dict[str, Any]:
    result: dict[str, Any] = json.loads(answer(json.dumps({"call": name, "specification": specification, **more})))
    return result


@pytest.mark.parametrize("mapping", [PERCEPTRON, MICROGRAD])
def test_a_figure_is_described_number_by_number(mapping: dict[str, Any]) -> None:
    """What the page sends back describes the same figure, with every number under a name of its own."""
    specification = Specification.from_mapping(mapping)
    written = specification.to_mapping()
    again = Specification.from_mapping(json.loads(json.dumps(written)))
    assert again == specification
    assert all(isinstance(value, float) for value in specification.values.values())
    assert build_figure(again) == build_figure(specification)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("y = x\nfor i in range(70):\n    y = y*x + 1\ny*2\n", 3),
        ("a = [x*i for i in range(40)]\nb = [x + i\n     for i in range(1, 40)]\nsum(a) + sum(b)\n", 2),
        ("y = x\n" + "y = y*x\n" * 60 + "y = sin(y)\n", 62),
    ],
)
def test_more_operations_than_can_be_drawn_are_told_at_the_line_of_the_first(text: str, line: int) -> None:
    """Not at the program as a whole: of a loop, the line that goes on too long."""
    with pytest.raises(SpecificationError, match=f"on line {line}: let it make at most 60") as caught:
        Specification.from_mapping({"python": text, "values": {"x": 0.9}})
    assert caught.value.line == line


def test_a_program_may_have_greek_names() -> None:
    """In the program, under values and parameters, however they are written; vectors too."""
    written = {"values": {"λ": 0.5, "θ_1": [1, 2], "x": 3}, "parameters": ["λ"]}
    asked = Specification.from_mapping({"python": "α = λ*x\nα*θ_1[0] + np.sum(θ_1)\n", **written})
    figure = build_figure(asked)
    assert {field.name for field in figure.fields} == {"lambda", "theta_1_1", "theta_1_2", "x"}
    assert "λ</mi>" in figure.frames[1].text
    assert Specification.from_mapping(asked.to_mapping()) == asked


def test_what_the_program_brings_along_can_be_changed() -> None:
    written = Specification.from_mapping(MICROGRAD).to_mapping()
    assert written["values"] == {"a": 2.0, "b": -3.0}
    changed = call("frames", {**written, "values": {"a": 1, "b": 5}})
    assert changed["frames"][-1] != call("frames", written)["frames"][-1]


def test_each_step_says_its_line_and_the_calls_around_it() -> None:
    """The line that made the node comes last, after the call; a given value says where it is read."""
    steps = steps_of(PERCEPTRON)
    made = [step.css_first(".bp-made") for step in steps]
    assert made[0] is None
    first = made[1]
    assert first is not None
    assert first.attributes["data-lines"] == "5 2"
    assert [row.text() for row in first.css("p")] == [
        "line 5 h = [neuron(w, c) for w, c in zip(W, b)]",
        "line 2, in neuron, call 1 z = w @ x + b",
    ]
    statuses = [frame.status for frame in build_figure(Specification.from_mapping(PERCEPTRON)).frames]
    given = next(each for each, status in zip(made, statuses, strict=True) if "gradient at W 2 1" in status)
    assert given is not None
    assert [row.text() for row in given.css("p")] == ["line 2 z = w @ x + b"]


def test_the_program_stands_there_as_text() -> None:
    """Numbered lines, in which nothing is markup."""
    python = "# <b>&amp;</b>\nL = x*2 if 1 < 2 else 0\n"
    figure = build_figure(Specification.from_mapping({"python": python, "values": {"x": 1}}))
    listing = LexborHTMLParser(figure.program)
    assert [line.text() for line in listing.css("ol > li")] == python.rstrip().split("\n")
    assert not listing.css("b")
    assert figure.structure.startswith("A program of 2 lines and its graph, with 1 given value and 1 operation: ")
    assert build_figure(Specification.from_mapping({"network": [1, 1]})).program == ""


def test_readers_train_and_check_a_program() -> None:
    """With the tools of any figure: the parameters move, and estimates agree with the derivatives."""
    written = Specification.from_mapping(PERCEPTRON).to_mapping()
    trained = call("train", written, rate=0.5, updates=40)
    assert trained["names"] == ["W11", "W12", "W21", "W22", "b1", "b2"]
    assert trained["states"][-1][0] < trained["states"][0][0] / 2
    count = len(call("frames", written)["frames"])
    sentences = {call("check", written, step=step)["sentence"] for step in range(count - 6, count)}
    assert all("agree" in sentence for sentence in sentences)
    assert "\\frac" in call("takeaway", written, what="tex", step=count - 1)["text"]


def test_the_program_to_take_away_prints_the_figures_numbers() -> None:
    """NumPy, run by Python itself."""
    specification = Specification.from_mapping(PERCEPTRON)
    text = call("takeaway", specification.to_mapping(), what="numpy")["text"]
    done = subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, check=True)
    printed = dict(line.split() for line in done.stdout.splitlines())
    program = specification.subject.program()
    found = gradients(program.graph, evaluate(program.graph, specification.values))
    for name in ("W11", "W22", "b2"):
        assert float(printed[f"dL/d{name}"]) == pytest.approx(found[name], rel=1e-12)


@pytest.mark.parametrize(
    ("change", "argument", "words"),
    [
        ({"python": 3}, "python", "in indented lines"),
        ({"python": "y = x\nz = thanh(y)"}, "python", "on line 2: did you mean tanh"),
        ({"python": "y = x\nfor i in range(400):\n    y = y*x\ny"}, "python", "at most 60"),
        (
            {"python": "y = np.sum(x)", "values": {"x": [[1.0] * 10] * 10}},
            "parameters",
            "at most 90 of the given values under parameters; these are 100",
        ),
        ({"values": {"x": [[1], [2, 3]]}}, "x", "rows of equal length"),
        ({"values": {"x": []}}, "x", "rows of equal length"),
        ({"values": {"x": [[[1]]]}}, "x", "rows of equal length"),
        ({"values": {"x": "one"}}, "x", "give a number"),
        ({"values": {"x": [1, None]}}, "x", "give a number"),
        ({"values": {"x": [1.0] * 401}}, "x", "at most 400"),
        ({"values": 3}, "values", "list names and numbers"),
        ({"values": {"x": 1, "q": 2}}, "python", "never uses it"),
        ({"values": {}}, "python", "give it under values: x: 0.5"),
        ({"parameters": "x"}, "parameters", "list given values"),
        ({"parameters": ["z"]}, "parameters", "name given values, of x"),
        ({"shapes": {"x": [2]}, "values": {"x1": 1}}, "x2", "add x2: 0.5"),
        ({"shapes": {"x": [1, 2, 3]}}, "x", "at most two axes"),
        ({"shapes": 3}, "shapes", "leave this out"),
        ({"activation": "tanh"}, "activation", "use one of python"),
        ({"expression": "x"}, "python", "leave out expression"),
    ],
)
def test_what_is_wrong_is_named(change: dict[str, Any], argument: str, words: str) -> None:
    mapping = {"python": "y = np.sum(x*2)", "values": {"x": 1}, **change}
    with pytest.raises(BackpropError, match=words) as caught:
        Specification.from_mapping(mapping)
    assert caught.value.argument == argument


def test_a_long_name_keeps_to_its_cell() -> None:
    """Where a word is wider than the cell, its letters are drawn narrower; a short one is drawn as it is."""
    text = "hidden_state = 2*x\nlogits = hidden_state*x\nlogits + x"
    figure = build_figure(Specification.from_mapping({"python": text, "values": {"x": 1}}))
    drawn = LexborHTMLParser(figure.frames[0].drawing)
    squeezed = {each.text(): "textLength" in (each.html or "") for each in drawn.css("g.c > text")}
    assert squeezed["hidden_state"]
    assert not squeezed["logits"]
