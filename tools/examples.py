"""Writes docs/published-examples.md from tests/cases.json and the engine: `python -m tools.examples`.

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
from backprop.figure.numbers import plain
from backprop.graph import evaluate
from backprop.steps import gradients

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "published-examples.md"
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
)


def page() -> str:
    """The whole page as Markdown."""
    cases = {case["id"]: case for case in json.loads((ROOT / "tests" / "cases.json").read_text("utf-8"))["cases"]}
    return INTRODUCTION + "".join(_section(example, cases[example.case]) for example in EXAMPLES)


def _section(example: Example, case: dict[str, Any]) -> str:
    published = _flat(case["published"])
    graph = expression(example.text)
    values = evaluate(graph, example.values)
    found = {node.name: values[node.index] for node in graph.nodes} | {
        f"d {name}": value for name, value in gradients(graph, values).items()
    }
    output = graph.nodes[graph.output].name
    rows = "".join(_row(output, name, published[key], found[name]) for key, name in example.quantities.items())
    given = ", ".join(f"{name}: {value}" for name, value in example.values.items())
    return (
        f"\n## {example.title}\n\nSource: <{case['source']['url']}>. {example.remark}\n\n"
        f'```backprop\nname: {example.name}\ntitle: "{example.title}"\n'
        f'expression: "{example.text}"\nvalues: {{{given}}}\n```\n\n'
        f"| Quantity | Printed | Computed | To the printed places |\n| --- | --- | --- | --- |\n{rows}"
    )


def _flat(published: dict[str, Any]) -> dict[str, str]:
    found: dict[str, str] = {}
    for key, value in published.items():
        found |= _flat(value) if isinstance(value, dict) else {key: value}
    return found


def _row(output: str, name: str, printed: str, computed: float) -> str:
    number = re.findall(r"-?\d+(?:\.\d+)?", printed)[-1]
    places = len(number.partition(".")[2])
    verdict = verdict_of(number, computed)
    quantity = f"$\\partial {output}/\\partial {_symbol(name[2:])}$" if name.startswith("d ") else f"${_symbol(name)}$"
    shown = number.replace("-", "−")
    digits = {0: "whole", 1: "1 decimal"}.get(places, f"{places} decimals")
    return f"| {quantity} | {shown} | {plain(computed, 6)} | {digits}: {verdict} |\n"


def verdict_of(printed: str, computed: float) -> str:
    """Whether the computed number, rounded to the places of the printed one, is the printed one."""
    step = Decimal(1).scaleb(-len(printed.partition(".")[2]))
    rounded = Decimal(computed).quantize(step, ROUND_HALF_UP)
    if rounded == Decimal(printed):
        return "the same"
    apart = abs(Decimal(printed) - rounded) / step
    return f"{apart:f} in the last place apart, from rounding earlier"


def _symbol(name: str) -> str:
    return f"{name[0]}_{{{name[1:]}}}" if len(name) > 1 else name


def main() -> None:
    """Write the page."""
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
