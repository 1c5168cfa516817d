"""Writes docs/published-examples.md and docs/published/ from tests/cases.json: `python -m tools.examples`.

Each number that a publication prints stands beside what the engine computes, rounded to as many places;
whether the two agree is computed here. A test compares the page with what would be written.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

from backprop.expression import expression
from backprop.figure import tex
from backprop.figure.numbers import MORE_DIGITS, plain
from backprop.figure.programs import ProgramSubject
from backprop.figure.specification import Specification
from backprop.graph import Graph, evaluate
from backprop.steps import gradients
from backprop.terms import Symbol
from backprop.training import train
from tools.program_examples import PROGRAM_EXAMPLES, ProgramExample

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
INTRODUCTION = """\
---
title: Published examples
description: Worked examples of other authors as figures, with printed numbers beside the computed ones.
---

# Published examples

Worked examples that others have published, as figures to step through. Below each stand numbers that the original
prints, beside what the engine computes, and the places to which the original has rounded. The page is written from the
test cases of the engine, and whether two numbers agree is computed, not claimed.
"""


@dataclass(frozen=True)
class Example:
    """A published case, the fence that draws it, and which quantity each printed number is.

    `quantities` maps a key of the case's published numbers to v (a value) or dv (a gradient) by name.
    """

    case: str
    title: str
    name: str
    text: str
    values: dict[str, float]
    quantities: dict[str, str]
    remark: str = ""


EXAMPLES = (
    Example(
        "baydin-tables-2-3",
        "Baydin and others: ln x₁ + x₁x₂ − sin x₂",
        "baydin",
        "v1 = log(x1); v2 = x1*x2; v3 = sin(x2); v4 = v1 + v2; y = v4 - v3",
        {"x1": 2, "x2": 5},
        {
            "v1": "v1",
            "v2": "v2",
            "v3": "v3",
            "v4": "v4",
            "v5=y": "y",
            "v4_bar": "d v4",
            "v3_bar": "d v3",
            "v2_bar": "d v2",
            "v1_bar": "d v1",
            "v0_bar after v2 (=x2_bar)": "d x2",
            "v-1_bar after v1 (=x1_bar)": "d x1",
        },
        "The survey's tables 2 and 3 print three decimals.",
    ),
    Example(
        "cs231n-xyz",
        "cs231n: (x + y)·z",
        "cs-product",
        "q = x + y; f = q*z",
        {"x": -2, "y": 5, "z": -4},
        {"q": "q", "f": "f", "df_dz": "d z", "df_dq": "d q", "df_dx": "d x", "df_dy": "d y"},
        "Every number is whole, so nothing is rounded.",
    ),
    Example(
        "cs231n-sigmoid-neuron",
        "cs231n: a sigmoid neuron, taken apart",
        "cs-neuron",
        "s = w0*x0 + w1*x1 + w2; n = -s; e = exp(n); p = e + 1; f = 1/p",
        {"w0": 2, "x0": -1, "w1": -3, "x1": -2, "w2": -3},
        {
            "exp": "e",
            "plus1": "p",
            "f": "f",
            "d_inv_in": "d p",
            "d_exp_out": "d e",
            "d_neg": "d n",
            "d_dot": "d s",
            "dw0": "d w0",
            "dx0": "d x0",
            "dw1": "d w1",
            "dx1": "d x1",
            "dw2": "d w2",
        },
        "The course prints two decimals but goes on with all of them: multiplying the printed numbers gives other "
        "digits than those that it prints.",
    ),
    Example(
        "cs231n-patterns",
        "cs231n: patterns in the backward flow",
        "cs-patterns",
        "p = x*y; m = max(z, w); s = p + m; f = 2*s",
        {"x": 3, "y": -4, "z": 2, "w": -1},
        {"xy": "p", "dx": "d x", "dy": "d y", "dz": "d z", "dw": "d w"},
        "Every number is whole, so nothing is rounded.",
    ),
    Example(
        "colah-e",
        "Colah: (a + b)·(b + 1)",
        "colah",
        "c = a + b; d = b + 1; e = c*d",
        {"a": 2, "b": 1},
        {"c": "c", "d": "d", "e": "e", "de_dc": "d c", "de_dd": "d d", "de_da": "d a", "de_db": "d b"},
        "Every number is whole, so nothing is rounded. The gradient at b is the sum over two paths.",
    ),
    Example(
        "torch-27134-zero-base",
        "PyTorch, issue 27134: zero to a power",
        "zero-base",
        "y = a**b",
        {"a": 0, "b": 1},
        {},
        "The gradient by b was nan, and 0 was asked for: zero to the power b is zero for every positive b.",
    ),
    Example(
        "jax-37821-max-zero",
        "JAX, issue 37821: the largest of x and 0",
        "max-zero",
        "p = max(x, 0); q = relu(x); y = p + q",
        {"x": 0},
        {},
        "At the kink, JAX gives the one half a slope and the other none. Every number from 0 to 1 would do; here both "
        "follow one rule.",
    ),
    Example(
        "theano-4568-max-tie",
        "Theano, issue 4568: the larger of two equal numbers",
        "max-tie",
        "y = max(a, b)",
        {"a": 1, "b": 1},
        {},
        "Theano gave the whole gradient to each. Any two shares that add up to the whole are right; here both are "
        "one half.",
    ),
)


def pages() -> dict[str, str]:
    """Every page by its place in the documentation: formulas together, and a page for each program."""
    cases = {case["id"]: case for case in json.loads((ROOT / "tests" / "cases.json").read_text("utf-8"))["cases"]}
    formulas = "".join(_section(example, cases[example.case]) for example in EXAMPLES)
    links = "".join(f"\n* [{each.title}](published/{each.name}.md)" for each in PROGRAM_EXAMPLES)
    return {"published-examples.md": f"{INTRODUCTION}\n## Programs\n{links}\n{formulas}"} | {
        f"published/{each.name}.md": _page(each, cases[each.case]) for each in PROGRAM_EXAMPLES
    }


def _section(example: Example, case: dict[str, Any]) -> str:
    published = flat(case["published"])
    graph = expression(example.text)
    values = evaluate(graph, example.values)
    found = {node.name: values[node.index] for node in graph.nodes} | {
        f"d {name}": value for name, value in gradients(graph, values).items()
    }
    output = graph.nodes[graph.output].name
    rows = "".join(_row(output, name, published[key], found[name]) for key, name in example.quantities.items())
    given = ", ".join(f"{name}: {value}" for name, value in example.values.items())
    table = f"\n{_table(rows)}" if rows else ""
    return (
        f"\n## {example.title}\n\nSource: <{case['source']['url']}>. {example.remark}\n\n"
        f'```backprop\nname: {example.name}\ntitle: "{example.title}"\n'
        f'expression: "{example.text}"\nvalues: {{{given}}}\n```\n{table}'
    )


def _page(example: ProgramExample, case: dict[str, Any]) -> str:
    published = flat(case["published"])
    figure = Figures.of(example)
    rows = "".join(
        _row(figure.output, what, published[key], figure.quantity(what), known=key in example.wrong)
        for key, what in example.quantities.items()
    )
    source = f"<{case['source']['url']}>" if "url" in case["source"] else case["source"]["title"]
    lines = "".join(f"  {line}\n" for line in example.python.strip().split("\n"))
    given = "".join(f"  {name}: {value}\n" for name, value in example.values.items())
    return (
        f'---\ntitle: "{example.title}"\n'
        f'description: "{example.title}. Step by step, with the printed numbers beside the computed ones."\n'
        "search:\n  boost: 0.5\n---\n"
        f"\n# {example.title}\n\nSource: {source}. {example.remark}\n\n## Step by step\n\n"
        f'```backprop\nname: {example.name}\ntitle: "{example.title}"\npython: |\n{lines}values:\n{given}'
        f"parameters: [{', '.join(example.parameters)}]\n```\n\n"
        # In a frame that a phone scrolls.
        '## Printed and computed\n\n<div class="bp-scroll" tabindex="0" role="region" '
        f'aria-label="Printed and computed" markdown>\n\n{_table(rows)}\n</div>\n'
    )


def _table(rows: str) -> str:
    return f"| Quantity | Printed | Computed | To the printed places |\n| --- | --- | --- | --- |\n{rows}"


@dataclass(frozen=True)
class Figures:
    """The numbers of a program's figure, and what becomes of them when it is trained."""

    graph: Graph
    given: dict[str, float]

    @classmethod
    def of(cls, example: ProgramExample) -> Figures:
        """Of an example, with its own numbers."""
        described = {"python": example.python, "values": example.values, "parameters": [*example.parameters]}
        specification = Specification.from_mapping(described)
        assert isinstance(specification.subject, ProgramSubject)
        return cls(specification.subject.program().graph, dict(specification.values))

    @property
    def output(self) -> str:
        """The name of the result."""
        return self.graph.nodes[self.graph.output].name

    def quantity(self, what: str) -> float:
        """A number in the short form of `tools.program_examples`."""
        match what.split():
            case [name]:
                return self._values()[name]
            case ["d", name]:
                return self._slopes()[name]
            case ["-d", name]:
                return -self._slopes()[name]
            case [name, "-", rate, "d", of]:
                return self.given[name] - float(rate) * self._slopes()[of]
            case [factor, "*", "d", name]:
                return self._values()[factor] * self._slopes()[name]
            case [name, "after", rate]:
                return self._trained(float(rate), 1)._values()[name]
            case [*kind, name, "at", updates, "rate", rate]:
                later = self._trained(float(rate), int(updates))
                return later._slopes()[name] if kind else later.given[name]
        raise ValueError(f"write {what!r} in another way")

    def _values(self) -> dict[str, float]:
        values = evaluate(self.graph, self.given)
        return {node.name: values[node.index] for node in self.graph.nodes}

    def _slopes(self) -> dict[str, float]:
        return gradients(self.graph, evaluate(self.graph, self.given))

    def _trained(self, rate: float, updates: int) -> Figures:
        *_, last = train(self.graph, self.given, rate=rate, updates=updates)
        return Figures(self.graph, {**self.given, **last.parameters})


def flat(published: dict[str, Any]) -> dict[str, str]:
    """The printed numbers by key; those of a list as key[0], key[1], …"""
    found: dict[str, str] = {}
    for key, value in published.items():
        if isinstance(value, dict):
            found |= flat(value)
        elif isinstance(value, list):
            found |= flat({f"{key}[{place}]": each for place, each in enumerate(value)})
        else:
            found[key] = value
    return found


def _row(output: str, name: str, printed: str, computed: float, *, known: bool = False) -> str:
    number = re.findall(r"-?\d+(?:\.\d+)?", printed)[-1]
    places = len(number.partition(".")[2])
    verdict = verdict_of(number, computed)
    verdict = verdict.replace("from rounding earlier", "see above") if known else verdict
    quantity = f"${_quantity(output, name)}$"
    shown = number.replace("-", "−")
    digits = {0: "whole", 1: "1 decimal"}.get(places, f"{places} decimals")
    known_digits = len(number.replace("-", "").replace(".", "").lstrip("0"))
    computed_to = plain(computed, min(max(known_digits, 6), MORE_DIGITS))
    return f"| {quantity} | {shown} | {computed_to} | {digits}: {verdict} |\n"


def verdict_of(printed: str, computed: float) -> str:
    """Whether the computed number, rounded to the places of the printed one, is the printed one."""
    step = Decimal(1).scaleb(-len(printed.partition(".")[2]))
    rounded = Decimal(computed).quantize(step, ROUND_HALF_UP)
    if rounded == Decimal(printed):
        return "the same"
    apart = abs(Decimal(printed) - rounded) / step
    return f"{apart:f} in the last place apart, from rounding earlier"


def _quantity(output: str, what: str) -> str:
    """What a quantity is, in TeX."""
    match what.split():
        case ["d", name]:
            return rf"\partial {output}/\partial {_symbol(name)}"
        case ["-d", name]:
            return rf"-\partial {output}/\partial {_symbol(name)}"
        case [name, "-", rate, "d", of]:
            return rf"{_symbol(name)} - {rate}\,\partial {output}/\partial {_symbol(of)}"
        case [factor, "*", "d", name]:
            return rf"{_symbol(factor)}\,\partial {output}/\partial {_symbol(name)}"
        case [name, "after", _]:
            return rf"{_symbol(name)} \text{{ after one update}}"
        case [*kind, name, "at", updates, "rate", _]:
            return rf"{_quantity(output, ' '.join([*kind, name]))} \text{{ after {updates} updates}}"
    return _symbol(what)


def _symbol(name: str) -> str:
    return tex.print_term(Symbol(name))


def main() -> None:
    """Write the pages."""
    for name, text in pages().items():
        (DOCS / name).parent.mkdir(exist_ok=True)
        (DOCS / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
