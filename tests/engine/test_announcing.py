"""What a step is announced with: the numbers that its result is made of, and that they do make it."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from decimal import Decimal

import pytest

from backprop.figure.frames import build_figure
from backprop.figure.specification import Specification
from backprop.languages import en
from tests.engine.high_precision import ROWS
from tests.support.kinds import KINDS, Mapped

ANNOUNCED = re.compile(r" is ([^:]*): (.*)\.$")
POWER = re.compile(r"([\d.]+) times 10 to the power (minus )?(\d+)")
CALL = re.compile(r"^([a-zA-Z]\w*(?: \w+)*) of (.*)$")
NAMES = {said: name for name, said in en.CALLED_SPOKEN.items()}
SIGNS = {"plus": "+", "minus": "-", "times": "*", "divided": "/", "to": "**"}
SILENT = {"by", "the", "power"}
OF_TEN = re.compile("<mo>×</mo><msup><mn>10</mn>")
# Numbers are announced to four digits, so each is off by this share at most.
ROUNDED = 5e-4


def statuses(described: Mapped) -> list[str]:
    """What is announced from the given values on."""
    figure = build_figure(Specification.from_mapping({"name": "a", "title": "a", **described}))
    return [frame.status for frame in figure.frames]


def said(described: Mapped, where: str) -> list[str]:
    """What follows the number in announcements with these words in them."""
    return [status.partition(": ")[2].rstrip(".") for status in statuses(described) if where in status]


def worked_out(spoken: str) -> tuple[float, float]:
    """What spoken arithmetic makes, and how large that would be with no signs."""
    if call := CALL.match(spoken):
        argument = worked_out(call[2])[0]
        value = float(ROWS[NAMES.get(call[1], call[1].lower().replace(" ", "_"))](Decimal(argument)))
        return value, abs(value) + abs(argument) + 1
    written, sizes, operand = "", "", True
    for word in POWER.sub(lambda found: f"{found[1]}e{'-' * bool(found[2])}{found[3]}", spoken).split():
        if word in SILENT:
            continue
        if word in SIGNS and not operand:
            written, sizes, operand = written + SIGNS[word], sizes + SIGNS[word].replace("-", "+"), True
        elif word == "minus":
            written += "-1*"
        else:
            written, sizes, operand = written + f"({word})", sizes + f"({word})", False
    return arithmetic(written), arithmetic(sizes)


def arithmetic(written: str) -> float:
    """The value of a formula of numbers alone; a sign belongs to its number."""
    assert re.fullmatch(r"[-+*/().e\d]+", written)
    return float(eval(re.sub(r"-1\*\(([^)]*)\)", r"(-\1)", written)))  # noqa: S307 - digits and signs


def claims(status: str) -> Iterator[tuple[str, str]]:
    """Each number of an announcement with the arithmetic that is said to make it."""
    if found := ANNOUNCED.search(status):
        number, made = found.groups()
        for clause in made.split(", and "):
            if clause is not made and " is " in clause:
                number, _, clause = clause.partition(" is ")
            if not clause.startswith(("from ", "the sum of ")):
                yield number, clause


@pytest.mark.parametrize("described", KINDS, ids=lambda each: str(each)[:60])
def test_what_is_said_makes_the_number(described: Mapped) -> None:
    for status in statuses(described):
        for number, made in claims(status):
            expected, (value, size) = worked_out(number)[0], worked_out(made)
            assert math.isclose(value, expected, rel_tol=0, abs_tol=8 * ROUNDED * (size + abs(expected))), status


@pytest.mark.parametrize("described", KINDS, ids=lambda each: str(each)[:60])
def test_no_product_is_kept_from_who_listens(described: Mapped) -> None:
    """Whatever a formula multiplies, in a closed box too, is announced, unless the reader is to work it out."""
    figure = build_figure(Specification.from_mapping({"name": "a", "title": "a", **described}))
    for frame in figure.frames[1:]:
        formula = OF_TEN.sub("", frame.text)
        if "<mo>×</mo>" in formula and not frame.status.endswith(("for you to work out.", "is undefined.")):
            assert ": " in frame.status


FUNCTION = "def f(a, b):\n    return (a*b - 1)**2/2\ny = f(f(x, w), w)\n"
SPLIT = {"expression": "y = x*a + x*b + x*c + x*d + x*x", "sums": "split"}
LETTERS = {"values": {"a": 2, "b": 3, "c": 4, "d": 5, "x": 1}}
SAMPLES = {"network": [1, 1], "samples": [{"x": number, "y": 1} for number in range(6)]}


@pytest.mark.parametrize(
    ("described", "where", "made"),
    [
        # Four summands are told each, of more the first and the last; so are numbers, such as those of a mean.
        (
            {"network": [3, 1], "values": {"wo2": 3, "x2": 2}},
            "forward. z o",
            ["0.8 times 0.5 plus 3 times 2 plus 1.2 times 0.9 plus 0.1"],
        ),
        ({"network": [5, 1]}, "forward. z o", ["the sum of 6 terms, first 0.8 times 0.5, last 0.1"]),
        ({**SPLIT, **LETTERS}, "The gradient at x is", ["the sum of 6 terms, first 1, last 2"]),
        (SAMPLES, "mean of the losses", ["from 6 numbers, first 0.405, last 4.805"]),
        ({"expression": "y = max(a, b, c, d, x)", **LETTERS}, "y is", ["from 5 numbers, first 2, last 1"]),
        # Of a closed box the way to its number, and all slopes on the way back.
        (
            {"network": [1, 1, 1], "closed": "neurons"},
            " 1 is",
            [
                "tanh of 0.5, and 0.5 is 0.8 times 0.5 plus 0.1",
                *("minus 0.7311 times 0.4621", "minus 0.7311 times minus 0.5", "0.3655 times 0.7864 times 0.5"),
                "0.3655 times 0.7864",
            ],
        ),
        (
            {"python": FUNCTION, "values": {"x": 3, "w": 0.5}, "closed": "all"},
            "4 is",
            [
                "0.25 divided by 2, and 0.25 is 0.5 to the power 2, and 0.5 is 1.5 minus 1",
                "0.5 times minus 1.875 times 0.5",
            ],
        ),
        # What arrives at the output is 1: there the slope is told by what it is made of.
        ({"network": [1, 1], "values": {"x": 2, "wo1": 3, "bo": 0, "y": 4}}, "y hat is", ["", "from 6 and 4"]),
        ({"expression": "y = sin(a)", "values": {"a": 0.5}}, "gradient at a", ["from 0.5"]),
        (
            {"network": [5, 1], "lang": "de"},
            "vorwärts. z o",
            ["die Summe aus 6 Summanden, zuerst 0,8 mal 0,5, zuletzt 0,1"],
        ),
        ({**SAMPLES, "lang": "de"}, "Mittel der", ["aus 6 Zahlen, zuerst 0,405, zuletzt 4,805"]),
        (
            {"network": [1, 1, 1], "closed": "neurons", "lang": "de"},
            "vorwärts. h 1 ist",
            ["tanh von 0,5, und 0,5 ist 0,8 mal 0,5 plus 0,1"],
        ),
    ],
)
def test_what_is_announced(described: Mapped, where: str, made: list[str]) -> None:
    assert said(described, where) == made
