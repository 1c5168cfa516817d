"""What the sentence of each operation claims, against 120-digit arithmetic: on both sides, at kinks, saturated.

`CLAIMS` is the sentences transcribed: of the arguments, the place of the one that is derived by, and the value, each
gives the local derivative that its sentence states, or None where what the sentence says of the numbers is not so.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Context, Decimal, DecimalException, localcontext
from itertools import product

import pytest

from backprop.errors import BackpropError
from backprop.figure import narration, sentences
from backprop.figure.frames import build_figure
from backprop.figure.specification import Specification
from backprop.graph import Graph, GraphBuilder, evaluate
from backprop.languages import de, en
from backprop.primitives import FAMILIES, PRIMITIVES, primitive
from backprop.rows import Size
from backprop.steps import Step, backward_steps
from tests.engine import high_precision

Claim = Callable[[Sequence[float], int, float], float | None]

POINTS = (0.0, 1e-8, -1e-8, 0.5, 1.0, -1.0, -2.0, 3.0, -3.0, 20.0, -20.0, 1000.0, -1000.0)
FEW = (0.0, 0.5, 1.0, -1.0, 2.0, -3.0, 1000.0)
FEWEST = (0.0, 0.5, 1.0, -2.0)
PROBABILITIES = (0.25, 0.75)
BOUNDS = [(a, low, high) for a in POINTS for low, high in ((-1.0, 1.0), (0.0, 3.0), (-3.0, 0.5))]
# Where a row does not take any numbers.
CHOSEN: dict[str, Sequence[tuple[float, ...]]] = {
    "elu": [*product(POINTS, (1.0, 0.5, -1.0, 3.0, 0.0))],
    "leaky_relu": [*product(POINTS, (1.0, 0.1, -1.0, 3.0, 0.0))],
    "clip": BOUNDS,
    "inside": BOUNDS,
    "huber": [*product(POINTS, (1.0, 0.5, 20.0))],
    "where": [*product((0.0, 1.0), FEW, FEW)],
    "hinge": [*product(FEW, (1.0, -1.0, 0.5, 0.0)), *product((0.5, 1.0, 2.0), (-3.0, 0.5), (1.0,), (1.0, -1.0))],
    "log_loss": [*product(PROBABILITIES, (0.0, 0.25, 1.0))],
    "cross_entropy": [*product(PROBABILITIES, (0.0, 0.25, 1.0))],
    "kl": [*product((0.0, *PROBABILITIES), PROBABILITIES)],
    "power": [(each,) for each in (0.5, 1.0, -1.0, -2.0, 3.0)],
    "pow": [*product((0.0, 0.5, 1.0, -2.0, 3.0), (0.0, 0.5, 1.0, 2.0, -1.0))],
}
SIZES: dict[str, Sequence[Size]] = {
    "power": (0, 1, 2, 3, 5, -1, -2),
    "hinge": (1, 2),
    "max": (2, 3, (2, 1), (3, 1)),
    "min": (2, 3, (2, 1), (3, 1)),
    **dict.fromkeys(("half_squared_error", "mean_squared_error", "huber_loss", "log_loss", "cross_entropy"), (1,)),
    **dict.fromkeys(("binary_cross_entropy", "kl"), (1,)),
}
# No figure derives a network's loss by its target.
LOSSES = (
    *("half_squared_error", "mean_squared_error", "huber_loss", "log_loss", "cross_entropy"),
    *("binary_cross_entropy", "softmax_cross_entropy"),
)
# Rows that only derivatives of derivatives have, and no sentence of their own.
UNTOLD = {"inside", "leaky_slope", "elu_slope", "larger", "smaller", "score_loss", "normal_cdf", "normal_density"}
UNTOLD |= {"weighted_log", "ratio", "odds", "sibling"}


JUMPS = 1e20  # what a difference quotient of a step of 1e-24 is beyond, where the value jumps
ENDING = ("sqrt", "pow", "asin", "acos")  # that have no slope at the end of their domain


def _if(holds: bool, slope: float) -> float | None:
    return slope if holds else None


def _other(a: Sequence[float], i: int) -> float:
    return a[(i + len(a) // 2) % len(a)]


def _sigmoid(z: float) -> float:
    return 1 / (1 + math.exp(-z)) if z > -700 else 0.0


def _softmax(a: Sequence[float], i: int) -> float:
    return 1 / sum(math.exp(min(each - a[i], 700)) for each in a)


def _ahead(a: Sequence[float], i: int, sign: int) -> bool:
    return all(sign * a[i] > sign * each for place, each in enumerate(a) if place != i)


def _is_flat(a: Sequence[float], i: int, y: float) -> float:
    return 0.0


CLAIMS: dict[str, Claim] = {
    "linear w": lambda a, i, y: _other(a, i),
    "linear x": lambda a, i, y: _other(a, i),
    "affine w": lambda a, i, y: a[i + len(a) // 2 + 1],
    "affine x": lambda a, i, y: a[i - len(a) // 2 - 1],
    "affine b": lambda a, i, y: 1.0,
    "scaled g": lambda a, i, y: a[1],
    "scaled n": lambda a, i, y: a[0],
    "scaled b": lambda a, i, y: 1.0,
    "masked h": lambda a, i, y: a[1],
    "masked m": lambda a, i, y: a[0],
    "normalized c": lambda a, i, y: 1 / math.sqrt(a[1] + a[2]),
    "normalized v": lambda a, i, y: -y / (2 * (a[1] + a[2])),
    "normalized e": lambda a, i, y: -y / (2 * (a[1] + a[2])),
    "mean_square": lambda a, i, y: 2 * a[i] / len(a),
    "tanh": lambda a, i, y: 1 - y * y,
    "sigmoid": lambda a, i, y: y * (1 - y),
    "relu": lambda a, i, y: _if(a[0] < 0, 0.0),
    "relu 1": lambda a, i, y: _if(a[0] > 0, 1.0),
    "leaky_relu": lambda a, i, y: _if(a[0] <= 0, a[1]),
    "leaky_relu 1": lambda a, i, y: _if(a[0] > 0, 1.0),
    "leaky_relu s": lambda a, i, y: _if(a[0] <= 0, a[0]),
    "leaky_relu s 1": lambda a, i, y: _if(a[0] > 0, 0.0),
    "elu": lambda a, i, y: _if(a[0] <= 0, y + a[1]),
    "elu 1": lambda a, i, y: _if(a[0] > 0, 1.0),
    "elu s": lambda a, i, y: _if(a[0] <= 0, math.expm1(a[0])),
    "elu s 1": lambda a, i, y: _if(a[0] > 0, 0.0),
    "hard_tanh": lambda a, i, y: _if(abs(a[0]) > 1, 0.0),
    "hard_tanh 1": lambda a, i, y: _if(abs(a[0]) < 1, 1.0),
    "hard_sigmoid": lambda a, i, y: 1 / 6 if abs(a[0]) < 3 else _if(abs(a[0]) > 3, 0.0),
    "identity": lambda a, i, y: 1.0,
    "half_squared_error": lambda a, i, y: a[0] - a[1],
    "mean_squared_error": lambda a, i, y: 2 * (a[0] - a[1]),
    "log_loss": lambda a, i, y: (1 - a[1]) / (1 - a[0]) - a[1] / a[0],
    "cross_entropy": lambda a, i, y: -a[1] / a[0],
    "binary_cross_entropy": lambda a, i, y: _sigmoid(a[0]) - a[1],
    "softmax_cross_entropy": lambda a, i, y: _softmax(a[: len(a) // 2], i) - _other(a, i),
    "huber_loss": lambda a, i, y: min(max(a[0] - a[1], -1), 1),
    "hinge": lambda a, i, y: _if(a[i] * _other(a, i) > 1, 0.0),
    "hinge 1": lambda a, i, y: _if(a[i] * _other(a, i) < 1, -_other(a, i)),
    "kl": lambda a, i, y: -a[0] / a[1] if i else math.log(a[0] / a[1]) + 1,
    "add": lambda a, i, y: 1.0,
    "sub": lambda a, i, y: _if(i == 0, 1.0),
    "sub b": lambda a, i, y: _if(i == 1, -1.0),
    "mul": lambda a, i, y: a[1 - i],
    "div": lambda a, i, y: 1 / a[1],
    "div b": lambda a, i, y: -y / a[1],
    "neg": lambda a, i, y: -1.0,
    "power 0": lambda a, i, y: 0.0,
    "power 1": lambda a, i, y: 1.0,
    "power 2": lambda a, i, y: 2 * a[0],
    "power -1": lambda a, i, y: -1 / a[0] ** 2,
    "pow": lambda a, i, y: a[1] * a[0] ** (a[1] - 1),
    "pow a 0": lambda a, i, y: _if(a[1] == 0, 0.0),
    "pow b": lambda a, i, y: y * math.log(a[0]) if a[0] else 0.0,
    "exp": lambda a, i, y: y,
    "log": lambda a, i, y: 1 / a[0],
    "sqrt": lambda a, i, y: 1 / (2 * y),
    "sin": lambda a, i, y: math.cos(a[0]),
    "cos": lambda a, i, y: -math.sin(a[0]),
    "softplus": lambda a, i, y: _sigmoid(a[0]),
    "gelu": lambda a, i, y: (
        math.erfc(-a[0] / math.sqrt(2)) / 2 + a[0] * math.exp(-a[0] * a[0] / 2) / math.sqrt(2 * math.pi)
    ),
    "silu": lambda a, i, y: _sigmoid(a[0]) + y * (1 - _sigmoid(a[0])),
    "max": lambda a, i, y: _if(not _ahead(a, i, 1), 0.0),
    "max 1": lambda a, i, y: _if(_ahead(a, i, 1), 1.0),
    "min": lambda a, i, y: _if(not _ahead(a, i, -1), 0.0),
    "min 1": lambda a, i, y: _if(_ahead(a, i, -1), 1.0),
    "abs": lambda a, i, y: _if(a[0] > 0, 1.0),
    "abs -1": lambda a, i, y: _if(a[0] < 0, -1.0),
    **dict.fromkeys(("sign", "step", "above", "below", "at_least", "at_most", "where c"), _is_flat),
    "tan": lambda a, i, y: 1 + y * y,
    "asin": lambda a, i, y: 1 / math.sqrt(1 - a[0] ** 2),
    "acos": lambda a, i, y: -1 / math.sqrt(1 - a[0] ** 2),
    "atan": lambda a, i, y: 1 / (1 + a[0] ** 2),
    "sinh": lambda a, i, y: math.cosh(a[0]),
    "cosh": lambda a, i, y: math.sinh(a[0]),
    "erf": lambda a, i, y: 2 / math.sqrt(math.pi) * math.exp(-(a[0] ** 2)),
    "log1p": lambda a, i, y: 1 / (1 + a[0]),
    "expm1": lambda a, i, y: math.exp(a[0]),
    "log2": lambda a, i, y: 1 / (a[0] * math.log(2)),
    "smooth_max": lambda a, i, y: _if(a[2] > 0, _sigmoid((a[i] - a[1 - i]) / a[2])),
    "smooth_max -1": lambda a, i, y: _if(a[2] < 0, _sigmoid((a[i] - a[1 - i]) / a[2])),
    "clip": lambda a, i, y: _if(not a[1] <= a[0] <= a[2], 0.0),
    "clip a 1": lambda a, i, y: _if(a[1] < a[0] < a[2], 1.0),
    "clip low": lambda a, i, y: _if(a[0] > a[1], 0.0),
    "clip low 1": lambda a, i, y: _if(y == a[1], 1.0),
    "clip high": lambda a, i, y: _if(a[0] < a[2], 0.0),
    "clip high 1": lambda a, i, y: _if(y == a[2], 1.0),
    "huber": lambda a, i, y: min(max(a[0], -a[1]), a[1]),
    "huber d": lambda a, i, y: max(abs(a[0]) - a[1], 0),
    "where": lambda a, i, y: _if((i == 1) != (a[0] == 1), 0.0),
    "where a 1": lambda a, i, y: _if(a[0] == 1, 1.0),
    "where b 1": lambda a, i, y: _if(a[0] == 0, 1.0),
    "softmax": lambda a, i, y: y * (float(i == 0) - _softmax(a, i)),
    "log_softmax": lambda a, i, y: float(i == 0) - _softmax(a, i),
    "logsumexp": lambda a, i, y: _softmax(a, i),
    "sum": lambda a, i, y: 1.0,
    "mean": lambda a, i, y: 1 / len(a),
    "dot": lambda a, i, y: _other(a, i),
}
# What the wider rounding does is told without a number.
UNCLAIMED = {"smooth_max t", "smooth_max t -1", "power"}


def _members() -> Iterator[tuple[str, Size | None]]:
    yield from ((name, None) for name in PRIMITIVES if name not in UNTOLD)
    yield from ((name, size) for name in FAMILIES if name not in UNTOLD for size in SIZES.get(name, (2,)))


def _points(name: str, count: int) -> list[tuple[float, ...]]:
    if name in CHOSEN:
        return [each for each in CHOSEN[name] if len(each) == count]
    several = {1: POINTS, 2: FEW, 3: FEW}.get(count, FEWEST)
    return [*product(several, repeat=count)]


def _row_graph(name: str, size: Size | None) -> Graph:
    row, builder = primitive(name, size), GraphBuilder()
    given = [builder.give(argument) for argument in row.arguments]
    return builder.graph(builder.apply("result", name, given, size), given)


def _power(a: Decimal, b: Decimal) -> Decimal:
    if b == b.to_integral_value():
        return a ** int(b) if a or b > 0 else Decimal(b == 0) if b >= 0 else a ** int(b)
    return (b * a.ln()).exp() if a else Decimal(0)


def _oracle(name: str, size: Size | None) -> high_precision.Function:
    if name == "pow":
        return lambda a, b: high_precision.ZERO if a == 0 and b > 0 else _power(a, b)
    if name == "kl":
        return lambda p, q: p * (p / q).ln() if p else high_precision.ZERO
    return high_precision.oracle(name, size)


def _one_sided(name: str, size: Size | None, place: int, point: Sequence[float], sign: int) -> float:
    """The slope on one side; NaN where the operation is not defined there."""
    with localcontext(Context(prec=120, Emax=999_999, Emin=-999_999)):
        function, here = _oracle(name, size), [Decimal(each) for each in point]
        moved = list(here)
        moved[place] += sign * high_precision.STEP
        try:
            return float(sign * (function(*moved) - function(*here)) / high_precision.STEP)
        except (DecimalException, ZeroDivisionError, ValueError):
            return math.nan


def _slope(name: str, size: Size | None, place: int, point: Sequence[float]) -> float:
    """The derivative, at the end of a domain that from inside; NaN where there is none."""
    found = [_one_sided(name, size, place, point, sign) for sign in (1, -1)]
    known = [each for each in found if not math.isnan(each)]
    if name == "kl" and place == 0 and point[0] == 0:
        return math.nan  # there the slope is a logarithm of 0, which differences do not reach
    if not known or max(map(abs, known)) > JUMPS or (name in ENDING and max(map(abs, known)) > 1e9):
        return math.nan
    return known[0] if max(known) - min(known) <= 1e-9 * max(1.0, *map(abs, known)) else math.nan


def _told(name: str, size: Size | None) -> Iterator[tuple[tuple[float, ...], list[float], Step, Graph]]:
    graph = _row_graph(name, size)
    arguments = primitive(name, size).arguments
    for point in _points(name, len(arguments)):
        try:
            values = evaluate(graph, dict(zip(arguments, point, strict=True)))
            steps = list(backward_steps(graph, values, keep_undefined=True))
        except BackpropError:
            continue
        for step in steps:
            if name not in LOSSES or step.target < len(arguments) // 2:
                yield point, values, step, graph


@pytest.fixture
def by_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each sentence is its key."""
    for table in ("FORWARD", "BACKWARD"):
        monkeypatch.setattr(en, table, {key: key for key in getattr(en, table)})
    monkeypatch.setattr(en, "KINK", "kink")
    monkeypatch.setattr(en, "JUMP", "jump", raising=False)


@pytest.mark.parametrize(("name", "size"), list(_members()))
@pytest.mark.usefixtures("by_key")
def test_a_sentence_is_true_where_it_is_told(name: str, size: Size | None) -> None:
    """At every point, by every argument: what it says of the numbers, and the derivative that it states."""
    checked = 0
    for point, values, step, graph in _told(name, size):
        key = sentences.backward(graph, values, step)
        slope, place = _slope(name, size, step.target, point), step.target
        told = narration.sentence(graph, values, step)
        if math.isnan(step.result):
            assert math.isnan(slope), (point, place, told)
            continue
        assert (told in ("kink", "jump")) == math.isnan(slope), (point, place, told)
        if told in ("kink", "jump"):
            apart = [_one_sided(name, size, place, point, sign) for sign in (1, -1)]
            assert (told == "jump") == (max(map(abs, apart)) > JUMPS), (point, place, told)
            continue
        checked += 1
        assert step.result == pytest.approx(slope, rel=1e-9, abs=1e-9), (point, place)
        if key not in UNCLAIMED:
            claimed = CLAIMS[key](point, place, values[-1])
            assert claimed is not None, (point, place, en.BACKWARD[key])
            assert claimed == pytest.approx(slope, rel=1e-9, abs=1e-9), (point, place, key)
    assert checked


def test_every_sentence_is_transcribed_here() -> None:
    """In both languages; a new one has to be."""
    assert set(en.BACKWARD) == set(de.BACKWARD) == set(CLAIMS) | UNCLAIMED


# Of the arguments and the value, whether what the sentence of the value says is so.
FORWARD: dict[str, Callable[[Sequence[float], float], bool]] = {
    "relu": lambda a, y: a[0] <= 0 and y == 0,
    "relu 1": lambda a, y: a[0] > 0 and y == a[0],
    "leaky_relu": lambda a, y: a[0] <= 0 and y == a[0] * a[1],
    "leaky_relu 1": lambda a, y: a[0] > 0 and y == a[0],
    "elu": lambda a, y: a[0] <= 0 and y == a[1] * math.expm1(a[0]),
    "elu 1": lambda a, y: a[0] > 0 and y == a[0],
    "smooth_max": lambda a, y: a[2] > 0 and y >= max(a[:2]),
    "smooth_max -1": lambda a, y: a[2] < 0 and y <= min(a[:2]),
    "power 2": lambda a, y: y == a[0] * a[0],
    "power 3": lambda a, y: y == pytest.approx(a[0] ** 3),
    "power -1": lambda a, y: y == 1 / a[0],
}


@pytest.mark.parametrize(("name", "size"), [each for each in _members() if each[0] in " ".join(FORWARD).split()])
@pytest.mark.usefixtures("by_key")
def test_the_sentence_of_a_value_is_true_where_it_is_told(name: str, size: Size | None) -> None:
    """Of those that say on which side the numbers are, or that name one member of a family."""
    for point, values, step, graph in _told(name, size):
        key = sentences.forward(graph, values, Step("forward", len(values) - 1, values[-1]))
        assert key == "power" or FORWARD[key](point, values[-1]), (point, key, step)


SAID = [
    ("hinge(p, t) + 1", {"p": 0.5, "t": 1}, "p times t is below 1, so the local derivative is t with its sign turned."),
    ("hinge(p, t) + 1", {"p": 3, "t": 1}, "p times t is more than 1, with room to spare, so nothing flows."),
    ("elu(x, 1) + 1", {"x": -1e-8}, "x is not positive, where the local derivative of ELU"),
    ("leaky_relu(x, s) + 1", {"x": 2, "s": 0.1}, "x is positive, where the leaky ReLU does not use s"),
    ("leaky_relu(x, s) + 1", {"x": -2, "s": 1}, "x is not positive, so the leaky ReLU lets through 1 times"),
    ("elu(x, s) + 1", {"x": -2, "s": 1}, "s is multiplied by the exponential of x minus 1"),
    ("x**-2 + 1", {"x": 3}, "v1 is x to the power −2."),
    ("x**-2 + 1", {"x": 3}, "the exponent, −2, times"),
]


@pytest.mark.parametrize(("text", "values", "sentence"), SAID, ids=[each for *_, each in SAID])
def test_the_words_are_those_of_the_case(text: str, values: dict[str, float], sentence: str) -> None:
    """As a reader meets them."""
    frames = build_figure(Specification.from_mapping({"expression": text, "values": values})).frames
    assert any(sentence in re.sub("<[^>]+>", "", frame.text) for frame in frames)
