"""How people write numbers, names and operations: what is accepted, and what else is answered with what to write."""

from __future__ import annotations

import json
import math
from pathlib import Path
from subprocess import run
from sys import executable

import pytest

from backprop.errors import BackpropError, ExpressionError
from backprop.expression import constant, expression
from backprop.figure.frames import build_figure, run_of
from backprop.figure.specification import Specification
from backprop.figure.symbols import plain
from backprop.figure.takeaway import take_away
from backprop.graph import evaluate
from backprop.greek import LETTERS, NAMES, spelled
from backprop.session import answer


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0.5", 0.5),
        ("+.5", 0.5),
        ("−0.5", -0.5),
        ("-.5", -0.5),
        ("5.", 5.0),
        ("1e-3", 1e-3),
        ("2E4", 2e4),
        ("1/3", 1 / 3),
        ("−1/3", -1 / 3),
        ("pi", math.pi),
        ("π", math.pi),
        ("2*pi", 2 * math.pi),
        ("e", math.e),
        ("e**2", 7.38905609893),
        ("sqrt(2)/2", 0.707106781187),
        ("log(2)", 0.693147180560),
        ("(1 − 0.25)*2", 1.5),
        ("max(1, 2)", 2.0),
    ],
)
def test_a_value_is_a_number_or_a_formula_of_numbers(text: str, value: float) -> None:
    """The engine's own reader works it out; what C libraries compute differently is rounded to 12 digits."""
    assert constant(text) == pytest.approx(value, rel=1e-14)
    figure = Specification.from_mapping(_network(text))
    assert figure.values["w11"] == pytest.approx(value, rel=1e-14)


def _network(text: str) -> dict[str, object]:
    return {"network": [1, 1, 1], "values": {"w11": text}}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("half", "a value is a number"),
        ("x", "a value is a number"),
        ("1/0", "not defined"),
        ("1e400", "overflows"),
        ("2e6", "from −1 000 000"),
        ("0,5", "write 0.5, with a decimal point"),
        ("-12,25", "write -12.25, with a decimal point"),
        ("1.234,5", "give a number"),
        ("010", "write 10"),
        ("08", "write 8"),
        ("0x1F", "write 31"),
        ("0o17", "write 15"),
        ("0b1", "write 1"),
        ("1_000", "write 1000"),
        ("1:30", "give a number"),
        ("1.2.3", "one decimal point"),
        ("0.5\u00a0", "a plain space"),
        ("٠.٥", "the digits 0 to 9"),
        ("０.５", "the digits 0 to 9"),
        ("2pi", "write 2*pi"),
        ("5 %", "give a number"),
        ("½", "write 1/2"),
        ("“0.5”", "leave the quotation mark out"),
        ("1; 2", "one formula of numbers"),
        ("a = 2", "one formula of numbers"),
        ("__import__('os')", "give a number"),
        ("().__class__", "give a number"),
        ("9" * 101, "at most 100 characters"),
        ("", "give a number"),
        ("inf", "a value is a number"),
        ("nan", "a value is a number"),
    ],
)
def test_what_is_no_number_is_refused_with_what_to_write(text: str, said: str) -> None:
    """The value stands in the message as it was written, and the key too."""
    with pytest.raises(BackpropError) as caught:
        Specification.from_mapping(_network(text))
    assert caught.value.argument == "w11"
    assert said in caught.value.remedy


@pytest.mark.parametrize(
    ("text", "column", "character", "said"),
    [
        ("2z", 1, "2z", "write 2*z"),
        ("x + 2.5y_1", 5, "2.5y_1", "write 2.5*y_1"),
        ("3θ", 1, "3θ", "write 3*θ"),
        ("2pi*x", 1, "2pi", "write 2*pi"),
        ("2(x + 1)", 1, "2(x + 1)", "write * between"),
        ("(x + 1)(x - 1)", 1, "(x + 1)(x - 1)", "write * between"),
        ("x(y + 1)", 1, "x", "write x*(…) for a product"),
        ("x y", 3, "y", "write x*y for a product"),
        ("2 x", 3, "x", "write * for a product: 2*x"),
        ("(x) y", 5, "y", "write * for a product"),
        ("sin x", 5, "x", "parentheses for a function"),
        ("σ(x)", 1, "σ", "write sigmoid(x)"),
        ("ReLU(x)", 1, "ReLU", "did you mean relu?"),
        ("Tanh(x)", 1, "Tanh", "did you mean tanh?"),
        ("log10(x)", 1, "log10", "write log(x)/log(10)"),
        ("x²", 2, "²", "write **2"),
        ("sin²(x)", 4, "²", "write the exponent behind the parentheses, such as sin(x)**2"),
        ("tanh^2(x)", 5, "^", "write the exponent behind the parentheses, such as tanh(x)**2"),
        ("x⁻¹", 2, "⁻", "write **(-1)"),
        ("x^2", 2, "^", "write **"),
        ("y + e^x", 6, "^", "write exp(x)"),
        ("me^x", 3, "^", "write **"),
        ("|x|", 1, "|", "write abs(x)"),
        ("√x", 1, "√", "write sqrt(x)"),
        ("½*x", 1, "½", "write 1/2"),
        ("x·y", 2, "·", "write *"),
        ("x × y", 3, "×", "write *"),
        ("x ÷ y", 3, "÷", "write /"),
        ("x – y", 3, "–", "write -"),
        ("x₁", 2, "₁", "such as x1 or x_1"),
        ("0x1F*x", 1, "0x1F", "write 31"),
        ("0b101*x", 1, "0b101", "write 5"),
        ("1_000*x", 1, "1_000", "write 1000"),
        ("010*x", 1, "010", "write 10"),
        ("00.5*x", 1, "00.5", "write .5"),
        ("1.2.3*x", 1, "1.2.3", "one decimal point"),
        ("x*\u00a0y", 3, "'\\xa0'", "a plain space"),
        ("x*\ty", 3, "'\\t'", "a plain space"),
        ("x\u200b*y", 2, "'\\u200b'", "delete this invisible character"),
        ("“x”", 1, "“", "leave the quotation mark out"),
        ("αβ", 1, "αβ", "one Greek letter"),
        ("xα", 1, "xα", "one Greek letter"),
        ("х + 1", 1, "х", "the letters a to z or one Greek letter"),
        ("٣*x", 1, "٣", "the digits 0 to 9"),
    ],
)
def test_a_formula_as_mathematicians_write_it_is_answered_with_what_to_write(
    text: str, column: int, character: str, said: str
) -> None:
    """Place, character and remedy."""
    with pytest.raises(ExpressionError) as caught:
        expression(text)
    assert (caught.value.column, caught.value.value) == (column, character)
    assert said in caught.value.remedy


@pytest.mark.parametrize(
    ("text", "column"), [("θ + α*x.y", 7), ("x − θ_1*y.z", 9), ("λ = x\nλ*ϵ + q.r", 7), ("  μ*lambda*x.y", 12)]
)
def test_columns_are_those_of_the_authors_text(text: str, column: int) -> None:
    """Although a Greek letter takes two bytes, and Python's parser reads its name."""
    with pytest.raises(ExpressionError) as caught:
        expression(text)
    assert caught.value.column == column


def test_e_to_a_power_is_answered_with_exp() -> None:
    """Where e has no value; who gives it one may use it as any name."""
    with pytest.raises(BackpropError, match="write exp"):
        Specification.from_mapping({"expression": "e**x", "values": {"x": 1}})
    assert (
        Specification.from_mapping({"expression": "e**x", "values": {"x": 1, "e": "e"}}).values["e"]
        == 2.71828182845904523
    )


DESCENT: dict[str, object] = {"start": {"w": 1}, "rate": 0.1, "updates": 2, "samples": [{"x": 1}, {"x": 2}]}
PHYSICS: dict[str, object] = {"domain": {"x": [0, 1]}, "known": [{"x": 0, "u": 1}]}


@pytest.mark.parametrize(
    "described",
    [
        {"expression": "e**x", "values": {"x": 1}},
        {"python": "y = e**x", "values": {"x": 1}},
        {"descent": "(e**(w*x) - 2)**2", **DESCENT},
        {"physics": "u_x - u", **PHYSICS, "exact": "e**x"},
        {"physics": "u_x - e**x", **PHYSICS},
    ],
)
def test_e_to_a_power_is_answered_with_exp_wherever_a_formula_stands(described: dict[str, object]) -> None:
    """The same hint, in front of what else would do."""
    with pytest.raises(BackpropError, match=r"write exp\(x\) for e to the power x, or "):
        Specification.from_mapping(described)


@pytest.mark.parametrize("word", LETTERS)
def test_a_greek_name_is_one_name_however_it_is_written(word: str) -> None:
    """In formulas, with and without an index; pi alone is the number."""
    letter = LETTERS[word]
    for index in ("", "1", "_2", "_t"):
        written, canonical = letter + index, word + index
        assert spelled(written) == canonical
        if canonical == "pi":
            continue
        graphs = [expression(f"{name}*x + 1") for name in (written, canonical)]
        assert [[node.name for node in graph.nodes] for graph in graphs] == [[canonical, "x", "v1", "1", "y"]] * 2
        assert plain(canonical)[0] == letter
        assert evaluate(graphs[0], {canonical: 2.0, "x": 3.0})[graphs[0].output] == 7.0


def test_other_forms_of_a_letter_are_that_letter() -> None:
    """ϑ is θ, µ (micro) is μ, as Unicode has them."""
    assert {form: LETTERS[NAMES[form]] for form in "ϵϑϰµϖϱϕΩ"} == dict(zip("ϵϑϰµϖϱϕΩ", "εθκμπρφΩ", strict=True))


@pytest.mark.parametrize("names", [("lambda", "theta_1"), ("λ", "θ_1")])
def test_a_figure_shows_greek_letters_and_its_programs_have_plain_names(names: tuple[str, str], tmp_path: Path) -> None:
    """In the drawing, the formula, as TeX; and the program, in which lambda is a keyword, runs."""
    one, two = names
    specification = Specification.from_mapping(
        {"name": "g", "expression": f"{one}*x + sin({two})", "values": {one: 0.5, "x": 2, two: "pi/2"}}
    )
    figure, run_ = build_figure(specification), run_of(specification)
    assert ">𝜆</text>" in figure.frames[0].drawing
    assert "λ</mi>" in figure.frames[1].text
    assert "<mi>θ</mi><mn>1</mn></msub>" in figure.frames[2].text
    assert "λ" in figure.frames[1].text.split("</math>")[1]
    assert {field.name for field in figure.fields} == {"lambda", "theta_1", "x"}
    assert r"\lambda" in take_away(run_, "tex", run_.formulas(1))
    assert r"\theta_{1}" in take_away(run_, "tex", run_.formulas(2))
    program = tmp_path / "program.py"
    program.write_text(take_away(run_, "numpy", ()), "utf-8")
    assert program.read_text("utf-8").isascii()
    done = run([executable, program], capture_output=True, text=True, check=True)
    printed = dict(line.split(" ") for line in done.stdout.splitlines())
    assert float(printed["dy/dlambda"]) == 2.0
    assert float(printed["dy/dtheta_1"]) == pytest.approx(0.0, abs=1e-12)


def test_one_name_in_two_spellings_is_given_once() -> None:
    """λ and lambda are the same name, so that two numbers for it are a mistake."""
    with pytest.raises(BackpropError, match="keep one of the two"):
        Specification.from_mapping({"expression": "λ*x", "values": {"λ": 1, "lambda": 2, "x": 3}})


def test_forward_mode_may_name_its_greek_input() -> None:
    """`by` is a name like any other."""
    mapping = {"expression": "θ*x", "mode": "forward", "by": "θ", "values": {"θ": 1, "x": 3}}
    assert Specification.from_mapping(mapping).telling.by == "theta"


@pytest.mark.parametrize(("text", "number"), [("1/4", 0.25), ("−.5", -0.5), ("π/2", math.pi / 2), ("1e-3", 1e-3)])
def test_the_page_may_ask_what_stands_in_a_field(text: str, number: float) -> None:
    """The same reading as in a fence, the same errors."""
    request = {"call": "number", "specification": {"network": [1, 1]}, "name": "w11", "text": text}
    assert json.loads(answer(json.dumps(request))) == {"number": number}
    refused = json.loads(answer(json.dumps({**request, "text": f"({text}"})))["error"]
    assert refused["argument"] == "w11"
