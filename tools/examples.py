"""Writes the published examples from tests/cases.json, in English and in German: `python -m tools.examples`.

These are published-examples.md and the folder published/ in docs/ and in docs.de/. Each number that a publication
prints stands beside what the engine computes, rounded to as many places; whether the two agree is computed here. A test
compares the pages with what would be written.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

from markdown.extensions.toc import slugify

from backprop.expression import expression
from backprop.figure import tex
from backprop.figure.numbers import localised, plain
from backprop.figure.programs import ProgramSubject
from backprop.figure.specification import Specification
from backprop.graph import Graph, evaluate
from backprop.languages import speaking
from backprop.steps import gradients
from backprop.terms import Symbol
from backprop.training import train
from tools import heads
from tools.examples_german import GERMAN
from tools.examples_words import ENGLISH, Wording
from tools.formula_examples import FORMULA_EXAMPLES, Example
from tools.program_examples import PROGRAM_EXAMPLES, ProgramExample

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
SURE_DIGITS = 12
"""More than a figure shows, since some sources print so many; of those beyond, machines may differ."""
WORDINGS = {DOCS: ENGLISH, DOCS.with_name("docs.de"): GERMAN}
"""By the folder of the documentation in that language."""


def pages(wording: Wording = ENGLISH) -> dict[str, str]:
    """Every page by its place in the documentation: formulas together, and a page for each program."""
    cases = {case["id"]: case for case in json.loads((ROOT / "tests" / "cases.json").read_text("utf-8"))["cases"]}
    programs = [wording.of(each) for each in PROGRAM_EXAMPLES]
    with speaking(wording.language):
        formulas = "".join(_section(each, cases[each.case], wording) for each in FORMULA_EXAMPLES)
        links = "".join(f"\n* [{each.title}](published/{each.name}.md)" for each in programs)
        listed = f"{wording.introduction}\n## {wording.programs}\n{links}\n{formulas}"
        single = {f"published/{each.name}.md": _page(each, cases[each.case], wording) for each in programs}
    return {"published-examples.md": heads.timed(listed, wording.head_of_page)} | single


def _section(example: Example, case: dict[str, Any], wording: Wording) -> str:
    published = flat(case["published"])
    graph = expression(example.text)
    values = evaluate(graph, example.values)
    found = {node.name: values[node.index] for node in graph.nodes} | {
        f"d {name}": value for name, value in gradients(graph, values).items()
    }
    output = graph.nodes[graph.output].name
    rows = "".join(
        Row(output, name, published[key], found[name]).written(wording) for key, name in example.quantities.items()
    )
    given = ", ".join(f"{name}: {value}" for name, value in example.values.items())
    table = f"\n{_table(rows, wording)}" if rows else ""
    told = wording.of(example)
    # A translated heading keeps the address of the English one, which Markdown makes of its words.
    address = "" if told is example else f" {{ #{slugify(example.title, '-')} }}"
    return (
        f"\n## {told.title}{address}\n\n{wording.source_of(example.name, case['source'])} {told.remark}\n\n"
        f'```backprop\nname: {example.name}\ntitle: "{told.title}"\n'
        f'expression: "{example.text}"\nvalues: {{{given}}}\n```\n{table}'
    )


def _page(example: ProgramExample, case: dict[str, Any], wording: Wording) -> str:
    published = flat(case["published"])
    figure = Figures.of(example)
    rows = "".join(
        Row(figure.output, what, published[key], figure.quantity(what), known=key in example.wrong).written(wording)
        for key, what in example.quantities.items()
    )
    source = wording.source_of(example.name, case["source"])
    lines = "".join(f"  {line}\n" for line in example.python.strip().split("\n"))
    given = "".join(f"  {name}: {value}\n" for name, value in example.values.items())
    closed = f"closed: {example.closed}\n" if example.closed else ""
    before = heads.line(wording.head_of_page, example.before, f"published/{example.name}.md")
    return heads.timed(
        f'---\ntitle: "{example.title}"\n'
        f'description: "{wording.described.format(title=example.title)}"\n'
        "search:\n  boost: 0.5\n---\n"
        f"\n# {example.title}\n\n{before}\n\n{source} {example.remark}\n\n## {wording.steps}\n\n"
        f'```backprop\nname: {example.name}\ntitle: "{example.title}"\npython: |\n{lines}values:\n{given}'
        f"parameters: [{', '.join(example.parameters)}]\n{closed}```\n\n"
        # In a frame that a phone scrolls.
        f'## {wording.compared}\n\n<section class="bp-scroll" tabindex="0" '
        f'aria-label="{wording.region}" markdown>\n\n{_table(rows, wording)}\n</section>\n',
        wording.head_of_page,
    )


def _table(rows: str, wording: Wording) -> str:
    return f"{wording.head}\n| --- | --- | --- | --- |\n{rows}"


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


@dataclass(frozen=True)
class Row:
    """A quantity, as it is printed and as it is computed; `known` where the text says why the two differ."""

    output: str
    what: str
    printed: str
    computed: float
    known: bool = False

    def written(self, wording: Wording) -> str:
        """The row of the table, with the numbers of the language that is spoken."""
        number = re.findall(r"-?\d+(?:\.\d+)?", self.printed)[-1]
        places = len(number.partition(".")[2])
        shown = localised(number.replace("-", "−"))
        digits = wording.places[min(places, 2)].format(places=places)
        known_digits = len(number.replace("-", "").replace(".", "").lstrip("0"))
        computed_to = plain(self.computed, min(max(known_digits, 6), SURE_DIGITS))
        quantity = _quantity(self.output, self.what, wording)
        return f"| ${quantity}$ | {shown} | {computed_to} | {digits}: {self._verdict(number, wording)} |\n"

    def _verdict(self, number: str, wording: Wording) -> str:
        apart = places_apart(number, self.computed)
        why = wording.above if self.known else wording.rounded
        return wording.apart.format(apart=apart, why=why) if apart else wording.same


def places_apart(printed: str, computed: float) -> int:
    """By how many units of its last place a printed number differs from the computed one, rounded to that place."""
    step = Decimal(1).scaleb(-len(printed.partition(".")[2]))
    rounded = Decimal(computed).quantize(step, ROUND_HALF_UP)
    return int(abs(Decimal(printed) - rounded) / step)


def _quantity(output: str, what: str, wording: Wording) -> str:
    """What a quantity is, in TeX."""
    match what.split():
        case ["d", name]:
            return rf"\partial {output}/\partial {_symbol(name)}"
        case ["-d", name]:
            return rf"-\partial {output}/\partial {_symbol(name)}"
        case [name, "-", rate, "d", of]:
            # In braces a comma has no space after it.
            factor = localised(rate).replace(",", "{,}")
            return rf"{_symbol(name)} - {factor}\,\partial {output}/\partial {_symbol(of)}"
        case [factor, "*", "d", name]:
            return rf"{_symbol(factor)}\,\partial {output}/\partial {_symbol(name)}"
        case [name, "after", _]:
            return rf"{_symbol(name)} \text{{{wording.once}}}"
        case [*kind, name, "at", updates, "rate", _]:
            before = _quantity(output, " ".join([*kind, name]), wording)
            return rf"{before} \text{{{wording.often.format(updates=updates)}}}"
    return _symbol(what)


def _symbol(name: str) -> str:
    return tex.print_term(Symbol(name))


def main() -> None:
    """Write the pages."""
    for docs, wording in WORDINGS.items():
        for name, text in pages(wording).items():
            (docs / name).parent.mkdir(exist_ok=True)
            (docs / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
