"""How numbers, symbols and formulas are written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from xml.etree import ElementTree

import pytest
import yaml

from backprop.figure import mathml, numbers, svg, symbols, tex, text
from backprop.figure.frames import build_figure, shown_run
from backprop.figure.specification import Specification
from backprop.figure.subjects import SteppedSubject
from backprop.formulas import step_formula
from backprop.graph import evaluate
from backprop.network import default_values, multilayer_perceptron
from backprop.steps import backward_steps, forward_steps
from backprop.terms import (
    Call,
    Constant,
    Group,
    Negative,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    Symbol,
    parenthesized,
    term,
)
from tests.support.fences import fences

NETWORK = multilayer_perceptron([1, 2, 1])
VALUES = evaluate(NETWORK.graph, default_values(NETWORK))
STEPS = [*forward_steps(NETWORK.graph, VALUES), *backward_steps(NETWORK.graph, VALUES)]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0.0, "0"),
        (-0.0, "0"),
        (0.5, "0.5"),
        (-0.5, "−0.5"),
        (0.46211715726, "0.4621"),
        (0.04999999999999999, "0.05"),
        (0.99999, "1"),
        (1234.56, "1235"),
        (999999.0, "1×10⁶"),
        (123456.0, "123500"),
        (1e6, "1×10⁶"),
        (0.001, "0.001"),
        (0.00012345, "1.234×10⁻⁴"),
        (-1.5e-5, "−1.5×10⁻⁵"),
        (1e300, "1×10³⁰⁰"),
    ],
)
def test_numbers_have_four_significant_digits(value: float, expected: str) -> None:
    """One rule for digits, a true minus sign, no zeros at the end."""
    assert numbers.plain(value) == expected


DIGITS = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹−", "-0123456789-")
TINY = {
    "expression": "y = a*b + exp(c) - 12345.678*sin(c)",
    "values": {"a": -3.333e-7, "b": -2.22e-11, "c": -1.2345e-4},
}


def drawn(group: ElementTree.Element, kind: str) -> str:
    """The number of this kind that stands in a cell, or in the label of a parameter."""
    return "".join(text for each in group.iter() if each.get("class") == kind for text in each.itertext())


def in_formula(text: str) -> str:
    """The number that a step's formula ends with: of a power of ten, the exponent follows the ten."""
    last = ElementTree.fromstring(re.findall(r"<math display.*?</math>", text)[-1]).findall(".//mtr")[-1][1]
    return "".join("".join(each.itertext()) for each in list(last)[1:])


@pytest.mark.parametrize("described", [TINY, {"network": [2, 2, 1]}, {"network": [1, 2, 2, 1]}], ids=str)
def test_numbers_and_symbols_are_written_alike_in_drawing_title_and_formula(described: dict[str, object]) -> None:
    """Of every step: its result as in the formula, its symbols as MathML shows them, small characters nowhere."""
    figure = build_figure(Specification.from_mapping({"name": "alike", **described}))
    for frame in figure.frames[1:]:
        groups = ElementTree.fromstring(frame.drawing).iter("g")
        (now,) = (each for each in groups if {"nf", "nb"} & set((each.get("class") or "").split()))
        number = drawn(now, "v" if frame.phase == "forward" else "g")
        assert number.translate(DIGITS) == in_formula(frame.text).translate(DIGITS)
        title, sentence = re.findall(r"<a [^>]*>(.*?)</a>|bp-sentence\">(.*?)</p>", frame.text)
        for markup in (title[0], sentence[1]):
            assert not re.search("[₀-₉ₐ-ₜ⁰-⁹ŷ]|\\d[.]\\d", re.sub("<math>.*?</math>", "", markup)), markup
        symbol = "".join(next(now.iter("text")).itertext())
        assert 0x1D434 <= ord(symbol[0]) <= 0x1D467 or symbol[0] == "ℎ"


@pytest.mark.parametrize(
    ("name", "plain", "spoken"),
    [
        ("x", "x", "x"),
        ("w11", "w₁₁", "w 1 1"),
        ("wo1", "wₒ₁", "w o 1"),
        ("zo", "zₒ", "z o"),
        ("yhat", "ŷ", "y hat"),
        ("yhat2", "ŷ₂", "y hat 2"),
        ("w2_13", "w⁽²⁾₁₃", "w 1 3 of layer 2"),
        ("w2_1_13", "w⁽²⁾₁,₁₃", "w 1 13 of layer 2"),
        ("wo1_12", "wₒ₁,₁₂", "w o 1 12"),
        ("w10", "w₁₀", "w 10"),
        ("v12", "v₁₂", "v 12"),
        ("x_1", "x₁", "x 1"),
        ("w_1_12", "w₁,₁₂", "w 1 12"),
        ("yhat_1", "ŷ₁", "y hat 1"),
        ("o_1", "o₁", "o 1"),
        ("u_xt", "uₓₜ", "u x t"),
        ("u_xy", "u_xy", "u x y"),
        ("x_max", "x_max", "x m a x"),
        ("y_hat", "y_hat", "y h a t"),
        ("T_out", "T_out", "T o u t"),
        ("hidden_1_2", "hidden₁,₂", "hidden 1 2"),
        ("alpha_1", "α₁", "alpha 1"),
        ("theta", "θ", "theta"),
        ("Omega12", "Ω₁₂", "Omega 1 2"),
        ("lambda_t", "λₜ", "lambda t"),
        ("alphabet", "alphabet", "alphabet"),
        ("L", "L", "L"),
    ],
)
def test_symbols(name: str, plain: str, spoken: str) -> None:
    """A name of the graph is shown with its index and said letter by letter, but a number as one."""
    assert symbols.plain(name) == plain
    assert symbols.spoken(name) == spoken


@pytest.mark.parametrize(
    ("name", "printed", "in_tex", "drawn"),
    [
        ("x_1", '<msub data-n="x_1"><mi>x</mi><mn>1</mn></msub>', "x_{1}", '𝑥<tspan dy="5">1</tspan>'),
        ("T_o", '<msub data-n="T_o"><mi>T</mi><mi>o</mi></msub>', "T_{o}", '𝑇<tspan dy="5">𝑜</tspan>'),
        ("big_rate_1", '<mi data-n="big_rate_1">big_rate_1</mi>', r"\mathrm{big\_rate\_1}", "big_rate_1"),
    ],
)
def test_a_name_with_an_underscore_is_shown_alike_everywhere(name: str, printed: str, in_tex: str, drawn: str) -> None:
    """An index after an underscore stands below the line; the underscore of a word is no index."""
    assert mathml.print_term(Symbol(name)) == printed
    assert tex.print_term(Symbol(name)) == in_tex
    assert svg.symbol(name)[0] == drawn


def test_a_rows_text_becomes_a_formula() -> None:
    """What is shown is read off the text that is computed."""
    tree = term("1/2*(p - t)**2", {"p": Symbol("yhat"), "t": Symbol("y")})
    half = Quotient(Constant(1), Constant(2))
    error = Sum((Symbol("yhat"), Negative(Symbol("y"))))
    assert tree == Product((half, Power(error, Constant(2))))


@pytest.mark.parametrize(
    ("tree", "shown"),
    [
        (Product((Number(0.8), Number(-0.5))), "0.8 × (−0.5)"),
        (Product((Number(-0.5), Number(0.8))), "−0.5 × 0.8"),
        (Sum((Number(1.0), Product((Number(-2.0), Number(3.0))))), "1 + (−2) × 3"),
        (Product((Symbol("a"), Sum((Constant(1), Negative(Symbol("h1")))))), "a·(1 − h₁)"),
        (Power(Number(-2.0), Constant(2)), "(−2)²"),
        (Call("tanh", (Sum((Symbol("a"), Symbol("b"))),)), "tanh(a + b)"),
    ],
)
def test_parentheses_stand_where_a_reader_needs_them(tree: object, shown: str) -> None:
    """A negative number is bare only at the start of a line."""
    assert text.print_term(parenthesized(tree)) == shown  # type: ignore[arg-type]


def lines(name: str, phase: str) -> list[str]:
    """The printed lines of the step that computes `name`."""
    (step,) = [s for s in STEPS if s.phase == phase and NETWORK.graph.nodes[s.target].name == name]
    formula = step_formula(NETWORK.graph, VALUES, step)
    return [text.print_term(each) for each in (formula.target, *formula.lines)]


@pytest.mark.parametrize(
    ("name", "phase", "expected"),
    [
        ("z1", "forward", ["z₁", "w₁₁·x + b₁", "0.8 × 0.5 + 0.1", "0.5"]),
        ("h1", "forward", ["h₁", "tanh(z₁)", "tanh(0.5)", "0.4621"]),
        ("yhat", "forward", ["ŷ", "zₒ", "0.5696"]),
        ("L", "forward", ["L", "1/2·(ŷ − y)²", "1/2 × (0.5696 − 0.8)²", "0.02655"]),
        ("yhat", "backward", ["∂L/∂ŷ", "ŷ − y", "0.5696 − 0.8", "−0.2304"]),
        (
            "z1",
            "backward",
            [
                "∂L/∂z₁",
                "∂L/∂h₁·∂h₁/∂z₁",
                "∂L/∂h₁·(1 − h₁²)",
                "−0.2765 × (1 − 0.4621²)",
                "−0.2765 × 0.7864",
                "−0.2175",
            ],
        ),
        (
            "b1",
            "backward",
            ["∂L/∂b₁", "∂L/∂z₁·∂z₁/∂b₁", "∂L/∂z₁·1", "−0.2175 × 1", "−0.2175"],
        ),
    ],
)
def test_a_step_shows_symbols_then_numbers_then_the_result(name: str, phase: str, expected: list[str]) -> None:
    """Each line says a little more than the one before; none repeats it."""
    assert lines(name, phase) == expected


def test_no_step_says_the_same_twice() -> None:
    """Not even where a number stands in parentheses: −0.2304 × (−0.7) is printed once."""
    for step in STEPS:
        name = NETWORK.graph.nodes[step.target].name
        printed = lines(name, step.phase)
        assert len(set(printed)) == len(printed), printed


def test_two_factors_per_edge() -> None:
    """The chain-rule line of every single contribution is arriving gradient times local one."""
    for step in STEPS:
        if step.phase == "backward" and step.contributions[0].consumer != NETWORK.graph.output:
            first = step_formula(NETWORK.graph, VALUES, step).lines[0]
            assert isinstance(first, Product)
            assert len(first.factors) == 2


def test_tex_is_an_aligned_block() -> None:
    """The formula that a reader takes along."""
    formula = step_formula(NETWORK.graph, VALUES, STEPS[1])
    assert tex.display(formula) == (
        "\\begin{aligned}\nh_{1} &= \\tanh\\left(z_{1}\\right) \\\\\n"
        "&= \\tanh\\left(0.5\\right) \\\\\n&\\approx 0.4621\n\\end{aligned}"
    )


def test_mathml_marks_roles_and_rounding() -> None:
    """Factors carry their role; ≈ stands where a shown number is rounded, = where it is not."""
    formula = step_formula(NETWORK.graph, VALUES, STEPS[14])
    printed = mathml.display([formula])
    assert printed.count("<mo>=</mo>") == 2
    assert printed.count("<mo>≈</mo>") == 3
    assert '<mn class="bp-cotangent">−0.2765</mn>' in printed
    assert 'class="bp-local"' in printed


def test_group_is_not_doubled() -> None:
    """Parenthesizing twice changes nothing."""
    once = parenthesized(Product((Symbol("a"), Sum((Constant(1), Symbol("b"))))))
    assert isinstance(once, Product)
    assert isinstance(once.factors[1], Group)
    assert parenthesized(once) == once


INVISIBLE = ("\u2061", "\u2062")


def neighbours(element: ElementTree.Element) -> Iterator[tuple[str, str]]:
    """What ends and what begins side by side in the rows of a formula, without a sign between them; not in indices."""
    children = [each for each in element if each.text not in INVISIBLE]
    if element.tag in ("math", "mrow"):
        for before, after in pairwise(children):
            yield outermost(before, -1), outermost(after, 0)
    for each in children[:1] if element.tag in ("msub", "msup", "msubsup") else children:
        yield from neighbours(each)


def outermost(element: ElementTree.Element, end: int) -> str:
    """The tag at that end of a row; a power begins with its base."""
    opens = element.tag == "mrow" or (end == 0 and element.tag in ("msub", "msup", "msubsup"))
    return outermost(element[end], end) if opens and len(element) else element.tag


@pytest.mark.parametrize("lang", ["en", "de"])
def test_no_numeral_stands_beside_another_without_a_sign(lang: str) -> None:
    """In all formulas of the figures of the book: ½2 would be a number of its own."""
    seen = 0
    for source in fences().values():
        specification = Specification.from_mapping({**yaml.safe_load(source), "lang": lang})
        if not isinstance(specification.subject, SteppedSubject):
            continue
        with specification.spoken():
            run = shown_run(specification)
            for number in range(1, len(run.steps) + 1):
                for formula in run.formulas(number):
                    seen += 1
                    printed = mathml.in_one_line(formula)
                    found = set(neighbours(ElementTree.fromstring(printed)))
                    assert not found & {("mn", "mn"), ("mfrac", "mn"), ("msup", "mn")}, printed
                    for line in formula.lines:
                        assert not re.search(r"[}0-9]\s*(?<![0-9])[0-9]", tex.print_term(line).replace("{,}", "."))
                        assert not re.search(r"[0-9]\s+[0-9]", text.print_term(line)), text.print_term(line)
    assert seen > 100


@pytest.mark.parametrize(
    ("tree", "sign"),
    [
        (Product((Quotient(Constant(1), Constant(2)), Constant(2), Symbol("y"))), "·"),
        (Product((Quotient(Constant(1), Constant(2)), Number(0.5))), "×"),
        (Product((Quotient(Constant(1), Constant(2)), Power(Number(0.5), Constant(2)))), "×"),
        (Product((Quotient(Constant(1), Constant(2)), Symbol("y"))), "&#x2062;"),
    ],
)
def test_what_stands_after_a_fraction(tree: Product, sign: str) -> None:
    """A sign before a digit; before a name none is needed."""
    assert f"</mfrac><mo>{sign}</mo>" in mathml.print_term(tree)
