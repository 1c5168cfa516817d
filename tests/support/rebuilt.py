"""A reader who has the text of a sheet and no drawing: what is given read from its HTML, and everything computed from
that alone, by nothing that the engine computes with."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping
from operator import mul
from xml.etree.ElementTree import Element, fromstring

Matrix = list[list[float]]
APPLY, TIMES = "\u2061", "\u2062"
SIGNS = {"−": "-", "·": "*", "×": "*", TIMES: "*", APPLY: "", ";": ",", "ln": "log", "σ": "sigmoid"}
FORMULA = re.compile(r"⟦([^⟦⟧=]+)=([^⟦⟧]+)⟧")
SUM = {
    "en": re.compile(r"⟦(?P<target>\w+)⟧ is (?P<inputs>.*?)(?: plus the bias ⟦(?P<bias>\w+)⟧)?"),
    "de": re.compile(r"⟦(?P<target>\w+)⟧ ist (?P<inputs>.*?)(?: plus Bias ⟦(?P<bias>\w+)⟧)?"),
}
PAIR = {"en": re.compile(r"⟦(\w+)⟧ (?:times|and) ⟦(\w+)⟧"), "de": re.compile(r"⟦(\w+)⟧ (?:mal|und) ⟦(\w+)⟧")}
COLUMNS = ("Samples stand in columns", "Die Beispiele stehen in Spalten")
FIRST_LOSS = "L1"
NAME = re.compile(r"[A-Za-zα-ω]\w*(?!\w*\()")
CALLED: Mapping[str, Callable[..., float]] = {
    **{name: getattr(math, name) for name in ("exp", "log", "tanh", "sin", "cos", "sqrt")},
    **{"max": max, "min": min, "sigmoid": lambda z: 1 / (1 + math.exp(-z)), "ReLU": lambda z: max(z, 0.0)},
    "relu": lambda z: max(z, 0.0),
    "LeakyReLU": lambda z, slope: z if z > 0 else slope * z,
}


class Reader:
    """What a sheet gives: `formulas` by what they find, sums among them; `matrices`, and the rows of `samples`."""

    def __init__(self, html: str, lang: str = "en") -> None:
        self.lang = lang
        self.formulas: dict[str, str] = {}
        self.matrices: dict[str, Matrix] = {}
        self.samples: list[dict[str, float]] = []
        self.program = ""
        self.twice: list[tuple[str, str]] = []
        self.columns = any(told in html for told in COLUMNS)
        for each in fromstring(f"<div>{html}</div>"):
            self._block(each)

    def _block(self, each: Element) -> None:
        kind = each.get("class", "")
        if kind in ("bp-given", "bp-wiring"):
            for item in each:
                self._clauses(self._line(item))
        elif kind == "bp-grids":
            for part in each:
                name, table = part
                lines = table.iterfind("tbody/tr")
                rows = [[self._number(cell.text or "") for cell in line.iter("td")] for line in lines]
                self.matrices[self._name(name[0])] = rows
        elif kind == "bp-numbers":
            heads = [_ascii(cell.text or "") for cell in each.iter("th") if cell.get("scope") == "col"][1:]
            rows = [[self._number(cell.text or "") for cell in row.iter("td")] for row in each.iter("tr")][1:]
            self.samples = [dict(zip(heads, row, strict=True)) for row in rows]
        elif kind == "bp-source":
            self.program = "".join(each.itertext())

    def _line(self, item: Element) -> str:
        parts = [item.text or ""]
        for child in item:
            assert child.tag == "math"
            parts += [f"⟦{self._math(child)}⟧", child.tail or ""]
        return "".join(parts)

    def _clauses(self, line: str) -> None:
        for clause in re.split(r"; |\.$", line):
            if sums := SUM[self.lang].fullmatch(clause.strip()):
                products = [f"{value}*{weight}" for value, weight in PAIR[self.lang].findall(sums["inputs"])]
                self.formulas[sums["target"]] = "+".join([*products, *filter(None, [sums["bias"]])])
            elif formula := FORMULA.fullmatch(clause.strip()):
                # Written out first, and then in steps: both have to say the same.
                target, right = (each.strip() for each in formula.groups())
                self.twice.append((self.formulas.setdefault(target, right), right))
            else:
                # What is rounded is a result of the trace in which a bug is to be found.
                assert not clause.strip() or "≈" in clause, clause

    def check(self) -> None:
        """What was said in two ways is the same."""
        for one, other in [(one, other) for one, other in self.twice if one != other]:
            assert math.isclose(self.computed(one), self.computed(other), rel_tol=1e-9), (one, other)

    def value(self, name: str, given: Mapping[str, float] | None = None) -> float:
        """What a name stands for; KeyError where the sheet does not say."""
        if given and name in given:
            return given[name]
        if name in self.losses:
            return self.computed(self.formulas[FIRST_LOSS], self.samples[self.losses.index(name)])
        return self.computed(self.formulas[name], given)

    def computed(self, formula: str, given: Mapping[str, float] | None = None) -> float:
        """What a formula gives, with other numbers where some are `given`."""
        names = {name for name in NAME.findall(formula) if name not in CALLED}
        known = {name: self.value(name, given) for name in names}
        return float(eval(formula, {"__builtins__": {}}, {**CALLED, **known}))  # noqa: S307

    def matrix(self, name: str) -> Matrix:
        """A matrix as it follows from those that are given."""
        if name in self.matrices:
            return self.matrices[name]
        rule = self.formulas[name]
        if applied := re.fullmatch(r"(\w+)\((\w+)\)", rule):
            function: Callable[[float], float] = CALLED[applied[1]]
            return [[function(each) for each in row] for row in self.matrix(applied[2])]
        if rule.isidentifier():
            return self.matrix(rule)
        product, bias = rule.split("+")
        below, weights = map(self.matrix, product.split("*"))
        samples = _turned(below) if self.columns else below
        added = [each for row in self.matrix(bias) for each in row]
        made = [
            [sum(map(mul, sample, unit)) + more for unit, more in zip(weights, added, strict=True)]
            for sample in samples
        ]
        return _turned(made) if self.columns else made

    @property
    def losses(self) -> list[str]:
        """What the losses of the samples are called; the sheet has the formula of the first."""
        return [f"{FIRST_LOSS[:-1]}{place}" for place, _ in enumerate(self.samples, 1)]

    def names(self) -> set[str]:
        """All that is given or defined."""
        return {*self.formulas, *self.matrices, *self.losses, *(name for sample in self.samples for name in sample)}

    def _number(self, text: str) -> float:
        return float(text.replace("−", "-").replace(",", "."))

    def _name(self, math_: Element) -> str:
        return self._math(math_).strip()

    def _math(self, each: Element) -> str:
        """MathML as an expression of Python, symbols as names."""
        match each.tag:
            case "mi" | "mtext":
                return SIGNS.get(each.text or "", each.text or "")
            case "mn":
                return (each.text or "").replace(",", ".").replace("−", "-")
            case "mo":
                return SIGNS.get(each.text or "", each.text or "")
            case "mfrac":
                above, below = map(self._math, each)
                return f"(({above})/({below}))"
            case "mover":
                return f"{self._math(each[0])}hat"
            case "msub" | "msubsup":
                return _ascii("".join([self._math(each[0]), *("".join(part.itertext()) for part in each[1:])]))
            case "msup" if each[1].tag == "mtext":
                return _ascii("".join(each.itertext()))
            case "msup":
                return f"(({self._math(each[0])})**({self._math(each[1])}))"
        return "".join(map(self._math, each))


def _turned(matrix: Matrix) -> Matrix:
    return list(map(list, zip(*matrix, strict=True)))


def _ascii(symbol: str) -> str:
    """A symbol as a name of Python."""
    lowered = symbol.translate(str.maketrans("₀₁₂₃₄₅₆₇₈₉ₒₓₜ", "0123456789oxt"))
    return re.sub(r"\W", "_", lowered)


def named(math_: str) -> str:
    """What the reader calls the symbol that a piece of MathML is."""
    return Reader("")._math(fromstring(math_)).strip()


def symbols(html: str) -> Iterator[str]:
    """The names of the graph that formulas in a piece of HTML speak of."""
    yield from re.findall(r'data-n="([^"]*)"', html)
    for both in re.findall(r'data-d="([^"]*)"', html):
        yield from both.split()
