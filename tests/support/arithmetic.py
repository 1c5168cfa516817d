"""Works out what a printed formula says, from its MathML alone: the arithmetic that a reader would do.

After ≈ each number that a step computed may be off by half a unit of its last digit; `Result.margin` tells how much
that may change what comes out. Rows of MathML mean what their text means: a parenthesis that is missing in sight is
missing here.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from xml.etree import ElementTree

DIGITS = 4
COMPUTED = {"bp-value", "bp-parameter", "bp-cotangent"}
# Roundings that meet may add a little to the sum of what each alone changes.
TOGETHER = 1.05

Values = Sequence[float]
Expression = Callable[[Values], float]
Line = list[ElementTree.Element]


def _softmax(score: float, *scores: float) -> float:
    return math.exp(score) / sum(map(math.exp, scores))


FUNCTIONS: dict[str, Callable[..., float]] = {
    **{name: getattr(math, name) for name in ("cos", "cosh", "exp", "sin", "sinh", "sqrt", "tan", "tanh")},
    **{name: getattr(math, name) for name in ("erf", "log1p", "expm1")},
    **{f"arc{name}": getattr(math, f"a{name}") for name in ("sin", "cos", "tan")},
    "log₂": math.log2,
    "clip": lambda a, low, high: sorted((a, low, high))[1],
    "ELU": lambda a, scale: a if a > 0 else scale * (math.exp(a) - 1),
    "ELU′": lambda a, scale: 1 if a > 0 else scale * math.exp(a),
    "LeakyReLU": lambda a, slope: a if a > 0 else slope * a,
    "LeakyReLU′": lambda a, slope: 1 if a > 0 else slope,
    "Huber": lambda a, width: a**2 / 2 if abs(a) <= width else width * (abs(a) - width / 2),
    "where": lambda condition, a, b: condition * a + (1 - condition) * b,
    "abs": abs,
    "larger": lambda a, *others: all(a >= each for each in others) / (1 + others.count(a)),
    "smaller": lambda a, *others: all(a <= each for each in others) / (1 + others.count(a)),
    "ln": math.log,
    "ln softmax": lambda *scores: math.log(_softmax(*scores)),
    "max": max,
    "min": min,
    "ReLU": lambda a: (a + abs(a)) / 2,
    "sign": lambda a: (a > 0) - (a < 0),
    "softmax": _softmax,
    "softplus": lambda a: math.log(1 + math.exp(a)),
    "σ": lambda a: 1 / (1 + math.exp(-a)),
    "Φ": lambda a: (1 + math.erf(a / math.sqrt(2))) / 2,
    "φ": lambda a: math.exp(-(a**2) / 2) / math.sqrt(2 * math.pi),
}


COMPARISONS = {">": operator.gt, "<": operator.lt, "≥": operator.ge, "≤": operator.le}


class NotArithmeticError(ValueError):
    """The formula holds something that cannot be worked out, such as a symbol or two numbers side by side."""


@dataclass(frozen=True)
class Result:
    """A value, and how far the roundings of the numbers in it may have moved it."""

    value: float
    margin: float

    def agrees(self, other: Result) -> bool:
        """Whether both may stand for the same number."""
        return abs(self.value - other.value) <= (self.margin + other.margin) * TOGETHER + 1e-9 * abs(self.value)


@dataclass(frozen=True)
class Token:
    """A sign, a name, or something that has a value already."""

    text: str
    value: Expression | None = None


def lines(rows: Iterable[ElementTree.Element]) -> list[Line]:
    """What stands to the right in a table of formulas; a row without a relation sign goes on from the one above."""
    found: list[Line] = []
    for row in rows:
        cell = row[1]
        if cell[0].text in ("=", "≈"):
            found.append([])
        found[-1] += cell
    return found


def is_numeric(line: Line) -> bool:
    """Whether there is no symbol in the line, which would have no value."""
    return all(each.text in (*FUNCTIONS, "π") for part in line for each in part.iter("mi"))


def result(line: Line) -> Result:
    """What the line comes to, after its relation sign."""
    relation, *terms = line
    reader = _Reader(rounded=relation.text == "≈")
    tokens = [token for each in terms for token in reader.tokens(each, computed=False)]
    expression = _Parser(tokens).whole()
    value = expression(reader.numbers)
    return Result(value, sum(_moved(expression, reader, place, value) for place in range(len(reader.numbers))))


def _moved(expression: Expression, reader: _Reader, place: int, value: float) -> float:
    """The most that the rounding of one number changes the value."""
    found = []
    for sign in (1, -1):
        numbers = list(reader.numbers)
        numbers[place] += sign * reader.roundings[place]
        try:
            found.append(abs(expression(numbers) - value))
        except (ArithmeticError, ValueError):
            found.append(math.inf)
    return max(found)


class _Reader:
    """Takes MathML apart; keeps its numbers, and how far each may have been rounded."""

    def __init__(self, rounded: bool) -> None:
        self.rounded = rounded
        self.numbers: list[float] = []
        self.roundings: list[float] = []

    def tokens(self, node: ElementTree.Element, computed: bool) -> Iterator[Token]:
        """The text of a row from left to right; fractions and powers are whole things in it."""
        if (node.tail or "").strip():
            raise NotArithmeticError(f"a browser does not show {node.tail!r}, which is in no element")
        computed = computed or not COMPUTED.isdisjoint(node.get("class", "").split())
        match node.tag:
            case "mrow" | "mtd":
                for child in node:
                    yield from self.tokens(child, computed)
            case "mn":
                text = node.text or ""
                if text.startswith("−"):
                    yield Token("−")
                yield Token(text, self.number(float(text.removeprefix("−")), computed))
            case "mi" if node.text == "π":
                yield Token("π", lambda _: math.pi)
            case "mo" | "mi":
                yield Token(node.text or "")
            case "mfrac":
                above, below = (self.group(child, computed) for child in node)
                yield Token("/", lambda numbers: above(numbers) / below(numbers))
            case "msup":
                yield Token("^", self.power(node[0], node[1], computed))
            case "mspace":
                pass
            case other:
                raise NotArithmeticError(f"<{other}> has no value: {''.join(node.itertext())}")

    def group(self, node: ElementTree.Element, computed: bool) -> Expression:
        return _Parser(list(self.tokens(node, computed))).whole()

    def power(self, base: ElementTree.Element, exponent: ElementTree.Element, computed: bool) -> Expression:
        if base.tag == "mn" and base.text == "10" and exponent.tag == "mn":
            return lambda _: 10.0 ** int((exponent.text or "").replace("−", "-"))
        below, above = list(self.tokens(base, computed)), self.group(exponent, computed)
        if len(below) > 1 and below[0].text != "(":
            raise NotArithmeticError("the base of a power reads as more than one thing")
        whole = _Parser(below).whole()
        return lambda numbers: whole(numbers) ** above(numbers)

    def number(self, value: float, computed: bool) -> Expression:
        place = len(self.numbers)
        self.numbers.append(value)
        exact = not self.rounded or value == 0 or (value == int(value) and not computed)
        unit = 0 if exact else 10.0 ** (math.floor(math.log10(value)) + 1 - DIGITS)
        self.roundings.append(unit / 2)
        return lambda numbers: numbers[place]


def _multiplied(factors: Sequence[Expression], numbers: Values) -> float:
    """The product; after a 0 nothing is worked out, since 0·ln(0) counts as its limit."""
    value = 1.0
    for factor in factors:
        if value:
            value *= factor(numbers)
    return value


class _Parser:
    """Reads sums of products of things in parentheses, calls and numbers."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.left = [*tokens]

    def whole(self) -> Expression:
        found = self.sum()
        if self.left:
            raise NotArithmeticError(f"{self.left[0].text!r} cannot stand where it stands")
        return found

    def taken(self, *texts: str) -> str:
        """The next sign, if it is one of these."""
        return self.left.pop(0).text if self.left and self.left[0].text in texts and not self.left[0].value else ""

    def sum(self) -> Expression:
        total = self.product(negative=bool(self.taken("−")))
        while sign := self.taken("+", "−"):
            total = _added(total, self.product(negative=sign == "−"))
        return total

    def product(self, negative: bool) -> Expression:
        factors = [self.factor()]
        while self.taken("×", "·", "\u2062"):
            factors.append(self.factor())
        return lambda numbers: _multiplied(factors, numbers) * (-1 if negative else 1)

    def factor(self) -> Expression:
        if not self.left:
            raise NotArithmeticError("something is missing at the end")
        token = self.left.pop(0)
        if token.value:
            return token.value
        if token.text == "(":
            return self.closed(")")[0]
        if token.text == "[":
            return self.condition()
        if token.text in FUNCTIONS and self.taken("\u2061") and self.taken("("):
            function, arguments = FUNCTIONS[token.text], self.closed(")")
            return lambda numbers: function(*(each(numbers) for each in arguments))
        raise NotArithmeticError(f"{token.text!r} has no value")

    def condition(self) -> Expression:
        """One comparison, or two in a row."""
        sides, holds = [self.sum()], list[Callable[[float, float], bool]]()
        while sign := self.taken(*COMPARISONS):
            holds.append(COMPARISONS[sign])
            sides.append(self.sum())
        self.expect("]")

        def value(numbers: Values) -> float:
            found = [side(numbers) for side in sides]
            return float(all(each(*pair) for each, pair in zip(holds, pairwise(found), strict=True)))

        return value

    def closed(self, end: str) -> list[Expression]:
        """One thing, or several with commas between them, up to the closing sign."""
        found = [self.sum()]
        while self.taken(","):
            found.append(self.sum())
        self.expect(end)
        return found

    def expect(self, sign: str) -> None:
        if not self.taken(sign):
            raise NotArithmeticError(f"{sign!r} is missing before {[token.text for token in self.left]}")


def _added(first: Expression, second: Expression) -> Expression:
    return lambda numbers: first(numbers) + second(numbers)
